"""Archives other than zip: the same names, limits and honesty, with or without the extra."""

from __future__ import annotations

import gzip
import importlib.util
import io
import shutil
import struct
import tarfile
import zlib
from pathlib import Path

import pytest

from evidence_check import documents, unpack
from evidence_check.documents import archive_formats, rar
from evidence_check.documents.base import Unreadable
from tests import hostile_files
from tests.documents.build import zipped

has_7z = pytest.mark.skipif(importlib.util.find_spec("py7zr") is None, reason="py7zr is not installed")
has_rar = pytest.mark.skipif(importlib.util.find_spec("rarfile") is None, reason="rarfile is not installed")


def _tar(files: dict[str, bytes], mode: str = "w:gz", links: dict[str, str] | None = None) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, format=tarfile.GNU_FORMAT, encoding="gb18030") as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("mode", "name"), [("w", "a.tar"), ("w:gz", "a.tar.gz"), ("w:bz2", "a.tbz"), ("w:xz", "a.txz")]
)
def test_tars_are_walked_with_real_names(mode: str, name: str) -> None:
    data = _tar({"制度/访客.txt": "访客登记".encode(), "../../b.csv": b"a,b"}, mode, {"link": "/etc/passwd"})
    assert dict(documents.members(data, name)) == {
        f"{name}/制度/访客.txt": "访客登记".encode(),
        f"{name}/b.csv": b"a,b",
    }


def test_archives_inside_each_other_are_walked_whatever_their_kind() -> None:
    inner = zipped({"里.txt": "x"})
    assert [name for name, _ in documents.members(_tar({"内.zip": inner}), "a.tgz")] == ["a.tgz/内.zip/里.txt"]
    assert [name for name, _ in documents.members(zipped({"b.tgz": _tar({"c.txt": b"x"})}), "a.zip")] == [
        "a.zip/b.tgz/c.txt"
    ]


def test_a_lone_packed_file_is_its_only_member() -> None:
    assert dict(documents.members(gzip.compress(b"a,b\n1,2"), "x/台账.csv.gz")) == {
        "x/台账.csv.gz/台账.csv": b"a,b\n1,2"
    }


def test_packed_bombs_are_too_large() -> None:
    for data in (gzip.compress(b"\0" * 80_000_000), _tar({"a.txt": b"0" * 80_000_000})):
        (outcome,) = [document for document in unpack.documents_of(data, "a.gz") if document.path == "a.gz"]
        assert outcome.status == "too_large"


