"""Counts the paragraphs of numbered lists as Word does; ``word_numbers`` and ``old_word_lists`` know the lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from evidence_check.documents.readers.number_formats import format_number


@dataclass(slots=True)
class Level:
    """One level of a list: its first number, its format (as w:numFmt names it), and its text with %1 for numbers.

    ``restart`` is the level (from 1) after which it begins anew: 0 never, None after any higher one.
    """

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class AbstractList:
    """The levels that numbered lists share, or the style that leads to them."""

    levels: dict[int, Level] = field(default_factory=dict)
    link: str | None = None


@dataclass(slots=True)
class NumberedList:
    """A list that paragraphs name: the abstract list behind it, with first numbers and levels of its own."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Lists:
    """The lists of a document with their running counters. Counters belong to the abstract list, which lists share."""

    def __init__(self) -> None:
        self.abstracts: dict[str, AbstractList] = {}
        self.nums: dict[str, NumberedList] = {}
        self.style_links: dict[str, str] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()

    def level_of_style(self, num: str, style: str) -> int:
        """Return the list level that a paragraph style is tied to, 0 where it is tied to none."""
        found = self.nums.get(num)
        levels = self._levels(found) if found else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def _levels(self, num: NumberedList) -> dict[int, Level]:
        abstract = self.abstracts.get(num.abstract)
        for _ in range(4):  # a list may point to a numbering style, which points to another list
            if abstract is None or abstract.levels or not abstract.link:
                break
            linked = self.nums.get(self.style_links.get(abstract.link, ""))
            abstract = self.abstracts.get(linked.abstract) if linked else None
        return {**(abstract.levels if abstract else {}), **num.levels}

    def next(self, num_id: str, level: int) -> str:
        """Count one paragraph of list ``num_id`` at ``level`` (from 0) and return its number, "" for bullets."""
        num = self.nums.get(num_id)
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
    def _show(current: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
        def part(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in counters:
                return ""
            kind = levels[at].kind if at in levels else "decimal"
            if current.legal and kind != "decimalZero":
                kind = "decimal"
            return format_number(counters[at], kind)

        return re.sub(r"%([1-9])", part, current.text).strip()
