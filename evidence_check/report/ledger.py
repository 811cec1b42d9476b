"""Prepares the list of every file and the findings on files, grouped as a reader would go through them."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.model import Bilingual, DocumentLine, Finding
from evidence_check.report import links, wording
from evidence_check.report.lookup import Lookup, finding_order
from evidence_check.report.sources import Source, source

_SHOWN = 40  # findings of one kind that stand in the page; the rest unfold
_CLAUSES_SHOWN = 40


@dataclass(frozen=True, slots=True)
class FileView:
    """One file's line: where its name leads, the clauses it serves, an earlier file with the same content."""

    number: int
    line: DocumentLine
    size: str
    address: str
    folder: str
    name: str
    clauses: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    more_clauses: int
    same_as: int | None
    same_as_path: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding with the place that it is about."""

    source: Source
    quote: str
    why: Bilingual


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one kind: those in the page, and those that unfold."""

    kind: str
    word: Bilingual
    shown: tuple[FindingView, ...]
    hidden: tuple[FindingView, ...]


def files(lookup: Lookup, base: str | None) -> dict[str, list[FileView]]:
    """Return every file in three groups: could not be read, serves clauses, serves none; by path within each."""
    first: dict[str, int] = {}
    groups: dict[str, list[FileView]] = {"files_unread": [], "files_used": [], "files_unused": []}
    for path, line in lookup.files.items():
        view = _file(path, line, lookup, base, first)
        group = "files_unread" if line.status != "ok" else "files_used" if line.clauses else "files_unused"
        groups[group].append(view)
    return groups


def findings(lookup: Lookup, base: str | None) -> list[FindingGroup]:
    """Return the findings by kind, in the order of the wording file; kinds without a word of their own come last."""
    by_kind: dict[str, list[Finding]] = {}
    for finding in sorted(lookup.assessment.findings, key=finding_order):
        by_kind.setdefault(finding.kind, []).append(finding)
    known = [kind for kind in wording.keys("finding") if kind in by_kind]
    order = known + sorted(kind for kind in by_kind if kind not in known)
    groups: list[FindingGroup] = []
    for kind in order:
        views = [_finding(finding, lookup, base) for finding in by_kind[kind]]
        groups.append(FindingGroup(kind, wording.word("finding", kind), tuple(views[:_SHOWN]), tuple(views[_SHOWN:])))
    return groups


def _file(path: str, line: DocumentLine, lookup: Lookup, base: str | None, first: dict[str, int]) -> FileView:
    number = lookup.numbers[path]
    paths = list(lookup.files)
    folder, slash, name = path.rpartition("/")
    earlier = first.setdefault(line.sha256, number) if line.sha256 and line.size else number
    served = [clause for clause in line.clauses if clause in lookup.results]
    return FileView(
        number=number,
        line=line,
        size=_size(line.size),
        address=links.file_address(path, lookup, base),
        folder=folder + slash,
        name=name,
        clauses=_by_standard(served[:_CLAUSES_SHOWN], lookup),
        more_clauses=max(0, len(served) - _CLAUSES_SHOWN),
        same_as=earlier if earlier != number else None,
        same_as_path=paths[earlier - 1],
    )


def _size(size: int) -> str:
    """Return a size in bytes as people read it."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 2**10))} KB" if size else "0 B"


def _by_standard(served: list[str], lookup: Lookup) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the clauses as (standard, ((id, number), …)); the standard is left empty where there is only one."""
    several = len(lookup.assessment.standards) > 1
    groups: dict[str, list[tuple[str, str]]] = {}
    for clause in served:
        standard = lookup.clauses[clause].standard if several else ""
        groups.setdefault(standard, []).append((clause, lookup.number_of(clause)))
    return tuple((standard, tuple(numbers)) for standard, numbers in groups.items())


def _finding(finding: Finding, lookup: Lookup, base: str | None) -> FindingView:
    return FindingView(source(finding.file, finding.locator, lookup, base), finding.quote, finding.why)
