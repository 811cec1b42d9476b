"""Reads the annexes of policies: which a text refers to (附件二, Appendix C), and which are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Quote, Statement
from evidence_check.records.floors import rules_something
from evidence_check.records.intervals import number
from evidence_check.text import literal_span, normal, quote_around

_SHOWN = 120  # characters of a quote
_BEFORE, _BEHIND = 14, 16


@lru_cache(maxsize=16)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def statements(document: Document, judged: Judged, words: dict[str, Any]) -> Iterator[Statement]:
    """Yield ``annex`` (value file or below) and ``annex_cited`` (value: the name beside it), by kind and number."""
    name = normal(f"{PurePosixPath(document.path).stem} / {document.title or ''}")
    label = _compiled(tuple(words["annex"]))
    first = document.passages[0] if document.passages else None
    for match in label.finditer(name):
        if first is not None:
            yield Statement(
                "annex", _key(match, words), "file", Quote(document.path, first.locator, first.text[:_SHOWN])
            )
    rules = rules_something(document, judged)
    for passage in document.passages:
        if passage.kind in ("header", "footer", "comment", "property"):
            continue
        text = normal(passage.text)
        for match in label.finditer(text):
            before, behind = (
                text[max(0, match.start() - _BEFORE) : match.start()],
                text[match.end() : match.end() + _BEHIND],
            )
            span = literal_span(passage.text, *match.span())
            quote = Quote(document.path, passage.locator, quote_around(passage.text, *span, _SHOWN))
            cited = _compiled(tuple(words["cites"])).search(before) or _compiled(tuple(words["cites_behind"])).search(
                behind
            )
            if not cited or passage.kind == "heading":
                yield Statement("annex", _key(match, words), "below", quote)
            elif rules and not _compiled(tuple(words["not_own"])).search(before + match[0] + behind):
                named = re.match(r"[《“\"]?([^《》“”\"。,;:]{2,16})[》”\"]", behind)
                yield Statement("annex_cited", _key(match, words), named[1] if named else "", quote)


def _key(match: re.Match[str], words: dict[str, Any]) -> str:
    """Return an annex's kind and number in one writing: 附件二 and 附件2, Annex B and Appendix B are one."""
    kind = next((same for same, forms in words["same"].items() if match["kind"] in forms), match["kind"])
    plain = match["no"].strip()
    value = number(plain)
    return f"{kind} {int(value) if value else plain.upper()}"
