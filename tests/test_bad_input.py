"""What clients hand over by accident: each gets one line with a reason, and the scan goes on."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from evidence_check import walk
from evidence_check.documents.base import Unreadable
from evidence_check.intake import take
from tests.dossier_builder import VISITORS, configuration, policy, visitor_log

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX files")
_AS_A_CLIENT = "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-dac_override,-dac_read_search"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "恒锐"
    policy(folder / "访客.docx", "外来人员进出管理办法", VISITORS)
    visitor_log(folder / "登记.xlsx")
    configuration(folder / "enterprise.yaml")
    return folder


def scan(dossier: Path, *prefix: str) -> dict[str, dict[str, Any]]:
    """Run the real command; check what holds of every dossier; return path → line of the others."""
    out = dossier.parent / "报告"
    command = [*prefix, sys.executable, "-m", "evidence_check", "scan", str(dossier), "-o", str(out), "-j", "1"]
    done = subprocess.run(command, capture_output=True, cwd=dossier.parent, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"Traceback" not in done.stderr
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    (out / "report.html").read_text(encoding="utf-8")
    paths = [line["path"] for line in report["documents"]]
    assert len(paths) == len(set(paths))
    lines = {line["path"]: line for line in report["documents"]}
    for line in lines.values():
        reason = line["reason"]
        assert line["status"] == "ok" or (reason and reason["zh"] and reason["en"]), line
    visitors = next(clause for clause in report["clauses"] if clause["id"] == "2022-common/41")
    assert visitors["coverage"] == "present", "the neighbours are read as ever"
    assert {lines.pop("访客.docx")["status"], lines.pop("登记.xlsx")["status"]} == {"ok"}
    return lines


def as_a_client() -> list[str]:
    """Return what starts a program whose permissions count: root may read everything otherwise."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root reads every file, and there is no setpriv to go without that right")
    return _AS_A_CLIENT.split()


@posix
def test_links_are_followed_only_to_files_of_the_dossier(dossier: Path) -> None:
    secret = dossier.parent / "别家" / "秘密.txt"
    secret.parent.mkdir()
    secret.write_text("别家公司的访客管理制度，不得外传。", encoding="utf-8")
    (dossier / "本地.docx").symlink_to("访客.docx")
    (dossier / "别家.txt").symlink_to(secret)
    (dossier / "口令.txt").symlink_to("/etc/passwd")
    (dossier / "失效.docx").symlink_to("没有.docx")
    (dossier / "甲.txt").symlink_to("乙.txt")
    (dossier / "乙.txt").symlink_to("甲.txt")
    (dossier / "回路").symlink_to(dossier, target_is_directory=True)
    (dossier / "别家夹").symlink_to(secret.parent, target_is_directory=True)
    lines = scan(dossier)
    assert {path: line["status"] for path, line in lines.items()} == {
        "本地.docx": "ok", "别家.txt": "unsupported", "口令.txt": "unsupported", "失效.docx": "failed",
        "甲.txt": "failed", "乙.txt": "failed", "回路": "unsupported", "别家夹": "unsupported",
    }  # fmt: skip
    assert lines["别家.txt"]["sha256"] == lines["口令.txt"]["sha256"] == ""
    for name in ("report.html", "report.json"):
        written = (dossier.parent / "报告" / name).read_text(encoding="utf-8")
        assert "不得外传" not in written and "root:" not in written


@posix
def test_pipes_sockets_and_devices_are_not_waited_for(dossier: Path) -> None:
    os.mkfifo(dossier / "管道.docx")
    os.mkfifo(dossier / "report.json")
    wanted = {"管道.docx": "unsupported", "report.json": "unsupported"}
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(dossier)  # the name of a socket may have 107 bytes
        server.bind("套接字")
        wanted["套接字"] = "failed"
        if os.geteuid() == 0:
            try:
                os.mknod(dossier / "设备", 0o644 | 0o020000, os.makedev(1, 5))  # endless zeros
            except PermissionError:
                pass
            else:
                wanted["设备"] = "unsupported"
        assert {path: line["status"] for path, line in scan(dossier).items()} == wanted


@posix
def test_what_may_not_be_opened_is_said_and_the_rest_is_read(dossier: Path) -> None:
    prefix = as_a_client()
    policy(dossier / "机密" / "封条.docx", "封条管理制度", [("一、保管", "封条由专人保管。")])
    policy(dossier / "半开" / "钥匙.docx", "钥匙管理制度", [("一、保管", "钥匙由专人保管。")])
    policy(dossier / "锁.docx", "封条管理制度", [("一、保管", "封条由专人保管。")])
    closed = [(dossier / "机密", 0o000), (dossier / "半开", 0o400), (dossier / "锁.docx", 0o000)]
    for path, mode in closed:
        path.chmod(mode)
    try:
        lines = scan(dossier, *prefix)
    finally:
        for path, _ in closed:
            path.chmod(0o700)
    assert {path: line["status"] for path, line in lines.items()} == {
        "机密": "failed", "半开/钥匙.docx": "failed", "锁.docx": "failed",
    }  # fmt: skip
    assert "文件夹" in lines["机密"]["reason"]["zh"]


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS names are UTF-8")
def test_names_that_are_no_text_are_read_and_written_all_the_same(dossier: Path) -> None:
    content = "办公用品领用须知".encode()
    for raw in ("管理制度汇编".encode("gbk") + b".txt", b"\xff\xfe.txt", b"\xfe\xff.txt", b"a\xed\xb0\x80.txt"):
        Path(os.fsdecode(os.fsencode(dossier) + b"/" + raw)).write_bytes(content)
    (dossier / ("长" * 82 + ".txt")).write_bytes(content)  # 250 bytes, the longest that most systems take
    (dossier / ("n" * 246 + ".txt")).write_bytes(content)
    (dossier / "空.docx").write_bytes(b"")
    lines = scan(dossier)
    assert len(lines) == 7
    assert lines["管理制度汇编.txt"]["status"] == "ok"
    assert {line["sha256"] for path, line in lines.items() if path != "空.docx"} == {
        hashlib.sha256(content).hexdigest()
    }
    assert lines["空.docx"]["status"] == "empty"
    assert lines["n" * 246 + ".txt"]["status"] == "ok"


