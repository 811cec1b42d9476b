"""Where the elements of requirements were sighted in a document, eight bytes each: a long ledger holds a million."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

from evidence_check.matching.scanner import Sighting
from evidence_check.matching.unit import Unit

Place = tuple[int, Sighting, str]
"""A unit's number, the sighting in it, the element."""

Pairs = Sequence[tuple[int, str]]
"""The requirements, each with an element, that a cue states."""

_PAIR, _SIGHTING = 12, 32
"""Bits of a place: below them the element's number at its cue, from there the sighting's number, then the unit's."""


class Places:
    """The places of one requirement's elements, in the order of the text."""

    __slots__ = ("_elements", "_packed", "_units")

    def __init__(
        self, packed: Sequence[int], units: Sequence[Unit], elements: Sequence[Sequence[tuple[int, str]]]
    ) -> None:
        self._packed, self._units, self._elements = packed, units, elements

    def __iter__(self) -> Iterator[Place]:
        units, elements = self._units, self._elements
        low, high = (1 << _PAIR) - 1, (1 << (_SIGHTING - _PAIR)) - 1
        for packed in self._packed:
            number = packed >> _SIGHTING
            sighting = units[number].sightings[packed >> _PAIR & high]
            yield number, sighting, elements[sighting.cue][packed & low][1]

    def __len__(self) -> int:
        return len(self._packed)


class ElementSightings(Mapping[int, Places]):
    """Requirement → the places of its elements, outside of quotations and empty columns."""

    def __init__(self, units: Sequence[Unit], elements: Sequence[Pairs], columns: Sequence[Pairs]) -> None:
        self._units = units
        self._elements = [(*here, *named) if named else here for here, named in zip(elements, columns, strict=True)]
        self._packed: dict[int, array[int]] = {}
        for number, unit in enumerate(units):
            if unit.quoted or (unit.column is not None and not unit.filled):
                continue
            for at, sighting in enumerate(unit.sightings):
                place = (number << _SIGHTING) + (at << _PAIR)
                pairs = elements[sighting.cue] if unit.column is None else self._elements[sighting.cue]
                for pair, (requirement, _) in enumerate(pairs):
                    self._packed.setdefault(requirement, array("Q")).append(place + pair)

    def __getitem__(self, requirement: int) -> Places:
        return Places(self._packed[requirement], self._units, self._elements)

    def __iter__(self) -> Iterator[int]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
