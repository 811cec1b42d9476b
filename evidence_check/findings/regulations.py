"""Finds rules cited as a basis though they were no longer in force on the document's own date.

A document without a date is judged by the day of the review, which only the dossier knows: its citations are handed
on as candidates, and ``holds`` decides then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.findings.rules import Inspection, Line, Rule, Span, rules
from evidence_check.model import Bilingual, Document, Finding
from evidence_check.records.dates import find as find_dates
from evidence_check.resources import standards_dir
from evidence_check.text import normal, sentences

_ROLES = ("written_system", "contract", "certificate", "irrelevant")
_COPY = "decoy"
_LISTED = re.compile(r"《|号|iso|gb|\bno\b|announcement|decree")
_HEADING = 24  # characters of a line that may head a list of rules
_HEAD, _HEAD_LINE, _MONTH = 4, 90, 7  # passages, their characters, letters of an ISO date with a month
_NAMED = re.compile(r"《([^《》]+)》(?:\([^()]*\))?")  # a title, and the bracket behind it
_ISSUERS = {
    "customs": r"(?:海关)?总署",
    "aqsiq": r"(?:国家)?(?:质检总局|质量监督检验检疫总局)",
    "state_council": r"国务院",
}
_ENGLISH_ISSUERS = {
    "customs": "(?:customs|gacc)",
    "aqsiq": "(?:aqsiq|quality supervision)",
    "state_council": "state council",
}


@dataclass(frozen=True, slots=True)
class Repealed:
    """A rule that is no longer in force: how it is cited, and the words that went out of use with it.

    ``hints`` are pieces of text of which one stands in every citation: looking for these first costs next to nothing.
    """

    id: str
    cited: re.Pattern[str] | None
    terms: re.Pattern[str] | None
    repealed_on: str
    why: Bilingual
    hints: tuple[str, ...]


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the repealed rules that a document works by, each once.

    A copy of a standard, slides or a self-assessment work by a rule only where they say so outright (依据：…).
    """
    if inspection.role not in (*_ROLES, _COPY):
        return
    dated = document_date(inspection.document)
    rule = rules()["repealed-basis"]
    listed = list(_with_headings(inspection))
    whole = "\n".join(line.text for line, _ in listed)
    for repealed in repealed_rules():
        if dated and dated < repealed.repealed_on[: len(dated)]:
            continue
        if not any(hint in whole for hint in repealed.hints):
            continue
        basis = "stated_basis" if inspection.role == _COPY else "basis"
        spots = ((line, span) for line, above in listed for span in _spots(repealed, line, above, rule, basis))
        for line, span in spots:
            quote = line.quote(span)
            yield Finding(inspection.document.path, rule.kind, quote, line.passage.locator, repealed.why)
            break


def holds(finding: Finding, document: Document, as_of: str) -> bool:
    """Return whether a rule had been repealed on the document's date, or on the day of the review if it has none."""
    since = next((rule.repealed_on for rule in repealed_rules() if rule.why == finding.why), "")
    return document_date(document) is not None or since <= as_of


def document_date(document: Document) -> str | None:
    """Return the latest date (ISO) of the control block, else of the head lines; None where neither states one."""
    fields = document.control.fields
    values = [fields[name][0] for name in ("effective_date", "issued_date") if name in fields]
    stated = max((dated.iso for value in values for dated in find_dates(value)), default=None)
    return stated or max((iso for line in _head(document) for iso in _days(line)), default=None)


def _head(document: Document) -> Iterator[str]:
    """Yield the short lines at the beginning, in which a paper without a control block bears its date.

    What they cite is left out: the date of a decree or of another paper is not the paper's own.
    """
    own = normal(f"{document.title or ''} {document.path}")
    for passage in document.passages[:_HEAD]:
        if passage.kind in ("heading", "paragraph", "textbox") and len(passage.text) <= _HEAD_LINE:
            named = _NAMED.sub(lambda m: m[0] if m[1] in own else " ", normal(passage.text))
            spans = rules()["repealed-basis"].words("cites").spots(named)
            yield "".join(" " if any(a <= at < b for a, b in spans) else c for at, c in enumerate(named))


