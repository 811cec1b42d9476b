"""Joins lines that were wrapped by a page or editor back into paragraphs, and knows what starts a new one."""

from __future__ import annotations

import re

HAN = r"\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CJK = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’…—·]")
_NUMERAL = "一二三四五六七八九十百零〇"

_STARTS = re.compile(
    rf"""^\s*(?:
      第[{_NUMERAL}\d]{{1,5}}[章节節条條款编編部分项項]
    | [{_NUMERAL}]{{1,4}}[、．.]
    | [(（][{_NUMERAL}\d]{{1,4}}[)）]
    | \d{{1,2}}(?:[.．]\d{{1,3}}){{1,4}}(?:[\s、.．]|(?=[{HAN}A-Za-z]))
    | \d{{1,3}}(?:[、)）]|[.．](?!\d))
    | [①-⑳⑴-⒇⒈-⒛㈠-㈩]
    | [a-zA-Z][)）．]|[A-Z]\.\s
    | [•●○◆◇■□▪▫►▶➢✓✔☑☐√※★*·-]\s*(?=\S)
    | (?:chapter|section|article|appendix|annex|part)\s+[\dIVXA-Z]+\b
    | 附[件录錄表][\s:：\d{_NUMERAL}]
    | 注[:：]
    )""",
    re.X | re.I,
)
_MAY_START = re.compile(rf"\s*[^{HAN}]|\s*[第附注{_NUMERAL}]")
"""A cheap first look: most lines begin with a hanzi that starts nothing."""

_LABEL = re.compile(rf"^\s*[{HAN}A-Za-z /（()）]{{2,14}}[:：]")
_SENTENCE_END = ("。", "！", "？", "!", "?", "；", ";", "：", ":")
_CLOSERS = "”’」』）)"
_WIDE = re.compile("[\u2e80-\U0010ffff]+")
_HYPHEN_WORD = re.compile(r"[a-z]-$")


_PAGE_NUMBER = re.compile(r"^[\s第共页頁pageof\d/\-—–~,，.]*$", re.I)


def is_page_number(line: str) -> bool:
    """Tell whether a line of a page header or footer is nothing but the number of the page: 第 1 页 共 3 页."""
    return _PAGE_NUMBER.match(line) is not None


def starts_paragraph(line: str) -> bool:
    """Tell whether a line opens with a number, a bullet, a 章/节/条 or an annex mark."""
    return _MAY_START.match(line) is not None and _STARTS.match(line) is not None


def starts_label(line: str) -> bool:
    """Tell whether a line opens like a form label, e.g. ``编制人：``."""
    return _LABEL.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as a sentence does."""
    return line.rstrip(_CLOSERS).rstrip().endswith(_SENTENCE_END)


def join(first: str, second: str) -> str:
    """Return two wrapped lines as one: Chinese without a space, Latin with one, a hyphenated word mended."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first + second
    end = first[-1]
    if end == "-" and _HYPHEN_WORD.match(first[-2:]) and second[0].islower():
        return first[:-1] + second
    if end in "-/" or _CJK.match(end) or _CJK.match(second):
        return first + second
    return f"{first} {second}"


def width(line: str) -> int:
    """Return how many half-width columns a line takes; a hanzi takes two."""
    return len(line) if line.isascii() else 2 * len(line) - len(_WIDE.sub("", line))


def join_wrapped(lines: list[str]) -> list[tuple[int, str]]:
    """Return (index of the first line, paragraph) for lines of plain text; blank lines always separate.

    Lines are joined only where the text was evidently wrapped by machine: many lines of nearly the same width.
    """
    widths = sorted(width(line.rstrip()) for line in lines if line.strip())
    full = widths[int(len(widths) * 0.95) - 1] if len(widths) >= 6 else 0
    near = [w for w in widths if w >= full * 0.85]
    wrapped = 30 <= full <= 140 and len(near) >= max(4, len(widths) * 0.25) and widths[-1] <= full * 1.2
    paragraphs: list[tuple[int, str]] = []
    previous = ""
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            previous = ""
            continue
        fresh = not previous or starts_paragraph(text) or starts_label(text) or line[:1] in " \t\u3000"
        if wrapped and not fresh and width(previous) >= full * 0.85 and not ends_sentence(previous):
            start, before = paragraphs[-1]
            paragraphs[-1] = (start, join(before, text))
        else:
            paragraphs.append((index, text))
        previous = line.rstrip()
    return paragraphs
