"""Reads .docx (and .docm, strict OOXML, WPS's .docx) with its own walk over the XML.

No library shows what Word shows: automatic numbers, headers, text boxes once, tracked changes settled, content
controls, merged cells once. Each of those carries evidence (a clause number, a file number, a version).
"""

from __future__ import annotations

from lxml import etree

from evidence_check.documents import reasons
from evidence_check.documents.attached import is_attached
from evidence_check.documents.base import Block, Reading, Unreadable, add_mark
from evidence_check.documents.container import Package, parse_xml
from evidence_check.documents.lines import is_page_number
from evidence_check.documents.readers.office_properties import read_properties
from evidence_check.documents.readers.word_numbers import W, read_lists
from evidence_check.documents.readers.word_styles import Styles, drop_table_styles
from evidence_check.documents.readers.word_walk import Walker
from evidence_check.model import PassageKind

_VAL = W + "val"
_A_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_A_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the document as blocks: body, then notes, comments, headers and footers, each distinct text once.

    Raises:
        Unreadable: no readable main part.
    """
    del name, file_format
    package = Package(data)
    main = _main_part(package)
    root = package.xml(main)
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise Unreadable("failed", reasons.DAMAGED)
    relations = package.relations(main)
    parts: dict[str, list[str]] = {}
    for kind, target, external in relations.values():
        if not external:
            parts.setdefault(kind, []).append(target)

    def first(kind: str) -> etree._Element | None:
        return package.xml(parts[kind][0]) if parts.get(kind) else None

    styles = Styles(_styles(package, parts.get("styles", [""])[0]))
    numbering = read_lists(first("numbering"))
    numbering.style_links = styles.numbering_links()
    reading = Reading()
    walker = Walker(styles, numbering, reading)
    walker.walk(body)
    _diagrams(package, parts, walker)
    for kind in ("footnotes", "endnotes"):
        _notes(first(kind), walker)
    _comments(first("comments"), walker, reading)
    _margins(package, parts, walker, reading)
    read_properties(package, reading)
    add_mark(reading.marks, "pictures", len(set(parts.get("image", ()))))
    if unread := [part for part in parts.get("aFChunk", ()) if not is_attached(part)]:
        reading.notes.append(reasons.EMBEDDED_PART)
        reading.marks["unread_parts"] = len(unread)
    if package.recovered:
        reading.notes.append(reasons.RECOVERED)
        reading.marks["recovered"] = 1
    return reading


def _main_part(package: Package) -> str:
    for kind, target, external in package.relations("").values():
        if kind == "officeDocument" and not external and package.has(target):
            return target
    if package.has("word/document.xml"):
        return "word/document.xml"
    raise Unreadable("failed", reasons.DAMAGED)


def _styles(package: Package, part: str) -> etree._Element | None:
    """Return the styles part without its table styles: they may be 9/10 of it, and say nothing about paragraphs."""
    data = drop_table_styles(package.read(part) or b"")
    if not data.strip():
        return None
    root, whole = parse_xml(data)
    package.recovered = package.recovered or not whole
    return root


def _notes(root: etree._Element | None, walker: Walker) -> None:
    """Add footnotes or endnotes; the separators that Word keeps among them hold no text."""
    for note in root if root is not None else ():
        if isinstance(note.tag, str) and note.get(W + "type") in (None, "normal"):
            walker.aside(note, "footnote")


def _comments(root: etree._Element | None, walker: Walker, reading: Reading) -> None:
    count = 0
    for comment in root if root is not None else ():
        if isinstance(comment.tag, str):
            count += 1
            walker.aside(comment, "comment", joined=True)
    if count:
        reading.marks["comments"] = count


def _margins(package: Package, parts: dict[str, list[str]], walker: Walker, reading: Reading) -> None:
    """Add headers and footers, each distinct text once, and a watermark if there is one."""
    kinds: tuple[PassageKind, ...] = ("header", "footer")
    for kind in kinds:
        seen: set[str] = set()
        for part in sorted(set(parts.get(kind, ()))):
            root = package.xml(part)
            if root is None:
                continue
            before = len(reading.blocks)
            walker.aside(root, kind)
            fresh = reading.blocks[before:]
            del reading.blocks[before:]
            for block in fresh:
                if block.text not in seen and not is_page_number(block.text):
                    seen.add(block.text)
                    reading.blocks.append(block)
            for watermark in watermarks(root):
                if watermark not in seen:
                    seen.add(watermark)
                    reading.properties.setdefault("watermark", watermark)
                    reading.blocks.append(Block(watermark, kind))


def watermarks(root: etree._Element) -> list[str]:
    """Return the texts of old-style WordArt (v:textpath), which is how Word writes 草稿 or DRAFT across a page."""
    found = root.iter("{urn:schemas-microsoft-com:vml}textpath")
    return list(dict.fromkeys(text for path in found if (text := (path.get("string") or "").strip())))


def _diagrams(package: Package, parts: dict[str, list[str]], walker: Walker) -> None:
    """Add the words of SmartArt and charts, which live in parts of their own (organisation charts, mostly)."""
    for kind in ("diagramData", "chart"):
        for part in parts.get(kind, ())[:200]:
            root = package.xml(part)
            for paragraph in root.iter(_A_PARAGRAPH) if root is not None else ():
                text = "".join(node.text or "" for node in paragraph.iter(_A_TEXT)).strip()
                if text:
                    walker.add(Block(text, "textbox"))
