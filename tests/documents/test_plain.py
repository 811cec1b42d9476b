"""Text files: encodings, wrapped lines, Markdown, separated values."""

from __future__ import annotations

import pytest

from evidence_check import documents
from evidence_check.documents.encoding import decode

TEXT = "第一条 为规范访客管理，制定本制度。\n第二条 外来人员进入厂区应当登记。\n"
TRADITIONAL = "第一條 為規範訪客管理，制定本辦法。\n第二條 外來人員進入廠區應當登記，並由接待部門陪同。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplified_chinese_in_any_encoding(encoding: str) -> None:
    found = documents.read(TEXT.encode(encoding), "制度.txt")
    assert [p.text for p in found.passages] == [
        "第一条 为规范访客管理，制定本制度。",
        "第二条 外来人员进入厂区应当登记。",
    ]
    assert found.passages[1].locator.line == 2
    assert found.language == "zh"


def test_big5_and_western_text() -> None:
    assert decode(TRADITIONAL.encode("big5"))[0] == TRADITIONAL
    assert decode("Über die Prüfung".encode("cp1252"))[0] == "Über die Prüfung"


def test_binary_data_is_no_text() -> None:
    assert documents.read(bytes(range(256)) * 20, "a.txt").status == "unsupported"


def test_machine_wrapped_lines_are_joined() -> None:
    sentence = "The guard registers every visitor and checks a photo identification document before a badge is issued to the visitor. "  # noqa: E501
    words, lines, line = (sentence * 4).split(), [], ""
    for word in words:
        if len(line) + len(word) > 68:
            lines.append(line.strip())
            line = ""
        line += word + " "
    text = "\n".join([*lines, line.strip(), "", "1. Scope", "2. Duties"])
    found = documents.read(text.encode(), "a.txt")
    joined = "\n".join(p.text for p in found.passages)
    assert joined.count("photo identification document before a badge") == 4
    assert [p.text for p in found.passages][-2:] == ["1. Scope", "2. Duties"]
    assert len(found.passages) <= 6  # a line that ends with its sentence may stay apart


def test_markdown_headings_lists_and_tables() -> None:
    text = "# 访客制度\n\n**目的**：规范管理。\n\n## 职责\n- 门卫登记\n- 部门陪同\n\n| 姓名 | 部门 | 电话 |\n|---|---|---|\n| 张三 | 行政 | 123 |\n"  # noqa: E501
    found = documents.read(text.encode(), "a.md")
    assert [(p.kind, p.text) for p in found.passages] == [
        ("heading", "访客制度"), ("paragraph", "目的：规范管理。"), ("heading", "职责"), ("paragraph", "- 门卫登记"),
        ("paragraph", "- 部门陪同"), ("row", "姓名\t部门\t电话"), ("row", "张三\t行政\t123"),
    ]  # fmt: skip
    assert found.passages[6].heading_path == ("访客制度", "职责")
    assert found.passages[6].cells[2].column == "电话"


@pytest.mark.parametrize(("delimiter", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv")])
def test_separated_values_in_gbk(delimiter: str, name: str) -> None:
    rows = ["序号,姓名,培训日期", "1,张三,2025-03-01", '2,"李,四",2025-03-02']
    text = "\r\n".join(
        row.replace(",", delimiter) if '"' not in row else f'2{delimiter}"李,四"{delimiter}2025-03-02' for row in rows
    )
    found = documents.read(text.encode("gbk"), name)
    assert found.passages[0].header_row
    assert [c.text for c in found.passages[2].cells] == ["2", "李,四", "2025-03-02"]
    assert found.passages[2].cells[2].column == "培训日期"
    assert found.passages[2].locator.line == 3


def test_empty_and_blank_files_are_empty() -> None:
    for data in (b"", b"  \r\n \t", "\ufeff\n".encode()):
        found = documents.read(data, "a.txt")
        assert found.status == "empty"
        assert found.reason is not None
