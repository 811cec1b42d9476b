"""Gives every file of a dossier its line: how it was read, what it is for, which clauses it serves, why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from evidence_check.model import ClauseResult, DocumentLine, Examined
from evidence_check.reasons import say
from evidence_check.standing import Standing


def ledger(
    files: Iterable[Examined], clauses: Iterable[ClauseResult], standing: Mapping[str, Standing]
) -> tuple[DocumentLine, ...]:
    """Return one line per file, sorted by path; none is left out."""
    serves: dict[str, set[str]] = defaultdict(set)
    for clause in clauses:
        for evidence in clause.evidence:
            serves[evidence.file].add(clause.id)
    ordered = sorted(files, key=lambda file: file.document.path)
    return tuple(_line(file, serves[file.document.path], standing[file.document.path]) for file in ordered)


def _line(file: Examined, serves: set[str], standing: Standing) -> DocumentLine:
    document = file.document
    role, reason = file.role.name, file.role.reason
    if standing.newer:
        role, reason = "superseded", say("role_older", newer=standing.newer)
    elif standing.foreign:
        reason = say("refused_company", company=standing.foreign.name)
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


def _clause_order(clause: str) -> tuple[str, list[int]]:
    standard, _, number = clause.partition("/")
    return standard, [int(part) for part in number.split(".") if part.isdigit()]
