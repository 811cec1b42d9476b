"""Where the folder of hostile and odd files is that the tests read where it is at hand: see ``FOLDER``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "hostile"
FOLDER = Path(os.environ.get("EVIDENCE_CHECK_HOSTILE") or _BESIDE)
"""``EVIDENCE_CHECK_HOSTILE``, else ``../shared/hostile`` beside the checkout."""

needed = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="no folder of hostile files: set EVIDENCE_CHECK_HOSTILE to one (../shared/hostile)"
)
