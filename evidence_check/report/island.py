"""Packs what does not fit into the page: compressed JSON that the report's script unfolds on demand."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from typing import Any

from evidence_check.model import Bilingual, Locator
from evidence_check.report import wording
from evidence_check.report.cards import Card
from evidence_check.report.ledger import FindingGroup
from evidence_check.report.sources import Source
from evidence_check.report.visible import json_safe, visible

LOCATED = ("sheet", "cell", "slide", "page", "paragraph", "line")


class Island:
    """The rows that wait, by card or group of findings.

    A row is [label, file, chapter, place, text, why in Chinese, why in English], empty ends cut off. ``label`` is a
    quote's number, 0 for what was refused, "" for a finding; ``file`` counts in ``files``, whose entries are [name,
    address], and ``chapter`` in ``chapters``, of which the first is none; ``place`` holds the parts of a locator in the
    order of ``LOCATED``, for the script to put into words.
    """

    def __init__(self) -> None:
        self.rows: dict[str, list[list[Any]]] = {}
        self._files: dict[tuple[str, str], int] = {}
        self._chapters: dict[str, int] = {"": 0}

    def card(self, card: Card) -> None:
        """Add what a clause card does not show."""
        rows = [self._row(q.number, q.source, q.text, Bilingual()) for q in card.hidden]
        rows += [self._row(0, r.source, r.text, r.reason) for r in card.hidden_refused]
        if rows:
            self.rows[f"c{card.index}"] = rows

    def findings(self, number: int, group: FindingGroup) -> None:
        """Add the findings of one kind that the page does not show."""
        if group.more:
            self.rows[f"f{number}"] = [self._row("", f.source, f.quote, f.why) for f in group.hidden]

    def pack(self) -> str:
        """Return everything, packed."""
        words = {part: _pair(wording.located(part, "{n}")) for part in LOCATED}
        words |= {key: _pair(wording.text(key)) for key in ("refused", "ocr")}
        files, chapters = [list(file) for file in self._files], list(self._chapters)
        return pack({"words": words, "files": files, "chapters": chapters, "rows": self.rows})

    def _row(self, label: int | str, source: Source, text: str, why: Bilingual) -> list[Any]:
        if source.ocr:  # beside the reason of a refused quote or a finding, not in its place
            why = _both(why, wording.text("ocr"))
        number = self._files.setdefault((source.file, source.address), len(self._files))
        chapter = self._chapters.setdefault(source.chapter, len(self._chapters))
        row = [label, number, chapter, _place(source.locator), text, why.zh or "", why.en or ""]
        return _cut(row)


def pack(data: Any) -> str:
    """Return ``data`` as base64 of gzip of JSON, the same text on every machine; it holds no markup characters."""
    raw = json.dumps(_shown(json_safe(data)), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = bytearray(packer.compress(raw.encode("utf-8")) + packer.flush())
    packed[4:10] = b"\x00\x00\x00\x00\x02\xff"  # no time, best compression, no operating system: nothing that varies
    return base64.b64encode(bytes(packed)).decode("ascii")


def _both(one: Bilingual, other: Bilingual) -> Bilingual:
    """Return two remarks as one."""
    return Bilingual(zh=" · ".join(filter(None, (one.zh, other.zh))), en=" · ".join(filter(None, (one.en, other.en))))


def _pair(text: Bilingual) -> list[str]:
    return [text.zh or "", text.en or ""]


def _place(locator: Locator) -> list[Any]:
    return _cut([getattr(locator, part) or 0 for part in LOCATED])


def _cut(row: Sequence[Any]) -> list[Any]:
    """Return ``row`` without its empty end."""
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return list(row[:end])


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {visible(key): _shown(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shown(part) for part in value]
    return value
