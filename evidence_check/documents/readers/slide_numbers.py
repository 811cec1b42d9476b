"""Rebuilds the automatic numbers of paragraphs on slides (a:buAutoNum), which stand nowhere in the file."""

from __future__ import annotations

from lxml import etree

from evidence_check.documents.readers.number_formats import format_number

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_KINDS = (
    ("arabicDb", "decimalFullWidth"), ("arabic", "decimal"), ("alphaLc", "lowerLetter"), ("alphaUc", "upperLetter"),
    ("romanLc", "lowerRoman"), ("romanUc", "upperRoman"), ("circleNum", "decimalEnclosedCircle"),
    ("ea1Ch", "chineseCounting"), ("ea1Jpn", "chineseCounting"),
)  # fmt: skip
_ENDS = (("ParenBoth", "({})"), ("ParenR", "{})"), ("Period", "{}."))


class SlideNumbers:
    """Counts the numbered paragraphs of one text box, level by level."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[str, int]] = {}

    def next(self, paragraph: etree._Element) -> str:
        """Return the number before a paragraph that shows text, "" where it has none of its own."""
        props = paragraph.find(f"{_A}pPr")
        level = _whole(props.get("lvl") if props is not None else None, 0)
        for deeper in [at for at in self._open if at > level]:
            del self._open[deeper]
        auto = props.find(f"{_A}buAutoNum") if props is not None else None
        if auto is None:
            self._open.pop(level, None)
            return ""
        scheme, start = auto.get("type") or "arabicPeriod", _whole(auto.get("startAt"), 1)
        key = f"{scheme} {start}"
        before = self._open.get(level)
        number = before[1] + 1 if before and before[0] == key else start
        self._open[level] = key, number
        kind = next((name for prefix, name in _KINDS if scheme.startswith(prefix)), "decimal")
        shape = next((end for suffix, end in _ENDS if scheme.endswith(suffix)), "{}")
        return shape.format(format_number(number, kind))


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else default
