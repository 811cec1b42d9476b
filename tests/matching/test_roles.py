"""What a document is for: by its title, unless its sentences speak otherwise."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from evidence_check import documents, registry
from evidence_check.matching.gates import compile_gates
from evidence_check.matching.match import Matcher
from evidence_check.matching.roles import judge
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.model import Role

RULES = [
    "仓库门平时锁着，钥匙只有仓管员和厂长有。",
    "外面的人要进仓库，先在门口登记，由仓管员带着走。",
    "下班前最后一个走的人检查门窗，拉下电闸再走。",
    "发现锁被撬、东西少了，马上打厂长电话，不要动现场。",
    "钥匙丢了当天报行政，第二天换锁。",
    "装货的时候仓管员要在旁边看着，不能走开。",
    "来拉货的师傅只能在月台等，不许进库房。",
]
ENTRIES = [
    ("2024-03-01", "张伟", "一号库", "正常"),
    ("2024-03-02", "李娜", "一号库", "正常"),
    ("2024-03-05", "张伟", "二号库", "门锁坏，已修"),
    ("2024-03-06", "王强", "一号库", "正常"),
    ("2024-03-07", "李娜", "二号库", "正常"),
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    loaded = registry.load()
    return Matcher(Vocabulary(loaded, ("2022-common",)), compile_gates(loaded))


def role(matcher: Matcher, name: str, lines: list[str]) -> Role:
    document = documents.read("\n".join(lines).encode(), f"{name}.txt")
    return judge(matcher.read(document)).role


def sheet(folder: Path, name: str, rows: list[tuple[str, ...]]) -> bytes:
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    book.save(folder / name)
    return (folder / name).read_bytes()


@pytest.mark.parametrize("name", ["仓库天天要做的事", "仓库登记"])
def test_rules_are_known_by_how_they_speak(matcher: Matcher, name: str) -> None:
    """A house that never says 制度; and one whose rule is called a register may serve as either."""
    found = role(matcher, name, RULES)
    assert found.name == "written_system" or (found.name == "irrelevant" and not found.certain)


def test_rules_in_the_cells_of_a_table_are_rules(matcher: Matcher, tmp_path: Path) -> None:
    data = sheet(
        tmp_path, "仓库.xlsx", [("步骤", "谁", "做什么"), *((str(n), "仓管员", r) for n, r in enumerate(RULES))]
    )
    assert judge(matcher.read(documents.read(data, "仓库.xlsx"))).role.name == "written_system"


def test_entries_are_no_rule_whatever_their_title(matcher: Matcher, tmp_path: Path) -> None:
    data = sheet(tmp_path, "仓库.xlsx", [("日期", "检查人", "位置", "情况"), *ENTRIES * 4])
    assert judge(matcher.read(documents.read(data, "仓库.xlsx"))).role.name == "record"


def test_a_title_without_text_keeps_its_role(matcher: Matcher) -> None:
    """Nothing speaks against it, and a title alone states nothing (``refused_title_only``)."""
    found = role(matcher, "外来人员进出管理办法", ["外来人员进出管理办法"])
    assert found.name == "written_system" and found.certain
