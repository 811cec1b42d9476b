"""Reads a guide (认证标准指南): for each clause, the paragraphs on documents, records, situation and on-site checks.

The guide has no table. Every cell starts with a TAB, its later paragraphs have none, and a row has as many cells as the
edition says; an empty cell repeats the one above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from evidence_check.data import DataError, read_text
from evidence_check.model import DecidedBy
from evidence_check.registry.edition import GuideWords, Source
from evidence_check.registry.normal import plain

Section = Literal["written", "records", "onsite", "situation", "other"]

_CATEGORY = re.compile(r"[一二三四五六七八九十]+、")
_NUMBER = re.compile(r"(\d+)[.．](?!\d)")
_SUB = re.compile(r"[(（](\d+)[)）]\s*")
_HEADING = re.compile(r"\d+[.．].*[:：]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a guide cell, with its line and the section that it stands in."""

    line: int
    text: str
    section: Section


@dataclass(frozen=True, slots=True)
class GuideRow:
    """What the guide says on one clause.

    ``no`` is the clause's number inside its standard, ``clause_text`` the guide's own print of it; ``headings`` are the
    sections that have a heading, which may stand empty.
    """

    standard: str
    no: str
    file: str
    clause_text: str
    clause_line: int
    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Section, ...]
    decided_by: DecidedBy | None
    applicability: Paragraph | None

    @property
    def id(self) -> str:
        """Return the clause id."""
        return f"{self.standard}/{self.no}"

    def section(self, name: Section) -> tuple[Paragraph, ...]:
        """Return the paragraphs below the heading of one section."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.section == name)

    def at(self, line: int) -> Paragraph | None:
        """Return the paragraph at ``line``, the clause's own text included."""
        if line == self.clause_line:
            return Paragraph(line, self.clause_text, "other")
        return next((paragraph for paragraph in self.paragraphs if paragraph.line == line), None)


@dataclass(frozen=True)
class Guide:
    """All rows of a guide, in order."""

    rows: tuple[GuideRow, ...]

    @cached_property
    def by_id(self) -> dict[str, GuideRow]:
        """Return the rows by clause id."""
        return {row.id: row for row in self.rows}


@dataclass
class _Cell:
    paragraphs: list[tuple[int, str]]

    @property
    def text(self) -> str:
        return plain(" ".join(text for _, text in self.paragraphs))


def read_guide(source: Source, standard: str) -> Guide:
    """Read the guide to ``standard``.

    Raises:
        DataError: the cells do not come in rows, or a row has no clause.
    """
    words = source.guide
    if words is None:
        raise DataError(f"{source.path}:1: the edition does not say how this guide is laid out")
    cells = _cells(read_text(source.path).split("\n"))
    if len(cells) % words.columns:
        raise DataError(f"{source.path}:1: {len(cells)} cells do not make rows of {words.columns}")
    rows, item = [], ""
    for start in range(0, len(cells), words.columns):
        row = cells[start : start + words.columns]
        if match := _NUMBER.match(row[-3].text):
            item = match.group(1)
        rows.append(_row(source, standard, item, row[-2], row[-1], words))
    return Guide(tuple(rows))


def _cells(lines: list[str]) -> list[_Cell]:
    """Return the cells below the column titles, category rows left out."""
    cells: list[_Cell] = []
    started = False
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if line.startswith("\t"):
            started = started or bool(_CATEGORY.match(text))
            if started and not _CATEGORY.match(text):
                cells.append(_Cell([(number, plain(text))] if text else []))
        elif text and cells:
            cells[-1].paragraphs.append((number, plain(text)))
    return cells


def _row(source: Source, standard: str, item: str, clause: _Cell, guide: _Cell, words: GuideWords) -> GuideRow:
    if not clause.paragraphs:
        line = guide.paragraphs[0][0] if guide.paragraphs else 1
        raise DataError(f"{source.path}:{line}: this row of the guide has no clause")
    sub = _SUB.match(clause.text)
    paragraphs, headings, applicability = _sections(guide, words)
    return GuideRow(
        standard=standard,
        no=f"{item}.{sub.group(1)}" if sub else item,
        file=source.path.name,
        clause_text=_SUB.sub("", clause.text, count=1) if sub else clause.text,
        clause_line=clause.paragraphs[0][0],
        paragraphs=paragraphs,
        headings=headings,
        decided_by=_decided_by(guide, headings, words),
        applicability=applicability,
    )


def _sections(guide: _Cell, words: GuideWords) -> tuple[tuple[Paragraph, ...], tuple[Section, ...], Paragraph | None]:
    """Return the paragraphs by section, the headings found, and the line that says when the clause applies."""
    section: Section = "other"
    paragraphs: list[Paragraph] = []
    headings: list[Section] = []
    applicability = None
    for line, text in guide.paragraphs:
        heading = _heading(text, words)
        if heading:
            section = heading
            headings.append(heading)
            continue
        paragraph = Paragraph(line, text, section)
        if words.applicability in text:
            applicability = paragraph
        else:
            paragraphs.append(paragraph)
    return tuple(paragraphs), tuple(headings), applicability


def _heading(text: str, words: GuideWords) -> Section | None:
    """Return the section that ``N．…：`` opens, None for any other paragraph."""
    if not _HEADING.fullmatch(text):
        return None
    for name in ("written", "records", "onsite", "situation"):
        if words.sections[name] in text:
            return name
    return None


def _decided_by(guide: _Cell, headings: tuple[Section, ...], words: GuideWords) -> DecidedBy | None:
    """Say who decides as far as the guide does: documents where it has sections, None where it is silent."""
    if headings:
        return "documents"
    for name, phrase in words.decided_by.items():
        if phrase in guide.text:
            return name  # type: ignore[return-value]
    return None
