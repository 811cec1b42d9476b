"""Reads OFD (GB/T 33190, the fixed-layout format of Chinese e-invoices and official papers): TextCode, as lines."""

from __future__ import annotations

import posixpath

from lxml import etree

from evidence_check.documents import reasons
from evidence_check.documents.base import Reading, Unreadable, add_mark
from evidence_check.documents.container import Package
from evidence_check.documents.readers.pdf_flow import Flow
from evidence_check.documents.readers.pdf_margins import PageItems, take_margins
from evidence_check.documents.readers.pdf_page import Line, Page

_MAX_PAGES = 1000
_POINTS = 72 / 25.4
_META = {"Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "modified", "Subject": "subject"}


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the text of all pages as blocks.

    Raises:
        Unreadable: no document inside, or pages of pictures only.
    """
    del name, file_format
    package = Package(data)
    root = package.xml("OFD.xml")
    if root is None:
        raise Unreadable("failed", reasons.DAMAGED)
    reading = Reading()
    pages: list[PageItems] = []
    for entry in root.iter("{*}DocRoot"):
        _document(package, (entry.text or "").strip().lstrip("/"), pages, reading)
    for element in root.iter():
        if isinstance(element.tag, str) and (key := _META.get(element.tag.rpartition("}")[2])) and element.text:
            reading.properties.setdefault(key, element.text.strip()[:500])
    reading.title = reading.properties.get("title")
    reading.pages = len(pages)
    margins = take_margins(pages)
    Flow(pages, reading).run()
    if not reading.blocks and not margins and reading.marks.get("pictures"):
        raise Unreadable("needs_ocr", reasons.PICTURES_ONLY)
    reading.marks.pop("pictures", None)  # lines of tables count as drawings, too
    reading.blocks.extend(margins)
    return reading


def _document(package: Package, part: str, pages: list[PageItems], reading: Reading) -> None:
    root = package.xml(part)
    if root is None:
        return
    folder = posixpath.dirname(part)
    templates = {element.get("ID"): _join(folder, element.get("BaseLoc")) for element in root.iter("{*}TemplatePage")}
    box = _numbers(next((e.text for e in root.iter("{*}PhysicalBox")), None))
    for element in root.iter("{*}Page"):
        location = element.get("BaseLoc")
        if not location or len(pages) >= _MAX_PAGES:
            continue
        content = package.xml(_join(folder, location))
        if content is None:
            continue
        own = _numbers(next((e.text for e in content.iter("{*}PhysicalBox")), None)) or box or (0, 0, 210, 297)
        height = own[3] * _POINTS
        lines: list[Line] = []
        for used in content.iter("{*}Template"):
            template = package.xml(templates.get(used.get("TemplateID")) or "")
            lines.extend(_lines(template, height) if template is not None else ())
        lines.extend(_lines(content, height))
        add_mark(reading.marks, "pictures", sum(1 for _ in content.iter("{*}ImageObject", "{*}PathObject")))
        pages.append(PageItems(Page(len(pages) + 1, own[2] * _POINTS, height), list(_merge(lines))))


def _join(folder: str, location: str | None) -> str:
    location = (location or "").strip()
    return location.lstrip("/") if location.startswith("/") else posixpath.normpath(posixpath.join(folder, location))


def _numbers(text: str | None) -> tuple[float, float, float, float] | None:
    try:
        a, b, c, d = (float(part) for part in (text or "").split())
    except ValueError:
        return None
    return a, b, c, d


def _lines(root: etree._Element, height: float) -> list[Line]:
    """Return each text object as a line, in points from the bottom of the page."""
    lines = []
    for text_object in root.iter("{*}TextObject"):
        boundary = _numbers(text_object.get("Boundary"))
        if boundary is None:
            continue
        for code in text_object.iter("{*}TextCode"):
            text = (code.text or "").strip()
            if text:
                left, top = boundary[0] + _float(code.get("X")), boundary[1]
                size = _float(text_object.get("Size")) or boundary[3]
                bottom = height - (top + boundary[3]) * _POINTS
                lines.append(
                    Line(text, 0, 0, left * _POINTS, (boundary[0] + boundary[2]) * _POINTS, bottom,
                         height - top * _POINTS, round(size * _POINTS, 1))
                )  # fmt: skip
    return lines


def _float(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _merge(lines: list[Line]) -> list[Line]:
    """Return lines from top to bottom; pieces on one baseline that stand close become one line."""
    merged: list[Line] = []
    for line in sorted(lines, key=lambda line: (-round(line.bottom / 2), line.left)):
        last = merged[-1] if merged else None
        if last and abs(last.bottom - line.bottom) <= 2.5 and -line.size < line.left - last.right < 12 * line.size:
            gap = "" if line.left - last.right < 0.6 * line.size else " "
            last.text += gap + line.text
            last.right, last.top = max(last.right, line.right), max(last.top, line.top)
        else:
            merged.append(line)
    for at, line in enumerate(merged):
        line.start = at
    return merged
