"""The command's own input and output: a file of verdicts, and the score as report.json shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Registry
from evidence_check.scoring import score_file, to_json

C = "2018-advanced-common"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_json_and_yaml_and_chinese_words_are_one(registry: Registry, tmp_path: Path) -> None:
    as_json = written(tmp_path, "v.json", json.dumps({f"{C}/101": "basically_met", f"{C}/14": "达标"}))
    as_yaml = written(tmp_path, "v.yaml", f"{C}/101: 基本达标\n{C}/14: {{verdict: met, reason: null}}\n")
    one, other = score_file(registry, [C], as_json, "met"), score_file(registry, [C], as_yaml, "met")
    assert one == other
    assert (one.total, one.passed) == (99, True)


def test_without_an_assumption_the_rest_stays_open(registry: Registry, tmp_path: Path) -> None:
    result = score_file(registry, [C], written(tmp_path, "v.json", f'{{"{C}/101": "not_met"}}'), None)
    assert (result.total, result.best, result.passed) == (98, 98, False)


def test_the_verdicts_and_facts_of_an_enterprise_file_serve(registry: Registry, tmp_path: Path) -> None:
    text = "verdicts:\n  2022-common/10: 达标\nfacts:\n  audit_opinion: 无保留\n  debt_ratios: {2025: 0.4}\n"
    result = score_file(registry, ["2022-common"], written(tmp_path, "e.yaml", text), None)
    assert result.financial is not None and result.financial["verdict"] == "met"
    assert result.counts["internal_control"] == {"met": 1, "undetermined": 2}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("v.json", f'{{\n "{C}/101": "met",\n "{C}/14": "basically_met"\n}}', rf"v\.json:3: .*{C}/14"),
        ("v.yaml", f"{C}/101: met\n\n{C}/999: met\n", rf"v\.yaml:3: .*{C}/999"),
        ("v.yaml", f"{C}/101: super\n", r"v\.yaml:1: .*super.*expected met, basically_met"),
        ("v.yaml", f"verdicts:\n  {C}/101: met\n  {C}/13: 不适用\n", rf"v\.yaml:3: .*{C}/13"),
        ("v.json", "{\n", r"v\.json:2: not JSON"),
        ("v.json", f'{{\n"{C}/101": "met",\n"{C}/101": "not_met"}}', rf"v\.json:3: {C}/101: given twice"),
        ("v.json", "[1]", r"v\.json:1: expected clause or item ids"),
        ("v.yaml", "a: [\n", r"v\.yaml:2"),
    ],
)
def test_a_mistake_is_named_by_file_and_line(
    registry: Registry, tmp_path: Path, name: str, text: str, expected: str
) -> None:
    with pytest.raises(EvidenceCheckError, match=expected) as caught:
        score_file(registry, [C], written(tmp_path, name, text), "met")
    assert caught.value.exit_code == 2


def test_a_missing_file_is_named(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(EvidenceCheckError, match="no such file"):
        score_file(registry, [C], tmp_path / "none.json", None)


def test_the_json_has_the_contracts_shape(registry: Registry, tmp_path: Path) -> None:
    result = score_file(registry, [C], written(tmp_path, "v.json", f'{{"{C}/101": "基本达标"}}'), "met")
    shown = json.loads(json.dumps(to_json(result), ensure_ascii=False))
    assert {"standards", "total", "best", "worst", "passed", "conditions", "items"} <= set(shown)
    assert shown["standards"] == [C]
    assert [each["id"] for each in shown["conditions"]] == [
        "no_not_met", "basically_met_limit", "basically_met_limit_together", "total_95",
    ]  # fmt: skip
    row = next(each for each in shown["items"] if each["id"] == f"{C}/101")
    assert (row["verdict"], row["points"], row["basis"]) == ("basically_met", -1, "assessor")
    assert shown["conditions"][3]["detail"]["en"].endswith("99 now, 99 at best, 99 at worst")
