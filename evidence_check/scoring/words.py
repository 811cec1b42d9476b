"""The words that people write verdicts with, and the lines they stand on: shared by scoring and ``enterprise.yaml``."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from evidence_check.data import DataError
from evidence_check.model import Bilingual, Standard, Verdict

Where = tuple[str | int, ...]

VERDICT_OPTIONS = Bilingual(
    zh="达标、基本达标、不达标、不适用或未定",
    en="met, basically_met, not_met, not_applicable or undetermined",
)
VERDICTS: dict[str, Verdict] = {
    "met": "met",
    "达标": "met",
    "basically_met": "basically_met",
    "基本达标": "basically_met",
    "not_met": "not_met",
    "不达标": "not_met",
    "not_applicable": "not_applicable",
    "不适用": "not_applicable",
    "undetermined": "undetermined",
    "未定": "undetermined",
    "待定": "undetermined",
}
"""Every word that people write a verdict with."""

YES = frozenset({"yes", "true", "y", "是", "有"})
NO = frozenset({"no", "false", "n", "否", "无"})


def parse_verdict(word: str) -> Verdict | None:
    """Return the verdict that an English id, a Chinese word (达标 基本达标 不达标 不适用) or both name, or None."""
    plain = unicodedata.normalize("NFKC", word).strip().lower().replace("-", "_")
    chinese, _, english = plain.partition(" ")
    if chinese in VERDICTS and VERDICTS[chinese] == VERDICTS.get("_".join(english.split())):  # 基本达标 Basically met
        return VERDICTS[chinese]
    return VERDICTS.get("".join(plain.split())) or VERDICTS.get("_".join(plain.split()))


def nearest(word: object, words: Iterable[object]) -> str:
    """Return ", did you mean '…'?" for the most similar of ``words``, or "" where none is similar."""
    close = difflib.get_close_matches(str(word), [str(w) for w in words], n=1, cutoff=0.6)
    return f", did you mean {close[0]!r}?" if close else ""


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML or JSON file that a person wrote, with the line of every key, to say where a mistake stands.

    ``path`` is None where the values came from options instead of a file.
    """

    path: Path | None
    lines: dict[Where, int]

    @classmethod
    def of(cls, path: Path, text: str) -> Source:
        """Return the source for a file with this text; a text that does not parse has line 1 only."""
        lines: dict[Where, int] = {(): 1}
        try:
            _walk(yaml.compose(text, Loader=yaml.SafeLoader), (), lines)
        except yaml.YAMLError:
            return cls(path, lines)
        return cls(path, lines)

    def line(self, where: Iterable[str | int]) -> int:
        """Return the 1-based line of the key at ``where``, or of its nearest parent."""
        steps = tuple(step if isinstance(step, int) else str(step) for step in where)
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps, 1)

    def error(self, where: Where, en: str, zh: str) -> DataError:
        """Return the error that says: file, line, key, and what was expected, in English and Chinese."""
        key = ".".join(str(step) for step in where if not isinstance(step, int))
        message = ": ".join(part for part in (key, f"{en} / {zh}") if part)
        if self.path is None:
            return DataError(message)
        hint = "Correct that line and run again. 请改正这一行后重试。"
        return DataError(f"{self.path}:{self.line(where)}: {message}", hint)


def _walk(node: yaml.Node | None, path: Where, lines: dict[Where, int]) -> None:
    if len(path) > 20:  # deeper than any file of ours; also ends an alias that contains itself
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here: Where = (*path, str(key.value))
            lines[here] = key.start_mark.line + 1
            _walk(value, here, lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            lines[(*path, index)] = value.start_mark.line + 1
            _walk(value, (*path, index), lines)


def mixture(standards: Iterable[Standard]) -> Bilingual | None:
    """Say why these standards can't be judged together (different editions or levels), or None if they can."""
    chosen = list(standards)
    editions = sorted({standard.edition for standard in chosen})
    levels = sorted({standard.level for standard in chosen if standard.level is not None})
    names = ", ".join(standard.id for standard in chosen)
    if len(editions) > 1:
        return Bilingual(
            zh=f"不能把不同版本的标准放在一起：{names}（版本 {'、'.join(editions)}）",
            en=f"standards of different editions can't be judged together: {names} (editions {', '.join(editions)})",
        )
    if len(levels) > 1:
        return Bilingual(
            zh=f"不能把不同等级的标准放在一起：{names}（等级 {'、'.join(levels)}）",
            en=f"standards of different levels can't be judged together: {names} (levels {', '.join(levels)})",
        )
    return None
