"""Prepares the list of every file and the findings on files, grouped as a reader would go through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from evidence_check.model import Bilingual, DocumentLine, Finding
from evidence_check.report import links, wording
from evidence_check.report.lines import in_order
from evidence_check.report.lookup import Lookup
from evidence_check.report.sources import Source, source
from evidence_check.rows import Gathered

_SHOWN = 40  # findings of one kind that stand in the page; the rest unfold
_CLAUSES_SHOWN = 40
_GROUPS = ("files_unread", "files_used", "files_unused")


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


class FindingGroup:
    """The findings of one kind: those in the page, and those that unfold. Views are made when they are asked for."""

    def __init__(self, kind: str, findings: Sequence[Finding], lookup: Lookup, base: str | None) -> None:
        self.kind = kind
        self.word = wording.word("finding", kind)
        self._findings, self._lookup, self._base = findings, lookup, base

    def __iter__(self) -> Iterator[FindingView]:
        return (_finding(finding, self._lookup, self._base) for finding in self._findings)

    def __len__(self) -> int:
        return len(self._findings)

    @property
    def shown(self) -> Iterator[FindingView]:
        """Those that stand in the page."""
        return islice(self, _SHOWN)

    @property
    def hidden(self) -> Iterator[FindingView]:
        """Those that unfold."""
        return (_finding(finding, self._lookup, self._base) for finding in islice(self._findings, _SHOWN, None))

    @property
    def more(self) -> int:
        """How many unfold."""
        return max(0, len(self) - _SHOWN)


class FileGroup:
    """The files of one group, in the order of their paths. Views are made when they are asked for."""

    def __init__(self, name: str, count: int, lookup: Lookup, base: str | None, firsts: Mapping[str, int]) -> None:
        self._name, self._count, self._lookup, self._base, self._firsts = name, count, lookup, base, firsts

    def __iter__(self) -> Iterator[FileView]:
        for number, line in self._lookup.files.each():
            if _group(line) == self._name:
                yield _file(number, line, self._lookup, self._base, self._firsts)

    def __len__(self) -> int:
        return self._count


def files(lookup: Lookup, base: str | None) -> dict[str, FileGroup]:
    """Return every file in three groups: could not be read, serves clauses, serves none; by path within each."""
    counts = Counter(_group(line) for line in lookup.files.documents)
    firsts = _firsts(lookup)
    return {name: FileGroup(name, counts[name], lookup, base, firsts) for name in _GROUPS}


def findings(lookup: Lookup, base: str | None) -> list[FindingGroup]:
    """Return the findings by kind, in the order of the wording file; kinds without a word of their own come last."""
    by_kind: dict[str, Gathered[Finding]] = {}
    for finding in in_order(lookup.assessment.findings):
        by_kind.setdefault(finding.kind, Gathered(Finding)).add(finding)
    known = [kind for kind in wording.keys("finding") if kind in by_kind]
    order = known + sorted(kind for kind in by_kind if kind not in known)
    return [FindingGroup(kind, by_kind[kind].rows(), lookup, base) for kind in order]


def _group(line: DocumentLine) -> str:
    return "files_unread" if line.status != "ok" else "files_used" if line.clauses else "files_unused"


def _firsts(lookup: Lookup) -> dict[str, int]:
    """Return the number of the first file of each content that is there more than once."""
    marks = Counter(hash(line.sha256) for line in lookup.files.documents if _has_content(line))
    often = {mark for mark, count in marks.items() if count > 1}
    firsts: dict[str, int] = {}
    for number, line in lookup.files.each() if often else ():
        if _has_content(line) and hash(line.sha256) in often:
            firsts.setdefault(line.sha256, number)
    return firsts


def _has_content(line: DocumentLine) -> bool:
    return bool(line.sha256 and line.size)


def _file(number: int, line: DocumentLine, lookup: Lookup, base: str | None, firsts: Mapping[str, int]) -> FileView:
    folder, slash, name = line.path.rpartition("/")
    earlier = firsts.get(line.sha256, number) if _has_content(line) else number
    served = [clause for clause in line.clauses if clause in lookup.results]
    return FileView(
        number=number,
        line=line,
        size=_size(line.size),
        address=links.file_address(line.path, lookup, base),
        folder=folder + slash,
        name=name,
        clauses=_by_standard(served[:_CLAUSES_SHOWN], lookup),
        more_clauses=max(0, len(served) - _CLAUSES_SHOWN),
        same_as=earlier if earlier != number else None,
        same_as_path=lookup.files.documents[earlier - 1].path,
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
