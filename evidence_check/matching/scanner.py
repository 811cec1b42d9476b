"""Finds all terms of all cues in a text in one pass (Aho-Corasick), so that more cues cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import ahocorasick_rs

from evidence_check.gated import Gated
from evidence_check.matching.compiled import Compiled, compiled
from evidence_check.matching.cues import Cue
from evidence_check.matching.folding import Folding, house_words
from evidence_check.matching.placing import Plan, Row, Sighting, Span, place

__all__ = ["Hits", "Scanner", "Sighting", "Span"]

_NO_TERMS: frozenset[int] = frozenset()
_REMEMBERED = 2048  # texts of which a scanner remembers what stands in them: the sentences of one document
_CONTEXTS = 64  # contexts that are kept at hand: the sections and tables of one document
_PLANS = 1024  # sets of literals of which a scanner remembers which cues they make possible


class _Owners(dict[int, frozenset[int]]):
    """Literal → the terms that it stands for, as a set made when it is first found: few of all literals ever are."""

    def __init__(self, owners: Sequence[tuple[int, ...]]) -> None:
        super().__init__()
        self._lists = owners

    def __missing__(self, literal: int) -> frozenset[int]:
        made = self[literal] = frozenset(self._lists[literal])
        return made


class _Borders(dict[int, tuple[bool, bool] | None]):
    """Literal → whether the characters before and behind a match must be checked, None where neither must."""

    def __init__(self, literals: Sequence[str]) -> None:
        super().__init__()
        self._literals = literals

    def __missing__(self, literal: int) -> tuple[bool, bool] | None:
        written = self._literals[literal]
        border = _is_word(written[0]), written.endswith("$")
        self[literal] = made = border if any(border) else None
        return made


class Hits:
    """The literals found in one text. Which terms they stand for is told when it is asked, and so is where."""

    __slots__ = ("_owners", "_terms", "alone", "literals")

    def __init__(self, literals: dict[int, list[Span]], owners: _Owners) -> None:
        self.literals = literals
        self._owners = owners
        self._terms: frozenset[int] | None = None
        self.alone: tuple[Sighting, ...] | None = None
        """The cues sighted without any context, once somebody has asked for them."""

    def __bool__(self) -> bool:
        return bool(self.literals)

    @property
    def terms(self) -> frozenset[int]:
        """The terms found."""
        if self._terms is None:
            self._terms = _NO_TERMS.union(*[self._owners[literal] for literal in self.literals])
        return self._terms

    def telling(self, text: str, words: frozenset[str]) -> frozenset[int]:
        """Return the terms that stand for more than ``words``, which are found in every text of a kind."""
        literals = (n for n, spans in self.literals.items() if any(text[s:e] not in words for s, e in spans))
        return _NO_TERMS.union(*(self._owners[literal] for literal in literals))

    def places(self, terms: Iterable[int]) -> dict[int, list[Span]]:
        """Return where each of some terms stands, in the order of the text; what was not found is left out."""
        wanted = frozenset(terms)
        found: dict[int, set[Span]] = {}
        for literal, spans in self.literals.items():
            for term in wanted & self._owners[literal]:
                found.setdefault(term, set()).update(spans)
        return {term: sorted(spans) for term, spans in found.items()}


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_bounded(text: str, start: int, end: int, before: bool, after: bool) -> bool:
    """Return whether a match begins a word, where that is wanted, and ends one."""
    if before and start and _is_word(text[start - 1]):
        return False
    return not (after and end < len(text) and _is_word(text[end]))


class Scanner:
    """A set of cues, compiled once. Cues are known by their number in the list given.

    Each cue waits at its pivot, the one of its terms that the fewest cues share: only where a pivot stands is a cue
    looked at, so that the words which every rule uses (登记, 检查) cost nothing by themselves.
    """

    def __init__(
        self, cues: Iterable[Cue] | Compiled, folding: Folding | None = None, remembered: int = _REMEMBERED
    ) -> None:
        """Compile, unless that is done; ``remembered`` texts may be asked for again and again at no cost."""
        self.hits = lru_cache(remembered)(self._hits)
        """Returns what stands in a text, which must be in normal form; a house's own words count as common ones."""
        self._plan = lru_cache(_PLANS)(self._made_plan)
        self._waiting = lru_cache(_CONTEXTS)(self._made_waiting)
        self._folding = folding or house_words()
        made = cues if isinstance(cues, Compiled) else compiled(cues)
        self.cues = made.cues
        self._needs = [frozenset(cue_terms) for cue_terms in made.cues]
        self._pivoted = made.pivoted
        self._pivot_terms = frozenset(made.pivoted)
        self._owners = _Owners(made.owners)
        self._patterns = {re.compile(one[1:-1]): len(made.written) + at for at, one in enumerate(made.patterns)}
        self._gated = Gated(self._patterns)
        self._borders = _Borders(made.written)
        plain = [literal.removesuffix("$") for literal in made.written]
        self._automaton = ahocorasick_rs.AhoCorasick(plain, matchkind=ahocorasick_rs.MatchKind.Standard)

    def _hits(self, text: str) -> Hits:
        found: dict[int, list[Span]] = {}
        for literal, start, end in self._literals_in(text):
            if literal in found:
                found[literal].append((start, end))
            else:
                found[literal] = [(start, end)]
        folded = self._folding.fold(text)
        if folded:
            for literal, start, end in self._literals_in(folded.text):
                span = folded.back(start, end)
                if span:
                    found.setdefault(literal, []).append(span)
        return Hits(found, self._owners)

    def _literals_in(self, text: str) -> list[tuple[int, int, int]]:
        borders = self._borders
        found = [
            hit
            for hit in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if (wanted := borders[hit[0]]) is None or _is_bounded(text, hit[1], hit[2], *wanted)
        ]
        if self._patterns:
            for pattern in self._gated.possible(text):
                spans = [match.span() for match in pattern.finditer(text)]
                if spans:
                    number = self._patterns[pattern]
                    found += [(number, start, end) for start, end in spans]
        return found

    def sightings(
        self, text: str, hits: Hits, context: frozenset[int] = _NO_TERMS, *, apart: bool = False
    ) -> tuple[Sighting, ...]:
        """Return the cues whose terms all stand in ``text`` (near each other) or in its ``context`` (headings).

        At least one term must stand in the text itself. ``apart`` says that it is a row (see ``place``).
        """
        if not hits.literals:
            return ()
        if context:
            return place(self._plan(frozenset(hits.literals), context), hits.literals, text, apart=apart)
        if hits.alone is None:
            hits.alone = place(self._plan(frozenset(hits.literals), context), hits.literals, text)
        return hits.alone

    def _made_waiting(self, context: frozenset[int]) -> tuple[dict[int, list[int]], list[int]]:
        """Return the cues that a context begins: by a term that the text must add, and those that it holds whole."""
        waiting: dict[int, list[int]] = {}
        whole: list[int] = []
        for pivot in context & self._pivot_terms:
            for cue in self._pivoted[pivot]:
                rest = self._needs[cue] - context
                if rest:
                    waiting.setdefault(min(rest), []).append(cue)
                else:
                    whole.append(cue)
        return waiting, whole

    def _made_plan(self, literals: frozenset[int], context: frozenset[int]) -> Plan:
        owners, needs, pivoted = self._owners, self._needs, self._pivoted
        here = _NO_TERMS.union(*[owners[literal] for literal in literals])
        present = here | context if context else here
        cues = {cue for pivot in here & self._pivot_terms for cue in pivoted[pivot] if needs[cue] <= present}
        if context:
            waiting, whole = self._waiting(context)
            cues.update(cue for term in here & waiting.keys() for cue in waiting[term] if needs[cue] <= present)
            cues.update(cue for cue in whole if not needs[cue].isdisjoint(here))
        wanted = here.intersection(_NO_TERMS.union(*[needs[cue] for cue in cues]))
        standing: dict[int, list[int]] = {term: [] for term in wanted}
        for literal in literals:
            for term in wanted & owners[literal]:
                standing[term].append(literal)
        at = {term: number for number, term in enumerate(standing)}
        rows = [self._row(cue, at, context) for cue in sorted(cues)]
        return Plan(tuple(map(tuple, standing.values())), tuple(rows))

    def _row(self, cue: int, at: dict[int, int], context: frozenset[int]) -> Row:
        """Return a cue as a plan holds it; ``at`` says where the plan has the terms that stand in the text."""
        terms = self.cues[cue]
        framed = not self._needs[cue].isdisjoint(context)
        if len(terms) == 1:
            return cue, (at[terms[0]],), framed, ()
        if not framed:
            return cue, tuple([at[term] for term in terms]), False, ()
        placed = tuple([at[term] for term in terms if term in at])
        rest = tuple([at[term] for term in terms if term in at and term not in context])
        return cue, placed, True, rest if len(rest) < len(placed) else ()
