"""The rule ``another-subject`` knows each of its subjects by a decoy and a paper that is right, and disowns no right paper."""

from pathlib import Path
from typing import Any

import pytest

from evidence_check.data import read_yaml
from evidence_check.findings.rules import Wording, rules
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


@pytest.mark.parametrize("subject", SUBJECTS, ids=NAMES)
def test_a_subject_has_a_decoy_that_is_told_by_its_name(subject: dict[str, Any]) -> None:
    about = subject["subject"]["en"]
    assert any(why.endswith(f"it is about {about}") for paper in RULE.examples["positive"] for why in said_of(paper))


@pytest.mark.parametrize("subject", SUBJECTS, ids=NAMES)
def test_a_subject_has_a_right_paper_that_only_its_own_words_save(subject: dict[str, Any]) -> None:
    claim, other, own = (Wording(patterns=[subject[name]]) for name in ("claim", "other", "own"))
    papers = ((normal(paper["title"]), text_of(paper)) for paper in RULE.examples["negative"])
    assert any(title in claim and len(other.spots(text)) >= 2 and text in own for title, text in papers)


@pytest.mark.parametrize("paper", RIGHT, ids=[paper["title"] for paper in RIGHT])
def test_a_paper_on_the_right_subject_is_not_disowned(paper: Example) -> None:
    assert not said_of(paper)


def test_the_right_papers_are_many_and_most_touch_another_subject() -> None:
    others = [Wording(patterns=[subject["other"]]) for subject in SUBJECTS]
    tempted = [paper for paper in RIGHT if sum(len(other.spots(text_of(paper))) >= 2 for other in others)]
    assert len(RIGHT) >= 20
    assert len(tempted) * 2 > len(RIGHT)
