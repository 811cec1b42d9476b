"""Programs that convert a folder to text, each in an environment of its own outside the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RIVALS = {"markitdown": "markitdown[docx,outlook,pdf,pptx,xls,xlsx]", "kreuzberg": "kreuzberg"}
"""What each is called in ``folder_worker.py``, and what pip installs for it."""

HOME = Path(os.environ.get("EVIDENCE_CHECK_RIVALS", Path.home() / ".cache" / "evidence-check-benchmarks"))
_PATIENCE = 900  # seconds for an installation


def python_of(rival: str) -> Path | None:
    """Return the interpreter of a rival's environment, which is made the first time; None where that can't be.

    The reason is printed: a benchmark without a rival is still one.
    """
    folder = HOME / rival
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    if done.exists():
        return python
    print(f"installing {rival} in {folder} …", file=sys.stderr, flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    for command in (
        [sys.executable, "-m", "venv", str(folder)],
        [str(python), "-m", "pip", "install", "--quiet", RIVALS[rival]],
    ):
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=_PATIENCE)
        except (subprocess.SubprocessError, OSError) as error:
            said = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
            print(f"{rival} does not install: {said[-1] if said else error}", file=sys.stderr)
            return None
    done.touch()
    return python
