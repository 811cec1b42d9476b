"""Decides what must not count: quotations of the standard, negations, plans, blanks. The cues are in gates.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.gated import Gated
from evidence_check.matching.cues import expand, parse
from evidence_check.matching.scanner import Scanner
from evidence_check.model import Bilingual, Registry, RoleName
from evidence_check.resources import standards_dir
from evidence_check.text import normal, sentences

_MOODS = ("negated", "planned", "normative", "placeholders", "draft")
_REMEMBERED = 4096  # sentences whose moods are kept: subject, elements and promises all ask for them
_GRAM = 7  # characters; shorter runs are shared by every text on the subject
_ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")  # 访客管理制度（附登记表） is a written system
_NAME_LENGTH = 24  # characters; a longer line says more than the name of a document
_NAME_BORDER = " 。;；,，、《》()（）.:：0123456789"
_HEADED: tuple[RoleName, ...] = ("record", "certificate", "contract")
_HANZI = re.compile(r"[\u3400-\u9fff]")
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class TitleRule:
    """What a title says about a document's role."""

    role: RoleName
    mark: str | None
    reason: Bilingual


class Gates:
    """The compiled cues of gates.yaml together with the standards' own wording."""

    def __init__(self, content: dict[str, Any], standard_texts: Iterable[str]) -> None:
        self.rules = tuple(
            TitleRule(rule["role"], rule.get("mark"), Bilingual(**rule["reason"])) for rule in content["titles"]
        )
        title_cues = [(number, cue) for number, rule in enumerate(content["titles"]) for cue in rule["cues"]]
        self._title_owner = [number for number, _ in title_cues]
        self._titles = Scanner(parse(cue, {}) for _, cue in title_cues)
        mood_cues = [(mood, cue) for mood in _MOODS for cue in content[mood]]
        self._mood_owner = [mood for mood, _ in mood_cues]
        self._moods = Scanner((parse(cue, {}) for _, cue in mood_cues), remembered=1)  # ``moods`` remembers
        self._blanks = Gated([_any_of(content["blanks"])])
        self._owed = _any_of(content["owed"])
        self._tails = _any_of(content["title_tails"])
        self._system_names = tuple(one for name in content["system_names"] for one in expand(name))
        self.register_words = frozenset(normal(word) for word in content["register_words"])
        self._statement_words: tuple[str, ...] = tuple(content["statement_words"])
        self._standard_grams = frozenset(gram for text in standard_texts for gram in _grams(normal(text)))

    def title_rule(self, title: str) -> TitleRule | None:
        """Return what a title (unnormalised) says of a document's role, None if nothing.

        Superseded and decoy titles win; of the others the word that stands last decides, since the head of a
        Chinese title (and of most English ones) is its last word: 管理办法执行情况检查记录 is a record.
        """
        for number in sorted(self._title_numbers(normal(title))):
            if self.rules[number].role in ("superseded", "decoy"):
                return self.rules[number]
        text = normal(_ASIDE.sub("", title)) or normal(title)
        numbers = self._title_numbers(text)
        last: tuple[int, int, int] | None = None
        for number in numbers:
            for start, end in self._ends(text, number):
                if end - start == 1 and _HANZI.match(text[end : end + 1]):
                    continue  # 表, 单 end a title; they do not begin a word of it
                key = (end, -start, -number)
                last = max(last, key) if last else key
        if last is None:
            return None
        rule = self.rules[-last[2]]
        if rule.role in _HEADED and not rule.mark and len(_HANZI.findall(self._tails.sub("", text[last[0] :]))) > 1:
            return None  # 报关单岗位流程卡 is no declaration, 单证归档和保管 no list: the head stands behind
        return rule

    def _title_numbers(self, text: str) -> set[int]:
        found = self._titles.sightings(text, self._titles.hits(text))
        return {self._title_owner[sighting.cue] for sighting in found}

    def _ends(self, text: str, number: int) -> list[tuple[int, int]]:
        terms = [t for i, owner in enumerate(self._title_owner) if owner == number for t in self._titles.cues[i]]
        return [span for spans in self._titles.hits(text).places(terms).values() for span in spans]

    def is_name(self, words: str) -> bool:
        """Return whether a few normalised words are only the name of a rule, as in a list of rules."""
        plain = words.strip(_NAME_BORDER)
        if not plain or len(plain) > _NAME_LENGTH or any(word in plain for word in self._statement_words):
            return False
        return plain.endswith(self._system_names)

    @lru_cache(_REMEMBERED)  # noqa: B019  (gates live as long as the process)
    def moods(self, sentence: str) -> frozenset[str]:
        """Return which of negated, planned, normative, placeholders, blanks and draft a normalised sentence is."""
        found = self._moods.sightings(sentence, self._moods.hits(sentence))
        moods = {self._mood_owner[sighting.cue] for sighting in found}
        blanks = any(pattern.search(sentence) for pattern in self._blanks.possible(sentence))
        return frozenset(moods | {"blanks"} if blanks else moods)

    def mood_at(self, text: str, start: int, end: int) -> frozenset[str]:
        """Return the moods of the sentences of the normalised ``text`` that hold the span."""
        spans = [span for span in sentences(text) if span[0] < max(end, start + 1) and span[1] > start]
        return self.moods(text[spans[0][0] : spans[-1][1]]) if spans else frozenset()

    def owes(self, row: str) -> bool:
        """Return whether the normalised row of a table is a label whose one value is still owed by somebody."""
        label, *values = (cell.strip() for cell in row.split("\t"))
        return bool(label and values and self._owed.fullmatch(values[0])) and not any(values[1:])

    def quotation(self, text: str) -> float:
        """Return which share of a normalised text's 7-grams stand in the standards, 0..1."""
        grams = _grams(text)
        return sum(map(self._standard_grams.__contains__, grams)) / len(grams) if grams else 0.0


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _grams(text: str) -> list[str]:
    plain = _PUNCTUATION.sub("", text)
    return [plain[i : i + _GRAM] for i in range(len(plain) - _GRAM + 1)]


@lru_cache(maxsize=4)
def _content(root: Path) -> dict[str, Any]:
    content: dict[str, Any] = read_yaml(root / "gates.yaml", "gates")
    return content


def compile_gates(registry: Registry, root: Path | None = None) -> Gates:
    """Return the gates for a registry: gates.yaml below ``root`` and the wording of all its clauses."""
    texts = [
        text
        for standard in registry.standards
        for clause in standard.clauses
        for text in (clause.text.zh, clause.text.en, clause.display.zh, clause.display.en)
        if text
    ]
    return Gates(_content(root or standards_dir()), texts)
