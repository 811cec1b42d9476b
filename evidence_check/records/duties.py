"""Reads the duties that policies lay down: how often, within what time, for every case; and what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from evidence_check.data import read_yaml
from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Duty, DutyUnit, Quote
from evidence_check.records.floors import rules_something
from evidence_check.records.intervals import find
from evidence_check.resources import standards_dir
from evidence_check.text import literal_span, normal, quote_around, sentences

_MOST = 120  # duties kept per file
_THING = 24  # characters behind "every" in which the thing stands
_LONGEST = 300  # characters of a sentence that lays down one duty


class _Words:
    """The topics, acts and marks of promises.yaml, compiled."""

    def __init__(self) -> None:
        raw = read_yaml(standards_dir() / "promises.yaml", "promises")["duties"]
        self.topics = {t["id"]: re.compile("|".join(t["patterns"])) for t in raw["topics"]}
        self.acts = {t["id"]: re.compile("|".join(t["patterns"])) for t in raw["acts"]}
        self.each = re.compile("|".join(raw["each"]))
        self.not_duty = re.compile("|".join(raw["not_duty"]))


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words()


@lru_cache(maxsize=8192)
def topics_of(text: str) -> tuple[str, ...]:
    """Return the ids of the topics that a text in normal form names."""
    return tuple(name for name, pattern in _words().topics.items() if pattern.search(text))


@lru_cache(maxsize=8192)
def acts_of(text: str) -> tuple[str, ...]:
    """Return the ids of the acts that a text in normal form names."""
    return tuple(name for name, pattern in _words().acts.items() if pattern.search(text))


def things_of(text: str) -> tuple[str, ...]:
    """Return the topics of what a sentence in normal form says "every" of: the few words behind that word."""
    each = _words().each.search(text)
    return topics_of(text[each.end() : each.end() + _THING].split(",")[0]) if each else ()


def duties(document: Document, judged: Judged) -> tuple[Duty, ...]:
    """Return the duties of a document that lays something down, in reading order."""
    if not rules_something(document, judged):
        return ()
    about = normal(f"{document.title or ''} {PurePosixPath(document.path).stem}")
    found: list[Duty] = []
    for passage in document.passages:
        if passage.kind in ("comment", "property", "header", "footer") or passage.header_row:
            continue
        text = normal(passage.text)
        for start, end in sentences(text):
            sentence = text[start:end]
            if len(sentence) <= _LONGEST and not _words().not_duty.search(sentence):
                for unit, value, working, at in _figures(sentence):
                    span = literal_span(passage.text, start + at[0], start + at[1])
                    quote = Quote(document.path, passage.locator, quote_around(passage.text, *span))
                    named = acts_of(_beside(sentence, at)) if unit != "each" else acts_of(sentence)
                    found.append(
                        Duty(
                            unit,
                            value,
                            sentence,
                            named or acts_of(sentence),
                            topics_of(sentence),
                            topics_of(about),
                            quote,
                            working,
                        )
                    )
    return tuple(found[:_MOST])


def _figures(sentence: str) -> Iterator[tuple[DutyUnit, float, bool, tuple[int, int]]]:
    for figure in find(sentence):
        if figure.unit == "every":
            yield (
                "every",
                figure.value,
                figure.working or "工作日" in sentence[figure.start : figure.end],
                (figure.start, figure.end),
            )
        elif figure.unit == "within":
            yield "within", figure.value, figure.working, (figure.start, figure.end)
    each = _words().each.search(sentence)
    if each:
        yield "each", 0.0, False, each.span()


def _beside(sentence: str, at: tuple[int, int]) -> str:
    """Return the comma part in which a figure stands, and where it names nothing done, the next one too."""
    start = max(sentence.rfind(mark, 0, at[0]) for mark in (",", ";", ":")) + 1
    ends = [place for mark in (",", ";", "。") if (place := sentence.find(mark, at[1])) >= 0]
    end = min(ends, default=len(sentence))
    return sentence[start:end]
