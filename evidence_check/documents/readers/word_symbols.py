"""Gives the characters that Word draws from symbol fonts (Wingdings check marks) as the Unicode they look like."""

from __future__ import annotations

import re

_WINGDINGS = {
    0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA1: "○", 0xFE: "☑", 0x52: "☑", 0xFD: "☒", 0x54: "☒", 0x53: "☒",
    0xFC: "✓", 0x50: "✓", 0xFB: "✗", 0x4F: "✗", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0x77: "◆", 0xA7: "▪", 0xD8: "➢",
    0xE0: "→", 0xE8: "→", 0xDF: "←", 0xF0: "⇨", 0x28: "☎", 0x2A: "✉", 0x9F: "•", 0x46: "☞", 0xAB: "★", 0xB6: "★",
}  # fmt: skip
_WINGDINGS2 = {
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0xA3: "☐",
    0x50: "✓",
    0x4F: "✗",
    0x51: "☒",
    0x97: "●",
    0xA2: "■",
    0x30: "☐",
}
_SYMBOL = {
    0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xAE: "→", 0xDE: "⇒", 0xB9: "≠",
    0xA5: "∞", 0xD7: "⋅", 0xD6: "√", 0x61: "α", 0x62: "β", 0x6D: "μ", 0x57: "Ω", 0x44: "Δ",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2, "symbol": _SYMBOL}


def symbol(font: str | None, code: str | None) -> str:
    """Return the character for w:sym; "" for a picture of no meaning."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    table = _FONTS.get((font or "").lower())
    private = 0xF000 <= number <= 0xF0FF
    if table is not None and (private or number < 0x100):
        return table.get(number & 0xFF, "")
    if private:
        number &= 0xFF
        return _WINGDINGS.get(number, "")
    return chr(number) if number >= 0x20 and not 0xD800 <= number <= 0xDFFF and number <= 0x10FFFF else ""


_PRIVATE = {0xF000 + code: sign for code, sign in (_WINGDINGS | {0xB7: "•"}).items() if code >= 0xA0}
"""Characters that programs leave where they drew from a symbol font and no longer say from which. Below A0 they may as
well be letters of a font of its own."""

_ANY_PRIVATE = re.compile("[\uf0a0-\uf0ff]")


def show_symbols(text: str) -> str:
    """Return text with the private characters of symbol fonts as the signs that they look like."""
    return text if text.isascii() or not _ANY_PRIVATE.search(text) else text.translate(_PRIVATE)
