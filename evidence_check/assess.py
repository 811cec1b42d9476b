"""The reduce: all examined files of a dossier and the registry → what it shows, clause by clause, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from evidence_check.applicability import applies, unanswered
from evidence_check.confidence import calibrated, raw_confidence
from evidence_check.coverage import Dossier, Judgement, judge_requirement, unknown_persons
from evidence_check.examinations import Examinations
from evidence_check.model import (
    Bilingual,
    Clause,
    ClauseResult,
    Condition,
    Coverage,
    Enterprise,
    Evidence,
    Refused,
    Registry,
    Requirement,
    RequirementResult,
)
from evidence_check.period import period_of
from evidence_check.reasons import join, lacking, listing, say
from evidence_check.standing import Standing, standings

_DECIDED_ELSEWHERE: dict[str, tuple[Coverage, str, str]] = {
    "customs": ("customs", "why_customs", "next_customs"),
    "onsite": ("onsite", "why_onsite", "next_onsite"),
    "other_standard": ("other_standard", "why_pointer", "next_onsite"),
}
_SHOWN_FILES = 3
_SHOWN_REFUSED = 6
_SHOWN_NEAR = 2  # per requirement
_QUOTED = 60  # characters of a quote within a sentence of explanation
_UNSURE = 0.56  # confidence below which a person should look: little more than even


class Assessor:
    """Judges the clauses of the chosen standards over one dossier."""

    def __init__(self, registry: Registry, enterprise: Enterprise, files: Examinations) -> None:
        self.registry = registry
        self._files = files
        self.standing: Mapping[str, Standing] = standings(files.values(), enterprise)
        self.dossier = Dossier(files, self.standing, enterprise, period_of(enterprise))
        self._requirements: dict[str, list[Requirement]] = defaultdict(list)
        for requirement in registry.requirements:
            self._requirements[requirement.clause].append(requirement)
        self._unread = self.dossier.unread

    def clauses(self) -> tuple[ClauseResult, ...]:
        """Return the result of every clause of the enterprise's standards, in the order of the standards."""
        chosen = set(self.dossier.enterprise.standards)
        return tuple(self._clause(clause) for s in self.registry.standards if s.id in chosen for clause in s.clauses)

    def _clause(self, clause: Clause) -> ClauseResult:
        condition = self.registry.applies_when.get(clause.id)
        holds = applies(condition, self.dossier.enterprise)
        if holds is False and condition is not None:
            return self._not_applicable(clause, condition.text)
        judged = [self._judge(r) for r in self._requirements[clause.id] if r.kind not in ("customs", "onsite")]
        if clause.decided_by != "documents":
            return self._decided_elsewhere(clause, judged)
        result = self._by_documents(clause, [j for j in judged if j is not None])
        return self._asking(result, (condition, *self._conditions_of_what_lacks(result)))

    def _conditions_of_what_lacks(self, result: ClauseResult) -> list[Condition | None]:
        """Return the conditions of those requirements that keep a clause from being covered."""
        lacking = [r for r in result.requirements if r.counts == "required" and r.coverage != "present"]
        return [self._by_id(r).applies_when for r in lacking]

    def _asking(self, result: ClauseResult, conditions: Iterable[Condition | None]) -> ClauseResult:
        """Return the result with the one question whose answer would settle whether all of it is wanted."""
        for condition in conditions:
            key = unanswered(condition, self.dossier.enterprise)
            if condition is not None and key is not None:
                why = join([result.why, say("why_unknown_condition", reason=condition.text)])
                step = join([result.next_step, say("next_condition", key=key)])
                return replace(result, review=True, why=why, next_step=step)
        return result

    def _judge(self, requirement: Requirement) -> Judgement | None:
        if applies(requirement.applies_when, self.dossier.enterprise) is False:
            return None
        return judge_requirement(requirement, self._files.ranked(requirement.id), self.dossier)

    # --- clauses that documents do not decide --------------------------------------------------------------------

    def _not_applicable(self, clause: Clause, reason: Bilingual) -> ClauseResult:
        proof = self.registry.not_applicable_proof.get(clause.id)
        judged = [self._judge(r) for r in self._requirements[clause.id] if r.id == f"{clause.id}#{proof}"]
        shown = [j for j in judged if j is not None]
        proved = not proof or any(j.result.coverage == "present" for j in shown)
        why = say("why_not_applicable" if proved else "why_not_applicable_unproved", reason=reason)
        return ClauseResult(
            id=clause.id,
            coverage="not_applicable",
            confidence=0.95 if proved else 0.7,
            review=not proved,
            requirements=tuple(j.result for j in shown),
            evidence=tuple(e for j in shown for e in j.result.evidence),
            refused=(),
            missing=() if proved else tuple(j.result.title.zh or "" for j in shown),
            why=why,
            next_step=say("next_missing", titles=listing([j.result.title for j in shown]))
            if not proved
            else Bilingual(),
        )

    def _decided_elsewhere(self, clause: Clause, judged: Sequence[Judgement | None]) -> ClauseResult:
        coverage, why, step = _DECIDED_ELSEWHERE[clause.decided_by]
        shown = [j for j in judged if j is not None]
        return ClauseResult(
            id=clause.id,
            coverage=coverage,
            confidence=1.0,
            review=False,
            requirements=tuple(j.result for j in shown),
            evidence=tuple(e for j in shown for e in j.result.evidence)[:6],
            refused=tuple(r for j in shown for r in j.refused)[:3],
            missing=(),
            why=say(why),
            next_step=say(step) if coverage != "other_standard" else Bilingual(),
        )

    # --- clauses that documents decide ---------------------------------------------------------------------------

    def _by_documents(self, clause: Clause, judged: Sequence[Judgement]) -> ClauseResult:
        deciding = _alternatives(self._deciding(judged))
        coverage = _united([j.result.coverage for j in deciding])
        backing = [j for j in judged if j.result.counts == "backing" and j.result.coverage in ("present", "partial")]
        if backing and coverage in ("missing", "unreadable"):
            coverage, deciding = "partial", [*deciding, *backing]
        confidence = self._confidence(coverage, deciding)
        refused = _close_calls(judged)
        doubtful = any(j.doubtful for j in deciding) or any(
            unknown_persons(self._by_id(j.result), self.dossier.enterprise) for j in deciding
        )
        review = (
            confidence < _UNSURE
            or doubtful
            or (coverage in ("missing", "unreadable") and bool(self._unread))
            or any(e.ocr for j in deciding for e in j.result.evidence)
        )
        return ClauseResult(
            id=clause.id,
            coverage=coverage,
            confidence=confidence,
            review=review,
            requirements=tuple(j.result for j in judged),
            evidence=_evidence(coverage, deciding, judged),
            refused=refused,
            missing=tuple(dict.fromkeys(m for j in deciding for m in j.result.missing)),
            why=self._why(deciding, judged),
            next_step=_next_step(coverage, deciding),
        )

    def _by_id(self, result: RequirementResult) -> Requirement:
        return next(r for r in self._requirements[result.id.split("#")[0]] if r.id == result.id)

    def _deciding(self, judged: Sequence[Judgement]) -> list[tuple[Judgement, Requirement]]:
        pairs = [(j, self._by_id(j.result)) for j in judged]
        return [(j, r) for j, r in pairs if r.counts == "required" and r.occasion is None] or pairs

    def _confidence(self, coverage: Coverage, deciding: Sequence[Judgement]) -> float:
        score = min((j.score for j in deciding if j.result.evidence), default=0.0)
        refused = any(j.refused for j in deciding)
        return calibrated(coverage, raw_confidence(coverage, score, refused=refused, unread=bool(self._unread)))

    def _why(self, deciding: Sequence[Judgement], judged: Sequence[Judgement]) -> Bilingual:
        parts = [self._why_one(j) for j in deciding]
        reported = {j.result.id for j in deciding}
        parts += [
            say("why_near", element=name, file=_name(quote.file), quote=_short(quote.text))
            for j in deciding
            for name, quote in j.near[:_SHOWN_NEAR]
        ]
        parts += [
            say("why_follows", element=element.name, others=listing(element.follows_from))
            for j in deciding
            for element in [e for e in j.result.elements if e.essential and e.follows_from][:_SHOWN_NEAR]
        ]
        parts += [say("why_refused", file=_name(r.file), reason=r.reason) for r in _close_calls(deciding)[:2]]
        lacking = [j for j in judged if j.result.id not in reported and j.result.coverage == "missing"]
        helpful = [j.result.title for j in lacking if self._by_id(j.result).occasion is None]
        if helpful:
            parts.append(say("why_support", missing=listing(helpful[:4])))
        parts += [say("why_no_events", title=j.result.title) for j in lacking if self._by_id(j.result).occasion]
        return join(parts)

    def _why_one(self, judged: Judgement) -> Bilingual:
        result = judged.result
        files = _names(e.file for e in result.evidence)
        if result.coverage == "present":
            return say("why_present", title=result.title, files=files)
        if judged.foreign:
            return say("why_partial_company", title=result.title)
        if result.coverage == "partial":
            sentence = "why_partial_years" if result.years and not _lacks_elements(result) else "why_partial_elements"
            return say(sentence, title=result.title, files=files, missing=_named(result))
        if result.coverage == "unreadable":
            return say("why_unreadable", files=_names(judged.unread))
        if self._unread:
            return say("why_missing_unread", title=result.title, count=str(len(self._unread)))
        return say("why_missing", title=result.title)


