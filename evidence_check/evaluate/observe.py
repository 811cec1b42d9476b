"""Sets labels and report side by side, one row per clause, document and finding; nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from evidence_check.evaluate.labels import Labels, normal_path
from evidence_check.evaluate.records import PersonRow, YearRow, person_rows, year_rows

ALIGNED_FROM = 70.0  # similarity of two element names (0..100) from which they are taken for the same element
_WORDINGS = {
    "draft": "tracked_change tracked_changes comment comments comment_left comments_left comment_left_in "
    "comments_left_in",
    "form_missing": "form_not_filed missing_form missing_forms missing_annex annex_missing annex_not_filed "
    "missing_reference missing_document",
    "partner_answer": "partner_answers partner_own_answer partner_own_answers partner_self_answer unsupported_answer",
    "coverage_gap": "gap_admitted gap_described record_gap missing_record missing_records",
    "planned_not_done": "not_done plan_only plan_without_record",
    "promise_not_kept": "practice_deviates practice_gap practice_deviation",
    "promise_below_clause": "value_below_requirement below_requirement",
    "empty_template": "unfilled_template blank_template empty_form blank_form",
    "out_of_scope": "scope_excludes scope_excludes_enterprise scope_excluded other_scope",
    "fields_blank": "incomplete_record blank_fields",
}
SAME_KIND = {word: kind for kind, words in _WORDINGS.items() for word in words.split()}
"""The contract leaves further kinds of findings to their authors: words of labellers, and ours for the same remark."""
NOT_REPORTED = "not_reported"
REFUSED_ROLES = frozenset({"decoy", "superseded", "irrelevant"})


@dataclass(frozen=True, slots=True)
class ElementPair:
    """A labelled element and, where one of ours has a similar name, what we say of it."""

    name: str
    label: str
    ours_name: str | None
    ours: str | None


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause: the label, our coverage, the files that each side names as evidence.

    ``served`` holds the files that the labels give this clause under ``documents``, wider than ``labelled``.
    """

    dossier: str
    clause: str
    label: str
    ours: str
    confidence: float | None
    review: bool
    note: str
    why: str
    labelled: frozenset[str]
    served: frozenset[str]
    cited: frozenset[str]
    elements: tuple[ElementPair, ...]
    languages: frozenset[str]
    registers: frozenset[str]
    keywords: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One labelled file: its role by the label and by us (None where we do not list it)."""

    dossier: str
    file: str
    label: str
    ours: str | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding (file and kind) that the labels, or we, or both have."""

    dossier: str
    file: str
    kind: str
    labelled: bool
    ours: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One scoring case of the labels: what was expected and what came out."""

    dossier: str
    name: str
    expected: dict[str, object]
    got: dict[str, object]
    right: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything observed in one or several dossiers. Evaluations of several dossiers are joined by :func:`combine`."""

    dossiers: tuple[str, ...]
    clauses: tuple[ClauseRow, ...]
    documents: tuple[DocumentRow, ...]
    findings: tuple[FindingRow, ...]
    cases: tuple[CaseRow, ...] = field(default=())
    years: tuple[YearRow, ...] = field(default=())
    persons: tuple[PersonRow, ...] = field(default=())


