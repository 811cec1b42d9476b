"""LibreOffice in tests: recalculates and saves workbooks as a person would. Without it those tests skip, and say so."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest

# LibreOffice keeps the results that stand in a file unless it is told to calculate on loading.
ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item></oor:items>
"""


@lru_cache(maxsize=1)
def program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def needed() -> None:
    """Skip the test where there is no LibreOffice; fail where the environment says that there must be."""
    if program() is None:
        why = "no LibreOffice (apt-get install libreoffice-calc-nogui)"
        if os.environ.get("EVIDENCE_CHECK_OFFICE") == "required":
            pytest.fail(why)
        pytest.skip(why)


@lru_cache(maxsize=1)
def _profile() -> Path:
    """Return a profile of our own for all tests: LibreOffice takes seconds to make one."""
    profile = Path(tempfile.mkdtemp(prefix="evidence-check-office-"))
    atexit.register(shutil.rmtree, profile, ignore_errors=True)
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_CALCULATE, encoding="utf-8")
    return profile


def saved(*sources: Path, kind: str = "xlsx") -> list[Path]:
    """Return the workbooks as LibreOffice saves them after calculating everything anew, all in one start of it."""
    needed()
    target = sources[0].parent / "saved"
    command = [program() or "", f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--convert-to", kind]
    done = subprocess.run(
        [*command, "--outdir", str(target), *map(str, sources)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    made = [target / f"{source.stem}.{kind}" for source in sources]
    assert all(path.is_file() for path in made), done.stderr
    return made
