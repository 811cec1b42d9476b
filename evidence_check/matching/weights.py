"""Keeps the encoder's weights unpacked in the user's cache folder, where all workers look at one copy of them.

Unpacking them takes 0.3 s and 75 MB of memory of its own, for each process. Kept, they are mapped: a worker takes up
the rows that its words need. The file holds a checksum and the numbers, one array after the other; which arrays, of
what type and shape, the package's own file says each time, so that a spoilt file can't name others.
"""

from __future__ import annotations

import math
import mmap
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from evidence_check.cache.kept import location, write
from evidence_check.packing import Unpackable

Arrays = Mapping[str, NDArray[Any]]

_KEEP = 2  # of 75 MB each: an installed version and a checkout
_LINE = 64  # bytes to which each array is aligned; the checksum stands in the first ones
_SUM = 4  # bytes of the checksum


class _Entry(NamedTuple):
    """Where an array stands in the kept file: its bytes begin ``at``."""

    name: str
    kind: np.dtype[Any]
    shape: tuple[int, ...]
    at: int

    @property
    def end(self) -> int:
        """Where the bytes of the next one begin."""
        size = math.prod(self.shape) * self.kind.itemsize
        return self.at + size + -size % _LINE


def weights(packed: Path) -> Arrays:
    """Return the arrays of an ``.npz`` file; they must not be written to.

    Raises:
        OSError, ValueError: the file itself can't be read.
    """
    with zipfile.ZipFile(packed) as archive:  # its directory holds the checksums of all that stands in it
        made_from = repr([(one.filename, one.file_size, one.CRC) for one in archive.infolist()])
        entries = _entries(archive)
    place = None
    with suppress(OSError, ValueError):
        place = location("weights", f"2 {np.dtype(np.intp).byteorder} {made_from}")
        return _mapped(place, entries)
    with np.load(packed, allow_pickle=False) as kept:
        arrays: Arrays = {name: kept[name] for name in kept.files}
    if place:
        write(place, lambda file: _fill(file, arrays, entries), _KEEP)
        with suppress(OSError, ValueError):
            return _mapped(place, entries)
    return arrays


def _entries(archive: zipfile.ZipFile) -> list[_Entry]:
    """Return which arrays an ``.npz`` file holds, and where each stands once they are kept."""
    entries: list[_Entry] = []
    for name in archive.namelist():
        with archive.open(name) as file:
            first = np.lib.format.read_magic(file) == (1, 0)
            read = np.lib.format.read_array_header_1_0 if first else np.lib.format.read_array_header_2_0
            shape, _, kind = read(file)
        entries.append(_Entry(name.removesuffix(".npy"), kind, shape, entries[-1].end if entries else _LINE))
    return entries


def _fill(file: IO[bytes], arrays: Arrays, entries: list[_Entry]) -> None:
    total = 0
    file.write(bytes(_LINE))
    for entry in entries:
        array = arrays[entry.name]
        if not array.flags.c_contiguous:
            raise OSError("an array in another order, of which products might be rounded otherwise")
        body = array.tobytes()
        body += bytes(-len(body) % _LINE)
        total = zlib.crc32(body, total)
        file.write(body)
    file.seek(0)
    file.write(total.to_bytes(_SUM, "big"))


def _mapped(place: Path, entries: list[_Entry]) -> Arrays:
    """Return the arrays of a kept file.

    Raises:
        OSError, ValueError: there is none, or it is damaged.
    """
    with place.open("rb") as file:
        total = int.from_bytes(file.read(_SUM), "big")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole, memoryview(whole) as body:
            if len(body) != entries[-1].end:
                raise Unpackable("another length than that of the arrays")
            with body[_LINE:] as arrays:
                if zlib.crc32(arrays) != total:
                    raise Unpackable("the checksum is wrong")
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)  # anew: looked at so far are none of its pages
    return {name: np.frombuffer(mapped, kind, math.prod(shape), at).reshape(shape) for name, kind, shape, at in entries}
