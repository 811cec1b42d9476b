"""Company names are cut out of running text as a reader would cut them."""

import pytest

from evidence_check.findings.companies import mentions
from evidence_check.model import Document, Locator, Passage


def document(*texts: str, title: str = "") -> Document:
    passages = tuple(Passage(i, text, "paragraph", Locator(paragraph=i + 1)) for i, text in enumerate(texts))
    return Document("a.docx", "0", 1, "docx", "ok", title=title, passages=passages)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本制度适用于苏州恒锐机电有限公司各部门", ["苏州恒锐机电有限公司"]),
        ("与上海远洋物流有限公司签订协议", ["上海远洋物流有限公司"]),
        ("苏州恒锐机电有限公司与昆山大华股份有限公司", ["苏州恒锐机电有限公司", "昆山大华股份有限公司"]),
        ("双方同意由上海远洋（中国）物流有限公司承运", ["上海远洋（中国）物流有限公司"]),
        ("北京中和会计师事务所", ["北京中和会计师事务所"]),
        ("This policy applies to Acme Pumps (Suzhou) Co., Ltd. only", ["Acme Pumps (Suzhou) Co., Ltd."]),
        ("广西桂屿对外贸易集团有限公司", ["广西桂屿对外贸易集团有限公司"]),
        ("本公司及其他有限公司", []),
        ("有限公司应当登记", []),
    ],
)
def test_names_are_found_whole_and_alone(text: str, names: list[str]) -> None:
    assert sorted(m.name for m in mentions(document(text))) == sorted(names)


def test_the_owner_stands_where_owners_stand() -> None:
    body = ["规定如下。" * 10] * 10
    found = mentions(
        document("宁波海达泵业有限公司封条管理办法", *body, "封条向厦门安固封条有限公司采购，凭采购单领用。")
    )
    assert {m.name: m.subject for m in found} == {"宁波海达泵业有限公司": True, "厦门安固封条有限公司": False}


def test_every_quote_is_literal() -> None:
    text = "前言。承运商为昆山大华物流有限公司，按合同执行。"
    (mention,) = mentions(document(*["甲" * 80] * 9, text))
    assert mention.quote.text in text
