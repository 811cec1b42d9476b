"""Says in a few lines on the terminal what a scan found, what blocks, what was not read, where the report is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.text import Text

from evidence_check.differences import Differences
from evidence_check.model import Assessment, Bilingual, Registry
from evidence_check.report import overview, wording
from evidence_check.report.changes import parts_of
from evidence_check.report.lookup import Lookup
from evidence_check.report.visible import one_line
from evidence_check.verdicts import standing_verdicts

_STYLES = {"present": "green", "partial": "yellow", "missing": "red", "unreadable": "magenta"}
_BLOCKERS = 8
_FILES = 8
_WIDTH = 72


def summary(
    assessment: Assessment,
    registry: Registry,
    lang: str = "zh",
    written: Iterable[Path] = (),
    changes: Differences | None = None,
) -> Text:
    """Return the lines that follow a scan, in one language, with signs that a GBK console can show."""
    lookup = Lookup.of(assessment, registry)
    lines = [
        _counts(assessment, lang),
        *_score(assessment, lang),
        *_blockers(lookup, lang),
        *_unread(assessment, lang),
        *_review(assessment, lang),
        *_stale(assessment, lang),
        *_changes(changes, lang),
        *[Text(f"{_say(wording.text('terminal_report'), lang)}  {one_line(str(path))}") for path in written],
        Text(_say(wording.text("not_a_decision"), lang), style="dim"),
    ]
    return Text("\n").join(lines)


def _say(text: Bilingual, lang: str) -> str:
    return one_line(wording.side(text, lang))


def _counts(assessment: Assessment, lang: str) -> Text:
    number = overview.counts(assessment)
    decided = sum(number[coverage] for coverage in overview.DECIDED)
    line = Text(_say(wording.text("terminal_clauses", n=decided), lang), style="bold")
    for coverage in overview.DECIDED:
        sign = wording.symbol("coverage", coverage)
        said = f"   {sign} {_say(wording.word('coverage', coverage), lang)} {number[coverage]}"
        line.append(said, style=_STYLES[coverage] if number[coverage] else "dim")
    rest = sum(number.values()) - decided
    if rest:
        line.append(f"   {_say(wording.text('terminal_other', n=rest), lang)}", style="dim")
    return line


def _score(assessment: Assessment, lang: str) -> list[Text]:
    score = assessment.score
    if score.total is None:
        return [Text(_say(wording.text("terminal_no_score"), lang))] if score.items else []
    said = wording.text("terminal_score", total=score.total, best=score.best, worst=score.worst)
    state = {True: "result_yes", False: "result_no", None: "result_open"}[score.passed]
    lines = [Text(f"{_say(said, lang)}   {_say(wording.text(state), lang)}")]
    if score.closing:
        way = wording.text("terminal_closing", n=len(score.closing), total=score.closing[-1].total)
        lines.append(Text(_say(way, lang), style="dim"))
    return lines


def _blockers(lookup: Lookup, lang: str) -> list[Text]:
    found = overview.blockers(lookup)
    if not found:
        return []
    not_met = overview.verdict_count(lookup.assessment, "not_met")
    lines = [Text(_say(wording.text("terminal_blockers", n=not_met, m=len(found)), lang), style="bold")]
    for blocker in found[:_BLOCKERS]:
        what = _say(blocker.text, lang) or _say(blocker.title, lang)
        lines.append(Text(f"  {wording.symbol('verdict', 'not_met')} {blocker.id}  {_short(what)}"))
    if len(found) > _BLOCKERS:
        lines.append(Text(f"  {_say(wording.text('terminal_more', n=len(found) - _BLOCKERS), lang)}", style="dim"))
    return lines


def _unread(assessment: Assessment, lang: str) -> list[Text]:
    unread = sorted((line for line in assessment.documents if line.status != "ok"), key=lambda line: line.path)
    total = len(assessment.documents)
    said = _say(wording.text("terminal_unread", n=len(unread), m=total), lang)
    lines = [Text(said, style="bold" if unread else "")]
    for line in unread[:_FILES]:
        sign, word = wording.symbol("status", line.status), _say(wording.word("status", line.status), lang)
        lines.append(Text(f"  {sign} {word}  {one_line(line.path)}"))
    if len(unread) > _FILES:
        lines.append(Text(f"  {_say(wording.text('terminal_more', n=len(unread) - _FILES), lang)}", style="dim"))
    return lines


def _review(assessment: Assessment, lang: str) -> list[Text]:
    number = sum(result.review for result in assessment.clauses)
    return [Text(_say(wording.text("terminal_review", n=number), lang))] if number else []


def _stale(assessment: Assessment, lang: str) -> list[Text]:
    """Return the assessor's verdicts whose evidence has changed since."""
    found = [each for each, standing in standing_verdicts(assessment).items() if standing.changed]
    ids = ", ".join(found[:_FILES]) + (" ..." if len(found) > _FILES else "")
    return [Text(_say(wording.text("terminal_stale", n=len(found), ids=ids), lang), style="bold")] if found else []


def _changes(changes: Differences | None, lang: str) -> list[Text]:
    if changes is None or not parts_of(changes):
        return []
    parts = wording.join(parts_of(changes))
    return [Text(_say(wording.text("terminal_changes", before=changes.old.as_of, parts=parts), lang))]


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 2] + "……"
