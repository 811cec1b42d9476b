"""The nouns of a comparison of two reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from evidence_check.model import Bilingual

Aspect = Literal["coverage", "missing", "years", "evidence", "verdict", "judged"]
"""In what respect a clause differs: ``judged`` where only one of the reports has it."""

CauseKind = Literal[
    "file_added",
    "file_removed",
    "file_changed",
    "file_readable",
    "file_unreadable",
    "role_changed",
    "refused",
    "evidence_lost",
    "evidence_found",
    "verdict",
    "as_of",
    "settings",
    "standards",
    "standard_data",
    "program",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something differs. ``file`` names the file that it is about; ``detail`` says more in words."""

    kind: CauseKind
    file: str | None = None
    detail: Bilingual = field(default_factory=Bilingual)


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause that differs. ``before`` or ``after`` is None where that report does not judge it.

    ``lost`` names what is lacking now and was not before, ``gained`` what was lacking and is not any more.
    """

    id: str
    text: Bilingual
    before: str | None
    after: str | None
    aspects: tuple[Aspect, ...]
    causes: tuple[Cause, ...]
    lost: tuple[Bilingual, ...] = ()
    gained: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What happened to the files of the dossier; ``moved`` holds (old path, new path) of the same content."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """An assessor's verdict that was given, withdrawn or altered; None where there is none."""

    id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """The score before and after; None where the edition prints no points."""

    total: tuple[int | None, int | None] = (None, None)
    best: tuple[int | None, int | None] = (None, None)
    worst: tuple[int | None, int | None] = (None, None)
    passed: tuple[bool | None, bool | None] = (None, None)
    items: tuple[VerdictChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """Which report one side is: the day it judged at, by which standards, and what made it."""

    as_of: str
    name: Bilingual
    standards: tuple[str, ...]
    registry: str | None
    generator: str


@dataclass(frozen=True, slots=True)
class Differences:
    """The whole comparison. ``general`` holds the causes that are not about one file or clause.

    ``closed``: a gap before, none now. ``new``: a gap now on what was not judged before. ``regressed``: worse than
    before. ``changed``: everything else that differs. ``unchanged`` counts the rest.
    """

    old: Side
    new: Side
    general: tuple[Cause, ...] = ()
    closed: tuple[ClauseChange, ...] = ()
    added: tuple[ClauseChange, ...] = ()
    regressed: tuple[ClauseChange, ...] = ()
    changed: tuple[ClauseChange, ...] = ()
    unchanged: int = 0
    files: FileChanges = field(default_factory=FileChanges)
    findings_closed: tuple[tuple[str, str], ...] = ()
    findings_new: tuple[tuple[str, str], ...] = ()
    verdicts: tuple[VerdictChange, ...] = ()
    score: ScoreChange = field(default_factory=ScoreChange)

    @property
    def groups(self) -> tuple[tuple[str, tuple[ClauseChange, ...]], ...]:
        """The groups of clauses by name, in the order in which people look at them."""
        return (
            ("regressed", self.regressed),
            ("new", self.added),
            ("closed", self.closed),
            ("changed", self.changed),
        )

    @property
    def empty(self) -> bool:
        """Whether nothing differs that a reader would act on."""
        touched = self.files.added or self.files.removed or self.files.changed or self.files.moved
        return not (
            any(group for _, group in self.groups)
            or touched
            or self.findings_closed
            or self.findings_new
            or self.verdicts
        )
