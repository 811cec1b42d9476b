"""Says things in both languages: every sentence of explanation stands in standards/reasons.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from evidence_check.data import read_yaml
from evidence_check.model import Bilingual
from evidence_check.resources import standards_dir


@lru_cache(maxsize=1)
def _sentences() -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = read_yaml(standards_dir() / "reasons.yaml", "reasons")
    return content


def say(sentence: str, **parts: str | Bilingual) -> Bilingual:
    """Return a sentence of reasons.yaml with its parts filled in; a bilingual part goes in by language."""
    texts = _sentences()[sentence]

    def side(language: str) -> str:
        filled = {
            name: (getattr(part, language) or part.zh or part.en or "") if isinstance(part, Bilingual) else part
            for name, part in parts.items()
        }
        return texts[language].format(**filled)

    return Bilingual(side("zh"), side("en"))


def join(texts: Sequence[Bilingual], zh: str = "", en: str = " ") -> Bilingual:
    """Return several texts as one, with each language's own separator."""
    return Bilingual(zh.join(t.zh or t.en or "" for t in texts), en.join(t.en or t.zh or "" for t in texts))


def listing(texts: Sequence[Bilingual]) -> Bilingual:
    """Return several names as an enumeration: 甲、乙 / a; b."""
    return join(texts, "、", "; ")


def lacking(texts: Sequence[str], names: Mapping[str, Bilingual]) -> list[Bilingual]:
    """Return what is lacking in words: elements by their names in both languages, all years in one phrase at the end.

    Args:
        texts: what is lacking, as results hold it: names in Chinese, years as four digits.
        names: Chinese name → both names.
    """
    years = [text for text in dict.fromkeys(texts) if _is_year(text)]
    found = [names.get(text, Bilingual(text, text)) for text in texts if not _is_year(text)]
    if years:
        found.append(say("records_of_years", years=listing([Bilingual(year, year) for year in years])))
    return found


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdecimal()
