"""The whole folder of hostile files through the real command: it ends, says one thing of each, and harms nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import hostile_files
from tests.dossier_builder import VISITORS, configuration, policy, visitor_log

pytestmark = hostile_files.needed
GUARD = Path(__file__).resolve().parent / "guard"
NEIGHBOURS = ("访客.docx", "登记.xlsx")
PROGRAMS = {"bsdtar", "tar", "unar", "unrar", "lsar", "7z", "7zz", "file", "uname"}
"""What a scan may start besides Python (its workers, the guard of LibreOffice)."""


@dataclass(frozen=True)
class Run:
    """One scan of the folder: its report, both outputs as text, and what the guard noted."""

    report: dict[str, Any]
    written: str
    notes: list[tuple[str, str]]
    folder: Path
    before: dict[str, str]

    def lines(self) -> list[dict[str, Any]]:
        return [line for line in self.report["documents"] if line["path"] not in NEIGHBOURS]


def _state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _dossier(folder: Path) -> Path:
    policy(folder / NEIGHBOURS[0], "外来人员进出管理办法", VISITORS)
    visitor_log(folder / NEIGHBOURS[1])
    configuration(folder / "enterprise.yaml")
    return folder


def _scan(folder: Path, out: Path, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "evidence_check", "scan", str(folder), "-o", str(out), "-j", "2"]
    done = subprocess.run(command, capture_output=True, cwd=out.parent, env=environment, check=False, timeout=1500)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"Traceback" not in done.stderr
    report: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return report


def _text_of(path: Path) -> str:
    """Return what an output holds: a workbook's and a Word report's parts are text too."""
    if path.suffix not in (".xlsx", ".docx"):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    base = tmp_path_factory.mktemp("hostile")
    folder = _dossier(base / "材料")
    shutil.copytree(hostile_files.FOLDER, folder / "odd")
    places = {name: base / name for name in ("home", "tmp", "cache", "cwd")}
    for place in places.values():
        place.mkdir()
    environment = dict(
        os.environ,
        PYTHONPATH=os.pathsep.join([str(GUARD), str(GUARD.parent.parent)]),
        EVIDENCE_CHECK_GUARD=str(base / "notes"),
        HOME=str(places["home"]),
        TMPDIR=str(places["tmp"]),
        XDG_CACHE_HOME=str(places["cache"]),
        PYTHONDONTWRITEBYTECODE="1",
    )
    before = _state(folder)
    report = _scan(folder, places["cwd"] / "报告", environment)
    out = places["cwd"] / "报告"
    written = "".join(_text_of(path) for path in sorted(out.iterdir()))
    notes = [tuple(line.split("\t", 1)) for line in (base / "notes").read_text(errors="replace").splitlines()]
    return Run(report, written, notes, base, before)  # type: ignore[arg-type]


def test_every_file_has_one_line_with_a_status_and_a_reason_in_both_languages(run: Run) -> None:
    lines = run.lines()
    paths = [line["path"] for line in lines]
    assert len(paths) == len(set(paths))
    assert {path.removeprefix("odd/") for path in paths} >= set(_state(hostile_files.FOLDER)), "no file goes missing"
    for line in lines:
        reason = line["reason"]
        assert line["status"] == "ok" or (reason["zh"] and reason["en"]), line
    counts = Counter(line["status"] for line in lines)
    print(dict(sorted(counts.items())))  # shown with -s
    assert counts["ok"] > 100 and counts["too_large"] and counts["encrypted"]
    sound = {line["path"] for line in lines if line["path"].startswith("odd/formats/") and line["status"] == "failed"}
    assert sound == {"odd/formats/testWORD_truncated.docx", "odd/formats/testZIP_corrupted_oom.zip"}, "sound files fail"


def test_nothing_is_ok_without_text(run: Run) -> None:
    from evidence_check import unpack
    from evidence_check.documents.archive_formats import FORMATS

    read = {line["path"] for line in run.lines() if line["status"] == "ok"}
    checked = set()
    for name in _state(hostile_files.FOLDER):
        if not any(path == f"odd/{name}" or path.startswith(f"odd/{name}/") for path in read):
            continue  # what was refused out there is not opened in here, where nothing bounds it
        for document in unpack.documents_of((hostile_files.FOLDER / name).read_bytes(), f"odd/{name}"):
            if document.status == "ok":
                archive = document.format in FORMATS
                assert archive or any(passage.text.strip() for passage in document.passages), document.path
                checked.add(document.path)
    assert checked == read


def test_nothing_is_written_outside_the_output_and_nothing_is_changed(run: Run) -> None:
    assert _state(run.folder / "材料") == run.before
    allowed = [run.folder / "cwd" / "报告", run.folder / "tmp", run.folder / "cache", Path("/dev")]
    written = {Path(path) for kind, path in run.notes if kind == "write"}
    assert any(path.is_relative_to(allowed[0]) for path in written), "the guard sees what is written"
    assert not {path for path in written if path.is_absolute() and not any(map(path.is_relative_to, allowed))}
    assert not list((run.folder / "home").iterdir())
    assert [path.name for path in (run.folder / "cwd").iterdir()] == ["报告"]
    left = [path.name for path in (run.folder / "tmp").iterdir() if path.name.startswith("evidence-check-")]
    assert not left


def test_nothing_outside_is_fetched(run: Run) -> None:
    assert not [what for kind, what in run.notes if kind == "network"]
    assert "LEAK[" not in run.written
    assert "root:x:0" not in run.written
    started = {Path(what).name for kind, what in run.notes if kind == "program"}
    assert {name for name in started if not name.startswith("python")} <= PROGRAMS


def test_the_neighbours_are_read_as_if_they_were_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "材料").mkdir()
    for name in (*NEIGHBOURS, "enterprise.yaml"):
        shutil.copy2(run.folder / "材料" / name, tmp_path / "材料" / name)
    alone = _scan(tmp_path / "材料", tmp_path / "r", dict(os.environ))
    together = run.report
    for name in NEIGHBOURS:
        lines = [next(d for d in report["documents"] if d["path"] == name) for report in (alone, together)]
        assert lines[0] == lines[1]
    pairs = zip(alone["clauses"], together["clauses"], strict=True)
    for one, other in pairs:
        mine = [evidence for evidence in other["evidence"] if evidence["file"] in NEIGHBOURS]
        assert [(e["file"], e["quote"]) for e in one["evidence"]] == [(e["file"], e["quote"]) for e in mine]


def test_the_guard_notes_what_it_should(tmp_path: Path) -> None:
    """A guard that sees nothing would pass every test above."""
    notes = tmp_path / "notes"
    code = (
        "import pathlib, socket\n"
        f"pathlib.Path({str(tmp_path / 'x')!r}).write_text('x')\n"
        "try:\n    socket.create_connection(('192.0.2.1', 80), 0.1)\nexcept PermissionError:\n    print('refused')\n"
    )
    environment = dict(os.environ, PYTHONPATH=str(GUARD), EVIDENCE_CHECK_GUARD=str(notes))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)
    assert done.stdout.strip() == b"refused"
    assert {line.split("\t")[0] for line in notes.read_text().splitlines()} == {"network", "write"}
