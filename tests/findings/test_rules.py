"""The rules are data: complete, bilingual, sourced; and the contract's kinds are all there."""

from string import Formatter

import pytest

from evidence_check.findings.rules import Rule, rules
from evidence_check.model import Bilingual
from evidence_check.report import wording

CONTRACT_KINDS = {
    "wrong_company", "placeholder", "title_mismatch", "clause_echo", "planned_not_done", "repealed_rule", "undated",
    "unsigned", "draft", "coverage_gap", "superseded", "foreign_language", "unreadable",
}  # fmt: skip


def test_every_kind_of_the_contract_has_a_rule() -> None:
    assert {rule.kind for rule in rules().values()} >= CONTRACT_KINDS


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_both_languages_of_a_message_name_the_same_parts(rule: Rule) -> None:
    parts = [{name for _, name, _, _ in Formatter().parse(text or "") if name} for text in _sides(rule.message)]
    assert parts[0] == parts[1]


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_a_rule_has_examples_both_ways_and_a_source(rule: Rule) -> None:
    assert len(rule.examples["positive"]) >= 2 and len(rule.examples["negative"]) >= 2
    assert rule.source


def _sides(text: Bilingual) -> tuple[str | None, str | None]:
    return text.zh, text.en


def test_every_kind_of_finding_has_a_word_in_both_languages() -> None:
    assert {rule.kind for rule in rules().values()} <= set(wording.keys("finding"))
