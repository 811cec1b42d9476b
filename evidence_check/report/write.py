"""Puts the report's files in place, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from evidence_check.differences import since_earlier, to_json
from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Assessment, Bilingual, Registry
from evidence_check.report import html, json, keep, links, word, wording, workbook
from evidence_check.report.whole import HINT, Staged, write_whole
from evidence_check.report.written import Written
from evidence_check.verdicts.carried import carried_from
from evidence_check.walk import dossier_root

__all__ = ["Written", "write", "write_whole"]

PAGE, DATA, WORKBOOK, WORD = "report.html", "report.json", "gaps.xlsx", "report.docx"
_WORKED_IN = (WORKBOOK, WORD)  # people edit these; an edited one is never overwritten


def write(
    assessment: Assessment,
    registry: Registry,
    out: Path,
    lang: str = "zh",
    dossier: Path | None = None,
    since: Path | None = None,
    template: Path | None = None,
    notice: Callable[[Bilingual], None] | None = None,
) -> Written:
    """Write the page, the data, the workbook and the Word report into ``out`` (created where it lacks).

    Args:
        assessment: what the scan found.
        registry: the standards it was judged by.
        out: folder of the report; the report that is in it already is the one to compare with.
        lang: ``zh`` or ``en``, the language that the HTML shows first and that the Word report is written in.
        dossier: the folder that was scanned; with it, file names in the report lead to the files themselves.
        since: an earlier ``report.json`` to compare with instead.
        template: a Word template to use instead of the program's own.
        notice: told when an edited file was put aside, so that nothing that a person wrote is lost.

    Raises:
        EvidenceCheckError: the folder can't be made or written to, a report is open in another program, ``since`` or
            ``template`` can't be used. With a template that fails only on this content, everything else is written.
    """
    base = links.base_of(dossier_root(dossier), out) if dossier else None
    data = json.to_data(assessment, registry)
    changes = since_earlier(data, out, since)
    data["changes"] = to_json(changes) if changes else None
    _make(out)
    failed: EvidenceCheckError | None = None
    with ExitStack() as stack:

        def stage(name: str, content: Iterable[str | bytes]) -> Staged:
            return stack.enter_context(Staged(out / name, content))

        staged = [stage(PAGE, html.stream(assessment, registry, lang, base, changes))]
        made = {WORKBOOK: workbook.render(assessment, registry, lang, changes, carried_from(out / WORKBOOK))}
        try:
            made[WORD] = word.render(assessment, registry, lang, changes, template)
        except EvidenceCheckError as error:
            failed = error
        staged += [stage(name, [content]) for name, content in made.items()]
        data["outputs"] = {name: keep.digest(content) for name, content in made.items()}
        staged.append(stage(DATA, json.pieces(data)))  # last, because it says what the others are
        _put(staged, out, notice)
    if failed is not None:
        raise failed
    return Written(tuple(out / name for name in (PAGE, DATA, WORKBOOK, WORD)), changes)


def prepare() -> None:
    """Load what writing needs, while there is nothing to write yet."""
    import docxtpl  # noqa: F401
    import openpyxl  # noqa: F401

    html.prepare()


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvidenceCheckError(f"{out}: the report folder can't be made ({error.strerror})", HINT) from error


def _put(staged: Iterable[Staged], out: Path, notice: Callable[[Bilingual], None] | None) -> None:
    """Put everything in its place, now that all of it is there."""
    outputs = keep.recorded(out / DATA)
    for name in _WORKED_IN:
        kept = keep.put_aside(out / name, outputs)
        if kept is not None and notice is not None:
            notice(wording.text("kept_workbook" if name == WORKBOOK else "kept_word", name=name, kept=kept))
    for one in staged:
        one.place()
