"""Writes a proposal as enterprise.yaml: values with the quotes they rest on, alternatives and questions as comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from evidence_check.enterprise import PEOPLE, PROFILE
from evidence_check.model import Bilingual
from evidence_check.proposal.knowledge import knowledge, remark
from evidence_check.proposal.model import Answer, Proposal, Seen
from evidence_check.show import place

_UNPRINTABLE = re.compile("[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")


def render(proposal: Proposal) -> str:
    """Return the text of an enterprise.yaml that ``enterprise.load`` reads, as UTF-8 without a mark at its head."""
    answers = proposal.answers
    lines = [f"# {_plain(text)}" for text in _sides(remark("head"))]
    lines += ["", "name:", *_entry(answers["name.zh"], "zh", 1), *_entry(answers["name.en"], "en", 1)]
    for key in ("other_names", "partners", "standards", "businesses"):
        lines += ["", *_list(answers[key])]
    for key in ("certification", "certified_since", "as_of"):
        lines += ["", *_entry(answers[key], key, 0)]
    for group, keys in (("people", PEOPLE), ("profile", PROFILE)):
        lines += ["", f"{group}:"]
        for key in keys:
            lines += _entry(answers[f"{group}.{key}"], key, 1)
    lines += ["", *(f"# {_plain(text)}" for text in _sides(remark("facts"))), "facts: {}", "verdicts: {}"]
    return "\n".join(lines) + "\n"


def _entry(answer: Answer, name: str, depth: int) -> Iterator[str]:
    """Yield the lines of one key: what it rests on, then the key, a question below where it is open."""
    indent = "  " * depth
    for comment in _comments(answer):
        yield f"{indent}# {comment}"
    yield f"{indent}{name}: {scalar(answer.value)}"


def _list(answer: Answer) -> Iterator[str]:
    """Yield the lines of a list, each quote above the value that rests on it."""
    by_value: dict[str, list[Seen]] = {}
    for seen in answer.sources:
        name = seen.key.removeprefix("business.") if seen.key.startswith("business.") else seen.value
        by_value.setdefault(name, []).append(seen)
    values = answer.value if isinstance(answer.value, tuple) else ()
    own = {value for value in values if value in by_value}
    for comment in _comments(answer, leave_out=own):
        yield f"# {comment}"
    yield f"{answer.key}:" if values else f"{answer.key}: []"
    for value in values:
        for seen in by_value.get(value, ()):
            yield f"  # {_said(seen)}"
        yield f"  - {scalar(value)}"


def _comments(answer: Answer, leave_out: set[str] | None = None) -> Iterator[str]:
    for seen in answer.sources:
        if not leave_out or (seen.value not in leave_out and seen.key.removeprefix("business.") not in leave_out):
            yield f"依据 / from: {_said(seen)}"
    if answer.remark:
        yield from map(_plain, _sides(answer.remark))
    for seen in answer.others:
        yield f"另见 / see also: {_value(seen)} ← {_said(seen)}"
    if answer.open and answer.question:
        yield f"请回答 / please answer: {_plain(' / '.join(_sides(answer.question)))}"


def _value(seen: Seen) -> str:
    """Return what a statement says, in words that stand in the file."""
    if seen.key.startswith("business."):
        name = seen.key.removeprefix("business.")
        titles = Bilingual(**knowledge().at(f"businesses.kinds.{name}.name"))
        sure = "" if seen.sure else "?"
        return f"{name} {titles.zh} = {seen.value}{sure}"
    if seen.key.startswith(("edition.", "level.")):
        return seen.key.partition(".")[2]
    return _plain(seen.value)


def _said(seen: Seen) -> str:
    where = place(seen.quote.locator)
    return _plain(" › ".join(part for part in (seen.quote.file, where, f"“{seen.quote.text}”") if part))


def _sides(text: Bilingual) -> list[str]:
    return [side for side in (text.zh, text.en) if side]


def _plain(text: str) -> str:
    """Return a text that can stand in a comment: on one line, without signs that YAML forbids."""
    return re.sub(r" {2,}", " ", _UNPRINTABLE.sub(" ", text)).strip()


def scalar(value: object) -> str:
    """Return a value as YAML writes it on one line, in quotes where it needs them."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value):
        return value  # enterprise.load keeps dates as text
    shown = _UNPRINTABLE.sub("\ufffd", value) if isinstance(value, str) else value
    text: str = yaml.safe_dump(shown, allow_unicode=True, width=10**6, default_flow_style=True)
    return text.removesuffix("\n").removesuffix("\n...").strip()
