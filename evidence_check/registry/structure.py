"""Applies ``structure.yaml``: what no text of an edition can say about its own structure, reviewed by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evidence_check.data import DataError, read_yaml
from evidence_check.model import Repair, Verdict
from evidence_check.registry.drafts import Draft, DraftCategory

Drafts = dict[str, dict[str, Draft]]


def read_structure(folder: Path, root: Path) -> dict[str, Any]:
    """Return the content of ``structure.yaml``, empty where an edition has none."""
    path = folder / "structure.yaml"
    content: dict[str, Any] = (read_yaml(path, "structure", root) or {}) if path.is_file() else {}
    return content


def apply_structure(drafts: Drafts, content: dict[str, Any], path: Path) -> list[Repair]:
    """Mend ``drafts`` (standard → language → Draft) in place and return what was done.

    Raises:
        DataError: an entry names a standard, category, item or clause that the sources do not have.
    """
    repairs = [_options(drafts, entry, path) for entry in content.get("options", ())]
    repairs += [_group(drafts, entry, path) for entry in content.get("groups", ())]
    repairs += [_item(drafts, entry, path) for entry in content.get("items", ())]
    return repairs


def businesses(content: dict[str, Any]) -> dict[str, str]:
    """Return item id → type of business."""
    return {entry["item"]: entry["business"] for entry in content.get("businesses", ())}


def _unknown(path: Path, what: str) -> DataError:
    return DataError(f"{path}:1: the sources have no {what}")


def _options(drafts: Drafts, entry: dict[str, Any], path: Path) -> Repair:
    standard, no = entry["standard"], entry["category"]
    languages = drafts.get(standard) or {}
    index, main = next(
        ((i, c) for draft in languages.values() for i, c in enumerate(draft.categories) if c.no == no), (None, None)
    )
    if index is None or main is None:
        raise _unknown(path, f"category {no} in {standard}")
    printed = {language: draft.categories[index].options for language, draft in languages.items()}
    wanted = _wanted(entry, printed, path)
    for draft in languages.values():
        _give(draft.categories[index], wanted)
    readings = "; ".join(f"{language}: {', '.join(options)}" for language, options in printed.items())
    what = f"options of category {no} of {standard} set to {', '.join(wanted)} (printed {readings})"
    return Repair(None, entry["file"], entry["line"], what, entry["reason"])


def _wanted(entry: dict[str, Any], printed: dict[str, tuple[Verdict, ...]], path: Path) -> tuple[Verdict, ...]:
    if "verdict_options" in entry:
        return tuple(entry["verdict_options"])
    language = entry["as_printed_in"]
    if language not in printed:
        raise _unknown(path, f"table of {entry['standard']} in {language}")
    return printed[language]


def _give(category: DraftCategory, wanted: tuple[Verdict, ...]) -> None:
    category.options = wanted
    if category.points is not None:
        category.points = {option: category.points.get(option) for option in wanted}


def _group(drafts: Drafts, entry: dict[str, Any], path: Path) -> Repair:
    standard, no, group = entry["standard"], entry["item"], entry["group"]
    for draft in drafts.get(standard, {}).values():
        item = draft.item(no)
        if item is not None and group in draft.groups:
            before, item.group = item.group, draft.groups[group]
            clause = no if draft.clause(no) else f"{no}.1"
            what = f"item {no} moved from group {before} to {item.group}"
            return Repair(f"{standard}/{clause}", entry["file"], entry["line"], what, entry["reason"])
    raise _unknown(path, f"item {no} or group {group} in {standard}")


def _item(drafts: Drafts, entry: dict[str, Any], path: Path) -> Repair:
    standard, _, no = entry["clause"].partition("/")
    before = None
    for draft in drafts.get(standard, {}).values():
        clause = draft.clause(no)
        if clause is not None and draft.item(entry["item"]) is not None:
            before, clause.item = clause.item, entry["item"]
    if before is None:
        raise _unknown(path, f"clause {entry['clause']} or item {entry['item']}")
    what = f"clause {no} moved from item {before} to item {entry['item']}"
    return Repair(entry["clause"], entry["file"], entry["line"], what, entry["reason"])
