"""Finds documents that treat another subject than their title or their folder promises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import Any

from evidence_check import registry
from evidence_check.findings.rules import Inspection, Rule, Wording, rules
from evidence_check.matching.cues import concept_literals
from evidence_check.model import Bilingual, Finding
from evidence_check.text import normal, sentences

_HANZI = re.compile(r"[\u4e00-\u9fff]{2,}")
_WORD = re.compile(r"[a-z]{4,}")
_ROLES = ("written_system", "record", "certificate", "irrelevant")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PROSE_FORMATS = ("docx", "doc", "pdf", "txt", "md", "html", "eml")
_MOSTLY_HAN = 0.2  # share of hanzi from which a text is Chinese
_NUMBERED = re.compile(r"[a-z]{1,6}-?[a-z]{0,6}-?\d[\w.-]*|v?\d[\d._-]*|_+")
_ROWS = 0.25  # share of a register's rows that must speak of another subject
_SHORTEST = 2  # the same where the text speaks of another matter of daily life
_TELLING = 3  # hanzi of a title's own words from which their absence says something
_STEM = 6  # letters of an English word that its other forms share
_COMPANY = re.compile(r"^.{2,20}?(?:有限公司|股份公司|集团)")
_ASIDE = re.compile(r"[(（\[【].*?[)）\]】]")


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield what the title promises and the text does not keep."""
    if inspection.judged.marks & {"copy", "self_assessment", "template", "plan"}:
        return
    another = list(_another_subject(inspection))
    yield from another
    if not another and inspection.role in ("written_system", "record"):
        another = list(_absent_subject(inspection))
        yield from another
    if not another:
        yield from _misfiled(inspection)
    yield from _financial_audit(inspection)


def _body(inspection: Inspection) -> str:
    """Return the text without the lines that repeat the title."""
    lines = (line.text.replace(inspection.title, " ") if inspection.title else line.text for line in inspection.body)
    return "\n".join(lines)


# --- near misses that are known -----------------------------------------------------------------------------------


def _another_subject(inspection: Inspection) -> Iterator[Finding]:
    rule = rules()["another-subject"]
    body = _body(inspection)
    if len(body) < rule.params["shortest"]:
        return
    stem = normal(_stem(inspection))
    for number, subject in enumerate(rule.params["subjects"]):
        if inspection.role not in _ROLES and inspection.role not in subject.get("also", ()):
            continue
        claim, other, own = _compiled(number)
        claimed = inspection.title if inspection.title not in other else _folders(inspection)
        if claimed not in claim and stem not in other:
            claimed = stem  # filed under a name that fits
        if claimed in claim and body not in own and _speaks_of(inspection, other, body, subject.get("share", 0.0)):
            yield _at_other(inspection, rule, other, subject)
            return
        otherwise = stem in claim and _says_otherwise(inspection.title, claim, other, own)
        if otherwise and len(other.spots(body)) >= 2 and len({body[a:b] for a, b in own.spots(body)}) <= 1:
            yield _at_other(inspection, rule, other, subject)
            return


def _speaks_of(inspection: Inspection, other: Wording, body: str, share: float) -> bool:
    """Return whether a text is about another subject rather than touching on it.

    A register that names a canteen among its places is none on canteens: there the title, what stands above the
    table, its columns or many of its rows must say so. ``share`` is that of the lines of a text which must speak of
    it, where its words stand in papers on anything.
    """
    if len(other.spots(body)) < 2:
        return False
    rows = [line for line in inspection.body if line.passage.kind == "row"]
    saying = sum(line.text in other for line in inspection.body)
    if 2 * len(rows) <= len(inspection.body):
        return saying >= share * len(inspection.body)
    heads = {h for line in rows for h in (*line.passage.heading_path, *(cell.column for cell in line.passage.cells))}
    heads |= {
        _stem(inspection),
        inspection.title,
        *(x.passage.text for x in inspection.body if x.passage.kind != "row"),
    }
    return any(normal(head) in other for head in heads) or saying > max(share, _ROWS) * len(rows)


