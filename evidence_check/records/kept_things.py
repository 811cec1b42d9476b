"""Reads how long a rule has a named thing kept (video, the visitors' book), to be held against other rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.matching.roles import Judged
from evidence_check.model import Bilingual, Document, Quote, Statement
from evidence_check.records.floors import rules_something
from evidence_check.records.intervals import find
from evidence_check.resources import standards_dir
from evidence_check.text import literal_span, normal, quote_around, sentences

_PARTS = re.compile(r"[,;:。、|]")
_MOST = 600.0  # months; what is kept for longer is kept for ever


@lru_cache(maxsize=1)
def _content() -> Mapping[str, Any]:
    content: dict[str, Any] = read_yaml(standards_dir() / "promises.yaml", "promises")["kept_things"]
    return content


@lru_cache(maxsize=1)
def _things() -> dict[str, re.Pattern[str]]:
    return {thing["id"]: re.compile("|".join(thing["patterns"])) for thing in _content()["things"]}


@lru_cache(maxsize=1)
def _apart() -> dict[str, re.Pattern[str]]:
    return {each["id"]: re.compile("|".join(each["patterns"])) for each in _content()["apart"]}


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(_content()[name])) for name in ("at_least", "unless")}


def name_of(subject: str) -> Bilingual:
    """Return what the thing of a statement is called."""
    return next(Bilingual(**t["name"]) for t in _content()["things"] if t["id"] == subject.partition("/")[0])


def statements(document: Document, judged: Judged) -> Iterator[Statement]:
    """Yield ``kept``: the thing, with what sets it apart (video/vehicle), and its months; "+" behind a least one."""
    if not rules_something(document, judged):
        return
    about = normal(f"{document.title or ''} {PurePosixPath(document.path).stem}")
    for passage in document.passages:
        if passage.kind in ("comment", "property", "header", "footer") or passage.header_row:
            continue
        text = normal(passage.text)
        for start, end in sentences(text):
            for thing, months, at in _of_sentence(text[start:end]):
                apart = [name for name, pattern in _apart().items() if pattern.search(f"{about} {text[start:end]}")]
                span = literal_span(passage.text, start + at[0], start + at[1])
                quote = Quote(document.path, passage.locator, quote_around(passage.text, *span))
                yield Statement("kept", "/".join((thing, *apart)), months, quote)


def _of_sentence(sentence: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    figures = [figure for figure in find(sentence) if figure.unit == "kept" and figure.value <= _MOST]
    if not figures or _words()["unless"].search(sentence):
        return
    for figure in figures:
        named = _named(sentence, figure.start, figure.end)
        if len(named) == 1:
            start = _part(sentence, figure.start)[0]
            least = _words()["at_least"].search(sentence[start : figure.end + 4])
            yield named[0], f"{figure.value:.3f}{'+' if least else ''}", (figure.start, figure.end)


def _named(sentence: str, start: int, end: int) -> list[str]:
    """Return the things that the comma part of a figure names, else those of the part before."""
    first, last = _part(sentence, start)
    own = [name for name, pattern in _things().items() if pattern.search(sentence[first : max(last, end)])]
    if own or not first:
        return own
    before = _part(sentence, first - 1)
    return [name for name, pattern in _things().items() if pattern.search(sentence[slice(*before)])]


def _part(sentence: str, at: int) -> tuple[int, int]:
    starts = [match.end() for match in _PARTS.finditer(sentence, 0, at)]
    end = _PARTS.search(sentence, at)
    return (starts[-1] if starts else 0), (end.start() if end else len(sentence))