def _days(line: str) -> Iterator[str]:
    return (dated.iso for dated in find_dates(line) if len(dated.iso) >= _MONTH)


def _with_headings(inspection: Inspection) -> Iterator[tuple[Line, str]]:
    """Yield each line with the headings above it; a short line above a list of titles is one, whatever its format."""
    above = ""
    for line in inspection.body:
        if not _LISTED.search(line.text):
            above = line.text if len(line.text) <= _HEADING else ""
        yield line, f"{normal(' '.join(line.passage.heading_path))} {above}"


def _spots(repealed: Repealed, line: Line, above: str, rule: Rule, basis: str) -> Iterator[Span]:
    outright = basis != "basis"
    if (
        not outright
        and repealed.terms
        and (match := repealed.terms.search(line.text))
        and not _historical(line, match.span(), rule)
    ):
        yield match.span()
    if not repealed.cited:
        return
    for match in repealed.cited.finditer(line.text):
        listed = not outright and above in rule.words("basis_heading")
        based = listed or _sentence(line.text, match.span()) in rule.words(basis)
        if based and not _historical(line, match.span(), rule):
            yield match.span()


def _historical(line: Line, span: Span, rule: Rule) -> bool:
    return _sentence(line.text, span) in rule.words("history")


def _sentence(text: str, span: Span) -> str:
    return "".join(text[a:b] for a, b in sentences(text) if a < span[1] and b > span[0])


@lru_cache(maxsize=1)
def repealed_rules() -> tuple[Repealed, ...]:
    """Return the rules of regulations.yaml that are remarked on, in its order.

    Raises:
        DataError: the file does not fit its schema.
    """
    content = read_yaml(standards_dir() / "regulations.yaml", "regulations")
    return tuple(_repealed(raw) for raw in content["rules"] if raw.get("remarked", True))


def _repealed(raw: Mapping[str, Any]) -> Repealed:
    names = [normal(name) for name in raw.get("names", ())]
    forms = [_title(name) for name in names] + list(_numbers(raw))
    terms = [normal(term) for term in raw.get("terms", ())]
    numbers = [str(raw[kind]["number"]) for kind in ("decree", "announcement") if raw.get(kind)]
    why = rules()["repealed-basis"].why(
        since=raw["repealed_on"], rule=Bilingual(**raw["title"]), replaced=Bilingual(**raw["replaced_by"])
    )
    if raw["verified"] != "yes":
        doubt = Bilingual(**rules()["repealed-basis"].params["unverified"])
        why = Bilingual(f"{why.zh}{doubt.zh}", f"{why.en}{doubt.en}")
    cited, used = _any(forms), _any([re.escape(term) for term in terms])
    return Repealed(raw["id"], cited, used, raw["repealed_on"], why, (*names, *terms, *numbers))


def _any(forms: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(forms)) if forms else None


def _title(name: str) -> str:
    """Return a pattern for a title in normal form, where it is not the tail of a newer one (…备案企业信用管理办法)."""
    return rf"(?<!备案){re.escape(name)}"


def _numbers(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield patterns for the ways in which a decree's or announcement's number is written."""
    if decree := raw.get("decree"):
        issuer, number = _ISSUERS[decree["issuer"]], decree["number"]
        yield rf"{issuer}(?:令)?\(?第?(?<!\d){number}号(?:令)?"
        english = _ENGLISH_ISSUERS[decree["issuer"]]
        yield rf"{english}[^.]{{0,30}}(?:decree|order) (?:no\.? ?)?{number}(?!\d)"
        yield rf"(?:decree|order) (?:no\.? ?)?{number}(?!\d)[^.]{{0,40}}{english}"
    if announcement := raw.get("announcement"):
        year, number = announcement["year"], announcement["number"]
        yield rf"公告[(〔\[]?{year}年?[)〕\]]?,?第?{number}号|(?<!\d){year}年第?{number}号\)?(?:公告|文)"
        yield rf"announcement (?:no\.? ?)?{number}[ ,(]*(?:of )?{year}"
        yield rf"announcement (?:no\.? ?)?{year}[ /,]+(?:no\.? ?)?{number}(?!\d)"
        yield rf"announcement \[{year}\] (?:no\.? ?)?{number}(?!\d)"
