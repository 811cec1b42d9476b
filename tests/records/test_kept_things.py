"""How long a rule has a named thing kept."""

import pytest

from evidence_check.matching.roles import Judged
from evidence_check.model import Bilingual, Document, Locator, Passage, Role
from evidence_check.records.kept_things import statements


def kept(text: str, title: str = "安全管理规定", role: str = "written_system") -> list[tuple[str, str]]:
    passages = (Passage(0, text, "paragraph", Locator(paragraph=1)),)
    document = Document("a.docx", "0", 1, "docx", "ok", title=title, passages=passages)
    judged = Judged(Role(role, Bilingual("r", "r"), True), frozenset())  # type: ignore[arg-type]
    return [(s.subject, s.value) for s in statements(document, judged)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("录像留存 60 天，细则另见。", [("video", "1.973")]),
        ("录像至少留 90 天。", [("video", "2.959+")]),
        ("单证保存五年，录像保存九十天。", [("video", "2.959")]),
        ("访客登记保存 12 个月，钥匙领用登记保存三年。", [("visitor-log", "12.000"), ("key-register", "36.000")]),
        ("车载录像保存 30 天。", [("video/vehicle", "0.986")]),
        ("培训记录、签到表保存三年。", [("training-records", "36.000")]),
        ("The visitor log is kept for 12 months.", [("visitor-log", "12.000")]),
        ("录像和访客登记保存一年。", []),
        ("录像保存由原来的 30 天改为 90 天。", []),
        ("合同保存五年。", []),
    ],
)
def test_a_time_belongs_to_the_one_thing_beside_it(text: str, found: list[tuple[str, str]]) -> None:
    assert kept(text) == found


def test_a_record_lays_nothing_down() -> None:
    assert kept("录像留存 60 天。", title="点检记录", role="record") == []
