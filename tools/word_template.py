"""Builds templates/report.docx, the Word report's own template: python tools/word_template.py

A .docx can't be reviewed in a diff, this can; a test holds the two against each other. A firm that wants another look
edits the .docx in Word and passes it with --template.
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from evidence_check.report.package import repacked

TARGET = Path(__file__).resolve().parent.parent / "templates" / "report.docx"
BLUE, GREY = RGBColor(0x1D, 0x4B, 0x7A), RGBColor(0x55, 0x60, 0x6E)
SECTIONS = ("summary", "blockers", "score", "changes", "gaps", "departments", "findings", "files", "clauses", "method")
HEADING = {
    "gaps": "{{ words.h_gaps }}",
    "departments": "{{ words.h_tasks }}",
    "clauses": "{{ words.h_annex }}",
    **{key: f"{{{{ words.h_{key} }}}}" for key in SECTIONS if key not in ("gaps", "departments", "clauses")},
}


def build() -> bytes:
    """Return the template, the same bytes every time."""
    made = Template()
    made.title_page()
    made.contents()
    for key in SECTIONS:
        made.heading(HEADING[key], 1)
        getattr(made, key)()
    return made.bytes()


class Template:
    """A template in the making."""

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

    # --- sections ---------------------------------------------------------------------------------------------

    def title_page(self) -> None:
        for _ in range(5):
            self.text("")
        self.text("{{ enterprise.name }}", style="Title")
        self.text("{%p if enterprise.other_name %}")
        self.text("{{ enterprise.other_name }}", style="Subtitle")
        self.text("{%p endif %}")
        self.text("{{ words.title }}", style="Subtitle")
        self.text("")
        self.pairs(
            (
                "{{ words.standards }}",
                "{% for each in enterprise.standards %}{{ each }}{% if not loop.last %}\n{% endif %}{% endfor %}",
            ),
            ("{{ words.as_of }}", "{{ enterprise.as_of }}"),
            ("{{ words.certification }}", "{{ enterprise.certification }} {{ enterprise.certified_since }}"),
            ("{{ words.files_read }}", "{{ files.total }}"),
            ("{{ words.made_by }}", "{{ made_by }}"),
        )
        self.text("")
        self.text("{{ words.not_a_decision }}", style="Note")
        self.text("{%p for edition in editions if edition.replaced %}")
        self.text("{{ edition.replaced }}", style="Note")
        self.text("{%p endfor %}")
        self.doc.add_page_break()

    def contents(self) -> None:
        """The table of contents: a field that Word fills (F9), with the headings in it until then."""
        self.heading("{{ words.contents }}", 1, outline=False)
        paragraphs = [self.text(HEADING[key]) for key in SECTIONS]
        begin = [_field("begin"), _instruction('TOC \\o "1-2" \\h \\z \\u'), _field("separate")]
        first = paragraphs[0]._p
        for at, run in enumerate(begin):
            first.insert(at + (1 if first.pPr is not None else 0), run)
        paragraphs[-1]._p.append(_field("end"))
        self.doc.add_page_break()

    def summary(self) -> None:
        self.text("{%p for sentence in summary %}")
        self.text("{{ sentence }}", style="Lead")
        self.text("{%p endfor %}")
        self.table(
            "row in counts",
            ("{{ heads.coverage }}", "{% cellbg row.colour %}{{ row.word }}", 3.5),
            ("{{ words.h_clauses }}", "{{ row.number }}", 2.5),
            ("{{ words.words_used }}", "{{ row.meaning }}", 10),
        )

    def blockers(self) -> None:
        self.text("{%p if not blockers %}")
        self.text("{{ words.blockers_none }}")
        self.text("{%p else %}")
        self.table(
            "row in blockers",
            ("{{ heads.id }}", "{{ row.id }}", 3.2),
            ("{{ words.clause }}", "{{ row.text or row.title }}", 5.3),
            ("{{ words.lacking }}", "{{ row.lacking }}", 3.7),
            ("{{ words.next_step }}", "{{ row.next_step }}", 3.8),
        )
        self.text("{%p endif %}")

    def score(self) -> None:
        self.text("{%p if score.has_points %}")
        self.pairs(
            ("{{ words.total }}", "{{ score.total }}"),
            ("{{ words.best }} / {{ words.worst }}", "{{ score.best }} / {{ score.worst }}"),
            ("{{ words.result_passed }}", "{{ score.result }}"),
        )
        self.text("{{ words.arithmetic }}: {{ score.arithmetic }}")
        self.text("{%p else %}")
        self.text("{{ words.no_points }}")
        self.text("{%p endif %}")
        self.text("{%p for each in score.conditions %}")
        self.text(
            "{{ each.state }}  {{ each.title }}{% if not each.gates %} ({{ words.not_gating }}){% endif %}",
            style="List Bullet",
        )
        self.text("{%p endfor %}")
        self.text("{%p for note in score.notes %}")
        self.text("{{ note }}", style="Note")
        self.text("{%p endfor %}")
        self.heading("{{ words.verdicts_by_category }}", 2)
        self.columns()
        self.heading("{{ words.item }}", 2)
        self.table(
            "row in score['items']",
            ("{{ heads.id }}", "{{ row.id }}", 4.2),
            ("{{ words.item }}", "{{ row.title }}", 4.6),
            ("{{ words.col_verdict }}", "{{ row.verdict }}", 2.4),
            ("{{ words.col_points }}", "{{ row.points }}", 1.4),
            ("{{ words.col_basis }}", "{{ row.basis }}{% if row.reason %}\n{{ row.reason }}{% endif %}", 3.4),
        )

    def changes(self) -> None:
        self.text("{{ changes.lead }}")
        self.text("{%p for fact in changes.facts %}")
        self.text("{{ fact }}", style="List Bullet")
        self.text("{%p endfor %}")
        self.text("{%p for group in changes.groups %}")
        self.heading("{{ group.word }}", 2)
        self.table(
            "row in group.clauses",
            ("{{ heads.id }}", "{{ row.id }}", 3.2),
            ("{{ words.clause }}", "{{ row.text }}", 5),
            ("{{ words.changes_what }}", "{{ row.before }} → {{ row.after }}", 2.8),
            ("{{ words.changes_why }}", "{{ row.causes | join('\\n') }}", 5),
        )
        self.text("{%p endfor %}")
        self.text("{%p if changes.stale %}")
        self.heading("{{ words.h_stale }}", 2)
        self.table(
            "row in changes.stale",
            ("{{ heads.id }}", "{{ row.id }}", 4),
            ("{{ words.item }}", "{{ row.title }}", 5),
            ("{{ heads.reason }}", "{{ row.reason }}", 7),
        )
        self.text("{%p endif %}")

    def gaps(self) -> None:
        self.text("{%p if not gaps %}")
        self.text("{{ words.workbook_nothing }}")
        self.text("{%p endif %}")
        self.text("{%p for clause in gaps %}")
        self.heading("{{ clause.id }}  {{ clause.item }}", 2)
        self.text("{{ clause.text }}", style="Clause")
        self.text("{%p if clause.other_text %}")
        self.text("{{ clause.other_text }}", style="Source")
        self.text("{%p endif %}")
        self.text("{{ clause.coverage }}{% if clause.review %} · {{ words.review }}{% endif %}", style="Strong Line")
        self.text("{{ clause.why }}")
        self.optional("clause.lacking", "{{ words.lacking }}: {{ clause.lacking }}", "Strong Line")
        self.text("{%p for quote in clause.quotes %}")
        self.text("{{ quote.text }}", style="Quote")
        self.text("{{ quote.file }} › {{ quote.place }}{% if quote.ocr %} ({{ words.ocr }}){% endif %}", style="Source")
        self.text("{%p endfor %}")
        self.text("{%p for each in clause.refused %}")
        self.text("{{ words.refused }}: {{ each.file }} › {{ each.place }} — {{ each.reason }}", style="Source")
        self.text("{%p endfor %}")
        self.optional("clause.next_step", "{{ words.next_step }}: {{ clause.next_step }}", None)
        self.text("{%p if clause.verdict %}")
        self.text(
            "{{ heads.verdict }}: {{ clause.verdict.word }} — {{ clause.verdict.reason }} "
            "{{ clause.verdict.assessor }} {{ clause.verdict.date }}",
            style="Strong Line",
        )
        self.optional("clause.verdict.changed", "{{ clause.verdict.changed }}", "Note")
        self.text("{%p endif %}")
        self.text("{%p endfor %}")

    def departments(self) -> None:
        self.text("{%p if not departments %}")
        self.text("{{ words.workbook_nothing }}")
        self.text("{%p endif %}")
        self.text("{%p for department in departments %}")
        self.heading("{{ department.name }}", 2)
        self.table(
            "row in department.tasks",
            ("{{ heads.number }}", "{{ row.number }}", 1.2),
            ("{{ heads.task }}", "{{ row.kind }}", 2.3),
            ("{{ heads.what }}", "{{ row.title }}", 4),
            ("{{ words.lacking }}", "{{ row.lacking }}", 3.6),
            ("{{ heads.id }}", "{{ row.clause }}", 3),
            ("{{ heads.owner }}", "", 1.9),
        )
        self.text("{%p endfor %}")

    def findings(self) -> None:
        self.text("{%p if not findings %}")
        self.text("{{ words.findings_none }}")
        self.text("{%p endif %}")
        self.text("{%p for group in findings %}")
        self.heading("{{ group.kind }} ({{ group.number }})", 2)
        self.table(
            "row in group.files",
            ("{{ words.file }}", "{{ row.file }}\n{{ row.place }}", 5),
            ("{{ heads.finding }}", "{{ row.why }}", 6),
            ("{{ heads.quote }}", "{{ row.quote }}", 5),
        )
        self.text("{%p endfor %}")

    def files(self) -> None:
        self.text("{%p if not files.unread %}")
        self.text("{{ words.all_read }}")
        self.text("{%p else %}")
        self.table(
            "row in files.unread",
            ("{{ words.file }}", "{{ row.path }}", 7),
            ("{{ words.col_status }}", "{{ row.status }}", 3),
            ("{{ words.why }}", "{{ row.reason }}", 6),
        )
        self.text("{%p endif %}")

    def clauses(self) -> None:
        self.table(
            "row in clauses",
            ("{{ heads.id }}", "{{ row.id }}", 3.4),
            ("{{ words.clause }}", "{{ row.text }}", 5.2),
            ("{{ heads.coverage }}", "{% cellbg row.colour %}{{ row.coverage }}", 2.2),
            ("{{ heads.verdict }}", "{% if row.verdict %}{{ row.verdict.word }}{% endif %}", 2),
            (
                "{{ heads.evidence }}",
                "{{ row.files | join('\\n') }}{% if row.more_files %}\n+{{ row.more_files }}{% endif %}",
                3.2,
            ),
        )

    def method(self) -> None:
        self.text("{%p for paragraph in method %}")
        self.text("{{ paragraph }}")
        self.text("{%p endfor %}")
        self.text("{%p for note in notes %}")
        self.text("{{ note }}", style="Note")
        self.text("{%p endfor %}")
        self.text("{%p for edition in editions %}")
        said = "{{ edition.title }} · {{ edition.issuer }} {{ edition.announcement }}"
        self.text(f"{said} · {{{{ edition.in_force_from }}}} – {{{{ edition.in_force_to }}}}", style="Source")
        self.text("{%p endfor %}")

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
                for run in (_field("begin"), _instruction(piece), _field("separate"), _words("1"), _field("end")):
                    footer._p.append(run)
            else:
                footer._p.append(_words(piece))

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


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _run(child: Any) -> Any:
    run = OxmlElement("w:r")
    run.append(child)
    return run


def _field(kind: str) -> Any:
    char = OxmlElement("w:fldChar")
    char.set(qn("w:fldCharType"), kind)
    return _run(char)


def _instruction(text: str) -> Any:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {text} "
    return _run(instruction)


def _words(text: str) -> Any:
    words = OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = text
    return _run(words)


if __name__ == "__main__":
    TARGET.write_bytes(build())
    print(TARGET)
