"""Finds the structure of a document, whatever its format: headings, heading paths, title, language."""

from __future__ import annotations

import re
from functools import lru_cache

from evidence_check.data import read_yaml
from evidence_check.documents.base import Block, Reading
from evidence_check.documents.lines import HAN, ends_sentence, starts_label, width
from evidence_check.model import Locator, Passage
from evidence_check.resources import standards_dir

_N = "一二三四五六七八九十百零〇两"
_NUMBERED: tuple[tuple[re.Pattern[str], int, bool], ...] = (
    (re.compile(rf"第\s*[{_N}\d]{{1,5}}\s*[章编編篇]"), 1, True),
    (re.compile(r"(?:chapter|part)\s+[\dIVX]+\b", re.I), 1, True),
    (re.compile(rf"(?:附[件录錄]|(?:appendix|annex)\b)\s*[\dA-Z{_N}]*", re.I), 1, True),
    (re.compile(rf"第\s*[{_N}\d]{{1,5}}\s*[节節]"), 2, True),
    (re.compile(r"section\s+[\d.IVX]+\b", re.I), 2, True),
    (re.compile(rf"[{_N}]{{1,4}}\s*[、．.]"), 2, False),
    (re.compile(rf"[(（][{_N}]{{1,4}}[)）]"), 3, False),
    (re.compile(rf"第\s*[{_N}\d]{{1,5}}\s*[条條]"), 4, False),
    (re.compile(r"\d{1,2}(?:[.．]\d{1,2}){3,5}[.．、]?\s*(?=\D)"), 6, False),
    (re.compile(r"\d{1,2}[.．]\d{1,2}[.．]\d{1,2}[.．、]?\s*(?=\D)"), 5, False),
    (re.compile(r"\d{1,2}[.．]\d{1,2}[.．、]?\s*(?=\D)"), 4, False),
    (re.compile(r"\d{1,2}(?:[.．、]|\s+|(?=[一-鿿]))\s*(?=\D)"), 3, False),
    (re.compile(r"[IVX]{1,5}[.、]\s*"), 2, False),
)  # fmt: skip
_TOC_LINE = re.compile(r"(?:[.．·…_]{3,}|\t)\s*(?:第?\s*\d{1,4}\s*页?)\s*$")
_TOC_END = (*"0123456789０１２３４５６７８９", "页")
_UNIT_AFTER_NUMBER = re.compile(r"\d+\s*(?:[年月日天个人次小时分钟元万份名台套张页]|days?|hours?|years?)")
_LETTER = re.compile(rf"[A-Za-z{HAN}]")
_DULL_TITLE = re.compile(
    r"""^(?:
        microsoft\ (?:word|excel|powerpoint)\b.*
      | (?:文档|文件|工作簿|演示文稿|document|book|presentation|slide|sheet|untitled|无标题|新建.*
          |powerpoint\ 演示文稿|powerpoint\ presentation|幻灯片|title|标题|normal|print|report)\s*[\d()（）]*
      | .*\.(?:docx?|xlsx?|pptx?|pdf|wps|et|dotx?|indd|rtf|txt)
    )$""",
    re.I | re.X,
)
_SUBJECT = re.compile(r"^(?:主题|主旨|标题|题目|主題|subject|re)\s*[:：]\s*(.+)", re.I)
_COMPANY = re.compile(
    r"(?:公司|集团|集團|企业|工厂|co\.?,?\s*ltd\.?|inc\.?|gmbh|corp\.?|corporation|limited|group|s\.?a\.?)$", re.I
)
# The red head of an official paper (某某公司文件, 豫发〔2024〕17号) says who issued it, not what it is about.
_MASTHEAD = re.compile(
    r"(?:公司|集团|厂|局|处|部|院|会|中心|办公室|总社|联社)(?:[（(][^（）()]{1,14}[)）])?\s*(?:文件|公文|红头文件|简报)$"
    r"|[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\])）】]\s*(?:第\s*)?\d{1,4}\s*[号期]$"
)
_WORD = re.compile(r"(?<![A-Za-zÀ-ÿ\d/_.-])[A-Za-zÀ-ÿ]+(?![\d_/-])")
_ENGLISH = frozenset(
    re.findall(r"\w+", "the and of to in for is are be shall must by with or this that on as all any will not")
)
_EUROPEAN = frozenset(
    re.findall(
        r"\w+", "und der die das für mit von ist werden auf les des est pour dans une avec los las del para con por que"
    )
)


@lru_cache(maxsize=1)
def _title_ends() -> re.Pattern[str]:
    words = read_yaml(standards_dir() / "documents" / "control.yaml", "control")["title_ends"]
    ends = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?:{ends})\s*(?:[（(][^（）()]{{0,30}}[)）])?$", re.I)


def is_toc_line(block: Block) -> bool:
    """Tell whether a block is a line of a table of contents (a heading repeated with its page number)."""
    if block.toc or block.cells or not block.text.rstrip().endswith(_TOC_END):
        return block.toc
    return _TOC_LINE.search(block.text) is not None


