"""Finds formal defects of written systems: marks of a draft or of a withdrawn version; dates and signatures beside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from evidence_check.findings import formal_dates, formal_signs
from evidence_check.findings.rules import Inspection, Line, Rule, rules
from evidence_check.model import Finding
from evidence_check.text import normal

_SHORT = 50  # characters of a line that carries a mark (草稿) and no sentence about drafts
_FRONT = 12
_SIGNED = ("record", "contract", "certificate")
_SHEETS = ("xlsx", "xls", "xlsb", "ods", "csv", "et")
_CHANGES = ("insertions", "deletions")


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the formal defects of one file."""
    if inspection.role == "superseded" or (inspection.role == "written_system" and _is_withdrawn(inspection)):
        yield _marked(inspection, rules()["superseded-mark"])
    if inspection.role in ("written_system", "decoy"):
        yield from _draft(inspection)
    if inspection.role == "written_system" and inspection.document.format not in _SHEETS:
        yield from formal_dates.find(inspection)
        yield from formal_signs.of_system(inspection)
    if inspection.role in _SIGNED and inspection.document.format not in _SHEETS:
        yield from formal_signs.of_record(inspection)
    if inspection.role == "written_system":
        yield from _version(inspection)


def _is_withdrawn(inspection: Inspection) -> bool:
    """Whether a line at the front or in the margins, or the folder that it lies in, says that it is out of use."""
    rule = rules()["superseded-mark"]
    folders = [normal(part) for part in PurePosixPath(inspection.document.path).parts[:-1]]
    own = (line for line in _mark_lines(inspection) if line.text in rule.words("itself"))
    return any(folder in rule.words("folders") for folder in folders) or next(own, None) is not None


# --- marks ---------------------------------------------------------------------------------------------------------


def _marked(inspection: Inspection, rule: Rule) -> Finding:
    """Return the remark on a mark: at the title, header or front line that bears it, else at the title."""
    spots = ((line, spot) for line in _mark_lines(inspection) for spot in rule.spots(line.text))
    line, spot = next(spots, (inspection.heading, None))
    return inspection.remark(rule, line, spot)


def _mark_lines(inspection: Inspection) -> list[Line]:
    """Return the lines that say what state a document is in: margins, and short lines at the front, tables left out."""
    front = [line for line in inspection.body[:_FRONT] if len(line.text) <= _SHORT and line.passage.kind != "row"]
    return [line for line in inspection.margins if len(line.text) <= 3 * _SHORT] + front


def _marked_texts(inspection: Inspection) -> list[str]:
    """Return where a paper says what state it is in: the lines at its front, its title and its file's name."""
    names = [inspection.title, normal(PurePosixPath(inspection.document.path).stem)]
    return [line.text for line in _mark_lines(inspection)] + names


def _draft(inspection: Inspection) -> Iterator[Finding]:
    rule = rules()["draft-mark"]
    control = inspection.document.control.fields.get("version", ("", 0))
    by_index = {line.passage.index: line for line in inspection.lines}
    stated = by_index.get(control[1]) if any(rule.spots(normal(control[0]))) else None
    if inspection.role == "written_system" and stated:
        yield inspection.remark(rule, stated)
    elif any(any(rule.spots(text)) for text in _marked_texts(inspection)):
        yield _marked(inspection, rule)
    changes = sum(inspection.document.marks.get(name, 0) for name in _CHANGES)
    remarks = [p for p in inspection.document.passages if p.kind == "comment"]
    if inspection.role == "written_system" and (changes or remarks) and inspection.document.format not in _SHEETS:
        count = changes + max(len(remarks), inspection.document.marks.get("comments", 0))
        line = Line(remarks[0], normal(remarks[0].text)) if remarks else inspection.heading
        yield inspection.remark(rules()["draft-changes"], line, count=str(count))
    elif inspection.role == "written_system":
        yield from _typed_in(inspection)


def _typed_in(inspection: Inspection) -> Iterator[Finding]:
    """Yield the first remark or strike that stands in the text itself."""
    rule = rules()["draft-changes"]
    found = [(line, spot) for line in inspection.body for spot in rule.spots(line.text)]
    if found:
        yield inspection.remark(rule, *found[0], count=str(len(found)))


def _version(inspection: Inspection) -> Iterator[Finding]:
    """Yield the place of the version as a candidate: only the dossier knows whether a newer one exists."""
    if inspection.heading:
        yield inspection.remark(rules()["superseded-older"], inspection.heading, newer="")
