"""Finds the control block of a document: its number, version, dates, and who prepared, reviewed, approved, issued it.

Labels are data (``standards/documents/control.yaml``). Values stand in the same cell or line, in the next cell, or in
the row below; a label whose value is blank is kept with "".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from evidence_check.data import read_yaml
from evidence_check.documents.control_phrases import add_phrases
from evidence_check.documents.dates import find_date, to_iso
from evidence_check.model import Control, Passage
from evidence_check.resources import standards_dir

FIRST, LAST = 45, 30
_WEAK_FIRST = 15
_DATES = ("effective_date", "issued_date")
_PEOPLE = ("prepared_by", "reviewed_by", "approved_by")
_MAX_VALUE = 60
_SMALL = 3

_BLANK = re.compile(
    r"^[（(]?(?:空|空白|待定|签字|签名|blank|tbd)[)）]?$|^[\s_＿—\-–/\\.·…:：【】\[\]()（）〔〕年月日]*$", re.I
)
_CUT = re.compile(
    r"[\t\n|；;]|\s{2,}|\u3000|[，,。](?=\s|$)"
    r"|\s(?=[\u4e00-\u9fffA-Za-z ]{2,14}[:：])|[，,](?=[\u4e00-\u9fff]{2,8}[:：])"
)
_CODE = re.compile(r"^(?=.*\d|[A-Z]$|[A-Z][./-])[A-Za-z0-9][A-Za-z0-9./_\-–—〔〕\[\] ]{0,40}$")
_VERSION = re.compile(
    r"^(?:第?\s*[\dA-Za-z一二三四五六七八九十]+(?:[./\-][\dA-Za-z]+){0,3}\s*[版次]?|v(?:er)?\.?\s*\d[\w.]*)(?:\s*[（(].{0,12}[)）])?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Labels:
    fields: dict[str, str]
    weak: frozenset[str]
    inline: re.Pattern[str]
    leading: re.Pattern[str]
    spaced: re.Pattern[str]


@lru_cache(maxsize=1)
def _labels() -> _Labels:
    content = read_yaml(standards_dir() / "documents" / "control.yaml", "control")["fields"]
    fields: dict[str, str] = {}
    weak: set[str] = set()
    words: list[str] = []
    for name, entry in content.items():
        for label in entry["labels"]:
            fields.setdefault(_fold(label), name)
            words.append(label)
        weak.update(_fold(label) for label in entry.get("weak", ()))
    union = "|".join(_spaced(word) for word in sorted(set(words), key=len, reverse=True))
    return _Labels(
        fields,
        frozenset(weak),
        re.compile(
            rf"(?<![\u4e00-\u9fffA-Za-z])({union})\s*(?:[/／]\s*(?:日期|签名|签字|date))?\s*(?:[(（][^()（）]{{1,20}}[)）])?\s*[.]?\s*[:：]",
            re.I,
        ),
        re.compile(rf"^({union})\s*[.]?\s*(?:#|№)?\s*", re.I),
        re.compile(rf"(?:^|[\s|])({union})[ \u3000]+(?=\S)", re.I),
    )


def _spaced(word: str) -> str:
    """Return a pattern for a label whose hanzi may be set apart (批　准) and whose words may be joined."""
    if word.isascii():
        return r"\s*".join(re.escape(part) for part in word.split())
    return r"[ \u3000]{0,4}".join(re.escape(char) for char in word)


def _fold(label: str) -> str:
    return re.sub(r"[\s:：.*＊#№]|[(（].*[)）]", "", label).lower()


def find_control(passages: tuple[Passage, ...]) -> Control:
    """Return the control block found in headers, footers, the first and the last passages."""
    found: dict[str, tuple[str, int]] = {}
    places = _places(passages)
    small = _small_tables(passages)
    for passage, first in places:
        for name, value in _candidates(passage, first, small):
            clean = _clean(name, value)
            if clean is not None and (name not in found or (not found[name][0] and clean)):
                found[name] = (clean, passage.index)
    add_phrases(found, [passage for passage, _ in places])
    return Control(found)


def _places(passages: tuple[Passage, ...]) -> list[tuple[Passage, bool]]:
    """Return the passages where a control block may stand, best places first, and whether weak labels count there."""
    margins = [p for p in passages if p.kind in ("header", "footer")]
    body = [p for p in passages if p.kind not in ("header", "footer", "comment", "footnote", "property")]
    early = [(p, at < _WEAK_FIRST) for at, p in enumerate(body[:FIRST])]
    late = [(p, False) for p in body[max(FIRST, len(body) - LAST) :]]
    return [(p, True) for p in margins] + early + late


def _small_tables(passages: tuple[Passage, ...]) -> frozenset[int]:
    """Return the tables whose header has at most two rows below: sign-off tables, not ledgers or histories."""
    rows: dict[int, int] = {}
    for passage in passages:
        if (table := passage.table) is not None and not passage.header_row and (count := rows.get(table, 0)) <= _SMALL:
            rows[table] = count + any(cell.column for cell in passage.cells)
    return frozenset(table for table, count in rows.items() if count <= _SMALL)


def _candidates(passage: Passage, first: bool, small: frozenset[int]) -> Iterator[tuple[str, str]]:
    """Yield (field, raw value) for every label in a passage; "" where the label stands alone."""
    yield from _inline(passage.text if not passage.cells else "", first)
    for at, cell in enumerate(passage.cells):
        yield from _inline(cell.text, first)
        yield from _from_column(passage, at, first, small)
        yield from _from_label(passage, at, first, small)


def _from_column(passage: Passage, at: int, first: bool, small: frozenset[int]) -> Iterator[tuple[str, str]]:
    """Yield a cell whose column is a label: a form's value, or the row below in a sign-off table."""
    labels, cell = _labels(), passage.cells[at]
    column = _fold(cell.column)
    name = labels.fields.get(column) if column else None
    if name is None or (column in labels.weak and not first):
        return
    form = at > 0 and _fold(passage.cells[at - 1].text) == column
    if _fold(cell.text) in labels.fields:
        return  # a label under a label is no value
    if form or passage.table in small or passage.kind in ("header", "footer"):
        yield name, cell.text