def _short(words: str) -> str:
    """Return the beginning of a quote on one line."""
    line = " ".join(words.split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"


def _evidence(coverage: Coverage, deciding: Sequence[Judgement], judged: Sequence[Judgement]) -> tuple[Evidence, ...]:
    """Return what a clause rests on; papers that only support stand with their requirement where nothing counts."""
    shown = judged if coverage in ("present", "partial") else deciding
    return tuple(dict.fromkeys(e for j in shown for e in j.result.evidence))


def _close_calls(judged: Sequence[Judgement]) -> tuple[Refused, ...]:
    """Return what came close and does not count, each file once, without files that count elsewhere in the clause."""
    counted = {evidence.file for j in judged for evidence in j.result.evidence}
    by_file = {r.file: r for j in reversed(judged) for r in reversed(j.refused) if r.file not in counted}
    return tuple(sorted(by_file.values(), key=lambda r: r.file)[:_SHOWN_REFUSED])


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _names(paths: Iterable[str]) -> Bilingual:
    """Return the first few files by name, for a sentence; the whole paths stand with the quotes."""
    names = list(dict.fromkeys(_name(path) for path in paths))[:_SHOWN_FILES]
    return Bilingual("、".join(names), ", ".join(names))


def _lacks_elements(result: RequirementResult) -> bool:
    return any(e.essential and e.coverage == "missing" for e in result.elements)


def _named(result: RequirementResult) -> Bilingual:
    """Return what a requirement lacks, elements by their names in both languages."""
    names = {e.name.zh or e.name.en or "": e.name for e in result.elements}
    return listing(lacking(result.missing, names))


def _alternatives(pairs: Sequence[tuple[Judgement, Requirement]]) -> list[Judgement]:
    """Return the judgements that decide: of requirements that are alternatives only the best one."""
    order: tuple[Coverage, ...] = ("present", "partial", "unreadable", "missing")
    best: dict[str, Judgement] = {}
    for judged, requirement in pairs:
        name = requirement.any_of or requirement.id
        if name not in best or order.index(judged.result.coverage) < order.index(best[name].result.coverage):
            best[name] = judged
    return list(best.values())


def _united(coverages: Sequence[Coverage]) -> Coverage:
    """Return a clause's coverage from its requirements': all present, none at all, or something between."""
    if not coverages:
        return "missing"
    if all(coverage == "present" for coverage in coverages):
        return "present"
    if any(coverage in ("present", "partial") for coverage in coverages):
        return "partial"
    return "unreadable" if "unreadable" in coverages else "missing"


def _next_step(coverage: Coverage, deciding: Sequence[Judgement]) -> Bilingual:
    if coverage == "present":
        return say("next_present")
    if coverage == "unreadable":
        return say("next_unreadable", files=_names(f for j in deciding for f in j.unread))
    steps = [
        say("next_look", element=name, file=_name(quote.file), quote=_short(quote.text))
        for j in deciding
        for name, quote in j.near[:1]
    ][:1]
    absent = [j.result.title for j in deciding if j.result.coverage == "missing"]
    if absent:
        steps.append(say("next_missing", titles=listing(absent)))
    partial = [j.result for j in deciding if j.result.coverage == "partial" and j.result.missing]
    return join([*steps, *(say("next_partial", title=each.title, missing=_named(each)) for each in partial)])
