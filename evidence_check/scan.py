"""The main job: a folder and an enterprise → an assessment. Everything between is done by the steps it calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evidence_check import walk
from evidence_check.assess import Assessor
from evidence_check.enterprise import check_standards
from evidence_check.findings.dossier import dossier_findings
from evidence_check.ledger import ledger
from evidence_check.model import (
    Assessment,
    Bilingual,
    Enterprise,
    Examined,
    Registry,
)
from evidence_check.pipeline import examine_files
from evidence_check.reasons import say
from evidence_check.scoring import documented, gather, score
from evidence_check.workers import Progress


def scan(
    dossier: Path,
    enterprise: Enterprise,
    registry: Registry,
    jobs: int = 0,
    out: Path | None = None,
    progress: Progress | None = None,
    named: bool = True,
) -> Assessment:
    """Read a dossier and return what it shows for the enterprise's standards.

    Args:
        dossier: the folder; see ``walk.files`` for what is read of it.
        enterprise: whose dossier it is, and the standards to judge by.
        registry: the standards.
        jobs: worker processes; 0 works in this process.
        out: folder of the outputs, which is never read.
        progress: told each file when it is done.
        named: False where nobody gave the enterprise's name; then the company most often at the head of the
            documents is taken for it, and the report says so.

    Raises:
        EvidenceCheckError: a missing or empty folder, or standards that don't go together.
    """
    check_standards(enterprise, registry.standards)
    root = walk.dossier_root(dossier)
    files = examine_files(walk.named(walk.files(dossier, out), root), jobs, progress)
    notes: list[Bilingual] = []
    if not named:
        enterprise, notes = _name_from_documents(enterprise, files)
    return assess(registry, enterprise, files, notes)


def assess(
    registry: Registry, enterprise: Enterprise, files: Sequence[Examined], notes: Sequence[Bilingual] = ()
) -> Assessment:
    """Return the assessment of files that were examined already."""
    assessor = Assessor(registry, enterprise, files)
    clauses = assessor.clauses()
    chosen = [standard for standard in registry.standards if standard.id in enterprise.standards]
    return Assessment(
        enterprise=enterprise,
        editions=tuple(e for e in registry.editions if any(s.edition == e.id for s in chosen)),
        standards=tuple(chosen),
        clauses=clauses,
        documents=ledger(files, clauses, assessor.standing),
        findings=dossier_findings(files, assessor.standing, enterprise, clauses),
        score=score(
            registry,
            enterprise.standards,
            gather(registry, clauses, enterprise.verdicts),
            facts=enterprise.facts,
            documents=documented(files, assessor.standing, enterprise),
        ),
        notes=tuple(notes),
    )


def _name_from_documents(enterprise: Enterprise, files: Sequence[Examined]) -> tuple[Enterprise, list[Bilingual]]:
    """Return the enterprise named after the company that most documents are headed by."""
    counts: Counter[str] = Counter(m.name for file in files for m in file.mentions if m.subject)
    if not counts:
        return enterprise, []
    name = min(counts, key=lambda one: (-counts[one], one))
    chinese = any("\u4e00" <= char <= "\u9fff" for char in name)
    named = Bilingual(zh=name) if chinese else Bilingual(en=name)
    return replace(enterprise, name=named), [say("note_name_guessed", name=name)]
