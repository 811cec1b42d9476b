"""Reads what a policy promises of things for which the standard, or practice, knows a least figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.matching.roles import Judged
from evidence_check.model import Bilingual, Document, Passage, Quote, Statement
from evidence_check.records.intervals import find
from evidence_check.resources import standards_dir
from evidence_check.text import literal_span, normal, quote_around, sentences

_MOST_MONTHS = 600.0
_YEAR = 12.0
_ENDING = 4  # letters by which one word for a thing is longer than another: train, training


@dataclass(frozen=True, slots=True)
class Floor:
    """A least figure: ``unit`` every (at most so many months apart) or kept (at least so many months).

    ``of_post`` says which post gets it once a year, where ``post_topic`` is the passage's subject.
    """

    id: str
    unit: str
    months: float
    subject: re.Pattern[str]
    unless: re.Pattern[str] | None
    asked: Bilingual
    of_post: re.Pattern[str] | None = None
    post_topic: re.Pattern[str] | None = None
    post_unless: re.Pattern[str] | None = None


@lru_cache(maxsize=1)
def floors() -> dict[str, Floor]:
    """Return the floors of promises.yaml by id, in order."""
    content = read_yaml(standards_dir() / "promises.yaml", "promises")
    return {
        raw["id"]: Floor(
            raw["id"],
            raw["unit"],
            float(raw["months"]),
            re.compile("|".join(raw["subject"])),
            _any(raw, "unless"),
            Bilingual(**raw["asked"]),
            *(_any(raw, name) for name in ("of_post", "post_topic", "post_unless")),
        )
        for raw in content["floors"]
    }


def _any(raw: Mapping[str, Any], name: str) -> re.Pattern[str] | None:
    return re.compile("|".join(raw[name])) if raw.get(name) else None


@lru_cache(maxsize=1)
def _rule_titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    content = read_yaml(standards_dir() / "promises.yaml", "promises")
    return re.compile("|".join(content["rule_titles"])), re.compile("|".join(content["only_before"]))


def rules_something(document: Document, judged: Judged) -> bool:
    """Return whether a document lays something down and is in force: a written system, or what bears such a title."""
    fields = document.control.fields
    own = any(fields.get(field, ("", 0))[0] for field in ("approved_by", "number"))
    if judged.marks & {"draft", "template", "plan"} or judged.role.name == "superseded":
        return False
    if "copy" in judged.marks and not own:  # near the standard's words, yet somebody's rule
        return False
    name = normal(f"{document.title or ''} {PurePosixPath(document.path).stem}")
    return judged.role.name == "written_system" or bool(
        judged.role.name in ("irrelevant", "decoy", "record") and _rule_titles()[0].search(name)
    )


def statements(document: Document, judged: Judged) -> Iterator[Statement]:
    """Yield ``floor``: which floor (subject) and how many months are promised (value), for each sentence about one.

    ``floor_post`` says the same of a post that a sentence singles out, whatever others get.
    """
    if not rules_something(document, judged):
        return
    about = normal(f"{document.title or ''} {PurePosixPath(document.path).stem}")
    for passage in document.passages:
        if passage.kind in ("comment", "property", "header", "footer", "heading") or passage.header_row:
            continue
        text = normal(passage.text)
        for start, end in sentences(text):
            for floor, months, at in _of_sentence(text[start:end], about):
                yield Statement("floor", floor.id, f"{months:.3f}", _quoted(document, passage, start, at))
            for floor, months, at in _of_posts(text[start:end], text):
                yield Statement("floor_post", floor.id, f"{months:.3f}", _quoted(document, passage, start, at))


def _quoted(document: Document, passage: Passage, start: int, at: tuple[int, int]) -> Quote:
    span = literal_span(passage.text, start + at[0], start + at[1])
    return Quote(document.path, passage.locator, quote_around(passage.text, *span))


def _of_posts(sentence: str, passage: str) -> Iterator[tuple[Floor, float, tuple[int, int]]]:
    """Yield what a post gets that a sentence singles out, in a passage about the floor's subject, by the year."""
    for floor in floors().values():
        if floor.of_post is None or floor.post_topic is None or not floor.post_topic.search(passage):
            continue
        if not any(figure.unit == "every" and figure.value <= _YEAR for figure in find(passage)):
            continue
        if (floor.post_unless and floor.post_unless.search(sentence)) or (
            floor.unless and floor.unless.search(sentence)
        ):
            continue
        for match in floor.of_post.finditer(sentence):
            yield floor, _YEAR, match.span()


def _of_sentence(sentence: str, about: str) -> Iterator[tuple[Floor, float, tuple[int, int]]]:
    figures = find(sentence)
    before = _rule_titles()[1].search(sentence)
    if not figures and not before:
        return
    for floor in floors().values():
        if floor.unless and floor.unless.search(sentence):
            continue
        near = floor.subject.search(sentence)
        own = near or floor.subject.search(about)
        if not own:
            continue
        for figure in figures:
            fits = figure.unit == floor.unit and figure.value <= _MOST_MONTHS
            if (
                fits
                and (near or (len(figures) == 1 and floor.unit == "every"))
                and _is_nearest(floor, figure.start, sentence)
            ):
                yield floor, figure.value, (figure.start, figure.end)
        if before and near and floor.unit == "every" and not any(f.unit == "every" for f in figures):
            yield floor, _MOST_MONTHS, before.span()


def _is_nearest(floor: Floor, at: int, sentence: str) -> bool:
    """Return whether no other thing stands nearer before a figure in a list of several (单证五年，录像九十天)."""
    part = max(sentence.rfind(mark, 0, at) for mark in (",", ";", ":", "、")) + 1
    own = [m.end() for m in floor.subject.finditer(sentence[:at])]
    others = [
        m.end()
        for other in floors().values()
        if other is not floor and other.unit == floor.unit and not (other.unless and other.unless.search(sentence))
        for m in other.subject.finditer(sentence[:at])
    ]
    return not others or (bool(own) and max(own) + _ENDING >= max(others)) or (bool(own) and max(others) < part)
