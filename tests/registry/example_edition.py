"""The invented edition of docs/adding-an-edition.md, cut out of that page and put in place beside the real ones."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "adding-an-edition.md"
CROSSWALK = "standards/crosswalk.csv"

_BLOCK = re.compile(r"^```\w+ (standards/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def files() -> dict[str, str]:
    """Return the files that the page shows: path below the checkout → content."""
    return dict(_BLOCK.findall(PAGE.read_text(encoding="utf-8")))


def put(folder: Path) -> Path:
    """Copy the standards to ``folder``/standards, follow the page there, and return that folder."""
    shutil.copytree(ROOT / "standards", folder / "standards")
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if name == CROSSWALK else ""
        path.write_text(before + text, encoding="utf-8")
    return folder / "standards"
