"""Builds small assessments by hand, so that the report's tests depend on nothing but the model."""

from __future__ import annotations

from dataclasses import replace

from evidence_check.model import (
    Assessment,
    AssessorVerdict,
    Bilingual,
    Category,
    Clause,
    ClauseResult,
    Condition,
    ConditionResult,
    Coverage,
    DocumentLine,
    Edition,
    Element,
    ElementResult,
    Enterprise,
    Evidence,
    Finding,
    Item,
    ItemScore,
    Locator,
    Refused,
    Registry,
    Requirement,
    RequirementResult,
    Score,
    SourceRef,
    Standard,
)

COVERAGES: tuple[Coverage, ...] = (
    "present",
    "partial",
    "missing",
    "unreadable",
    "not_applicable",
    "customs",
    "onsite",
    "other_standard",
)
CLAUSE_TEXTS = (
    (
        "建立并执行进出口单证复核或者纠错制度，在申报前对单证的真实性、准确性、规范性和完整性进行内部复核。",
        "Establish and carry out a system for checking or correcting import and export documents before declaration.",
    ),
    (
        "建立并执行信息安全管理制度，包括防火墙、密码等保护信息系统免受未经授权的访问，并对违反者予以责任追究。",
        "Establish and carry out an information security system with firewalls and passwords, and hold offenders to account.",
    ),
    (
        "建立并执行对进出口活动的内部审计制度。",
        "Establish and carry out internal audits of import and export activities.",
    ),
    (
        "每年实施内部审计，完整记录内部审计过程和结果。",
        "Audit every year and keep complete records of process and results.",
    ),
)
ELEMENTS = (
    ("复核的部门或者岗位", "Department or post that checks"),
    ("复核在申报之前", "Checked before declaration"),
    ("复核的内容", "What is checked"),
    ("责任追究", "Accountability"),
)
QUOTES = (
    "关务部单证复核岗在每票货物申报前，对合同、发票、装箱单与报关单草单逐项核对，并在复核单上签字确认。",
    "复核内容包括商品编码、申报要素、数量、价格、原产地和监管条件；发现差错的，退回制单员更正后重新复核。",
    "违反本制度造成申报差错的，按照《关务责任追究办法》第六条追究部门负责人和经办人的责任。",
    "The declarant checks every draft declaration against contract, invoice and packing list before it is submitted.",
    "2024-03-05\t内部审计\t进出口单证抽查 30 票\t王芳\t合格",
)
HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "<!--<script>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "line\u2028separator\u2029end",
    "nul\x00escape\x1b[31mdel\x7f",
    "rtl\u202egnp.exe\u202c\u2066iso\u2069",
    "&lt;b&gt; &amp; ]]>",
    "https://evil.example/x.js",
)


