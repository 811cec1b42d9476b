"""Gives every file of a dossier its line: how it was read, what it is for, which clauses it serves, why not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from evidence_check.examinations import Examinations
from evidence_check.model import Bilingual, ClauseResult, DocumentLine, Examined, RoleName
from evidence_check.reasons import say
from evidence_check.rows import Rows, rows
from evidence_check.standing import Standing

_NEAR = 0.25  # match score from which a file has something to do with a clause


def ledger(
    files: Examinations, clauses: Iterable[ClauseResult], standing: Mapping[str, Standing]
) -> Rows[DocumentLine]:
    """Return one line per file, in the order of their paths; none is left out."""
    serves: dict[str, set[str]] = defaultdict(set)
    used: dict[str, Counter[RoleName]] = defaultdict(Counter)
    for clause in clauses:
        for evidence in clause.evidence:
            serves[evidence.file].add(clause.id)
            used[evidence.file][evidence.role] += 1
    near = files.near(_NEAR)
    lines = (
        _line(file, serves.get(path, set()), used.get(path, Counter()), standing[path], path in near)
        for path, file in files.items()
    )
    return rows(DocumentLine, lines)


def _line(file: Examined, serves: set[str], used: Counter[RoleName], standing: Standing, near: bool) -> DocumentLine:
    document = file.document
    role, reason = _role(file, used, standing, near)
    return DocumentLine(
        path=document.path,
        sha256=document.sha256,
        size=document.size,
        format=document.format,
        title=document.title,
        language=document.language,
        role=role,
        role_reason=reason,
        clauses=tuple(sorted(serves, key=_clause_order)),
        status=document.status,
        pages=document.pages,
        ocr=document.ocr,
        reason=document.reason,
        members=document.members,
    )


def _role(file: Examined, used: Counter[RoleName], standing: Standing, near: bool) -> tuple[RoleName, Bilingual]:
    """Return a file's role in this dossier, with the reason: its own unless the dossier knows better."""
    if standing.newer:
        return "superseded", say("role_older", newer=standing.newer)
    if standing.foreign and not used:
        return "decoy", say("refused_company", company=standing.foreign.name)
    if file.role.certain and file.role.name in ("superseded", "decoy"):
        return file.role.name, file.role.reason
    if used and not file.role.certain:
        return max(sorted(used), key=lambda role: used[role]), say("role_used")
    if not used and not near and file.document.status == "ok":
        return "irrelevant", say("role_unrelated")
    return file.role.name, file.role.reason


def _clause_order(clause: str) -> tuple[str, list[int]]:
    standard, _, number = clause.partition("/")
    return standard, [int(part) for part in number.split(".") if part.isdigit()]
