"""Unites what was seen in all documents into one proposal. Where documents disagree, nothing is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evidence_check.enterprise import DEFAULT_STANDARDS, PEOPLE, PROFILE
from evidence_check.model import Bilingual
from evidence_check.proposal.knowledge import knowledge, remark
from evidence_check.proposal.model import Answer, Observations, Proposal, Seen
from evidence_check.proposal.names import Names, choose_names
from evidence_check.proposal.persons import persons
from evidence_check.text import normal

_SHOWN = 4  # statements shown for one answer
_APART = 12  # months; certifications that lie closer together are two statements about one event


def propose(observations: Sequence[Observations], as_of: str, folder: str = "") -> Proposal:
    """Return the proposed enterprise.yaml.

    Args:
        observations: what was seen in each file, in any order.
        as_of: the day (ISO) to judge at.
        folder: the dossier's name, which stands in where no document names the enterprise.
    """
    ordered = sorted(observations, key=lambda one: one.file)
    names = choose_names(ordered, folder)
    own = [(one, seen) for one in ordered for seen in one.seen if names.speaks(one, seen)]
    answers = [*names.answers, _partners(ordered, names)]
    businesses = _businesses([seen for _, seen in own])
    answers += [_standards(ordered, own, businesses), businesses]
    answers += _certification([seen for _, seen in own])
    answers.append(Answer("as_of", as_of))
    answers += [_person(key, [seen for _, seen in own]) for key in PEOPLE]
    answers += [_fact(key, [seen for _, seen in own]) for key in PROFILE]
    return Proposal({answer.key: answer for answer in answers}, as_of)


def decide(
    key: str, seen: Sequence[Seen], question: Bilingual, same: Callable[[str, str], bool] = str.__eq__
) -> Answer:
    """Return the answer that all sure statements agree on, None with all of them where they don't."""
    sure = [one for one in seen if one.sure]
    hints = tuple(_distinct([one for one in seen if not one.sure]))
    values = list(dict.fromkeys(one.value for one in sure))
    if not values:
        return Answer(key, None, (), hints[:_SHOWN], remark("hint") if hints else None, question)
    if any(not same(one, other) for one in values for other in values):
        shown = tuple(_distinct(sure))[: _SHOWN + 2]
        return Answer(key, None, (), shown, remark("disagree"), question)
    best = max(values, key=lambda value: (_written_in_chinese(value), sum(one.value == value for one in sure)))
    otherwise = [one for one in hints if not same(one.value, best)]
    return Answer(key, best, tuple(_distinct(sure))[:_SHOWN], tuple(otherwise)[:_SHOWN], None, question)


def _distinct(seen: Sequence[Seen]) -> list[Seen]:
    """Return statements one per value and file, every value before any value's second file."""
    first: dict[tuple[str, str], Seen] = {}
    for one in seen:
        first.setdefault((one.value, one.quote.file), one)
    rank: dict[str, int] = {}
    ranked = []
    for number, one in enumerate(first.values()):
        rank[one.value] = rank.get(one.value, -1) + 1
        ranked.append((rank[one.value], number, one))
    return [one for _, _, one in sorted(ranked, key=lambda entry: entry[:2])]


def _written_in_chinese(value: str) -> bool:
    return "\u4e00" <= value[:1] <= "\u9fff"


# --- people and facts ------------------------------------------------------------------------------------------------


def _person(role: str, seen: Sequence[Seen]) -> Answer:
    key = f"people.{role}"
    question = knowledge().question(f"people.roles.{role}.question")
    return decide(key, [one for one in seen if one.key == key], question, persons().same)


def _fact(name: str, seen: Sequence[Seen]) -> Answer:
    key = f"profile.{name}"
    answer = decide(key, [one for one in seen if one.key == key], knowledge().question(f"profile.{name}.question"))
    value = None if answer.value is None else answer.value == "yes"
    return Answer(key, value, answer.sources, answer.others, answer.remark, answer.question)


