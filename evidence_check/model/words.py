"""The words with a fixed set of values (the contract's vocabularies), and the text in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["written_system", "record", "certificate", "contract", "onsite", "customs"]
Coverage = Literal[
    "present", "partial", "missing", "unreadable", "not_applicable", "customs", "onsite", "other_standard"
]
Verdict = Literal["met", "basically_met", "not_met", "not_applicable", "undetermined"]
DecidedBy = Literal["documents", "customs", "onsite", "other_standard"]
Polarity = Literal["required", "prohibited"]
RoleName = Literal["written_system", "record", "contract", "certificate", "superseded", "decoy", "irrelevant"]
Status = Literal["ok", "empty", "needs_ocr", "encrypted", "unsupported", "too_large", "timeout", "failed"]
Basis = Literal["documents", "facts", "assessor", "assumed"]
PromiseUnit = Literal["per_year", "years", "hours"]
DutyUnit = Literal["every", "within", "each"]
StatementKind = Literal[
    "left",
    "withdrawn",
    "withdrawn_note",
    "alias",
    "stays",
    "floor",
    "floor_post",
    "kept",
    "edition",
    "replaces",
    "partner",
    "assessed",
    "opinion",
    "assets",
    "liabilities",
    "ratio",
    "form",
    "form_cited",
    "annex",
    "annex_cited",
    "issued",
    "department",
    "department_cited",
    "enrolled",
    "signed",
    "slipped",
    "renamed",
]
PassageKind = Literal["heading", "paragraph", "row", "header", "footer", "footnote", "comment", "textbox", "property"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in Chinese and English; a side that does not exist is None."""

    zh: str | None = None
    en: str | None = None
