"""What the styles of a Word document say about a paragraph: heading level, numbering, hidden and bold text, size."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from evidence_check.documents.readers.word_numbers import W

_VAL = W + "val"
HEADING_NAME = re.compile(r"^(?:heading|标题|標題|überschrift|titre)\s*([1-9])$", re.I)
TITLE_NAMES = frozenset({"title", "标题", "標題", "文档标题", "document title", "cover title"})
_TOC_NAME = re.compile(r"^(?:toc|目录|目錄)\s*(?:[1-9]|heading)?$", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """The properties of one style after its ancestors have been taken in; None where nobody says."""

    level: int | None = None
    title: bool = False
    toc: bool = False
    num: str | None = None
    ilvl: int | None = None
    num_style: str | None = None
    hidden: bool | None = None
    bold: bool | None = None
    size: float | None = None
    centred: bool | None = None


PLAIN = Style()


def on(element: etree._Element | None) -> bool | None:
    """Return a toggle property (w:b, w:vanish) as True or False, None where it is absent."""
    return None if element is None else element.get(_VAL, "1") not in ("0", "false", "off")


def drop_table_styles(data: bytes) -> bytes:
    """Return ``styles.xml`` without the styles of tables, as Word writes them; parsing them would take most time."""
    kept: list[bytes] = []
    at = 0
    while (start := data.find(b'<w:style w:type="table"', at)) >= 0:
        end = data.find(b"</w:style>", start)
        if end < 0:
            break
        kept.append(data[at:start])
        at = end + len(b"</w:style>")
    return b"".join([*kept, data[at:]]) if kept else data


class Styles:
    """``styles.xml``: style id → Style, resolved through basedOn when first asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default: str | None = None
        for element in root.iter(W + "style") if root is not None else ():
            ident = element.get(W + "styleId") or ""
            self._elements[ident] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self.default = ident

    def numbering_links(self) -> dict[str, str]:
        """Return numbering style id → numId, for lists that are defined through a style."""
        links: dict[str, str] = {}
        for ident, element in self._elements.items():
            if element.get(W + "type") == "numbering":
                num = element.find(f"{W}pPr/{W}numPr/{W}numId")
                if num is not None:
                    links[ident] = num.get(_VAL) or ""
        return links

    def get(self, ident: str | None) -> Style:
        """Return the style with that id, the default paragraph style for None, a plain one where unknown."""
        key = ident if ident is not None else self.default
        if key is None:
            return PLAIN
        found = self._resolved.get(key)
        if found is None:
            self._resolved[key] = PLAIN  # a cycle of basedOn ends here
            found = self._resolved[key] = self._resolve(key)
        return found

    def _resolve(self, ident: str) -> Style:
        element = self._elements.get(ident)
        if element is None:
            return PLAIN
        based = element.find(W + "basedOn")
        parent = self.get(based.get(_VAL)) if based is not None and based.get(_VAL) in self._elements else PLAIN
        name_element = element.find(W + "name")
        name = (name_element.get(_VAL) or "").strip() if name_element is not None else ""
        p_props, r_props = element.find(W + "pPr"), element.find(W + "rPr")
        outline = _value(p_props, "outlineLvl")
        heading = HEADING_NAME.match(name)
        level = parent.level
        if heading:
            level = int(heading[1])
        elif outline is not None and outline.isdigit():
            level = int(outline) + 1 if int(outline) < 9 else None
        num, ilvl = _num(p_props)
        size = _value(r_props, "sz")
        return Style(
            level=level,
            title=name.lower() in TITLE_NAMES or parent.title,
            toc=bool(_TOC_NAME.match(name)) or parent.toc,
            num=num if num is not None else parent.num,
            ilvl=ilvl if ilvl is not None else parent.ilvl,
            num_style=ident if num is not None else parent.num_style,
            hidden=_either(on(_child(r_props, "vanish")), parent.hidden),
            bold=_either(on(_child(r_props, "b")), parent.bold),
            size=int(size) / 2 if size and size.isdigit() else parent.size,
            centred=_either(_centred(p_props), parent.centred),
        )


def _centred(props: etree._Element | None) -> bool | None:
    value = _value(props, "jc")
    return None if value is None else value == "center"


def _either(own: bool | None, inherited: bool | None) -> bool | None:
    return inherited if own is None else own


def _child(props: etree._Element | None, name: str) -> etree._Element | None:
    return None if props is None else props.find(W + name)


def _value(props: etree._Element | None, name: str) -> str | None:
    child = _child(props, name)
    return None if child is None else child.get(_VAL)


def _num(props: etree._Element | None) -> tuple[str | None, int | None]:
    return list_of(_child(props, "numPr"))


def list_of(num_pr: etree._Element | None) -> tuple[str | None, int | None]:
    """Return the list id and level that w:numPr names, None for what it leaves to the style."""
    num, ilvl = _value(num_pr, "numId"), _value(num_pr, "ilvl")
    return num, int(ilvl) if ilvl is not None and ilvl.isdigit() else None
