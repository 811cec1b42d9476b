"""Writes numbers as Word and browsers show them before paragraphs: 十二, 壹拾贰, XII, ⑫, twelfth."""

from __future__ import annotations

import re

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
