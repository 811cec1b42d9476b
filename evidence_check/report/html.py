"""Renders an assessment as one offline HTML file in Chinese and English, readable and printable without scripting.

Text from documents is never markup: every value passes through ``visible`` and autoescaping, the script only sets text,
and the file's own content-security policy forbids everything but its one script (by hash) and its styles.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evidence_check import __version__
from evidence_check.differences import Differences
from evidence_check.model import Assessment, Bilingual, Registry
from evidence_check.report import changes as change_views
from evidence_check.report import grid, island, ledger, links, overview, scores, wording
from evidence_check.report.cards import GAPS, Card, RefusedView, cards
from evidence_check.report.lookup import Lookup
from evidence_check.report.quotes import QuoteView
from evidence_check.report.visible import visible
from evidence_check.resources import templates_dir


def render(
    assessment: Assessment,
    registry: Registry,
    lang: str = "zh",
    base: str | None = None,
    changes: Differences | None = None,
) -> str:
    """Return the whole report as HTML.

    Args:
        assessment: what the scan found.
        registry: the standards, for clause texts and what requirements rest on.
        lang: ``zh`` or ``en``, the language shown first; both are in the file.
        base: address of the dossier as seen from the report (``../材料``, encoded); without it a file's name leads to
            its line in the list of files.
        changes: what differs from an earlier scan.
    """
    lookup = Lookup.of(assessment, registry)
    applies = {clause: condition.text for clause, condition in registry.applies_when.items()}
    shown = cards(lookup, applies, base)
    findings = ledger.findings(lookup, base)
    script = (templates_dir() / "report.js").read_text(encoding="utf-8")
    columns, year_rows = grid.years(lookup)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            lang=lang,
            version=__version__,
            digest=registry.digest,
            assessment=assessment,
            lookup=lookup,
            sentences=overview.sentences(assessment),
            counts=overview.counts(assessment),
            decided=overview.DECIDED,
            segments=overview.segments(assessment),
            blockers=overview.blockers(lookup),
            waiting=overview.waiting(lookup),
            score=scores.score(lookup),
            columns=tuple(grid.COLUMNS),
            matrix=grid.matrix(shown, lookup),
            years=columns,
            year_rows=year_rows,
            cards=shown,
            groups=_grouped(shown),
            gaps=GAPS,
            findings=findings,
            files=ledger.files(lookup, base),
            changes=change_views.changes(lookup, changes),
            style=Markup((templates_dir() / "report.css").read_text(encoding="utf-8")),  # ours, not a document's
            script=Markup(script),
            script_hash=base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii"),
            island=island.pack(_island(shown, findings)),
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals.update(
        t=both,
        say=lambda key, **values: both(wording.text(key, **values)),
        word=wording.word,
        symbol=wording.symbol,
        meaning=wording.meaning,
        brief=wording.brief,
        text=wording.text,
        keys=wording.keys,
        state=scores.state,
        anchor=links.file_anchor,
    )
    return environment


def _shown(value: Any) -> Any:
    """Return what a template prints: text with its invisible characters spelt out, nothing for None."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def both(value: Bilingual) -> Markup:
    """Return a text as markup in both languages, of which the reader's choice shows one or both."""
    zh, en = visible(value.zh or ""), visible(value.en or "")
    if zh and en and zh != en:
        return Markup('<i lang="zh">{}</i><i lang="en">{}</i>').format(zh, en)
    if zh and not en:
        return Markup('<span lang="zh">{}</span>').format(zh)
    return Markup('<span lang="en">{}</span>').format(en) if en and not zh else Markup("{}").format(zh)


def _grouped(shown: list[Card]) -> list[tuple[str, str, list[Card]]]:
    """Return the cards under their standard and category, in the order in which they stand."""
    groups: list[tuple[str, str, list[Card]]] = []
    for card in shown:
        head = (card.clause.standard, card.category)
        if not groups or groups[-1][:2] != head:
            groups.append((*head, []))
        groups[-1][2].append(card)
    return groups


def _island(shown: list[Card], findings: list[ledger.FindingGroup]) -> dict[str, Any]:
    """Return what unfolds: rows of [label zh, label en, file, address, place zh, place en, text, why zh, why en]."""
    rows: dict[str, list[list[str | None]]] = {}
    for card in shown:
        if card.hidden or card.hidden_refused:
            rows[f"c{card.index}"] = [*map(_quote_row, card.hidden), *map(_refused_row, card.hidden_refused)]
    for number, group in enumerate(findings):
        if group.hidden:
            rows[f"f{number}"] = [
                ["", "", f.file, f.address, f.place.zh, f.place.en, f.quote, f.why.zh, f.why.en] for f in group.hidden
            ]
    return rows


def _quote_row(quote: QuoteView) -> list[str | None]:
    label = wording.text("quote_number", n=quote.number)
    ocr = wording.text("ocr") if quote.ocr else Bilingual()
    return [label.zh, label.en, quote.file, quote.address, quote.place.zh, quote.place.en, quote.text, ocr.zh, ocr.en]


def _refused_row(refused: RefusedView) -> list[str | None]:
    label = wording.text("refused")
    reason = refused.reason
    where = refused.place
    return [label.zh, label.en, refused.file, refused.address, where.zh, where.en, refused.text, reason.zh, reason.en]
