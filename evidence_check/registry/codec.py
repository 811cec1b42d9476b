"""Turns frozen dataclasses into plain JSON values and back, led by their type hints; nothing else is ever executed."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Decoder = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """Return ``value`` as lists, dicts and scalars; a dataclass becomes the list of its fields' values."""
    if is_dataclass(value) and not isinstance(value, type):
        return [to_plain(getattr(value, name)) for name in _names(type(value))]
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: to_plain(one) for name, one in value.items()}
    return value


def from_plain(kind: type[T], value: Any) -> T:
    """Return the dataclass ``kind`` that ``to_plain`` made ``value`` from.

    Raises:
        ValueError, TypeError, KeyError: ``value`` has another shape.
    """
    decoder: _Decoder = _decoder(kind)  # type: ignore[arg-type]
    built: T = decoder(value)
    return built


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _decoder(hint: Any) -> _Decoder:
    """Return the function that builds a value of type ``hint``."""
    origin, arguments = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _dataclass_decoder(hint)
    if origin is tuple and arguments[1:] == (...,):
        one = _decoder(arguments[0])
        return tuple if one is _same else lambda value: tuple([one(item) for item in value])
    if origin is dict:
        inner = _decoder(arguments[1])
        return dict if inner is _same else lambda value: {name: inner(item) for name, item in value.items()}
    if origin in (Union, types.UnionType):
        inner = next((d for a in arguments if a is not type(None) and (d := _decoder(a)) is not _same), _same)
        return inner if inner is _same else lambda value: None if value is None else inner(value)
    if hint in (str, int, float, bool, Any) or origin is Literal:
        return _same
    raise TypeError(f"no way to read {hint!r}")


def _same(value: Any) -> Any:
    return value


def _dataclass_decoder(kind: Any) -> _Decoder:
    hints = get_type_hints(kind)
    decoders = [_decoder(hints[name]) for name in _names(kind)]
    changed = [(index, decoder) for index, decoder in enumerate(decoders) if decoder is not _same]
    width = len(decoders)

    def decode(value: Any) -> Any:
        if len(value) != width:
            raise ValueError(f"{kind.__name__} has {width} fields, not {len(value)}")
        values = list(value)
        for index, decoder in changed:
            values[index] = decoder(values[index])
        return kind(*values)

    return decode
