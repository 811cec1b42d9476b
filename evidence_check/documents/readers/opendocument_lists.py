"""Rebuilds the automatic numbers of OpenDocument lists and headings: 第十二条, 2.1, (3)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from evidence_check.documents.readers.number_formats import format_number

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _TEXT = f"{{{_NS}style:1.0}}", f"{{{_NS}text:1.0}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_KINDS = {"i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter"}
_LEVELS = 10


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level is numbered; ``kind`` is "" for bullets and unnumbered headings."""

    kind: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


_List = dict[int, _Level]
_NO_LEVEL = _Level()


class Numbers:
    """The list styles of a file and the running counters of its lists and headings."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[str, _List] = {}
        self._outline: _List = {}
        self._headings = _Counter(self._outline)
        self._kept: dict[str, _Counter] = {}
        self._stack: list[_Counter] = []
        for root in roots:
            for style in root.iter(f"{_TEXT}list-style") if root is not None else ():
                self._styles.setdefault(style.get(f"{_STYLE}name") or "", _levels(style))
            for style in root.iter(f"{_TEXT}outline-style") if root is not None else ():
                self._outline.update(_levels(style))

    def enter(self, element: etree._Element) -> None:
        """Begin a list: one inside another counts on as its next level."""
        named = element.get(f"{_TEXT}style-name")
        if self._stack:
            counter = self._stack[-1]
        else:
            goes_on = element.get(f"{_TEXT}continue-numbering") == "true"
            before = element.get(f"{_TEXT}continue-list") or (f"style {named}" if goes_on else "")
            counter = self._kept.get(before) or _Counter(self._styles.get(named or "", {}))
        self._stack.append(counter)
        for name in (element.get(_ID), f"style {named}"):
            if name:
                self._kept[name] = counter

    def leave(self) -> None:
        """End a list."""
        self._stack.pop()

    def item(self, element: etree._Element) -> str:
        """Return the number of the next item of the innermost list, "" where it shows none."""
        return self._stack[-1].next(len(self._stack), element.get(f"{_TEXT}start-value"))

    def heading(self, element: etree._Element) -> str:
        """Return the number of a heading, "" where headings are not numbered."""
        level = element.get(f"{_TEXT}outline-level") or ""
        if not self._outline or not level.isdigit() or element.get(f"{_TEXT}is-list-header") == "true":
            return ""
        return self._headings.next(min(int(level), _LEVELS), element.get(f"{_TEXT}start-value"))


class _Counter:
    def __init__(self, levels: _List) -> None:
        self._levels = levels
        self._at: dict[int, int] = {}

    def next(self, level: int, restart: str | None) -> str:
        own = self._levels.get(level, _NO_LEVEL)
        for deeper in [at for at in self._at if at > level]:
            del self._at[deeper]
        self._at[level] = _whole(restart, self._at.get(level, own.start - 1) + 1)
        if not own.kind:
            return ""
        parts = []
        for at in range(max(level - own.shown + 1, 1), level + 1):
            one = self._levels.get(at, _NO_LEVEL)
            if one.kind:
                parts.append(format_number(self._at.get(at, one.start), one.kind))
        return f"{own.prefix}{'.'.join(parts)}{own.suffix}".strip()


def _levels(style: etree._Element) -> _List:
    found: _List = {}
    for element in style:
        if isinstance(element.tag, str) and (level := element.get(f"{_TEXT}level") or "").isdigit():
            shape = element.get(f"{_STYLE}num-format") or ""
            found[int(level)] = _Level(
                kind=_kind(shape) if "bullet" not in element.tag else "",
                prefix=element.get(f"{_STYLE}num-prefix") or "",
                suffix=element.get(f"{_STYLE}num-suffix") or "",
                start=_whole(element.get(f"{_TEXT}start-value"), 1),
                shown=_whole(element.get(f"{_TEXT}display-levels"), 1),
            )
    return found


def _kind(shape: str) -> str:
    """Return the name of a number format, which OpenDocument names by its first number or numbers."""
    first = shape.split(",")[0].strip()
    if first in ("一", "壹", "甲", "子", "①"):
        return {"一": "chineseCounting", "壹": "chineseLegalSimplified", "甲": "ideographTraditional",
                "子": "ideographZodiac", "①": "decimalEnclosedCircle"}[first]  # fmt: skip
    return _KINDS.get(first, "decimal" if first else "")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else default
