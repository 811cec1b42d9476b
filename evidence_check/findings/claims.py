"""Reads which part of a duty's sentence its figure belongs to: what is done so often there, and to what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evidence_check.findings.rules import rules
from evidence_check.model import Claim, Duty
from evidence_check.records import intervals
from evidence_check.records.duties import acts_of, topics_of

_HANZI = re.compile(r"[\u4e00-\u9fff]")
_TIMES = re.compile(r"^(?:至少|不少于)?[一二两三四\d]*次|一次|并记录|[.\s]")
_SAID = 2  # characters behind a figure that say what is done


def claims_of(duties: Sequence[Duty]) -> Iterator[Claim]:
    """Yield the duties that registers can bear out, with what their own clauses do and name."""
    rule = rules()["promise-not-borne-out"]
    loose_topics, loose_acts = set(rule.params["loose_topics"]), set(rule.params["loose_acts"])
    for number, duty in enumerate(duties):
        if rule.words("not_measured").spots(duty.text):
            continue
        clause, before, behind = own_clause(duty)
        done = acts_of(behind) if _HANZI.search(behind) else acts_of(clause) or duty.acts
        named = [t for t in topics_of(clause) if t not in loose_topics] or topics_of(before)
        yield Claim(
            number,
            duty.unit,
            duty.value,
            duty.working,
            duty.text,
            duty.acts,
            duty.topics,
            duty.about,
            tuple(act for act in done if act not in loose_acts),
            tuple(topic for topic in named if topic not in loose_topics),
        )


def own_clause(duty: Duty) -> tuple[str, str, str]:
    """Return the part of a duty's sentence in which its figure stands, the part before, and what is said behind it.

    A duty of every case is the whole sentence. What follows "every month" is what is done each month: 工牌登记每月导出.
    """
    text = duty.text
    figure = next((f for f in intervals.find(text) if f.unit == duty.unit and f.value == duty.value), None)
    if figure is None:
        return text, "", ""
    start = max(text.rfind(mark, 0, figure.start) for mark in ",;:。") + 1
    end = min((at for mark in ",;。" if (at := text.find(mark, figure.end)) >= 0), default=len(text))
    previous = max(text.rfind(mark, 0, max(start - 1, 0)) for mark in ",;:。") + 1
    behind = _TIMES.sub("", text[figure.end : end]) if duty.unit == "every" else ""
    return text[start:end], text[previous:start], behind if len(behind) >= _SAID else ""
