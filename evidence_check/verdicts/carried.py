"""What people wrote into an earlier workbook beside the verdicts: owners, days and remarks, kept by each task's key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Carried:
    """Task key → column key → what was written there."""

    tasks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
