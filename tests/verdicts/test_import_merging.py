"""What counts when workbook and enterprise.yaml differ: what was changed here, what was changed there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from import_hands import NINE, YAML, brought, filled, verdicts
from scored_samples import scored
from workbook_hands import CLAUSES, fill, opened

from evidence_check.model import AssessorVerdict
from evidence_check.report import workbook
from evidence_check.verdicts import fingerprints

# --- what counts: changed here, changed there -----------------------------------------------------------------------


GIVEN = {NINE: AssessorVerdict("met", "旧理由", "李工", "2026-10-01", "0123456789abcdef")}


@pytest.fixture
def prefilled(config: Path) -> bytes:
    """A workbook in which a verdict stands already, as it stands in enterprise.yaml."""
    line = (
        "  2022-common/9: {verdict: met, reason: 旧理由, assessor: 李工, date: 2026-10-01, evidence: 0123456789abcdef}"
    )
    config.write_text(YAML.replace("verdicts: {}", f"verdicts:\n{line}"), encoding="utf-8")
    return workbook.render(*scored("2022", verdicts=GIVEN))


def test_a_verdict_that_nobody_touched_stays_with_what_it_was_given_on(prefilled: bytes, config: Path) -> None:
    before = config.read_bytes()
    assert not brought(opened(prefilled), config).written
    assert config.read_bytes() == before


def test_a_new_day_gives_the_verdict_anew_on_the_evidence_that_is_shown(prefilled: bytes, config: Path) -> None:
    book = opened(prefilled)
    fill(book[CLAUSES], NINE, date=date(2026, 11, 21))
    assert [change.action for change in brought(book, config).changes] == ["changed"]
    assert verdicts(config)[NINE].evidence == fingerprints(scored("2022")[0])[NINE] != GIVEN[NINE].evidence


def test_a_verdict_that_was_emptied_is_withdrawn(prefilled: bytes, config: Path) -> None:
    book = opened(prefilled)
    fill(book[CLAUSES], NINE, verdict=None, reason=None, assessor=None, date=None)
    assert [change.action for change in brought(book, config).changes] == ["withdrawn"]
    assert verdicts(config) == {} and "name: {zh: 厦门海澄" in config.read_text(encoding="utf-8")


def test_an_old_workbook_does_not_undo_what_was_written_into_the_file_since(prefilled: bytes, config: Path) -> None:
    text = config.read_text(encoding="utf-8").replace(
        "verdict: met, reason: 旧理由", "verdict: not_met, reason: 新理由"
    )
    config.write_text(text, encoding="utf-8")
    assert not brought(opened(prefilled), config).written
    empty = opened(workbook.render(*scored("2022")))
    assert not brought(empty, config).written
    assert verdicts(config)[NINE].reason == "新理由"


@pytest.mark.usefixtures("prefilled")
def test_what_is_filled_in_wins_over_the_file_and_both_are_told(config: Path) -> None:
    book = opened(workbook.render(*scored("2022")))
    fill(book[CLAUSES], NINE, verdict="基本达标 Basically met", reason="再看")
    (change,) = brought(book, config).changes
    assert (change.action, change.before and change.before.verdict, change.after and change.after.verdict) == (
        "changed", "met", "basically_met",
    )  # fmt: skip


def test_a_dry_run_tells_and_writes_nothing(fresh: bytes, config: Path) -> None:
    done = brought(filled(fresh), config, write=False)
    assert len(done.changes) == 3 and not done.written and config.read_text(encoding="utf-8") == YAML
