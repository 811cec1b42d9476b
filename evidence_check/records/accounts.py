"""Reads what an auditor's report concludes and what balance sheets add up to, year by year, as printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from evidence_check.model import Document, Passage, Quote, Statement, StatementKind
from evidence_check.records.dates import year_in
from evidence_check.text import literal_span, normal, quote_around

_NUMBER = re.compile(r"\(?-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?%?")
_ROW = 160  # characters of a row that are quoted
_FIGURES = ("assets", "liabilities", "ratio")
_LONGEST = 400  # characters of a line in which figures are looked for; prose is longer
_HEAD = 60  # lines above a figure in which the head of its columns stands
_MAGNITUDE = 100  # a smaller sum is a line number or a note's, not what a company owns


def statements(document: Document, words: dict[str, Any]) -> Iterator[Statement]:
    """Yield ``opinion`` (year → id) and ``assets``, ``liabilities``, ``ratio`` (year → number) as they are stated.

    ``words`` is the part ``accounts`` of statements.yaml. Amounts are in whatever unit the document counts in.
    """
    lines = [(passage, normal(passage.text)) for passage in document.passages if passage.kind != "comment"]
    year = _fiscal_year(document, [text for _, text in lines], words)
    if year and (opinion := _opinion(document, lines, words)):
        name, quote = opinion
        yield Statement("opinion", year, name, quote)
    told = "|".join(words[kind] for kind in _FIGURES)
    for number, (passage, text) in enumerate(lines):
        if len(text) > _LONGEST or passage.header_row:
            continue
        if re.search(told, text) or any(_names_figure(cell.column, told) for cell in passage.cells):
            above = [line for _, line in lines[max(0, number - _HEAD) : number]]
            yield from _figures(document, passage, text, year, above, words)


@lru_cache(maxsize=4096)
def _names_figure(column: str, told: str) -> bool:
    """Return whether a column's name holds a figure's; columns repeat on every row of a long sheet."""
    return bool(re.search(told, normal(column)))


# --- opinions ----------------------------------------------------------------------------------------------------


def _opinion(
    document: Document, lines: Sequence[tuple[Passage, str]], words: dict[str, Any]
) -> tuple[str, Quote] | None:
    whole = "\n".join((normal(document.title or ""), *(text for _, text in lines)))
    if not re.search("|".join(words["report"]), whole) or not re.search("|".join(words["auditor"]), whole):
        return None
    for opinion in words["opinions"]:
        pattern = re.compile("|".join(opinion["patterns"]))
        for passage, text in lines:
            if match := pattern.search(text):
                span = literal_span(passage.text, *match.span())
                return opinion["id"], Quote(document.path, passage.locator, quote_around(passage.text, *span))
    return None


def _fiscal_year(document: Document, texts: Sequence[str], words: dict[str, Any]) -> str | None:
    """Return the year that the accounts close: named in the title, else the year end that the text names first."""
    named = year_in(document.title or "") or year_in(document.path.rpartition("/")[2])
    if named:
        return named
    for text in texts:
        for pattern in words["year_end"]:
            if match := re.search(pattern, text):
                return match["y"]
    return None


# --- balance sheets ----------------------------------------------------------------------------------------------


def _figures(
    document: Document, passage: Passage, text: str, year: str | None, above: Sequence[str], words: dict[str, Any]
) -> Iterator[Statement]:
    quote = Quote(document.path, passage.locator, passage.text[:_ROW].strip())
    for kind in _FIGURES:
        named = _by_column(passage, words[kind], words) or _by_label(passage, words[kind], year, words)
        if not named and not passage.cells:
            named = _by_line(text, words[kind], year, above, words)
        for when, value in named:
            if kind == "ratio" or abs(value) >= _MAGNITUDE:
                yield Statement(_kind(kind), when, repr(value), quote)


def _kind(name: str) -> StatementKind:
    return "assets" if name == "assets" else "liabilities" if name == "liabilities" else "ratio"


def _by_column(passage: Passage, label: str, words: dict[str, Any]) -> list[tuple[str, float]]:
    """Return the figure of a row per year: 年度 | 资产总额 | 负债总额."""
    years = [year_in(c.text) for c in passage.cells if re.fullmatch(words["year"], normal(c.column))]
    values = [_amount(c.text) for c in passage.cells if c.column and re.fullmatch(label, _plain(c.column))]
    if len(years) == 1 and years[0] and len(values) == 1 and values[0] is not None:
        return [(years[0], values[0])]
    return []


def _by_label(passage: Passage, label: str, year: str | None, words: dict[str, Any]) -> list[tuple[str, float]]:
    """Return the figures right of a label, each under the year or the balance that its column names."""
    found: list[tuple[str, float]] = []
    cells = passage.cells
    for at, cell in enumerate(cells):
        if not re.fullmatch(label, _plain(cell.text)):
            continue
        for right in cells[at + 1 :]:
            value = _amount(right.text)
            if value is None:
                break
            if when := _year_of(right.column, year, words):
                found.append((when, value))
    return found


def _by_line(
    text: str, label: str, year: str | None, above: Sequence[str], words: dict[str, Any]
) -> list[tuple[str, float]]:
    """Return the two figures of a printed line, closing balance first unless the head above has it second."""
    match = re.match(rf"\W*{label}\W*(?P<rest>[\d,.()%\s-]+)$", text)
    if not match or year is None:
        return []
    sums = [v for v in (_amount(n) for n in _NUMBER.findall(match["rest"])) if v is not None]
    sums = [v for v in sums if abs(v) >= _MAGNITUDE]
    heads = [h for h in above if re.search(words["closing"], h) and re.search(words["opening"], h) and len(h) < 80]
    if len(sums) != 2 or not heads:
        return []
    closing, opening = (re.search(words[name], heads[-1]) for name in ("closing", "opening"))
    first = bool(closing and opening and closing.start() < opening.start())
    ordered = sums if first else sums[::-1]
    return [(year, ordered[0]), (str(int(year) - 1), ordered[1])]


def _year_of(column: str, year: str | None, words: dict[str, Any]) -> str | None:
    name = normal(column)
    if named := year_in(column):
        return named
    if year and re.search(words["opening"], name):
        return str(int(year) - 1)
    return year if year and re.search(words["closing"], name) else None


def _plain(text: str) -> str:
    return normal(text).strip(" :*、.").removesuffix("(元)").removesuffix("(万元)")


def _amount(text: str) -> float | None:
    """Return the number that a cell holds; brackets and a minus make it negative, a percentage a share."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").removeprefix("¥")
    match = _NUMBER.fullmatch(plain)
    if not match:
        return None
    digits = plain.strip("()-%").replace(",", "")
    try:
        value = float(digits)
    except ValueError:
        return None
    value = value / 100 if plain.endswith("%") else value
    return -value if plain.startswith(("(", "-")) else value
