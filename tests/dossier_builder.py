"""Writes small real dossiers for tests: Word, Excel and text files with the words of nobody's corpus."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl

VISITORS = (
    ("一、目的", "为防止外来人员随意进出厂区，特制定本办法。"),
    (
        "二、登记",
        "外来人员到访时，由门卫请其出示身份证等带照片的有效证件，核对无误后在登记簿上填写姓名、单位、来访事由和进厂时间。",
    ),
    ("三、佩证", "门卫发给临时访客证，来访者在厂区内应全程佩戴于胸前，离厂时交回。"),
    ("四、陪同", "进入仓库、装卸区等受控区域的，必须由接待部门的员工全程陪同，不得单独行动。"),
    ("五、保存", "访客登记簿由行政部归档保存三年。"),
)


def policy(
    path: Path, title: str, sections: Sequence[tuple[str, str]], header: str = "文件编号：AD-07  版本：B/1"
) -> Path:
    """Write a Word policy with headings, a page header with its number, and a sign-off line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    document.add_heading(title, 0)
    for heading, text in sections:
        document.add_heading(heading, 1)
        document.add_paragraph(text)
    document.add_paragraph("编制：陈立  审核：周敏  批准：吴刚  生效日期：2025年6月1日")
    document.save(str(path))
    return path


def sheet(path: Path, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """Write an Excel register with a title row above its columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    page = book.active
    page.title = title[:30]
    page.append([title])
    page.append(list(columns))
    for row in rows:
        page.append(list(row))
    book.save(str(path))
    return path


def visitor_log(path: Path, year: int = 2026) -> Path:
    """Write a filled visitor register of one year."""
    columns = ("日期", "来访人姓名", "单位", "证件类型", "进厂时间", "离厂时间", "访客证号", "接待人")
    rows = [
        (
            f"{year}-{month:02d}-12",
            f"来客{month}",
            "某供应商",
            "身份证",
            f"09:1{month}",
            f"1{month % 3}:3{month}",
            f"F{month:02d}",
            "李文",
        )
        for month in range(1, 10)
    ]
    return sheet(path, f"{year}年外来人员登记簿", columns, rows)


def configuration(path: Path, **more: str) -> Path:
    """Write enterprise.yaml for a first application of a manufacturer."""
    settings = {
        "name": "{zh: 苏州恒锐机电有限公司, en: null}",
        "standards": "[2022-common]",
        "certification": "first",
        "as_of": "2026-10-31",
    } | more
    path.write_text("".join(f"{key}: {value}\n" for key, value in settings.items()), encoding="utf-8")
    return path
