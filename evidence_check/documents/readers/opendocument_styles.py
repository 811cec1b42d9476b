"""What the styles of an OpenDocument file say about text: hidden, the level of a heading, the title."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from evidence_check.documents.readers.word_styles import HEADING_NAME, TITLE_NAMES

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _TEXT = f"{{{_NS}style:1.0}}", f"{{{_NS}text:1.0}}"


@dataclass(frozen=True, slots=True)
class Style:
    """A style after its ancestors have been taken in."""

    hidden: bool = False
    level: int | None = None
    title: bool = False


PLAIN = Style()


def read_styles(*roots: etree._Element | None) -> dict[str, Style]:
    """Return style name → style, from the parts of a file that hold styles."""
    elements: dict[str, etree._Element] = {}
    for root in roots:
        for element in root.iter(f"{_STYLE}style") if root is not None else ():
            elements.setdefault(element.get(f"{_STYLE}name") or "", element)
    found: dict[str, Style] = {}

    def resolve(name: str, depth: int) -> Style:
        element = elements.get(name)
        if element is None or depth > 20:  # a style that descends from itself ends here
            return PLAIN
        if name not in found:
            parent = resolve(element.get(f"{_STYLE}parent-style-name") or "", depth + 1)
            found[name] = _read(element, parent)
        return found[name]

    for name in elements:
        resolve(name, 0)
    return found


def _read(element: etree._Element, parent: Style) -> Style:
    properties = element.find(f"{_STYLE}text-properties")
    display = properties.get(f"{_TEXT}display") if properties is not None else None
    outline = element.get(f"{_STYLE}default-outline-level")
    named = (element.get(f"{_STYLE}display-name") or element.get(f"{_STYLE}name") or "").replace("_20_", " ")
    heading = HEADING_NAME.match(named)
    level = int(heading[1]) if heading else parent.level
    if outline is not None:
        level = int(outline) if outline.isdigit() and outline != "0" else level
    return Style(
        hidden=parent.hidden if display is None else display == "none",
        level=level,
        title=named.lower() in TITLE_NAMES or parent.title,
    )
