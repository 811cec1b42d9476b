"""Turns frozen dataclasses into bytes and back, for the cache and between processes; nothing in them is ever executed.

MessagePack by way of msgspec, which checks every value against its type as it reads; a checksum stands before it, since
a quote with a spoilt character would be an invented one. JSON stands in where a text holds half a character (an
undecodable file name), which MessagePack's UTF-8 can't carry.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

_PLAIN, _HALVES, _SMALL = b"m", b"j", b"z"
_LEVEL = 1  # of zlib: 5 to 7 times smaller at a third of the time that the default takes


def _plain(value: object) -> object:
    """Return the cells of a row, which are a sequence of their own, as the tuple that they stand for."""
    if isinstance(value, Sequence):
        return tuple(value)
    raise TypeError(f"{type(value).__name__} has no plain form")


_encoder = msgspec.msgpack.Encoder(enc_hook=_plain)


class Unpackable(ValueError):  # noqa: N818 - a state of the cache, not a mistake
    """Bytes that hold no such value: damaged, or written by another version."""


def pack(value: Any) -> bytes:
    """Return ``value``, made of dataclasses and plain values, as bytes."""
    try:
        return _sealed(_PLAIN, _encoder.encode(value))
    except UnicodeEncodeError:
        return _sealed(
            _HALVES, json.dumps(msgspec.to_builtins(value, builtin_types=(), enc_hook=_plain)).encode("ascii")
        )


def pack_small(value: Any) -> bytes:
    """Return ``value`` as fewer bytes, for what is kept for long and seldom read."""
    return _sealed(_SMALL, zlib.compress(pack(value), _LEVEL))


def _sealed(mark: bytes, body: bytes) -> bytes:
    return mark + _sum(mark, body) + body


def _sum(mark: bytes, body: bytes | memoryview) -> bytes:
    return zlib.crc32(body, mark[0]).to_bytes(4, "big")


def unpack(kind: Any, data: bytes) -> Any:
    """Return the value of type ``kind`` that ``pack`` or ``pack_small`` made ``data`` from.

    Raises:
        Unpackable: it was not made from such a value, or is damaged.
    """
    mark, body = data[:1], memoryview(data)[5:]
    if not mark or _sum(mark, body) != data[1:5]:
        raise Unpackable("the checksum is wrong")
    try:
        if mark == _SMALL:
            return unpack(kind, zlib.decompress(body))
        if mark == _HALVES:
            return msgspec.convert(json.loads(bytes(body)), kind, str_keys=True)
        return _decoder(kind).decode(body)
    except (msgspec.MsgspecError, zlib.error, ValueError, RecursionError) as error:
        raise Unpackable(str(error)) from error


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)
