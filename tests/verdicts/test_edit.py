"""Only the verdicts of an enterprise.yaml change: comments, order, layout, line ends and everything else stay."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_check.data import parse_yaml
from evidence_check.errors import EvidenceCheckError
from evidence_check.verdicts.edit import with_verdicts

PATH = Path("enterprise.yaml")
ENTRY = {
    "verdict": "met",
    "reason": "看过: a, b [c] {d} # e\n第二行",
    "date": "2026-10-31",
    "evidence": "0123456789abcdef",
}
ONE, NINE, TWELVE = "2022-common/1", "2022-common/9", "2022-common/12"

TEXTS = {
    "none": "name: A  # the name\nas_of: 2026-10-31\n",
    "no line end": "name: A",
    "empty": "name: A\nverdicts: {}     # mine\nfacts: {}\n",
    "null": "name: A\nverdicts: null\nfacts: {}\n",
    "blank": "name: A\nverdicts:   # mine\nfacts: {}\n",
    "blank at the end": "name: A\nverdicts:",
    "block": (
        "name: A\nverdicts:\n  # first\n  2022-common/1: met  # ok\n  # second\n"
        "  2022-common/9:\n    verdict: not_met   # no\n"
        "    # why\n    reason: |\n      long\n      text\n  # tail\nfacts: {}  # f\n"
    ),
    "flow": "name: A\nverdicts: {2022-common/1: met, 2022-common/9: {verdict: 达标, reason: x}, 2022-common/3: met}\n",
    "flow on lines": (
        "name: A\nverdicts: {2022-common/1: met,\n  2022-common/9: {verdict: 达标, reason: x},\n  # c\n"
        "  2022-common/3: met,\n}\nfacts: {}\n"
    ),
    "one flow": "{name: A, verdicts: {2022-common/1: met}}\n",
    "one flow without": "{name: A}",
    "quoted keys": "name: A\nverdicts:\n  '2022-common/9': {verdict: met, reason: 'q'}   # q\n  '2022-common/1': met\n",
    "deep indent": "name: A\nverdicts:\n        2022-common/9: met\nfacts: {}\n",
    "last": "name: A\nfacts: {x: 1}\nverdicts:\n  2022-common/9: {verdict: met}",
    "document marks": "---\nname: A\nverdicts: {}\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", TEXTS)
def test_verdicts_are_set_altered_and_taken_out_wherever_they_stand(name: str, newline: str) -> None:
    text = TEXTS[name].replace("\n", newline)
    made = with_verdicts(text, {NINE: ENTRY, TWELVE: ENTRY, ONE: None}, PATH)
    before, after = parse_yaml(text, PATH), parse_yaml(made, PATH)
    wanted = {key: value for key, value in (before.get("verdicts") or {}).items() if key not in (NINE, ONE)}
    assert after["verdicts"] == wanted | {NINE: ENTRY, TWELVE: ENTRY}
    assert {k: v for k, v in before.items() if k != "verdicts"} == {k: v for k, v in after.items() if k != "verdicts"}
    if newline in text:
        assert made.count("\n") == made.count(newline)
    assert with_verdicts(made, {NINE: ENTRY, TWELVE: ENTRY, ONE: None}, PATH) == made


@pytest.mark.parametrize("name", TEXTS)
def test_every_comment_outlives_the_change(name: str) -> None:
    made = with_verdicts(TEXTS[name], {NINE: ENTRY, TWELVE: ENTRY}, PATH)
    for line in TEXTS[name].splitlines():
        if " #" in line:
            assert line[line.index(" #") :].strip() in made


def test_lines_that_are_not_verdicts_are_the_same_lines() -> None:
    text = (
        "# 头\n\nname:   {zh: 甲,  en: 'B'}\nprofile: {producer: yes,\n          containers: NO}\n"
        "verdicts:\n  2022-common/9: met\n\n# 尾\n"
    )
    made = with_verdicts(text, {NINE: ENTRY}, PATH)
    changed = [line for line in difflib.ndiff(text.splitlines(), made.splitlines()) if line[0] in "+-"]
    assert len(changed) == 2 and all("2022-common/9" in line for line in changed)


@pytest.mark.parametrize(
    "text",
    [
        "name: A\nverdicts:\n  2022-common/9: &a {verdict: met}\n  2022-common/1: *a\n",
        "name: A\nbase: &b {2022-common/9: met}\nverdicts:\n  <<: *b\n",
    ],
)
def test_what_cannot_be_changed_by_itself_is_left_alone(text: str) -> None:
    with pytest.raises(EvidenceCheckError, match="can't be changed by themselves"):
        with_verdicts(text, {NINE: ENTRY}, PATH)


@settings(max_examples=150, deadline=None)
@given(
    reason=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), max_size=60),
    name=st.sampled_from(sorted(TEXTS)),
)
def test_any_reason_comes_back_as_it_was_written(reason: str, name: str) -> None:
    made = with_verdicts(TEXTS[name], {NINE: {"verdict": "met", "reason": reason}}, PATH)
    assert yaml.safe_load(made)["verdicts"][NINE]["reason"] == reason
