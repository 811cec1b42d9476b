"""Reads who was there: names in lists with posts and brackets, marks beside names, and who only stands on the list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from evidence_check.model import Cell, Passage
from evidence_check.records.labels import is_field, kinds, says
from evidence_check.records.named import is_hanzi_name
from evidence_check.text import normal

_LABELLED = re.compile(r"([^\s:：,，;；。]{2,14})\s*[:：]\s*([^\n\t;；]{1,160})")
_NEXT_LABEL = re.compile(r"[\s　。]+[^\s:：,，、;；。]{2,8}[:：]")
_WHO_CAME = re.compile(
    r"(?:^|[。；;\n:：])([^。；;\n]{2,80}?)(?:等\d*人)?(?:共同|均|都|准时|全程)?(?:出席|参加|到会|列席|与会)(?:了|本|此|会|培|演|学|研|$|。)"
)
_NAME_BREAK = re.compile(r"[\s、，,;；/|:：]+")
_AND_OTHERS = re.compile(r"([㐀-鿿]{2,4}?)(?:以及|及|暨|和|与|等)([㐀-鿿]{2,})")  # 莫振业及关务中心
_PART_BREAK = re.compile(r"[;；。\n]")
_BRACKET = re.compile(r"[()（）]")
_ASIDE = re.compile(r"([^\s、，,;；/|:：()（）]{1,20})\s*[(（]([^()（）]{1,20})[)）]")
_MADE_UP = re.compile(r"(?:已补|补(?:课|训|学|讲)\D{0,4}\d)|made up on")  # with its day: 待补 is none
_ASIDE_LATIN = re.compile(r"([^,;/|:()\n]{1,40}?)\s*\(([^()]{1,30})\)")
_MARKS = re.compile(r"[√✓✔☑]")
_CROSSED = re.compile(r"[^\s、，,;；/|:：()（）]{2,20}\s*[×✗✘☒]")
_TALLY = re.compile(r"等(?:共|合计)?\s*[\d一二三四五六七八九十百]*\s*(?:余|多)?(?:人|名|位)(?=$|[、，,;；。\s)）])")
_SET_APART = re.compile(r"(?<![㐀-鿿])([㐀-鿿])[ \u3000\xa0]+([㐀-鿿])(?![㐀-鿿])")
_HAN_NAME = re.compile(r"[㐀-鿿]{2,4}")
_PERSON_COLUMN = re.compile(r"[㐀-鿿]{2,4}|[A-Z][\w'.-]+(?:[ ,]+[A-Z][\w'.-]*){1,3}")
_SHORT = 14  # characters of a cell that says one thing; longer ones tell a story
_TICKED = re.compile(r"([㐀-鿿]{2,4}|[A-Z][\w'.-]+(?: [A-Z][\w'.-]*){1,3})[ \u3000]*[(（]?([√✓✔☑○◯●■×✗✘☒△])[)）]?")
_CERTIFIED = re.compile(
    r"(?:兹|特此)证明[\s:：]*([㐀-鿿]{2,4}?)(?=[\s,，(（]|同志|先生|女士|于|参加|完成|已)"
    r"|(?:certif(?:y|ies) that|awarded to|presented to)\s+((?:[A-Z][\w.'-]+ ?){2,4})"
)
_FEW = 2  # cells of a row that gives one label with its value
_LEAST_TICKED = 2  # names with a tick that make a line of such
_MARKED = 0.8  # share of a column's filled cells that are marks, from which it is a column of marks


def names(text: str) -> list[str]:
    """Return the names in a cell: brackets hold a post or the other script, and two hanzi set apart are one name.

    Who is marked as absent, "邢志刚（请假）" or "缺席：李军", is left out. A post before or behind a name is taken off.
    """
    parts = [part for part in _PART_BREAK.split(text) if not _lists_absent(part)]
    return [name for part in parts for name in _of_part(part)]


def _lists_absent(part: str) -> bool:
    label, colon, _ = part.replace("：", ":").partition(":")
    return bool(colon) and len(label.strip()) <= _SHORT and "absent" in kinds(label)


def _of_part(text: str) -> list[str]:
    aside = _ASIDE_LATIN if text.isascii() else _ASIDE
    text = aside.sub(_present, text)
    text = _TALLY.sub(" ", _MARKS.sub(" ", _CROSSED.sub(" ", text)))
    text = _SET_APART.sub(r"\1\2", _BRACKET.sub(";", text))
    breaks = re.compile(r"[,;/|\t]+") if text.isascii() else _NAME_BREAK
    parts = [part.strip(" ()（）.。:：") for part in breaks.split(text)]
    parts = [one for part in parts for one in _joined(_without_number(part))]
    plain = [part for part in parts if 2 <= len(part) <= 30 and not any(char.isdigit() for char in part)]
    return [_without_post(part) for part in plain if "absent" not in kinds(part)]


def _present(match: re.Match[str]) -> str:
    """Return a name with what stands in brackets behind it: nothing of one who was not there, and did not make up for
    it; the name alone where the brackets tell of somebody else, 陆晓岚（覃文炳请假）."""
    aside = match[2].strip()
    if "absent" not in kinds(aside):
        return match[0]
    other = next((n for n in (3, 2) if is_hanzi_name(normal(aside[:n])) and "absent" in kinds(aside[n:])), 0)
    return match[1] if other or _MADE_UP.search(normal(aside)) else " "


def _without_number(part: str) -> str:
    """Return the name of 罗志强10023 or 00123罗志强, anything else as it is."""
    rest = part.strip("0123456789-_#.、)） ")
    return rest if _HAN_NAME.fullmatch(rest) else part


def _joined(part: str) -> tuple[str, ...]:
    """Return the two that 及, 和 or 等 joins, else the part as it is."""
    both = _AND_OTHERS.fullmatch(part)
    return (both[1], both[2]) if both else (part,)


@lru_cache(maxsize=65_536)
def _without_post(name: str) -> str:
    """Return the name of "关务部经理李军" or "李军经理", anything else as it is."""
    if len(name) < 4 or not _HAN_NAME.fullmatch(name[:4]) or "post" not in kinds(name):
        return name
    for size in (3, 2):
        rest, last = name[:-size], name[-size:]
        if "post" in kinds(rest[-3:]) and "post" not in kinds(last) and _ends_in_post(rest):
            return last
    for size in (3, 2):
        if len(name) > size and "post" not in kinds(name[:size]) and _starts_with_post(name[size:]):
            return name[:size]
    return name


def _ends_in_post(text: str) -> bool:
    return any("post" in kinds(text[-n:]) and "post" not in kinds(text[-n:-1]) for n in (2, 3, 4) if len(text) >= n)


def _starts_with_post(text: str) -> bool:
    return any("post" in kinds(text[:n]) for n in (2, 3, 4) if len(text) >= n) and len(text) <= 5


def of_rows(rows: Sequence[Passage]) -> list[str]:
    """Return who the rows of a table show to have been there.

    In a sheet that some have signed, those with an empty place were not there.
    """
    signed = signing_columns(rows)
    return [name for row in rows for name in of_row(row, signed)]


def _side_by_side(row: Passage) -> list[Passage]:
    """Return the parts of a row whose columns come twice: 姓名 签名 姓名 签名 hold two persons."""
    columns = [cell.column for cell in row.cells]
    again = next((n for n in range(1, len(columns)) if columns[n] == columns[0]), 0)
    if not again or not columns[0]:
        return [row]
    first, rest = row._replace(cells=row.cells[:again]), row._replace(cells=row.cells[again:])
    return [first, *_side_by_side(rest)]


def of_row(row: Passage, signing: frozenset[str] = frozenset(), marks: frozenset[str] = frozenset()) -> list[str]:
    """Return who took part by one row.

    Args:
        row: a row of a table.
        signing: columns in which those who were there sign.
        marks: columns that are named for a person and hold marks.
    """
    return [name for part in _side_by_side(row) for name in _of_part_of_row(part, signing, marks)]


def _of_part_of_row(row: Passage, signing: frozenset[str], marks: frozenset[str]) -> list[str]:
    if signing and not any(c.column in signing and c.text.strip() and not says(c.text, "nothing") for c in row.cells):
        return []
    by_cell = [names(cell.text) for cell in row.cells if _names_present(cell.column)]
    if all(len(found) < 2 for found in by_cell) and _is_absent(row):
        return []
    found = [name for some in by_cell for name in some]
    found += [name for c in row.cells if c.column in marks and says(c.text, "attended") for name in names(c.column)]
    return found


def _names_present(column: str) -> bool:
    """Return whether a column holds those who were there, and not those who were excused."""
    return is_field(column, "people") and "absent" not in kinds(column)


def _is_absent(row: Passage) -> bool:
    """Return whether a row of one person says that he was not there, and not that he made up for it."""
    if any("made_up" in kinds(c.column) and any(char.isdigit() for char in c.text) for c in row.cells):
        return False
    cells = [c for c in row.cells if len(c.text) <= _SHORT and not is_field(c.column, "topic")]
    return any("absent" in kinds(cell.text) and _is_about_presence(cell) for cell in cells)


def _is_about_presence(cell: Cell) -> bool:
    found = kinds(cell.column)
    return not cell.column or bool(found & {"signature", "remark", "status", "people"})


def signing_columns(rows: Sequence[Passage]) -> frozenset[str]:
    """Return the columns in which some signed beside their printed names, and some did not."""
    signing = {c.column for row in rows for c in row.cells if "signature" in kinds(c.column) and c.text.strip()}
    printed = any(is_field(c.column, "people") and c.column not in signing for row in rows for c in row.cells)
    return frozenset(signing) if printed else frozenset()


def marked_columns(rows: Sequence[Passage]) -> frozenset[str]:
    """Return the columns that are named for a person and hold nothing but whether he was there."""
    filled: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for row in rows:
        for cell in row.cells:
            filled[cell.column] += 1
            marked[cell.column] += is_mark(cell.text)
    return frozenset(
        column
        for column, count in filled.items()
        if column
        and _PERSON_COLUMN.fullmatch(column.strip())
        and marked[column] >= _MARKED * count
        and not kinds(column) & {"date", "topic", "status", "remark", "signature"}
    )


def of_label(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the one person whom a sheet says above its table that it is of (姓名：韦国梁), nobody for several."""
    lines = [p for p in passages if p.kind != "row" or len(p.cells) <= _FEW]
    texts = [(label, value) for p in lines for label, value in _LABELLED.findall(p.text)]
    found = [name for label, value in texts if says(label, "person") for name in names(_NEXT_LABEL.split(value)[0])]
    return tuple(dict.fromkeys(found)) if len(set(found)) == 1 else ()


