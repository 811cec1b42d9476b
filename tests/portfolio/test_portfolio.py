"""Many clients: each gets its own report and one line; none stops, and none sees, another."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from hostile_samples import HOSTILE
from office_payloads import PAYLOADS

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Bilingual
from evidence_check.portfolio import Client, write
from evidence_check.portfolio.clients import client_folders
from evidence_check.portfolio.write import render
from evidence_check.report.visible import visible
from tests.dossier_builder import VISITORS, configuration, policy, visitor_log

LINE = Client("甲", "ready", Bilingual("甲公司", None), "first", ("2022-common",), "2026-10-31", files=3)


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evidence_check", "portfolio", *map(str, arguments), "-j", "2"]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def made(folder: Path) -> Path:
    policy(folder / "恒锐" / "访客.docx", "外来人员进出管理办法", VISITORS)
    visitor_log(folder / "恒锐" / "登记.xlsx")
    configuration(folder / "恒锐" / "enterprise.yaml")
    policy(folder / "华东" / "泊衡" / "访客.docx", "外来人员进出管理办法", VISITORS[:2])
    name = "{zh: 连云港泊衡报关有限公司, en: null}"
    configuration(folder / "华东" / "泊衡" / "enterprise.yaml", name=name, standards="[2018-advanced-common]")
    (folder / "空白").mkdir()
    (folder / "坏").mkdir()
    (folder / "坏" / "enterprise.yaml").write_text("name: [", encoding="utf-8")
    return folder


@pytest.fixture
def clients(tmp_path: Path) -> Path:
    return made(tmp_path / "客户")


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder with the clients and, under ``out``, what came of them."""
    folder = tmp_path_factory.mktemp("portfolio")
    return folder, run(made(folder / "客户"), "-o", "out", cwd=folder)


def rows(path: Path) -> list[tuple[object, ...]]:
    page = openpyxl.load_workbook(path).active
    assert page is not None
    return list(page.iter_rows(values_only=True))


Surveyed = tuple[Path, subprocess.CompletedProcess[str]]


def test_every_client_gets_a_line_and_those_that_fail_stop_no_other(surveyed: Surveyed) -> None:
    tmp_path, done = surveyed
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    lines = {str(row[0]): row for row in rows(tmp_path / "out" / "portfolio.xlsx")[1:]}
    assert sorted(lines) == ["华东/泊衡", "坏", "恒锐", "空白"]
    assert lines["恒锐"][1] == "苏州恒锐机电有限公司"
    assert isinstance(lines["恒锐"][5], int)
    assert "enterprise.yaml:" in str(lines["坏"][-1])
    assert "no files" in str(lines["空白"][-1])
    assert lines["坏"][4:11] == (None,) * 7
    page = (tmp_path / "out" / "portfolio.html").read_text(encoding="utf-8")
    assert all(name in page for name in lines)
    for client in ("恒锐", "华东/泊衡"):
        assert (tmp_path / "out" / client / "report.html").is_file()
    for client in ("坏", "空白"):
        assert client in done.stderr
        assert not (tmp_path / "out" / client).exists()


def test_no_clients_words_appear_in_anothers_report(surveyed: Surveyed) -> None:
    for name, other in (("恒锐", "泊衡"), ("华东/泊衡", "恒锐")):
        text = b"".join(path.read_bytes() for path in (surveyed[0] / "out" / name).iterdir())
        assert name.rpartition("/")[2].encode() in text
        assert other.encode() not in text


def test_alone_or_among_others_a_client_gets_the_same_report(surveyed: Surveyed) -> None:
    tmp_path, _ = surveyed
    alone = ["scan", str(tmp_path / "客户" / "恒锐"), "-o", "out/alone", "--no-cache"]
    subprocess.run([sys.executable, "-m", "evidence_check", *alone], cwd=tmp_path, check=True, capture_output=True)
    report = (tmp_path / "out" / "恒锐" / "report.json").read_bytes()
    assert report == (tmp_path / "out" / "alone" / "report.json").read_bytes()


def test_a_second_time_gives_the_same_bytes_and_leaves_its_own_outputs_alone(clients: Path) -> None:
    shutil.rmtree(clients / "华东")

    def contents() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (clients / "总览").rglob("*") if path.is_file()}

    assert run(clients, "-o", clients / "总览", cwd=clients.parent).returncode == 0
    first = contents()
    assert run(clients, "-o", clients / "总览", cwd=clients.parent).returncode == 0
    assert contents() == first
    assert "总览" not in [row[0] for row in rows(clients / "总览" / "portfolio.xlsx")]


def test_a_spoilt_cache_of_one_client_costs_one_line(clients: Path, tmp_path: Path) -> None:
    for other in ("坏", "空白", "华东"):
        shutil.rmtree(clients / other)
    assert run(clients, "-o", "out", cwd=tmp_path).returncode == 0
    from evidence_check.cache import Keeping

    place = Keeping().place(clients / "恒锐")
    assert place is not None
    place.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    done = run(clients, "-o", "again", cwd=tmp_path)
    assert done.returncode == 0
    assert len(done.stderr.strip().splitlines()) == 1
    one, other = (tmp_path / name / "恒锐" / "report.json" for name in ("out", "again"))
    assert one.read_bytes() == other.read_bytes()


def test_a_folder_of_groups_leaves_no_client_out(clients: Path, tmp_path: Path) -> None:
    (clients / "华东" / "新客户").mkdir()
    found = [path.relative_to(clients).as_posix() for path in client_folders(clients, tmp_path / "out")]
    assert found == ["华东/新客户", "华东/泊衡", "坏", "恒锐", "空白"]


@pytest.mark.parametrize("missing", ["nowhere", "empty"])
def test_a_folder_without_clients_is_said_in_plain_words(tmp_path: Path, missing: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EvidenceCheckError):
        client_folders(tmp_path / missing, tmp_path / "out")


class Tags(HTMLParser):
    """Collects the names of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.seen.add(tag)


@pytest.mark.parametrize("text", (*HOSTILE, *PAYLOADS))
def test_names_from_a_clients_folder_are_never_markup_or_formulas(tmp_path: Path, text: str) -> None:
    line = replace(
        LINE, path=text, name=Bilingual(text, None), error=text, report=tmp_path / visible(text).replace("/", "_")[:60]
    )
    page, sheet = write([line], tmp_path / "out")
    parser = Tags()
    parser.feed(page.read_text(encoding="utf-8"))
    assert not {"script", "img"} & parser.seen
    assert "table" in parser.seen
    assert "default-src 'none'" in page.read_text(encoding="utf-8")
    cells = [cell for row in openpyxl.load_workbook(sheet).active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


def test_the_overview_is_the_same_bytes_for_the_same_lines(tmp_path: Path) -> None:
    one, other = ([path.read_bytes() for path in write([LINE], tmp_path / name)] for name in ("a", "b"))
    assert one == other
    assert openpyxl.load_workbook(io.BytesIO(one[1])).active is not None


def test_it_speaks_english_first_where_asked(tmp_path: Path) -> None:
    assert "<title>Clients at a glance</title>" in render([LINE], tmp_path, "en")
    _, sheet = write([LINE], tmp_path, "en")
    assert rows(sheet)[0][0] == "Client folder"
