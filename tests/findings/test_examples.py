"""Every rule speaks on its positive examples, keeps silent on its negative ones, and quotes word for word."""

import pytest

from evidence_check.findings.rules import rules
from tests.findings.trial import Example, document, kinds, remarks

POSITIVE = [(r.id, e) for r in rules().values() for e in r.examples["positive"]]
NEGATIVE = [(r.id, e) for r in rules().values() for e in r.examples["negative"]]


@pytest.mark.parametrize(("rule", "example"), POSITIVE)
def test_a_rule_speaks_where_it_should(rule: str, example: str | Example) -> None:
    stem = (rules()[rule].message.en or "").split("{")[0]
    found = remarks(example)
    assert any(f.kind == rules()[rule].kind and (f.why.en or "").startswith(stem) for f in found), found


@pytest.mark.parametrize(("rule", "example"), NEGATIVE)
def test_a_rule_keeps_silent_on_its_near_misses(rule: str, example: str | Example) -> None:
    assert rules()[rule].kind not in kinds(example), remarks(example)


@pytest.mark.parametrize(("rule", "example"), POSITIVE)
def test_quotes_are_literal_and_reasons_bilingual(rule: str, example: str | Example) -> None:
    passages = document(example).passages
    for finding in remarks(example):
        assert any(finding.quote in p.text for p in passages if p.locator == finding.locator) or not finding.quote, rule
        assert finding.why.zh and finding.why.en
        assert "{" not in finding.why.zh.replace("{{", "")