def _stem(inspection: Inspection) -> str:
    return PurePosixPath(inspection.document.path).stem


def _says_otherwise(title: str, claim: Wording, other: Wording, own: Wording) -> bool:
    """Return whether a paper's own title names the other subject alone, whatever the file is called."""
    return title in other and title not in claim and title not in own


@cache
def _compiled(number: int) -> tuple[Wording, Wording, Wording]:
    subject = rules()["another-subject"].params["subjects"][number]
    claim, other, own = (Wording(patterns=[subject[name]]) for name in ("claim", "other", "own"))
    return claim, other, own


def _at_other(inspection: Inspection, rule: Rule, other: Wording, subject: Mapping[str, Any]) -> Finding:
    line = next(line for line in inspection.body if line.text in other and line.text != inspection.title)
    title = inspection.document.title or _stem(inspection)
    about = Bilingual(**subject["subject"])
    return inspection.remark(rule, line, other.spots(line.text)[0], title=title, subject=about)


def _folders(inspection: Inspection) -> str:
    return normal("/".join(PurePosixPath(inspection.document.path).parts[:-1]))


def _financial_audit(inspection: Inspection) -> Iterator[Finding]:
    """Yield a CPA firm's audit report that lies where the internal audits lie."""
    rule = rules()["financial-audit-as-internal"]
    where = normal(inspection.document.path) + inspection.title
    if where not in rule.words("claim"):
        return
    body = _body(inspection)
    if body in rule.words("firm") and body in rule.words("accounts") and body not in rule.words("own"):
        line = next(line for line in inspection.lines if line.text in rule.words("accounts"))
        yield inspection.remark(rule, line, rule.words("accounts").spots(line.text)[0])


# --- a subject that the text never mentions -----------------------------------------------------------------------


def _absent_subject(inspection: Inspection) -> Iterator[Finding]:
    """Yield a title, or the name of a file, of whose own words, in any form of the lexicon, the text says nothing."""
    rule = rules()["title-body"]
    prose = [line for line in inspection.body if line.passage.kind != "row"]
    said = sum(len(sentences(line.text)) for line in prose)
    stem = _NUMBERED.sub("", normal(_stem(inspection)))
    own = inspection.role == "written_system"
    if not own and inspection.document.format not in _PROSE_FORMATS:
        return
    claims = [(inspection.title, _body(inspection), own)]
    if own and not _alike(stem, inspection.title):
        claims.append((stem, "\n".join(line.text for line in inspection.body), False))
    for claim, body, long in claims:
        if claim in rule.words("exempt"):
            continue
        elsewhere = _is_elsewhere(claim, body, rule)
        words = _unsaid(claim, body, rule, _SHORTEST if elsewhere else _TELLING)
        # English says a thing in too many words for silence to tell by itself
        silent = long and not claim.isascii() and len(body) >= rule.params["long"]
        silent = silent and len(prose) >= rule.params["long_lines"]
        if words and (silent or (said >= rule.params["lines"] and elsewhere)):
            line = next((line for line in prose if line.text in rule.words("off_topic")), inspection.heading)
            yield inspection.remark(rule, line, title=claim, words="、".join(words))
            return


def _misfiled(inspection: Inspection) -> Iterator[Finding]:
    """Yield a rule that is filed under the name of another: its own title and its text say nothing of that."""
    rule = rules()["title-body"]
    stem = _NUMBERED.sub(" ", normal(_stem(inspection))).strip()
    both = stem in rule.words("rule_like") and inspection.title in rule.words("rule_like")
    if not both or stem.isascii() is not inspection.title.isascii() or stem in rule.words("exempt"):
        return
    filed, own = _subject_words(stem, rule), _subject_words(inspection.title, rule)
    pieces = {form for word in filed for form in (*_parts(word), *_synonyms(word, stem))}
    body = "\n".join(line.text for line in inspection.body)
    if filed and own and len(body) >= rule.params["shortest"] and not any(piece in body for piece in pieces):
        yield inspection.remark(rule, inspection.heading, title=stem, words="、".join(filed))


