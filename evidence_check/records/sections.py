"""Splits a record into the parts that are dated by themselves: sections of a log, sign-in sheets on one page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence_check.model import Passage
from evidence_check.records.dates import find, year_in
from evidence_check.records.labels import is_field

LABELLED = re.compile(r"([^\s:：,，;；。]{2,14})\s*[:：]\s*([^\n\t;；]{1,160})")
_HEADING = 60  # characters of a heading; longer ones are sentences
_BARE = 6  # characters that a heading of a year holds beside the year: "2024年实施情况"
_NO_WORDS = re.compile(
    r"(?:民[国國]|令和)?\s*\d{2,4}\s*(?:年度?|FY)?|FY|年份?[:：]|年度[:：]|(?:year|fiscal)[:：]?|记录|台账|登记|[\s—–\-_=*#【】()（）:：]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Block:
    """Passages that belong together, the year that completes their dates, and what dates them.

    ``dated`` says that the first passage is a heading with a date; ``of_year`` that they stand under a heading that
    is a year.
    """

    passages: tuple[Passage, ...]
    year: str | None
    dated: bool = False
    of_year: bool = False


def split(passages: Sequence[Passage], year: str | None) -> list[Block]:
    """Return the blocks of a part in order. A part without dated headings or repeated date labels is one block."""
    blocks: list[Block] = []
    current: list[Passage] = []
    block = Block((), year)
    for passage in passages:
        own = _year_line(passage)
        dated = not own and _dates_a_section(passage, block.year)
        if current and (own or dated or _begins_again(passage, current, block.year)):
            blocks.append(replace(block, passages=tuple(current)))
            current = []
            block = Block((), own or block.year, dated, bool(own) or (block.of_year and not dated))
        elif own:
            block = replace(block, year=own, of_year=passage.kind == "heading")
        elif dated:
            block = replace(block, dated=True)
        current.append(passage)
    blocks.append(replace(block, passages=tuple(current)))
    return blocks if sum(b.dated for b in blocks) != 1 else _whole(blocks)


def _whole(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks of which one alone begins with a dated heading: it is a chapter of its document, not an entry."""
    merged: list[Block] = []
    for block in blocks:
        if block.dated and merged and not merged[-1].of_year:
            last = merged.pop()
            merged.append(replace(last, passages=(*last.passages, *block.passages)))
        else:
            merged.append(block)
    return merged


def _year_line(passage: Passage) -> str | None:
    """Return the year of a line that is nothing but a year: a heading of a log, a band across a table."""
    text = passage.text.strip()
    if passage.kind in ("header", "footer") or passage.header_row or len(text) > _HEADING:
        return None
    year = year_in(text)
    if not year or (passage.kind == "row" and len(passage.cells) > 1) or any(len(d.iso) > 4 for d in find(text)):
        return None
    rest = _NO_WORDS.sub("", text)
    most = _BARE if passage.kind == "heading" else 0
    return year if len(rest) <= most and not any(char.isdigit() for char in rest) else None


def _dates_a_section(passage: Passage, year: str | None) -> bool:
    if passage.kind != "heading" or len(passage.text) > _HEADING:
        return False
    return any(len(dated.iso) > 4 for dated in find(passage.text, year))


def _begins_again(passage: Passage, current: Sequence[Passage], year: str | None) -> bool:
    """Return whether a line dates a further form: it bears the label of an event's date, and rows went before."""
    if passage.kind == "row" and (len(passage.cells) > 2 or all(cell.column for cell in passage.cells)):
        return False  # a row of a register, not a label with its value
    label = _date_label(passage, year)
    return bool(label) and any(_date_label(p, year) == label for p in current) and any(p.kind == "row" for p in current)


def _date_label(passage: Passage, year: str | None) -> str | None:
    """Return the label under which a line gives the date of an event."""
    for match in LABELLED.finditer(passage.text):
        if is_field(match[1], "date") and find(match[2], year):
            return match[1]
    for cell in passage.cells:
        if passage.kind == "row" and is_field(cell.column, "date") and find(cell.text, year):
            return cell.column
    return None
