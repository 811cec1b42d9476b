"""Packs what does not fit into the page: compressed JSON that the report's script unfolds on demand."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from evidence_check.report.visible import json_safe, visible


def pack(data: Any) -> str:
    """Return ``data`` as base64 of gzip of JSON, the same text on every machine; it holds no markup characters."""
    raw = json.dumps(_shown(json_safe(data)), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = bytearray(packer.compress(raw.encode("utf-8")) + packer.flush())
    packed[4:10] = b"\x00\x00\x00\x00\x02\xff"  # no time, best compression, no operating system: nothing that varies
    return base64.b64encode(bytes(packed)).decode("ascii")


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {visible(key): _shown(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shown(part) for part in value]
    return value
