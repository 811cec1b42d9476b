"""Reads .rtf: headers, notes, remarks, text boxes and tables in their places, deleted and hidden text left out.

Libraries give the bare body; the file number and the version stand in the header. After the Rich Text Format
Specification 1.9.1. Automatic numbers come as the text that writers leave for readers without lists.
"""

from __future__ import annotations

import re
from dataclasses import replace

from evidence_check.documents import reasons
from evidence_check.documents.base import MAX_BLOCKS, Block, Reading, Unreadable, add_mark
from evidence_check.documents.lines import is_page_number
from evidence_check.documents.readers import rich_words
from evidence_check.documents.readers.rich_actions import ACTIONS
from evidence_check.documents.readers.rich_story import CellRule, Group, Look, Numbers, Story
from evidence_check.documents.readers.word_symbols import symbol
from evidence_check.model import Locator

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_PICTURE = re.compile(rb"[0-9a-fA-F\s]{4000,}")
_WORDY = re.compile(r"[^\W_]")
_MAX_DEPTH = 4_000


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the document as blocks.

    Raises:
        Unreadable: groups without end.
    """
    del name, file_format
    return Reader(_PICTURE.sub(b"", data)).read()


class Reader:
    """The state of reading one file; ``rich_actions`` changes it at the control words that say so."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.reading = Reading()
        self.tables = rich_words.Tables()
        self._stack: list[Group] = []
        self.group = Group(Story("paragraph", Numbers()), Look())
        self.encoding = "cp1252"
        self._bytes = bytearray()
        self.passed = 0  # characters that stand in for a Unicode one
        self.rules: dict[bool, list[CellRule]] = {False: [], True: []}
        self.rule = CellRule(0)
        self._margins: dict[tuple[str, str], Block] = {}

    def read(self) -> Reading:
        """Return the whole file."""
        body = self.group.story
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
            self.reading.blocks.append(block)
        add_mark(self.reading.marks, "comments", sum(block.kind == "comment" for block in blocks))
        self.reading.properties.update(self.tables.properties)
        self.reading.title = self.tables.properties.get("title")
        return self.reading

    def _text(self, text: bytes) -> None:
        passed = min(self.passed, len(text))
        self.passed -= passed
        self._bytes += text[passed:]

    def _flush(self) -> None:
        """Decode what has gathered, with the font that it stands in, and show it."""
        self.passed = 0
        if not self._bytes:
            return
        raw, self._bytes = bytes(self._bytes), bytearray()
        if self.group.symbols and not self.group.skip:
            self.show("".join(symbol(self.group.symbols, f"F0{byte:02X}") for byte in raw))
        else:
            self.show(raw.decode(self.group.encoding or self.encoding, errors="replace"))

    def show(self, text: str) -> None:
        """Add text where the open group says that it belongs."""
        group = self.group
        if group.skip:
            self.tables.add(group.name, text)
        elif not group.hidden and not group.deleted:
            group.story.add(text, group.bold, group.size)

    def _sign(self, sign: bytes) -> None:
        self._flush()
        if sign == b"*":
            self.group.name = self.group.name if self.group.skip else "*"
        elif sign in b"\r\n":
            self.group.story.end_paragraph(self.group.look)
        elif sign in rich_words.SIGNS:
            self.show(rich_words.SIGNS[sign])

    def _open(self) -> None:
        self._flush()
        if len(self._stack) > _MAX_DEPTH:
            raise Unreadable("failed", reasons.DAMAGED)
        self._stack.append(self.group)
        inside = self.group.skip or self.group.name == "nesttableprops"
        self.group = replace(self.group, name=self.group.name if inside else "")

    def _close(self) -> None:
        """Close a group; one that held a stream of its own gives its blocks to the stream around it."""
        self._flush()
        if not self._stack:
            return
        closed, self.group = self.group, self._stack.pop()
        if closed.skip:
            self.tables.close(closed.name)
        if closed.story is not self.group.story:
            self._hand_over(closed.story)

    def _hand_over(self, story: Story) -> None:
        around = self.group.story
        if story.label:
            number = story.take().replace("\t", " ").strip()
            if _WORDY.search(number):
                self.show(f"{number} ")
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
        group = self.group
        starred = group.name == "*"
        if group.skip:
            if word in rich_words.INFO:
                group.name = word
            self.tables.word(group.name, word, number)
        elif word in rich_words.STORIES:
            group.story, group.look, group.name = Story(rich_words.STORIES[word], group.story.numbers), Look(), word
        elif word in rich_words.LABELS:
            group.story, group.name = Story("paragraph", group.story.numbers, label=True), word
        elif word in rich_words.SKIPPED or (starred and word not in rich_words.STARRED) or _is_math_property(word):
            add_mark(self.reading.marks, "pictures", word == "pict")
            group.skip, group.name = True, word
        elif starred:
            group.name = word
        elif word in rich_words.CHARACTERS:
            self.show(rich_words.CHARACTERS[word])
        elif (act := ACTIONS.get(word)) is not None:
            act(self, number)


def _is_math_property(word: str) -> bool:
    return word.startswith("m") and word.endswith("Pr")
