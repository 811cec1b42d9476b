"""Says what a piece of a table cell is: an option, a category, a group, an item, a clause, or running text.

The tables of all editions share one grammar, which goes by what stands in a cell and not by where the cell stands:
exported pages lose and add cells at every page break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from evidence_check.model import Verdict
from evidence_check.registry.edition import Grammar, Source
from evidence_check.registry.normal import plain

TokenKind = Literal["category", "group", "item", "clause", "sub", "tail", "body"]

_CATEGORY = re.compile(r"([一二三四五六七八九十]+)、\s*(.+)")
_GROUP = re.compile(r"[(（]([一二三四五六七八九十]+)[)）]\s*(.*)")
_DOTTED = re.compile(r"(\d+)\s*[.．](?!\d)\s*(.*)", re.DOTALL)
_PAREN = re.compile(r"[(（](\d+)[)）]\s*(.*)", re.DOTALL)
_PARAGRAPH = re.compile(r"</?p>")
_NEXT_NUMBER = re.compile(r"(?<=[。；])\s*(?=[(（]\d+[)）])")
_TAIL = re.compile(r"[\u3400-\u9fff、]{1,12}")
_POINTS = re.compile(r"(.+?)(0|-\d+|-)?$")


@dataclass(frozen=True)
class Token:
    """A piece of a cell: ``no`` is its number as printed, ``text`` what follows, ``column`` the cell's index."""

    kind: TokenKind
    no: str | None
    text: str
    column: int
    raw: str


def option(cell: str, grammar: Grammar) -> tuple[Verdict, int | None, bool] | None:
    """Read an option label such as ``基 本 达 标 -1``: (verdict, points, whether points are printed), or None."""
    squeezed = "".join(plain(cell).split()).casefold()
    match = _POINTS.fullmatch(squeezed)
    if not match:
        return None
    verdict = grammar.options.get(match.group(1))
    points = match.group(2)
    if verdict is None:
        return None
    return verdict, None if points in (None, "-") else int(points), points is not None


def category(cell: str, language: str) -> tuple[str, str] | None:
    """Read a category title such as ``一、内部控制标准``: (number, title), or None. In English only options tell it
    from an item, so that this may be asked of a row with options only."""
    match = (_CATEGORY if language == "zh" else _DOTTED).fullmatch(plain(cell))
    return (match.group(1), match.group(2).strip()) if match else None


def fragments(cell: str) -> list[str]:
    """Split a cell into its paragraphs, and a paragraph where the next number follows a full stop."""
    pieces = []
    for paragraph in _PARAGRAPH.split(cell):
        pieces.extend(_split_numbers(paragraph))
    return [piece for piece in pieces if plain(piece)]


def _split_numbers(paragraph: str) -> list[str]:
    """Split ``(1) …。 (2) …`` into its clauses; other numbers in brackets are left alone."""
    parts: list[str] = []
    for part in _NEXT_NUMBER.split(paragraph):
        before = _PAREN.match(parts[-1].strip()) if parts else None
        here = _PAREN.match(part.strip())
        if parts and not (before and here and int(here.group(1)) == int(before.group(1)) + 1):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def classify(fragment: str, column: int, source: Source) -> Token:
    """Say what ``fragment`` of the cell with index ``column`` is."""
    text = plain(fragment)
    grouped = "group" in source.columns
    if grouped and (match := _GROUP.fullmatch(text)):
        return Token("group", match.group(1), plain(match.group(2)), column, fragment)
    if match := _PAREN.fullmatch(text):
        kind: TokenKind = "clause" if source.clause_mark == "paren" else "sub"
        return Token(kind, match.group(1), match.group(2), column, fragment)
    if match := _DOTTED.fullmatch(text):
        is_clause = source.clause_mark == "dot" and column >= source.columns.index("clause")
        return Token("clause" if is_clause else "item", match.group(1), match.group(2), column, fragment)
    if grouped and column == 0 and _TAIL.fullmatch(text):
        return Token("tail", None, text, column, fragment)
    return Token("body", None, text, column, fragment)
