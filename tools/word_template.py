"""Builds templates/report.docx, the Word report's own template: python tools/word_template.py

A .docx can't be reviewed in a diff, this can; a test holds the two against each other. A firm that wants another look
edits the .docx in Word and passes it with --template.
"""

from __future__ import annotations

from pathlib import Path

from word_pieces import Pieces, field, instruction

TARGET = Path(__file__).resolve().parent.parent / "templates" / "report.docx"
SECTIONS = ("summary", "blockers", "score", "changes", "gaps", "departments", "findings", "files", "clauses", "method")
HEADING = {
    "gaps": "{{ words.h_gaps }}",
    "departments": "{{ words.h_tasks }}",
    "clauses": "{{ words.h_annex }}",
    **{key: f"{{{{ words.h_{key} }}}}" for key in SECTIONS if key not in ("gaps", "departments", "clauses")},
}


ONLY_WHERE = {"changes": "changes.lead"}
"""Sections that stand only where a field says something."""


def build() -> bytes:
    """Return the template, the same bytes every time."""
    made = Template()
    made.title_page()
    made.contents()
    for key in SECTIONS:
        if key in ONLY_WHERE:
            made.text(f"{{%p if {ONLY_WHERE[key]} %}}")
        made.heading(HEADING[key], 1)
        getattr(made, key)()
        if key in ONLY_WHERE:
            made.text("{%p endif %}")
    return made.bytes()


class Template(Pieces):
    """The report's sections, in the order in which people read them."""

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
        paragraphs = []
        for key in SECTIONS:
            if key in ONLY_WHERE:
                self.text(f"{{%p if {ONLY_WHERE[key]} %}}")
            paragraphs.append(self.text(HEADING[key]))
            if key in ONLY_WHERE:
                self.text("{%p endif %}")
        begin = [field("begin"), instruction('TOC \\o "1-2" \\h \\z \\u'), field("separate")]
        first = paragraphs[0]._p
        for at, run in enumerate(begin):
            first.insert(at + (1 if first.pPr is not None else 0), run)
        paragraphs[-1]._p.append(field("end"))
        self.doc.add_page_break()

    def summary(self) -> None:
        self.text("{{ headline }}", style="Lead")
        self.text("{%p for sentence in summary %}")
        self.text("{{ sentence }}")
        self.text("{%p endfor %}")
        self.table(
            "row in counts",
            ("{{ heads.coverage }}", "{% cellbg row.colour %}{{ row.word }}", 3.5),
            ("{{ heads.clauses }}", "{{ row.number }}", 2.5),
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
        self.text("{%p if score.closing.lead %}")
        self.heading("{{ words.h_closing }}", 2)
        self.text("{{ score.closing.lead }}")
        self.table(
            "row in score.closing.steps",
            ("{{ heads.number }}", "{{ row.number }}", 1.4),
            ("{{ heads.id }}", "{{ row.id }}", 4.2),
            ("{{ words.item }}", "{{ row.title }}", 4.4),
            ("{{ words.closing_then }}", "{{ row.total }}", 2),
            ("{{ words.closing_failing }}", "{{ row.failing }}", 4),
        )
        self.optional("score.closing.undecided", "{{ score.closing.undecided }}", "Source")
        self.text("{%p endif %}")
        self.text("{%p if score.financial %}")
        self.heading("{{ words.financial }}", 2)
        self.text("{%p for each in score.financial %}")
        self.text("{{ each.name }}: {{ each.value }}", style="List Bullet")
        self.text("{%p endfor %}")
        self.text("{%p endif %}")
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
            ("{{ words.clause }}", "{{ row.text }}", 4.4),
            (
                "{{ words.changes_what }}",
                "{% if row.aspects %}{{ row.after }}\n{{ row.aspects }}"
                "{% else %}{{ row.before }} → {{ row.after }}{% endif %}",
                3.6,
            ),
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
        self.heading("{{ clause.number }}  {{ clause.item }}  {{ clause.id }}", 2)
        self.text("{{ clause.text }}", style="Clause")
        self.text("{%p if clause.other_text %}")
        self.text("{{ clause.other_text }}", style="Source")
        self.text("{%p endif %}")
        self.text("{{ clause.coverage }}{% if clause.review %} · {{ words.review }}{% endif %}", style="Strong Line")
        self.text("{{ clause.why }}")
        self.optional("clause.lacking", "{{ words.lacking }}: {{ clause.lacking }}", "Strong Line")
        self.optional("clause.quotes", "{{ words.quoted }}", "Label")
        self.text("{%p for quote in clause.quotes %}")
        self.text("{{ quote.text }}", style="Quote")
        place = "{% if quote.place %} › {{ quote.place }}{% endif %}{% if quote.ocr %} ({{ words.ocr }}){% endif %}"
        self.text("{{ quote.file }}" + place, style="Source")
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
            ("{{ heads.id }}", "{{ row.id }}", 3),
            ("{{ words.clause }}", "{{ row.text }}", 4.9),
            ("{{ heads.coverage }}", "{% cellbg row.colour %}{{ row.coverage }}", 2),
            ("{{ heads.verdict }}", "{% if row.verdict %}{{ row.verdict.word }}{% endif %}", 1.7),
            (
                "{{ heads.evidence }}",
                "{{ row.files | join('\\n') }}{% if row.more_files %}\n+{{ row.more_files }}{% endif %}",
                4.4,
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


if __name__ == "__main__":
    TARGET.write_bytes(build())
    print(TARGET)
