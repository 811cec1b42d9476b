"""Scans every client on one executor and says in one line how each stands; a client that fails stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from evidence_check.cache import Keeping
from evidence_check.cache.place import SPOILT, open_cache
from evidence_check.errors import EvidenceCheckError
from evidence_check.executors import Executor
from evidence_check.memo import Outputs
from evidence_check.model import Assessment, Bilingual, Enterprise, Registry
from evidence_check.pipeline import Round, run
from evidence_check.progress import Progress
from evidence_check.scan import Scan, scan

Stage = Literal["failed", "gathering", "mending", "ready"]
"""failed: no report; gathering: something is wholly missing; mending: parts are lacking or unread; ready: neither."""

_AT_ONCE = 32  # clients whose caches are open at the same time

Report = Callable[[Path, Assessment, Outputs], Path]
"""Writes a client's report (folder, assessment, what was written before) and returns the page that people open."""


@dataclass(frozen=True, slots=True)
class Client:
    """One client's line. ``path`` is its folder below the portfolio's; ``report`` the page, where there is one.

    ``missing``, ``partial`` and ``unreadable`` count clauses, ``blockers`` what keeps certification from passing,
    ``unread`` files. ``day`` is the day that it was judged at. ``error`` says why there is no report.
    """

    path: str
    stage: Stage
    name: Bilingual
    certification: str | None = None
    standards: tuple[str, ...] = ()
    day: str | None = None
    blockers: int = 0
    missing: int = 0
    partial: int = 0
    unreadable: int = 0
    review: int = 0
    unread: int = 0
    files: int = 0
    total: int | None = None
    report: Path | None = None
    error: str | None = None


@dataclass(frozen=True)
class Means:
    """What a survey works with: standards, executor, whether results are kept, who is told what."""

    registry: Registry
    executor: Executor
    keeping: Keeping
    report: Report
    out: Path
    progress: Progress | None = None
    remarks: list[str] | None = None


@dataclass(frozen=True)
class _Case:
    """A client on its way: its folder, its path below the portfolio's, its enterprise."""

    folder: Path
    path: str
    enterprise: Enterprise
    named: bool


def survey(
    folders: Sequence[Path], root: Path, enterprise_of: Callable[[Path], tuple[Enterprise, bool]], means: Means
) -> list[Client]:
    """Return a line for every client folder, by path.

    Args:
        folders: the clients' folders.
        root: the folder below which they lie.
        enterprise_of: gives a client's enterprise and whether somebody named it.
        means: what to work with.
    """
    means.executor.expect(1_000_000)  # the number of workers is not to depend on how little the first client needs
    lines: list[Client] = []
    cases: list[_Case] = []
    for folder in folders:
        path = folder.relative_to(root).as_posix()
        try:
            cases.append(_Case(folder, path, *enterprise_of(folder)))
        except (EvidenceCheckError, OSError) as error:
            lines.append(_failed(path, error))
    cases.sort(key=lambda case: (case.enterprise.standards, case.path))  # a worker compiles each set of standards once
    for at in range(0, len(cases), _AT_ONCE):
        lines += _lines(cases[at : at + _AT_ONCE], means)
    return sorted(lines, key=lambda line: line.path)


def _lines(cases: Sequence[_Case], means: Means) -> Iterator[Client]:
    with ExitStack() as stack:
        under_way: dict[int, tuple[_Case, Scan, ExitStack]] = {}
        for case in cases:
            own = stack.enter_context(ExitStack())
            try:
                store = own.enter_context(open_cache(means.keeping, case.folder, _said(means)))
                job = Scan(case.folder, case.enterprise, means.registry, store, means.out / case.path, case.named)
                under_way[id(job.round)] = case, job, own
            except SPOILT as error:
                own.close()
                yield _again(case, means, error)
            except (EvidenceCheckError, OSError) as error:
                own.close()
                yield _failed(case.path, error)
        for done in run([job.round for _, job, _ in under_way.values()], means.executor, means.progress):
            case, job, own = under_way[id(done)]
            with own:
                line = _judged(case, done, job, means)
            yield line


def _judged(case: _Case, done: Round, job: Scan, means: Means) -> Client:
    """Return the line of a client whose files are through."""
    try:
        if done.failed is not None:
            raise done.failed
        assessment = job.assessment()
        page = means.report(case.folder, assessment, job.outputs())
    except SPOILT as error:
        return _again(case, means, error)
    except Exception as error:  # a fault of ours on one client must not take the others with it
        return _failed(case.path, error, case)
    return _line(case, assessment, page, means.registry)


def _again(case: _Case, means: Means, error: Exception) -> Client:
    """Return the line of a client whose cache gave way: it is scanned by itself, which knows what to do then."""
    _said(means).append(f"{case.path}: {error}")
    pages: list[Path] = []
    try:
        assessment = scan(
            case.folder,
            case.enterprise,
            means.registry,
            out=means.out / case.path,
            progress=means.progress,
            named=case.named,
            executor=means.executor,
            keeping=means.keeping,
            remarks=means.remarks,
            finish=lambda found, outputs: pages.append(means.report(case.folder, found, outputs)),
        )
    except Exception as fault:  # as above
        return _failed(case.path, fault, case)
    return _line(case, assessment, pages[-1], means.registry)


def _line(case: _Case, assessment: Assessment, page: Path, registry: Registry) -> Client:
    from evidence_check.report import overview
    from evidence_check.report.lookup import Lookup

    counts = overview.counts(assessment)
    lacking = counts["partial"] + counts["unreadable"]
    return Client(
        path=case.path,
        stage="gathering" if counts["missing"] else "mending" if lacking else "ready",
        name=assessment.enterprise.name,
        certification=assessment.enterprise.certification,
        standards=assessment.enterprise.standards,
        day=assessment.enterprise.as_of,
        blockers=len(overview.blockers(Lookup.of(assessment, registry))),
        missing=counts["missing"],
        partial=counts["partial"],
        unreadable=counts["unreadable"],
        review=sum(result.review for result in assessment.clauses),
        unread=sum(line.status not in ("ok", "empty") for line in assessment.documents),
        files=len(assessment.documents),
        total=assessment.score.total,
        report=page,
    )


def _failed(path: str, error: Exception, case: _Case | None = None) -> Client:
    said = error.message if isinstance(error, EvidenceCheckError) else f"{type(error).__name__}: {error}"
    line = Client(path=path, stage="failed", name=Bilingual(), error=said)
    return replace(line, name=case.enterprise.name) if case else line


def _said(means: Means) -> list[str]:
    return means.remarks if means.remarks is not None else []
