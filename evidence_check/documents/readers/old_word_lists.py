"""The numbered lists and paragraph styles of a Word 97–2003 file: clauses are cited by numbers that Word only draws.

Offsets and names are those of [MS-DOC], "The Word Binary File Format".
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from evidence_check.documents.readers.old_word_format import located, properties
from evidence_check.documents.readers.word_lists import AbstractList, Level, Lists, NumberedList

_STSHF, _PLF_LST, _PLF_LFO = 0x00A2, 0x02E2, 0x02EA
OUTLINE, ILFO, ILVL = 0x2640, 0x460B, 0x260A
"""Properties of a paragraph: its level in the outline, its list (from 1, 0 for none) and level of numbering."""

_LAST_LIST = 0x07FE
_NO_STYLE = 0x0FFF
_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal",
    6: "cardinalText", 7: "ordinalText", 10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth",
    16: "japaneseLegal", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2",
    22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 30: "ideographTraditional",
    31: "ideographZodiac", 33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand",
    255: "none",
}  # fmt: skip
"""Number format codes (MSONFC) → the names that WordprocessingML gives them."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph or its style says: its level as a heading, its list and level there; None where silent."""

    level: int | None = None
    ilfo: int | None = None
    ilvl: int | None = None

    def with_properties(self, data: bytes) -> ParagraphStyle:
        """Return the style with a paragraph's own properties laid over it."""
        found = self
        for code, value in properties(data):
            if code == OUTLINE:
                found = replace(found, level=value + 1 if value < 9 else None)
            elif code == ILFO:
                found = replace(found, ilfo=value if value <= _LAST_LIST else 0)
            elif code == ILVL:
                found = replace(found, ilvl=value)
        return found


def read_styles(word: bytes, table: bytes) -> list[ParagraphStyle]:
    """Return the paragraph styles by number; built-in headings 1 to 9 are styles 1 to 9."""
    sheet = located(word, table, _STSHF)
    if len(sheet) < 6:
        return []
    (size,) = struct.unpack_from("<H", sheet, 0)
    count, fixed = struct.unpack_from("<HH", sheet, 2)
    entries: list[bytes] = []
    at = 2 + size
    for _ in range(min(count, 4096)):
        if at + 2 > len(sheet):
            break
        (length,) = struct.unpack_from("<H", sheet, at)
        entries.append(sheet[at + 2 : at + 2 + length])
        at += 2 + length
    found: dict[int, ParagraphStyle] = {}

    def resolve(number: int, depth: int) -> ParagraphStyle:
        if number not in found:
            data = entries[number] if number < len(entries) else b""
            if len(data) < fixed or fixed < 10 or depth > 20:
                return ParagraphStyle()
            kind, base = data[2] & 0xF, int.from_bytes(data[2:4], "little") >> 4
            parent = resolve(base, depth + 1) if base not in (_NO_STYLE, number) else ParagraphStyle()
            own = replace(parent, level=number) if 1 <= number <= 9 else parent
            found[number] = own.with_properties(_paragraph_part(data, fixed)) if kind == 1 else parent
        return found[number]

    return [resolve(number, 0) for number in range(len(entries))]


def _paragraph_part(data: bytes, fixed: int) -> bytes:
    """Return the paragraph properties of a style, which stand after its name."""
    if fixed + 2 > len(data):
        return b""
    at = fixed + 2 + 2 * (int.from_bytes(data[fixed : fixed + 2], "little") + 1)
    size = int.from_bytes(data[at : at + 2], "little")
    return data[at + 4 : at + 2 + size]


def read_lists(word: bytes, table: bytes) -> Lists:
    """Return the lists of the file; those of a damaged table are left out, and their paragraphs stay unnumbered."""
    lists = Lists()
    try:
        _read_abstracts(word, table, lists)
        _read_nums(word, table, lists)
    except (struct.error, IndexError, ValueError):
        pass
    return lists


def _read_abstracts(word: bytes, table: bytes, lists: Lists) -> None:
    start, length = struct.unpack_from("<II", word, _PLF_LST)
    if not length:
        return
    (count,) = struct.unpack_from("<h", table, start)
    at = start + length  # the levels of all lists follow
    for index in range(max(count, 0)):
        head = table[start + 2 + 28 * index : start + 30 + 28 * index]
        abstract = AbstractList()
        for ilvl in range(1 if head[26] & 1 else 9):
            abstract.levels[ilvl], at = _level(table, at)
        for ilvl in range(9):
            style = int.from_bytes(head[8 + 2 * ilvl : 10 + 2 * ilvl], "little")
            if style != _NO_STYLE and ilvl in abstract.levels:
                abstract.levels[ilvl].style = str(style)
        lists.abstracts[head[:4].hex()] = abstract


def _read_nums(word: bytes, table: bytes, lists: Lists) -> None:
    start, length = struct.unpack_from("<II", word, _PLF_LFO)
    if not length:
        return
    (count,) = struct.unpack_from("<I", table, start)
    at = start + 4 + 16 * count
    for index in range(min(count, _LAST_LIST)):
        head = table[start + 4 + 16 * index : start + 20 + 16 * index]
        num = NumberedList(head[:4].hex())
        at += 4
        for _ in range(head[12]):
            first, flags = struct.unpack_from("<iI", table, at)
            at += 8
            if flags & 0x20:
                num.levels[flags & 0xF], at = _level(table, at)
            elif flags & 0x10:
                num.starts[flags & 0xF] = first
        lists.nums[str(index + 1)] = num


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """Return the level that stands at ``at``, and where the next one does."""
    first, code, flags = struct.unpack_from("<iBB", table, at)
    characters, paragraph, limit = table[at + 24], table[at + 25], table[at + 26]
    at += 28 + paragraph + characters
    (length,) = struct.unpack_from("<H", table, at)
    raw = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", errors="replace")
    text = "".join(f"%{ord(char) + 1}" if ord(char) < 9 else char for char in raw)
    restart = limit if flags & 0x08 else None
    return Level(first, _FORMATS.get(code, "decimal"), text, bool(flags & 0x04), restart), at + 2 + 2 * length
