"""Writes the content of a made-up document as Word, PDF, Excel, plain text or mail, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from functools import lru_cache
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FONT = "STSong-Light"
_LINE = {"zh": 38, "en": 88}  # characters that fit a line of the PDF
_LINES = 42  # of a page
_WHEN = (2026, 1, 1, 0, 0, 0)  # of every zip member: a clock would make the bytes differ


@dataclass(frozen=True)
class Content:
    """What a document says: (is heading, text) in order, or the columns and rows of a register."""

    title: str
    code: str
    paragraphs: list[tuple[bool, str]]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    name: str
    language: str

    @property
    def sign_off(self) -> str:
        """The line with who wrote and approved it."""
        if self.language == "zh":
            return "编制：陈立  审核：周敏  批准：吴刚  生效日期：2025年6月1日"
        return "Prepared by: J. Keller  Approved by: M. Tan  Effective date: 2025-06-01"


def _zip(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), text.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _package(main: str, kind: str) -> dict[str, str]:
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/{main}" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_REL}/officeDocument" Target="{main}"/></Relationships>',
    }


def word(content: Content) -> bytes:
    """Return a .docx with a title, headings, paragraphs in several runs, a small table and a sign-off line."""

    def paragraph(text: str, style: str = "", bold: bool = False) -> str:
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else '<w:pPr><w:spacing w:line="360"/></w:pPr>'
        weight = "<w:b/>" if bold else ""
        half = len(text) // 2
        runs = "".join(
            f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{weight}</w:rPr>'
            f'<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
            for piece in (text[:half], text[half:])
        )
        return f"<w:p>{look}{runs}</w:p>"

    body = [paragraph(content.title, "Title"), paragraph(f"文件编号：{content.code}  版本：A/1")]
    body += [paragraph(text, "Heading1" if heading else "", heading) for heading, text in content.paragraphs]
    cells = (("版本", "日期", "修订内容"), ("A/0", "2023-05-04", "首次发布"), ("A/1", "2025-06-01", "全面修订"))
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) + "</w:tr>" for row in cells)
    body += [f"<w:tbl>{rows}</w:tbl>", paragraph(content.sign_off)]
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = _package("word/document.xml", kind)
    parts["word/document.xml"] = f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>'
    return _zip(parts)


def _column(number: int) -> str:
    return chr(65 + number)


def workbook(content: Content) -> bytes:
    """Return an .xlsx with a title row, a header row and the register's rows as shared strings."""
    table = [(content.title,), content.columns, *content.rows]
    strings: dict[str, int] = {}
    lines = []
    for at, row in enumerate(table, 1):
        cells = []
        for place, text in enumerate(row):
            if not text:
                continue
            ref = f"{_column(place)}{at}"
            if text.isdigit() and at > 2:
                cells.append(f'<c r="{ref}"><v>{text}</v></c>')
            else:
                cells.append(f'<c r="{ref}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>')
        lines.append(f'<row r="{at}">{"".join(cells)}</row>')
    last = f"{_column(max(len(content.columns), 1) - 1)}{len(table)}"
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = _package("xl/workbook.xml", f"{base}.sheet.main+xml")
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_S}" xmlns:r="{_REL}"><sheets><sheet name="{escape(content.title[:30])}" sheetId="1" '
        f'r:id="r1"/></sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{_S}"><dimension ref="A1:{last}"/><sheetData>{"".join(lines)}</sheetData></worksheet>'
    )
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_S}" uniqueCount="{len(strings)}">{shared}</sst>'
    return _zip(parts)


def pdf(content: Content) -> bytes:
    """Return a PDF of running text, as Word writes it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    _register_font()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    lines = [(16, content.title), (10, f"文件编号：{content.code}  版本：A/1")]
    for heading, text in content.paragraphs:
        width = _LINE[content.language]
        pieces = _wrapped(text, width)
        lines += [(13 if heading else 11, piece) for piece in pieces]
    lines.append((11, content.sign_off))
    for at in range(0, len(lines), _LINES):
        top = 790.0
        for size, text in lines[at : at + _LINES]:
            canvas.setFont(_FONT, size)
            canvas.drawString(60, top, text)
            top -= 17.5
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines: at any character in Chinese, between words in English."""
    if " " not in text[: width * 2]:
        return [text[at : at + width] for at in range(0, len(text), width)]
    lines, line = [], ""
    for token in text.split(" "):
        if line and len(line) + len(token) >= width:
            lines.append(line)
            line = token
        else:
            line = f"{line} {token}" if line else token
    return [*lines, line]


@lru_cache(maxsize=1)
def _register_font() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


def plain(content: Content) -> bytes:
    """Return a text file, in GB18030 where it is Chinese, as the Windows editor used to save it."""
    lines = [content.title, content.code, *(text for _, text in content.paragraphs), content.sign_off]
    return "\r\n".join(lines).encode("gb18030" if content.language == "zh" else "utf-8")


def eml(content: Content) -> bytes:
    """Return a mail."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "chen.li@example.com"
    mail["To"] = "zhou.min@example.com"
    mail["Date"] = "Mon, 02 Jun 2025 09:30:00 +0800"
    mail["Subject"] = content.title
    mail.set_content("\n\n".join(text for _, text in content.paragraphs), cte="base64")
    return mail.as_bytes()
