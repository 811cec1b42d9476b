"""Every mended defect can be checked: clause, file, line and reason."""

from __future__ import annotations

import pytest

from evidence_check.model import Registry
from evidence_check.resources import standards_dir

ZH18, ZH22, EN22, SP22 = (
    "003_225b770a39bde3a5.txt",
    "002_072092f23d0e6630.txt",
    "000_cd88faf00396d112.txt",
    "001_fd03685ad6513f17.txt",
)


@pytest.mark.parametrize(
    ("clause", "file", "line", "what"),
    [
        ("2022-common/3", EN22, 13, "joined to the text of line 11"),
        ("2022-common/9", EN22, 19, "display (en) written anew"),
        ("2022-common/28", EN22, 46, "clause 28 stands in cell 1 instead of 2"),
        ("2022-common/35", EN22, 58, "lost number (35) restored"),
        ("2022-common/50", EN22, 76, "lost number (50) restored"),
        ("2022-common/51", EN22, 76, "split from the rest of its cell"),
        ("2022-common/9", ZH22, 19, "spaces inside words removed"),
        ("2022-common/33", ZH22, 51, "split from the rest of its cell"),
        ("2022-common/21", ZH22, 36, "read as what must not have happened"),
        ("2022-specific/8", SP22, 17, "clause 8 moved from item 5 to item 4"),
        ("2022-specific/16", SP22, 30, "joined to the text of line 28"),
        ("2018-advanced-common/4.5", ZH18, 82, "clause 5 stands in cell 2 instead of 3"),
        ("2018-advanced-common/5", ZH18, 83, "item 5 stands in cell 1 instead of 2"),
        ("2018-advanced-common/10", ZH18, 92, "display taken from 004_b36da432695d7705.txt line 408"),
        ("2018-advanced-common/11.1", ZH18, 93, "display taken from 004_b36da432695d7705.txt line 426"),
        ("2018-advanced-common/11.3", ZH18, 95, "display taken from 004_b36da432695d7705.txt line 471"),
        ("2018-general-common/19.2", ZH18, 183, "split from the rest of its cell"),
        ("2018-general-trader/6.3", ZH18, 309, "clause 3 stands in cell 1 instead of 3"),
        ("2018-general-trader/1.2", ZH18, 289, "display (zh) written anew"),
        (None, ZH18, 75, "repeated cell (一) taken as the same group"),
        (None, ZH18, 178, "group title joined: 遵守法律法规"),
        (None, ZH18, 379, "group title joined: 进出口业务规范"),
        (None, ZH18, 223, "options taken from the row above"),
        (None, ZH18, 89, "blank line inside the table skipped"),
        (None, EN22, 34, "kept as a note of item 6"),
        (None, EN22, 67, "display (en) of the preamble of item 13 written anew"),
        ("2018-advanced-platform/5.1", ZH18, 409, "item 5 moved from group (二) 进出口业务控制 to (三) 信息系统控制"),
    ],
)
def test_a_defect_is_noted_where_it_stands(
    texts: Registry, clause: str | None, file: str, line: int, what: str
) -> None:
    here = [
        repair.what for repair in texts.repairs if (repair.clause, repair.file, repair.line) == (clause, file, line)
    ]
    assert what in here


def test_options_that_were_set_by_hand_keep_the_printed_reading(texts: Registry) -> None:
    noted = {repair.line: repair.what for repair in texts.repairs if repair.what.startswith("options of category")}
    assert noted[380].endswith("(printed zh: met, basically_met, not_met)")
    assert "printed zh: met, basically_met, not_met, not_applicable; en: met, basically_met, not_met" in noted[23]
    assert "en: met, not_met" in noted[26]


def test_every_repair_names_a_line_of_a_source_and_a_known_clause(texts: Registry) -> None:
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").split("\n")) for path in standards_dir().glob("*/source/*.txt")
    }
    clauses = {one.id for standard in texts.standards for one in standard.clauses}
    for repair in texts.repairs:
        assert 1 <= repair.line <= lengths[repair.file]
        assert repair.clause is None or repair.clause in clauses
        assert repair.what and repair.reason
