"""Builds the automatic numbers of a Word document (第三章, 第十二条, 2.1) as Word shows them, for citing clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_WORDS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
)
_ORDINALS = re.findall(
    r"\w+",
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
)


def counting(
    number: int, digits: str = _DIGITS, units: tuple[str, ...] = ("", "十", "百", "千"), short: bool = True
) -> str:
    """Return a number below 10,000 in counted hanzi: 12 → 十二, 105 → 一百零五."""
    if not 0 < number < 10_000:
        return str(number) if number else "零"
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + units[place]
            gap = False
        else:
            gap = True
    return text[1:] if short and 10 <= number < 20 else text


def _roman(number: int) -> str:
    parts = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
             (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    text = ""
    for value, sign in parts:
        text += sign * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    """Return Word's letters: a…z, then aa, bb, cc."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _digitwise(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _circled(number: int) -> str:
    if number <= 20:
        return chr(0x2460 + number - 1)
    return chr(0x3251 + number - 21) if number <= 35 else str(number)


def _from(base: int, last: int, number: int) -> str:
    return chr(base + number - 1) if number <= last else str(number)


def format_number(number: int, kind: str) -> str:
    """Return ``number`` in one of Word's number formats (w:numFmt); an unknown format is decimal."""
    if number <= 0 or number > 30_000:
        return str(number)
    match kind:
        case "none":
            return ""
        case "decimalZero":
            return f"{number:02d}"
        case "upperRoman" | "lowerRoman":
            return _roman(number) if kind == "upperRoman" else _roman(number).lower()
        case "upperLetter" | "lowerLetter":
            return _letter(number).upper() if kind == "upperLetter" else _letter(number)
        case "chineseCounting" | "taiwaneseCounting" | "taiwaneseCountingThousand" | "chineseCountingThousand":
            return counting(number)
        case "japaneseCounting" | "koreanDigital2" | "koreanCounting":
            return counting(number)
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return _digitwise(number)
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return counting(number, _LEGAL, ("", "拾", "佰", "仟"), short=False)
        case "ideographTraditional":
            return _STEMS[number - 1] if number <= 10 else str(number)
        case "ideographZodiac":
            return _BRANCHES[number - 1] if number <= 12 else str(number)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "ideographEnclosedCircle":
            return _from(0x3280, 10, number) if kind.startswith("ideo") else _circled(number)
        case "decimalEnclosedParen":
            return _from(0x2474, 20, number)
        case "decimalEnclosedFullstop":
            return _from(0x2488, 20, number)
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
        case "numberInDash":
            return f"- {number} -"
        case "ordinal":
            return _ordinal(number)
        case "cardinalText":
            return _WORDS[number].capitalize() if number <= 20 else str(number)
        case "ordinalText":
            return _ORDINALS[number].capitalize() if number <= 20 else str(number)
        case _:
            return str(number)


@dataclass(slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _Abstract:
    levels: dict[int, _Level] = field(default_factory=dict)
    link: str | None = None


@dataclass(slots=True)
class _Num:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbering:
    """``numbering.xml`` with its running counters. Counters belong to the abstract list, which lists may share."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstracts: dict[str, _Abstract] = {}
        self._nums: dict[str, _Num] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()
        self.style_links: dict[str, str] = {}
        if root is not None:
            for element in root.iter(W + "abstractNum"):
                self._abstracts[element.get(W + "abstractNumId") or ""] = _abstract(element)
            for element in root.iter(W + "num"):
                self._nums[element.get(W + "numId") or ""] = _num(element)

    def level_of_style(self, num: str, style: str) -> int:
        """Return the list level that a paragraph style is tied to, 0 where it is tied to none."""
        found = self._nums.get(num)
        levels = self._levels(found) if found else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def _levels(self, num: _Num) -> dict[int, _Level]:
        abstract = self._abstracts.get(num.abstract)
        for _ in range(4):  # a list may point to a numbering style, which points to another list
            if abstract is None or abstract.levels or not abstract.link:
                break
            linked = self._nums.get(self.style_links.get(abstract.link, ""))
            abstract = self._abstracts.get(linked.abstract) if linked else None
        return {**(abstract.levels if abstract else {}), **num.levels}

    def next(self, num_id: str, level: int) -> str:
        """Count one paragraph of list ``num_id`` at ``level`` (from 0) and return its number, "" for bullets."""
        num = self._nums.get(num_id)
        if num is None or not 0 <= level <= 8:
            return ""
        levels = self._levels(num)
        current = levels.get(level)
        if current is None:
            return ""
        counters = self._counters.setdefault(num.abstract, {})
        if num_id not in self._started:
            self._started.add(num_id)
            for at, start in num.starts.items():
                counters[at] = start - 1
        for above in range(level):
            counters.setdefault(above, levels[above].start if above in levels else 1)
        counters[level] = counters.get(level, current.start - 1) + 1
        for below in [at for at in counters if at > level]:
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart and level < restart):
                del counters[below]
        if current.kind == "bullet":
            return ""
        return self._show(current, levels, counters)

    @staticmethod
    def _show(current: _Level, levels: dict[int, _Level], counters: dict[int, int]) -> str:
        def part(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in counters:
                return ""
            kind = levels[at].kind if at in levels else "decimal"
            if current.legal and kind != "decimalZero":
                kind = "decimal"
            return format_number(counters[at], kind)

        return re.sub(r"%([1-9])", part, current.text).strip()


def _abstract(element: etree._Element) -> _Abstract:
    link = element.find(W + "numStyleLink")
    levels = {int(lvl.get(W + "ilvl") or 0): _level(lvl) for lvl in element.iter(W + "lvl")}
    return _Abstract(levels, link.get(_VAL) if link is not None else None)


def _num(element: etree._Element) -> _Num:
    reference = element.find(W + "abstractNumId")
    num = _Num((reference.get(_VAL) or "") if reference is not None else "")
    for override in element.iter(W + "lvlOverride"):
        at = _int(override.get(W + "ilvl"), 0)
        start = override.find(W + "startOverride")
        if start is not None:
            num.starts[at] = _int(start.get(_VAL), 1)
        lvl = override.find(W + "lvl")
        if lvl is not None:
            num.levels[at] = _level(lvl)
    return num


def _level(element: etree._Element) -> _Level:
    def value(name: str) -> str | None:
        found = element.find(".//" + W + name)
        return None if found is None else found.get(_VAL, "")

    legal = value("isLgl")
    restart = value("lvlRestart")
    return _Level(
        start=_int(value("start"), 0),
        kind=value("numFmt") or "decimal",
        text=value("lvlText") or "",
        legal=legal is not None and legal not in ("0", "false", "off"),
        restart=None if restart is None else _int(restart, 0),
        style=value("pStyle"),
    )


def _int(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
