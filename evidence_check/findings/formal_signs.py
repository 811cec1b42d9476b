"""Finds places for signatures that are blank, and systems that bear neither a date nor anybody's approval."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_check.findings.formal_dates import is_undated
from evidence_check.findings.placeholders import is_annexed
from evidence_check.findings.rules import Inspection, Line, Rule, Span, rules
from evidence_check.model import Bilingual, Finding
from evidence_check.reasons import listing
from evidence_check.records.dates import find as find_dates
from evidence_check.records.named import is_person

_PEOPLE = {
    "prepared_by": Bilingual("编制", "prepared by"),
    "reviewed_by": Bilingual("审核", "reviewed by"),
    "approved_by": Bilingual("批准", "approved by"),
}
_FRONT, _BACK = 12, 8
_SHORT = 80  # characters of a line that signs, dates or numbers a paper and rules nothing
_SIGNED_LINE = 120  # characters of a line with places for signatures
_SIGNED_AFTER = 16
_NAME = 24  # characters of a line that may be the name or date for the label above it
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_WORD = 2  # hanzi of a label so short that it may be the end of another word
_COLON = re.compile(r"\s*(?:[:/_]|$)")
_BLANK = re.compile(r"\s*:[\s_/]*")
_DATE_LABEL = re.compile(r"(?:日期|时间|date)[:\s_]")
_SIGNING = 2  # names of signatories in a row that make it the head of a sign-off table
_PAGES = ("html", "md", "txt")  # pages of a wiki or system, which nobody signs


# --- written systems ----------------------------------------------------------------------------------------------


def of_system(inspection: Inspection) -> Iterator[Finding]:
    """Yield a blank sign-off, or a candidate where neither a date nor anything of an approval is there."""
    if not inspection.in_force or inspection.document.marks.get("pictures"):  # a signature may be a picture
        return
    rule = rules()["unsigned-blank"]
    fields = inspection.document.control.fields
    forms = {line.passage.index for line in inspection.lines if is_annexed(line, inspection.title)}
    blank = [name for name in _PEOPLE if name in fields and fields[name][0] == "" and fields[name][1] not in forms]
    table = _SignOff(inspection)
    if blank and not table.filled:
        line = next((line for line in inspection.lines if line.passage.index == fields[blank[-1]][1]), None)
        span = _label(line, blank[-1]) if line else None
        yield inspection.remark(rule, line, span, who=listing([_PEOPLE[name] for name in blank]))
    elif table.blank:
        yield inspection.remark(rule, table.blank, _label(table.blank, "approved_by"), who=_PEOPLE["approved_by"])
    elif not table.filled and _approves_nowhere(inspection):
        yield inspection.remark(rules()["unsigned-absent"], inspection.heading)


def _approves_nowhere(inspection: Inspection) -> bool:
    """Whether nobody is named as having approved it, though somebody is as having written it, or it has no date."""
    rule = rules()["unsigned-absent"]
    fields = inspection.document.control.fields
    if any(fields.get(name, ("", 0))[0] for name in ("approved_by", "reviewed_by")):
        return False
    written = is_person(fields.get("prepared_by", ("", 0))[0])
    if not written and not is_undated(inspection):
        return False
    unsigned_by_nature = inspection.document.format in _PAGES or inspection.title in rule.words("handbook")
    unsigned_by_nature = unsigned_by_nature or inspection.title in rule.words("excerpt")
    body = inspection.body
    if unsigned_by_nature or any(line.text in rule.words("wiki") for line in body[:_FRONT]):
        return False
    ends = [*inspection.margins, *body[:_FRONT], *body[-_BACK:]]
    signed = any(_is_no_sentence(line.text) and line.text in rule.words("trace") for line in ends)
    return not signed and not any(line.text in rule.words("adopted") for line in inspection.lines)


def _is_no_sentence(text: str) -> bool:
    return len(text) <= _SHORT and not text.endswith(("。", ";", "；"))


class _SignOff:
    """The table of names 编制 | 审核 | 批准: ``blank`` is its row of labels where nobody approved.

    ``filled`` says that somebody did. The names stand below the labels, in the row or line that follows.
    """

    def __init__(self, inspection: Inspection) -> None:
        self.blank: Line | None = None
        self.filled = False
        body = inspection.body
        for at, line in enumerate(body):
            if not self._heads(line) or is_annexed(line, inspection.title):
                continue
            below = [row for row in body[at + 1 :] if row.passage.table == line.passage.table]
            approved = any(self._approving(line, row) for row in below[:_SIGNING])
            self.filled = self.filled or approved
            if not approved and not inspection.document.control.fields.get("approved_by", ("", 0))[0]:
                self.blank = self.blank or line

    def _heads(self, line: Line) -> bool:
        """Whether a row consists of the labels of those who sign, one of them of who approves."""
        rule = rules()["unsigned-blank"]
        texts = [cell.text for cell in line.passage.cells]
        people = sum(rule.labels("people", text) for text in texts)
        approving = any(rule.labels("approving", text) for text in texts)
        aside = sum(rule.labels("aside", text) for text in texts)
        return approving and people >= _SIGNING and people + aside >= len(texts) - 1

    def _approving(self, head: Line, row: Line) -> bool:
        """Whether the cell below the approving label is filled; a row without named columns is told by its length."""
        rule = rules()["unsigned-blank"]
        labels = [cell.text for cell in head.passage.cells]
        cells = row.passage.cells
        under = [cell for cell in cells if cell.column in labels and rule.labels("approving", cell.column)]
        if under:
            return any(cell.text.strip() and not rule.labels("people", cell.text) for cell in under)
        return len([cell for cell in cells if cell.text.strip()]) >= len(labels) and not self._heads(row)


def _label(line: Line | None, name: str) -> Span | None:
    at = line.text.find(_PEOPLE[name].zh or "") if line else -1
    return (at, at + 2) if at >= 0 else None


# --- records and contracts ----------------------------------------------------------------------------------------


def of_record(inspection: Inspection) -> Iterator[Finding]:
    """Yield the first place for a signature that is blank in a paper that was filled in: one that bears a day."""
    rule = rules()["unsigned-record"]
    if inspection.judged.marks & {"template", "plan", "copy"} or inspection.document.marks.get("pictures"):
        return
    if not any(len(dated.iso) == 10 for line in inspection.lines for dated in find_dates(line.text)):
        return
    yield from _one_missing(inspection, rule)
    if ".zip/" in inspection.document.path.lower():  # what was packed away was typed off; its paper bears the names
        return
    for line, below in zip(inspection.body, (*inspection.body[1:], None), strict=True):
        spots = [span for span in _blank_places(line, rule) if not is_annexed(line, inspection.title)]
        spots = spots or _label_alone(line, below, rule, inspection.document.ocr)
        if spots:
            start, end = spots[0]
            yield inspection.remark(rule, line, spots[0], who=line.text[start:end].strip(" :_/"))
            return


def _one_missing(inspection: Inspection, rule: Rule) -> Iterator[Finding]:
    """Yield the first row of a list of names that lacks the signature which the others bear."""
    rows = [line for line in inspection.body if line.passage.kind == "row" and not line.passage.header_row]
    columns = {c.column for row in rows for c in row.passage.cells if c.column and rule.labels("signature", c.column)}
    for column in sorted(columns):
        table = [row for row in rows if any(c.column == column or _is_named(c.column, rule) for c in row.passage.cells)]
        signed = [row for row in table if any(c.column == column and c.text.strip() for c in row.passage.cells)]
        lacking = [row for row in table if row not in signed and _names_somebody(row, rule)]
        if lacking and len(signed) >= rule.params["signed"] and len(lacking) <= rule.params["few"] * len(signed):
            yield inspection.remark(rule, lacking[0], None, who=column)
            return


def _is_named(column: str | None, rule: Rule) -> bool:
    return bool(column) and rule.labels("named", column or "")


def _names_somebody(row: Line, rule: Rule) -> bool:
    named = any(_is_named(c.column, rule) and is_person(c.text.strip()) for c in row.passage.cells)
    return named and row.text not in rule.words("excused")


def _label_alone(line: Line, below: Line | None, rule: Rule, ocr: bool) -> list[Span]:
    """Return a label that makes up a line of its own without a name below it: 验证人 at the foot of a form."""
    spots = [span for span in rule.words("label").spots(line.text) if span == (0, len(line.text))]
    alone = line.passage.kind == "paragraph" and len(line.text) > _WORD and not ocr
    if not spots or not alone or (below and len(below.text) <= _NAME and below.text not in rule.words("label")):
        return []
    return spots


def _blank_places(line: Line, rule: Rule) -> Iterator[Span]:
    """Yield the labels for a signature in a line after which nothing stands but a rule, another label or its end."""
    if line.passage.header_row or len(line.text) > _SIGNED_LINE:
        return
    for start, end in rule.words("label").spots(line.text):
        rest = line.text[end:]
        opened = _BLANK.match(rest)
        if start and end - start <= _WORD and _HANZI.match(line.text[start - 1]) and _HANZI.match(line.text[start]):
            continue  # the end of another word: 移交人 is no 交人
        after = rest[opened.end() :] if opened else "-"
        labelled = any(a == 0 and _COLON.match(after[b:]) for a, b in rule.words("label").spots(after))
        blank = not after or bool(_DATE_LABEL.match(after)) or labelled
        told = rest[:1] in (":", "：") and rule.words("unsigned").spots(rest[:_SIGNED_AFTER])
        if blank or told:
            yield start, end
