"""Yes and no, dates and editions: how papers say them of the enterprise itself."""

from __future__ import annotations

import pytest

from evidence_check.proposal import Observer
from tests.builders import text_document


def sure(observer: Observer, sentence: str) -> set[tuple[str, str]]:
    seen = observer.observe(text_document("公司概况.docx", "公司概况", sentence)).seen
    return {(one.key, one.value) for one in seen if one.sure and not one.key.startswith("level")}


@pytest.mark.parametrize(
    ("sentence", "key", "value"),
    [
        ("公司所有出口货物均由海运集装箱运输。", "profile.containers", "yes"),
        ("是否涉及集装箱运输：否", "profile.containers", "no"),
        ("We do not use containers; all goods are shipped by air.", "profile.containers", "no"),
        ("公司不涉及特殊物品、动植物及其产品的进出口，也无自有运输车辆。", "profile.animals_plants", "no"),
        ("公司不涉及特殊物品、动植物及其产品的进出口，也无自有运输车辆。", "profile.transport", "no"),
        ("企业类型：生产型企业", "profile.producer", "yes"),
        ("本公司进口的原材料属于法检商品。", "profile.inspected_goods", "yes"),
        ("注册地址：昆山综合保税区A区", "profile.special_supervision_zone", "yes"),
        ("公司未设在海关特殊监管区域内。", "profile.special_supervision_zone", "no"),
        ("本公司从事加工贸易业务。", "business.processing_trade", "yes"),
        ("We operate as a licensed customs broker.", "business.customs_brokerage", "yes"),
        ("2019年8月，公司顺利通过海关AEO高级认证。", "certified", "2019-08"),
        ("AEO认证时间：2021年5月", "certified", "2021-05"),
        ("We were certified as an AEO Advanced Certified Enterprise in May 2021.", "certified", "2021-05"),
        ("对照海关总署公告〔2018〕第177号开展自查。", "edition.2018", "yes"),
    ],
)
def test_a_fact_is_read(sentence: str, key: str, value: str, observer: Observer) -> None:
    assert (key, value) in sure(observer, sentence)


def test_an_edition_that_was_repealed_is_not_the_one_to_judge_by(observer: Observer) -> None:
    assert sure(observer, "海关总署公告2018年第177号已废止。") == set()


def test_a_mere_year_is_too_little_for_a_date(observer: Observer) -> None:
    seen = observer.observe(text_document("公司概况.docx", "公司概况", "公司于2021年通过海关AEO高级认证。")).seen
    assert [(one.value, one.sure) for one in seen if one.key == "certified"] == [("2021", False)]