def clause(standard: str, number: str, index: int, kind: str | None) -> Clause:
    zh, en = CLAUSE_TEXTS[index % len(CLAUSE_TEXTS)]
    return Clause(
        id=f"{standard}/{number}",
        standard=standard,
        no=number,
        item=f"{standard}/item-{1 + index // 4}",
        category="一",
        category_kind=kind,
        text=Bilingual(zh, None),
        display=Bilingual(zh, en),
        display_source={"zh": "seed", "en": "project"},
        verdict_options=("met", "basically_met", "not_met"),
        points=None,
        polarity="required",
        decided_by="documents",
        source=(SourceRef("002.txt", 10 + index),),
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


TITLES = {
    "written_system": Bilingual("进出口单证复核制度", "Document checking procedure"),
    "record": Bilingual("内部审计记录", "Internal audit records"),
    "certificate": Bilingual("审计报告", "Audit report"),
    "contract": Bilingual("保密协议", "Confidentiality agreement"),
    "onsite": Bilingual("实地查看机房", "Visit to the server room"),
    "customs": Bilingual("海关统计", "Customs statistics"),
}


def evidence(number: int, file: str = "制度/单证管理.docx", locator: Locator | None = None) -> Evidence:
    where = locator or Locator(page=1 + number % 7, paragraph=number)
    return Evidence(file, where, f"{QUOTES[number % len(QUOTES)]}（{number}）", "written_system", 0.9, number % 9 == 8)


def result(at: Clause, coverage: Coverage, seed: int, extra: int = 0) -> ClauseResult:
    """Return a clause result that looks like a real one; ``extra`` adds that many more quotes."""
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
    more = tuple(evidence(seed * 1000 + 100 + n) for n in range(extra))
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
    years: dict[str, Coverage] = {"2023": "present", "2024": "present", "2025": "missing"}
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


def standard(name: str, edition: str, clauses: int) -> Standard:
    kinds = ("internal_control", "finance", "compliance", "trade_security")
    per = max(1, (clauses + 3) // 4)
    made = tuple(clause(name, str(n + 1), n, kinds[min(n // per, 3)]) for n in range(clauses))
    items = tuple(
        Item(
            f"{name}/item-{n + 1}",
            str(n + 1),
            Bilingual(f"进出口单证与信息系统 {n + 1}", f"Documents and systems {n + 1}"),
            "一",
            made[n * 4].category_kind,
            None,
            None,
            (),
            tuple(c.id for c in made[n * 4 : n * 4 + 4]),
        )
        for n in range((clauses + 3) // 4)
    )
    title = {
        "2022": ("海关高级认证企业标准（通用标准）", "Advanced certification, general standard (2022)"),
        "2018": ("海关认证企业标准（高级认证—通用标准）", "Advanced certification, general standard (2018)"),
    }
    category = Category(
        "一", "internal_control", Bilingual("内部控制标准", "Internal control"), ("met", "not_met"), None
    )
    return Standard(name, edition, "advanced", Bilingual(*title[edition]), (category,), items, made)


def edition(name: str) -> Edition:
    number = "公告2022年第106号" if name == "2022" else "公告2018年第177号"
    return Edition(
        id=name,
        title=Bilingual(f"{name} 年版认证标准", f"{name} certification standards"),
        issuer=Bilingual("中华人民共和国海关总署", "General Administration of Customs of China"),
        announcement=number,
        in_force_from="2022-10-28",
        in_force_to="2026-03-31",
        replaced_by=Bilingual("海关总署公告2026年第34号", "Announcement No. 34 of 2026"),
        verified_on="2026-11-20",
        sources=("002.txt",),
        standards=(f"{name}-common",),
    )


DOCUMENTS = (
    DocumentLine(
        "制度/单证管理.docx",
        "a" * 64,
        30210,
        "docx",
        "进出口单证管理制度",
        "zh",
        "written_system",
        Bilingual("标题与条款体例", "Title and article form"),
        (),
        "ok",
        6,
        False,
        None,
    ),
    DocumentLine(
        "记录/内审台账.xlsx",
        "b" * 64,
        20100,
        "xlsx",
        None,
        "zh",
        "record",
        Bilingual("逐行登记的台账", "A register, row by row"),
        (),
        "ok",
        None,
        False,
        None,
    ),
    DocumentLine(
        "制度/单证管理 副本.docx",
        "a" * 64,
        30210,
        "docx",
        "进出口单证管理制度",
        "zh",
        "written_system",
        Bilingual("标题与条款体例", "Title and article form"),
        (),
        "ok",
        6,
        False,
        None,
    ),
    DocumentLine(
        "其他/培训课件.pptx",
        "c" * 64,
        9000,
        "pptx",
        None,
        "zh",
        "decoy",
        Bilingual("课件转述标准", "Slides repeat the standard"),
        (),
        "ok",
        None,
        False,
        None,
    ),
    DocumentLine(
        "扫描/内部审计报告2025.pdf",
        "d" * 64,
        900000,
        "pdf",
        None,
        None,
        "irrelevant",
        Bilingual("未能读取", "Could not be read"),
        (),
        "needs_ocr",
        12,
        False,
        Bilingual("扫描件没有文字层，也没有安装文字识别", "A scan without text, and OCR is not installed"),
    ),
    DocumentLine(
        "合同.zip",
        "e" * 64,
        5000,
        "zip",
        None,
        None,
        "irrelevant",
        Bilingual("压缩包", "Archive"),
        (),
        "encrypted",
        None,
        False,
        Bilingual("需要密码", "A password is needed"),
    ),
)
FINDINGS = (
    Finding(
        "制度/单证管理.docx",
        "placeholder",
        "编制：XXX",
        Locator(page=1, paragraph=3),
        Bilingual("编制人没有填写", "The author is not filled in"),
    ),
    Finding(
        "制度/单证管理.docx",
        "wrong_company",
        "上海某某贸易有限公司",
        Locator(page=2),
        Bilingual("正文出现其他企业的名称", "Another company's name stands in the text"),
    ),
    Finding(
        "记录/内审台账.xlsx",
        "coverage_gap",
        "2024",
        Locator(sheet="2024"),
        Bilingual("没有 2025 年的记录", "No records of 2025"),
    ),
    Finding("其他/培训课件.pptx", "something_new", "x", Locator(slide=2), Bilingual("新的种类", "A new kind")),
)


def enterprise(edition_name: str) -> Enterprise:
    return Enterprise(
        name=Bilingual("厦门海澄机电有限公司", "Xiamen Haicheng Electromechanical Co., Ltd."),
        other_names=(),
        partners=(),
        standards=(f"{edition_name}-common",),
        businesses=("processing_trade",),
        certification="renewal",
        certified_since="2023-04",
        as_of="2026-10-31",
        people={"legal_representative": "陈某"},
        profile={"producer": True, "containers": None},
        facts={"debt_ratio": float("nan"), "years": {2024: 0.5}},
        verdicts={f"{edition_name}-common/1": AssessorVerdict("met", "现场已看")},
    )


def score(edition_name: str, made: Standard, results: tuple[ClauseResult, ...]) -> Score:
    verdict = {"present": "met", "partial": "basically_met", "missing": "not_met", "not_applicable": "not_applicable"}
    if edition_name == "2022":
        items = tuple(ItemScore(r.id, verdict.get(r.coverage, "undetermined"), None, "documents") for r in results)  # type: ignore[arg-type]
        counts = {
            "internal_control": {"met": 3, "basically_met": 2, "not_met": 1},
            "finance": {"met": 1},
            "trade_security": {"undetermined": 4, "met": 8},
        }
        note = Bilingual("2022 年版没有公布通过条件。", "The 2022 edition prints no pass conditions.")
        return Score(
            (made.id,),
            None,
            None,
            None,
            None,
            (),
            items,
            counts,
            (note,),
            {"verdict": "met", "debt_ratio": {"2024": 0.52, "2025": 0.49}},
        )
    scored = [ItemScore(i.id, "met", 0, "documents") for i in made.items]
    scored[0] = replace(scored[0], verdict="not_met", points=-2)
    scored[1] = replace(
        scored[1], verdict="basically_met", points=-1, basis="assessor", reason="评审人现场看过，记录基本完整"
    )
    scored[2] = replace(scored[2], verdict="undetermined", points=None)
    conditions = (
        ConditionResult("no_not_met", False, (scored[0].id,)),
        ConditionResult(
            "basically_met_limit", None, (scored[1].id,), detail=Bilingual("内部控制 1 项", "Internal control 1")
        ),
        ConditionResult("total_95", True, ()),
        ConditionResult("basically_met_limit_strict", True, (), gates=False),
    )
    return Score((made.id,), 97, 99, 95, False, conditions, tuple(scored), {})


def sample(edition_name: str = "2022", clauses: int = 16, extra: int = 0) -> tuple[Assessment, Registry]:
    """Return an assessment with every coverage, every section filled, and the registry that it refers to."""
    made = standard(f"{edition_name}-common", edition_name, clauses)
    results = tuple(
        result(c, COVERAGES[(0, 1, 1, 2, 0, 3, 0, 1, 4, 5, 6, 7)[n % 12]], n, extra) for n, c in enumerate(made.clauses)
    )
    wanted = tuple(
        one
        for c in made.clauses
        for one in (requirement(c.id, "checking", "written_system"), requirement(c.id, "audit-records", "record"))
    )
    served = tuple(r.id for r in results if r.requirements)
    documents = tuple(replace(d, clauses=served) if n < 2 else d for n, d in enumerate(DOCUMENTS))
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


def hostile() -> tuple[Assessment, Registry]:
    """Return an assessment in which every field that comes from a document or a user holds every payload."""
    assessment, registry = sample()
    bad = "|".join(HOSTILE)
    both = Bilingual(bad, bad + "en")
    path = f"坏/\udcff{bad}.docx"
    quote = Evidence(path, Locator(sheet=bad, cell=bad), bad, "record", 0.5)
    many = tuple(replace(quote, quote=f"{bad}{n}") for n in range(40))
    first = assessment.clauses[0]
    rule = replace(
        first.requirements[0],
        title=both,
        evidence=many,
        missing=(bad,),
        elements=(ElementResult(both, "present", True, (quote,)),),
    )
    attacked = replace(
        first,
        requirements=(rule, *first.requirements[1:]),
        missing=(bad,),
        why=both,
        next_step=both,
        refused=tuple(Refused(path, f"{bad}{n}", both, Locator(sheet=bad)) for n in range(9)),
    )
    line = replace(
        assessment.documents[0],
        path=path,
        title=bad,
        role_reason=both,
        reason=both,
        status="failed",
        members=(bad,),
        sha256=bad,
    )
    findings = tuple(Finding(path, bad if n % 2 else "draft", bad, Locator(sheet=bad), both) for n in range(90))
    who = replace(
        assessment.enterprise,
        name=both,
        other_names=(bad,),
        facts={bad: bad},
        certified_since=bad,
        verdicts={bad: AssessorVerdict("met", bad)},
    )
    items = tuple(replace(item, reason=bad) for item in assessment.score.items)
    marked = replace(
        assessment.score,
        items=items,
        notes=(both,),
        financial={bad: bad},
        counts={bad: {"met": 1}},
        conditions=(ConditionResult(bad, None, (bad, items[0].id), detail=both),),
    )
    return replace(
        assessment,
        enterprise=who,
        clauses=(attacked, *assessment.clauses[1:]),
        notes=(both,),
        documents=(line, *assessment.documents),
        findings=findings,
        score=marked,
    ), registry


def large(clauses: int, passages: int) -> tuple[Assessment, Registry]:
    """Return an assessment with about so many different passages."""
    return sample("2022", clauses, max(0, passages // clauses - 3))
