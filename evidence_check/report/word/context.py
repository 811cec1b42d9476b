"""What a Word template can show: plain texts, numbers and lists, in one language, described in docs/word-template.md.

Nothing but strings, numbers, truths, lists and dicts gets into a template, so that it can reach nothing else.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from evidence_check import __version__
from evidence_check.differences import Differences
from evidence_check.model import Assessment, Bilingual, Registry
from evidence_check.report import ledger, overview, scores, wording
from evidence_check.report.changes import changes as changes_of
from evidence_check.report.closing import ClosingView
from evidence_check.report.lookup import Lookup
from evidence_check.report.tasks import by_department, tasks
from evidence_check.report.word.clauses import COLOURS, clause
from evidence_check.report.word.language import Language
from evidence_check.verdicts import standing_verdicts

Context = dict[str, Any]

_FINDINGS = 20  # of one kind; the rest stand in the workbook


def context(assessment: Assessment, registry: Registry, lang: str, changes: Differences | None) -> Context:
    """Return everything that a template can show, in one language (``zh`` or ``en``)."""
    lookup, say = Lookup.of(assessment, registry), Language(lang)
    standing = standing_verdicts(assessment)
    clauses = [clause(result, lookup, standing.get(result.id), say) for result in assessment.clauses]
    return {
        "lang": lang,
        "words": {key: say(wording.text(key)) for key in wording.keys("text")},
        "heads": {key: say(wording.word("head", key)) for key in wording.keys("head")},
        "made_by": f"evidence-check {__version__}",
        "enterprise": _enterprise(assessment, say),
        "editions": [_edition(edition, say) for edition in assessment.editions],
        "headline": say(overview.headline(assessment)),
        "summary": [say(sentence) for sentence in overview.sentences(assessment)],
        "counts": _counts(assessment, say),
        "blockers": [_blocker(blocker, say) for blocker in overview.blockers(lookup)],
        "score": _score(lookup, say),
        "changes": _changes(lookup, changes, say),
        "clauses": clauses,
        "gaps": [each for each in clauses if each["gap"]],
        "departments": _departments(lookup, say),
        "findings": _findings(lookup, say),
        "files": _files(assessment, say),
        "method": [say(wording.text(f"method_{n}")) for n in ("1", "2", "3", "4", "5")],
        "notes": [say(note) for note in assessment.notes],
    }


def _enterprise(assessment: Assessment, say: Language) -> Context:
    enterprise = assessment.enterprise
    return {
        "name": say(enterprise.name) or say(wording.text("enterprise_unknown")),
        "other_name": say.other(enterprise.name),
        "as_of": enterprise.as_of,
        "certification": say(wording.word("certification", enterprise.certification)),
        "certified_since": enterprise.certified_since or "",
        "standards": [say(standard.title) for standard in assessment.standards],
    }


def _edition(edition: Any, say: Language) -> Context:
    until, by = edition.in_force_to or "?", edition.replaced_by or Bilingual()
    replaced = wording.text("edition_replaced_by", title=edition.title, until=until, by=by)
    return {
        "title": say(edition.title),
        "issuer": say(edition.issuer),
        "announcement": edition.announcement,
        "in_force_from": edition.in_force_from or "?",
        "in_force_to": edition.in_force_to or say(wording.text("in_force_now")),
        "replaced": say(replaced) if edition.replaced_by else "",
    }


def _counts(assessment: Assessment, say: Language) -> list[Context]:
    return [
        {
            "word": f"{wording.symbol('coverage', coverage)} {say(wording.word('coverage', coverage))}",
            "number": number,
            "meaning": say(wording.meaning("coverage", coverage)),
            "colour": COLOURS.get(coverage, COLOURS[""]),
        }
        for coverage, number in overview.counts(assessment).items()
        if number or coverage in overview.DECIDED
    ]


def _blocker(blocker: overview.Blocker, say: Language) -> Context:
    return {
        "id": blocker.id,
        "number": blocker.number,
        "title": say(blocker.title),
        "text": say(blocker.text),
        "basis": say(wording.word("basis", blocker.score.basis)),
        "lacking": say.listed(blocker.missing),
        "next_step": say(blocker.next_step),
    }


def _score(lookup: Lookup, say: Language) -> Context:
    view = scores.score(lookup)
    return {
        "has_points": view.total is not None,
        "total": view.total,
        "best": view.best,
        "worst": view.worst,
        "result": say(wording.text(f"result_{view.state}")),
        "arithmetic": say(view.arithmetic or Bilingual()),
        "conditions": [
            {
                "title": say(each.condition.detail) or say(each.name),
                "state": f"{wording.symbol('passed', each.state)} {say(wording.word('passed', each.state))}",
                "gates": each.condition.gates,
                "items": say.listed([line.title for _, found in each.lines for line in found]),
            }
            for each in view.conditions
        ],
        "closing": _closing(view.closing, say),
        "financial": [{"name": say(name), "value": say(value)} for name, value in view.financial],
        "verdicts": [say(wording.word("verdict", verdict)) for verdict in view.verdicts],
        "categories": [{"name": say(name), "numbers": list(numbers)} for name, numbers, _ in view.counts],
        "items": [
            {
                "id": line.score.id,
                "number": line.number,
                "title": say(line.title),
                "verdict": f"{wording.symbol('verdict', line.score.verdict)} "
                f"{say(wording.word('verdict', line.score.verdict))}",
                "points": "—" if line.score.points is None else line.score.points,
                "basis": say(line.basis),
                "reason": line.score.reason or "" if line.score.basis != "documents" else "",
            }
            for line in (*view.open_lines, *view.settled_lines)
        ],
        "notes": [say(note) for note in view.notes],
    }


def _closing(view: ClosingView | None, say: Language) -> Context:
    if view is None:
        return {"lead": "", "steps": [], "undecided": ""}
    waiting = [line for _, found in view.undecided for line in found]
    undecided = say(wording.text("closing_undecided", n=len(waiting)))
    return {
        "lead": say(view.lead),
        "steps": [
            {
                "number": step.number,
                "id": step.line.score.id,
                "title": say(step.line.title),
                "total": step.total,
                "failing": say(step.standing),
            }
            for step in view.steps
        ],
        "undecided": " ".join((undecided, say.listed([line.title for line in waiting]))) if waiting else "",
    }


def _changes(lookup: Lookup, differences: Differences | None, say: Language) -> Context:
    view = changes_of(lookup, differences)
    if view is None:
        return {"lead": "", "facts": [], "groups": [], "stale": []}
    return {
        "lead": say(view.lead),
        "facts": [say(fact) for fact in view.facts],
        "groups": [
            {
                "word": f"{wording.symbol('change', group)} {say(wording.word('change', group))}",
                "clauses": [
                    {
                        "id": line.change.id,
                        "text": say(line.change.text),
                        "before": say(line.before),
                        "after": say(line.after),
                        "aspects": say(line.aspects),
                        "causes": [say(cause) for cause in line.causes],
                    }
                    for line in found
                ],
            }
            for group, found in view.groups
        ],
        "stale": [
            {"id": line.standing.id, "title": say(line.title), "reason": line.standing.given.reason or ""}
            for line in view.stale
        ],
    }


def _departments(lookup: Lookup, say: Language) -> list[Context]:
    return [
        {
            "name": say(department.name),
            "tasks": [
                {
                    "number": number,
                    "kind": say(wording.word("task", task.kind)),
                    "clause": task.clause or "",
                    "title": say(task.title),
                    "lacking": say.listed(list(task.lacking)) or say(task.advice),
                    "files": list(task.files),
                    "first": task.blocks,
                }
                for number, task in enumerate(found, 1)
            ],
        }
        for department, found in by_department(tasks(lookup))
    ]


def _findings(lookup: Lookup, say: Language) -> list[Context]:
    return [
        {
            "kind": say(group.word),
            "number": len(group),
            "files": [
                {"file": view.source.file, "place": say(view.source.where), "quote": view.quote, "why": say(view.why)}
                for view in islice(group, _FINDINGS)
            ],
        }
        for group in ledger.findings(lookup, None)
    ]


def _files(assessment: Assessment, say: Language) -> Context:
    unread = sorted((line for line in assessment.documents if line.status != "ok"), key=lambda line: line.path)
    return {
        "total": len(assessment.documents),
        "unread": [
            {
                "path": line.path,
                "status": say(wording.word("status", line.status)),
                "reason": say(line.reason) if line.reason else "",
            }
            for line in unread
        ],
    }
