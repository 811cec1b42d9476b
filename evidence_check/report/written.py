"""What a scan wrote: known without loading what writes it, since a scan of what has not changed writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence_check.differences import Differences


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, in the order in which people look at it, and what differs from the earlier report."""

    paths: tuple[Path, ...]
    changes: Differences | None
