"""Hands out the reports' fixed words, which live in ``templates/wording*.yaml``, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.model import Bilingual
from evidence_check.resources import templates_dir

_FILES = ("wording.yaml", "wording_book.yaml")


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, dict[str, Any]]]:
    content: dict[str, dict[str, dict[str, Any]]] = {}
    for name in _FILES:
        for group, entries in read_yaml(templates_dir() / name).items():
            content.setdefault(group, {}).update(entries)
    return content


def keys(group: str) -> tuple[str, ...]:
    """Return the keys of a group of words (coverage, verdict, finding …) in the order in which reports show them."""
    return tuple(_words()[group])


def word(group: str, key: str | None) -> Bilingual:
    """Return the word for a value; one without a word is shown as it is (others may add findings)."""
    entry = _words()[group].get(key or "")
    if entry is None:
        plain = (key or "").replace("_", " ")
        return Bilingual(plain, plain)
    return Bilingual(entry["zh"], entry["en"])


def symbol(group: str, key: str) -> str:
    """Return the sign that stands beside a word, so that nothing is said by colour alone."""
    return str(_words()[group].get(key, {}).get("symbol", ""))


def meaning(group: str, key: str) -> Bilingual:
    """Return the sentence that explains a word."""
    entry: Mapping[str, str] = _words()[group][key]["means"]
    return Bilingual(entry["zh"], entry["en"])


def text(key: str, **values: object) -> Bilingual:
    """Return a fixed text with its places filled, or with its places open where no value is given.

    A value that is Bilingual goes in by language.
    """
    entry = _words()["text"][key]
    template = Bilingual(entry["zh"], entry["en"])
    return _fill(template, values) if values else template


def filled(group: str, key: str, **values: object) -> Bilingual:
    """Return a word whose places are filled, as with ``cause``: 新增文件：{file}."""
    return _fill(word(group, key), values)


def located(part: str, value: object) -> Bilingual:
    """Return one part of a locator in words (``page`` 3 → 第 3 页, page 3)."""
    return _fill(word("locator", part), {"n": value})


def join(parts: list[Bilingual], zh: str = "、", en: str = ", ") -> Bilingual:
    """Return several texts as one list, punctuated by language."""
    return Bilingual(
        zh.join(part.zh or part.en or "" for part in parts), en.join(part.en or part.zh or "" for part in parts)
    )


def side(value: Bilingual, lang: str) -> str:
    """Return one language of a text, or the other where that one is lacking."""
    return (value.zh or value.en or "") if lang == "zh" else (value.en or value.zh or "")


def brief(value: Bilingual) -> Bilingual:
    """Return the beginning of a text for a table's row: 20 hanzi, or 48 letters."""
    return Bilingual(_cut(value.zh, 20), _cut(value.en, 48))


def _cut(value: str | None, length: int) -> str | None:
    line = " ".join(value.split()) if value else None
    return line if line is None or len(line) <= length else line[: length - 1].rstrip() + "…"


def _fill(template: Bilingual, values: Mapping[str, object]) -> Bilingual:
    def one(lang: str) -> str:
        plain = {key: side(v, lang) if isinstance(v, Bilingual) else v for key, v in values.items()}
        return side(template, lang).format(**plain)

    return Bilingual(one("zh"), one("en"))
