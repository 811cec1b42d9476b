"""Headings, titles, languages and the control block, over wordings that differ."""

from __future__ import annotations

import pytest

from evidence_check import documents
from evidence_check.documents.base import Block, Reading
from evidence_check.documents.control import find_control
from evidence_check.documents.dates import find_date, to_iso
from evidence_check.documents.structure import find_title, heading_levels, language, passages
from evidence_check.model import Document
from tests.documents.build import docx, p, tbl, xlsx


def _read(body: str, header: str = "") -> Document:
    parts = {"header1.xml": ("header", header)} if header else None
    return documents.read(docx(body, parts), "a.docx")


def _headings(*lines: str | Block) -> list[str]:
    blocks = [Block(line) if isinstance(line, str) else line for line in lines]
    return [block.text for block, level in zip(blocks, heading_levels(blocks), strict=True) if level is not None]


def test_numbered_and_bold_lines_are_headings_where_text_follows() -> None:
    assert _headings("第一章 总则", "第一条 为了加强管理，制定本制度。", "第二章 职责", "本公司设安全主管。") == [
        "第一章 总则",
        "第二章 职责",
    ]
    assert _headings("一、目的", "为规范访客管理。", "二、范围", "全体来访人员。") == ["一、目的", "二、范围"]
    assert _headings("1 Purpose", "This procedure applies to all visitors.", "1.1 Scope", "All sites.") == [
        "1 Purpose",
        "1.1 Scope",
    ]
    assert _headings(Block("岗位职责", bold=True), "门卫负责登记。") == ["岗位职责"]


def test_lists_labels_and_contents_are_no_headings() -> None:
    assert _headings("1、身份证", "2、驾驶证", "3、护照") == ["3、护照"][:0]
    assert _headings("目录", "第一章 总则......1", "第二章 职责\t3") == []
    assert _headings(Block("编制：张三", bold=True), "正文如下所示。") == []
    assert _headings("3年以上经验", "由人事部核实。") == []


def test_heading_path_nests_and_ends() -> None:
    reading = Reading(
        [
            Block("第一章 总则"),
            Block("一、目的"),
            Block("甲。"),
            Block("第二章 职责"),
            Block("乙。"),
            Block("页眉", "header"),
        ]
    )
    found = passages(reading)
    assert found[2].heading_path == ("第一章 总则", "一、目的")
    assert found[4].heading_path == ("第二章 职责",)
    assert found[5].heading_path == ()
    assert [each.locator.chapter for each in (found[2], found[4], found[5])] == [
        "第一章 总则 › 一、目的",
        "第二章 职责",
        None,
    ]


