"""A made-up report with one of everything, on which a firm's template is tried before a scan.

It has the shape of a real context (tests compare them), so a field that a template misspells is missing here as well.
"""

from __future__ import annotations

from typing import Any

from evidence_check.report import wording

_QUOTE = {"text": "…", "file": "…", "place": "…", "ocr": True}
_VERDICT = {"word": "…", "reason": "…", "assessor": "…", "date": "…", "changed": "…"}
_REQUIREMENT = {
    "title": "…",
    "kind": "…",
    "coverage": "…",
    "support": True,
    "lacking": "…",
    "years": [{"year": "…", "coverage": "…"}],
}
_CLAUSE: dict[str, Any] = {
    "id": "…",
    "number": "…",
    "item": "…",
    "category": "…",
    "text": "…",
    "other_text": "…",
    "gap": True,
    "coverage": "…",
    "colour": "ECEFF3",
    "review": True,
    "why": "…",
    "lacking": "…",
    "next_step": "…",
    "requirements": [_REQUIREMENT],
    "quotes": [_QUOTE],
    "refused": [{"file": "…", "place": "…", "quote": "…", "reason": "…"}],
    "files": ["…"],
    "more_files": 1,
    "verdict": _VERDICT,
}
_SCORE = {
    "has_points": True,
    "total": 0,
    "best": 0,
    "worst": 0,
    "result": "…",
    "arithmetic": "…",
    "conditions": [{"title": "…", "state": "…", "gates": True, "items": "…"}],
    "closing": {
        "lead": "…",
        "steps": [{"number": 1, "id": "…", "title": "…", "total": 0, "failing": "…"}],
        "undecided": "…",
    },
    "financial": [{"name": "…", "value": "…"}],
    "verdicts": ["…"],
    "categories": [{"name": "…", "numbers": [0]}],
    "items": [
        {"id": "…", "number": "…", "title": "…", "verdict": "…", "points": 0, "basis": "…", "reason": "…"},
    ],
    "notes": ["…"],
}
_CHANGES = {
    "lead": "…",
    "facts": ["…"],
    "groups": [
        {
            "word": "…",
            "clauses": [{"id": "…", "text": "…", "before": "…", "after": "…", "aspects": "…", "causes": ["…"]}],
        },
    ],
    "stale": [{"id": "…", "title": "…", "reason": "…"}],
}


def specimen() -> dict[str, Any]:
    """Return the specimen."""
    task = {
        "number": 1,
        "kind": "…",
        "clause": "…",
        "title": "…",
        "lacking": "…",
        "files": ["…"],
        "first": True,
    }
    return {
        "lang": "zh",
        "words": dict.fromkeys(wording.keys("text"), "…"),
        "heads": dict.fromkeys(wording.keys("head"), "…"),
        "made_by": "…",
        "enterprise": {
            "name": "…",
            "other_name": "…",
            "as_of": "…",
            "certification": "…",
            "certified_since": "…",
            "standards": ["…"],
        },
        "editions": [
            {
                "title": "…",
                "issuer": "…",
                "announcement": "…",
                "in_force_from": "…",
                "in_force_to": "…",
                "replaced": "…",
            }
        ],
        "headline": "…",
        "summary": ["…"],
        "counts": [{"word": "…", "number": 0, "meaning": "…", "colour": "ECEFF3"}],
        "blockers": [
            {"id": "…", "number": "…", "title": "…", "text": "…", "basis": "…", "lacking": "…", "next_step": "…"}
        ],
        "score": _SCORE,
        "changes": _CHANGES,
        "clauses": [_CLAUSE],
        "gaps": [_CLAUSE],
        "departments": [{"name": "…", "tasks": [task]}],
        "findings": [
            {"kind": "…", "number": 1, "files": [{"file": "…", "place": "…", "quote": "…", "why": "…"}]},
        ],
        "files": {"total": 1, "unread": [{"path": "…", "status": "…", "reason": "…"}]},
        "method": ["…"],
        "notes": ["…"],
    }
