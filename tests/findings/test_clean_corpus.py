"""On documents that are in order every rule keeps silent: a false alarm costs more trust than a missed remark."""

from functools import lru_cache
from pathlib import Path

import pytest

from evidence_check import documents
from evidence_check.findings import file_findings
from evidence_check.findings.companies import mentions
from evidence_check.findings.dossier import dossier_findings
from evidence_check.matching.roles import Judged, judge
from evidence_check.matching.units import Reading
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.model import Bilingual, Examined, Finding, Registry
from evidence_check.records.events import events
from evidence_check.standing import standings
from tests.builders import enterprise
from tests.dossier_builder import VISITORS, policy, visitor_log
from tests.findings.trial import gates

CLEAN = sorted((Path(__file__).parent / "clean").iterdir())
NOBODY = Registry((), (), (), (), (), {}, {}, {}, "")


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return Vocabulary(NOBODY)


def examine(data: bytes, name: str) -> Examined:
    document = documents.read(data, name)
    assert document.status == "ok"
    judged: Judged = judge(Reading(document, vocabulary(), gates()))
    return Examined(
        document, judged.role, (), events(document), mentions(document), file_findings(document, judged, gates())
    )


def findings(*files: Examined) -> list[Finding]:
    house = enterprise(
        partners=("上海远洋物流有限公司",), name=Bilingual("苏州恒锐机电有限公司", "Suzhou Hengrui Motor Co., Ltd.")
    )
    return list(dossier_findings(files, standings(files, house), house, ()))


@pytest.mark.parametrize("path", CLEAN, ids=[path.name for path in CLEAN])
def test_a_document_in_order_draws_no_remark(path: Path) -> None:
    assert findings(examine(path.read_bytes(), path.name)) == []


def test_a_dossier_in_order_draws_no_remark() -> None:
    assert findings(*(examine(path.read_bytes(), path.name) for path in CLEAN)) == []


def test_the_clean_documents_are_of_many_kinds() -> None:
    roles = {examine(path.read_bytes(), path.name).role.name for path in CLEAN}
    assert len(CLEAN) >= 12
    assert {"written_system", "record", "contract"} <= roles


def test_word_and_excel_files_in_order_draw_no_remark(tmp_path: Path) -> None:
    files = [policy(tmp_path / "a.docx", "外来人员进出管理办法", VISITORS), visitor_log(tmp_path / "登记簿.xlsx")]
    assert findings(*(examine(path.read_bytes(), path.name) for path in files)) == []


@pytest.mark.parametrize(
    ("number", "kind", "changes"),
    [
        ("01", "placeholder", {"苏州恒锐机电有限公司（以下简称“公司”）": "XX公司"}),
        ("01", "unsigned", {"批准：吴刚": "批准："}),
        ("01", "undated", {"2025年3月1日": "", "2021年版": "原版"}),
        ("01", "wrong_company", {"第二条 本制度适用于公司": "第二条 本制度适用于昆山大华电子股份有限公司"}),
        ("02", "foreign_language", dict.fromkeys(map(chr, range(19968, 40960)), "")),
        ("03", "repealed_rule", {"《中华人民共和国关税法》": "海关企业信用管理办法（海关总署令第237号）"}),
        ("04", "planned_not_done", {"备份介质存放于异地": "公司计划于2025年下半年建立异地备份中心"}),
        ("06", "date_logic", {"2026-04-07": "2027-04-07"}),
        ("09", "placeholder", {"（甲方）：苏州恒锐机电有限公司": "（甲方）：________________"}),
        ("10", "draft", {"# 突发事件应急预案": "# 突发事件应急预案（征求意见稿）"}),
        ("12", "fields_blank", {"部,陈立": "部,", "部,周敏": "部,", "部,林小燕": "部,", "部,郑华": "部,"}),
    ],
)
def test_a_clean_document_draws_the_remark_once_it_is_spoilt(number: str, kind: str, changes: dict[str, str]) -> None:
    path = next(path for path in CLEAN if path.name.startswith(number))
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        text = text.replace(old, new)
    assert kind in {finding.kind for finding in findings(examine(text.encode(), path.name))}


def test_the_result_does_not_depend_on_the_order_of_the_files() -> None:
    spoilt = [examine(path.read_bytes().replace("吴刚".encode(), b""), path.name) for path in CLEAN]
    assert findings(*spoilt) == findings(*reversed(spoilt)) != []
