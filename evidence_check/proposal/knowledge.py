"""Compiles standards/proposal.yaml: labels and patterns with their <words> filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from evidence_check.data import DataError, read_yaml
from evidence_check.model import Bilingual
from evidence_check.resources import standards_dir

HAN = "\u4e00-\u9fff"
_WORD = re.compile(r"<([a-z_]+)>")  # not a group's name: (?P<n>…) is filled in by the code alone


class Knowledge:
    """The content of proposal.yaml with its patterns compiled when they are first needed."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content
        self._words: dict[str, str] = content["words"]
        self._labels: dict[tuple[str, ...], frozenset[str]] = {}
        self._kept: dict[tuple[str, ...], re.Pattern[str]] = {}

    def filled(self, pattern: str, **more: str) -> str:
        """Return a pattern with every <word> replaced.

        Raises:
            DataError: a word that is not listed under ``words``.
        """
        words = self._words | more

        def replacement(match: re.Match[str]) -> str:
            if match.string[max(0, match.start() - 2) : match.start()] == "?P":
                return match[0]
            if match[1] not in words:
                raise DataError(f"{standards_dir() / 'proposal.yaml'}: <{match[1]}> is not among the words")
            return self.filled(words[match[1]], **more)

        return _WORD.sub(replacement, pattern)

    def any_of(self, patterns: Iterable[str], **more: str) -> re.Pattern[str]:
        """Return one compiled pattern that finds what any of ``patterns`` finds; none finds nothing.

        Raises:
            DataError: a pattern that is no regular expression.
        """
        key = (*patterns, *more.values())
        if key not in self._kept:
            union = "|".join(f"(?:{self.filled(one, **more)})" for one in patterns) or r"(?!)"
            try:
                self._kept[key] = re.compile(union, re.IGNORECASE)
            except re.error as error:
                raise DataError(f"{standards_dir() / 'proposal.yaml'}: {union[:80]}: {error}") from error
        return self._kept[key]

    def labels(self, *paths: str) -> frozenset[str]:
        """Return the labels at ``paths`` (``companies.name_labels``) in the form in which cells are compared."""
        if paths not in self._labels:
            self._labels[paths] = frozenset(as_label(word) for path in paths for word in self.at(path))
        return self._labels[paths]

    def at(self, path: str) -> Any:
        """Return the content at a dotted path."""
        found: Any = self.content
        for step in path.split("."):
            found = found[step]
        return found

    def question(self, path: str) -> Bilingual:
        """Return the question at a dotted path."""
        return Bilingual(**self.at(path))


def as_label(text: str) -> str:
    """Return a label without what may vary: spaces, colons, a note in brackets, case."""
    bare = re.sub(r"[(（][^()（）]*[)）]", "", text)
    return re.sub(r"[\s:：*#.]", "", bare).lower() or re.sub(r"[\s:：]", "", text).lower()


def spaced(word: str) -> str:
    """Return a pattern for a label whose hanzi may be set apart (法 定 代 表 人) and whose words may be."""
    if word.isascii():
        return r"\s+".join(re.escape(part) for part in word.split())
    return r"[ \u3000]{0,4}".join("[(（]" if c in "(（" else "[)）]" if c in ")）" else re.escape(c) for c in word)


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Return what is known of how documents speak of the enterprise.

    Raises:
        DataError: proposal.yaml does not fit its schema.
    """
    return Knowledge(read_yaml(standards_dir() / "proposal.yaml", "proposal"))


def remark(name: str) -> Bilingual:
    """Return what the written file says of itself, or of a value."""
    return knowledge().question(f"remarks.{name}")
