"""Reads who left when, and when whose access was withdrawn: from registers, logs of accounts, forms and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from evidence_check.model import Document, Passage, Quote, Statement, StatementKind
from evidence_check.records.dates import find
from evidence_check.records.named import is_person, latin_names
from evidence_check.text import literal_span, normal, quote_around

_ROW = 160  # characters of a row that are quoted
_AROUND = 40  # characters before a date that say what happened on it
_HEAD = 300  # characters of a note in which the person stands whom it concerns
_SCRIPTS = re.compile(r"(?<=[\u4e00-\u9fff)）])\s*(?=[a-z(])|(?<=[a-z)])\s*(?=[\u4e00-\u9fff])|\s*/\s*")
_BREAK = re.compile(r"[\s、，,;；:：。/|()（）_\-–—]+")
_DAY = 10


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


@lru_cache(maxsize=8192)
def _labelled(label: str, patterns: tuple[str, ...]) -> bool:
    """Return whether a column's name, or the half of it in one script, is one of a list."""
    text = normal(label)
    pattern = _compiled(patterns)
    return any(pattern.search(part.strip(" ()")) for part in (text, *_SCRIPTS.split(text)) if part.strip())


class Access:
    """The part ``access`` of statements.yaml, held against one document."""

    def __init__(self, document: Document, words: Mapping[str, Any]) -> None:
        self._document = document
        self._words = words
        self._about = normal(f"{document.title or ''} {document.path}")

    def _says(self, name: str, text: str) -> bool:
        return bool(_compiled(tuple(self._words[name])).search(text))

    def _is(self, name: str, label: str) -> bool:
        return _labelled(label, tuple(self._words[name]))

    def statements(self) -> Iterator[Statement]:
        """Yield ``left``, ``withdrawn``, ``alias``, ``withdrawn_note`` and ``stays``."""
        for passage in self._document.passages:
            if passage.kind == "row" and passage.cells and not passage.header_row:
                yield from self._row(passage)
        yield from self._note()

    # --- registers ------------------------------------------------------------------------------------------------

    def _row(self, row: Passage) -> Iterator[Statement]:
        cells = [cell for cell in row.cells if cell.column and cell.text.strip()]
        name = next((c.text.strip() for c in cells if self._is("person", c.column)), "")
        key = next((c.text.strip() for c in cells if self._is("key", c.column)), "")
        account = next((c.text.strip() for c in cells if self._is("account", c.column)), "")
        if name and key:
            yield self._said("alias", name, key, row)
        for cell in cells:
            days = [d.iso for d in find(cell.text) if len(d.iso) == _DAY]
            for kind in ("left", "withdrawn"):
                if days and self._is(kind, cell.column):
                    for subject in dict.fromkeys(s for s in (name, key, account) if s):
                        yield self._said("left" if kind == "left" else "withdrawn", subject, days[0], row)
                        if kind == "left":
                            break
        if not any(self._is("withdrawn", cell.column) and find(cell.text) for cell in cells):
            yield from self._settled(row, name or key)
            yield from self._action(row, [s for s in (name, key, account) if s])

    def _settled(self, row: Passage, subject: str) -> Iterator[Statement]:
        """Yield the withdrawal on the day of leaving that a remark without a day of its own tells: 已收厂牌、停卡."""
        days = [d.iso for c in row.cells if c.column and self._is("left", c.column) for d in find(c.text)[:1]]
        texts = [normal(c.text) for c in row.cells if not find(c.text)]
        done = any(self._says("settled", text) and not self._says("not_ended", text) for text in texts)
        if subject and done and days and len(days[0]) == _DAY:
            yield self._said("withdrawn", subject, days[0], row)

    def _action(self, row: Passage, subjects: list[str]) -> Iterator[Statement]:
        """Yield the withdrawal that a log of actions tells: what was done in one column, when in another."""
        done = [
            normal(c.text)
            for c in row.cells
            if self._is("action", c.column) and self._says("ended", normal(c.text)) and not find(c.text)
        ]
        if not done or any(self._says("not_ended", text) for text in done):
            return
        day = next((d.iso for c in row.cells for d in find(c.text) if len(d.iso) == _DAY), "")
        for subject in dict.fromkeys(subjects) if day else ():
            yield self._said("withdrawn", subject, day, row)

    def _said(self, kind: StatementKind, subject: str, value: str, row: Passage) -> Statement:
        text = row.text
        at = next((d.start for d in find(text) if d.iso == value), None)
        words = text[:_ROW].strip() if at is None or len(text) <= _ROW else quote_around(text, at, at + _DAY, _ROW)
        return Statement(kind, subject, value, Quote(self._document.path, row.locator, words))

    # --- forms, notes, tickets ------------------------------------------------------------------------------------

    def _note(self) -> Iterator[Statement]:
        told = [p for p in self._document.passages if p.kind in ("paragraph", "heading", "textbox")]
        whole = " ".join(p.text for p in told[:12])
        if not self._says("noted", normal(whole) + self._about):
            return
        person = self._person(told)
        first = next((d.iso for p in told for d in find(p.text) if len(d.iso) == _DAY), "")
        subject = normal(f"{PurePosixPath(self._document.path).stem} {whole}")[:_HEAD]
        head = _compiled((r"(?:opened|created|date|time|日期|时间)\b",)).split(normal(whole), maxsplit=1)[0]
        ticket = self._says("ticket", head) and not self._says("not_ended", head)
        if self._says("stays", normal(whole)):
            yield Statement("stays", subject, "", Quote(self._document.path, told[0].locator, told[0].text[:_ROW]))
        for passage in told:
            for words, day, span in self._dated(passage, first):
                quote = Quote(self._document.path, passage.locator, quote_around(passage.text, *span, _ROW))
                if person and self._says("leaving", words) and not self._says("not_leaving", words):
                    yield Statement("left", person, day, quote)
                elif self._says("not_ended", words):
                    continue
                elif self._says("ended", words) or (ticket and self._says("closed", words)):
                    yield Statement("withdrawn_note", subject, day, quote)

    def _dated(self, passage: Passage, first: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
        """Yield each day of a passage with the words before it; "today" is the day at the note's head."""
        text = normal(passage.text)
        end = 0
        for dated in find(text):
            if len(dated.iso) == _DAY:
                span = literal_span(passage.text, dated.start, dated.end)
                before = text[max(end, dated.start - _AROUND) : dated.start]
                behind = _compiled((r"[。;\n]",)).split(text[dated.end : dated.end + 12])[0]
                yield before or behind, dated.iso, span
                if before and not self._says("leaving", before) and self._says("leaving", behind):
                    yield behind, dated.iso, span
                end = dated.end
        today = _compiled(tuple(self._words["today"])).search(text)
        if today and first:
            around = text[max(0, today.start() - _AROUND) : today.end() + _AROUND]
            yield around, first, literal_span(passage.text, *today.span())

    def _person(self, told: list[Passage]) -> str:
        """Return the one person whom a note is about: behind the label for the name, else in its title or text."""
        labelled = re.compile(r"([^\s:：,，;；。]{1,8})\s*[:：]\s*([^\s:：,，;；。(（]{2,5}|[A-Z][a-z]+ [A-Z][a-z]+)")
        found = [value for p in told for label, value in labelled.findall(p.text) if self._is("person", label)]
        if found:
            return found[0] if len(set(found)) == 1 else ""
        for text in (self._document.title or "", PurePosixPath(self._document.path).stem, *(p.text for p in told[:3])):
            parts = [part for part in _BREAK.split(text) if is_person(part) and not part.isascii()]
            parts += [
                m[1]
                for m in re.finditer(
                    r"(?:兹证明|证明|员工|职工|同志)\s*([\u4e00-\u9fff]{2,3}?)(?=[(（\s于自已同])", text
                )
            ]
            parts += [name for name, _ in latin_names(text)]
            if parts:
                return parts[0]
        return ""
