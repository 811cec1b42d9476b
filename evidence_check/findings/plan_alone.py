"""Finds plans and notices that are all the dossier holds of what a clause wants done, or of their own year's act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from evidence_check.findings.rules import rules
from evidence_check.model import Bilingual, ClauseResult, Examined, Finding
from evidence_check.reasons import say
from evidence_check.records.dates import year_in
from evidence_check.records.duties import acts_of
from evidence_check.text import normal

Records = Mapping[tuple[str, str], tuple[str, ...]]
"""The paths of records by the act and the year that their names tell."""


def find(files: Mapping[str, Examined], clauses: Sequence[ClauseResult], as_of: str) -> Iterator[Finding]:
    """Yield one finding per plan that was refused where a record is wanted and not all of it is there.

    A plan whose act is recorded in its own year is not alone; one of a past year whose act nobody recorded is, whatever
    the clauses say.
    """
    rule, carried_out = rules()["plan-alone"], _carried_out(files)
    reasons = (say("refused_plan"), say("refused_planned"))
    told: set[str] = set()
    done: set[str] = set()
    for clause in clauses:
        lacking = [
            r for r in clause.requirements if r.kind == "record" and r.counts == "required" and _lacks(r.coverage)
        ]
        done |= {refused.file for refused in clause.refused if refused.reason in reasons and not lacking}
        for refused in clause.refused if lacking else ():
            if refused.reason not in reasons or refused.file in told:
                continue
            if not _is_past(files.get(refused.file), carried_out):
                told.add(refused.file)
                title = Bilingual(lacking[0].title.zh, lacking[0].title.en)
                yield Finding(refused.file, rule.kind, refused.quote, refused.locator, rule.why(title=title))
    yield from _never_done(files, told | done, as_of, carried_out)


def _is_past(plan: Examined | None, carried_out: Records) -> bool:
    """Whether a plan is withdrawn, or what it plans was done."""
    return plan is not None and (plan.role.name == "superseded" or _done(plan, carried_out) is True)


def candidate(finding: Finding) -> bool:
    """Return whether a finding marks the place at which a plan would be quoted, and nothing more."""
    return finding.why == rules()["plan-alone"].why(title="")


def _never_done(
    files: Mapping[str, Examined], settled: Set[str], as_of: str, carried_out: Records
) -> Iterator[Finding]:
    rule = rules()["plan-alone"]
    for path, file in files.items():
        place = next(filter(candidate, file.findings), None)
        past = (year_in(_name(file)) or as_of) < as_of[:4]
        if path not in settled and place and past and _done(file, carried_out) is False:
            title = file.document.title or path.rpartition("/")[2]
            yield replace(place, why=rule.why(title=title))


def _done(plan: Examined, carried_out: Records) -> bool | None:
    """Return whether a record shows the plan's act in the plan's year; None where its name gives no act or year."""
    year = year_in(_name(plan))
    acts = set(acts_of(_name(plan))) & set(rules()["plan-alone"].params["acts"])
    if not year or not acts:
        return None
    return any(path != plan.document.path for act in acts for path in carried_out.get((act, year), ()))


def _carried_out(files: Mapping[str, Examined]) -> Records:
    """Return the first two records that are named for each act and year: one of them is another than any plan."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for path, file in files.items():
        another = any(finding.kind == "title_mismatch" for finding in file.findings)
        year = year_in(_name(file))
        if year and not another and file.role.name in ("record", "irrelevant"):
            for act in acts_of(_name(file)):
                found[act, year] = (*found.get((act, year), ()), path)[:2]
    return found


def _name(file: Examined) -> str:
    return normal(f"{file.document.path.rpartition('/')[2]} {file.document.title or ''}")


def _lacks(coverage: str) -> bool:
    return coverage in ("missing", "partial")
