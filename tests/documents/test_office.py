"""Old office formats: through LibreOffice where it is found, within limits; named with the way out elsewhere."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence_check import documents, unpack
from evidence_check.documents import office, reasons
from evidence_check.documents.base import Unreadable
from evidence_check.documents.readers import through_office
from evidence_check.model import Document
from tests.documents.build import docx, p, zipped

POSIX = pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a script with a first line")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _old_file() -> bytes:
    """Return an OLE file of a kind that nothing here reads: one stream of an unknown name."""
    header = bytearray(OLD + b"\0" * 504)
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:48] = (1).to_bytes(4, "little")  # sectors of the allocation table
    header[48:52] = (1).to_bytes(4, "little")  # first directory sector
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:64] = header[68:72] = b"\xfe\xff\xff\xff"
    header[76:80] = (0).to_bytes(4, "little")
    header[80:512] = b"\xff" * 432
    table = (0xFFFFFFFD).to_bytes(4, "little") + (0xFFFFFFFE).to_bytes(4, "little") + b"\xff" * 504
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + (22).to_bytes(2, "little") + b"\x05\x01"
    root += b"\xff" * 12 + b"\0" * 36 + b"\xfe\xff\xff\xff" + b"\0" * 8
    return bytes(header) + table + root.ljust(512, b"\0")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    office.program.cache_clear()
    yield
    office.program.cache_clear()


def _stand_in(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program named soffice on the PATH, which knows its arguments as ``args``."""
    folder.mkdir(exist_ok=True)
    script = folder / "soffice"
    script.write_text(
        f"#!{sys.executable}\nimport os, pathlib, subprocess, sys, time\nargs = sys.argv[1:]\n"
        f"out, source = pathlib.Path(args[-2]), pathlib.Path(args[-1])\nhere = pathlib.Path({str(folder)!r})\n{body}\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def _read_old(name: str = "制度.wps") -> Document:
    return documents.read(_old_file(), name)


def _gone(pid: int) -> bool:
    """Tell whether a process has ended, waiting for it a little."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_without_libreoffice_old_formats_name_what_would_help(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_USUAL_PLACES", ())
    for name in ("制度.wps", "台账.et", "汇报.dps", "x.doc"):
        found = _read_old(name)
        assert found.status == "unsupported"
        assert found.reason == reasons.OLD_OFFICE
        assert "libreoffice" in (found.reason.zh or "") and "libreoffice" in (found.reason.en or "")


@POSIX
def test_what_libreoffice_writes_is_read_and_marked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    body = (
        "(here / 'args').write_text('\\n'.join(args) + '\\n' + os.environ['HOME'])\n"
        "settings = next(pathlib.Path(a.partition('file://')[2]) for a in args if a.startswith('-env:'))\n"
        "(here / 'settings').write_text((settings / 'user' / 'registrymodifications.xcu').read_text())\n"
        "out.mkdir()\n(out / 'document.docx').write_bytes((here / 'made.docx').read_bytes())"
    )
    folder = _stand_in(tmp_path / "bin", body, monkeypatch)
    (folder / "made.docx").write_bytes(docx(p("访客登记管理制度") + p("访客进入厂区前登记。")))
    found = _read_old("恒锐公司 制度.wps")
    assert found.status == "ok" and found.marks["converted"] == 1
    assert [passage.text for passage in found.passages] == ["访客登记管理制度", "访客进入厂区前登记。"]
    told = (folder / "args").read_text(encoding="utf-8")
    assert "恒锐" not in told and "document.wps" in told and "--headless" in told
    settings = (folder / "settings").read_text(encoding="utf-8")
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true' in settings
    home = Path(told.splitlines()[-1])
    assert home != Path.home() and not home.exists(), "its folder is removed afterwards"


@POSIX
def test_a_failure_of_libreoffice_is_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for body in ("sys.exit(1)", "out.mkdir()\n(out / 'document.docx').write_bytes(b'not a document')", "os.abort()"):
        _stand_in(tmp_path / "bin", body, monkeypatch)
        found = _read_old()
        assert found.status == "unsupported" and found.reason == reasons.OFFICE_FAILED


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_libreoffice_ends_with_its_children_when_its_time_is_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    body = (
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "(here / 'pids').write_text(f'{os.getpid()} {child.pid}')\ntime.sleep(600)"
    )
    folder = _stand_in(tmp_path / "bin", body, monkeypatch)
    monkeypatch.setattr(office, "SECONDS", 2.0)
    found = _read_old()
    assert found.status == "timeout" and found.reason == reasons.OFFICE_SLOW
    assert all(_gone(int(pid)) for pid in (folder / "pids").read_text().split())


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_libreoffice_does_not_outlive_a_reader_that_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = _stand_in(tmp_path / "bin", "(here / 'pid').write_text(str(os.getpid()))\ntime.sleep(600)", monkeypatch)
    code = "from evidence_check.documents import office; office.convert(b'x', 'wps', 'docx')"
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    reader = subprocess.Popen([sys.executable, "-c", code])
    try:
        for _ in range(400):
            if (folder / "pid").exists() and (folder / "pid").read_text():
                break
            time.sleep(0.05)
        pid = int((folder / "pid").read_text())
    finally:
        reader.send_signal(signal.SIGKILL)
        reader.wait()
    assert _gone(pid)
    for _ in range(100):
        left = list(tmp_path.glob("evidence-check-*"))
        if not left:
            break
        time.sleep(0.05)
    assert not left


@POSIX
def test_an_archive_of_old_files_has_one_time_for_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _stand_in(tmp_path / "bin", "time.sleep(600)", monkeypatch)
    monkeypatch.setattr(office, "SECONDS", 1.0)
    monkeypatch.setattr(office, "SECONDS_IN_ALL", 1.0)
    data = zipped({"a.wps": _old_file(), "b.wps": _old_file(), "c.txt": "访客登记管理制度"})
    begun = time.monotonic()
    found = {document.path: document.status for document in unpack.documents_of(data, "旧.zip")}
    assert found == {"旧.zip/a.wps": "timeout", "旧.zip/b.wps": "timeout", "旧.zip/c.txt": "ok", "旧.zip": "ok"}
    assert time.monotonic() - begun < 60, "not two minutes for each"


def test_excel_2003_xml_is_a_register_with_its_cells() -> None:
    rows = "".join(
        f'<Row{index}><Cell><Data ss:Type="DateTime">2025-03-{day:02d}T00:00:00.000</Data></Cell>'
        f'<Cell ss:Index="3"><Data ss:Type="String">王小明</Data></Cell>'
        f'<Cell><Data ss:Type="Number">{day}</Data></Cell></Row>'
        for day, index in ((1, ""), (2, ""), (3, ' ss:Index="7"'))
    )
    head = "".join(f'<Cell><Data ss:Type="String">{t}</Data></Cell>' for t in ("日期", "班次", "来访人", "人数"))
    book = (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="来访登记"><Table><Row>{head}</Row>{rows}</Table></Worksheet></Workbook>'
    )
    for data in (book.encode(), book.encode("utf-16")):
        found = documents.read(data, "导出.xls")
        assert (found.status, found.format) == ("ok", "xml-spreadsheet")
        assert [(c.column, c.text, c.ref) for c in found.passages[-1].cells] == [
            ("日期", "2025-03-03", "A7"), ("来访人", "王小明", "C7"), ("人数", "3", "D7"),
        ]  # fmt: skip
        assert found.passages[-1].locator.sheet == "来访登记"


real = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed (apt install libreoffice)")


@real
def test_the_real_program_reads_an_old_file_in_chinese() -> None:
    rtf = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}\f0 \u35775?\u23458?\u30331?\u35760?\par}"
    converted = office.convert(rtf.encode(), "doc", "docx")
    assert converted is not None
    found = documents.read(converted, "x.docx")
    assert [passage.text for passage in found.passages] == ["访客登记"]


@real
def test_the_real_program_reaches_no_network() -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    asked.append(connection.recv(200))

        thread = threading.Thread(target=listen)
        thread.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        page = f'<html><body><p>text</p><img src="{address}/x.png"><link href="{address}/x.css"></body></html>'
        try:
            assert office.convert(page.encode(), "html", "odt") is not None
        finally:
            done.set()
            thread.join()
    assert not asked


@real
def test_bytes_that_the_real_program_takes_for_letters_are_not_text() -> None:
    noise = random.Random(3).randbytes(5000)
    with pytest.raises(Unreadable) as caught:
        through_office.read(OLD + noise, "坏.wps", "wps")
    assert caught.value.status == "unsupported"