def test_a_half_character_in_a_windows_name_is_replaced(tmp_path: Path) -> None:
    assert walk.relative(tmp_path / "a\ud800b.txt", tmp_path) == "a\ufffdb.txt"
    twins = [tmp_path / "a\ud800.txt", tmp_path / "a\ud801.txt"]
    assert len({name for _, name in walk.named(twins, tmp_path)}) == 2


@contextmanager
def _meanwhile(action: Any) -> Iterator[None]:
    stop = threading.Event()

    def repeat() -> None:
        while not stop.is_set():
            action()

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@posix
def test_a_file_that_is_rewritten_all_the_time_is_one_state_or_none(dossier: Path) -> None:
    states = [f"第{n}版：访客进入厂区前登记。\n".encode() * 4000 for n in (1, 2)]
    target = dossier / "变.txt"
    target.write_bytes(states[0])
    turn = [0]

    def rewrite() -> None:
        turn[0] ^= 1
        target.write_bytes(states[turn[0]][: 70_000 + turn[0]])

    with _meanwhile(rewrite):
        lines = scan(dossier)
    assert list(lines) == ["变.txt"]
    assert lines["变.txt"]["status"] in ("ok", "empty", "failed")


def test_a_file_that_grows_while_it_is_read_is_not_read_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"x" * 100)
    real = os.fstat
    calls = [0]

    def fstat(number: int) -> os.stat_result:
        calls[0] += 1
        if calls[0] <= growing:
            with path.open("ab") as stream:
                stream.write(b"y")
        return real(number)

    monkeypatch.setattr("evidence_check.intake.os.fstat", fstat)
    growing = 3
    assert take(path, "log.txt") == b"x" * 100 + b"y" * 3
    calls[0], growing = 0, 10**6
    with pytest.raises(Unreadable) as caught:
        take(path, "log.txt")
    assert caught.value.status == "failed" and "改写" in (caught.value.reason.zh or "")


@contextmanager
def _locked(path: Path) -> Iterator[str]:
    """Hold a file as another program does; yield the status that follows: only Windows keeps readers out."""
    with path.open("r+b") as stream:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
            yield "failed"
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX)
            yield "ok"


def test_a_file_that_another_program_holds_keeps_nobody_waiting(dossier: Path) -> None:
    held = policy(dossier / "占用.docx", "封条管理制度", [("一、保管", "封条由专人保管。")])
    with _locked(held) as status:
        lines = scan(dossier)
    assert {path: line["status"] for path, line in lines.items()} == {"占用.docx": status}


@pytest.mark.parametrize("refused", ["open", "read"])
def test_a_file_that_is_locked_when_its_turn_comes_is_said_to_be_locked(
    refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses the file of another program when it is opened, and locked parts of it when they are read."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"PK")
    error = PermissionError(13, "The process cannot access the file because it is being used by another process")

    class Refusing(io.FileIO):
        def readall(self) -> bytes:
            raise error

    def opened(file: Any, *_: Any, **__: Any) -> Any:
        if refused == "open":
            raise error
        return Refusing(file)

    monkeypatch.setattr("builtins.open", opened)
    if refused == "read":
        monkeypatch.setattr(Refusing, "read", lambda self, _size=-1: self.readall())
    with pytest.raises(Unreadable) as caught:
        take(path, "台账.xlsx")
    monkeypatch.undo()
    assert caught.value.status == "failed"
    assert "占用" in (caught.value.reason.zh or "") and "another process" in (caught.value.reason.en or "")


def test_a_file_that_vanishes_after_it_was_listed_is_said_to_be_gone(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evidence_check import enterprise, registry
    from evidence_check.report.json import to_json
    from evidence_check.scan import scan as run

    listed = walk.files

    def list_then_lose(*arguments: Any) -> list[Path]:
        found = listed(*arguments)
        (dossier / "会消失.docx").unlink()
        return found

    policy(dossier / "会消失.docx", "封条管理制度", [("一、保管", "封条由专人保管。")])
    monkeypatch.setattr(walk, "files", list_then_lose)
    standards = registry.load()
    report = to_json(run(dossier, enterprise.load(dossier / "enterprise.yaml"), standards, jobs=1), standards)
    lines = {line["path"]: line for line in report["documents"]}
    assert lines["会消失.docx"]["status"] == "failed" and "移走" in lines["会消失.docx"]["reason"]["zh"]
    assert lines["访客.docx"]["status"] == "ok"


def test_a_dossier_of_nothing_but_rubbish_still_gets_its_report(tmp_path: Path) -> None:
    folder = tmp_path / "坏"
    folder.mkdir()
    (folder / "空.pdf").write_bytes(b"")
    (folder / "假.docx").write_bytes(b"not a document \x00\x01")
    command = [sys.executable, "-m", "evidence_check", "scan", str(folder), "-o", str(tmp_path / "r")]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "r" / "report.json").read_text(encoding="utf-8"))
    assert {line["status"] for line in report["documents"]} <= {"empty", "unsupported", "failed"}
