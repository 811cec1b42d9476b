"""Finds what a list names and the register of the same thing leaves out: a person, site, department, camera.

Lists and logs meet by the names that they share: those of the lists are looked up as the logs come by, one by one, so
that the work grows with the dossier and not with its square.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from evidence_check.examinations import Examinations
from evidence_check.findings.naming import head_of, rule, same
from evidence_check.findings.shelf import Held, Shelf
from evidence_check.model import Bilingual, Finding, Listing, Log, Naming
from evidence_check.records.named import is_person
from evidence_check.standing import Standing
from evidence_check.text import normal

_PART = 3  # characters of a name that may stand for the whole within another


class _Case(NamedTuple):
    """A log that holds most of a list, and what it leaves out."""

    held: Held
    column: str
    missing: list[str]


class _Lists:
    """The lists of a dossier by the names of their items."""

    def __init__(self, files: Examinations, standing: Mapping[str, Standing]) -> None:
        self.places: list[tuple[str, int]] = []
        self._sizes = array("I")
        self._items: dict[str, array[int]] = {}
        """Name → (list, item) …, two numbers each."""
        for path in files:
            for at, naming in enumerate(files.sides(path).namings if standing[path].refused is None else ()):
                for item, (_, plain, head) in enumerate(naming.items):
                    for name in {plain, head}:
                        self._items.setdefault(name, array("I")).extend((len(self.places), item))
                self.places.append((path, at))
                self._sizes.append(len(naming.items))

    def mostly_in(self, values: Iterable[str]) -> list[int]:
        """Return the numbers of the lists of whose items enough are among some names."""
        hits: dict[int, set[int]] = defaultdict(set)
        for value in values:
            found = self._items.get(value, ())
            for at in range(0, len(found), 2):
                hits[found[at]].add(found[at + 1])
        least, share = rule().params["hits"], rule().params["found"]
        return sorted(n for n, items in hits.items() if len(items) >= least and len(items) > share * self._sizes[n])


def find(files: Examinations, standing: Mapping[str, Standing], shelf: Shelf) -> Iterator[Finding]:
    """Yield one finding per list of which most, and not all, stands in the registers of the same thing."""
    lists = _Lists(files, standing)
    cases = _cases(files, lists, shelf)
    absent = _nowhere({name for found in cases.values() for case in found for name in case.missing}, files, shelf)
    told: set[tuple[str, str]] = set()
    for number in sorted(cases):
        path, at = lists.places[number]
        for held, column, names in cases[number]:
            missing = [name for name in names if name in absent]
            if missing:
                if (path, missing[0]) not in told:
                    told.add((path, missing[0]))
                    yield _remark(_listing(files, path, files.sides(path).namings[at]), held, column, missing)
                break


def _cases(files: Examinations, lists: _Lists, shelf: Shelf) -> dict[int, list[_Case]]:
    """Return for the number of each list the logs that most of it stands in, in the order of the logs."""
    cases: dict[int, list[_Case]] = defaultdict(list)
    for held in shelf:
        for column, values in held.log.values:
            for number in lists.mostly_in(values):
                path, at = lists.places[number]
                naming = files.sides(path).namings[at]
                if path == held.file or not naming.due:
                    continue
                missing = _left_out(naming, values)
                if missing and _is_of(naming, _listing(files, path, naming), column, held.log):
                    cases[number].append(_Case(held, column, missing))
    return cases


def _listing(files: Examinations, path: str, naming: Naming) -> Listing:
    return files[path].listings[naming.number]


def _remark(listing: Listing, held: Held, column: str, missing: Sequence[str]) -> Finding:
    names = "、".join(missing[:5])
    what = Bilingual(names, ", ".join(missing[:5]))
    why = rule().why(names=what, file=held.file.rpartition("/")[2], column=column)
    quote = listing.quote
    return Finding(quote.file, rule().kind, quote.text, quote.locator, why)


def _is_of(naming: Naming, listing: Listing, column: str, log: Log) -> bool:
    """Return whether a list and a log are of the same thing: persons by what they do, things also by what they are."""
    if set(naming.acts) & set(log.acts):
        return True
    return not naming.people and (_labels(column, listing.about) or bool(set(naming.topics) & set(log.topics)))


def _left_out(naming: Naming, values: Sequence[str]) -> list[str]:
    """Return the items that a log does not name, nor calls excused; none if it is mostly of other things."""
    items = [item for item, _, _ in naming.items]
    found = set(values)
    hits = {item for item, plain, head in naming.items if head in found or plain in found}
    rest = [item for item in items if item not in hits and not any(same(item, value) for value in values)]
    known = sum(any(same(item, value) for item in items) for value in values)
    if not rest or known < rule().params["share"] * len(values):
        return []
    return [head_of(item) for item in rest if not rule().words("excused").spots(normal(item))]


def _labels(column: str, about: str) -> bool:
    """Return whether a list says that it is of what a column is named for: 厂区分布说明, 厂区."""
    label = re.sub(r"[^\u4e00-\u9fff]", "", normal(column))
    label = re.sub("(?:名称|名|编号)$", "", label)
    return len(label) >= 2 and label in about


# --- names that stand in no register at all --------------------------------------------------------------------------


def _nowhere(names: set[str], files: Examinations, shelf: Shelf) -> set[str]:
    """Return the names that no cell of any register holds, under a longer or shorter name either."""
    sought = _Sought(names)
    for held in shelf if names else ():
        register = files[held.file].registers[held.log.place]
        cells = {normal(cell) for entry in register.entries for cell in entry.cells if cell}
        sought.strike(cells | {normal(name) for name in register.columns})
    return sought.names


class _Sought:
    """Names that are looked for, by what a cell would have to be, or hold; ``same`` says the same of one pair."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = set(names)
        self._by_cell: dict[str, list[str]] = defaultdict(list)
        self._heads: dict[str, str] = {}
        for name in self.names:
            plain, head = normal(name), normal(head_of(name))
            person = is_person(head_of(name))
            for cell in {head, *plain.split()} if person else {plain, head, *_pieces(plain)}:
                self._by_cell[cell].append(name)
            if not person and len(head) >= _PART:
                self._heads[name] = head

    def strike(self, cells: set[str]) -> None:
        """Strike out the names that some cells hold."""
        for cell in cells & self._by_cell.keys():
            self.names.difference_update(self._by_cell[cell])
        text = "\0".join(cells)
        self.names -= {name for name, head in self._heads.items() if name in self.names and head in text}


def _pieces(text: str) -> set[str]:
    """Return every piece of a text that is long enough to stand for it."""
    return {text[at:end] for at in range(len(text)) for end in range(at + _PART, len(text) + 1)}
