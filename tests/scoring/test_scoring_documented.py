"""The financial determination from the dossier's own papers: figures quoted, declared facts first, doubts named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence_check.data import DataError
from evidence_check.enterprise import load
from evidence_check.model import Enterprise, Examined, Locator, Quote, Registry, Statement, StatementKind
from evidence_check.scoring import Documented, documented, score
from evidence_check.standing import standings
from tests.builders import enterprise, examined, mention

OWNER = enterprise(as_of="2026-10-31")


def paper(path: str, *said: tuple[StatementKind, str, str], company: str = "苏州恒锐机电有限公司") -> Examined:
    quotes = [Quote(path, Locator(page=n + 1), f"{kind} {year} {value}") for n, (kind, year, value) in enumerate(said)]
    found = tuple(Statement(k, y, v, q) for (k, y, v), q in zip(said, quotes, strict=True))
    return replace(examined(path, "certificate", mentions=(mention(company),)), statements=found)


REPORT = paper(
    "审计报告.pdf",
    ("opinion", "2025", "unqualified"),
    ("assets", "2025", "1000.0"),
    ("liabilities", "2025", "620.0"),
)


def drawn(*files: Examined, owner: Enterprise = OWNER) -> Documented:
    return documented(files, standings(files, owner), owner)


def test_opinion_and_figures_suggest_the_item_and_are_quoted(registry: Registry) -> None:
    result = score(registry, ["2022-common"], {}, documents=drawn(REPORT))
    (item,) = [i for i in result.items if i.id == "2022-common/item-5"]
    assert (item.verdict, item.basis) == ("met", "documents")
    assert "62.0%" in (item.reason or "") and "审计报告.pdf" in (item.reason or "")
    assert result.financial is not None and result.financial["basis"] == "documents"
    assert len(result.financial["evidence"]) == 3  # type: ignore[arg-type]


def test_declared_facts_win(registry: Registry) -> None:
    facts = {"audit_opinion": "带保留意见", "debt_ratios": {2025: 0.5}}
    result = score(registry, ["2022-common"], {}, facts=facts, documents=drawn(REPORT))
    (item,) = [i for i in result.items if i.id == "2022-common/item-5"]
    assert (item.verdict, item.basis) == ("basically_met", "facts")


def test_a_declared_fact_is_completed_by_the_papers(registry: Registry) -> None:
    result = score(registry, ["2022-common"], {}, facts={"audit_opinion": "带保留意见"}, documents=drawn(REPORT))
    (item,) = [i for i in result.items if i.id == "2022-common/item-5"]
    assert (item.verdict, item.basis) == ("basically_met", "documents")


def test_five_years_above_the_limit_are_not_met(registry: Registry) -> None:
    figures = [(k, str(y), v) for y in range(2021, 2026) for k, v in (("assets", "1000.0"), ("liabilities", "960.0"))]
    result = score(registry, ["2022-common"], {}, documents=drawn(paper("表.xlsx", *figures)))  # type: ignore[arg-type]
    (item,) = [i for i in result.items if i.id == "2022-common/item-5"]
    assert item.verdict == "not_met"


def test_another_companys_report_and_an_older_opinion_settle_nothing() -> None:
    other = replace(REPORT, mentions=(mention("昆山大华电子股份有限公司"),))
    assert drawn(other).facts == {}
    old = paper("旧审计报告.pdf", ("opinion", "2023", "unqualified"))
    assert drawn(old).facts == {}


def test_papers_that_disagree_are_left_out_and_named() -> None:
    other = paper("副本.pdf", ("opinion", "2025", "qualified"), ("ratio", "2025", "0.97"))
    found = drawn(REPORT, other)
    assert found.facts == {} and len(found.doubts) == 2


def test_figures_of_two_files_are_not_mixed() -> None:
    assets, debts = paper("a.xlsx", ("assets", "2025", "1000.0")), paper("b.xlsx", ("liabilities", "2025", "6200000.0"))
    assert drawn(assets, debts).facts == {}


@pytest.mark.parametrize(
    ("fact", "line", "why"),
    [
        ("largest_penalty_cny: -5", 4, "negative"),
        ("debt_ratios: {2025: 62}", 4, "6200%"),
        ("debt_ratios: {2025: 1200%}", 4, "1200%"),
        ("debt_ratios: {2027: 0.5}", 4, "2027"),
        ("debt_ratios: {2025: {assets: 100, liabilities: -3}}", 4, "negative"),
        ("audit_opinion: {2028: 无保留}", 4, "2028"),
        ("established: 2030", 4, "2030"),
    ],
)
def test_a_fact_that_cannot_be_is_named_with_its_line(tmp_path, fact: str, line: int, why: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "enterprise.yaml"
    path.write_text(f"name: A\nas_of: 2026-10-31\nfacts:\n  {fact}\n", encoding="utf-8")
    with pytest.raises(DataError, match=f":{line}: facts.*{why}"):
        load(path)


def test_sensible_facts_pass(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "enterprise.yaml"
    facts = "{debt_ratios: {2025: 62%, 2024: 1.2}, violations: 0, audit_opinion: 无保留}"
    path.write_text(f"name: A\nas_of: 2026-10-31\nfacts: {facts}\n", encoding="utf-8")
    assert load(path).facts["violations"] == 0
