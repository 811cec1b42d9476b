"""Checks a requirement file against the guide it follows: quotations stand there, no paragraph was left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evidence_check.registry.guide import GuideRow, Paragraph
from evidence_check.registry.normal import key
from evidence_check.registry.places import mistake


def check_claims(file: Path, at: list[str | int], entry: dict[str, Any], row: GuideRow) -> None:
    """Check one clause of a requirement file against the guide's row on it.

    Raises:
        DataError: an anchor does not stand in the paragraph it names, or a paragraph of the guide on written documents
            or records is claimed neither by a requirement nor under ``guide_notes``.
    """
    claimed: set[int] = set()
    for index, line in enumerate(entry.get("guide_notes") or ()):
        _paragraph(file, [*at, "guide_notes", index], row, line)
        claimed.add(line)
    for index, requirement in enumerate(entry.get("requirements") or ()):
        here = [*at, "requirements", index]
        if guide := requirement.get("guide"):
            claimed.add(guide["line"])
            paragraph = _paragraph(file, [*here, "guide", "line"], row, guide["line"])
            _stands(file, [*here, "guide", "anchor"], guide["anchor"], [paragraph])
        for position, element in enumerate(requirement.get("elements") or ()):
            if anchor := element.get("anchor"):
                _stands(file, [*here, "elements", position, "anchor"], anchor, _all(row))
    for paragraph in (*row.section("written"), *row.section("records")):
        if paragraph.line not in claimed:
            where = f"line {paragraph.line} of {row.file}"
            raise mistake(file, at, f"{where} is claimed by no requirement of {row.id}: {paragraph.text[:40]}")


def _all(row: GuideRow) -> list[Paragraph]:
    extra = [row.applicability] if row.applicability else []
    return [*row.paragraphs, *extra, Paragraph(row.clause_line, row.clause_text, "other")]


def _paragraph(file: Path, at: list[str | int], row: GuideRow, line: int) -> Paragraph:
    found = next((paragraph for paragraph in _all(row) if paragraph.line == line), None)
    if found is None:
        raise mistake(file, at, f"line {line} of {row.file} is no paragraph of the guide on {row.id}")
    return found


def _stands(file: Path, at: list[str | int], anchor: str, paragraphs: list[Paragraph]) -> None:
    if not any(key(anchor) in key(paragraph.text) for paragraph in paragraphs):
        where = f"line {paragraphs[0].line}" if len(paragraphs) == 1 else "any paragraph of this clause"
        raise mistake(file, at, f"{anchor!r} does not stand in the guide ({where})")
