"""Fixed pieces of the synthetic report: clause texts, quotes, the ledger of files, findings."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from evidence_check.model import Bilingual, Coverage, DocumentLine, Finding, Locator
from evidence_check.resources import standards_dir

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
        "Establish and carry out an information security system with firewalls, and hold offenders to account.",
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
ITEM_TITLES = (
    ("进出口单证", "Import and export documents"),
    ("信息系统", "Information system"),
    ("内部审计和改进", "Internal audit and improvement"),
    ("人员安全", "Personnel safety"),
    ("自定项目", "An item of one's own"),
    ("货物、物品安全", "Safety of goods and items"),
)
TITLES = {
    "written_system": Bilingual("进出口单证复核制度", "Document checking procedure"),
    "record": Bilingual("内部审计记录", "Internal audit records"),
    "certificate": Bilingual("审计报告", "Audit report"),
    "contract": Bilingual("保密协议", "Confidentiality agreement"),
    "onsite": Bilingual("实地查看机房", "Visit to the server room"),
    "customs": Bilingual("海关统计", "Customs statistics"),
}
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


@lru_cache(maxsize=1)
def _sources() -> str:
    texts = (path.read_text(encoding="utf-8") for path in sorted(standards_dir().glob("*/source/*.txt")))
    return " ".join("".join(texts).split())


def passage(number: int) -> str:
    """Return 20 to 80 characters of the standards' own texts, other ones for each number up to 60,000.

    Neighbours come from far apart, so that packing them is as hard as packing quotes of a real dossier, whose mean is
    about 45 characters.
    """
    text = _sources()
    start = number * 7919 % (len(text) - 80)
    return text[start : start + 20 + number * 13 % 61]


def many_documents(number: int) -> tuple[DocumentLine, ...]:
    """Return so many files with names of the length that real ones have."""

    def path(n: int) -> str:
        folder, name = (text.replace("/", "") for text in (passage(n)[:6], passage(n + 500)[:14]))
        return f"{n % 11:02d}_{folder}部/QP-{n:03d} {name}管理程序.docx"

    return tuple(replace(DOCUMENTS[n % 2], path=path(n), sha256=f"{n:064x}") for n in range(number))
