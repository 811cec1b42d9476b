"""Reads the many Word paragraphs that are nothing but runs of text, in one pass; ``word_inline`` reads the others."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from evidence_check.documents.base import add_mark
from evidence_check.documents.readers.word_numbers import W
from evidence_check.documents.readers.word_styles import Style, on

_VAL = W + "val"
_TYPE = W + "type"
_IGNORED = (
    *("p", "pPr", "rPr", "rFonts", "bCs", "i", "iCs", "color", "spacing", "kern", "position", "szCs", "highlight"),
    *("u", "shd", "vertAlign", "lang", "noProof", "snapToGrid", "eastAsianLayout", "em", "w", "fitText", "bdr", "cs"),
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "ilvl", "numId", "pBdr", "top"),
    *("left", "bottom", "right", "between", "tabs", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
    *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "ind", "contextualSpacing", "mirrorIndents", "jc"),
    *("textDirection", "textAlignment", "outlineLvl", "rtl", "webHidden", "caps", "smallCaps", "strike", "dstrike"),
    *("outline", "shadow", "emboss", "imprint", "suppressAutoHyphens", "suppressLineNumbers", "divId", "cnfStyle"),
    *("proofErr", "bookmarkStart", "bookmarkEnd", "instrText", "lastRenderedPageBreak", "hyperlink", "smartTag"),
)
_PLAIN: dict[str, str] = dict.fromkeys((W + name for name in _IGNORED), "") | {
    W + name: name for name in ("r", "t", "sz", "b", "tab", "br")
}
"""What may stand in a plain paragraph, and what it means there; "" for what shows nothing itself."""


@dataclass(slots=True)
class Inline:
    """What a paragraph shows: its text, how much of it is bold, its largest size, and the text boxes anchored in it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    bold: int = 0
    shown: int = 0
    size: float | None = None
    deleted: bool = False

    @property
    def text(self) -> str:
        """The paragraph's text, without space at its ends."""
        return "".join(self.parts).strip(" \t\n\u00a0\u3000")


def read_plain(paragraph: etree._Element, style: Style, marks: dict[str, int]) -> Inline | None:
    """Return what a paragraph of nothing but runs of text shows, None for any other: most are that plain.

    One pass over all that is in it is cheaper than going down into each run and up again.
    """
    found = Inline()
    runs: list[tuple[int, bool | None, float | None]] = []
    hidden_runs = 0
    count = -1  # characters of the open run; below 0 before the first
    bold, size, hidden = style.bold, style.size, style.hidden
    parts = found.parts
    for node in paragraph.iter():
        meaning = _PLAIN.get(node.tag)
        if meaning is None:
            return None
        if meaning == "":
            continue
        if meaning == "r":
            if count > 0:
                runs.append((count, bold, size))
            bold, size, hidden, count = style.bold, style.size, style.hidden, 0
            hidden_runs += bool(hidden)
        elif count < 0:  # the paragraph's own properties
            continue
        elif meaning == "t":
            if not hidden:
                text = node.text or ""
                parts.append(text)
                count += len(text)
        elif meaning == "sz":
            value = node.get(_VAL, "")
            size = int(value) / 2 if value.isdigit() and len(value) < 5 else size
        elif meaning == "b":
            bold = on(node)
        elif meaning == "tab" and not hidden:
            parts.append("\t")
        elif meaning == "br" and not hidden and node.get(_TYPE) in (None, "textWrapping"):
            parts.append("\n")
    if count > 0:
        runs.append((count, bold, size))
    for length, heavy, height in runs:
        found.shown += length
        found.bold += length if heavy else 0
        if height and (found.size is None or height > found.size):
            found.size = height
    add_mark(marks, "hidden_runs", hidden_runs)
    return found
