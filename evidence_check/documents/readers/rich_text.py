"""Reads .rtf: headers, notes, remarks, text boxes and tables in their places, deleted and hidden text left out.

Libraries give the bare body; the file number and the version stand in the header. After the Rich Text Format
Specification 1.9.1. Automatic numbers come as the text that writers leave for readers without lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from evidence_check.documents import reasons
from evidence_check.documents.base import MAX_BLOCKS, Block, Reading, Unreadable, add_mark
from evidence_check.documents.lines import is_page_number
from evidence_check.documents.readers import rich_words
from evidence_check.documents.readers.rich_story import CellRule, Look, Numbers, Story
from evidence_check.documents.readers.word_symbols import symbol
from evidence_check.model import Locator

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_PICTURE = re.compile(rb"[0-9a-fA-F\s]{4000,}")
_WORDY = re.compile(r"[^\W_]")
_MAX_DEPTH = 4_000


@dataclass(slots=True)
class _Group:
    """What holds until the group's closing brace."""

    story: Story
    look: Look
    name: str = ""
    skip: bool = False
    encoding: str = ""
    symbols: str = ""
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    bold: bool = False
    size: float | None = None


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the document as blocks.

    Raises:
        Unreadable: groups without end.
    """
    del name, file_format
    return _Reader(_PICTURE.sub(b"", data)).read()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._reading = Reading()
        self._tables = rich_words.Tables()
        self._stack: list[_Group] = []
        self._group = _Group(Story("paragraph", Numbers()), Look())
        self._encoding = "cp1252"
        self._bytes = bytearray()
        self._passed = 0  # characters that stand in for a Unicode one
        self._rules: dict[bool, list[CellRule]] = {False: [], True: []}
        self._rule = CellRule(0)
        self._margins: dict[tuple[str, str], Block] = {}

    def read(self) -> Reading:
        """Return the whole file."""
        body = self._group.story
        at = 0
        while (token := _TOKEN.match(self._data, at)) is not None:
            at = token.end()
            word, number, code, sign, brace, text = token.groups()
            if text is not None:
                self._text(text)
            elif code is not None:
                self._text(bytes.fromhex(code.decode()))
            elif word == b"bin":
                at += max(int(number or 0), 0)
            elif word is not None:
                self._flush()
                self._word(word.decode(), int(number) if number is not None else None)
            elif brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
            elif sign is not None:
                self._sign(sign)
        self._flush()
        return self._finished([*body.end(), *self._margins.values()])

    def _finished(self, blocks: list[Block]) -> Reading:
        count = 0
        for block in blocks[:MAX_BLOCKS]:
            if block.kind in ("paragraph", "row", "textbox"):
                count += 1
                block.locator = Locator(paragraph=count)
            self._reading.blocks.append(block)
        add_mark(self._reading.marks, "comments", sum(block.kind == "comment" for block in blocks))
        self._reading.properties.update(self._tables.properties)
        self._reading.title = self._tables.properties.get("title")
        return self._reading

    def _text(self, text: bytes) -> None:
        passed = min(self._passed, len(text))
        self._passed -= passed
        self._bytes += text[passed:]

    def _flush(self) -> None:
        """Decode what has gathered, with the font that it stands in, and show it."""
        self._passed = 0
        if not self._bytes:
            return
        raw, self._bytes = bytes(self._bytes), bytearray()
        if self._group.symbols and not self._group.skip:
            self._show("".join(symbol(self._group.symbols, f"F0{byte:02X}") for byte in raw))
        else:
            self._show(raw.decode(self._group.encoding or self._encoding, errors="replace"))

    def _show(self, text: str) -> None:
        group = self._group
        if group.skip:
            self._tables.add(group.name, text)
        elif not group.hidden and not group.deleted:
            group.story.add(text, group.bold, group.size)

    def _sign(self, sign: bytes) -> None:
        self._flush()
        if sign == b"*":
            self._group.name = self._group.name if self._group.skip else "*"
        elif sign in b"\r\n":
            self._group.story.end_paragraph(self._group.look)
        elif sign in rich_words.SIGNS:
            self._show(rich_words.SIGNS[sign])

    def _open(self) -> None:
        self._flush()
        if len(self._stack) > _MAX_DEPTH:
            raise Unreadable("failed", reasons.DAMAGED)
        self._stack.append(self._group)
        inside = self._group.skip or self._group.name == "nesttableprops"
        self._group = replace(self._group, name=self._group.name if inside else "")

    def _close(self) -> None:
        """Close a group; one that held a stream of its own gives its blocks to the stream around it."""
        self._flush()
        if not self._stack:
            return
        closed, self._group = self._group, self._stack.pop()
        if closed.skip:
            self._tables.close(closed.name)
        if closed.story is not self._group.story:
            self._hand_over(closed.story)

    def _hand_over(self, story: Story) -> None:
        around = self._group.story
        if story.label:
            number = story.take().replace("\t", " ").strip()
            if _WORDY.search(number):
                self._show(f"{number} ")
            return
        blocks = story.end()
        if story.kind in ("header", "footer"):
            for block in blocks:
                if not is_page_number(block.text):
                    self._margins.setdefault((story.kind, block.text), block)
        elif story.kind == "comment" and blocks:
            around.asides.append(Block("\n".join(block.text for block in blocks), "comment"))
        else:
            around.asides += blocks

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        starred = group.name == "*"
        if group.skip:
            if word in rich_words.INFO:
                group.name = word
            self._tables.word(group.name, word, number)
        elif word in rich_words.STORIES:
            group.story, group.look, group.name = Story(rich_words.STORIES[word], group.story.numbers), Look(), word
        elif word in rich_words.LABELS:
            group.story, group.name = Story("paragraph", group.story.numbers, label=True), word
        elif word in rich_words.SKIPPED or (starred and word not in rich_words.STARRED) or _is_math_property(word):
            add_mark(self._reading.marks, "pictures", word == "pict")
            group.skip, group.name = True, word
        elif starred:
            group.name = word
        elif word in rich_words.CHARACTERS:
            self._show(rich_words.CHARACTERS[word])
        elif (act := _WORDS.get(word)) is not None:
            act(self, number)

    def _unicode(self, number: int | None) -> None:
        if number is not None and -0x8000 <= number < 0x10000:
            self._show(chr(number & 0xFFFF))
            self._passed = self._group.fallback

    def _font(self, number: int | None) -> None:
        font = self._tables.fonts.get(number or 0, rich_words.Font())
        self._group.encoding, self._group.symbols = font.encoding, font.symbols

    def _plain(self, _: int | None) -> None:
        group = self._group
        group.encoding = group.symbols = ""
        group.hidden = group.deleted = group.bold = False
        group.size = None

    def _pard(self, _: int | None) -> None:
        self._group.look = Look()

    def _par(self, _: int | None) -> None:
        self._group.story.end_paragraph(self._group.look)

    def _style(self, number: int | None) -> None:
        style = self._tables.styles.get(number or 0, rich_words.Style())
        self._group.look = replace(self._group.look, level=style.level, title=style.title)

    def _outline(self, number: int | None) -> None:
        level = (number or 0) + 1
        self._group.look = replace(self._group.look, level=level if level <= 9 else None)

    def _hide(self, number: int | None) -> None:
        self._group.hidden = number != 0
        add_mark(self._reading.marks, "hidden_runs", self._group.hidden)

    def _delete(self, number: int | None) -> None:
        self._group.deleted = number != 0
        add_mark(self._reading.marks, "deletions", self._group.deleted)

    def _insert(self, number: int | None) -> None:
        add_mark(self._reading.marks, "insertions", number != 0)

    def _bold(self, number: int | None) -> None:
        self._group.bold = number != 0

    def _size(self, number: int | None) -> None:
        self._group.size = number / 2 if number and 0 < number < 2000 else None

    def _in_table(self, number: int | None) -> None:
        self._group.look = replace(self._group.look, depth=1 if number is None else min(max(number, 0), 20))

    def _cell(self, _: int | None) -> None:
        self._group.story.end_cell(1)

    def _row(self, _: int | None) -> None:
        self._group.story.end_row(1, self._rules[False])

    def _nested_cell(self, _: int | None) -> None:
        self._group.story.end_cell(max(self._group.look.depth, 2))

    def _nested_row(self, _: int | None) -> None:
        self._group.story.end_row(max(self._group.look.depth, 2), self._rules[True])

    def _define_row(self, _: int | None) -> None:
        self._rules[self._group.name == "nesttableprops"] = []
        self._rule = CellRule(0)

    def _define_cell(self, number: int | None) -> None:
        self._rule.right = number or 0
        self._rules[self._group.name == "nesttableprops"].append(self._rule)
        self._rule = CellRule(0)

    def _go_on_beside(self, _: int | None) -> None:
        self._rule.beside = True

    def _go_on_above(self, _: int | None) -> None:
        self._rule.above = True

    def _code_page(self, number: int | None) -> None:
        self._encoding = rich_words.code_page(number or 1252)

    def _fallback(self, number: int | None) -> None:
        self._group.fallback = min(max(number if number is not None else 1, 0), 100)

    def _centre(self, _: int | None) -> None:
        self._group.look = replace(self._group.look, centred=True)


def _is_math_property(word: str) -> bool:
    return word.startswith("m") and word.endswith("Pr")


_WORDS: dict[str, Callable[[_Reader, int | None], None]] = {
    "u": _Reader._unicode, "uc": _Reader._fallback, "f": _Reader._font, "plain": _Reader._plain, "pard": _Reader._pard,
    "par": _Reader._par, "sect": _Reader._par, "page": _Reader._par, "s": _Reader._style, "v": _Reader._hide,
    "outlinelevel": _Reader._outline, "deleted": _Reader._delete, "revised": _Reader._insert, "b": _Reader._bold,
    "fs": _Reader._size, "qc": _Reader._centre, "intbl": _Reader._in_table, "itap": _Reader._in_table,
    "cell": _Reader._cell, "row": _Reader._row, "nestcell": _Reader._nested_cell, "nestrow": _Reader._nested_row,
    "trowd": _Reader._define_row, "cellx": _Reader._define_cell, "clmrg": _Reader._go_on_beside,
    "clvmrg": _Reader._go_on_above, "ansicpg": _Reader._code_page,
}  # fmt: skip
