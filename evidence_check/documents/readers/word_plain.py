"""Reads the many Word paragraphs that are nothing but runs of text, all of them in one pass over a part.

Going down into each paragraph and each of its runs takes most of the time that a Word file takes. lxml leaves out, in
compiled code, whatever says nothing about the text; what is left comes in the order of the file. ``word_inline`` reads
the other paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from evidence_check.documents.readers.word_numbers import W
from evidence_check.documents.readers.word_styles import Styles, on

_VAL = W + "val"
_TYPE = W + "type"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

P, PSTYLE, NUMPR, JC, OUTLINE = W + "p", W + "pStyle", W + "numPr", W + "jc", W + "outlineLvl"
BOX = W + "txbxContent"
_R, _T, _SIZE, _BOLD, _TAB, _BREAK = W + "r", W + "t", W + "sz", W + "b", W + "tab", W + "br"
_LOOKS = frozenset({_BOLD, _SIZE})
_PROPERTIES = frozenset({PSTYLE, NUMPR, JC, OUTLINE})
_TABLES = frozenset(W + name for name in ("tblPr", "tblPrEx", "trPr"))
"""They hold a w:jc of their own, and follow a paragraph that is closed."""

_OTHER = frozenset(
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "vanish", "specVanish", "rStyle", "sdt"),
        *("customXml", "fldSimple", "fldChar", "dir", "bdo", "ruby", "subDoc", "sym", "noBreakHyphen", "cr", "ptab"),
        *("delText", "drawing", "pict", "object", "altChunk", "contentPart", "numberingChange", "sectPrChange"),
        *("tblPrChange", "trPrChange", "tcPrChange", "tblPrExChange", "tblGridChange"),
    )
) | {BOX, _MC + "AlternateContent", _M + "oMath", _M + "oMathPara"}
"""What ``word_inline`` knows more about: a paragraph that holds one of these is not plain."""

_WANTED = (P, _T, _SIZE, _BOLD, _TAB, _BREAK, etree.Entity, *sorted(_PROPERTIES | _TABLES | _OTHER))


class Shown:
    """What a paragraph shows: its text, how much of it is bold, its largest size, and the text boxes anchored in it.

    ``named``, ``listed``, ``aligned`` and ``outlined`` are its own properties: the id of its style, the list that it
    stands in, its alignment and its outline level, None where it leaves them to its style.
    """

    __slots__ = ("aligned", "bold", "boxes", "deleted", "listed", "named", "outlined", "parts", "plain",
                 "shown", "size")  # fmt: skip

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.boxes: list[etree._Element] = []
        self.bold = self.shown = 0
        self.size: float | None = None
        self.deleted = False
        self.plain = True
        self.named: str | None = None
        self.listed: etree._Element | None = None
        self.aligned: str | None = None
        self.outlined: str | None = None

    @property
    def text(self) -> str:
        """The paragraph's text, without space at its ends."""
        return "".join(self.parts).strip(" \t\n\u00a0\u3000")

    def count(self, length: int, bold: bool | None, size: float | None) -> None:
        """Count characters and how they look."""
        self.shown += length
        if bold:
            self.bold += length
        if size and (self.size is None or size > self.size):
            self.size = size

    def own(self, node: etree._Element) -> None:
        """Take up one of the paragraph's properties, if it is one of those that count."""
        tag = node.tag
        if tag == PSTYLE:
            self.named = node.get(_VAL)
        elif tag == NUMPR:
            self.listed = node
        elif tag == JC:
            self.aligned = node.get(_VAL, "")
        elif tag == OUTLINE:
            self.outlined = node.get(_VAL) or ""


class PlainParagraphs:
    """The plain paragraphs below an element, to be taken in about the order in which they stand there."""

    def __init__(self, container: etree._Element, styles: Styles) -> None:
        self._found = _paragraphs(container, styles)
        self._ahead: dict[etree._Element, Shown] = {}

    def take(self, paragraph: etree._Element) -> Shown | None:
        """Return what a paragraph shows, None for one that is not plain. Each can be taken once."""
        found = self._ahead.pop(paragraph, None) if self._ahead else None
        while found is None:
            node, shown = next(self._found, (None, None))
            if node is None or shown is None:
                return None
            if node is paragraph:
                found = shown
            else:  # tables in tables and text boxes are read after what stands around them
                self._ahead[node] = shown
        return found if found.plain else None


def _paragraphs(container: etree._Element, styles: Styles) -> Iterator[tuple[etree._Element, Shown]]:
    """Yield every paragraph below ``container`` with what it shows, which holds only where it is plain.

    Runs themselves are not looked at, only what stands in them: most have no size or weight of their own.
    """
    paragraph, made = None, Shown()
    boxed = False  # a text box was met: paragraphs may stand within another one
    run = None  # the one that has a size or weight of its own
    plain = style = styles.get(None)
    bold, size = style.bold, style.size
    for node in container.iter(*_WANTED):
        tag = node.tag
        if tag == _T:
            if text := node.text:
                if run is not None and node.getparent() is not run:
                    run, bold, size = None, style.bold, style.size
                made.parts.append(text)
                made.count(len(text), bold, size)
        elif tag == P:
            if paragraph is not None:
                yield paragraph, made
            paragraph, made, run, style = node, Shown(), None, plain
            bold, size = style.bold, style.size
            if boxed:
                boxed = next(node.iterancestors(P), None) is not None
            made.plain = not boxed and not style.hidden
        elif tag in _LOOKS:
            if run is None or node.getparent().getparent() is not run:  # type: ignore[union-attr]
                run, bold, size = node.getparent().getparent(), style.bold, style.size  # type: ignore[union-attr]
            if tag == _BOLD:
                bold = on(node)
            else:
                value = node.get(_VAL, "")
                size = int(value) / 2 if value.isdigit() and len(value) < 5 else size
        elif tag in _PROPERTIES:
            made.own(node)
            if tag == PSTYLE:
                style = styles.get(made.named)
                bold, size, made.plain = style.bold, style.size, made.plain and not style.hidden
        elif tag in _OTHER or tag is etree.Entity:
            made.plain = False
            boxed = boxed or tag == BOX
        elif tag in _TABLES:
            if paragraph is not None:
                yield paragraph, made
            paragraph, made = None, Shown()
        elif tag == _TAB and _in_run(node):
            made.parts.append("\t")
        elif tag == _BREAK and node.get(_TYPE) in (None, "textWrapping"):
            made.parts.append("\n")
    if paragraph is not None:
        yield paragraph, made


def _in_run(node: etree._Element) -> bool:
    """Tell a tab from a tab stop, which bears the same name."""
    parent = node.getparent()
    return parent is not None and parent.tag == _R
