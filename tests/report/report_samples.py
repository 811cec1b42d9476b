"""Builds small assessments by hand, so that the report's tests depend on nothing but the model."""

from __future__ import annotations

from dataclasses import replace

from sample_frame import edition, enterprise, score, standard
from sample_texts import (
    COVERAGES,
    DOCUMENTS,
    ELEMENTS,
    FINDINGS,
    QUOTES,
    TITLES,
    many_documents,
    passage,
)

from evidence_check.model import (
    Assessment,
    Bilingual,
    Clause,
    ClauseResult,
    Condition,
    Coverage,
    Element,
    ElementResult,
    Evidence,
    Locator,
    Refused,
    Registry,
    Requirement,
    RequirementResult,
)


def requirement(clause_id: str, slug: str, kind: str, counts: str = "required", **more: object) -> Requirement:
    base = Requirement(
        id=f"{clause_id}#{slug}",
        clause=clause_id,
        kind=kind,
        title=TITLES[kind],
        counts=counts,
        basis="guide",  # type: ignore[arg-type]
        elements=tuple(Element(f"e{i}", Bilingual(*e), ("x",), i < 3) for i, e in enumerate(ELEMENTS)),
        source=(),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def evidence(number: int, file: str = "制度/单证管理.docx", locator: Locator | None = None) -> Evidence:
    where = locator or Locator(page=1 + number % 7, paragraph=number, chapter="第三章 单证复核")
    return Evidence(file, where, f"{QUOTES[number % len(QUOTES)]}（{number}）", "written_system", 0.9, number % 9 == 8)


MANY = many_documents(300)
PER_FILE = 66  # quotes of one file: 20,000 of them come from some three hundred files


def further(number: int, files: int) -> Evidence:
    """Return one of thousands of quotes, from one of so many files, as in a large dossier."""
    line = MANY[number * 31 % files]
    chapter = f"第{'一二三四五六七八九'[number % 9]}章 {passage(number % 400 + 900)[:8]}"
    where = Locator(page=1 + number % 23, paragraph=1 + number % 211, chapter=chapter)
    return Evidence(line.path, where, passage(number), "written_system", 0.9)


def result(at: Clause, coverage: Coverage, seed: int, extra: int = 0, files: int = 1) -> ClauseResult:
    """Return a clause result that looks like a real one; ``extra`` adds that many more quotes from so many files."""
    if coverage in ("customs", "onsite", "other_standard", "not_applicable"):
        why = Bilingual("由海关依据自有数据认定。", "Customs decides from its own data.")
        return ClauseResult(at.id, coverage, 0.9, False, (), (), (), (), why)
    states: dict[str, tuple[Coverage, ...]] = {
        "present": ("present",) * 4,
        "partial": ("present", "present", "missing", "missing"),
        "missing": ("missing",) * 4,
        "unreadable": ("unreadable",) * 4,
    }
    found = [
        ElementResult(
            Bilingual(*name), state, number < 3, (evidence(seed * 10 + number),) if state == "present" else ()
        )
        for number, (name, state) in enumerate(zip(ELEMENTS, states[coverage], strict=True))
    ]
    lacking = tuple(e.name.zh or "" for e in found if e.coverage == "missing")
    more = tuple(further(seed * extra + n, files) for n in range(extra))
    rule = RequirementResult(
        f"{at.id}#checking",
        "written_system",
        TITLES["written_system"],
        "required",
        coverage,
        tuple(found),
        more,
        None,
        lacking,
    )
    years: dict[str, Coverage] | None = {"2023": "present", "2024": "present", "2025": "missing"}
    if extra and seed % 3:
        years = None  # of the 96 to 131 clauses of a real scan at most a third want a record for each year
    sheet = (evidence(seed * 10 + 4, "记录/内审台账.xlsx", Locator(sheet="2024", cell="A5")),)
    records = RequirementResult(
        f"{at.id}#audit-records",
        "record",
        TITLES["record"],
        "required" if seed % 2 else "support",
        "partial" if coverage != "missing" else "missing",
        (),
        sheet if coverage != "missing" else (),
        years,
        ("2025",),
    )
    refused = (
        Refused(
            "其他/培训课件.pptx",
            "单证复核是关务的第一道防线。",
            Bilingual("培训课件转述标准，不是本企业的制度", "Training slides repeat the standard; not a system"),
            Locator(slide=12),
        ),
    )
    why = Bilingual(
        "制度写明了复核部门和时间，没有写明责任追究。",
        "The system names who checks and when; accountability is lacking.",
    )
    step = Bilingual(
        "在单证管理制度中补写责任追究条款，并附 2025 年的内审记录。",
        "Add accountability to the document procedure and supply the 2025 audit records.",
    )
    return ClauseResult(
        at.id,
        coverage,
        0.83,
        seed % 5 == 1,
        (rule, records),
        (),
        refused if seed % 2 else (),
        (*lacking, "2025") if coverage == "partial" else lacking,
        why,
        step if coverage != "present" else Bilingual(),
    )


def sample(edition_name: str = "2022", clauses: int = 16, extra: int = 0) -> tuple[Assessment, Registry]:
    """Return an assessment with every coverage, every section filled, and the registry that it refers to."""
    made = standard(f"{edition_name}-common", edition_name, clauses)
    files = min(max(clauses * extra // PER_FILE, 20), len(MANY))
    results = tuple(
        result(c, COVERAGES[(0, 1, 1, 2, 0, 3, 0, 1, 4, 5, 6, 7)[n % 12]], n, extra, files)
        for n, c in enumerate(made.clauses)
    )
    wanted = tuple(
        one
        for c in made.clauses
        for one in (
            requirement(c.id, "checking", "written_system"),
            requirement(c.id, "audit-records", "record"),
            requirement(c.id, "server-room", "onsite", "support", elements=()),
        )
    )
    served = tuple(r.id for r in results if r.requirements)
    documents = tuple(replace(d, clauses=served) if n < 2 else d for n, d in enumerate(DOCUMENTS))
    documents += tuple(replace(d, clauses=served[n::150][:6]) for n, d in enumerate(MANY[:files])) if extra else ()
    editions = (edition(edition_name),)
    registry = Registry(
        editions,
        (made,),
        wanted,
        (),
        (),
        {
            f"{made.id}/9": Condition(
                certification="renewal", text=Bilingual("仅适用于重新认证", "Applies to renewals only")
            )
        },
        {},
        {},
        "0123abcd",
    )
    notes = (Bilingual("本次核对未安装文字识别。", "OCR was not installed for this scan."),)
    assessment = Assessment(
        enterprise(edition_name),
        editions,
        (made,),
        results,
        documents,
        FINDINGS,
        score(edition_name, made, results),
        notes,
    )
    return assessment, registry


def large(clauses: int, passages: int) -> tuple[Assessment, Registry]:
    """Return an assessment with at least so many different passages, and not many more."""
    bare, _ = sample("2022", clauses)
    with_quotes = sum(bool(result.requirements) for result in bare.clauses)
    return sample("2022", clauses, -(-(passages - passages_of(bare)) // with_quotes))


def passages_of(assessment: Assessment) -> int:
    """Return how many different passages an assessment quotes."""
    return sum(
        len({e for r in result.requirements for e in (*r.evidence, *(q for el in r.elements for q in el.evidence))})
        for result in assessment.clauses
    )


def following() -> tuple[Assessment, Registry]:
    """Return a sample whose first requirement has two elements: one that is stated, and one that follows from it."""
    assessment, registry = sample("2022")
    first = assessment.clauses[0]
    rule = first.requirements[0]
    source, last = rule.elements[0], rule.elements[-1]
    follows = replace(last, coverage="present", evidence=source.evidence, follows_from=(source.name,))
    changed = replace(first, requirements=(replace(rule, elements=(source, follows)), *first.requirements[1:]))
    return replace(assessment, clauses=(changed, *assessment.clauses[1:])), registry