def _ticked(text: str) -> Iterator[str]:
    """Yield the names of a line of names with a tick behind each: 余慧珊 √　陈立群 √　罗志强 ×."""
    found = _TICKED.findall(text)
    if len(found) >= _LEAST_TICKED or (found and not _TICKED.sub("", text).strip(" 　、,，;；。.")):
        yield from (name for name, mark in found if says(mark, "attended") and "absent" not in kinds(name))


def is_mark(text: str) -> bool:
    """Return whether a cell says no more than that somebody was there, or was not."""
    plain = text.strip()
    return says(plain, "attended") or says(plain, "nothing") or (len(plain) <= _SHORT and "absent" in kinds(plain))


def of_text(passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the names after labels such as 参加人员： in the running text, before 参加了培训, and those ticked off."""
    for passage in passages:
        yield from _ticked(passage.text)
        yield from (name for match in _CERTIFIED.finditer(passage.text) for name in names(match[1] or match[2]))
        for label, value in _LABELLED.findall(passage.text):
            if is_field(label, "people") and "absent" not in kinds(label):
                yield from names(_NEXT_LABEL.split(value, maxsplit=1)[0])
        if passage.kind not in ("row", "header", "footer"):
            for match in _WHO_CAME.finditer(passage.text):
                yield from names(match[1].rpartition("由")[2])
