"""Findings that need the whole dossier: which candidates hold, gaps between files, what was not read."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from evidence_check.company_names import own_names, same_company
from evidence_check.examinations import Examinations, InMemory
from evidence_check.findings import (
    cited_forms,
    companies,
    contradictions,
    departments,
    gaps,
    issues,
    languages,
    leavers,
    left_out,
    name_slips,
    namesakes,
    partners,
    plan_alone,
    practice,
    promises,
    registers,
    regulations,
    scope,
    skips,
    versions,
)
from evidence_check.findings.rules import rules
from evidence_check.findings.shelf import Shelf
from evidence_check.model import Bilingual, ClauseResult, Enterprise, Examined, Finding, Locator
from evidence_check.rows import Rows, rows
from evidence_check.standing import Standing, aliases


def dossier_findings(
    files: Examinations | Collection[Examined],
    standing: Mapping[str, Standing],
    enterprise: Enterprise,
    clauses: Sequence[ClauseResult],
) -> Rows[Finding]:
    """Return all findings of a dossier, each once, sorted by file and kind."""
    held = files if isinstance(files, Examinations) else InMemory(files)
    house = _House(held.values(), standing, enterprise)
    shelf = Shelf(held, standing)
    skipped = list(skips.find(held, standing, enterprise))
    across = [
        *(finding for _, finding in skipped),
        *versions.find(held, standing),
        *contradictions.find(held, standing),
        *gaps.find(held, clauses),
        *plan_alone.find(held, clauses, enterprise.as_of),
        *promises.find(held, standing, enterprise, clauses),
        *practice.find(held, standing, enterprise, shelf, {place for place, _ in skipped}),
        *left_out.find(held, standing, shelf),
        *leavers.find(held, standing, enterprise),
        *partners.find(held, standing, enterprise),
        *cited_forms.find(held, standing),
        *cited_forms.annexes(held, standing),
        *departments.find(held, standing),
        *name_slips.find(held, enterprise),
    ]
    return rows(Finding, _in_order(house, held, across))


def _in_order(house: _House, files: Mapping[str, Examined], across: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings of each file and what else was found on it, file by file; those on no file of ours as well."""
    others: dict[str, list[Finding]] = defaultdict(list)
    for finding in across:
        others[finding.file].append(finding)
    for path in heapq.merge(sorted(files), sorted(others.keys() - files.keys())):
        found = {*(_of_file(house, files[path]) if path in files else ()), *others.get(path, ())}
        yield from sorted(found, key=lambda f: (f.kind, f.quote, f.why.en or ""))


def _of_file(house: _House, file: Examined) -> Iterator[Finding]:
    yield from (finding for finding in file.findings if house.holds(file, finding))
    yield from _unread(file)
    yield from house.owner(file)
    yield from house.older(file)


def _unread(file: Examined) -> Iterator[Finding]:
    document = file.document
    if document.status not in ("ok", "empty") and document.reason:
        why = rules()["unreadable"].why(reason=document.reason)
        yield Finding(document.path, "unreadable", "", Locator(), why)


def _withdrawn() -> Bilingual:
    return rules()["superseded-mark"].why()


class _House:
    """The enterprise and its files, against which the candidates of single files are held."""

    def __init__(self, files: Collection[Examined], standing: Mapping[str, Standing], enterprise: Enterprise) -> None:
        self._standing = standing
        self._as_of = enterprise.as_of
        self._partners = enterprise.partners
        self._own = (*own_names(enterprise), *aliases(files, enterprise))
        self._chinese = languages.ChineseSystems(files)
        self._matched = any(not match.hint for file in files for match in file.matches)
        self._issued = issues.Issued(files)
        self._checks: dict[str, Callable[[Examined, Finding], bool]] = {
            "wrong_company": self._is_stray,
            "repealed_rule": lambda file, finding: regulations.holds(finding, file.document, self._as_of),
            "undated": self._is_undated,
            "unsigned": self._is_unsigned,
            "superseded": lambda file, finding: file.role.name == "superseded" or finding.why == _withdrawn(),
            "foreign_language": self._lacks_chinese,
            "date_logic": self._is_illogical,
            "planned_not_done": lambda _, finding: not plan_alone.candidate(finding),
            "out_of_scope": lambda file, finding: scope.concerns(finding, file, enterprise),
            "partner_answer": self._is_partners,
            "same_name": lambda _, finding: namesakes.concerns(finding, enterprise),
        }

    def holds(self, file: Examined, finding: Finding) -> bool:
        """Return whether a remark on one file stands in view of the whole dossier."""
        check = self._checks.get(finding.kind)
        return check is None or check(file, finding)

    def owner(self, file: Examined) -> Iterator[Finding]:
        """Yield the other company that a file is about."""
        foreign = self._standing[file.document.path].foreign
        if foreign and not any(same_company(foreign.name, own) for own in self._own):
            why = rules()["foreign-owner"].why(company=foreign.name)
            yield Finding(file.document.path, "wrong_company", foreign.quote.text, foreign.quote.locator, why)

    def older(self, file: Examined) -> Iterator[Finding]:
        """Yield the newer version that a file gave way to, quoting the file's own title."""
        newer = self._standing[file.document.path].newer
        if newer is None:
            return
        rule = rules()["superseded-older"]
        empty = rule.why(newer="")
        candidate = next((finding for finding in file.findings if finding.why == empty), None)
        blank = Finding(file.document.path, rule.kind, "", Locator(), empty)
        yield replace(candidate or blank, why=rule.why(newer=newer))

    def _is_ours(self, name: str) -> bool:
        return any(same_company(name, own) for own in (*self._own, *self._partners))

    def _is_stray(self, file: Examined, finding: Finding) -> bool:
        if self._standing[file.document.path].foreign:
            return False  # the whole document is another company's; one finding says so
        named = [mention.name for mention in file.mentions if companies.names_company(finding, mention.name)]
        return bool(named) and not any(map(self._is_ours, named))

    def _is_undated(self, file: Examined, _: Finding) -> bool:
        return self._is_relied_on(file) and file not in self._issued

    def _is_unsigned(self, file: Examined, finding: Finding) -> bool:
        if self._standing[file.document.path].refused is not None:
            return False
        absent = finding.why == rules()["unsigned-absent"].why()
        return not absent or (self._is_relied_on(file) and file not in self._issued)

    def _is_relied_on(self, file: Examined) -> bool:
        """Whether a paper is one that the enterprise rests on: its own, in force, and about what the clauses want."""
        return self._standing[file.document.path].refused is None and (not self._matched or bool(file.matches))

    def _lacks_chinese(self, file: Examined, _: Finding) -> bool:
        standing = self._standing[file.document.path]
        return standing.refused is None and file not in self._chinese

    def _is_partners(self, file: Examined, finding: Finding) -> bool:
        """Whether an answer that names who gives it names another company."""
        named = [m.name for m in file.mentions if m.name in finding.quote]
        return not any(same_company(name, own) for name in named for own in self._own)

    def _is_illogical(self, file: Examined, finding: Finding) -> bool:
        _ = file
        ahead = finding.why.zh and finding.why.zh.startswith((rules()["future-date"].message.zh or "").split("{")[0])
        return not ahead or registers.later_than(finding, self._as_of)
