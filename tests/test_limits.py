"""Each kind of file has its own limits, told by its content first; beyond them a file costs only itself."""

import os
from pathlib import Path

import pytest

from evidence_check import documents, limits, workers
from evidence_check.documents import ocr, office

PDF, OLE, ZIP = b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04\0\0\0\0"


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (PDF, "制度.pdf", "pdf"), (PDF, "改名.docx", "pdf"), (ZIP, "制度.docx", "office"), (ZIP, "档案.zip", "archive"),
        (ZIP, "没有后缀", "archive"), (OLE, "制度.doc", "old office"), (OLE, "制度.wps", "old office"),
        (OLE, "邮件.msg", "mail"), (b"\xff\xd8\xff\xe0", "照片.pdf", "picture"), (b"Rar!\x1a\x07", "a.txt", "archive"),
        (b"From: a\n", "a.eml", "mail"), ("制度".encode(), "a.txt", "text"), (b"", "x", "other"),
        (b"\0\1", "a.xyz", "other"),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_content_before_name(head: bytes, name: str, kind: str) -> None:
    assert limits.kind_of(head, name) == kind


def test_every_ending_and_magic_names_a_kind_with_limits() -> None:
    assert {*limits._BY_ENDING.values(), *(kind for _, kind in limits._BY_MAGIC), "other"} == set(limits.KINDS)
    assert all(kind.seconds > 0 and kind.memory >= 2**30 for kind in limits.KINDS.values())


def test_large_files_scans_and_old_formats_get_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    monkeypatch.setattr(office, "program", lambda: None)
    pdf, old, text = (limits.KINDS[kind] for kind in ("pdf", "old office", "text"))
    small = limits.patience(pdf, 150_000)
    assert limits.patience(pdf, 150 * 2**20) > small
    plain = limits.patience(text, 150_000)
    monkeypatch.setattr(ocr, "available", lambda: True)
    assert limits.patience(pdf, 150_000) >= small + 10 * ocr.SECONDS_PER_PAGE
    assert limits.patience(text, 150_000) == plain
    before = limits.patience(old, 1_000)
    monkeypatch.setattr(office, "program", lambda: "/usr/bin/soffice")
    assert limits.patience(old, 1_000) == before + office.SECONDS_IN_ALL


def test_a_pipe_or_a_missing_file_keeps_nobody_waiting(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "a.txt")
    assert limits.limits_of(tmp_path / "a.txt") == limits.KINDS["text"]
    assert limits.limits_of(tmp_path / "none.pdf") == limits.KINDS["pdf"]


def test_a_file_of_more_text_than_a_person_reads_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_TEXT", 100)
    assert documents.read(b"visitors sign in\n" * 5, "a.txt").status == "ok"
    assert documents.read(b"visitors sign in\n" * 50, "a.txt").status == "too_large"


def test_no_more_workers_than_the_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 64)
    monkeypatch.setattr(workers.os, "sysconf", lambda name: 4096 if name == "SC_PAGE_SIZE" else 2**20)
    assert workers.default_jobs() == 4 * 2**30 // ocr.MEMORY
