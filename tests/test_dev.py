"""The set-up script: what it installs, and that it goes on in plain words where it can't."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(os.name == "nt", reason="stands in for Debian's programs with shell scripts")


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return dev.py, with a folder of its own for .venv and a PATH of nothing but stand-ins."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(module, "PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (tmp_path / "bin").mkdir()
    return module


def _program(folder: Path, name: str, body: str) -> Path:
    """Make a program that notes how it was called."""
    path = folder / "bin" / name
    path.write_text(f'#!/bin/sh\necho "{name} $*" >> "{folder}/calls"\n{body}\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def _calls(folder: Path) -> list[str]:
    noted = folder / "calls"
    return noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []


def test_only_packages_that_are_missing_are_installed(dev: ModuleType, tmp_path: Path) -> None:
    _program(tmp_path, "dpkg-query", 'echo "fonts-here installed"; echo "gone not-installed"')
    _program(tmp_path, "apt-get", "")
    dev.install_debian(["fonts-here", "gone"])
    asked = [call for call in _calls(tmp_path) if call.startswith("apt-get")]
    assert len(asked) == 2 and asked[1].endswith("install --yes --no-install-recommends gone")
    (tmp_path / "calls").unlink()
    dev.install_debian(["fonts-here"])
    assert [call for call in _calls(tmp_path) if call.startswith("apt-get")] == []


@pytest.mark.parametrize("lack", ["apt", "root", "network"])
def test_without_apt_root_or_network_one_line_names_the_packages(
    dev: ModuleType, tmp_path: Path, lack: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if lack != "apt":
        _program(tmp_path, "apt-get", "exit 100")
    if lack == "root":
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
    dev.install_debian(["fonts-x"])
    said = capsys.readouterr().err.strip().splitlines()
    assert "fonts-x" in said[-1] and "skip" in said[-1]
    assert len(said) == (2 if lack == "network" else 1)


def test_the_extras_are_installed_and_their_failure_leaves_the_rest(
    dev: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _program(tmp_path, "python", "")
    dev.install(["dev"])
    assert any(".[ocr,archives]" in call and "--group dev" in call for call in _calls(tmp_path))
    count = len(_calls(tmp_path))
    dev.install(["dev"])
    assert len(_calls(tmp_path)) == count, "once is enough"
    dev.STAMP.unlink()
    _program(tmp_path, "python", 'case "$*" in *"ocr"*) exit 1;; esac')
    dev.install([])
    assert _calls(tmp_path)[-1].endswith("--editable .")
    assert "[ocr,archives]" in capsys.readouterr().err
    assert not dev.STAMP.exists(), "the next run tries again"
