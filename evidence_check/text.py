"""Brings text into one normal form for matching, and leads every hit back to the literal text it came from.

Normal form: NFKC, traditional → simplified Chinese, lower case, no spaces beside hanzi, hyphens between Latin letters
as spaces, runs of spaces as one. ``normal`` is the fast way; ``offsets`` rebuilds the same text with the position of
each character in the original, and is only needed where something was found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import opencc

_HAN = "\u3400-\u9fff\uf900-\ufaff\u3001-\u303f\uff00-\uffef"
_SPACES = re.compile(rf"(?<=[{_HAN}]) +| +(?=[{_HAN}])|(?<= ) +")
_HYPHEN = re.compile(r"(?<=[a-z])[-‐‑–_/](?=[a-z])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HANZI = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _same_length(before: str, after: str) -> str:
    """Return ``after`` if it has as many characters as ``before``: offsets must not shift."""
    return after if len(after) == len(before) else before


def _fold(text: str) -> str:
    """Simplify and lower ``text``, which is in NFKC, character for character."""
    text = _SURROGATE.sub("\ufffd", text)  # undecodable file names; no converter takes them
    simplified = _same_length(text, _converter().convert(text)) if _HANZI.search(text) else text
    return _HYPHEN.sub(" ", _same_length(simplified, simplified.lower()).translate(_BLANKS))


_BLANKS = {ord("\xa0"): " ", ord("\u200b"): " ", ord("\ufeff"): " ", ord("\x02"): "-", ord("\ufffe"): "-"}


_REMEMBERED, _LONG = 4096, 2000  # texts whose normal form is kept at hand; characters of those that are not


def normal(text: str) -> str:
    """Return ``text`` in normal form. Every step of an examination asks for the same passages and headings."""
    return _normal(text) if len(text) <= _LONG else _normal.__wrapped__(text)


@lru_cache(_REMEMBERED)
def _normal(text: str) -> str:
    composed = text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
    found = _SPACES.sub("", _fold(composed))
    return text if found == text else found  # most rows of a ledger are in normal form: they need not be held twice


def _clusters(text: str) -> list[tuple[int, str]]:
    """Split ``text`` before every character that does not combine with the one before it: (offset, cluster)."""
    starts = [i for i, char in enumerate(text) if i == 0 or not unicodedata.combining(char)]
    return [(start, text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=False)]


@lru_cache(maxsize=256)
def offsets(text: str) -> tuple[str, list[int]]:
    """Return the normal form and, for each of its characters, the offset in ``text`` (one more for the end)."""
    joined, origin = _composed(text)
    folded = _fold(joined)
    gaps = [match.span() for match in _SPACES.finditer(folded)]
    if not gaps:
        return folded, [*origin, len(text)]
    places: list[int] = []
    kept: list[str] = []
    at = 0
    for start, end in (*gaps, (len(folded), len(folded))):
        kept.append(folded[at:start])
        places.extend(origin[at:start])
        at = end
    return "".join(kept), [*places, len(text)]


def _composed(text: str) -> tuple[str, Sequence[int]]:
    """Return ``text`` in NFKC with the offset that each of its characters comes from."""
    if unicodedata.is_normalized("NFKC", text):
        return text, range(len(text))
    composed: list[str] = []
    origin: list[int] = []
    for start, cluster in _clusters(text):
        form = unicodedata.normalize("NFKC", cluster)
        composed.append(form)
        origin.extend([start] * len(form))
    joined = "".join(composed)
    whole = unicodedata.normalize("NFKC", text)
    if joined != whole:  # composition across clusters (conjoining jamo and the like): spread positions evenly
        return whole, [round(i * len(text) / max(len(whole), 1)) for i in range(len(whole))]
    return joined, origin


def literal_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of ``text`` that became ``normal(text)[start:end]``."""
    _, origin = offsets(text)
    first = origin[min(start, len(origin) - 1)]
    last = origin[min(max(end - 1, start), len(origin) - 1)]
    stop = last + 1
    while stop < len(text) and unicodedata.combining(text[stop]):
        stop += 1
    return first, min(stop, len(text))


_SENTENCE_END = re.compile(r"[。！？!?；;\n\t]|\.(?=\s+[A-Z]|$)")


@lru_cache(512)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences of ``text``, in order, without gaps; tabs (table cells) end one too."""
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return tuple(spans)


def quote_around(text: str, start: int, end: int, limit: int = 240) -> str:
    """Return the sentences of ``text`` that hold ``text[start:end]``, cut to about ``limit`` characters around it."""
    touching = [span for span in sentences(text) if span[0] < max(end, start + 1) and span[1] > start]
    left, right = (touching[0][0], touching[-1][1]) if touching else (start, end)
    if right - left > limit:
        spare = max(limit - (end - start), 0) // 2
        left, right = max(left, start - spare), min(right, max(end, start + 1) + spare)
        right = min(right, left + limit)
    return text[left:right].strip()
