"""Says bilingual texts in the one language of a Word report."""

from __future__ import annotations

from evidence_check.model import Bilingual
from evidence_check.report import wording


class Language:
    """Hands out one language of a text, or the other where that one is lacking."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def __call__(self, text: Bilingual) -> str:
        """Return the text in this language."""
        return wording.side(text, self._lang)

    def other(self, text: Bilingual) -> str:
        """Return the text in the other language; nothing where it exists in one only, or is the same."""
        second = (text.en if self._lang == "zh" else text.zh) or ""
        return second if second != self(text) else ""

    def listed(self, texts: list[Bilingual]) -> str:
        """Return several texts as one list."""
        return self(wording.join(texts, "、", "; "))