def _from_label(passage: Passage, at: int, first: bool, small: frozenset[int]) -> Iterator[tuple[str, str]]:
    """Yield the cell after a label that opens its row or a column ("编制 | 张三 | 课长"); "" where none follows."""
    labels, cell = _labels(), passage.cells[at]
    label = _fold(cell.text)
    name = labels.fields.get(label)
    if name is None or (label in labels.weak and not first) or (cell.column and at):
        return
    following = passage.cells[at + 1] if at + 1 < len(passage.cells) else None
    if passage.header_row:
        if passage.table in small:
            yield name, following.text if following and _alternates(passage) else ""
    elif following is None or _fold(following.text) in labels.fields:
        yield name, ""
    elif not following.column or _fold(following.column) != label:
        yield name, following.text


def _alternates(passage: Passage) -> bool:
    """Return whether a row reads label, value, label, value: a form's row that was taken for the head of a table."""
    labels = [_fold(cell.text) in _labels().fields for cell in passage.cells]
    return len(labels) % 2 == 0 and labels == [True, False] * (len(labels) // 2)


def _inline(text: str, first: bool) -> Iterator[tuple[str, str]]:
    """Yield the fields of "label: value" runs in one text, and of a short "label code" text without a colon."""
    labels = _labels()
    colons = len(text) <= 2000 and (":" in text or "：" in text)
    matches = list(labels.inline.finditer(text)) if colons else []
    for at, match in enumerate(matches):
        label = _fold(match[1])
        if label in labels.weak and not first:
            continue
        end = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        yield labels.fields[label], _value(text[match.end() : end])
    if matches or not text or len(text) > 90:
        return
    if first:
        yield from _without_colon(text)
    if len(text) > 60:
        return
    for piece in re.split(r"\t|\n|\s{3,}|\s\|\s", text):
        lead = labels.leading.match(piece.strip())
        if lead is None or _fold(lead[1]) in labels.weak:
            continue
        name = labels.fields[_fold(lead[1])]
        rest = piece.strip()[lead.end() :].strip()
        fits = (
            (name == "version" and _VERSION.match(rest))
            or (name == "number" and _CODE.match(rest) and len(rest) > 2)
            or (name in _DATES and (date := find_date(rest)) is not None and date[1][0] == 0)
        )
        if rest and fits:
            yield name, rest


def _without_colon(text: str) -> Iterator[tuple[str, str]]:
    """Yield "版次 A/2" and "生效日期 2025-12-01" from a page header that sets values apart by spaces alone."""
    labels = _labels()
    for match in labels.spaced.finditer(text):
        name = labels.fields[_fold(match[1])]
        rest = text[match.end() :]
        dated = find_date(rest[:30])
        token = rest.split()[0] if rest.split() else ""
        if name in _DATES and dated and dated[1][0] == 0:
            yield name, rest[: dated[1][1]]
        elif (name == "version" and _VERSION.match(token)) or (
            name == "number" and _CODE.match(token) and len(token) > 2
        ):
            yield name, token


def _value(text: str) -> str:
    """Return the value that follows a label: up to the next gap, tab, line or label."""
    stripped = text.lstrip(" \u3000")
    if stripped.startswith(("\t", "\n")):  # the value was tabbed away from its label, or stands on the next line
        stripped = stripped.lstrip("\t\n \u3000")
    dated = find_date(stripped[:40])
    if dated and not stripped[: dated[1][0]].strip():
        return stripped[: dated[1][1]]
    cut = _CUT.search(stripped)
    stripped = stripped[: cut.start()] if cut else stripped
    label = _labels().spaced.search(stripped, 1)
    return (stripped[: label.start()] if label else stripped).strip()


def _clean(name: str, value: str) -> str | None:
    """Return a value fit for the field, "" for a blank one, None for text that can't be this field's value."""
    value = " ".join(value.split())
    if _BLANK.match(value):
        return ""
    if len(value) > _MAX_VALUE or _fold(value) in _labels().fields:
        return None
    if name in _DATES:
        iso = to_iso(value)
        return iso if iso != value or find_date(value) or len(value) <= 20 else None
    if name in _PEOPLE:
        dated = find_date(value)
        if dated:
            value = (value[: dated[1][0]] + value[dated[1][1] :]).strip(" /，,;；()（）")
            return value or None
        value = re.split(r"\s*(?:日期|date)\s*[:：]?\s*$", value, flags=re.I)[0].strip(" _＿/")
        return value.rstrip(".") if len(value) <= 40 and not re.search(r"[。；]", value) else None
    if name == "number" and not re.search(r"\d|[A-Za-z]", value):
        return None
    if name == "version" and len(value) > 24:
        return None
    return value.strip(" _＿")
