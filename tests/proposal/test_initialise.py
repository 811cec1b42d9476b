"""``evidence-check init``: writes beside the files, never over what is there, whatever the files hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence_check import enterprise
from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Condition, Locator, Quote
from evidence_check.proposal import initialise, propose, render
from evidence_check.proposal.model import Observations, Seen
from tests.proposal.dossiers import FACTORY, factory
from tests.watching import Watching


def test_it_writes_a_file_that_a_scan_can_load(tmp_path: Path) -> None:
    told = Watching()
    path, proposal = initialise(factory(tmp_path / "d"), "2026-10-31", 1, told)
    assert path == tmp_path / "d" / "enterprise.yaml"
    assert enterprise.load(path).name.zh == FACTORY
    assert len(told.through) == len(told.todo) == 8
    assert proposal.unknown


def test_workers_propose_the_same(tmp_path: Path) -> None:
    one, _ = initialise(factory(tmp_path / "a" / "d"), "2026-10-31", 1)
    other, _ = initialise(factory(tmp_path / "b" / "d"), "2026-10-31", 2)
    assert one.read_bytes() == other.read_bytes()


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    factory(tmp_path)
    (tmp_path / "enterprise.yaml").write_text("name: 甲\n", encoding="utf-8")
    with pytest.raises(EvidenceCheckError, match="nothing was changed"):
        initialise(tmp_path, "2026-10-31")
    assert (tmp_path / "enterprise.yaml").read_text(encoding="utf-8") == "name: 甲\n"


@pytest.mark.parametrize("missing", ["nowhere", "empty"])
def test_a_missing_or_empty_folder_is_one_plain_sentence(missing: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EvidenceCheckError):
        initialise(tmp_path / missing, "2026-10-31")


def test_damaged_files_say_nothing_and_stop_nothing(tmp_path: Path) -> None:
    factory(tmp_path)
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 nothing of the kind")
    (tmp_path / "空.pdf").write_bytes(b"")
    path, _ = initialise(tmp_path, "2026-10-31")
    assert enterprise.load(path).people["customs_manager"] == "周敏"


@pytest.mark.parametrize(
    "hostile",
    [
        "a\u2028name: x",
        "b\x85people: {}",
        "c\nstandards: []",
        "d\x00\x1b[31m",
        "# e: {[",
        "no",
        "2026-01-01",
        "\ud800",
        "'\"",
    ],
)
def test_no_text_of_a_document_breaks_the_written_file(hostile: str, tmp_path: Path) -> None:
    quote = Quote(f"{hostile}.txt", Locator(line=1), hostile)
    seen = (
        Seen("partner", "甲\u2028有限公司", quote),
        Seen("people.customs_manager", hostile, quote),
        Seen("profile.containers", "yes", quote),
    )
    written = render(propose([Observations("a.txt", "own", seen=seen)], "2026-10-31", hostile))
    (tmp_path / "enterprise.yaml").write_text(written, encoding="utf-8")
    found = enterprise.load(tmp_path / "enterprise.yaml")
    assert found.profile["containers"] is True and len(found.partners) == 1
    assert found.standards == enterprise.DEFAULT_STANDARDS


def test_the_fact_that_would_settle_a_condition_is_asked() -> None:
    from evidence_check.applicability import applies, unanswered
    from tests.builders import enterprise as build

    food = Condition(businesses=("food",))
    assert applies(food, build()) is None and unanswered(food, build()) == "businesses"
    assert applies(food, build(businesses=("processing_trade",))) is False
    assert applies(food, build(businesses=("food",))) is True
    renewed = Condition(certification="renewal", businesses=("food",))
    assert applies(renewed, build()) is False and unanswered(renewed, build()) is None
    both = Condition(businesses=("food",), profile="containers")
    assert unanswered(both, build(businesses=("food",))) == "profile.containers"
