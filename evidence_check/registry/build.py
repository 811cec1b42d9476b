"""Builds the registry from the files under ``standards/``: the editions' texts, what they want, the crosswalk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from evidence_check.data import DataError
from evidence_check.model import Bilingual, Clause, Registry, Repair, Standard
from evidence_check.registry.assemble import Assembly, assemble
from evidence_check.registry.crosswalk import read_crosswalk
from evidence_check.registry.cuecheck import CueCheck
from evidence_check.registry.display import Display, Wording, place, read_displays
from evidence_check.registry.drafts import compare
from evidence_check.registry.edition import Settings, read_edition
from evidence_check.registry.guide import Guide, read_guide
from evidence_check.registry.lexicon import read_lexicon
from evidence_check.registry.registers import with_registers
from evidence_check.registry.requirements import Knowledge, read_requirements
from evidence_check.registry.structure import Drafts, apply_structure, businesses, read_structure
from evidence_check.registry.table import read_tables


@dataclass
class _EditionTexts:
    """One edition as far as its own texts go."""

    settings: Settings
    standards: tuple[Standard, ...]
    guides: dict[str, Guide]
    repairs: list[Repair] = field(default_factory=list)


def build(root: Path, digest: str) -> Registry:
    """Read everything under ``root``.

    Raises:
        DataError: a file can't be used; the message names file and line.
    """
    editions = [_edition(path.parent, root) for path in sorted(root.glob("*/edition.yaml"))]
    if not editions:
        raise DataError(f"{root}: no edition (a folder with an edition.yaml) stands here")
    clauses = _by_id([standard for edition in editions for standard in edition.standards], root)
    concepts = read_lexicon(root)
    cues = CueCheck(concepts)
    guides = {standard: guide for edition in editions for standard, guide in edition.guides.items()}
    known = read_requirements([edition.settings.folder for edition in editions], root, clauses, guides, cues)
    return Registry(
        editions=tuple(edition.settings.edition for edition in editions),
        standards=tuple(_decided(standard, known) for edition in editions for standard in edition.standards),
        requirements=with_registers(known.requirements, root, cues),
        crosswalk=read_crosswalk(root, clauses),
        repairs=tuple(repair for edition in editions for repair in edition.repairs),
        applies_when=known.applies_when,
        not_applicable_proof=known.not_applicable_proof,
        concepts=concepts,
        digest=digest,
    )


def read_guides(root: Path) -> dict[str, Guide]:
    """Return the guides of all editions by the standard that they explain."""
    settings = [read_edition(path.parent, root) for path in sorted(root.glob("*/edition.yaml"))]
    return {standard: guide for edition in settings for standard, guide in _guides(edition).items()}


def read_notes(root: Path) -> dict[str, Bilingual]:
    """Return what the editions say about their own validity and completeness, by edition id."""
    settings = [read_edition(path.parent, root) for path in sorted(root.glob("*/edition.yaml"))]
    return {edition.edition.id: edition.notes for edition in settings}


def _guides(settings: Settings) -> dict[str, Guide]:
    return {
        standard: read_guide(source, standard)
        for source in settings.sources
        if source.layout == "guide"
        for standard in source.headings
    }


def _edition(folder: Path, root: Path) -> _EditionTexts:
    settings = read_edition(folder, root)
    drafts = _drafts(settings)
    content = read_structure(folder, root)
    moved = apply_structure(drafts, content, folder / "structure.yaml")
    displays = read_displays(folder, root)
    wordings = {clause: wording for display in displays.values() for clause, wording in display.clauses.items()}
    texts = {
        f"{standard}/{clause.no}": clause.piece.text
        for standard, languages in drafts.items()
        for clause in next(iter(languages.values())).clauses
    }
    _known_wordings(wordings, texts)
    guides = _guides(settings)
    repairs = [repair for languages in drafts.values() for draft in languages.values() for repair in draft.repairs]
    repairs += moved
    repairs += [
        Repair(
            row.id,
            row.file,
            row.clause_line,
            "guide read as silent",
            "the guide's cell is empty (merged with the one above)",
        )
        for guide in guides.values()
        for row in guide.rows
        if not row.paragraphs
    ]
    standards = []
    for standard in settings.edition.standards:
        display = displays.get(standard, Display())
        work = Assembly(
            settings, standard, drafts[standard], display, wordings, texts, guides.get(standard), businesses(content)
        )
        standards.append(assemble(work))
        repairs += work.repairs
    return _EditionTexts(settings, tuple(standards), guides, repairs)


def _drafts(settings: Settings) -> Drafts:
    """Read all tables: standard → language → Draft."""
    drafts: Drafts = {standard: {} for standard in settings.edition.standards}
    for source in settings.sources:
        if source.layout == "table":
            for draft in read_tables(source, settings.grammar):
                drafts[draft.standard][draft.language] = draft
    for standard, languages in drafts.items():
        if not languages:
            raise DataError(f"{settings.file}:1: no source prints the table of {standard}")
        compare(list(languages.values()), settings.counts[standard])
    return drafts


def _known_wordings(wordings: dict[str, Wording], texts: dict[str, str]) -> None:
    for clause, wording in wordings.items():
        if clause not in texts:
            raise DataError(f"{place(wording)}: there is no clause {clause!r}")


def _by_id(standards: list[Standard], root: Path) -> dict[str, Clause]:
    clauses: dict[str, Clause] = {}
    for standard in standards:
        for clause in standard.clauses:
            if clause.id in clauses:
                raise DataError(f"{root}: two editions have a clause {clause.id}")
            clauses[clause.id] = clause
    return clauses


def _decided(standard: Standard, knowledge: Knowledge) -> Standard:
    """Give each clause of ``standard`` what the requirement files say on who decides it."""
    said = knowledge.decided_by
    clauses = (replace(clause, decided_by=said.get(clause.id, clause.decided_by)) for clause in standard.clauses)
    return replace(standard, clauses=tuple(clauses))
