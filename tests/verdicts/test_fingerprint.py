"""A verdict knows whether the evidence is still the one that it was given on."""

from __future__ import annotations

from dataclasses import replace

from report_samples import sample

from evidence_check.model import Assessment, AssessorVerdict
from evidence_check.verdicts import fingerprints, standing_verdicts

RULE, CLAUSE, ITEM = "制度/单证管理.docx", "2022-common/1", "2022-common/item-1"


def moved(assessment: Assessment) -> Assessment:
    """The same file under another name."""

    def there(path: str) -> str:
        return "新/单证.docx" if path == RULE else path

    def evidence(found):  # type: ignore[no-untyped-def]
        return tuple(replace(each, file=there(each.file)) for each in found)

    clauses = tuple(
        replace(
            result,
            evidence=evidence(result.evidence),
            requirements=tuple(
                replace(
                    r,
                    evidence=evidence(r.evidence),
                    elements=tuple(replace(e, evidence=evidence(e.evidence)) for e in r.elements),
                )
                for r in result.requirements
            ),
        )
        for result in assessment.clauses
    )
    documents = tuple(replace(line, path=there(line.path)) for line in assessment.documents)
    return replace(assessment, clauses=clauses, documents=documents)


def changed(assessment: Assessment) -> Assessment:
    """The same name with another content."""
    documents = tuple(replace(d, sha256="f" * 64) if d.path == RULE else d for d in assessment.documents)
    return replace(assessment, documents=documents)


def test_contents_count_and_names_do_not() -> None:
    assessment, _ = sample()
    before = fingerprints(assessment)
    assert fingerprints(moved(assessment)) == before
    after = fingerprints(changed(assessment))
    assert after[CLAUSE] != before[CLAUSE] and after[ITEM] != before[ITEM]
    assert after["2022-common/9"] == before["2022-common/9"]  # customs decides: no file is in evidence


def test_another_quote_of_the_same_file_is_the_same_evidence() -> None:
    assessment, _ = sample()
    first = assessment.clauses[0]
    rule = replace(first.requirements[0], elements=first.requirements[0].elements[:1])
    fewer = replace(first, requirements=(rule, *first.requirements[1:]))
    now = replace(assessment, clauses=(fewer, *assessment.clauses[1:]))
    assert fingerprints(now)[CLAUSE] == fingerprints(assessment)[CLAUSE]


def test_a_verdict_says_same_changed_or_not_noted() -> None:
    assessment, _ = sample()
    given = {
        CLAUSE: AssessorVerdict("met", "x", evidence=fingerprints(assessment)[CLAUSE]),
        ITEM: AssessorVerdict("met", "x", evidence="0" * 16),
        "2022-common/3": AssessorVerdict("met", "x"),
        "2018-advanced-common/1": AssessorVerdict("met", "not of this scan"),
    }
    judged = replace(assessment, enterprise=replace(assessment.enterprise, verdicts=given))
    assert {each: s.changed for each, s in standing_verdicts(judged).items()} == {
        CLAUSE: False, ITEM: True, "2022-common/3": None,
    }  # fmt: skip
    assert standing_verdicts(changed(judged))[CLAUSE].changed is True