def combine(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Return one evaluation over all dossiers; every clause weighs the same."""
    parts = list(evaluations)
    return Evaluation(
        dossiers=tuple(name for part in parts for name in part.dossiers),
        clauses=tuple(row for part in parts for row in part.clauses),
        documents=tuple(row for part in parts for row in part.documents),
        findings=tuple(row for part in parts for row in part.findings),
        cases=tuple(row for part in parts for row in part.cases),
        years=tuple(row for part in parts for row in part.years),
        persons=tuple(row for part in parts for row in part.persons),
    )


def observe(
    name: str, labels: Labels, report: Mapping[str, Any], keywords: Mapping[str, str] | None = None
) -> Evaluation:
    """Return what one dossier's report says beside what its labels say.

    ``keywords`` holds the keyword baseline's coverage by clause (see ``baselines.py``), where it was computed.
    """
    ours = {str(clause["id"]): clause for clause in report.get("clauses", [])}
    documents = {normal_path(path): entry for path, entry in labels.get("documents", {}).items()}
    served: dict[str, set[str]] = {}
    for path, entry in documents.items():
        for clause in entry.get("clauses") or ():
            served.setdefault(clause, set()).add(path)
    rows = tuple(
        _clause_row(name, identifier, label, ours.get(identifier), labels, documents, served, keywords or {})
        for identifier, label in labels["clauses"].items()
    )
    return Evaluation(
        dossiers=(name,),
        clauses=rows,
        documents=_document_rows(name, documents, report),
        findings=_finding_rows(name, labels, report),
        years=tuple(year_rows(name, labels, ours)),
        persons=tuple(person_rows(name, labels, ours)),
    )


def _clause_row(
    name: str,
    identifier: str,
    label: Mapping[str, Any],
    ours: Mapping[str, Any] | None,
    labels: Labels,
    documents: Mapping[str, Mapping[str, Any]],
    served: Mapping[str, set[str]],
    keywords: Mapping[str, str],
) -> ClauseRow:
    labelled = frozenset(normal_path(each["file"]) for each in label.get("evidence") or ())
    confidence = ours.get("confidence") if ours else None
    return ClauseRow(
        dossier=name,
        clause=identifier,
        label=label["coverage"],
        ours=str(ours["coverage"]) if ours else NOT_REPORTED,
        confidence=float(confidence) if confidence is not None else None,
        review=bool(ours.get("review")) if ours else False,
        note=str(label.get("note") or ""),
        why=_words(ours.get("why")) if ours else "",
        labelled=labelled,
        served=frozenset(served.get(identifier, ())),
        cited=_cited(ours or {}),
        elements=_align(label.get("elements") or {}, ours or {}),
        languages=_groups("language", labelled, labels, documents),
        registers=_groups("register", labelled, labels, documents),
        keywords=keywords.get(identifier),
    )


def _words(value: Any) -> str:
    """Return the Chinese words of a bilingual value, else the English ones; a plain text as it is."""
    if isinstance(value, Mapping):
        return str(value.get("zh") or value.get("en") or "")
    return str(value or "")


def _groups(
    key: str, files: Iterable[str], labels: Labels, documents: Mapping[str, Mapping[str, Any]]
) -> frozenset[str]:
    found = {value for file in files if (value := documents.get(file, {}).get(key))}
    return frozenset(found or ({labels[key]} if labels.get(key) else ()))


def _cited(clause: Mapping[str, Any]) -> frozenset[str]:
    """Return every file that our result names as counting evidence for the clause, at whatever level."""
    requirements = clause.get("requirements") or []
    holders = [clause, *requirements, *(element for each in requirements for element in each.get("elements") or [])]
    return frozenset(normal_path(each["file"]) for holder in holders for each in holder.get("evidence") or [])


def _align(labelled: Mapping[str, str], clause: Mapping[str, Any]) -> tuple[ElementPair, ...]:
    """Pair labelled element names with ours, most similar first, each used once."""
    ours: dict[str, str] = {}
    for requirement in clause.get("requirements") or []:
        for element in requirement.get("elements") or []:
            ours.setdefault(_words(element.get("name")), str(element.get("coverage")))
    pairs = sorted(
        ((fuzz.WRatio(label, name), label, name) for label in labelled for name in ours),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    chosen: dict[str, str] = {}
    for similarity, label, name in pairs:
        if similarity >= ALIGNED_FROM and label not in chosen and name not in chosen.values():
            chosen[label] = name
    return tuple(
        ElementPair(name, label, chosen.get(name), ours.get(chosen.get(name, ""))) for name, label in labelled.items()
    )


def _document_rows(
    name: str, documents: Mapping[str, Mapping[str, Any]], report: Mapping[str, Any]
) -> tuple[DocumentRow, ...]:
    ours = {normal_path(each["path"]): str(each["role"]) for each in report.get("documents", [])}
    return tuple(DocumentRow(name, path, entry["role"], ours.get(path)) for path, entry in documents.items())


def _finding_rows(name: str, labels: Labels, report: Mapping[str, Any]) -> tuple[FindingRow, ...]:
    labelled = {
        (normal_path(each["file"]), SAME_KIND.get(each["kind"], each["kind"])) for each in labels.get("findings", [])
    }
    ours = {(normal_path(str(each["file"])), str(each["kind"])) for each in report.get("findings", [])}
    return tuple(
        FindingRow(name, file, kind, (file, kind) in labelled, (file, kind) in ours)
        for file, kind in sorted(labelled | ours)
    )
