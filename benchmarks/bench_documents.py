"""Times the document readers against the bare libraries below them, as ratios within one run on files made here.

A ratio of 2 means: reading a file with its headings, tables, control block and places takes twice as long as the bare
library takes to open the same bytes and give nothing but the text. Files are made anew from a fixed seed, so that two
runs time the same bytes; processor seconds depend on the machine, ratios hardly do. PDFs stand beside pdfium twice:
as it comes, with the fonts of the machine (which it loads for text whose font is not embedded), and with the same
stand-in font that the reader uses; the second is the harder measure, and the same on every machine. Run it as

    python benchmarks/bench_documents.py [--rounds 5] [--only docx xlsx] [--profile docx]
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
import random
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import olefile
import openpyxl
import pypdfium2
import python_calamine
from lxml import etree
from reportlab.lib import colors
from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scanned_pages import chinese_font
from evidence_check import documents
from evidence_check.documents.readers.pdf_fonts import machine_fonts

ROOT = Path(__file__).parents[1]
FONT = "STSong-Light"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CLAUSES = (
    "外来人员进入厂区前应当在门卫室登记姓名、单位、证件号码和来访事由",
    "由接待部门派人全程陪同，离开时交还访客证并登记离开时间",
    "仓库管理员每日下班前检查门窗和封条，发现异常立即报告安全主管",
    "关务部每月核对报关单证与账册，差异应当在五个工作日内查明原因",
    "信息系统的账号由部门负责人申请，离职当日停用，每半年复核一次权限",
    "本制度由行政部负责解释，自发布之日起施行",
)
_PEOPLE = ("张三", "李四", "王小明", "赵敏", "Smith", "陈建国")


@dataclass(frozen=True)
class Case:
    """One row of the table: a kind of file, the bare library beside it, and how to make and read it so.

    ``target`` is the ratio to keep, ``target_ms`` the milliseconds; ``around`` holds while the bare library is timed.
    """

    name: str
    path: str
    library: str
    target: float | None
    make: Callable[[random.Random], bytes]
    bare: Callable[[bytes], int]
    target_ms: float | None = None
    around: Callable[[], AbstractContextManager[None]] = nullcontext


def sentence(rng: random.Random) -> str:
    """Return a sentence as rules have them."""
    return "；".join(rng.sample(_CLAUSES, rng.randint(1, 3))) + "。"


def make_docx(rng: random.Random, paragraphs: int = 900, rows: int = 250) -> bytes:
    """Return a Word file of numbered paragraphs in runs, headings and one long table."""

    def run(text: str, bold: bool = False) -> str:
        return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{"<w:b/>" if bold else ""}</w:rPr><w:t>{text}</w:t></w:r>'

    parts = []
    for at in range(paragraphs):
        if at % 12 == 0:
            parts.append(f"<w:p>{run(f'第{at // 12 + 1}章 管理要求', bold=True)}</w:p>")
        pieces = "".join(run(piece) for piece in sentence(rng).split("，"))
        parts.append(f'<w:p><w:pPr><w:spacing w:line="360"/></w:pPr>{pieces}</w:p>')
    table = [["序号", "日期", "来访人", "事由"]]
    table += [[str(n), f"2025-{n % 12 + 1:02d}-{n % 28 + 1:02d}", rng.choice(_PEOPLE), "设备维修"] for n in range(rows)]
    cells = ["".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in row) for row in table]
    parts.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>")
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{rels}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{"".join(parts)}</w:body></w:document>'
        )
    return buffer.getvalue()


def _register_font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    for bold, italic in ((0, 0), (0, 1), (1, 0), (1, 1)):
        addMapping(FONT, bold, italic, FONT)


def _pdf(story: list[Flowable]) -> bytes:
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=True).build(story)
    return buffer.getvalue()


def pdf_lines(rng: random.Random, paragraphs: int) -> list[str]:
    """Return paragraphs and headings of running Chinese text."""
    return [f"第{at // 10 + 1}章 要求" if at % 10 == 0 else sentence(rng) for at in range(paragraphs)]


def make_pdf(lines: list[str], font: str = FONT) -> bytes:
    """Return a PDF of these paragraphs."""
    _register_font()
    style = ParagraphStyle("b", fontName=font, fontSize=11, leading=18, wordWrap="CJK", firstLineIndent=22)
    return _pdf([Paragraph(line, style) for line in lines])


def make_pdf_text(rng: random.Random) -> bytes:
    """Return a PDF of 22 pages of running Chinese text with headings."""
    return make_pdf(pdf_lines(rng, 420))


def make_pdf_embedded(rng: random.Random) -> bytes:
    """Return the same text with its font inside the file, as Word and WPS write PDFs; b"" where there is no font."""
    font = chinese_font()
    if font is None:
        return b""
    pdfmetrics.registerFont(TTFont("embedded", str(font), subfontIndex=0))
    for bold, italic in ((0, 0), (0, 1), (1, 0), (1, 1)):
        addMapping("embedded", bold, italic, "embedded")
    return make_pdf(pdf_lines(rng, 420), "embedded")


def make_pdf_tables(rng: random.Random, rows: int = 600) -> bytes:
    """Return a PDF whose pages are ruled tables."""
    _register_font()
    grid = [["序号", "日期", "来访人", "证件号码", "事由"]]
    grid += [
        [
            str(n),
            f"2025-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
            rng.choice(_PEOPLE),
            f"3502{rng.randint(10**5, 10**6)}",
            "检修",
        ]
        for n in range(rows)
    ]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), FONT, 9)]
    return _pdf([Table(grid, colWidths=[40, 80, 70, 110, 120], style=style, repeatRows=1)])


def make_xlsx(rng: random.Random, sheets: int = 3, rows: int = 3000) -> bytes:
    """Return a workbook of registers."""
    book = openpyxl.Workbook(write_only=True)
    for number in range(sheets):
        sheet = book.create_sheet(f"{2023 + number}年")
        sheet.append(["序号", "日期", "来访人", "单位", "进入时间", "离开时间", "备注"])
        for n in range(rows):
            sheet.append([n + 1, f"2025-{n % 12 + 1:02d}-{n % 28 + 1:02d}", rng.choice(_PEOPLE), "某某设备有限公司",
                          f"{8 + n % 9:02d}:{rng.randint(0, 59):02d}", f"{9 + n % 9:02d}:15", ""])  # fmt: skip
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def word_text(data: bytes) -> str:
    """Return all that lxml alone finds in w:t."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter(f"{{{W}}}t"))


