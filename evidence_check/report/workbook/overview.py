"""The first sheet: whose dossier, what it shows, the live score, and how to use the workbook."""

from __future__ import annotations

from typing import Any

from evidence_check.report import overview as page
from evidence_check.report import scores, wording
from evidence_check.report.changes import lead
from evidence_check.report.workbook.book import Book, Cell, Value, both, lines, said, sheet_name
from evidence_check.report.workbook.content import Content
from evidence_check.report.workbook.heights import height
from evidence_check.report.workbook.scoring import Scored
from evidence_check.report.workbook.styles import of_coverage
from evidence_check.report.workbook.tasks import messages

_WIDTHS = (26, 16, 16, 62)


def add(book: Book) -> Any:
    """Add the sheet, empty: it stands first and is filled last, when the places of the live figures are known."""
    sheet = book.sheet("overview", landscape=False)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    return sheet


def fill(book: Book, sheet: Any, content: Content, scored: Scored) -> None:
    """Fill the sheet."""
    writer = _Writer(book, sheet)
    enterprise, score = content.assessment.enterprise, content.score
    writer.title(lines(wording.text("title")).replace("\n", "  "))
    writer.wide(lines(enterprise.name) or both(wording.text("enterprise_unknown")), "subtitle")
    writer.pair(wording.text("standards"), "\n".join(both(each.title) for each in content.assessment.standards))
    writer.pair(wording.text("as_of"), enterprise.as_of)
    certification = both(wording.word("certification", enterprise.certification))
    since = f"（{enterprise.certified_since}）" if enterprise.certified_since else ""
    writer.pair(wording.text("certification"), certification + since)
    unread = sum(line.status != "ok" for line in content.assessment.documents)
    figure = wording.text("files_figure", n=len(content.assessment.documents), unread=unread)
    writer.pair(wording.text("files_read"), lines(figure))
    for edition in content.assessment.editions:
        if edition.replaced_by:
            replaced = wording.text(
                "edition_replaced_by", title=edition.title, until=edition.in_force_to or "?", by=edition.replaced_by
            )
            writer.wide(lines(replaced), "note")
    writer.gap()
    writer.wide(lines(page.headline(content.assessment)), "subtitle")
    for sentence in page.sentences(content.assessment):
        writer.wide(lines(sentence), "plain")
    writer.wide(lines(wording.text("not_a_decision")), "label")
    writer.head(wording.text("workbook_clauses"))
    for coverage, count in page.counts(content.assessment).items():
        if count or coverage in page.DECIDED:
            word = Cell(said("coverage", coverage), of_coverage(coverage))
            writer.counted(word, Cell(count, "figure"), lines(wording.meaning("coverage", coverage)))
    writer.head(wording.text("h_score"))
    if score.total is None:
        writer.wide(lines(wording.text("no_points")), "plain")
    live = f"'{sheet_name('scoring')}'!"
    for key, value in (("total", score.total), ("best", score.best), ("worst", score.worst)):
        if key in scored.cells:
            writer.row(both(wording.text(key)), Cell(value, "figure", f"={live}{scored.cells[key]}"))
    if "passed" in scored.cells:
        passed = said("passed", scores.state(score.passed))
        writer.row(both(wording.text("result_passed")), Cell(passed, "strong", f"={live}{scored.cells['passed']}"))
    _closing(writer, content)
    given = len(content.standing)
    figure = wording.text("workbook_of", n=given, m=len(content.assessment.clauses))
    writer.pair(wording.text("workbook_verdicts_given"), both(figure))
    stale = sum(bool(each.changed) for each in content.standing.values())
    if stale:
        writer.wide(lines(wording.text("stale_lead", n=stale)), "note")
    if content.changes is not None:
        writer.head(wording.text("h_changes"))
        writer.wide(lines(lead(content.changes)), "plain")
    writer.head(wording.text("workbook_how"))
    for key in ("workbook_note", "workbook_step_1", "workbook_step_2", "workbook_step_3", "workbook_live"):
        writer.wide(lines(wording.text(key)), "plain")
    _messages(writer, content)


def _closing(writer: _Writer, content: Content) -> None:
    """Write which items closed would pass, as the scan found them: this list is not live."""
    view = scores.score(content.lookup).closing
    if view is None:
        return
    writer.head(wording.text("h_closing"))
    writer.wide(lines(view.lead), "plain")
    writer.row(*(Cell(both(wording.word("head", key)), "head") for key in ("id", "number", "closing_total", "item")))
    for step in view.steps:
        title = both(step.line.title)
        said_so = f"{title} — {both(step.standing)}" if step is view.steps[-1] else title
        writer.row(step.line.score.id, Cell(step.number, "center"), Cell(step.total, "center"), Cell(said_so, "text"))
    if view.undecided:
        waiting = [line.score.id for _, found in view.undecided for line in found]
        writer.wide(lines(wording.text("closing_undecided", n=len(waiting))) + "\n" + ", ".join(waiting), "label")


def _messages(writer: _Writer, content: Content) -> None:
    """Write the words to send to each department."""
    found = messages(content)
    if found:
        writer.head(wording.word("sheet", "requests"))
    for department, message in found:
        writer.labelled(department, message)


class _Writer:
    """Writes line below line."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book, self._sheet, self._row = book, sheet, 0

    def title(self, text: str) -> None:
        self._book.put(self._sheet, self._row, 0, text, "title")
        self._sheet.set_row(self._row, 30)
        self._row += 1

    def head(self, text: Any) -> None:
        self._row += 1
        self._book.put(self._sheet, self._row, 0, both(text), "subtitle")
        self._row += 1

    def gap(self) -> None:
        self._row += 1

    def pair(self, label: Any, value: str) -> None:
        self._book.put(self._sheet, self._row, 0, both(label), "label")
        self._merged(1, value, "plain")

    def wide(self, text: str, style: str) -> None:
        """Write a text over the whole width."""
        self._merged(0, text, style)

    def labelled(self, label: str, text: str) -> None:
        """Write a text beside its label, in a frame."""
        self._book.put(self._sheet, self._row, 0, label, "strong")
        self._merged(1, text, "text")

    def row(self, *values: Value) -> None:
        for at, value in enumerate(values):
            self._book.put(self._sheet, self._row, at, value, "text" if at else "strong")
        self._row += 1

    def counted(self, word: Value, figure: Value, meaning: str) -> None:
        """Write a word, its figure, and what it means."""
        self._book.put(self._sheet, self._row, 0, word)
        self._book.put(self._sheet, self._row, 1, figure)
        self._merged(2, meaning, "text")

    def _merged(self, first: int, text: str, style: str) -> None:
        """Write a text into merged cells, which do not grow by themselves: their height is reckoned here."""
        last = len(_WIDTHS) - 1
        self._book.across(self._sheet, self._row, first, last, text, style)
        large = 1.3 if style == "subtitle" else 1.0
        self._sheet.set_row(self._row, height([(text, sum(_WIDTHS[first:]) / large)]) * large)
        self._row += 1