def _is_elsewhere(claim: str, body: str, rule: Rule) -> bool:
    """Return whether a text that is silent on its title speaks of another matter of a company's daily life."""
    other = rule.words("off_topic")
    enough = len(body) >= rule.params["shortest"] and len(other.spots(body)) >= rule.params["off_topic_least"]
    return enough and claim not in other


def _alike(one: str, other: str) -> bool:
    """Return whether two names share a piece, so that they speak of one thing; codes and dates do not count."""
    return any(piece in other for word in _HANZI.findall(one) + _WORD.findall(one) for piece in _parts(word))


def _unsaid(claim: str, body: str, rule: Rule, telling: int) -> list[str]:
    """Return the subject's words of a title of which a text says nothing; none where it speaks of one of them."""
    words = _subject_words(claim, rule)
    hanzi = sum(run.end() - run.start() for run in _HAN.finditer(body))  # a list of each would take 80 bytes a sign
    latin = hanzi < len(body) * _MOSTLY_HAN
    if not words or claim.isascii() is not latin or _hints(claim, words, body, telling):
        return []
    most: int = rule.params["most"] if len(body) >= rule.params["long"] else 0
    named = {form for word in words for form in _parts(word)}
    if sum(map(body.count, named)) > most:
        return []
    named |= {form for word in words for form in _synonyms(word, claim)}
    return words if sum(map(body.count, named)) <= most else []


def _hints(claim: str, words: list[str], body: str, telling: int) -> bool:
    """Return whether Chinese words are too short to tell, or a text says them in pieces: 录入, 谁录; 禁用, 不准用."""
    if any(word in body for word in _WORD.findall(claim)) and not claim.isascii():
        return True  # CAPA 纠正预防: the text has it by its other name
    signs = set("".join(word for word in words if not word.isascii()))
    return bool(signs) and (len(signs) < telling or sum(sign in body for sign in signs) * 2 >= len(signs))


def _subject_words(title: str, rule: Rule) -> list[str]:
    """Return what a title is about: its words without the company, asides and what every document is called."""
    plain = _COMPANY.sub("", _ASIDE.sub("", title))
    name = "generic_en" if plain.isascii() else "generic"
    for start, end in reversed(rule.words(name).spots(plain)):
        plain = f"{plain[:start]}|{plain[end:]}"
    return (_WORD if title.isascii() else _HANZI).findall(plain)


def _parts(word: str) -> list[str]:
    """Return the shortest pieces that a mention of the word would show: two hanzi, or an English stem."""
    return [word[:_STEM]] if word.isascii() else [word[i : i + 2] for i in range(len(word) - 1)]


def _synonyms(word: str, title: str) -> list[str]:
    """Return all forms of the lexicon's concepts that a title names with a word, or with a phrase around it."""
    pieces = {title[at:end] for at in range(len(title)) for end in range(at + 1, len(title) + 1)}
    named = {
        concept for form in pieces & _bearers().keys() if form in word or word in form for concept in _bearers()[form]
    }
    return [form for concept in sorted(named) for form in _concepts()[concept]]


@lru_cache(maxsize=1)
def _bearers() -> dict[str, list[int]]:
    """Return for each form the numbers of the concepts that it stands for."""
    found: dict[str, list[int]] = {}
    for number, forms in enumerate(_concepts()):
        for form in forms:
            found.setdefault(form, []).append(number)
    return found


@lru_cache(maxsize=1)
def _concepts() -> tuple[tuple[str, ...], ...]:
    literals = concept_literals(registry.load().concepts)
    return tuple(tuple(sorted(form.removesuffix("$") for form in literals[name])) for name in sorted(literals))
