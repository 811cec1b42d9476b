"""Collects the text that a Word paragraph shows: changes settled, hidden text out, symbols and breaks as characters."""

from __future__ import annotations

from lxml import etree

from evidence_check.documents.base import add_mark
from evidence_check.documents.readers.word_numbers import W
from evidence_check.documents.readers.word_plain import Shown
from evidence_check.documents.readers.word_styles import Style, Styles, on
from evidence_check.documents.readers.word_symbols import symbol

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VAL = W + "val"

_T, _R, _RPR, _PPR = W + "t", W + "r", W + "rPr", W + "pPr"
_BOLD, _SIZE, _VANISH, _RSTYLE = W + "b", W + "sz", W + "vanish", W + "rStyle"
_LOOKS = frozenset({_BOLD, _SIZE, _VANISH, _RSTYLE})
_DELETED = frozenset({W + "del", W + "moveFrom"})
_INSERTED = frozenset({W + "ins", W + "moveTo"})
_TRANSPARENT = frozenset(
    W + name
    for name in ("hyperlink", "smartTag", "fldSimple", "customXml", "sdtContent", "dir", "bdo", "rubyBase", "subDoc")
) | {_M + "oMath", _M + "oMathPara"}
_SKIPPED = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "proofErr", "bookmarkStart", "bookmarkEnd", "instrText", "delText", "sdtPr", "rt", "rubyPr"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "footnoteRef", "annotationRef"),
    )
)
_DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object"})
_BOX = W + "txbxContent"


class InlineReader:
    """Reads runs. ``marks`` counts insertions, deletions and hidden runs that it met."""

    def __init__(self, styles: Styles, marks: dict[str, int]) -> None:
        self._styles = styles
        self._marks = marks

    def read(self, paragraph: etree._Element) -> Shown:
        """Return what ``paragraph`` shows."""
        found = Shown()
        first = paragraph[0] if len(paragraph) else None
        for node in first if first is not None and first.tag == _PPR else ():
            found.own(node)
        self._children(paragraph, self._styles.get(found.named), found)
        return found

    def _children(self, parent: etree._Element, style: Style, found: Shown) -> None:
        for node in parent:
            tag = node.tag
            if tag == _R:
                self._run(node, style, found)
            elif tag in _SKIPPED or not isinstance(tag, str):
                continue
            elif tag in _DELETED:
                add_mark(self._marks, "deletions")
                found.deleted = True
            elif tag in _INSERTED:
                add_mark(self._marks, "insertions")
                self._children(node, style, found)
            elif tag in _TRANSPARENT:
                self._children(node, style, found)
            elif tag == W + "sdt":
                content = node.find(W + "sdtContent")
                if content is not None:
                    self._children(content, style, found)
            elif tag == MC + "AlternateContent":
                chosen = choice(node)
                if chosen is not None:
                    self._children(chosen, style, found)
            elif tag in _DRAWINGS:
                found.boxes.extend(text_boxes(node))
            elif tag.startswith(_M):
                found.parts.extend(text.text or "" for text in node.iter(_M + "t"))

    def _run(self, run: etree._Element, style: Style, found: Shown) -> None:
        bold, size, hidden = style.bold, style.size, style.hidden
        count = 0
        parts = found.parts
        for node in run:
            tag = node.tag
            if tag == _RPR:  # always first in its run
                if len(node):
                    hidden, bold, size = self._look(node, style)
            elif hidden:
                break
            elif tag == _T:
                text = node.text or ""
                if len(node):  # an unresolved entity splits the text
                    text += "".join(child.tail or "" for child in node)
                parts.append(text)
                count += len(text)
            elif isinstance(tag, str):
                before = len(parts)
                self._piece(node, tag, style, found)
                count += sum(len(part.strip()) for part in parts[before:])
        if hidden:
            add_mark(self._marks, "hidden_runs")
        elif count:
            found.count(count, bold, size)

    def _look(self, props: etree._Element, style: Style) -> tuple[bool | None, bool | None, float | None]:
        """Return hidden, bold and size as the run's own properties, its character style or the paragraph say."""
        hidden, bold, size = style.hidden, style.bold, style.size
        for node in props:  # w:rStyle stands first, so that direct properties win
            tag = node.tag
            if tag not in _LOOKS:
                continue
            if tag == _BOLD:
                bold = on(node)
            elif tag == _SIZE:
                value = node.get(_VAL, "")
                size = int(value) / 2 if value.isdigit() and len(value) < 5 else size
            elif tag == _VANISH:
                hidden = on(node)
            else:
                named = self._styles.get(node.get(_VAL))
                hidden = hidden if named.hidden is None else named.hidden
                bold = bold if named.bold is None else named.bold
                size = size if named.size is None else named.size
        return hidden, bold, size

    def _piece(self, node: etree._Element, tag: str, style: Style, found: Shown) -> None:
        """Add one piece of a run that is not plain text."""
        name = tag[len(W) :] if tag.startswith(W) else tag
        match name:
            case "tab" | "ptab":
                found.parts.append("\t")
            case "br":
                found.parts.append("\n" if node.get(W + "type") in (None, "textWrapping") else "")
            case "cr":
                found.parts.append("\n")
            case "noBreakHyphen":
                found.parts.append("-")
            case "sym":
                found.parts.append(symbol(node.get(W + "font"), node.get(W + "char")))
            case "fldChar":
                found.parts.append(_check_box(node))
            case "ruby":
                base = node.find(W + "rubyBase")
                if base is not None:
                    self._children(base, style, found)
            case _ if tag in _DRAWINGS:
                found.boxes.extend(text_boxes(node))
            case _ if tag == MC + "AlternateContent":
                chosen = choice(node)
                for child in chosen if chosen is not None else ():
                    if child.tag == _T:
                        found.parts.append(child.text or "")
                    elif isinstance(child.tag, str):
                        self._piece(child, child.tag, style, found)


def _check_box(field_char: etree._Element) -> str:
    """Return ☑ or ☐ for an old form check box, "" for any other field."""
    box = field_char.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    state = on(box.find(W + "checked"))
    if state is None:
        state = on(box.find(W + "default"))
    return "☑" if state else "☐"


def choice(node: etree._Element) -> etree._Element | None:
    """Return the one branch of mc:AlternateContent to read: the first choice, else the fallback."""
    chosen = node.find(MC + "Choice")
    return chosen if chosen is not None and len(chosen) else node.find(MC + "Fallback")


def text_boxes(drawing: etree._Element) -> list[etree._Element]:
    """Return the text boxes inside a drawing, outermost only and each once (a fallback repeats them)."""
    found: list[etree._Element] = []
    stack: list[etree._Element] = [drawing]
    while stack:
        node = stack.pop()
        if node.tag == _BOX:
            found.append(node)
        elif node.tag == MC + "AlternateContent":
            chosen = choice(node)
            if chosen is not None:
                stack.append(chosen)
        else:
            stack.extend(child for child in reversed(node) if isinstance(child.tag, str))
    return found