def numbered_level(text: str) -> tuple[int, bool] | None:
    """Return (level, whether the pattern alone makes a heading) for text that opens with a heading's number."""
    for pattern, level, strong in _NUMBERED:
        if found := pattern.match(text):
            if level >= 3 and _UNIT_AFTER_NUMBER.match(text):
                return None
            return (level, strong and found.end() <= len(text))
    return None


def _short(text: str, limit: int = 60) -> bool:
    return len(text) <= limit and (2 * len(text) <= limit or width(text) <= limit) and not ends_sentence(text)


def heading_levels(blocks: list[Block]) -> list[int | None]:
    """Return each block's heading level, None for what is no heading.

    The format's own levels come first. Numbers and looks decide only where the format states few levels.
    """
    stated = sum(block.level is not None and block.kind != "row" for block in blocks)
    body = _body_size(blocks)
    guesses = [_guess(block, body, stated >= 3) if block.kind == "paragraph" else None for block in blocks]
    levels: list[int | None] = []
    for at, block in enumerate(blocks):
        if block.level is not None and not block.cells and len(block.text) <= 200:
            levels.append(block.level)
            continue
        guess = guesses[at]
        if guess is None or not (guess[1] or _has_body(guesses, blocks, at)):
            levels.append(None)
        else:
            levels.append(guess[0])
    return levels


def _body_size(blocks: list[Block]) -> float | None:
    weights: dict[float, int] = {}
    for block in blocks:
        if block.size and block.kind in ("paragraph", "heading"):
            weights[block.size] = weights.get(block.size, 0) + len(block.text)
    return max(weights, key=lambda size: (weights[size], -size)) if weights else None


def _guess(block: Block, body: float | None, stated: bool) -> tuple[int, bool] | None:
    """Return (level, sure) where a block looks like a heading."""
    text = block.text.strip()
    if block.cells or not _short(text) or is_toc_line(block) or "\n" in text:
        return None
    if not _LETTER.search(text):
        return None
    if block.title:
        return (0, True)
    numbered = numbered_level(text)
    if stated:
        return numbered if numbered and numbered[1] else None
    if numbered:
        return numbered
    if starts_label(text) or "\t" in text:
        return None
    if body and block.size and block.size >= body * 1.15 and _short(text, 50):
        return (1 if block.size >= body * 1.5 else 2, False)
    if block.bold and _short(text, 44):
        return (2, False)
    return None


def _has_body(guesses: list[tuple[int, bool] | None], blocks: list[Block], at: int) -> bool:
    """Tell whether something other than another heading of the same rank follows: a list has no headings."""
    guess = guesses[at]
    if guess is None or at + 1 >= len(blocks):
        return False
    following = guesses[at + 1]
    if blocks[at + 1].level is not None:
        return False
    return following is None or following[0] > guess[0]


_ASIDE = frozenset({"header", "footer", "comment", "footnote"})
"""Kinds that stand under no heading."""


def passages(reading: Reading) -> tuple[Passage, ...]:
    """Return the blocks as passages with their heading paths; blank ones are dropped."""
    blocks = [block for block in reading.blocks if block.text and not block.text.isspace()]
    levels = heading_levels(blocks)
    _mark_visible_title(blocks, levels)
    stack: list[tuple[int, str]] = []
    context: tuple[str, ...] = ()
    sheet: str | None = None
    path: tuple[str, ...] = ()
    chapter: str | None = None
    result: list[Passage] = []
    for index, (block, level) in enumerate(zip(blocks, levels, strict=True)):
        kind = block.kind
        if block.context != context or block.locator.sheet != sheet:
            stack, context, sheet = [], block.context, block.locator.sheet
            path, chapter = context, None
        heading = level is not None and kind in ("paragraph", "heading")
        if heading and level is not None:
            while stack and stack[-1][0] >= level:
                stack.pop()
            path, chapter = (*context, *(text for _, text in stack)), _chapter(stack)
        aside = kind in _ASIDE
        place = block.locator
        if chapter and not aside:
            page, paragraph, sheet, cell, slide, line, box, _, recognised = place  # _replace takes twice as long
            place = Locator(page, paragraph, sheet, cell, slide, line, box, chapter, recognised)
        if block.ocr:
            place = place._replace(ocr=True)
        result.append(
            Passage(
                index, block.text, "heading" if heading else kind, place, () if aside else path,
                level if heading else None, block.cells, block.table, block.header_row, block.hidden,
                block.ocr,
            )
        )  # fmt: skip
        if heading and level is not None:
            stack.append((level, block.text[:200]))
            path, chapter = (*path, block.text[:200]), _chapter(stack)
    return tuple(result)


_CHAPTER = 40  # characters of one heading: enough to find the place by


