"""Makes text from files harmless to write and honest to read: what can't be seen or encoded is spelt out."""

from __future__ import annotations

import math
import re
from typing import Any

# Line breaks and tabs are layout. Everything else here is invisible, reorders what stands beside it (bidi controls),
# steers a terminal (C0, C1) or is no character at all.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def encodable(text: str) -> str:
    r"""Return ``text`` with lone surrogates (undecodable bytes of a file name) spelt out as ``\udcXX``."""
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def visible(text: str) -> str:
    """Return ``text`` as it is shown: encodable, with control and direction characters as visible signs."""
    return _CONTROL.sub(_picture, encodable(text))


def one_line(text: str) -> str:
    """Return ``text`` as it is shown on one line of a terminal."""
    return visible(" ".join(text.split()))


def json_safe(value: Any) -> Any:
    """Return ``value`` as plain JSON data: encodable text, text keys, no NaN or infinity (they become None)."""
    if isinstance(value, str):
        return encodable(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {encodable(str(key)): json_safe(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [json_safe(part) for part in value]
    if isinstance(value, set | frozenset):
        return [json_safe(part) for part in sorted(value, key=str)]
    return encodable(str(value))
