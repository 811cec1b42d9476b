"""The looks of the workbook: one table of cell styles, in the page's colours. A word always stands beside a colour."""

from __future__ import annotations

from typing import Any

FONT = "Microsoft YaHei"
"""On machines without it, office programs take their own Chinese font."""

_LINE = "#C9D1DA"
_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 9, "valign": "top", "text_wrap": True}
_CELL = _BASE | {"border": 1, "border_color": _LINE}

STYLES: dict[str, dict[str, Any]] = {
    "plain": _BASE,
    "title": _BASE | {"font_size": 18, "bold": True, "text_wrap": False, "font_color": "#1D4B7A"},
    "subtitle": _BASE | {"font_size": 11, "bold": True, "font_color": "#1D4B7A", "text_wrap": False},
    "title_note": _BASE | {"text_wrap": False},
    "left": _CELL | {"text_wrap": False},
    "label": _BASE | {"font_color": "#55606E"},
    "note": _BASE | {"font_color": "#7A4B00", "bg_color": "#FBEFD8"},
    "head": _CELL | {"bold": True, "bg_color": "#1D4B7A", "font_color": "#FFFFFF", "valign": "vcenter"},
    "input_head": _CELL | {"bold": True, "bg_color": "#7A4B00", "font_color": "#FFFFFF", "valign": "vcenter"},
    "key": _BASE | {"font_size": 6, "font_color": "#8590A0", "text_wrap": False},
    "band": _CELL | {"bold": True, "bg_color": "#EEF2F7", "font_size": 11, "text_wrap": False},
    "text": _CELL,
    "strong": _CELL | {"bold": True},
    "quote": _CELL | {"font_name": "SimSun", "font_size": 9},
    "muted": _CELL | {"font_color": "#55606E"},
    "center": _CELL | {"align": "center"},
    "number": _CELL | {"align": "right", "num_format": "#,##0"},
    "figure": _CELL | {"align": "right", "bold": True, "font_size": 12, "num_format": "0"},
    "input": _CELL | {"bg_color": "#FFF9D6", "locked": False},
    "input_date": _CELL | {"bg_color": "#FFF9D6", "locked": False, "num_format": "yyyy-mm-dd", "align": "center"},
    "good": _CELL | {"bg_color": "#E4F2EA", "font_color": "#14633F", "bold": True},
    "fair": _CELL | {"bg_color": "#FBEFD8", "font_color": "#7A4B00", "bold": True},
    "bad": _CELL | {"bg_color": "#FBE7E7", "font_color": "#9B1C24", "bold": True},
    "unread": _CELL | {"bg_color": "#EEE8F8", "font_color": "#563A8A", "bold": True},
    "aside": _CELL | {"bg_color": "#ECEFF3", "font_color": "#4A5563"},
}

_OF_COVERAGE = {"present": "good", "partial": "fair", "missing": "bad", "unreadable": "unread"}
_OF_VERDICT = {"met": "good", "basically_met": "fair", "not_met": "bad", "undetermined": "unread"}
_OF_PRIORITY = {"blocks": "bad", "gap": "fair", "formal": "aside"}
_OF_CHANGE = {"regressed": "bad", "new": "bad", "closed": "good", "changed": "fair"}


def of_coverage(coverage: str | None) -> str:
    """Return the style of a coverage's cell."""
    return _OF_COVERAGE.get(coverage or "", "aside")


def of_verdict(verdict: str | None) -> str:
    """Return the style of a verdict's cell."""
    return _OF_VERDICT.get(verdict or "", "aside")


def of_priority(priority: str) -> str:
    """Return the style of a task's priority."""
    return _OF_PRIORITY.get(priority, "aside")


def of_change(group: str) -> str:
    """Return the style of a group of changes."""
    return _OF_CHANGE.get(group, "aside")
