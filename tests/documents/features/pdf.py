"""A PDF with every feature that the format has."""

from __future__ import annotations

import io

import pypdfium2
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from tests.documents.build import canvas
from tests.documents.features import Expected, Format, lost, marked, out, read

FONT = "STSong-Light"
_BODY = ParagraphStyle("b", fontName=FONT, fontSize=11, leading=18, wordWrap="CJK", firstLineIndent=22)
_HEAD = ParagraphStyle("h", fontName=FONT, fontSize=16, leading=26)
_GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), FONT, 10)]


class _Extras(Flowable):
    """Draws what paragraphs can't: a form field, a sticky note, a free text, a wrapped code, columns without lines."""

    def wrap(self, *_: float) -> tuple[float, float]:
        return 400, 260

    def draw(self) -> None:
        page: Canvas = self.canv
        page.setFont(FONT, 11)
        page.drawString(0, 240, "培训讲师：")
        page.acroForm.textfield(
            name="trainer", value="Wang Xiaoming", x=140, y=230, width=150, height=18, relative=True
        )
        page.drawString(0, 210, "The record is kept under the document number QYYT-")
        page.drawString(0, 196, "D-0406 of the archive.")
        page.drawString(0, 170, "链接的文字")
        page.linkURL("https://example.com", (0, 165, 60, 182), relative=1)
        for at, row in enumerate([["检查点", "检查人", "结果"], *([f"{n}号门", "赵敏", "完好"] for n in range(1, 5))]):
            for x, text in zip((0, 110, 220), row, strict=True):
                page.drawString(x, 140 - 20 * at, text)
        _annotate(page, "Text", "便签里的话")
        _annotate(page, "FreeText", "Free text box", DA=PDFString("/Helv 11 Tf 0 g"))
        page.saveState()
        page.setFillGray(0.9)
        page.rotate(30)
        page.setFont(FONT, 40)
        page.drawString(60, -120, "受控副本")
        page.restoreState()


def _annotate(page: Canvas, kind: str, text: str, **more: object) -> None:
    contents = PDFString("\ufeff" + text) if not text.isascii() else PDFString(text)
    entries = {"Type": PDFName("Annot"), "Subtype": PDFName(kind), "Contents": contents, **more}
    page._addAnnotation(PDFDictionary({**entries, "Rect": "[60 100 260 130]"}))


def _margin(page: Canvas, template: SimpleDocTemplate) -> None:
    page.setTitle("属性里的标题")
    page.setFont(FONT, 9)
    page.drawString(60, 812, "文件编号：QP-AD-01 版本：A/0")
    page.drawString(60, 28, "行政部归口管理")
    page.drawCentredString(297, 28, f"第 {template.page} 页 共 3 页")


def _picture(page: Canvas, template: SimpleDocTemplate) -> None:
    _margin(page, template)
    if template.page == 3:
        from PIL import Image

        page.drawImage(ImageReader(Image.new("L", (200, 280), 200)), 40, 60, A4[0] - 80, A4[1] - 140)


def _shaded() -> Table:
    """Return a table whose rows only shading parts, with cells of several lines beside lower ones."""
    small = ParagraphStyle("s", fontName=FONT, fontSize=10, leading=13, wordWrap="CJK")
    duty = "下班前逐一检查门窗、灭火器和监控设备，发现异常立即报告安全主管"
    rows = [["岗位", "职责", "部门"], *([f"{n}号岗", Paragraph(duty, small), "保安队"] for n in range(1, 5))]
    shading = ("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white])
    style = [shading, ("FONT", (0, 0), (-1, -1), FONT, 10), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return Table(rows, colWidths=[60, 160, 70], style=style)


def build() -> bytes:
    """Return the file."""
    canvas()  # registers the font
    visits = [
        ["日期", "来访人", "事由"],
        ["2025-03-01", "张三", "检修"],
        ["2025-03-02", "李四", "送货"],
        ["2025-03-03", "王五", "参观"],
    ]
    merged = Table([["合并的格", "", ""], ["日期", "2025-03-01", "消防"]], style=[*_GRID, ("SPAN", (0, 0), (-1, 0))])
    story: list[Flowable] = [
        Paragraph("第三章 访客管理", _HEAD), Paragraph("第十二条 门卫逐一登记。", _BODY),
        Paragraph("外来人员进入厂区前应当在门卫室登记姓名、单位、证件号码、来访事由和进入时间，由接待部门派人全程陪同。", _BODY),
        Table(visits, style=_GRID), merged, _shaded(), PageBreak(), _Extras(), PageBreak(), Paragraph(" ", _BODY),
    ]  # fmt: skip
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=True).build(story, onFirstPage=_picture, onLaterPages=_picture)
    return _with_file(buffer.getvalue())


def _with_file(data: bytes) -> bytes:
    pdf = pypdfium2.PdfDocument(data)
    pdf.new_attachment("登记.csv").set_data("日期,来访人\n2025-03-01,嵌入表里的人\n".encode())
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


_EXPECTED: dict[str, Expected] = {
    "text": read("由接待部门派人全程陪同。", "paragraph"),
    "heading": read("第三章 访客管理", "heading"),
    "number": read("第十二条 门卫逐一登记。"),
    "table": read("2025-03-02\t李四\t送货", "row"),
    "merged": read("合并的格"),
    "unruled": read("2号门\t赵敏\t完好", "row"),
    "boxed": read("3号岗\t下班前逐一检查门窗、灭火器和监控设备，发现异常立即报告安全主管\t保安队", "row"),
    "textbox": read("Free text box"),
    "header": read("文件编号：QP-AD-01 版本：A/0", "header"),
    "footer": read("行政部归口管理", "footer"),
    "page": out("共 3 页"),
    "comment": marked("便签里的话", "comment", "作为批注", "as a comment", "comments"),
    "control": read("Wang Xiaoming"),
    "link": read("链接的文字"),
    "hyphen": read("QYYT-D-0406 of the archive"),
    "watermark": read("受控副本"),
    "title": read("属性里的标题"),
    "place": read("由接待部门派人全程陪同。"),
    "block": read("QP-AD-01"),
    "attached": marked("嵌入表里的人", None, "逐个作为文件读", "each is read as a file of its own"),
    "picture": lost("", "整页为图片的页列出页码；装有 [ocr] 时识别", "pages that are pictures are named; with [ocr] they are recognised", "unread_pages"),
}  # fmt: skip

FORMAT = Format("PDF", "制度/访客管理.pdf", build, _EXPECTED)
