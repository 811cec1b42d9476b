"""A comparison as JSON, and back: what ``diff --json`` writes and what ``report.json`` holds under ``changes``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evidence_check import __version__
from evidence_check.differences.model import (
    Cause,
    ClauseChange,
    Differences,
    FileChanges,
    ScoreChange,
    Side,
    VerdictChange,
)
from evidence_check.model import Bilingual

SCHEMA = "evidence-check/diff/1"
_SCORES = ("total", "best", "worst", "passed")


def to_json(differences: Differences) -> dict[str, Any]:
    """Return a comparison as plain JSON data, valid against ``standards/schema/diff.schema.json``."""
    score = differences.score
    return {
        "schema": SCHEMA,
        "generator": f"evidence-check {__version__}",
        "from": _side(differences.old),
        "to": _side(differences.new),
        "general": [_cause(cause) for cause in differences.general],
        "closed": [_change(change) for change in differences.closed],
        "new": [_change(change) for change in differences.added],
        "regressed": [_change(change) for change in differences.regressed],
        "changed": [_change(change) for change in differences.changed],
        "unchanged": differences.unchanged,
        "files": {
            "added": list(differences.files.added),
            "removed": list(differences.files.removed),
            "changed": list(differences.files.changed),
            "moved": [{"from": was, "to": now} for was, now in differences.files.moved],
        },
        "findings": {
            "closed": [{"file": file, "kind": kind} for file, kind in differences.findings_closed],
            "new": [{"file": file, "kind": kind} for file, kind in differences.findings_new],
        },
        "verdicts": [_verdict(change) for change in differences.verdicts],
        "score": {name: list(getattr(score, name)) for name in _SCORES}
        | {"items": [_verdict(change) for change in score.items]},
    }


def from_json(data: Mapping[str, Any]) -> Differences:
    """Return the comparison that JSON data, which fits the schema, describes."""
    score = data["score"]
    return Differences(
        old=_side_of(data["from"]),
        new=_side_of(data["to"]),
        general=_causes_of(data["general"]),
        closed=_changes_of(data["closed"]),
        added=_changes_of(data["new"]),
        regressed=_changes_of(data["regressed"]),
        changed=_changes_of(data["changed"]),
        unchanged=data["unchanged"],
        files=FileChanges(
            added=tuple(data["files"]["added"]),
            removed=tuple(data["files"]["removed"]),
            changed=tuple(data["files"]["changed"]),
            moved=tuple((each["from"], each["to"]) for each in data["files"]["moved"]),
        ),
        findings_closed=tuple((each["file"], each["kind"]) for each in data["findings"]["closed"]),
        findings_new=tuple((each["file"], each["kind"]) for each in data["findings"]["new"]),
        verdicts=_verdicts_of(data["verdicts"]),
        score=ScoreChange(**{name: tuple(score[name]) for name in _SCORES}, items=_verdicts_of(score["items"])),
    )


def _side(side: Side) -> dict[str, Any]:
    return {
        "as_of": side.as_of,
        "name": _words(side.name),
        "standards": list(side.standards),
        "registry": side.registry,
        "generator": side.generator,
    }


def _side_of(data: Mapping[str, Any]) -> Side:
    return Side(data["as_of"], _both(data["name"]), tuple(data["standards"]), data["registry"], data["generator"])


def _cause(cause: Cause) -> dict[str, Any]:
    return {"kind": cause.kind, "file": cause.file, "detail": _words(cause.detail)}


def _causes_of(data: Sequence[Mapping[str, Any]]) -> tuple[Cause, ...]:
    return tuple(Cause(each["kind"], each["file"], _both(each["detail"])) for each in data)


def _change(change: ClauseChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "text": _words(change.text),
        "before": change.before,
        "after": change.after,
        "aspects": list(change.aspects),
        "causes": [_cause(cause) for cause in change.causes],
        "lost": [_words(each) for each in change.lost],
        "gained": [_words(each) for each in change.gained],
    }


def _changes_of(data: Sequence[Mapping[str, Any]]) -> tuple[ClauseChange, ...]:
    return tuple(
        ClauseChange(
            id=each["id"],
            text=_both(each["text"]),
            before=each["before"],
            after=each["after"],
            aspects=tuple(each["aspects"]),
            causes=_causes_of(each["causes"]),
            lost=tuple(_both(lost) for lost in each["lost"]),
            gained=tuple(_both(gained) for gained in each["gained"]),
        )
        for each in data
    )


def _verdict(change: VerdictChange) -> dict[str, Any]:
    return {"id": change.id, "before": change.before, "after": change.after}


def _verdicts_of(data: Sequence[Mapping[str, Any]]) -> tuple[VerdictChange, ...]:
    return tuple(VerdictChange(each["id"], each["before"], each["after"]) for each in data)


def _words(text: Bilingual) -> dict[str, str | None]:
    return {"zh": text.zh, "en": text.en}


def _both(data: Mapping[str, str | None]) -> Bilingual:
    return Bilingual(data["zh"], data["en"])
