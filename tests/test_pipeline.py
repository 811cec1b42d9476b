"""The same bytes come out whatever worked on the files and whatever was kept; what is unchanged is not read again."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence_check import enterprise, limits, registry
from evidence_check.cache import Keeping, Store, keys
from evidence_check.executors import Serial, choose
from evidence_check.model import Registry
from evidence_check.pipeline import Round
from evidence_check.report import json
from evidence_check.scan import scan
from tests.dossier_builder import VISITORS, configuration, policy, visitor_log
from tests.executors.jobs import WORDS, Obeying, files_of, results
from tests.watching import Watching


@pytest.fixture(scope="module")
def standards() -> Registry:
    return registry.load()


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "恒锐"
    policy(folder / "安保" / "访客.docx", "外来人员进出管理办法", VISITORS)
    visitor_log(folder / "安保" / "登记.xlsx")
    policy(folder / "旧" / "封条.docx", "封条管理制度", [("一、保管", "封条由仓库专人保管，领用时登记号码。")])
    (folder / "备忘.txt").write_text("门卫每日检查围墙并登记。", encoding="utf-8")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    shutil.make_archive(str(folder / "打包"), "zip", folder, "安保")
    configuration(folder / "enterprise.yaml")
    return folder


def report(dossier: Path, standards: Registry, keeping: Keeping, jobs: int = 0) -> tuple[str, Watching]:
    told, owner = Watching(), enterprise.load(dossier / "enterprise.yaml")
    found = scan(dossier, owner, standards, jobs, None, told, keeping=keeping)
    return json.dump(json.to_json(found, standards)), told


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    return Keeping(file=tmp_path / "kept.sqlite")


NOT_KEPT = Keeping(on=False)


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_give_the_same_bytes_as_none(dossier: Path, standards: Registry, jobs: int) -> None:
    assert report(dossier, standards, NOT_KEPT, jobs)[0] == report(dossier, standards, NOT_KEPT)[0]


def test_nothing_unchanged_is_worked_on_again_and_the_bytes_are_the_same(
    dossier: Path, standards: Registry, keeping: Keeping
) -> None:
    cold, first = report(dossier, standards, keeping)
    warm, second = report(dossier, standards, keeping)
    assert len(first.through) == 6
    assert (second.todo, len(second.kept)) == ([], 6)
    assert cold == warm == report(dossier, standards, NOT_KEPT)[0]


def test_one_changed_file_costs_one_file(dossier: Path, standards: Registry, keeping: Keeping) -> None:
    report(dossier, standards, keeping)
    (dossier / "备忘.txt").write_text("门卫每周检查围墙并登记。", encoding="utf-8")  # as many bytes as before
    warm, told = report(dossier, standards, keeping)
    assert told.through == ["备忘.txt"]
    assert warm == report(dossier, standards, NOT_KEPT)[0]


def test_renaming_and_moving_cost_no_reading_and_count(
    dossier: Path, standards: Registry, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(dossier, standards, keeping)
    (dossier / "作废").mkdir()
    (dossier / "安保" / "访客.docx").rename(dossier / "作废" / "外来人员.docx")
    (dossier / "打包.zip").rename(dossier / "备份.zip")
    fresh = report(dossier, standards, NOT_KEPT)[0]
    monkeypatch.setattr("evidence_check.intake.take", lambda path, _: pytest.fail(f"{path} was opened"))
    moved, told = report(dossier, standards, keeping)
    assert set(told.through) == {"备份.zip", "作废/外来人员.docx"}
    assert moved == fresh
    assert "备份.zip/安保/访客.docx" in moved


def test_another_order_of_files_and_of_results_changes_nothing(
    dossier: Path, standards: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = report(dossier, standards, NOT_KEPT)[0]
    tasks = Round.tasks

    def shuffled(self: Round) -> Iterator[object]:
        found = list(tasks(self))
        random.Random(1).shuffle(found)
        return iter(found)

    monkeypatch.setattr(Round, "tasks", shuffled)
    assert report(dossier, standards, NOT_KEPT, 2)[0] == expected


def test_other_standards_are_another_question(dossier: Path, standards: Registry, keeping: Keeping) -> None:
    report(dossier, standards, keeping)
    configuration(dossier / "enterprise.yaml", standards="[2022-common, 2022-specific]")
    both, told = report(dossier, standards, keeping)
    assert len(told.through) == 6
    assert both == report(dossier, standards, NOT_KEPT)[0]


def test_other_code_or_data_makes_results_anew(
    dossier: Path, standards: Registry, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(dossier, standards, keeping)
    monkeypatch.setattr("evidence_check.examining.examining_digest", lambda digest: f"{digest} edited")
    assert len(report(dossier, standards, keeping)[1].through) == 6


def test_a_file_that_ran_out_of_time_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.KINDS, "text", limits.Limits(seconds=2.0))
    work = files_of(tmp_path, [WORDS[0], "wait 10"])
    store = Store(tmp_path / "kept.sqlite")
    with choose(2) as executor:
        assert results(Round(Obeying(), work, store), executor) == {"0.txt": WORDS[0], "1.txt": "timeout"}
    store.close()
    store = Store(tmp_path / "kept.sqlite")
    assert [one.name for one in Round(Obeying(), work, store).todo] == ["1.txt"]
    assert store._db.execute("SELECT count(*) FROM file").fetchone() == (1,)
    store.close()


def test_a_file_that_could_not_be_opened_is_tried_again(tmp_path: Path) -> None:
    work = [*files_of(tmp_path, WORDS[:1]), (tmp_path / "later.txt", "later.txt")]
    store = Store(tmp_path / "kept.sqlite")
    assert results(Round(Obeying(), work, store), Serial())["later.txt"] == "failed"
    (tmp_path / "later.txt").write_text("there", encoding="utf-8")
    assert results(Round(Obeying(), work, store), Serial())["later.txt"] == "there"
    store.close()


@pytest.mark.parametrize("at", [0, 3000, 20_000, 40_000])
def test_a_damaged_cache_is_thrown_away_with_one_line(
    dossier: Path, standards: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setenv("EVIDENCE_CHECK_CACHE", str(tmp_path / "caches"))
    owner = enterprise.load(dossier / "enterprise.yaml")
    expected = json.to_json(scan(dossier, owner, standards, keeping=Keeping()), standards)
    (place,) = (tmp_path / "caches").glob("*.sqlite")
    assert place == Keeping().place(dossier)
    spoilt = bytearray(place.read_bytes())
    spoilt[at : at + 6000] = bytes(random.Random(at).randbytes(6000))
    place.write_bytes(spoilt)
    remarks: list[str] = []
    found = scan(dossier, owner, standards, keeping=Keeping(), remarks=remarks)
    assert json.to_json(found, standards) == expected
    assert len(remarks) <= 1
    assert remarks or at > 3000
    remarks.clear()
    told = Watching()
    scan(dossier, owner, standards, progress=told, keeping=Keeping(), remarks=remarks)
    assert (told.through, remarks) == ([], [])


def test_a_folder_that_can_not_be_written_is_scanned_without_a_cache(
    dossier: Path, standards: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    monkeypatch.setenv("EVIDENCE_CHECK_CACHE", str(tmp_path / "a file" / "caches"))
    remarks: list[str] = []
    owner = enterprise.load(dossier / "enterprise.yaml")
    found = scan(dossier, owner, standards, keeping=Keeping(), remarks=remarks)
    assert json.dump(json.to_json(found, standards)) == report(dossier, standards, NOT_KEPT)[0]
    assert len(remarks) == 1
    assert "no cache" in remarks[0]


def test_nothing_is_written_into_the_dossier(dossier: Path, standards: Registry) -> None:
    before = sorted(dossier.rglob("*"))
    report(dossier, standards, Keeping())
    assert sorted(dossier.rglob("*")) == before


def test_a_scan_beside_another_neither_waits_for_ever_nor_doubles_anything(tmp_path: Path) -> None:
    work = files_of(tmp_path, WORDS)
    one, other = Store(tmp_path / "kept.sqlite"), Store(tmp_path / "kept.sqlite")
    first, second = Round(Obeying(), work, one), Round(Obeying(), work, other)
    shown = results(first, Serial())
    assert results(second, Serial()) == shown
    one.settle(list(first.numbers()))  # looks while the other one writes
    other.add(("e", "r"), [(keys.key("another"), 1, ())], ())
    assert len(list(one.parts())) == len(WORDS)
    assert one._db.execute("SELECT count(*) FROM part").fetchone() == (len(WORDS),)
    one.close()
    other.close()


def test_results_dropped_by_another_scan_are_noticed(dossier: Path, standards: Registry, keeping: Keeping) -> None:
    expected = report(dossier, standards, keeping)[0]
    numbers = Round.numbers

    def robbed(self: Round) -> dict[int, str]:
        with sqlite3.connect(str(keeping.file)) as other:
            other.execute("DELETE FROM file")
            other.execute("DELETE FROM memo")
        return numbers(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Round, "numbers", robbed)
        (dossier / "备忘.txt").write_text("门卫每日检查围墙并登记。", encoding="utf-8")
        patch.setattr("evidence_check.memo.recall", lambda *_: None)
        told = scan(dossier, enterprise.load(dossier / "enterprise.yaml"), standards, keeping=keeping)
    assert json.dump(json.to_json(told, standards)) == expected