def test_a_damaged_archive_fails_with_what_was_read_before() -> None:
    data = _tar({"a.txt": b"hello", "b.bin": bytes(range(256)) * 800}, "w:gz")
    found = {document.path: document.status for document in unpack.documents_of(data[: len(data) // 2], "a.tgz")}
    assert found["a.tgz"] == "failed"


def test_without_what_opens_them_7z_and_rar_name_what_would_help(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(archive_formats.importlib, "import_module", refuse)
    monkeypatch.setattr(rar, "bsdtar", lambda: None)
    for kind, magic, line in (
        ("7z", b"7z\xbc\xaf\x27\x1c\0\4", archive_formats.INSTALL),
        ("rar", b"Rar!\x1a\x07\x00", "bsdtar"),
    ):
        (found,) = unpack.documents_of(magic + b"\0" * 60, f"a.{kind}")
        assert found.status == "unsupported" and found.format == kind
        assert found.reason is not None and line in (found.reason.zh or "") and line in (found.reason.en or "")


def _seven(files: dict[str, bytes], password: str | None = None) -> bytes:
    import py7zr

    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password=password) as archive:
        for name, content in files.items():
            archive.writestr(content, name)
    return buffer.getvalue()


@has_7z
def test_7z_is_walked_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = _seven({"制度/访客.txt": "访客登记".encode(), "空.txt": b"", "内.zip": zipped({"x.txt": "y"})})
    assert dict(documents.members(data, "a.7z")) == {
        "a.7z/制度/访客.txt": "访客登记".encode(),
        "a.7z/空.txt": b"",
        "a.7z/内.zip/x.txt": b"y",
    }
    assert not list(tmp_path.iterdir())


@has_7z
def test_7z_with_a_password_a_bomb_or_damage_is_refused() -> None:
    outcomes = {}
    good = _seven({"a.txt": b"hello" * 100})
    for name, data in {
        "encrypted": _seven({"a.txt": b"x"}, password="secret"),
        "too_large": _seven({"a.txt": b"\0" * 80_000_000}),
        "failed": good[:40] + b"\xff" * 20 + good[60:],
    }.items():
        with pytest.raises(Unreadable) as caught:
            list(documents.members(data, "a.7z"))
        outcomes[name] = caught.value.status
    assert all(name == status for name, status in outcomes.items()), outcomes


def _rar3(name: bytes, content: bytes, method: int = 0x30) -> bytes:
    """Return a RAR 3 archive of one file that is stored, or claims to be packed."""

    def block(kind: int, flags: int, body: bytes) -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    entry = struct.pack(
        "<IIBIIBBHI", len(content), len(content), 2, zlib.crc32(content), 0x5A210000, 20, method, len(name), 0x20
    )
    return (
        b"Rar!\x1a\x07\x00" + block(0x73, 0, b"\0" * 6) + block(0x74, 0x8000, entry + name) + content
        + block(0x7B, 0x4000, b"")
    )  # fmt: skip


RAR_FILES = (
    (_rar3(b"..\\rules\\visit.txt", b"sign in"), {"a.rar/rules/visit.txt": b"sign in"}),
    (_rar3("制度\\管理制度.txt".encode("gbk"), b"x"), {"a.rar/制度/管理制度.txt": b"x"}),
)


@pytest.mark.skipif(rar.bsdtar() is None, reason="bsdtar is not installed (libarchive-tools)")
def test_rar_is_walked_as_one_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rar, "_rarfile", lambda: None)
    for data, members in RAR_FILES:
        assert dict(documents.members(data, "a.rar")) == members
    for data in (b"Rar!\x1a\x07\x00garbage", RAR_FILES[0][0][:-20]):
        with pytest.raises(Unreadable) as caught:
            list(documents.members(data, "a.rar"))
        assert caught.value.status == "failed"


@has_rar
def test_rar_is_walked_member_by_member_and_names_the_program_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    import rarfile

    monkeypatch.setattr(rar, "bsdtar", lambda: None)
    for data, members in RAR_FILES:
        assert dict(documents.members(data, "a.rar")) == members

    def refuse(*_: object, **__: object) -> None:
        raise rarfile.RarCannotExec("no tool")

    monkeypatch.setattr(rarfile.RarFile, "open", refuse)
    ((_, outcome),) = documents.members(_rar3(b"a.txt", b"sign in", 0x33), "a.rar")
    assert isinstance(outcome, Unreadable) and outcome.status == "unsupported"
    assert "unrar" in (outcome.reason.zh or "")
    with pytest.raises(Unreadable):
        list(documents.members(b"Rar!\x1a\x07\x00garbage", "a.rar"))


@hostile_files.needed
@has_7z
@has_rar
@pytest.mark.parametrize("program", ["bsdtar", "unar"])
def test_real_archives_of_three_kinds_hold_the_same_nine_files(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    if program != "bsdtar":
        monkeypatch.setattr(rar, "bsdtar", lambda: None)
    contents = []
    for kind in ("zip", "7z", "rar"):
        data = (hostile_files.FOLDER / "formats" / f"test-documents.{kind}").read_bytes()
        members = {name.rpartition("/")[2]: content for name, content in documents.members(data, f"a.{kind}")}
        assert len(members) == 9 and all(isinstance(content, bytes) for content in members.values())
        contents.append(members)
    assert contents[0] == contents[1] == contents[2]
    locked = (hostile_files.FOLDER / "formats" / "test-documents-enc.rar").read_bytes()
    with pytest.raises(Unreadable) as caught:
        list(documents.members(locked, "a.rar"))
    assert caught.value.status == "encrypted"
