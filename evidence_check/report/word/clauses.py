"""One clause as a Word template can show it."""

from __future__ import annotations

from itertools import chain
from typing import Any

from evidence_check.model import ClauseResult, Evidence, RequirementResult
from evidence_check.report import wording
from evidence_check.report.cards import GAPS
from evidence_check.report.lookup import Lookup
from evidence_check.report.sources import source
from evidence_check.report.word.language import Language
from evidence_check.verdicts import StandingVerdict

COLOURS = {"present": "E4F2EA", "partial": "FBEFD8", "missing": "FBE7E7", "unreadable": "EEE8F8", "": "ECEFF3"}
"""Fills of table cells by coverage, as the page has them; the word stands in the cell."""

_QUOTES = 3
_REFUSED = 2
_FILES = 6


def clause(result: ClauseResult, lookup: Lookup, standing: StandingVerdict | None, say: Language) -> dict[str, Any]:
    """Return a clause with its text, what the documents show, quotes, what is lacking, and the assessor's verdict."""
    clause = lookup.clauses[result.id]
    files = list(dict.fromkeys(evidence.file for evidence in result.evidence))
    return {
        "id": result.id,
        "number": clause.no,
        "item": say(lookup.title_of(result.id)),
        "category": say(wording.word("category", lookup.category_of(result.id))),
        "text": say(clause.display),
        "other_text": say.other(clause.display),
        "gap": result.coverage in GAPS,
        "coverage": f"{wording.symbol('coverage', result.coverage)} {say(wording.word('coverage', result.coverage))}",
        "colour": COLOURS.get(result.coverage, COLOURS[""]),
        "review": result.review,
        "why": say(result.why),
        "lacking": say.listed(lookup.missing_words(result)),
        "next_step": say(result.next_step),
        "requirements": [_requirement(each, say) for each in result.requirements],
        "quotes": [_quote(each, lookup, say) for each in _best(result)],
        "refused": [
            {
                "file": each.file,
                "place": say(source(each.file, each.locator, lookup, None).where),
                "quote": each.quote,
                "reason": say(each.reason),
            }
            for each in result.refused[:_REFUSED]
        ],
        "files": files[:_FILES],
        "more_files": max(0, len(files) - _FILES),
        "verdict": _verdict(standing, say),
    }


def _requirement(result: RequirementResult, say: Language) -> dict[str, Any]:
    return {
        "title": say(result.title),
        "kind": say(wording.word("kind", result.kind)),
        "coverage": f"{wording.symbol('coverage', result.coverage)} {say(wording.word('coverage', result.coverage))}",
        "support": result.counts == "support",
        "lacking": say.listed([e.name for e in result.elements if e.essential and e.coverage != "present"]),
        "years": [
            {"year": year, "coverage": say(wording.word("coverage", coverage))}
            for year, coverage in sorted((result.years or {}).items())
        ],
    }


def _best(result: ClauseResult) -> list[Evidence]:
    """Return the first few different quotes: those of the elements before the others."""
    of_elements = (e.evidence[0] for r in result.requirements for e in r.elements if e.evidence)
    found: dict[tuple[str, str], Evidence] = {}
    for evidence in chain(of_elements, result.evidence):
        found.setdefault((evidence.file, evidence.quote), evidence)
    return list(found.values())[:_QUOTES]


def _quote(evidence: Evidence, lookup: Lookup, say: Language) -> dict[str, Any]:
    where = source(evidence.file, evidence.locator, lookup, None).where
    return {"text": evidence.quote, "file": evidence.file, "place": say(where), "ocr": evidence.ocr}


def _verdict(standing: StandingVerdict | None, say: Language) -> dict[str, Any] | None:
    if standing is None:
        return None
    given = standing.given
    changed = say(wording.text("evidence_changed")) if standing.changed else ""
    return {
        "word": say(wording.word("verdict", given.verdict)),
        "reason": given.reason or "",
        "assessor": given.assessor or "",
        "date": given.date or "",
        "changed": changed,
    }
