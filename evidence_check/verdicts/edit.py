"""Changes the verdicts in the text of an ``enterprise.yaml`` and nothing else of it: comments, order and layout stay.

PyYAML says where each value stands; only those spans are replaced. What comes out is read again, and unless it says
just what it should, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from evidence_check.data import parse_yaml
from evidence_check.errors import EvidenceCheckError

Entry = Mapping[str, str | None]
"""One verdict as it is to stand: verdict, reason, assessor, date, evidence."""

_KEY = "verdicts"
_HINT = (
    "Write the verdicts there as plain “id: {verdict: …, reason: …}” lines, without anchors. "
    "请把 verdicts 写成普通的“编号: {verdict: …, reason: …}”，不用锚点。"
)


class _Edit(NamedTuple):
    """Characters ``start`` to ``end`` of the text become ``text``."""

    start: int
    end: int
    text: str


class _OneLine(yaml.SafeDumper):
    """Writes every text on one line."""


def _one_line(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = '"' if "\n" in text or "\r" in text or "\u2028" in text or "\u2029" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_OneLine.add_representer(str, _one_line)


def with_verdicts(text: str, changes: Mapping[str, Entry | None], path: Path) -> str:
    """Return the text with verdicts set, or taken out where the change is None.

    Args:
        text: the file's text as it stands, with its own line ends.
        changes: clause or item id → the verdict that is to stand there.
        path: the file, for messages.

    Raises:
        EvidenceCheckError: the text can't be changed so that nothing else changes with it.
    """
    before = parse_yaml(text, path)
    gone = [each for each, entry in changes.items() if entry is None]
    wanted = {each: entry for each, entry in changes.items() if entry is not None}
    made = text
    if gone:
        made = _applied(made, _removals(made, gone))
    if wanted:
        made = _applied(made, _settings(made, wanted))
    _check(before, made, changes, path)
    return made


def _check(before: Any, made: str, changes: Mapping[str, Entry | None], path: Path) -> None:
    """Raise unless the new text says what the old one said, with the changes."""
    expected = {key: value for key, value in before.items() if key != _KEY}
    verdicts = dict(before.get(_KEY) or {})
    for each, entry in changes.items():
        if entry is None:
            verdicts.pop(each, None)
        else:
            verdicts[each] = entry
    try:
        after = parse_yaml(made, path)
    except EvidenceCheckError:
        after = None
    if isinstance(after, dict):
        found = dict(after.get(_KEY) or {})
        rest = {key: value for key, value in after.items() if key != _KEY}
        if rest == expected and {k: _said(v) for k, v in found.items()} == {k: _said(v) for k, v in verdicts.items()}:
            return
    raise EvidenceCheckError(f"{path}: 无法只改 verdicts / its verdicts can't be changed by themselves", _HINT)


def _said(entry: Any) -> Any:
    """Return what an entry says: a key without a value says nothing."""
    return {key: value for key, value in entry.items() if value is not None} if isinstance(entry, Mapping) else entry


# --- the text -----------------------------------------------------------------------------------------------------


def _applied(text: str, edits: Iterator[_Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _compose(text: str) -> yaml.MappingNode:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(node, yaml.MappingNode)  # enterprise.load has read it
    return node


def _pair(node: yaml.MappingNode, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    return next(((key, value) for key, value in node.value if key.value == name), None)


def _removals(text: str, gone: list[str]) -> Iterator[_Edit]:
    found = _pair(_compose(text), _KEY)
    node = found[1] if found else None
    if not isinstance(node, yaml.MappingNode):
        return
    entries = node.value
    for at, (key, value) in enumerate(entries):
        if key.value not in gone:
            continue
        if not node.flow_style:
            start = text.rfind("\n", 0, key.start_mark.index) + 1
            yield _Edit(start, text.find("\n", _end(value, text)) + 1 or len(text), "")
        elif at + 1 < len(entries):
            yield _Edit(key.start_mark.index, entries[at + 1][0].start_mark.index, "")
        else:
            rest = [pair for pair in entries[:at] if pair[0].value not in gone]
            start = _end(rest[-1][1], text) if rest else key.start_mark.index
            if all(pair[0].value not in gone for pair in entries[len(rest) : at]):
                yield _Edit(start, _end(value, text), "")
            else:
                yield _Edit(key.start_mark.index, _end(value, text), "")


def _settings(text: str, wanted: Mapping[str, Entry]) -> Iterator[_Edit]:
    root = _compose(text)
    found = _pair(root, _KEY)
    if found is None:
        yield _new_key(text, root, wanted)
        return
    key, node = found
    if isinstance(node, yaml.MappingNode) and node.value:
        yield from _into(text, node, wanted)
    elif root.flow_style:
        yield _Edit(node.start_mark.index, node.end_mark.index, _flow(dict(wanted)))
    else:  # verdicts: {}, null or nothing: the entries go below, a comment on the line stays there
        indent = " " * (key.start_mark.column + 2)
        end = node.end_mark.index
        yield _Edit(key.end_mark.index, end, ":")
        yield _insertion(
            text, _line_end(text, end), [f"{indent}{each}: {_flow(entry)}" for each, entry in wanted.items()]
        )


def _new_key(text: str, root: yaml.MappingNode, wanted: Mapping[str, Entry]) -> _Edit:
    if root.flow_style:
        at = root.end_mark.index - 1
        return _Edit(at, at, f"{', ' if root.value else ''}{_KEY}: {_flow(dict(wanted))}")
    lines = [f"{_KEY}:", *(f"  {each}: {_flow(entry)}" for each, entry in wanted.items())]
    return _insertion(text, len(text.rstrip("\r\n")), lines)


def _into(text: str, node: yaml.MappingNode, wanted: Mapping[str, Any]) -> Iterator[_Edit]:
    """Yield the edits that set keys of a mapping: values in place, new keys behind the last one."""
    present = {key.value: value for key, value in node.value}
    for name, value in wanted.items():
        if name not in present:
            continue
        old = present[name]
        if isinstance(value, Mapping) and isinstance(old, yaml.MappingNode) and old.value:
            yield from _into(text, old, {k: v for k, v in value.items() if v is not None or _pair(old, k)})
        elif isinstance(value, Mapping) or old.value != value:
            yield _Edit(old.start_mark.index, _end(old, text), _spaced(text, old.start_mark.index, _flow(value)))
    added = {name: value for name, value in wanted.items() if name not in present}
    if not added:
        return
    last_key, last = node.value[-1]
    if node.flow_style:
        more = "".join(f", {name}: {_flow(value)}" for name, value in added.items())
        yield _Edit(_end(last, text), _end(last, text), more)
        return
    indent = " " * last_key.start_mark.column
    lines = [f"{indent}{name}: {_flow(value)}" for name, value in added.items()]
    yield _insertion(text, _line_end(text, _end(last, text)), lines)


def _insertion(text: str, at: int, lines: list[str]) -> _Edit:
    newline = "\r\n" if "\r\n" in text else "\n"
    return _Edit(at, at, "".join(newline + line for line in lines))


def _spaced(text: str, at: int, value: str) -> str:
    """Return a value with the space that must stand behind a colon (an empty value has none)."""
    return value if at and text[at - 1] in " \n" else f" {value}"


def _end(node: yaml.Node, text: str) -> int:
    """Return where a value really ends: PyYAML lets a block run on to the next key."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, text)
    return node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())


def _line_end(text: str, at: int) -> int:
    """Return where the line ends that holds a place, before its line break."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end and text[end - 1] == "\r" else end


def _flow(value: Any) -> str:
    """Return a value as YAML writes it on one line, fit to stand inside braces too; empty keys are left out."""
    shown = _said(value) if isinstance(value, Mapping) else value
    if isinstance(shown, dict):
        shown = {key: _said(each) if isinstance(each, Mapping) else each for key, each in shown.items()}
    text = yaml.dump(
        [shown], Dumper=_OneLine, default_flow_style=True, allow_unicode=True, sort_keys=False, width=float("inf")
    )
    return str(text).strip()[1:-1]
