"""The pieces that templates/report.docx is built of: page, styles, paragraphs, tables with loops, fields."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from evidence_check.report.package import repacked

BLUE, GREY = RGBColor(0x1D, 0x4B, 0x7A), RGBColor(0x55, 0x60, 0x6E)


class Pieces:
    """A Word template in the making."""

    def __init__(self) -> None:
        self.doc: Any = Document()
        self._page()
        self._styles()

    def bytes(self) -> bytes:
        properties = self.doc.core_properties
        properties.author, properties.title, properties.comments = "", "Evidence Check", ""
        properties.created = properties.modified = datetime(2026, 1, 1)
        target = io.BytesIO()
        self.doc.save(target)
        return repacked(target.getvalue())

    # --- pieces -----------------------------------------------------------------------------------------------

    def text(self, text: str, style: str | None = None) -> Any:
        return self.doc.add_paragraph(text, style=style)

    def optional(self, condition: str, text: str, style: str | None) -> None:
        self.text(f"{{%p if {condition} %}}")
        self.text(text, style=style)
        self.text("{%p endif %}")

    def heading(self, text: str, level: int, outline: bool = True) -> None:
        self.text(text, style=f"Heading {level}" if outline else "Contents Head")

    def pairs(self, *rows: tuple[str, str]) -> None:
        table = self.doc.add_table(rows=0, cols=2)
        table.columns[0].width, table.columns[1].width = Cm(5), Cm(11)
        for label, value in rows:
            cells = table.add_row().cells
            _fill(cells[0], label, 5, style="Label")
            _fill(cells[1], value, 11)

    def table(self, loop: str, *columns: tuple[str, str, float]) -> None:
        """A table with a repeated head and one row per turn of a loop."""
        table = self.doc.add_table(rows=4, cols=len(columns), style="Table Grid")
        table.autofit = False
        head, start, body, end = table.rows
        for at, (title, content, width) in enumerate(columns):
            table.columns[at].width = Cm(width)
            _fill(head.cells[at], title, width, style="Table Head", fill="1D4B7A")
            for row in (start, end):
                _fill(row.cells[at], "", width)
            _fill(body.cells[at], content, width, style="Table Text")
        start.cells[0].paragraphs[0].add_run(f"{{%tr for {loop} %}}")
        end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
        _mark(head, "w:tblHeader")
        for row in (head, body):
            _mark(row, "w:cantSplit")
        self.text("", style="Gap")

    def columns(self) -> None:
        """The counts by category, with one column for each verdict of the edition."""
        table = self.doc.add_table(rows=4, cols=4, style="Table Grid")
        head, start, body, end = table.rows
        loops = ("{{ words.col_category }}", "{%tc for each in score.verdicts %}", "{{ each }}", "{%tc endfor %}")
        for cell, text in zip(head.cells, loops, strict=True):
            _fill(cell, text, 4, style="Table Head", fill="1D4B7A")
        loops = ("{{ row.name }}", "{%tc for each in row.numbers %}", "{{ each }}", "{%tc endfor %}")
        for cell, text in zip(body.cells, loops, strict=True):
            _fill(cell, text, 4, style="Table Text")
        for row in (head, body):
            _mark(row, "w:cantSplit")
        start.cells[0].paragraphs[0].add_run("{%tr for row in score.categories %}")
        end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
        self.text("", style="Gap")

    # --- page and styles --------------------------------------------------------------------------------------

    def _page(self) -> None:
        section = self.doc.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)
        section.different_first_page_header_footer = True
        header = section.header.paragraphs[0]
        header.text = "{{ enterprise.name }} · {{ words.title }}"
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for piece in ("PAGE", " / ", "NUMPAGES"):
            if piece.isupper():
                for run in (field("begin"), instruction(piece), field("separate"), words("1"), field("end")):
                    footer._p.append(run)
            else:
                footer._p.append(words(piece))

    def _styles(self) -> None:
        styles = self.doc.styles
        _face(styles["Normal"], "Times New Roman", "宋体", 10.5)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for name, size, colour in (
            ("Title", 24, BLUE),
            ("Subtitle", 14, GREY),
            ("Heading 1", 16, BLUE),
            ("Heading 2", 12, BLUE),
        ):
            _face(styles[name], "Arial", "黑体", size, colour, bold=name != "Subtitle")
        styles["Title"].paragraph_format.alignment = styles["Subtitle"].paragraph_format.alignment = (
            WD_ALIGN_PARAGRAPH.CENTER
        )
        styles["Heading 1"].paragraph_format.space_before = Pt(18)
        styles["Heading 2"].paragraph_format.space_before = Pt(12)
        _face(styles["Header"], "Times New Roman", "宋体", 8, GREY)
        _face(styles["Footer"], "Times New Roman", "宋体", 8, GREY)
        _face(styles["Quote"], "Times New Roman", "楷体", 10, italic=False)
        styles["Quote"].paragraph_format.left_indent = Cm(0.8)
        for name, size, colour, bold in (
            ("Lead", 12, None, True),
            ("Strong", 10.5, None, True),
            ("Clause", 10.5, None, False),
            ("Source", 8.5, GREY, False),
            ("Note", 9.5, RGBColor(0x7A, 0x4B, 0x00), False),
            ("Label", 10.5, GREY, False),
            ("Table Head", 9, RGBColor(0xFF, 0xFF, 0xFF), True),
            ("Table Text", 9, None, False),
            ("Contents Head", 16, BLUE, True),
            ("Gap", 4, None, False),
        ):
            made = styles.add_style(name if name != "Strong" else "Strong Line", 1)
            _face(made, "Times New Roman", "宋体", size, colour, bold=bold)
            made.paragraph_format.space_after = Pt(2)
        styles["Source"].paragraph_format.left_indent = Cm(0.8)
        quote = styles["Quote"].element.get_or_add_pPr()
        quote.insert_element_before(_edges("w:pBdr", ("left",), size=18, space=8), "w:spacing", "w:ind", "w:jc")
        borders = styles["Table Grid"].element.find(f".//{qn('w:tblBorders')}")
        lines = _edges("w:tblBorders", ("top", "left", "bottom", "right", "insideH", "insideV"))
        borders.getparent().replace(borders, lines)


def _face(
    style: Any, latin: str, hanzi: str, size: float, colour: Any = None, bold: bool = False, italic: bool = False
) -> None:
    """Set both fonts: without the East Asian one, Word takes any font for hanzi."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = latin, Pt(size), bold, italic
    if colour is not None:
        style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    fonts.set(qn("w:eastAsia"), hanzi)


def _fill(cell: Any, text: str, width: float, style: str = "Table Text", fill: str | None = None) -> None:
    cell.width = Cm(width)
    cell.paragraphs[0].text = text
    cell.paragraphs[0].style = style
    if fill:
        shade = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
            shade.set(qn(name), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _edges(name: str, sides: tuple[str, ...], size: int = 4, space: int = 0) -> Any:
    """Return light lines for the sides of a paragraph's or a table's style; their place in it is the schema's."""
    drawn = OxmlElement(name)
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", str(size)), ("space", str(space)), ("color", "C9D1DB")):
            line.set(qn(f"w:{key}"), value)
        drawn.append(line)
    return drawn


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _run(child: Any) -> Any:
    run = OxmlElement("w:r")
    run.append(child)
    return run


def field(kind: str) -> Any:
    char = OxmlElement("w:fldChar")
    char.set(qn("w:fldCharType"), kind)
    return _run(char)


def instruction(text: str) -> Any:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {text} "
    return _run(instruction)


def words(text: str) -> Any:
    words = OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = text
    return _run(words)
