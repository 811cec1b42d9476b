"""Lets a clause take over what another wants (``like``), so that what standards repeat is written down once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from evidence_check.registry.entries import Entry, Place

_OF_THE_OTHER = ("guide", "source", "note")  # where the other clause has it from is not where this one has it from
_NOT_FIELDS = ("elements", "essential")


@dataclass(frozen=True)
class Wish:
    """One requirement as data, with the place in the clause's own entry that a mistake in it is shown at."""

    raw: dict[str, Any]
    place: Place


@dataclass(frozen=True)
class Whole:
    """All that a clause wants: its own words and what it takes over. None stands for what nobody has said."""

    decided_by: str | None
    applies_when: dict[str, Any] | None
    not_applicable_proof: str | None
    wishes: tuple[Wish, ...]


class Likenesses:
    """Completes entries by what they take over, each once, whatever chain of clauses it comes by."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._done: dict[str, Whole] = {}

    def whole(self, entry: Entry, trail: tuple[str, ...] = ()) -> Whole:
        """Return what the clause of ``entry`` wants; ``trail`` holds the clauses that led to it.

        Raises:
            DataError: the other clause is described nowhere, leads back here, or lacks what is dropped or changed.
        """
        clause = entry.clause.id
        if clause not in self._done:
            self._done[clause] = self._complete(entry, (*trail, clause))
        return self._done[clause]

    def _complete(self, entry: Entry, trail: tuple[str, ...]) -> Whole:
        raw = entry.raw
        own = tuple(Wish(wish, ["requirements", n]) for n, wish in enumerate(raw.get("requirements") or ()))
        if "like" not in raw:
            return Whole(raw.get("decided_by"), raw.get("applies_when"), raw.get("not_applicable_proof"), own)
        base = self._base(entry, trail)
        taken = _taken(entry, base)
        slugs = {wish.raw["slug"] for wish in taken}
        for wish in own:
            if wish.raw["slug"] in slugs:
                message = f"{raw['like']} gives {entry.clause.id} a requirement {wish.raw['slug']!r} already"
                raise entry.mistake([*wish.place, "slug"], f"{message}; use `change` or `without`")
        return Whole(
            decided_by=raw.get("decided_by", base.decided_by),
            applies_when=raw.get("applies_when", base.applies_when),
            not_applicable_proof=raw.get("not_applicable_proof", base.not_applicable_proof),
            wishes=(*taken, *own),
        )

    def _base(self, entry: Entry, trail: tuple[str, ...]) -> Whole:
        like = entry.raw["like"]
        other = self._entries.get(like)
        if other is None:
            raise entry.mistake(["like"], f"no requirement file describes a clause {like!r}")
        if like in trail:
            raise entry.mistake(["like"], f"a circle: {' is like '.join((*trail, like))}")
        base = self.whole(other, trail)
        return replace(base, decided_by=base.decided_by or other.clause.decided_by)


def _taken(entry: Entry, base: Whole) -> tuple[Wish, ...]:
    """Return the other clause's requirements as this clause has them."""
    without, changes = entry.raw.get("without") or [], entry.raw.get("change") or {}
    _check_names(entry, [wish.raw["slug"] for wish in base.wishes], without, changes)
    source = [{"file": ref.file, "line": ref.line} for ref in entry.clause.source]
    taken = []
    for wish in base.wishes:
        slug = wish.raw["slug"]
        if slug not in without:
            raw = {key: value for key, value in wish.raw.items() if key not in _OF_THE_OTHER}
            raw = {**raw, "basis": "derived", "source": source, "elements": _without_anchors(wish.raw)}
            change = changes.get(slug)
            taken.append(Wish(_changed(entry, slug, raw, change) if change else raw, ["change", slug]))
    return tuple(taken)


def _check_names(entry: Entry, known: list[str], without: list[str], changes: dict[str, Any]) -> None:
    named: list[tuple[str, Place]] = [(slug, ["without", n]) for n, slug in enumerate(without)]
    named += [(slug, ["change", slug]) for slug in changes]
    for slug, place in named:
        if slug not in known:
            raise entry.mistake(place, f"{entry.raw['like']} has no requirement {slug!r}; it has {', '.join(known)}")
    for slug in changes:
        if slug in without:
            raise entry.mistake(["change", slug], f"{slug!r} is both dropped and changed")


def _without_anchors(raw: dict[str, Any]) -> list[dict[str, Any]]:
    elements = raw.get("elements") or ()
    return [{key: value for key, value in one.items() if key not in ("anchor", "note")} for one in elements]


def _changed(entry: Entry, slug: str, raw: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    fields = {key: value for key, value in change.items() if key not in _NOT_FIELDS}
    elements = _changed_elements(entry, slug, raw["elements"], change.get("elements") or {})
    if "essential" in change:
        essential = change["essential"]
        keys = [element["key"] for element in elements]
        for number, key in enumerate(essential):
            if key not in keys:
                message = f"{slug!r} has no element {key!r}; it has {', '.join(keys)}"
                raise entry.mistake(["change", slug, "essential", number], message)
        elements = [{**element, "essential": element["key"] in essential} for element in elements]
    return {**raw, **fields, "elements": elements}


def _changed_elements(
    entry: Entry, slug: str, elements: list[dict[str, Any]], changes: dict[str, dict[str, Any] | None]
) -> list[dict[str, Any]]:
    """Drop, change and add elements; a new one needs a name and cues."""
    keys = [element["key"] for element in elements]
    for key, change in changes.items():
        if key not in keys and (change is None or "name" not in change or "cues" not in change):
            message = f"{slug!r} of {entry.raw['like']} has no element {key!r} (a new one needs a name and cues)"
            raise entry.mistake(["change", slug, "elements", key], message)
    kept = [{**one, **(changes.get(one["key"]) or {})} for one in elements if changes.get(one["key"], one) is not None]
    return kept + [{"key": key, **change} for key, change in changes.items() if key not in keys and change]
