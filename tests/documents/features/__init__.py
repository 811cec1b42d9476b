"""One file per format with one marker per feature, and what is expected to become of each marker.

``docs/reading.md`` is written from here (``python -m tests.documents.features``); ``test_features`` reads every file
and holds both to account.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["read", "marked", "out", "lost"]
"""read: stands there once · marked: there, and told apart · out: left out because nobody sees it · lost: not read."""

FEATURES: Mapping[str, tuple[str, str]] = {
    "text": ("正文", "running text"),
    "heading": ("标题及其级别", "headings and their level"),
    "number": ("自动编号（第三章、第十二条、2.1）", "automatic numbers (第三章, 2.1)"),
    "table": ("表格：每行各格带列名", "tables: rows whose cells know their column"),
    "unruled": ("没有框线的表格", "tables without ruling lines"),
    "boxed": ("由底纹、方框或横线分出的格", "cells parted by shading, boxes or level rules only"),
    "merged": ("合并单元格（只出现一次）", "merged cells, once"),
    "nested": ("嵌套表格", "tables inside tables"),
    "textbox": ("文本框", "text boxes"),
    "header": ("页眉（文件编号、版本）", "page headers (number, version)"),
    "footer": ("页脚", "page footers"),
    "page": ("页码（不算文字）", "page numbers (no text of the document)"),
    "note": ("脚注、尾注、演讲者备注", "footnotes, endnotes, speaker's notes"),
    "comment": ("批注", "comments"),
    "inserted": ("修订中插入的文字", "tracked insertions"),
    "deleted": ("修订中删除的文字", "tracked deletions"),
    "moved": ("修订中移动的文字（只出现一次）", "tracked moves, once"),
    "hidden": ("隐藏的文字", "hidden text"),
    "veiled": ("隐藏的工作表、幻灯片", "hidden sheets and slides"),
    "control": ("内容控件、表单域的值", "content controls, values of form fields"),
    "check": ("勾选框", "check boxes"),
    "link": ("超链接的文字", "the text of links"),
    "hyphen": ("不间断连字符、行末连字符（A-01）", "non-breaking and line-end hyphens (A-01)"),
    "formula": ("公式的结果", "results of formulas"),
    "date": ("日期按所见写法（2025-03-01）", "dates as dates"),
    "diagram": ("组织结构图、图表中的文字", "words in diagrams and charts"),
    "watermark": ("水印", "watermarks"),
    "toc": ("目录（不当作标题）", "table of contents (no headings)"),
    "title": ("文件属性：标题", "the title in the file's properties"),
    "sheet": ("工作表名", "the names of sheets"),
    "columns": ("两层表头：上层 下层", "headers of two levels, the upper one merged"),
    "place": ("出处：页、段、幻灯片、工作表及单元格", "the place: page, paragraph, slide, sheet and cell"),
    "block": ("文件控制信息：编号、版本、日期、签批", "document control: number, version, dates, sign-off"),
    "attached": ("附件、嵌入的文件", "attachments, embedded files"),
    "chunk": ("整份插入的文件（altChunk）", "whole files that are part of the text (altChunk)"),
    "picture": ("图片中的文字", "words in pictures"),
}


STRUCTURE = ("sheet", "columns", "place", "block")
"""Features that no marker in the text shows: where it stands, and what is known beside it."""


@dataclass(frozen=True)
class Expected:
    """What becomes of a feature's marker: its state, the kind of its passage, and why where that needs saying."""

    state: State
    marker: str
    kind: str | None = None
    why: tuple[str, str] | None = None
    mark: str | None = None


@dataclass(frozen=True)
class Format:
    """A file of one format that holds every feature which the format has."""

    name: str
    path: str
    build: Callable[[], bytes]
    expected: Mapping[str, Expected]


def read(marker: str, kind: str | None = None) -> Expected:
    """The marker stands in the text exactly once."""
    return Expected("read", marker, kind)


def marked(marker: str, kind: str | None, zh: str, en: str, mark: str | None = None) -> Expected:
    """The marker stands in the text once, in a passage of that kind or counted in that mark."""
    return Expected("marked", marker, kind, (zh, en), mark)


def out(marker: str, mark: str | None = None) -> Expected:
    """The marker is left out, as the program that made the file does not show it either."""
    return Expected("out", marker, mark=mark)


def lost(marker: str, zh: str, en: str, mark: str | None = None) -> Expected:
    """The marker is not read, and why; ``mark`` counts what was passed over."""
    return Expected("lost", marker, why=(zh, en), mark=mark)
