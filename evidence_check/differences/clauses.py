"""Holds one clause of two reports against each other: in what it differs, what is lacking, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evidence_check.differences.files import Files
from evidence_check.differences.model import Aspect, Cause, ClauseChange
from evidence_check.model import Bilingual
from evidence_check.reasons import lacking

GAPS = ("partial", "missing", "unreadable")
_RANK = {"present": 0, "partial": 1, "unreadable": 2, "missing": 2}  # lower is better; others are not comparable
Result = Mapping[str, Any]


def group_of(before: str | None, after: str | None) -> str:
    """Return the group that a change of coverage belongs to: closed, new, regressed or changed."""
    if before in GAPS and after is not None and after not in GAPS:
        return "closed"
    if after in GAPS and before not in _RANK:
        return "new"
    if before in _RANK and after in _RANK and _RANK[after] > _RANK[before]:
        return "regressed"
    return "changed"


def clause_change(
    old: Result | None, new: Result | None, files: Files, general: Sequence[Cause], verdict: Cause | None
) -> ClauseChange | None:
    """Return how a clause differs between two reports, or None where it does not.

    Args:
        old: the clause in the earlier report, None where it is not judged there.
        new: the clause in the later report.
        files: the files of both.
        general: causes that are not about one file; they are named where no file explains the change.
        verdict: the change of the assessor's verdict on this clause, if there is one.
    """
    shown = new or old or {}
    before, after = (side["coverage"] if side else None for side in (old, new))
    aspects = tuple(_aspects(old, new, verdict))
    if not aspects:
        return None
    missing_before, missing_after = (list(side["missing"]) if side else [] for side in (old, new))
    both = old is not None and new is not None
    still = {*missing_after, *_swallowed(old, new)}
    return ClauseChange(
        id=shown["id"],
        text=_words(shown.get("text")),
        before=before,
        after=after,
        aspects=aspects,
        causes=tuple(_causes(old, new, files, general, verdict, aspects)),
        lost=_named(new, [each for each in missing_after if each not in missing_before]) if both else (),
        gained=_named(old, [each for each in missing_before if each not in still]) if both else (),
    )


def _named(result: Result | None, missing: Sequence[str]) -> tuple[Bilingual, ...]:
    """Return what is lacking in both languages, where its requirement or element is named in both."""
    known: dict[str, Bilingual] = {}
    for requirement in result["requirements"] if result else ():
        known.setdefault(requirement["title"]["zh"] or "", _words(requirement["title"]))
        for element in requirement["elements"]:
            known.setdefault(element["name"] or "", Bilingual(element["name"], element.get("name_en")))
    return tuple(lacking(missing, known))


def _swallowed(old: Result | None, new: Result | None) -> Iterator[str]:
    """Yield what a requirement lacked before that lacks everything now: its parts are named no more, nor are there."""
    now = new["requirements"] if new else ()
    whole = {each["id"] for each in now if each["coverage"] in ("missing", "unreadable")}
    for requirement in old["requirements"] if old else ():
        if requirement["id"] in whole:
            yield from requirement["missing"]


def _aspects(old: Result | None, new: Result | None, verdict: Cause | None) -> Iterator[Aspect]:
    if old is None or new is None:
        yield "judged"
        return
    if old["coverage"] != new["coverage"]:
        yield "coverage"
    if set(old["missing"]) != set(new["missing"]):
        yield "missing"
    if _years(old) != _years(new):
        yield "years"
    if not _same_evidence(old, new):
        yield "evidence"
    if verdict is not None:
        yield "verdict"


def _years(result: Result) -> dict[str, Any]:
    return {each["id"]: each["years"] for each in result["requirements"] if "years" in each}


def _same_evidence(old: Result, new: Result) -> bool:
    """Return whether the same contents count; reports older than fingerprints only have the names of files."""
    if old.get("fingerprint") and new.get("fingerprint"):
        return bool(old["fingerprint"] == new["fingerprint"])
    return set(quotes_by_file(old)) == set(quotes_by_file(new))


def quotes_by_file(result: Result) -> dict[str, set[str]]:
    """Return the files that count as evidence of a clause, with their quotes."""
    found: dict[str, set[str]] = {}
    for evidence in _evidence(result):
        found.setdefault(evidence["file"], set()).add(evidence["quote"])
    return found


def _evidence(result: Result) -> Iterator[Mapping[str, Any]]:
    yield from result["evidence"]
    for requirement in result["requirements"]:
        yield from requirement["evidence"]
        for element in requirement["elements"]:
            yield from element["evidence"]


def _causes(
    old: Result | None,
    new: Result | None,
    files: Files,
    general: Sequence[Cause],
    verdict: Cause | None,
    aspects: Sequence[Aspect],
) -> Iterator[Cause]:
    if verdict is not None:
        yield verdict
    if old is None or new is None:
        yield Cause("standards")
        return
    if set(aspects) <= {"verdict"}:
        return
    found = [*dict.fromkeys(_of_evidence(old, new, files)), *dict.fromkeys(_of_unread(old, new, files))]
    found += [cause for cause in general if not found or (cause.kind == "as_of" and "years" in aspects)]
    yield from found or [Cause("unknown")]


def _of_evidence(old: Result, new: Result, files: Files) -> Iterator[Cause]:
    """Yield what happened to the files that count in either report, by path."""
    before, after = quotes_by_file(old), quotes_by_file(new)
    renamed = {files.new_name(path) or path: quotes for path, quotes in before.items()}
    for path in sorted({*renamed, *after}):
        was, now = renamed.get(path, set()), after.get(path, set())
        lost, found = was - now, now - was
        if not lost and not found and path in renamed and path in after and _content(files, path):
            continue
        cause = files.cause(path)
        if cause is not None:
            yield cause
        elif lost and (reason := _refusal(new, path, lost)):
            yield Cause("refused", path, reason)
        elif lost or found:
            yield Cause("evidence_lost" if lost else "evidence_found", path)


def _content(files: Files, path: str) -> bool:
    """Return whether a file of the new report has the content that it had."""
    was = files.old_name(path)
    return was is not None and path in files.new and bool(files.old[was]["sha256"] == files.new[path]["sha256"])


def _refusal(new: Result, path: str, lost: set[str]) -> Bilingual | None:
    """Return why a quote that counted does not count any more, where the later report says so."""
    for refused in new["refused"]:
        if refused["file"] == path and refused["quote"] in lost:
            return _words(refused["reason"])
    return None


def _of_unread(old: Result, new: Result, files: Files) -> Iterator[Cause]:
    """Yield files that the clause waits for, or waited for, and that became readable or unreadable, came or went."""
    said = " ".join((side.get("why") or {}).get("zh") or "" for side in (old, new) if side["coverage"] == "unreadable")
    for path in sorted({*files.old, *files.new}):
        if path.rpartition("/")[2] in said and (cause := files.cause(path)):
            yield cause


def _words(value: Mapping[str, str | None] | None) -> Bilingual:
    return Bilingual(value.get("zh"), value.get("en")) if value else Bilingual()