@pytest.mark.parametrize(
    ("blocks", "own", "title"),
    [
        ([Block("厦门某某有限公司", centred=True), Block("访客管理制度", centred=True, bold=True)], None, "访客管理制度"),  # noqa: E501
        ([Block("访客管理制度"), Block("正文。")], "Microsoft Word - 新建文档.docx", "访客管理制度"),
        ([Block("访客管理制度"), Block("正文。")], "采购价格表", "访客管理制度"),
        ([Block("文件编号：A-1"), Block("Visitor Control Procedure", size=20.0), Block("Text. " * 40, size=10.5)], None, "Visitor Control Procedure"),  # noqa: E501
        ([Block("主题：关于年度盘点的通知，请各部门遵照执行。")], None, "关于年度盘点的通知，请各部门遵照执行。"),
    ],
)  # fmt: skip
def test_titles(blocks: list[Block], own: str | None, title: str) -> None:
    assert find_title(Reading(blocks, title=own)) == title


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("为规范访客管理，制定本制度。AEO 认证使用 ERP 系统。", "zh"),
        ("Visitors shall register at the gate.", "en"),
        (
            "访客应当在门卫登记。Visitors shall register at the gate house. 门卫核对证件。Guards check the documents.",
            "mixed",
        ),
        ("来訪者は受付で名前を記入してください。", "other"),
        ("Der Besucher muss sich an der Pforte anmelden und ist zu begleiten, die Karte ist zu tragen.", "other"),
        ("柜号 TCLU7656751 车牌 苏E·E7704 箱号 FCIU3045609 合格", "zh"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language([text]) == code


def test_language_of_nothing() -> None:
    assert language(["123 456"]) is None


CONTROL = {
    "next cell": tbl(["编制", "张三", "审核", "李四"], ["批准", "王五", "生效日期", "2025年3月1日"]),
    "row below": tbl(["编制", "审核", "批准"], ["张三", "李四", "王五"]) + p("生效日期：2025.3.1"),
    "row labels": tbl(["", "姓名", "日期"], ["编制", "张三", "2025-02-01"], ["审核", "李四", "2025-02-02"], ["批准", "王五", "2025-02-03"])  # noqa: E501
    + p("本制度自2025年3月1日起施行。"),
    "same cell": tbl(["编制：张三", "审核：李四", "批准：王五"]) + p("实施日期 2025-03-01"),
    "one line": p("编制：张三    审核：李四    批准：王五") + p("本办法自二〇二五年三月一日起执行。"),
    "set apart": p("拟　制：张三\t审　核：李四\t批　准：王五\t施行日期：2025/3/1"),
    "traditional": tbl(["擬制", "張三", "審核", "李四", "核准", "王五"]) + p("實施日期：2025年3月1日"),
    "English": p("Prepared by: 张三   Reviewed by: 李四   Approved by: 王五") + p("Effective Date: 1 March 2025"),
}  # fmt: skip


@pytest.mark.parametrize("shape", CONTROL)
def test_sign_off_in_many_shapes(shape: str) -> None:
    fields = _read(p("访客管理制度") + CONTROL[shape]).control.fields
    people = [fields[name][0].replace("張", "张") for name in ("prepared_by", "reviewed_by", "approved_by")]
    assert people == ["张三", "李四", "王五"]
    assert fields["effective_date"][0] == "2025-03-01"


@pytest.mark.parametrize(
    "header",
    [
        p("文件编号：QP-SEC-03 版本：B/1 发布日期：2025-02-20"),
        p("厦门某某公司    QP-SEC-03    版次 B/1    发布日期 2025-02-20"),
        tbl(["文件编号", "QP-SEC-03"], ["版本", "B/1"], ["发布日期", "2025年2月20日"]),
        p("Document No.: QP-SEC-03    Rev.: B/1    Issue Date: Feb 20, 2025"),
    ],
)
def test_number_version_and_date_from_page_headers(header: str) -> None:
    found = _read(p("访客管理制度") + p("正文。"), header)
    fields = found.control.fields
    assert fields["number"][0] == "QP-SEC-03"
    assert fields["version"][0] == "B/1"
    assert fields["issued_date"][0] == "2025-02-20"
    assert found.passages[fields["number"][1]].kind == "header"


def test_blank_values_are_kept_as_blank() -> None:
    fields = _read(
        p("制度") + p("编制：____ 审核：      批准：") + tbl(["生效日期", ""], ["版本", "【】"])
    ).control.fields
    assert [fields[name][0] for name in ("prepared_by", "reviewed_by", "approved_by", "effective_date", "version")] == [
        ""
    ] * 5


def test_ledgers_histories_and_sentences_are_no_control_block() -> None:
    history = tbl(
        ["版本", "修订日期", "修订人"],
        ["A/0", "2020-01-01", "甲"],
        ["A/1", "2021-01-01", "乙"],
        ["B/0", "2022-01-01", "丙"],
        ["B/1", "2023-01-01", "丁"],
    )
    assert _read(p("制度") + history).control.fields.get("version", ("",))[0] == ""
    assert (
        _read(
            p("编制：由各部门负责起草，经法务部会同相关单位逐条讨论之后，再报请总经理办公会议集体审议通过。")
        ).control.fields
        == {}
    )


def test_issue_number_and_closing_date() -> None:
    fields = _read(
        p("厦某司〔2025〕12号") + p("关于印发访客制度的通知") + p("正文。") + p("厦门某某有限公司") + p("2025年3月1日")
    ).control.fields
    assert fields["number"][0] == "厦某司〔2025〕12号"
    assert fields["issued_date"][0] == "2025-03-01"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年3月1日", "2024-03-01"), ("2024.03.01", "2024-03-01"), ("2024/3/1", "2024-03-01"), ("20240301", "2024-03-01"),  # noqa: E501
        ("二〇二四年十二月三十一日", "2024-12-31"), ("1 March 2024", "2024-03-01"), ("Mar. 1, 2024", "2024-03-01"),
        ("01-Mar-2024", "2024-03-01"), ("31/12/2024", "2024-12-31"), ("2024年3月", "2024-03"), ("2024-03", "2024-03"),
        ("03/04/2024", "03/04/2024"), ("自发布之日", "自发布之日"), ("2024年13月1日", "2024年13月1日"),
    ],
)  # fmt: skip
def test_dates(text: str, iso: str) -> None:
    assert to_iso(text) == iso


def test_find_date_says_where() -> None:
    found = find_date("生效日期为2024年3月1日起")
    assert found == ("2024-03-01", (5, 14))


def test_no_passages_no_control() -> None:
    assert find_control(()).fields == {}


PHRASES = {
    "（2022年4月1日发布，同日施行）": ("2022-04-01", "2022-04-01"),
    "2022年11月30日印发，次日起施行": ("2022-11-30", "2022-12-01"),
    "Issued 12 April 2022, effective 18 April 2022.": ("2022-04-12", "2022-04-18"),
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_dates_of_issue_and_effect_in_a_sentence(phrase: str) -> None:
    fields = _read(p("数据管理规定") + p(phrase) + p("正文。")).control.fields
    assert (fields["issued_date"][0], fields["effective_date"][0]) == PHRASES[phrase]


def test_dates_of_cited_laws_and_of_ledger_rows_are_not_the_document_s() -> None:
    law = p("依据《中华人民共和国海关法》（2021年4月29日修订）制定。")
    ledger = tbl(["序号", "设备", "说明"], ["1", "服务器", "2022年1月启用"])
    fields = _read(p("数据管理规定") + law + ledger + p("正文。")).control.fields
    assert "issued_date" not in fields
    assert "effective_date" not in fields


def test_unlabelled_code_and_version_in_a_page_header() -> None:
    fields = _read(p("数据管理规定") + p("正文。"), p("泊衡报关 BH-IT-01 第2版")).control.fields
    assert (fields["number"][0], fields["version"][0]) == ("BH-IT-01", "第2版")


def test_headings_do_not_reach_from_one_sheet_into_the_next() -> None:
    data = xlsx(
        {
            "Sheet1": [["甲登记"], ["序号", "姓名", "部门"], [1, "张三", "库"]],
            "Sheet2": [["序号", "品名", "数量"], [1, "泵", 3]],
        }
    )
    found = documents.read(data, "a.xlsx")
    assert found.passages[2].heading_path == ("甲登记",)
    assert found.passages[-1].heading_path == ()
