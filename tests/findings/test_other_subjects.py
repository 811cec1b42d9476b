"""The rule ``another-subject`` tells decoys from right papers, subject by subject, and disowns nothing right."""

import random
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from evidence_check import registry
from evidence_check.data import read_yaml
from evidence_check.findings.rules import Wording, rules
from evidence_check.resources import standards_dir
from evidence_check.text import normal
from tests.findings.trial import Example, document, remarks

RULE = rules()["another-subject"]
SUBJECTS: list[dict[str, Any]] = RULE.params["subjects"]
NAMES = [f"{number}-{subject['subject']['en']}" for number, subject in enumerate(SUBJECTS)]
RIGHT: list[Example] = read_yaml(Path(__file__).parent / "right_subjects.yaml")["papers"]


def said_of(paper: Example) -> set[str]:
    return {finding.why.en or "" for finding in remarks(paper) if finding.disowns}


def text_of(paper: Example) -> str:
    return "\n".join(normal(passage.text) for passage in document(paper).passages[1:])


@lru_cache(maxsize=1)
def compiled() -> tuple[tuple[Wording, Wording, Wording], ...]:
    """Claim, other and own of each subject."""
    return tuple(
        (Wording(patterns=[s["claim"]]), Wording(patterns=[s["other"]]), Wording(patterns=[s["own"]])) for s in SUBJECTS
    )


def wordings() -> Iterator[tuple[str, list[list[str]]]]:
    """What authors who knew the clause alone wrote: the title of a requirement, and the sentences of each element."""
    said: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(lambda: defaultdict(lambda: {"zh": [], "en": []}))
    for path in sorted((standards_dir() / "wordings").glob("author-*/*.yaml")):
        for requirement, elements in read_yaml(path).items():
            for element, by_language in elements.items():
                for language in ("zh", "en"):
                    said[requirement][element][language] += map(str, by_language.get(language, ()))
    titles = {requirement.id: requirement.title for requirement in registry.load().requirements}
    for requirement in sorted(said.keys() & titles.keys()):
        for language in ("zh", "en"):
            found = [e[language] for e in said[requirement].values() if e[language]]
            yield normal(getattr(titles[requirement], language) or ""), found


@pytest.mark.parametrize("subject", SUBJECTS, ids=NAMES)
def test_a_subject_has_a_decoy_that_is_told_by_its_name(subject: dict[str, Any]) -> None:
    about = subject["subject"]["en"]
    assert any(why.endswith(f"it is about {about}") for paper in RULE.examples["positive"] for why in said_of(paper))


@pytest.mark.parametrize("subject", SUBJECTS, ids=NAMES)
def test_a_subject_has_a_right_paper_that_only_its_own_words_save(subject: dict[str, Any]) -> None:
    claim, other, own = compiled()[SUBJECTS.index(subject)]
    papers = ((normal(paper["title"]), text_of(paper)) for paper in RULE.examples["negative"])
    assert any(title in claim and len(other.spots(text)) >= 2 and text in own for title, text in papers)


@pytest.mark.parametrize("paper", RIGHT, ids=[paper["title"] for paper in RIGHT])
def test_a_paper_on_the_right_subject_is_not_disowned(paper: Example) -> None:
    assert not said_of(paper)


def test_the_right_papers_are_many_and_most_touch_another_subject() -> None:
    tempted = [paper for paper in RIGHT if any(len(other.spots(text_of(paper))) >= 2 for _, other, _ in compiled())]
    assert len(RIGHT) >= 20
    assert len(tempted) * 2 > len(RIGHT)


def test_short_papers_of_authors_who_knew_the_clause_alone_are_not_disowned() -> None:
    draw = random.Random(7)
    tried, wrong = 0, []
    for title, elements in wordings():
        claimed = [(o, own) for claim, o, own in compiled() if title in claim and title not in o]
        for _ in range(20 if claimed and elements else 0):
            some = draw.sample(elements, min(len(elements), draw.choice((2, 3, 4))))
            body = normal("\n".join(draw.choice(sentences) for sentences in some)).replace(title, " ")
            wrong += [(title, body) for other, own in claimed if len(other.spots(body)) >= 2 and body not in own]
            tried += 1
    assert tried > 5000
    assert len(wrong) * 1000 < tried, wrong
