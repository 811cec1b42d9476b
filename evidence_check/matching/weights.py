"""Keeps the encoder's weights unpacked in the user's cache folder, where all workers look at one copy of them.

Unpacking them takes 0.3 s and 75 MB of memory of its own, for each process. Kept, they are mapped: a worker takes up
the rows that its words need. The file holds arrays and nothing that is executed; its checksum is tried on opening.
"""

from __future__ import annotations

import mmap
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from evidence_check.cache.kept import location, write
from evidence_check.packing import Unpackable, pack, unpack

Arrays = Mapping[str, NDArray[Any]]
_Entries = list[tuple[str, str, list[int], int]]
_Head = tuple[int, _Entries]

_KEEP = 2  # of 75 MB each: an installed version and a checkout
_HEAD = 8192  # bytes before the arrays, padded
_LINE = 64  # bytes to which each array is aligned


def weights(packed: Path) -> Arrays:
    """Return the arrays of an ``.npz`` file; they must not be written to.

    Raises:
        OSError, ValueError: the file itself can't be read.
    """
    with zipfile.ZipFile(packed) as archive:  # its directory holds the checksums of all that stands in it
        made_from = repr([(one.filename, one.file_size, one.CRC) for one in archive.infolist()])
    place = location("weights", f"1 {np.dtype(np.intp).byteorder} {made_from}")
    with suppress(OSError, ValueError, TypeError):
        return _mapped(place)
    with np.load(packed, allow_pickle=False) as kept:
        arrays: Arrays = {name: kept[name] for name in kept.files}
    write(place, lambda file: _fill(file, arrays), _KEEP)
    with suppress(OSError, ValueError, TypeError):
        return _mapped(place)
    return arrays


def _fill(file: IO[bytes], arrays: Arrays) -> None:
    entries: _Entries = []
    total, at = 0, _HEAD
    file.write(bytes(_HEAD))
    for name, array in arrays.items():
        if not array.flags.c_contiguous:
            raise OSError("an array in another order, of which products might be rounded otherwise")
        body = array.tobytes()
        body += bytes(-len(body) % _LINE)
        entries.append((name, array.dtype.str, list(array.shape), at))
        total = zlib.crc32(body, total)
        at += len(body)
        file.write(body)
    head = pack((total, entries))
    if len(head) + 4 > _HEAD:
        raise OSError("more arrays than the head has room for")
    file.seek(0)
    file.write(len(head).to_bytes(4, "big") + head)


def _mapped(place: Path) -> Arrays:
    """Return the arrays of a kept file.

    Raises:
        OSError, ValueError, TypeError: there is none, or it is damaged.
    """
    with place.open("rb") as file:
        size = int.from_bytes(file.read(4), "big")
        if size > _HEAD:
            raise Unpackable("no head")
        total, entries = unpack(_Head, file.read(size))
        with (
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole,
            memoryview(whole) as body,
            body[_HEAD:] as arrays,
        ):
            if zlib.crc32(arrays) != total:
                raise Unpackable("the checksum is wrong")
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)  # anew: looked at so far are none of its pages
    return {name: _array(mapped, kind, shape, at) for name, kind, shape, at in entries}


def _array(mapped: mmap.mmap, kind: str, shape: list[int], at: int) -> NDArray[Any]:
    dtype = np.dtype(kind)
    if dtype.kind not in "fiu":
        raise Unpackable(f"{kind} are no numbers")
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(mapped, dtype, count, at).reshape(shape)
