"""Cues must not fire on text about another subject: they would call a missing element present, the worst thing to say.

The sections are in ``cross_topic.yaml``, in the words of invented companies; none of them is a sample of a corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from evidence_check.matching.cues import expand, is_pattern, literals, split
from evidence_check.matching.gates import Gates, compile_gates
from evidence_check.matching.subjects import subjects
from evidence_check.matching.units import Reading
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.model import Cell, Document, Locator, Passage, Registry, Requirement
from evidence_check.registry import load

DATA: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("cross_topic.yaml").read_text("utf-8"))
STANDARDS = ("2022-common/", "2018-advanced-common/", "2018-advanced-broker/")
MOST_STRINGS = 1000  # more strings of one form are a slip of the pen


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.fixture(scope="module")
def vocabulary(registry: Registry) -> Vocabulary:
    return Vocabulary(registry)


@pytest.fixture(scope="module")
def gates(registry: Registry) -> Gates:
    return compile_gates(registry)


def section_document(section: dict[str, Any]) -> Document:
    """A document of one section: its heading, and paragraphs or a table below it."""
    heading = section["heading"]
    passages = [Passage(0, heading, "heading", Locator(paragraph=1), (heading,), 1)]
    for text in section.get("text", ()):
        passages.append(Passage(len(passages), text, "paragraph", Locator(paragraph=len(passages) + 1), (heading,)))
    for number, row in enumerate(section.get("table", ())):
        names = section["table"][0]
        cells = tuple(Cell(name, value) for name, value in zip(names, row, strict=True) if value)
        passages.append(
            Passage(
                index=len(passages),
                text="\t".join(value for value in row if value),
                kind="row",
                locator=Locator(paragraph=len(passages) + 1),
                heading_path=(heading,),
                cells=cells,
                table=0,
                header_row=number == 0,
            )
        )
    return Document("section.docx", "0", 1, "docx", "ok", title=heading, language="zh", passages=tuple(passages))


def seen_in(section: dict[str, Any], vocabulary: Vocabulary, gates: Gates) -> list[Requirement]:
    """The requirements of the three standards that the section seems to be about."""
    reading = Reading(section_document(section), vocabulary, gates)
    found = [vocabulary.requirements[s.requirement] for s in subjects(reading, vocabulary) if not s.another]
    return [r for r in found if r.id.startswith(STANDARDS)]


def related(clauses: set[str], registry: Registry) -> set[str]:
    """The clauses with their counterparts in other standards, and those counterparts' own."""
    wider = set(clauses)
    for _ in range(2):
        pairs = [(c.origin, c.target) for c in registry.crosswalk]
        wider |= {b for a, b in pairs if a in wider} | {a for a, b in pairs if b in wider}
    return wider


@pytest.mark.parametrize("section", DATA["sections"], ids=lambda s: s["heading"])
def test_a_section_counts_for_its_own_subject_and_no_other(
    section: dict[str, Any], registry: Registry, vocabulary: Vocabulary, gates: Gates
) -> None:
    seen = seen_in(section, vocabulary, gates)
    own = {requirement.split("#")[0] for requirement in section["about"]}
    strangers = {r.id for r in seen if r.clause not in related(own, registry) | set(section.get("also", ()))}
    assert not strangers
    wanted = {r.id for r in vocabulary.requirements if r.id in section["about"] and r.counts == "required"}
    assert wanted <= {r.id for r in seen}


def forms(registry: Registry) -> Iterator[tuple[str, str]]:
    """Every form that is looked for, with the place where it stands."""
    for name, concept in registry.concepts.items():
        for form in concept:
            if not is_pattern(form):
                yield f"@{name}", form
    for requirement in registry.requirements:
        parts = {"topic": requirement.topic, "unless": requirement.unless}
        parts |= {element.key: element.cues for element in requirement.elements}
        for part, cues in parts.items():
            for cue in cues:
                for term in split(cue, " & "):
                    for form in split(term, "|"):
                        if not form.strip().startswith(("@", "%")):
                            yield f"{requirement.id} {part}", form.strip()


def test_no_form_stands_for_too_many_strings(registry: Registry) -> None:
    assert not [(place, form) for place, form in forms(registry) if len(expand(form)) > MOST_STRINGS]


def is_short(literal: str) -> bool:
    """Whether a literal is so short that it stands inside other words."""
    if literal.endswith("$"):
        return len(literal) < 3
    return len(literal) < (3 if re.fullmatch(r"[a-z]+", literal) else 2)


def test_no_literal_is_so_short_that_it_stands_inside_other_words(registry: Registry) -> None:
    allowed = {literal for reviewed in DATA["short_literals"].values() for literal in reviewed}
    short = {literal: place for place, form in forms(registry) for literal in literals(form) if is_short(literal)}
    assert not {literal: place for literal, place in short.items() if literal not in allowed}


def test_a_subject_is_not_recognised_by_a_two_hanzi_word_that_nobody_reviewed(registry: Registry) -> None:
    reviewed = set(DATA["two_hanzi_alone"])
    found: dict[str, str] = {}
    for requirement in registry.requirements:
        for cue in requirement.topic:
            terms = split(cue, " & ")
            alternatives = [form.strip() for form in split(terms[0], "|") if not form.strip().startswith("@")]
            if len(terms) == 1:
                words = {w for form in alternatives for w in literals(form) if re.fullmatch(r"[\u4e00-\u9fff]{2}", w)}
                found |= dict.fromkeys(words - reviewed, requirement.id)
    assert not found
