"""Builds documents and dossiers from the examples of standards/findings.yaml, and says what is remarked on them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from evidence_check.coverage import Dossier, judge_requirement
from evidence_check.data import read_yaml
from evidence_check.findings import file_findings
from evidence_check.findings.companies import mentions
from evidence_check.findings.dossier import dossier_findings
from evidence_check.matching.gates import Gates
from evidence_check.matching.roles import Judged
from evidence_check.matching.units import Reading
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.model import (
    Bilingual,
    Cell,
    ClauseResult,
    Control,
    Document,
    Enterprise,
    Evidence,
    Examined,
    Finding,
    Locator,
    Passage,
    Refused,
    Registry,
    Requirement,
    RequirementResult,
    Role,
)
from evidence_check.period import period_of
from evidence_check.reasons import say
from evidence_check.records.duties import duties
from evidence_check.records.events import events
from evidence_check.records.listings import listings
from evidence_check.records.promises import promises
from evidence_check.records.statements import statements
from evidence_check.records.tables_kept import registers
from evidence_check.resources import standards_dir
from evidence_check.standing import standings
from tests.builders import enterprise, examined, match, requirement

# The wording of two clauses of 2022-common, as the gates know it.
STANDARD = (
    "企业应当建立并执行企业员工应当对进出口单证进行复核的制度或者程序，在申报前核实其真实性、准确性、规范性和完整性。",
    "企业应当建立并执行集装箱安全检查的制度或者程序，在装货前检查集装箱结构的物理完整性和可靠性，包括门的锁闭系统的可靠性。",
    "The enterprise shall establish and implement the system or procedure of container safety inspection and check the "
    "physical integrity and reliability of the container structure before loading.",
)
IN_ORDER = {"number": "AD-07", "version": "B/1", "effective_date": "2024-05-01", "prepared_by": "陈立",
            "reviewed_by": "周敏", "approved_by": "吴刚"}  # fmt: skip
FRAME = ("访客管理制度", "第一条 访客在门卫处登记，领取访客证后由员工陪同进入厂区。", "第二条 本制度由行政部负责解释。")

Example = dict[str, Any]


@lru_cache(maxsize=1)
def gates() -> Gates:
    """The gates over two clauses, so that these tests do not depend on the whole registry."""
    return Gates(read_yaml(standards_dir() / "gates.yaml", "gates"), STANDARD)


def example(raw: str | Example) -> Example:
    """An example in full: a plain text is a paragraph of a policy that is in order."""
    return {"text": raw} if isinstance(raw, str) else raw


def document(raw: str | Example) -> Document:
    """The document that an example describes."""
    given = example(raw)
    title = given.get("title", FRAME[0])
    plain = given.get("plain") or "columns" in given or "title" in given or given.get("language")
    texts = [title] + ([] if plain else list(FRAME[1:])) + given.get("text", "").split("\n")
    passages = [(text, "heading" if at == 0 else "paragraph") for at, text in enumerate(texts) if text]
    passages += [(given[kind], kind) for kind in ("header", "comment") if kind in given]
    path = (given["heading"],) if "heading" in given else ()
    found = [Passage(i, text, kind, Locator(paragraph=i + 1), path) for i, (text, kind) in enumerate(passages)]
    control = dict(given["control"]) if "control" in given else dict(IN_ORDER)
    if "control" in given and not given.get("plain"):
        control = {"approved_by": "吴刚", **control}
    signs = "  ".join(f"{name}: {value}" for name, value in control.items() if value)
    at = len(found)
    if signs and not given.get("plain"):
        found.append(Passage(at, signs, "paragraph", Locator(paragraph=at + 1)))
    found += _table(given, len(found))
    return Document(
        path=given.get("path", "a.docx"),
        sha256=given.get("path", "a.docx"),
        size=1,
        format="docx",
        status=given.get("status", "ok"),
        reason=Bilingual("加密", "encrypted") if given.get("status", "ok") not in ("ok", "empty") else None,
        title=title,
        language=given.get("language", "zh"),
        passages=tuple(found),
        control=Control({name: (value, min(at, len(found) - 1)) for name, value in control.items()}),
        marks=given.get("marks", {}),
    )


def _table(given: Example, at: int) -> list[Passage]:
    columns = given.get("columns", [])
    rows = [columns, *given.get("rows", [])] if columns else []
    found = []
    for number, row in enumerate(rows):
        cells = tuple(Cell(name, text) for name, text in zip(columns, row, strict=True) if text)
        text = "\t".join(cell.text for cell in cells)
        place = Locator(paragraph=at + number + 1)
        if text:
            found.append(Passage(at + number, text, "row", place, cells=cells, table=1, header_row=number == 0))
    return found


def judged(raw: str | Example) -> Judged:
    """The role that an example gives its document."""
    given = example(raw)
    role = Role(given.get("role", "written_system"), Bilingual("r", "r"), True)
    return Judged(role, frozenset(given.get("judged", ())))


def examine(raw: str | Example) -> Examined:
    """What one example's file shows."""
    given = example(raw)
    found = document(raw)
    verdict = judged(raw)
    read = found.status == "ok"
    remarks = file_findings(found, verdict, gates()) if read else ()
    seen = events(found) if read else ()
    made = promises(Reading(found, wanting(given), gates()), wanting(given), verdict) if "wants" in given else ()
    said = statements(found, verdict) if read else ()
    named = mentions(found) if read else ()
    kept = (registers(found, verdict), duties(found, verdict), listings(found, verdict)) if read else ((), (), ())
    return Examined(found, verdict.role, (), seen, named, remarks, made, said, *kept)