def _chapter(stack: list[tuple[int, str]]) -> str | None:
    """Return the last two headings above a passage, as a reader looks them up; the document's title is none."""
    above = [" ".join(text.split()) for level, text in stack if level > 0][-2:]
    return " › ".join(text if len(text) <= _CHAPTER else text[: _CHAPTER - 1] + "…" for text in above) or None


def _mark_visible_title(blocks: list[Block], levels: list[int | None]) -> None:
    """Make the visible title a heading above all others, where it is set apart by more than its place."""
    at = _visible_title(blocks)
    if (
        at is not None
        and blocks[at].locator.sheet is None
        and (blocks[at].centred or blocks[at].title or levels[at] is not None)
        and blocks[at].kind != "row"
    ):
        others = [level for i, level in enumerate(levels) if level is not None and i != at]
        if levels[at] is None or (others and min(others) <= (levels[at] or 0)):
            levels[at] = 0


def _visible_title(blocks: list[Block]) -> int | None:
    """Return the index of the block that looks most like the title, among the first ones."""
    best, best_score = None, 0.0
    body = _body_size(blocks)
    seen = 0
    for at, block in enumerate(blocks[:60]):
        if block.kind not in ("paragraph", "heading", "textbox") or block.cells:
            continue
        seen += 1
        if seen > 12:
            break
        score = _title_score(block, body) - 0.12 * seen
        if score > best_score:
            best, best_score = at, score
    return best


def _title_score(block: Block, body: float | None) -> float:
    text = block.text.strip()
    if not _LETTER.search(text) or not 2 <= len(text) <= 90 or ends_sentence(text) or is_toc_line(block):
        return 0.0
    if _COMPANY.search(text) or _MASTHEAD.search(text) or starts_label(text) or text in ("目录", "目 录", "Contents"):
        return 0.0
    score = 0.4
    score += 3.0 if block.title else 0.0
    score += 1.0 if _title_ends().search(text) else 0.0
    score += 0.7 if block.level == 1 else 0.0
    score += 0.5 if block.centred else 0.0
    score += 0.3 if block.bold else 0.0
    score += min(max((block.size / body - 1) * 1.5, 0.0), 1.5) if body and block.size else 0.0
    numbered = numbered_level(text)
    return score - (1.5 if numbered else 0.0) - (0.5 if len(text) > 45 and re.search(HAN_ANY, text) else 0.0)


HAN_ANY = f"[{HAN}]"


def find_title(reading: Reading) -> str | None:
    """Return the title: the file's own where the text bears it out, else the visible one, else the file's own."""
    blocks = [block for block in reading.blocks if block.text.strip()]
    own = _sensible(reading.title)
    if own:
        folded = re.sub(r"\s", "", own).lower()
        if any(_bears(folded, re.sub(r"\s", "", block.text).lower()) for block in blocks[:40]):
            return own
    at = _visible_title(blocks)
    if at is not None:
        return " ".join(blocks[at].text.split())
    subject = next((found for block in blocks[:8] if (found := _SUBJECT.match(block.text))), None)
    return subject[1].strip()[:90] if subject else own


def _bears(title: str, text: str) -> bool:
    """Tell whether a line of the document is the title, give or take a company name beside it."""
    return title in text and len(text) <= max(2.5 * len(title), len(title) + 12)


def _sensible(title: str | None) -> str | None:
    text = " ".join((title or "").split())
    if not 2 <= len(text) <= 90 or not _LETTER.search(text) or _DULL_TITLE.match(text) or _MASTHEAD.search(text):
        return None
    return text


def _count(runs: str, text: str) -> int:
    return sum(map(len, re.findall(runs, text)))


_SAMPLE = 20_000
"""Characters, spread over all of a document, that its language is told by."""


def language(texts: list[str]) -> str | None:
    """Return zh, en, mixed or other by the scripts of the text, None where it has no letters."""
    step = 1 + sum(map(len, texts)) // _SAMPLE  # a long text shows its language in every tenth paragraph
    sample = "\n".join(texts[::step])[: 2 * _SAMPLE]
    if not sample.strip():
        return None
    kana = _count(r"[\u3040-\u30ff]+", sample)
    han = _count(f"{HAN_ANY}+", sample)
    found = _WORD.findall(sample)
    words = [word.lower() for word in found if len(word) > 1 and not word.isupper()]
    if not han and not words:  # nothing but capitals
        words = [word.lower() for word in found]
    foreign = _count(r"[\u0370-\u1fff\uac00-\ud7af]+", sample)
    if not han and not words:
        return "other" if foreign or kana else None
    if kana > 0.15 * (han + kana) or foreign > han + 3 * len(words):
        return "other"
    share = han / (han + 1.7 * len(words))
    if share >= 0.8:
        return "zh"
    if share > 0.12:
        return "mixed"
    english = sum(word in _ENGLISH for word in words)
    return "other" if sum(word in _EUROPEAN for word in words) > english + 2 else "en"
