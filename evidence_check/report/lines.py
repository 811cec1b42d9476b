"""The ledger as the reports go through it: every file by its path and by its number, none of it held unpacked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from evidence_check.model import DocumentLine, Finding, Locator
from evidence_check.rows import Rows

_STEP = 64  # lines between two paths that are kept to look others up by


class Lines(Mapping[str, DocumentLine]):
    """The lines of a ledger by path, in the order of their paths."""

    def __init__(self, documents: Sequence[DocumentLine]) -> None:
        """Take the lines; those that are not sorted by path already are sorted."""
        paths = (line.path for line in documents)
        if not all(one < other for one, other in pairwise(paths)):
            documents = tuple({line.path: line for line in sorted(documents, key=_path)}.values())
        self.documents = documents
        self._marks = [documents[at].path for at in range(0, len(documents), _STEP)]

    def number(self, path: str) -> int | None:
        """Return the place of a file in the ledger, from 1; None for one that is not in it."""
        mark = bisect_right(self._marks, path)
        among = range(max(mark - 1, 0) * _STEP, min(mark * _STEP, len(self.documents)))
        at = among.start + bisect_left(among, path, key=lambda one: self.documents[one].path)
        return at + 1 if at < among.stop and self.documents[at].path == path else None

    def __getitem__(self, path: str) -> DocumentLine:
        number = self.number(path)
        if number is None:
            raise KeyError(path)
        return self.documents[number - 1]

    def __iter__(self) -> Iterator[str]:
        return (line.path for line in self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    def each(self) -> Iterator[tuple[int, DocumentLine]]:
        """Yield every line with its number."""
        return enumerate(self.documents, 1)


def _path(line: DocumentLine) -> str:
    return line.path


def in_order(findings: Sequence[Finding]) -> Iterable[Finding]:
    """Return findings by file, kind, place and quote, as all reports show them."""
    if not isinstance(findings, Rows):
        return sorted(findings, key=finding_order)
    groups = groupby(findings, key=lambda finding: finding.file)  # a scan's findings are sorted by file already
    return (finding for _, group in groups for finding in sorted(group, key=finding_order))


def finding_order(finding: Finding) -> tuple[object, ...]:
    """Return the sort key of a finding: file, kind, place, quote."""
    return finding.file, finding.kind, *locator_order(finding.locator), finding.quote


def locator_order(locator: Locator) -> tuple[object, ...]:
    """Return the sort key of a place in a file."""
    numbers = (locator.page, locator.slide, locator.paragraph, locator.line)
    return *(number or 0 for number in numbers), locator.sheet or "", locator.cell or "", locator.box or ()
