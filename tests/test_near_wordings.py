"""What only reads like an element counts for nothing, and a person is shown it; what rests on wording alone too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx

from evidence_check import documents, registry
from evidence_check import enterprise as enterprises
from evidence_check.coverage import Dossier, Judgement, judge_requirement
from evidence_check.matching.gates import compile_gates
from evidence_check.matching.hints import Wanted
from evidence_check.matching.units import Reading
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.matching.wordings import decision
from evidence_check.model import Locator, Match, Quote
from evidence_check.period import period_of
from evidence_check.scan import scan
from evidence_check.standing import standings
from tests.builders import enterprise, examined, match, requirement
from tests.dossier_builder import configuration

RULE = requirement("s/1#rule", "written_system", "who", "how")
NEAR = {"how": Quote("a", Locator(paragraph=3), "先问一句找谁，说不清的先留住")}


def judged(*matches: Match) -> Judgement:
    files = [examined("a"), examined("b")]
    owner = enterprise()
    dossier = Dossier({f.document.path: f for f in files}, standings(files, owner), owner, period_of(owner))
    return judge_requirement(RULE, list(matches), dossier)


def test_what_only_reads_like_an_element_counts_for_nothing_and_is_shown() -> None:
    found = judged(replace(match("s/1#rule", "a", "who"), near=NEAR))
    assert found.result.coverage == "partial" and found.result.missing == ("how",)
    assert found.near == ((RULE.elements[1].name, NEAR["how"]),) and found.doubtful


def test_what_another_file_states_is_not_asked_about() -> None:
    found = judged(replace(match("s/1#rule", "a", "who"), near=NEAR), match("s/1#rule", "b", "how"))
    assert found.result.coverage == "present" and not found.near and not found.doubtful


def test_what_rests_on_wording_alone_counts_and_a_person_should_look() -> None:
    alone = replace(match("s/1#rule", "a", "who", "how"), worded=frozenset({"how"}))
    assert judged(alone).result.coverage == "present" and judged(alone).doubtful
    assert not judged(alone, match("s/1#rule", "b", "how")).doubtful, "a cue found it in another file"


def test_a_hint_counts_for_nothing_and_a_person_is_asked_to_look() -> None:
    hint = replace(match("s/1#rule", "b", score=0.15), near=NEAR, hint=True)
    found = judged(hint)
    assert found.result.coverage == "missing" and not found.result.evidence and not found.refused
    assert found.near == ((RULE.elements[1].name, NEAR["how"]),) and found.doubtful
    assert judged(match("s/1#rule", "a", "who", "how"), hint).near == (), "nothing is asked about what is there"


def test_a_sentence_like_what_a_clause_wants_is_a_hint_where_nothing_else_is_found() -> None:
    loaded = registry.load()
    vocabulary = Vocabulary(loaded, ("2022-common",))
    reading = Reading(
        documents.read("装货前看司机的驾驶证和身份证，照片跟人对得上才准上月台。".encode(), "规矩.txt"),
        vocabulary,
        compile_gates(loaded),
    )
    wanted = Wanted(vocabulary.requirements)
    found = {hint.requirement.clause: hint for hint in wanted.hints(reading, ())}
    assert "2022-common/46" in found and found["2022-common/46"].likeness >= decision().asked_from
    assert not list(wanted.hints(reading, {hint.requirement.id for hint in found.values()})), (
        "what is done is not asked"
    )


def test_the_report_asks_about_the_very_words(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("受控区域管理办法", 0)
    said = (
        "第一条 单证室、装卸月台和库房为受控区域，凭门禁权限进入，未经授权的人员不得入内。",
        "第二条 207 单证间门上红牌「受控」，地上刷黄黑线。",
        "第三条 看到脸生的、没挂牌的，先上前问一句“您找谁”，说不清就别让他走，马上喊保安。",
    )
    for line in said:
        document.add_paragraph(line)
    document.save(str(tmp_path / "受控区域管理办法.docx"))
    owner = enterprises.load(configuration(tmp_path / "enterprise.yaml"))
    result = scan(tmp_path, owner, registry.load())
    clause = next(c for c in result.clauses if c.id == "2022-common/36")
    quotes = {evidence.quote for evidence in clause.evidence}
    assert clause.review and clause.coverage in ("present", "partial")
    shown = [line for line in said[1:] if any(q in line for q in quotes) or line[:20] in (clause.why.zh or "")]
    assert shown == list(said[1:]), "each is a quote, or asked about"
    assert clause.coverage == "partial"
    step = clause.next_step.zh or ""
    asked = [line for line in said[1:] if line[:20] in step]
    assert asked and step.index(asked[0][:20]) < step.index("补充"), "look first, then write"
