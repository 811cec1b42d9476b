"""What stands in an OpenDocument workbook (.ods) outside its cells: comments, boxes, chart titles, page margins."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from evidence_check.documents.base import Block, Reading, add_mark
from evidence_check.documents.container import Package
from evidence_check.documents.grid import column_letters
from evidence_check.documents.lines import is_page_number
from evidence_check.documents.readers.opendocument import DRAW, OFFICE, STYLE, TABLE, TEXT, XLINK, read_meta, text_of
from evidence_check.model import Locator, PassageKind

_CHART = "{urn:oasis:names:tc:opendocument:xmlns:chart:1.0}"
_OUTSIDE = (b"<office:annotation", b"<draw:")
_SHAPES = tuple(DRAW + name for name in ("text-box", "custom-shape", "rect", "ellipse", "line", "connector", "caption"))
_FIELDS = tuple(
    TEXT + name for name in ("sheet-name", "page-number", "page-count", "title", "file-name", "date", "time")
)
_MOST_REPEATS = 1 << 20


def add_open_extras(package: Package, reading: Reading) -> None:
    """Add comments, text boxes and charts, then page headers and footers, and what the file says of itself."""
    content = package.read("content.xml") or b""
    if any(sign in content for sign in _OUTSIDE):  # parsed a second time only where there is something to find
        root = package.xml("content.xml")
        for table in root.iter(TABLE + "table") if root is not None else ():
            _add_outside(table, package, reading)
    for kind, text in _margins(package):
        reading.blocks.append(Block(text, kind))
    read_meta(package, reading)
    for part in package.names:
        add_mark(reading.marks, "pictures", part.startswith("Pictures/"))


def _add_outside(table: etree._Element, package: Package, reading: Reading) -> None:
    sheet = table.get(TABLE + "name")
    for shape in table.iter(*_SHAPES, DRAW + "object"):
        place = _place(shape, table, sheet)
        texts = _chart(shape, package) if shape.tag == DRAW + "object" else [_joined(shape)]
        reading.blocks.extend(Block(text, "textbox", place) for text in texts if text)
    for remark in table.iter(OFFICE + "annotation"):
        if text := _joined(remark):
            add_mark(reading.marks, "comments")
            reading.blocks.append(Block(text, "comment", _place(remark, table, sheet)))


def _joined(node: etree._Element) -> str:
    return "\n".join(filter(None, (text_of(line) for line in node.iter(TEXT + "p") if line.getparent() is node)))


def _chart(node: etree._Element, package: Package) -> list[str]:
    """Return the titles of an embedded chart: its own, its axes'. What it shows of cells stands in those."""
    part = (node.get(XLINK + "href") or "").removeprefix("./").strip("/")
    root = package.xml(f"{part}/content.xml") if part else None
    titles = root.iter(_CHART + "title", _CHART + "subtitle", _CHART + "footer") if root is not None else ()
    return list(dict.fromkeys(text for title in titles if (text := _joined(title))))


def _place(node: etree._Element, table: etree._Element, sheet: str | None) -> Locator:
    """Return the cell that something hangs on; its sheet alone where it hangs on that."""
    cell = next(node.iterancestors(TABLE + "table-cell", TABLE + "covered-table-cell"), None)
    row = next(node.iterancestors(TABLE + "table-row"), None)
    if cell is None or row is None:
        return Locator(sheet=sheet)
    column = sum(_repeats(one, "number-columns-repeated") for one in cell.itersiblings(preceding=True))
    number = 1
    for one in table.iter(TABLE + "table-row"):
        if one is row:
            break
        number += _repeats(one, "number-rows-repeated")
    return Locator(sheet=sheet, cell=f"{column_letters(column)}{number}")


def _repeats(node: etree._Element, name: str) -> int:
    value = node.get(TABLE + name, "1")
    return min(int(value), _MOST_REPEATS) if value.isdigit() and len(value) < 9 else 1


def _margins(package: Package) -> Iterator[tuple[PassageKind, str]]:
    """Yield page headers and footers, each once; those with nothing but a page number or the sheet's name are none."""
    root = package.xml("styles.xml")
    kinds: tuple[PassageKind, ...] = ("header", "footer")
    for kind in kinds:
        seen: set[str] = set()
        for margin in root.iter(STYLE + kind) if root is not None else ():
            for line in margin.iter(TEXT + "p") if margin.get(STYLE + "display") != "false" else ():
                text = rest = text_of(line)
                for field in line.iter(*_FIELDS):
                    rest = rest.replace((field.text or "").strip(), "", 1)
                if any(map(str.isalnum, rest)) and text not in seen and not is_page_number(rest):
                    seen.add(text)
                    yield kind, text
