"""Says which register a duty should show in: one that shares its act and its thing, by its own name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from evidence_check.findings.rules import rules
from evidence_check.model import Duty, Examined, Register
from evidence_check.records import intervals
from evidence_check.records.duties import acts_of, topics_of
from evidence_check.records.promises import words
from evidence_check.text import normal

_HANZI = re.compile(r"[\u4e00-\u9fff]")
_TIMES = re.compile(r"^(?:至少|不少于)?[一二两三四\d]*次|一次|并记录|[.\s]")
_SAID = 2  # characters behind a figure that say what is done


class Held(NamedTuple):
    """A register with the file that holds it, and what it is about."""

    file: str
    register: Register
    acts: frozenset[str]
    topics: frozenset[str]


def held_registers(path: str, file: Examined) -> Iterator[Held]:
    """Yield the registers of a record that are whole, with what they are about.

    A policy's tables (its revisions, a matrix) and a table of editions show nothing that was done.
    """
    rule = rules()["promise-not-borne-out"]
    if file.role.name in ("written_system", "superseded", "contract"):
        return
    for register in file.registers:
        if words().incomplete.search(register.about) or rule.words("not_logs").spots(register.about):
            continue
        if any(rule.labels("edition", name) for name in register.columns):
            continue
        text = f"{register.about} {normal(' '.join(register.columns))}"
        yield Held(path, register, frozenset(acts_of(text)), frozenset(topics_of(text)))


def pairs(duty: Duty, held: Held) -> bool:
    """Return whether a register is where a duty should show: its name and the duty's own clause share act and thing."""
    rule = rules()["promise-not-borne-out"]
    loose_topics, loose_acts = set(rule.params["loose_topics"]), set(rule.params["loose_acts"])
    clause, before, behind = own_clause(duty)
    done_here = acts_of(behind) if _HANZI.search(behind) else acts_of(clause) or duty.acts
    acts = set(done_here) & held.acts - loose_acts
    named = set(topics_of(clause)) - loose_topics or set(topics_of(before)) - loose_topics
    topics = named & held.topics
    titled = set(topics_of(held.register.about)) - loose_topics
    if duty.unit == "every":
        done = acts & set(acts_of(held.register.about))
        return (bool(done) and bool(topics if not titled else named & titled)) or bool(
            done & set(rule.params["own_acts"]) and not (named and titled)
        )
    if duty.unit == "within":
        return bool(topics & titled) or (bool(acts & set(rule.params["telling_acts"])) and not (named and titled))
    return bool(topics & titled) or bool(topics and acts & set(acts_of(held.register.about)))


def own_clause(duty: Duty) -> tuple[str, str, str]:
    """Return the part of a duty's sentence in which its figure stands, the part before, and what is said behind it.

    A duty of every case is the whole sentence. What follows "every month" is what is done each month: 工牌登记每月导出.
    """
    return _clause_of(duty.text, duty.unit, duty.value)


@lru_cache(maxsize=1024)
def _clause_of(text: str, unit: str, value: float) -> tuple[str, str, str]:
    figure = next((f for f in intervals.find(text) if f.unit == unit and f.value == value), None)
    if figure is None:
        return text, "", ""
    start = max(text.rfind(mark, 0, figure.start) for mark in ",;:。") + 1
    end = min((at for mark in ",;。" if (at := text.find(mark, figure.end)) >= 0), default=len(text))
    previous = max(text.rfind(mark, 0, max(start - 1, 0)) for mark in ",;:。") + 1
    behind = _TIMES.sub("", text[figure.end : end]) if unit == "every" else ""
    return text[start:end], text[previous:start], behind if len(behind) >= _SAID else ""