def wanted(given: Example) -> Requirement:
    """The requirement that an example names under ``wants``."""
    wants = {key: value for key, value in given["wants"].items() if key not in ("title", "kind", "kept_as")}
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in wants.items()}
    title = Bilingual(given["wants"]["title"], given["wants"]["title"])
    return requirement("s/1#wanted", given["wants"].get("kind", "record"), title=title, **plain)


def wanting(given: Example) -> Vocabulary:
    """The cues of that requirement alone."""
    return Vocabulary(Registry((), (), (wanted(given),), (), (), {}, {}, {}, ""))


def _kept(given: Example) -> list[Examined]:
    """The record that holds the dates under ``held``."""
    if not given.get("held"):
        return []
    path = given["wants"].get("kept_as", "登记") + ".xlsx"
    return [examined(path, "record", title=path, dates=tuple(given["held"]))]


def remarks(raw: str | Example, owner: Enterprise | None = None) -> list[Finding]:
    """The findings on an example's own file, in a dossier with the files beside it."""
    given = example(raw)
    kept = _kept(given)
    files = [examine(given), *(examine(other) for other in given.get("beside", ())), *kept]
    said = {key: tuple(v) if isinstance(v, list) else v for key, v in given.get("house", {}).items()}
    house = owner or enterprise(as_of=given.get("as_of", "2026-10-31"), **said)
    path = files[0].document.path
    clauses = [_judged(given, files, kept, house)] if "wants" in given else _clauses(given, files[0])
    found = dossier_findings(files, standings(files, house), house, clauses)
    return [finding for finding in found if finding.file == path]


def _judged(given: Example, files: list[Examined], kept: list[Examined], house: Enterprise) -> ClauseResult:
    dossier = Dossier({f.document.path: f for f in files}, standings(files, house), house, period_of(house))
    matches = [match("s/1#wanted", file.document.path) for file in kept]
    result = judge_requirement(wanted(given), matches, dossier).result
    return ClauseResult("s/1", result.coverage, 0.9, False, (result,), (), (), (), Bilingual("", ""))


def _clauses(given: Example, file: Examined) -> list[ClauseResult]:
    if "refused_as_plan" in given:
        return [_planned(given, file)]
    if "years" not in given:
        return []
    place = file.document.passages[-1]
    proof = Evidence(file.document.path, place.locator, place.text, "record", 0.9)
    missing = tuple(given.get("missing", ()))
    none = not any(state == "present" for state in given["years"].values())
    coverage = "missing" if none else "partial" if missing else "present"
    title = Bilingual(file.document.title, None)
    result = RequirementResult(
        "s/1#audit", "record", title, "required", coverage, (), () if none else (proof,), given["years"], missing
    )
    blank = Bilingual("", "")
    return [ClauseResult("s/1", coverage, 0.9, False, (result,), (), (), missing, blank)]


def _planned(given: Example, file: Examined) -> ClauseResult:
    """A clause that refused the example's file as a plan; ``done`` says that its record is there all the same."""
    coverage = "present" if given.get("done") else "missing"
    title = Bilingual(given["refused_as_plan"], None)
    result = RequirementResult("s/1#wanted", "record", title, "required", coverage, (), (), None, ())
    place = file.document.passages[-1]
    refused = Refused(file.document.path, place.text, say("refused_plan"), place.locator)
    blank = Bilingual("", "")
    return ClauseResult("s/1", coverage, 0.9, False, (result,), (), (refused,), (), blank)


def kinds(raw: str | Example, owner: Enterprise | None = None) -> set[str]:
    """The kinds of the findings on an example's own file."""
    return {finding.kind for finding in remarks(raw, owner)}
