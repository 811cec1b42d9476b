"""A comparison of two reports on the terminal, with signs that a GBK console can show."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from evidence_check.differences.model import ClauseChange, Differences
from evidence_check.model import Bilingual
from evidence_check.report import wording
from evidence_check.report.changes import cause_text, coverage_word, facts, lead
from evidence_check.report.visible import one_line

_STYLES = {"regressed": "red", "new": "red", "closed": "green", "changed": "yellow"}


def difference_lines(differences: Differences, lang: str = "zh") -> Text:
    """Return what differs, in one language: the sentence, what changed for the whole, then clause by clause."""
    lines = [Text(_say(lead(differences), lang), style="bold")]
    lines += [Text(f"  {_say(fact, lang)}") for fact in facts(differences)]
    for group, changes in differences.groups:
        for change in changes:
            lines += _change(group, change, lang)
    for path_kind, paths in (("added", differences.files.added), ("removed", differences.files.removed)):
        lines += [Text(f"  {_say(wording.filled('cause', f'file_{path_kind}', file=path), lang)}") for path in paths]
    return Text("\n").join(lines)


def _change(group: str, change: ClauseChange, lang: str) -> Iterator[Text]:
    sign, word = wording.symbol("change", group), _say(wording.word("change", group), lang)
    line = Text(f"{sign} {word}", style=_STYLES[group])
    before, after = (_say(coverage_word(each), lang) for each in (change.before, change.after))
    states = f"{before} → {after}" if before != after else after
    line.append(f"  {change.id}  {states}", style="default")
    yield line
    for key, items in (("changes_lost", change.lost), ("changes_gained", change.gained)):
        if items:
            yield Text(f"    {_say(wording.text(key, items=wording.join(list(items))), lang)}")
    for cause in change.causes:
        yield Text(f"    {_say(cause_text(cause), lang)}")


def _say(text: Bilingual, lang: str) -> str:
    return one_line(wording.side(text, lang))
