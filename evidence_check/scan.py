"""The main job: a folder and an enterprise → an assessment. Everything between is done by the steps it calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from evidence_check import memo, walk
from evidence_check.cache import Keeping, Store
from evidence_check.cache.place import NOT_KEPT, Cached
from evidence_check.enterprise import check_standards
from evidence_check.examining import Examination
from evidence_check.executors import Executor, Serial, choose
from evidence_check.memo import Outputs
from evidence_check.model import (
    Assessment,
    Bilingual,
    Enterprise,
    Examined,
    Registry,
)
from evidence_check.pipeline import Round, run
from evidence_check.progress import Progress

if TYPE_CHECKING:
    from evidence_check.examinations import Examinations
    from evidence_check.standing import Standing

_MANY_FOREIGN = 3  # files of one other company from which its name may be a name of this one …
_SHARE_FOREIGN = 0.1  # … where they are as many as this share of the files that count


def scan(
    dossier: Path,
    enterprise: Enterprise,
    registry: Registry,
    jobs: int | None = 0,
    out: Path | None = None,
    progress: Progress | None = None,
    named: bool = True,
    *,
    executor: Executor | None = None,
    keeping: Keeping = NOT_KEPT,
    remarks: list[str] | None = None,
    finish: Callable[[Assessment, Outputs], None] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Assessment:
    """Read a dossier and return what it shows for the enterprise's standards.

    Args:
        dossier: the folder; see ``walk.files`` for what is read of it.
        enterprise: whose dossier it is, and the standards to judge by.
        registry: the standards.
        jobs: worker processes; 0 works in this process, None takes as many as the machine has room for.
        out: folder of the outputs, which is never read.
        progress: told each file when it is done.
        named: False where nobody gave the enterprise's name; then the company most often at the head of the
            documents is taken for it, and the report says so.
        executor: where to work, instead of ``jobs`` processes here; it stays open.
        keeping: whether and where results are kept for the next scan.
        remarks: takes up what a user should know of the cache, a line each.
        finish: does what is to be done with the assessment, and may look up what was written for it before.
        meanwhile: loads in a thread what ``finish`` needs, where this process waits for others to read files.

    Raises:
        EvidenceCheckError: a missing or empty folder, or standards that don't go together.
    """
    with ExitStack() as stack:
        work = executor or stack.enter_context(choose(jobs))

        def judged(store: Store) -> Assessment:
            job = Scan(dossier, enterprise, registry, store, out, named)
            with _aside(meanwhile if job.round.todo and not isinstance(work, Serial) else None):
                for done in run([job.round], work, progress):
                    if done.failed is not None:
                        raise done.failed
            found = job.assessment()
            if finish is not None:
                finish(found, job.outputs())
            return found

        return Cached(keeping, dossier, remarks).attempt(judged)


@contextmanager
def _aside(meanwhile: Callable[[], None] | None) -> Iterator[None]:
    """Load in a thread what judging needs, and ``meanwhile`` what comes after it; all is there when the block ends."""
    if meanwhile is None:
        yield
        return

    def load() -> None:
        with suppress(Exception):  # whatever it is, it comes up again where it can be told
            from evidence_check import assess, ledger  # noqa: F401
            from evidence_check.findings import dossier  # noqa: F401

            meanwhile()

    thread = Thread(target=load)
    thread.start()
    try:
        yield
    finally:
        thread.join()


class Scan:
    """The scan of one dossier: its round of files first, then its assessment."""

    def __init__(
        self,
        dossier: Path,
        enterprise: Enterprise,
        registry: Registry,
        store: Store,
        out: Path | None = None,
        named: bool = True,
    ) -> None:
        """List the files and look up what is known of them.

        Raises:
            EvidenceCheckError: a missing or empty folder, or standards that don't go together.
        """
        check_standards(enterprise, registry.standards)
        root = walk.dossier_root(dossier)
        files = walk.named(walk.files(dossier, out), root)
        self._enterprise, self._registry, self._store, self._named = enterprise, registry, store, named
        self.round = Round(Examination.of(registry, enterprise.standards), files, store)
        self.key: bytes | None = None

    def outputs(self) -> Outputs:
        """Return what was written of the assessment before."""
        return Outputs(self._store, self.key)

    def assessment(self) -> Assessment:
        """Return the assessment, when the round is through: the same one as last time where nothing has changed."""
        if self._store.lasting:
            self.key = memo.key_of(self.round.state(), self._enterprise, self._named)
        kept = memo.recall(self._store, self.key, self._registry, self._enterprise)
        if kept is not None:
            return kept
        from evidence_check.examinations import Stored

        files = Stored(self._store, self.round.numbers())
        try:
            enterprise, notes = self._enterprise, list[Bilingual]()
            if not self._named:
                enterprise, notes = _name_from_documents(enterprise, files)
            found = assess(self._registry, enterprise, files, notes)
        finally:
            self._store.release()
        memo.remember(self._store, self.key, found)
        self._store.tidy(list(self.round.numbers()))
        return found


def assess(
    registry: Registry,
    enterprise: Enterprise,
    files: Examinations | Sequence[Examined],
    notes: Sequence[Bilingual] = (),
) -> Assessment:
    """Return the assessment of files that were examined already."""
    from evidence_check.assess import Assessor
    from evidence_check.examinations import Examinations, InMemory
    from evidence_check.findings.dossier import dossier_findings
    from evidence_check.ledger import ledger
    from evidence_check.scoring import documented, gather, score

    held = files if isinstance(files, Examinations) else InMemory(files)
    assessor = Assessor(registry, enterprise, held)
    clauses = assessor.clauses()
    chosen = [standard for standard in registry.standards if standard.id in enterprise.standards]
    return Assessment(
        enterprise=enterprise,
        editions=tuple(e for e in registry.editions if any(s.edition == e.id for s in chosen)),
        standards=tuple(chosen),
        clauses=clauses,
        documents=ledger(held, clauses, assessor.standing),
        findings=dossier_findings(held, assessor.standing, enterprise, clauses),
        score=score(
            registry,
            enterprise.standards,
            gather(registry, clauses, enterprise.verdicts),
            facts=enterprise.facts,
            documents=documented(held, assessor.standing, enterprise),
        ),
        notes=(*notes, *_belonging_to_others(assessor.standing)),
    )


def _belonging_to_others(standing: Mapping[str, Standing]) -> list[Bilingual]:
    """Return a note where many rules are refused as one other company's: perhaps it is this one, under another name."""
    from evidence_check.reasons import say

    owners = Counter(one.foreign.name for one in standing.values() if one.foreign is not None)
    own = sum(one.foreign is None and one.refused is None for one in standing.values())
    name = min(owners, key=lambda one: (-owners[one], one), default="")
    if owners[name] < max(_MANY_FOREIGN, own * _SHARE_FOREIGN):
        return []
    return [say("note_many_foreign", name=name, count=str(owners[name]))]


def _name_from_documents(enterprise: Enterprise, files: Examinations) -> tuple[Enterprise, list[Bilingual]]:
    """Return the enterprise named after the company that most documents are headed by."""
    from evidence_check.reasons import say

    counts: Counter[str] = Counter(m.name for file in files.values() for m in file.mentions if m.subject)
    if not counts:
        return enterprise, []
    name = min(counts, key=lambda one: (-counts[one], one))
    chinese = any("\u4e00" <= char <= "\u9fff" for char in name)
    named = Bilingual(zh=name) if chinese else Bilingual(en=name)
    return replace(enterprise, name=named), [say("note_name_guessed", name=name)]
