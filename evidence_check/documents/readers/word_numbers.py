"""Reads the lists of ``numbering.xml``: no library shows the numbers that clauses are cited by (第十二条, 2.1)."""

from __future__ import annotations

from lxml import etree

from evidence_check.documents.readers.word_lists import AbstractList, Level, Lists, NumberedList

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"


def read_lists(root: etree._Element | None) -> Lists:
    """Return the lists that ``numbering.xml`` defines; none where there is no such part."""
    lists = Lists()
    for element in root.iter(W + "abstractNum") if root is not None else ():
        lists.abstracts[element.get(W + "abstractNumId") or ""] = _abstract(element)
    for element in root.iter(W + "num") if root is not None else ():
        lists.nums[element.get(W + "numId") or ""] = _num(element)
    return lists


def _abstract(element: etree._Element) -> AbstractList:
    link = element.find(W + "numStyleLink")
    levels = {int(lvl.get(W + "ilvl") or 0): _level(lvl) for lvl in element.iter(W + "lvl")}
    return AbstractList(levels, link.get(_VAL) if link is not None else None)


def _num(element: etree._Element) -> NumberedList:
    reference = element.find(W + "abstractNumId")
    num = NumberedList((reference.get(_VAL) or "") if reference is not None else "")
    for override in element.iter(W + "lvlOverride"):
        at = _int(override.get(W + "ilvl"), 0)
        start = override.find(W + "startOverride")
        if start is not None:
            num.starts[at] = _int(start.get(_VAL), 1)
        lvl = override.find(W + "lvl")
        if lvl is not None:
            num.levels[at] = _level(lvl)
    return num


def _level(element: etree._Element) -> Level:
    def value(name: str) -> str | None:
        found = element.find(".//" + W + name)
        return None if found is None else found.get(_VAL, "")

    legal = value("isLgl")
    restart = value("lvlRestart")
    return Level(
        start=_int(value("start"), 0),
        kind=value("numFmt") or "decimal",
        text=value("lvlText") or "",
        legal=legal is not None and legal not in ("0", "false", "off"),
        restart=None if restart is None else _int(restart, 0),
        style=value("pStyle"),
    )


def _int(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
