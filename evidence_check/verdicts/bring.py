"""The whole way of a workbook back: read it, decide what changes, change ``enterprise.yaml`` whole or not at all."""

from __future__ import annotations

import codecs
from dataclasses import asdict, dataclass
from pathlib import Path

from evidence_check.enterprise import load
from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Bilingual, Enterprise, Registry, Verdict
from evidence_check.reasons import say
from evidence_check.scoring import choices
from evidence_check.verdicts.edit import with_verdicts
from evidence_check.verdicts.merge import Change, merge
from evidence_check.verdicts.problems import Problem
from evidence_check.verdicts.reading import Reading, read

_ANY_DAY = "2000-01-01"  # the day to judge at, which does not matter here


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did, or would do: changes, what can't be taken, what is remarked on, whether it was written."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    written: bool


def bring(
    workbook: Path, enterprise: Path, registry: Registry, *, write: bool = True, same_enterprise: bool = False
) -> Brought:
    """Bring an assessor's verdicts from a workbook into an ``enterprise.yaml``.

    Args:
        workbook: ``gaps.xlsx`` with the verdicts.
        enterprise: the file that they go into; nothing else of it changes.
        registry: the standards, for ids and the verdicts that they offer.
        write: False only says what would change.
        same_enterprise: take a workbook under another name of the enterprise.

    Returns:
        What was done. Nothing is written where anything can't be taken, or where nothing changes.

    Raises:
        EvidenceCheckError: a file can't be read or written, or the workbook is about another enterprise.
    """
    given = load(enterprise, as_of=_ANY_DAY)
    reading = read(workbook, _options(registry))
    if not same_enterprise:
        _check_name(reading, given, workbook)
    changes, contradictions = merge(reading, given.verdicts)
    problems = (*reading.problems, *contradictions)
    remarks = reading.remarks
    if reading.state is None:
        remarks = (Problem("", None, None, say("import_no_state")), *remarks)
    moving = {change.id: change for change in changes if change.action != "unchanged"}
    written = bool(write and moving and not problems)
    if written:
        _write(enterprise, moving)
    return Brought(tuple(changes), problems, remarks, written)


def _options(registry: Registry) -> dict[str, tuple[Verdict, ...]]:
    return {each: (*offered, "undetermined") for each, offered in choices(registry).items()}


def _check_name(reading: Reading, given: Enterprise, workbook: Path) -> None:
    """Raise where the workbook is about an enterprise of another name: one client's verdicts are not another's."""
    if reading.state is None:
        return
    one, other = _names(reading.state.name), _names(given.name)
    if one and other and not one & other:
        here, there = sorted(one)[0], sorted(other)[0]
        raise EvidenceCheckError(
            f"{workbook}: 工作簿属于“{here}”，不是“{there}” / the workbook is about “{here}”, not “{there}”",
            "The same enterprise under another name? Then --same-enterprise. 确为同一企业的，请加 --same-enterprise。",
        )


def _names(name: Bilingual) -> set[str]:
    return {"".join(side.split()).lower() for side in (name.zh, name.en) if side}


def _write(path: Path, moving: dict[str, Change]) -> None:
    from evidence_check.report.whole import write_whole

    raw = path.read_bytes()
    mark = raw.startswith(codecs.BOM_UTF8)
    text = raw.decode("utf-8-sig")
    wanted = {each: asdict(change.after) if change.after else None for each, change in moving.items()}
    made = with_verdicts(text, wanted, path)
    write_whole(path.resolve(), (codecs.BOM_UTF8 if mark else b"") + made.encode("utf-8"), keep_mode=True)
