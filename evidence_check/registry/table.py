"""Reads the tables of the standards: finds each standard in its source and has its rows walked into a Draft."""

from __future__ import annotations

from evidence_check.data import DataError, read_text
from evidence_check.registry.drafts import Draft, Piece
from evidence_check.registry.edition import Grammar, Source
from evidence_check.registry.normal import key, plain
from evidence_check.registry.walk import Walk


def read_tables(source: Source, grammar: Grammar) -> list[Draft]:
    """Return one Draft for each standard that ``source`` prints.

    Raises:
        DataError: a heading that the edition names is not there, or its table is empty.
    """
    lines = read_text(source.path).split("\n")
    starts = {standard: _start(lines, heading, source) for standard, heading in source.headings.items()}
    drafts = []
    for standard, start in starts.items():
        end = _end(lines, start)
        walk = Walk(Draft(standard, source.path.name, source.language), source, grammar)
        for number in range(start, end):
            walk.line(number + 1, lines[number])
        walk.finish()
        walk.draft.appendix = _appendix(lines, end)
        if not walk.draft.clauses:
            raise DataError(f"{source.path}:{start + 1}: no clause was found in the table of {standard}")
        drafts.append(walk.draft)
    return drafts


def _start(lines: list[str], heading: str, source: Source) -> int:
    """Return the index of the first table row below ``heading``."""
    wanted = f"({key(heading)})"
    for index, line in enumerate(lines):
        if "\t" in line or not key(line).endswith(wanted):
            continue
        following = next((i for i in range(index + 1, len(lines)) if lines[i].strip()), None)
        if following is not None and "\t" in lines[following]:
            return following
    raise DataError(f"{source.path}:1: no table stands under the heading {heading!r}")


def _end(lines: list[str], start: int) -> int:
    """Return the index after the last row: the first line with text that is not a row."""
    for index in range(start, len(lines)):
        if lines[index].strip() and "\t" not in lines[index]:
            return index
    return len(lines)


def _appendix(lines: list[str], start: int) -> list[Piece]:
    """Return the paragraphs after a table if the first is the footnote ``*…``, else nothing."""
    if start >= len(lines) or not lines[start].lstrip("\\ ").startswith("*"):
        return []
    return [Piece(plain(line).lstrip("*"), [i + 1]) for i, line in enumerate(lines[start:], start) if line.strip()]
