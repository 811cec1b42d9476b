"""Audit opinions and balance sheets as they are printed, and what only resembles them."""

from __future__ import annotations

import pytest

from evidence_check.data import read_yaml
from evidence_check.model import Cell, Document, Locator, Passage
from evidence_check.records.accounts import statements
from evidence_check.resources import standards_dir
from tests.builders import text_document

WORDS = read_yaml(standards_dir() / "statements.yaml", "statements")["accounts"]
FIRM = "江苏公信会计师事务所（特殊普通合伙） 中国注册会计师：李明"
CPA = "Harbour & Co., Certified Public Accountants"


def read(document: Document) -> dict[tuple[str, str], str]:
    return {(s.kind, s.subject): s.value for s in statements(document, WORDS)}


def opinion(*lines: str, title: str = "2025年度审计报告") -> str | None:
    return read(text_document("报告.pdf", *lines, title=title)).get(("opinion", "2025"))


def table(columns: tuple[str, ...], *rows: tuple[str, ...], title: str = "2025年度资产负债表") -> Document:
    document = text_document("表.xlsx", title=title)
    found = []
    for number, row in enumerate((columns, *rows)):
        cells = tuple(Cell(c, t) for c, t in zip(columns, row, strict=True) if t)
        text = "\t".join(cell.text for cell in cells)
        found.append(
            Passage(number, text, "row", Locator(cell=f"A{number + 1}"), cells=cells, table=1, header_row=number == 0)
        )
    return Document(**{**{f: getattr(document, f) for f in document.__slots__}, "passages": tuple(found)})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "我们认为，财务报表在所有重大方面按照企业会计准则的规定编制，公允反映了财务状况。",
            "unqualified",
        ),
        ("本所出具了标准无保留意见的审计报告。", "unqualified"),
        ("二、保留意见", "qualified"),
        (
            "除所述事项产生的影响外，财务报表在所有重大方面公允反映了贵公司的财务状况。",
            "qualified",
        ),
        ("我们发表了带保留意见。", "qualified"),
        ("我们发表否定意见。", "adverse"),
        ("我们不对后附的贵公司财务报表发表审计意见。", "disclaimer"),
        ("注册会计师出具无法表示意见。", "disclaimer"),
    ],
)
def test_an_opinion_is_read_from_how_auditors_put_it(line: str, said: str) -> None:
    assert opinion("审计报告", line, FIRM) == said


def test_an_english_opinion() -> None:
    title = "Independent Auditor's Report 2025"
    fair = "In our opinion the statements present fairly, in all material respects, the financial position."
    assert opinion(fair, CPA, title=title) == "unqualified"
    assert opinion("Except for the effects of the matter below, they present fairly.", CPA, title=title) == "qualified"


def test_the_boilerplate_of_every_report_is_no_opinion() -> None:
    fair = "我们认为，财务报表在所有重大方面公允反映了贵公司的财务状况。"
    boilerplate = "如果披露不充分，我们应当发表非无保留意见。我们的审计意见不涵盖其他信息。"
    assert opinion("审计报告", boilerplate, FIRM) is None
    assert opinion("审计报告", fair, boilerplate, FIRM) == "unqualified"


def test_an_internal_audit_expresses_no_opinion() -> None:
    assert opinion("内部审计报告", "内审组认为，关务管理在所有重大方面公允反映实际。", "内审组长：周敏") is None


def test_the_year_is_the_one_that_the_accounts_close() -> None:
    text = text_document("报告.pdf", "审计报告", "2025年12月31日的资产负债表。出具无保留意见。", FIRM, title="审计报告")
    assert read(text)["opinion", "2025"] == "unqualified"


def test_a_balance_sheet_gives_two_years_by_its_columns() -> None:
    found = read(
        table(
            ("项目", "期末余额", "期初余额"),
            ("流动负债合计", "200,000.00", "100,000.00"),
            ("负债合计", "620,000.00", "500,000.00"),
            ("资产总计", "1,000,000.00", "900,000.00"),
        )
    )
    assert (found["assets", "2025"], found["assets", "2024"]) == ("1000000.0", "900000.0")
    assert (found["liabilities", "2025"], found["liabilities", "2024"]) == ("620000.0", "500000.0")


def test_the_account_form_has_liabilities_on_the_right() -> None:
    columns = ("资产", "2025年12月31日", "2024年12月31日", "负债和所有者权益", "2025年12月31日 ", "2024年12月31日 ")
    row = ("资产总计", "1,000,000", "900,000", "负债和所有者权益总计", "1,000,000", "900,000")
    found = read(table(columns, ("", "", "", "负债合计", "620,000", "500,000"), row, title="资产负债表"))
    assert found["liabilities", "2025"] == "620000.0" and found["assets", "2024"] == "900000.0"
    assert len(found) == 4


def test_years_may_stand_in_rows() -> None:
    found = read(
        table(("年度", "资产总额", "负债总额", "资产负债率"), ("2024年", "9000", "4500", "50%"), title="财务指标")
    )
    assert found == {("assets", "2024"): "9000.0", ("liabilities", "2024"): "4500.0", ("ratio", "2024"): "0.5"}


@pytest.mark.parametrize(("head", "first"), [("项目 期末余额 期初余额", "2025"), ("项目 年初余额 期末余额", "2024")])
def test_a_printed_line_follows_the_order_of_its_head(head: str, first: str) -> None:
    found = read(text_document("表.pdf", head, "资产总计 1,000,000.00 900,000.00", title="2025年度资产负债表"))
    assert found["assets", first] == "1000000.0"


def test_a_formula_without_a_value_and_a_note_number_are_no_figures() -> None:
    found = read(table(("项目", "附注", "期末余额", "期初余额"), ("资产总计", "12", "=SUM(B2:B9)", "#REF!")))
    assert found == {}
