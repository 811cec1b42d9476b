"""The control words of RTF that stand for characters, open streams of text or hide them, and its tables of fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from evidence_check.documents.readers.word_styles import HEADING_NAME, TITLE_NAMES
from evidence_check.model import PassageKind

STORIES: dict[str, PassageKind] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "footnote": "footnote", "annotation": "comment", "shptxt": "textbox", "dptxbxtext": "textbox",
}  # fmt: skip
LABELS = frozenset({"listtext", "pntext"})
"""Groups that hold a paragraph's automatic number, for readers without lists."""

STARRED = frozenset({"shppict", "shpinst", "nesttableprops", "do", "mmath", "moMath", "moMathPara"})
"""Destinations marked "skip if unknown" that are known here."""

SKIPPED = frozenset(
    re.findall(
        r"\w+",
        "fonttbl colortbl stylesheet info pict nonshppict shprslt sp fldinst objdata objclass objname xe tc rxe txe "
        "nonesttables ftnsep ftnsepc aftnsep aftnsepc upr filetbl revtbl listtable listoverridetable template "
        "bkmkstart bkmkend formfield datafield private generator pntxta pntxtb operator",
    )
)
INFO = {"title": "title", "author": "author", "subject": "subject", "company": "company", "keywords": "keywords"}

CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SIGNS = {b"~": " ", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\"}
_CODE_PAGES = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254", 177: "cp1255",
               178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
_SYMBOLS = 2


def code_page(number: int) -> str:
    """Return the codec of \\ansicpg; GBK in its full extent."""
    encoding = "gb18030" if number == 936 else f"cp{number}"
    try:
        "".encode(encoding)
    except LookupError:
        return "cp1252"
    return encoding


@dataclass(slots=True)
class Font:
    """A font's codec ("" = the file's), and its name where it draws symbols."""

    encoding: str = ""
    symbols: str = ""


@dataclass(slots=True)
class Style:
    """What a paragraph style says: a heading's level, whether it is the title."""

    level: int | None = None
    title: bool = False


@dataclass(slots=True)
class Tables:
    """Fonts, styles and properties, gathered from destinations that show nothing."""

    fonts: dict[int, Font] = field(default_factory=dict)
    styles: dict[int, Style] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    _number: int = 0
    _charset: int = 0
    _level: int | None = None
    _text: str = ""

    def word(self, name: str, word: str, number: int | None) -> None:
        """Take in a control word that stands in destination ``name``."""
        if (name, word) in (("fonttbl", "f"), ("stylesheet", "s")):
            self._number = number or 0
        elif word == "fcharset":
            self._charset = number or 0
        elif word == "outlinelevel":
            self._level = (number or 0) + 1

    def add(self, name: str, text: str) -> None:
        """Take in text of destination ``name``; in the tables of fonts and styles, a semicolon ends an entry."""
        self._text = (self._text + text)[:1000]
        if name in ("fonttbl", "stylesheet") and self._text.endswith(";"):
            entry = self._text[:-1].strip()
            if name == "fonttbl":
                symbols = entry if self._charset == _SYMBOLS else ""
                self.fonts[self._number] = Font(_CODE_PAGES.get(self._charset, ""), symbols)
            else:
                heading = HEADING_NAME.match(entry)
                level = int(heading[1]) if heading else self._level
                self.styles[self._number] = Style(level, entry.lower() in TITLE_NAMES)
            self._number, self._charset, self._level, self._text = 0, 0, None, ""

    def close(self, name: str) -> None:
        """End a group of destination ``name``."""
        text, self._text = " ".join(self._text.split()), ""
        if text and name in INFO:
            self.properties.setdefault(INFO[name], text[:500])
