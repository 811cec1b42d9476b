"""Reads the numbers of forms: those that a policy cites, and those that a file bears."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Locator, Passage, Quote, Statement
from evidence_check.records.floors import rules_something
from evidence_check.text import quote_around

_SHOWN = 120  # characters of a quote
_FRONT = 6  # passages at the head of a file in which it gives its own number
_DASH = re.compile("[‐‑–—－_]")


@lru_cache(maxsize=4)
def _compiled(code: str) -> re.Pattern[str]:
    return re.compile(code, re.IGNORECASE)


def statements(document: Document, judged: Judged, words: dict[str, Any]) -> Iterator[Statement]:
    """Yield ``form_cited`` for the numbers in a policy's text, and ``form`` for those that a file bears at its head.

    ``words`` is the part ``forms`` of statements.yaml.
    """
    code = _compiled(words["code"])
    names = (document.title or "", PurePosixPath(document.path).stem, document.control.fields.get("number", ("", 0))[0])
    own = {match[0].upper() for name in names for match in code.finditer(_plain(name))}
    first = document.passages[0] if document.passages else None
    heads = [p for p in document.passages if p.kind in ("header", "footer")] + list(document.passages[:_FRONT])
    if judged.role.name != "written_system":
        own |= {match[0].upper() for passage in heads for match in code.finditer(_plain(passage.text))}
    for number in sorted(own):
        yield Statement("form", number, "", _quote(document, first, None))
    if (judged.role.name == "written_system" and judged.role.certain) or (
        judged.role.name != "record" and rules_something(document, judged)
    ):
        for passage in document.passages:
            yield from _cited(document, passage, own, code, "|".join(words["cited"]))


def _cited(
    document: Document, passage: Passage, own: set[str], code: re.Pattern[str], kinds: str
) -> Iterator[Statement]:
    if passage.kind in ("header", "footer", "comment", "property"):
        return
    plain = _plain(passage.text)
    for match in code.finditer(plain):
        around = plain[max(0, match.start() - 24) : match.end() + 24].lower()
        if match[0].upper() not in own and re.search(kinds, around):
            yield Statement("form_cited", match[0].upper(), "", _quote(document, passage, match.span()))


def _plain(text: str) -> str:
    """Return the text with one kind of hyphen; its length stays, so that spans lead back to it."""
    return _DASH.sub("-", text)


def _quote(document: Document, passage: Passage | None, span: tuple[int, int] | None) -> Quote:
    if passage is None:
        return Quote(document.path, Locator(), "")
    start, end = span or (0, 1)
    return Quote(document.path, passage.locator, quote_around(passage.text, start, end, _SHOWN))
