"""The hidden sheet: what the workbook was made from, so that ``import`` can tell what a person changed.

Kept by clause id and not by row, so that no sorting touches it: the fingerprint of the evidence that was shown, and the
verdict as it stood. Beside it the words that formulas turn into codes.
"""

from __future__ import annotations

from evidence_check.model import Verdict
from evidence_check.report import wording
from evidence_check.report.workbook.book import Book, both
from evidence_check.report.workbook.content import Content
from evidence_check.scoring import Rules
from evidence_check.scoring.words import VERDICTS
from evidence_check.verdicts.state import FIELDS, FIRST, MARK, SHEET

_LAST_WORD = 200
WORDS = f"{SHEET}!$J$1:$K${_LAST_WORD}"
"""Where the formulas find words (first column) and codes (second)."""


def code(verdict: Verdict, rules: Rules) -> str | int:
    """Return a verdict as the formulas know it: its rank (0 best), ``N`` for 不适用, ``U`` for undetermined."""
    rank = rules.rank(verdict)
    return rank if rank is not None else "N" if verdict == "not_applicable" else "U"


def add(book: Book, content: Content) -> None:
    """Add the sheet, hidden so that only a program shows it."""
    sheet = book.book.add_worksheet(SHEET)
    enterprise = content.assessment.enterprise
    head = (
        ("mark", MARK),
        ("name_zh", enterprise.name.zh),
        ("name_en", enterprise.name.en),
        ("as_of", enterprise.as_of),
        ("standards", " ".join(enterprise.standards)),
    )
    for row, (key, value) in enumerate(head):
        book.put(sheet, row, 0, key, "key")
        book.put(sheet, row, 1, value, "key")
    for at, field in enumerate(FIELDS):
        book.put(sheet, FIRST - 1, at, field, "key")
    for row, (each, fingerprint) in enumerate(content.fingerprints.items(), FIRST):
        standing = content.standing.get(each)
        given = standing.given if standing else None
        verdict = (given.verdict, given.reason, given.assessor, given.date) if given else (None,) * 4
        for at, value in enumerate((each, fingerprint, *verdict)):
            book.put(sheet, row, at, value, "key")
    for row, (word, code) in enumerate(_words(content.whole.rules)):
        book.put(sheet, row, 9, word, "key")
        book.put(sheet, row, 10, code, "key")
    sheet.very_hidden()


def _words(rules: Rules) -> list[tuple[str, str | int]]:
    """Return every way in which people write a verdict, with its code."""
    shown = {both(wording.word("verdict", verdict)): verdict for verdict in VERDICTS.values()}
    english = {wording.word("verdict", verdict).en or "": verdict for verdict in VERDICTS.values()}
    words = {**shown, **english, **VERDICTS}
    found: dict[str, str | int] = {}
    for word, verdict in words.items():
        found.setdefault(word.lower(), code(verdict, rules))
    return list(found.items())
