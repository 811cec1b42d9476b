"""Chooses the enterprise's own name from the companies that stand at the head of its documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_check.model import Bilingual, Mention
from evidence_check.proposal.knowledge import knowledge, remark
from evidence_check.proposal.model import Answer, Observations, Seen
from evidence_check.proposal.paper import is_han
from evidence_check.text import normal

_HEADS, _NAMES, _REGISTERED = 2, 1, 1  # what a file counts for a company that it is headed by, names, registers
_CLEAR = 1.5  # how many times more than the next company the enterprise's own must count
_SHOWN = 4


def key_of(name: str) -> str:
    """Return a company's name without what may vary in writing: spaces, brackets, full stops, case."""
    return re.sub(r"[\s.,，。()（）'’\"“”·-]", "", normal(name))


@dataclass(frozen=True)
class Names:
    """The enterprise's names as chosen, with the answers to be written."""

    answers: tuple[Answer, ...]
    keys: frozenset[str]

    @property
    def known(self) -> bool:
        """Whether any document named the enterprise clearly."""
        return bool(self.keys)

    def is_own(self, name: str) -> bool:
        """Whether a company's name is one of the enterprise's."""
        return key_of(name) in self.keys

    def speaks(self, paper: Observations, seen: Seen) -> bool:
        """Whether a statement speaks of the enterprise: it names it, or stands in a paper of its own."""
        if seen.near is not None:
            return self.is_own(seen.near)
        if paper.kind == "partner":
            return False
        if paper.owners:
            return any(self.is_own(owner.name) for owner in paper.owners)
        if paper.kind in ("contract", "certificate") and paper.companies:
            return any(self.is_own(name) for name in paper.companies)
        return True


def choose_names(observations: Sequence[Observations], folder: str) -> Names:
    """Return the enterprise's names; where none stands out, the folder's name is written for a person to correct."""
    known = knowledge()
    asked = known.question("companies.question_zh"), known.question("companies.question_en")
    chinese, rivals = _leader(observations, True, folder)
    everything = [seen for one in observations for seen in one.seen]
    chinese, former = _renamed(chinese, everything)
    english = _english_of(chinese, everything)
    keys = {key_of(name) for name in (chinese.name if chinese else None, *(s.value for s in former)) if name}
    if chinese is None and not rivals:
        leader, rivals = _leader(observations, False, folder)
        english = [_as_seen(leader)] if leader else []
    agreed = len({key_of(one.value) for one in english}) == 1
    en = english[0].value if agreed else None
    keys |= {key_of(one.value) for one in english}
    zh = chinese.name if chinese else None
    answers = [
        Answer("name.zh", zh, (_as_seen(chinese),) if chinese else (), tuple(map(_as_seen, rivals)), None, asked[0]),
        Answer("name.en", en, tuple(english[:2]) if agreed else (), () if agreed else tuple(english), None, asked[1]),
    ]
    if not keys:
        note = remark("name_tie" if rivals else "name_folder")
        answers[0] = Answer("name.zh", folder or "?", (), tuple(map(_as_seen, rivals)), note, asked[0])
        return Names((*answers, Answer("other_names", ())), frozenset())
    others = _others(keys, former, everything, {key_of(zh or ""), key_of(en or "")})
    return Names((*answers, others), frozenset(keys | {key_of(str(name)) for name in _text(others)}))


def _as_seen(mention: Mention) -> Seen:
    return Seen("name", mention.name, mention.quote)


def _text(answer: Answer) -> tuple[str, ...]:
    return answer.value if isinstance(answer.value, tuple) else ()


def _leader(observations: Sequence[Observations], chinese: bool, folder: str) -> tuple[Mention | None, list[Mention]]:
    """Return the company that the documents are headed by, or None with those between which nobody can tell."""
    weights: dict[str, float] = {}
    best: dict[str, Mention] = {}
    for one in observations:
        if one.kind in ("partner", "unread"):
            continue
        heads = {key_of(m.name): m for m in one.owners if is_han(m.name[0]) == chinese}
        counted = one.kind != "contract"
        for key, mention in heads.items():
            best.setdefault(key, mention)
            weights[key] = weights.get(key, 0) + (_HEADS if counted else 0)
        for key in {key_of(name) for name in one.companies}:
            weights[key] = weights.get(key, 0) + _NAMES
        for seen in one.seen:
            if seen.key == "name.registered" and is_han(seen.value[0]) == chinese:
                best[key_of(seen.value)] = Mention(seen.value, 1, True, seen.quote)
                weights[key_of(seen.value)] = weights.get(key_of(seen.value), 0) + _REGISTERED
    ranked = sorted(best, key=lambda key: (-weights[key], key))
    if not ranked:
        return None, []
    rivals = [key for key in ranked[1:] if weights[ranked[0]] < _CLEAR * weights[key]]
    if not rivals:
        return best[ranked[0]], []
    in_folder = [key for key in (ranked[0], *rivals) if len(folder) > 1 and key_of(folder) in key]
    if len(in_folder) == 1:
        return best[in_folder[0]], []
    return None, [best[key] for key in (ranked[0], *rivals)][:_SHOWN]


def _renamed(chosen: Mention | None, seen: Sequence[Seen]) -> tuple[Mention | None, list[Seen]]:
    """Return the enterprise under its present name, and its former names."""
    if chosen is None:
        return None, []
    former: dict[str, Seen] = {}
    for one in (s for s in seen if s.key in ("renamed", "former") and s.near):
        if key_of(one.value) == key_of(chosen.name) and one.near:
            chosen = Mention(one.near, 1, True, one.quote)
        if key_of(one.near or "") == key_of(chosen.name):
            former.setdefault(key_of(one.value), one)
    return chosen, [one for key, one in former.items() if key != key_of(chosen.name)]


def _english_of(chosen: Mention | None, seen: Sequence[Seen]) -> list[Seen]:
    """Return the English names that stand beside the Chinese one, each once."""
    if chosen is None:
        return []
    pairs = [s for s in seen if s.key == "name.en" and s.near and key_of(s.near) == key_of(chosen.name)]
    return list({key_of(one.value): one for one in reversed(pairs)}.values())


def _others(keys: set[str], former: Sequence[Seen], seen: Sequence[Seen], main: set[str]) -> Answer:
    """Return former names, brands and short names; a parent is shown only: its papers are not the enterprise's."""
    brands = [one for one in seen if one.key == "brand" and one.near and key_of(one.near) in keys]
    parents = {key_of(one.value): one for one in seen if one.key == "parent" and key_of(one.value) not in keys}
    found = {key_of(one.value): one for one in reversed((*former, *brands)) if key_of(one.value) not in main}
    chosen = list(reversed(found.values()))
    note: Bilingual | None = remark("parent") if parents else None
    return Answer(
        "other_names", tuple(one.value for one in chosen), tuple(chosen), tuple(parents.values())[:_SHOWN], note
    )