def bare_docx(data: bytes) -> int:
    """Return how many characters lxml alone finds in w:t."""
    return len(word_text(data))


def bare_pdf(data: bytes) -> int:
    """Return how many characters pdfium alone gives."""
    pdf = pypdfium2.PdfDocument(data)
    total = 0
    for at in range(len(pdf)):
        page = pdf[at]
        text = page.get_textpage()
        total += len(text.get_text_range())
        text.close()
        page.close()
    pdf.close()
    return total


def bare_xlsx(data: bytes) -> int:
    """Return how many filled cells calamine alone gives."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(
        value != "" for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for value in row
    )


def make_doc(_: random.Random) -> bytes:
    """Return a Word 97–2003 file: the one that the tests read feature by feature."""
    return (ROOT / "tests" / "documents" / "features" / "feature.doc").read_bytes()


def bare_doc(data: bytes) -> int:
    """Return the length of the stream that holds the text; no library gives the text itself."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        return len(ole.openstream("WordDocument").read())


CASES = (
    Case("docx", "制度.docx", "lxml w:t", 2.5, make_docx, bare_docx),
    Case("pdf-text", "制度.pdf", "pypdfium2 as it comes", 1.3, make_pdf_text, bare_pdf, around=machine_fonts),
    Case("pdf-text-2", "制度.pdf", "pypdfium2, same font", 1.3, make_pdf_text, bare_pdf),
    Case("pdf-embedded", "制度.pdf", "pypdfium2, font in the file", 1.3, make_pdf_embedded, bare_pdf),
    Case("pdf-tables", "登记.pdf", "pypdfium2 as it comes", 2.5, make_pdf_tables, bare_pdf, around=machine_fonts),
    Case("pdf-tables-2", "登记.pdf", "pypdfium2, same font", 2.5, make_pdf_tables, bare_pdf),
    Case("xlsx", "台账.xlsx", "calamine", 1.3, make_xlsx, bare_xlsx),
    Case("doc", "制度.doc", "olefile, the stream alone", None, make_doc, bare_doc, target_ms=5.0),
)


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(case: Case, rounds: int) -> tuple[int, float, float, int]:
    """Return the file's size, the median seconds of the bare library and of the reader, and the number of passages.

    The two take turns, so that a change of load meets both; the first turn of each only warms up.
    """
    data = case.make(random.Random(20_26))
    bare, ours = [], []
    for at in range(rounds + 1):
        with case.around():
            alone = _timed(lambda: case.bare(data))
        whole = _timed(lambda: documents.read(data, case.path))
        if at:
            bare.append(alone)
            ours.append(whole)
    return len(data), statistics.median(bare), statistics.median(ours), len(documents.read(data, case.path).passages)


def main() -> int:
    """Print the table, or where the time of one case goes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [case.name for case in CASES]
    parser.add_argument("--rounds", type=int, default=5, help="turns that each library takes (default 5)")
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="cases to time")
    parser.add_argument("--profile", choices=names, help="print the 25 costliest functions of one case instead")
    given = parser.parse_args()
    if given.profile:
        case = next(case for case in CASES if case.name == given.profile)
        data = case.make(random.Random(20_26))
        documents.read(data, case.path)
        profile = cProfile.Profile(time.process_time)  # other programs do not count
        profile.runcall(documents.read, data, case.path)
        pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(25)
        return 0
    print(f"{'case':<14}{'kB':>8}{'passages':>10}{'bare ms':>10}{'ours ms':>10}{'ratio':>8}{'target':>8}  beside")
    for case in CASES:
        if case.name in given.only and case.make(random.Random(0)):
            size, bare, ours, count = measure(case, max(1, given.rounds))
            target = f"{case.target_ms:.0f} ms" if case.target_ms else f"{case.target or 0:.1f}"
            print(
                f"{case.name:<14}{size / 1000:>8.0f}{count:>10}{bare * 1000:>10.1f}{ours * 1000:>10.1f}"
                f"{ours / bare:>8.2f}{target:>8}  {case.library}"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
