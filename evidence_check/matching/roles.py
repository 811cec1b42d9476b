"""Decides what a document is for, on positive evidence: its title, its wording and its shape."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from evidence_check.matching.gates import TitleRule
from evidence_check.matching.unfilled import is_blank_form, is_unfilled
from evidence_check.matching.unit import Unit
from evidence_check.matching.units import Reading
from evidence_check.matching.wordings import decision
from evidence_check.model import Role
from evidence_check.reasons import say
from evidence_check.text import normal

_COPY = 0.35  # share of quoted text from which a document repeats the standard rather than ruling for itself
_COPY_OF_MANUAL = 0.6  # the same for a document whose title and duties say that it is a written system
_FRONT = 4  # passages at the front in which a draft says so
_SHORT = 30  # characters of a line that is a mark, not a sentence about something else
_LETTERS = ("eml", "msg")
_SLIDES = ("ppt", "pptx", "odp", "dps")
_CONTRARY = 12  # sentences that speak as records do before they outweigh the title of a rule
_TICK = ("达标", "基本达标", "不达标", "符合", "compliant", "met", "yes", "是", "√")


@dataclass(frozen=True, slots=True)
class Judged:
    """A document's role with the marks that keep it from counting: self_assessment, template, plan, draft, copy."""

    role: Role
    marks: frozenset[str]


def judge(reading: Reading) -> Judged:
    """Return the role of a document and its marks."""
    rule = _title_rule(reading)
    share = _quoted_share(reading.units)
    marks = _marks(reading, rule)
    if rule and rule.role == "superseded":
        return Judged(Role("superseded", rule.reason, True), marks)
    if _is_assessment(reading, rule, share):
        return Judged(Role("decoy", say("role_assessment"), True), marks | {"copy"})
    if rule and rule.role == "decoy":
        return Judged(Role("decoy", rule.reason, True), marks)
    if share >= (_COPY_OF_MANUAL if rule and rule.role == "written_system" else _COPY):
        return Judged(Role("decoy", say("role_copy"), True), marks | {"copy"})
    if is_blank_form(reading) or (not (rule and rule.role == "written_system") and is_unfilled(reading)):
        return Judged(Role("decoy", say("role_blank"), True), marks | {"template"})
    if "draft" in marks or "plan" in marks:
        return Judged(Role("decoy", say("refused_draft" if "draft" in marks else "refused_plan"), True), marks)
    if reading.document.format in _LETTERS:
        return Judged(Role("record", say("role_letter"), True), marks)
    if reading.document.format in _SLIDES and not (rule and rule.role != "record"):
        return Judged(Role("irrelevant", say("role_slides"), True), marks)
    return Judged(_role_by_voice(reading, rule), marks)


def _title_rule(reading: Reading) -> TitleRule | None:
    """Return what title or file name say; a title that says it is obsolete or a decoy wins over the other."""
    rules = [rule for rule in map(reading.gates.title_rule, reading.names) if rule]
    if any(rule.role == "record" and not rule.mark for rule in rules):  # a register with a sheet for next year's plan
        rules = [rule for rule in rules if rule.mark != "plan"]
    folders = [reading.gates.title_rule(part) for part in PurePosixPath(reading.document.path).parent.parts]
    rules += [rule for rule in folders if rule and rule.role == "superseded"]
    for rule in rules:
        if rule.role in ("superseded", "decoy"):
            return rule
    return rules[0] if rules else None


def _quoted_share(units: tuple[Unit, ...]) -> float:
    total = sum(len(unit.text) for unit in units)
    return sum(len(unit.text) for unit in units if unit.quoted) / total if total else 0.0


def _is_assessment(reading: Reading, rule: TitleRule | None, share: float) -> bool:
    quoted = [unit for unit in reading.units if unit.quoted]
    ticks = sum(1 for unit in quoted if any(cell.text.strip().lower() in _TICK for cell in unit.passage.cells))
    return (rule is not None and rule.mark == "self_assessment" and share > 0.02) or (len(quoted) >= 4 and ticks >= 4)


def _marks(reading: Reading, rule: TitleRule | None) -> frozenset[str]:
    marks = {rule.mark} if rule and rule.mark else set()
    front = [unit for unit in reading.units[:_FRONT] if len(unit.text) <= _SHORT]
    said = [normal(name) for name in reading.names]
    said += [unit.text for unit in front]
    said += [unit.text for unit in reading.units if unit.passage.kind in ("header", "footer")]
    if any("draft" in reading.gates.moods(text) for text in said):
        marks.add("draft")
    return frozenset(mark for mark in marks if mark)


def _role_by_voice(reading: Reading, rule: TitleRule | None) -> Role:
    """Return what the title says, unless the sentences speak otherwise; without a telling title what they speak like.

    Houses call rules what they like (怎么做单, 责任表, Gebäudebegehung) and set them in tables; how a sentence speaks
    is told by vectors (see ``Likeness.voice``).
    """
    if rule and rule.role not in ("record", "written_system"):
        return Role(rule.role, rule.reason, True)
    voice = reading.likeness.voice
    if voice is None:
        return Role(rule.role, rule.reason, True) if rule else _role_by_shape(reading)
    decided = decision()
    if rule and rule.role == "written_system":
        contrary = voice <= decided.surely_records_to and len(reading.sentences) >= _CONTRARY
        return Role("record", say("role_rows"), False) if contrary else Role(rule.role, rule.reason, True)
    if rule and voice < decided.rules_from:
        return Role(rule.role, rule.reason, True)
    if rule and voice < decided.surely_rules_from:
        return Role("irrelevant", say("role_both"), False)  # it may serve as either
    if voice >= decided.rules_from:
        return Role("written_system", say("role_rules"), False)
    return _role_by_shape(reading)


def _role_by_shape(reading: Reading) -> Role:
    """Without a telling title: rules in sentences make a written system, filled rows a record."""
    texts = [unit for unit in reading.units if unit.column is None and unit.passage.kind != "heading"]
    rows = sum(1 for unit in texts if unit.passage.kind == "row")
    ruling = sum("normative" in reading.gates.moods(unit.text) for unit in texts if unit.passage.kind != "row")
    if ruling >= 5 and ruling >= 0.2 * (len(texts) - rows):
        return Role("written_system", say("role_rules"), False)
    if rows >= 3 and rows >= 0.5 * len(texts):
        return Role("record", say("role_rows"), False)
    return Role("irrelevant", say("role_unknown"), False)
