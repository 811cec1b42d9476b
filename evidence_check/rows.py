"""Long sequences that stay packed: what a dossier shows file by file, held in a tenth of the room that objects take.

A report of 10,000 files goes through its ledger from the first line to the last, and now and then looks one up. Held
as objects the lines take 1.5 kB each; packed in blocks some 150 bytes, and only the blocks in use are unpacked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar, overload

from evidence_check.packing import pack_small, unpack

T = TypeVar("T")

_BLOCK = 64  # values to a block: enough to compress well, few enough to look one up
_OPEN = 16  # blocks that are kept unpacked


class Rows(Sequence[T]):
    """A sequence of values of one type (a dataclass, a tuple type …) that was packed by ``Gathered`` or ``rows``."""

    def __init__(self, kind: Any, blocks: Sequence[bytes], length: int) -> None:
        """Take the blocks as they are; ``kind`` is the type of one value."""
        self.blocks, self._length = tuple(blocks), length
        self._type: Any = tuple.__class_getitem__((kind, ...))
        self._open = lru_cache(maxsize=_OPEN)(self._unpacked)

    def _unpacked(self, block: int) -> tuple[T, ...]:
        values: tuple[T, ...] = unpack(self._type, self.blocks[block])
        return values

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        for block in range(len(self.blocks)):
            yield from self._unpacked(block)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._length))]
        one = at + self._length if at < 0 else at
        if not 0 <= one < self._length:
            raise IndexError(at)
        return self._open(one // _BLOCK)[one % _BLOCK]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


class Gathered(Generic[T]):
    """Rows in the making: values are packed as soon as a block of them is there."""

    def __init__(self, kind: Any) -> None:
        """Take the type of one value."""
        self._kind = kind
        self._blocks: list[bytes] = []
        self._waiting: list[T] = []

    def add(self, value: T) -> None:
        """Add a value at the end."""
        self._waiting.append(value)
        if len(self._waiting) == _BLOCK:
            self._blocks.append(pack_small(tuple(self._waiting)))
            self._waiting.clear()

    def rows(self) -> Rows[T]:
        """Return everything that was added; nothing can be added after that."""
        length = len(self._blocks) * _BLOCK + len(self._waiting)
        if self._waiting:
            self._blocks.append(pack_small(tuple(self._waiting)))
        return Rows(self._kind, self._blocks, length)


def rows(kind: Any, values: Iterable[T]) -> Rows[T]:
    """Return values packed, in their order; ``kind`` is the type of one. Rows are returned as they are."""
    if isinstance(values, Rows):
        return values
    gathered: Gathered[T] = Gathered(kind)
    for value in values:
        gathered.add(value)
    return gathered.rows()
