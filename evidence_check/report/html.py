"""Renders an assessment as one offline HTML file in Chinese and English, readable and printable without scripting.

Text from documents is never markup: every value passes through ``visible`` and autoescaping, the script only sets text,
and the file's own content-security policy forbids everything but its own scripts (by hash) and its styles.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evidence_check import __version__, departments
from evidence_check.differences import Differences
from evidence_check.model import Assessment, Bilingual, Registry
from evidence_check.report import actions, grid, ledger, links, overview, paper, scores, wording
from evidence_check.report import changes as change_views
from evidence_check.report.cards import GAPS, Card, Desk, cards
from evidence_check.report.charts import segments
from evidence_check.report.island import Island
from evidence_check.report.lookup import Lookup
from evidence_check.report.visible import visible
from evidence_check.resources import templates_dir
from evidence_check.verdicts import standing_verdicts

T = TypeVar("T")

_PAGE, _SECTIONS = "report.html.j2", "sections/"

LEAVES = (
    ("summary", "blockers", "actions"), ("score",), ("matrix", "years"), ("changes",),
    ("clauses",), ("findings", "files"), ("method",),
)  # fmt: skip
"""The sections in the order of a reader's questions, each with its template and heading ``h_…``; those of one leaf
share their pages on paper. ``changes`` is there only where there is something to tell."""


def render(
    assessment: Assessment,
    registry: Registry,
    lang: str = "zh",
    base: str | None = None,
    changes: Differences | None = None,
) -> str:
    """Return the whole report as HTML; see ``stream``."""
    return "".join(stream(assessment, registry, lang, base, changes))


def stream(
    assessment: Assessment,
    registry: Registry,
    lang: str = "zh",
    base: str | None = None,
    changes: Differences | None = None,
) -> Iterator[str]:
    """Return the whole report as HTML, piece by piece: with 10,000 files it takes megabytes.

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
    owners = departments.load()
    shown = cards(Desk(lookup, owners, base, applies, standing_verdicts(assessment)))
    findings = ledger.findings(lookup, base)
    files = ledger.files(lookup, base)
    told = change_views.changes(lookup, changes)
    leaves = [leaf for leaf in LEAVES if told is not None or leaf != ("changes",)]
    script = (templates_dir() / "report.js").read_text(encoding="utf-8")
    style = _style(assessment.enterprise.name, leaves)
    columns, year_rows = grid.years(lookup)
    packed = Island()
    for card in shown:
        packed.card(card)
    for number, group in enumerate(findings):
        packed.findings(number, group)
    return (
        _environment()
        .get_template(_PAGE)
        .generate(
            lang=lang,
            version=__version__,
            digest=registry.digest,
            assessment=assessment,
            lookup=lookup,
            sections=[section for leaf in leaves for section in leaf],
            headline=overview.headline(assessment),
            sentences=overview.sentences(assessment),
            counts=overview.counts(assessment),
            decided=overview.DECIDED,
            segments=overview.segments(assessment),
            blockers=overview.blockers(lookup),
            waiting=overview.waiting(lookup),
            shares=actions.shares(lookup),
            departments=[d for d in owners.all if any(d in card.owners for card in shown)],
            score=scores.score(lookup),
            columns=tuple(grid.COLUMNS),
            matrix=_grouped(grid.matrix(shown, lookup), lambda row: row.card),
            years=columns,
            year_rows=year_rows,
            cards=shown,
            groups=_grouped(shown, lambda card: card),
            gaps=GAPS,
            findings=findings,
            files=files,
            file_bar=segments({group: len(members) for group, members in files.items()}),
            changes=told,
            style=Markup(style),  # ours; the company's name is escaped in it
            scriptless=Markup(paper.scriptless(style)),
            first=Markup(_FIRST),
            script=Markup(script),
            hashes=" ".join(_hash(one) for one in (_FIRST, script)),
            island=packed.pack(),
        )
    )


_FIRST = "(h=>{h.classList.add('js');h.dataset.lang=h.lang.slice(0,2)})(document.documentElement)"
"""Runs before anything is painted, so that the page does not show first what scripting hides."""


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode('ascii')}'"


def _style(company: Bilingual, leaves: Sequence[Sequence[str]]) -> str:
    named = company if company.zh or company.en else wording.text("enterprise_unknown")
    sheet = (templates_dir() / "report.css").read_text(encoding="utf-8")
    return "\n".join((sheet, paper.sign_styles(), paper.page_styles(leaves, named)))


def prepare() -> None:
    """Read the templates, which takes longer than filling them in; they are kept for this process."""
    environment = _environment()
    for name in environment.list_templates(filter_func=lambda name: name.endswith(".j2")):
        if name.startswith((_PAGE, _SECTIONS)):
            environment.get_template(name)


@lru_cache(maxsize=1)
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
    """Return a text as markup in both languages, of which the reader's choice shows one or both.

    What bears no language is Chinese, which the page's body states: tens of thousands of words need not say it again.
    """
    zh, en = visible(value.zh or ""), visible(value.en or "")
    if zh and en and zh != en:
        return Markup("<i>{}</i><i lang=en>{}</i>").format(zh, en)
    return Markup("<span lang=en>{}</span>").format(en) if en and not zh else Markup("{}").format(zh)


def _grouped(shown: Iterable[T], card_of: Callable[[T], Card]) -> list[tuple[str, str, list[T]]]:
    """Return what belongs to cards under their standard and category, in the order in which it stands."""
    groups: list[tuple[str, str, list[T]]] = []
    for one in shown:
        card = card_of(one)
        head = (card.clause.standard, card.category)
        if not groups or groups[-1][:2] != head:
            groups.append((*head, []))
        groups[-1][2].append(one)
    return groups