def _businesses(seen: Sequence[Seen]) -> Answer:
    """Return the businesses that some paper shows and none denies; the rest is asked."""
    known = knowledge()
    question = known.question("businesses.question")
    done: list[str] = []
    sources: list[Seen] = []
    others: list[Seen] = []
    for name in known.at("businesses.kinds"):
        said = [one for one in seen if one.key == f"business.{name}"]
        answer = decide(f"business.{name}", said, question)
        if answer.value == "yes":
            done.append(name)
            sources += answer.sources[:2]
        else:
            others += (answer.sources + answer.others)[:2]
    note = remark("businesses") if done else None
    return Answer("businesses", tuple(done), tuple(sources), tuple(others), note, question)


# --- standards and certification -------------------------------------------------------------------------------------


def _standards(
    observations: Sequence[Observations], own: Sequence[tuple[Observations, Seen]], businesses: Answer
) -> Answer:
    """Return the newest standards unless the enterprise's own papers speak of the older ones alone."""
    seen = {name: [one for _, one in own if one.key == name] for name in ("edition.2018", "edition.2022")}
    general = [one for _, one in own if one.key == "level.general"]
    advanced = any(one.key == "level.advanced" for each in observations for one in each.seen)
    meant = knowledge().any_of(knowledge().at("standards.meant"))
    old, new = [one for one in seen["edition.2018"] if meant.search(normal(one.quote.text))], seen["edition.2022"]
    question = knowledge().question("standards.question")
    level = "general" if general and not advanced else "advanced"
    if (old and not new) or (level == "general" and not new):
        kinds = businesses.value if isinstance(businesses.value, tuple) else ()
        role = (
            "broker" if "customs_brokerage" in kinds else "platform" if "foreign_trade_service" in kinds else "trader"
        )
        chosen = (f"2018-{level}-common", f"2018-{level}-{role}")
        sources = _distinct([*old, *(general if level == "general" else [])])
        return Answer("standards", chosen, tuple(sources)[:_SHOWN], tuple(general[:1]), remark("old_edition"), question)
    note = remark("editions") if old and new else remark("default_standards")
    others = tuple(_distinct(old)[:2]) if old and new else ()
    return Answer("standards", DEFAULT_STANDARDS, tuple(_distinct(new))[:_SHOWN], others, note, question)


def _certification(seen: Sequence[Seen]) -> list[Answer]:
    """Return whether it is a renewal, and since when: the last of the certifications that papers tell of."""
    question = knowledge().question("certification.question")
    dates = [one for one in seen if one.key == "certified"]
    sure = sorted((one for one in dates if one.sure), key=lambda one: one.value, reverse=True)
    first = [one for one in seen if one.key == "first"]
    hints = tuple(_distinct([one for one in dates if not one.sure]))[:_SHOWN]
    if sure and not first:
        last = sure[0]
        close = [one for one in sure if one.value != last.value and _months(last.value) - _months(one.value) < _APART]
        if not close:
            rest = tuple(_distinct([one for one in sure if one.value != last.value]))[:_SHOWN]
            sources = tuple(_distinct([one for one in sure if one.value == last.value]))[:_SHOWN]
            return [
                Answer("certification", "renewal", sources, (), None, question),
                Answer("certified_since", last.value, sources, rest + hints, None, question),
            ]
        disagreement = remark("disagree")
        shown = tuple(_distinct([last, *close]))
        return [
            Answer("certification", None, (), shown, disagreement, question),
            Answer("certified_since", None, (), shown, disagreement),
        ]
    if first and not sure:
        note = remark("hint") if hints else None
        return [
            Answer("certification", "first", tuple(_distinct(first))[:_SHOWN], hints, note, question),
            Answer("certified_since", None),
        ]
    others = tuple(_distinct([*first, *sure]))[: _SHOWN + 2] + hints
    note = remark("disagree") if first else remark("hint") if hints else None
    return [Answer("certification", None, (), others, note, question), Answer("certified_since", None)]


def _months(value: str) -> int:
    return int(value[:4]) * 12 + int(value[5:7])


# --- partners --------------------------------------------------------------------------------------------------------


def _partners(observations: Sequence[Observations], names: Names) -> Answer:
    """Return the other companies in the enterprise's contracts and in lists of partners."""
    found: dict[str, Seen] = {}
    for one in observations:
        if one.kind == "contract" and names.known and not any(names.is_own(name) for name in one.companies):
            continue  # a contract between others
        for seen in one.seen:
            if seen.key == "partner" and not names.is_own(seen.value):
                found.setdefault(seen.value, seen)
    return Answer("partners", tuple(found), tuple(found.values()))
