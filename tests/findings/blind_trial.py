"""Runs the rules on wordings of somebody who had not seen them: ten of each kind that a reviewer would remark on, and
ten that only look like it.

``python -m tests.findings.blind_trial`` prints the figures per kind; ``-v`` also what is missed and what is false;
``blind_second`` takes the set that was written after the rules had been widened.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import yaml

from evidence_check import registry
from evidence_check.assess import Assessor
from evidence_check.examinations import InMemory
from evidence_check.examine import Examiner
from evidence_check.findings.dossier import dossier_findings
from evidence_check.model import Bilingual, Enterprise, Finding
from evidence_check.standing import standings
from evidence_check.text import normal
from tests.builders import enterprise

FOLDER = Path(__file__).parent / "blind"
SECOND = Path(__file__).parent / "blind_second"
_SHARED = 4  # characters that a quote shares with the spot that the author had in mind


class Figures(NamedTuple):
    """How many of a kind's positives are remarked on, how many of those at the right spot; false alarms among near."""

    positive: int
    found: int
    placed: int
    near: int
    false: int


def kinds() -> list[str]:
    """The kinds that there are blind wordings for."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@lru_cache(maxsize=1)
def _examiner() -> Examiner:
    return Examiner(registry.load(), ["2022-common"])


def _owner(folder: Path) -> Enterprise:
    """The house that the blind author wrote about, certified since 2022; 2024 is the last full year."""
    if folder == SECOND:
        name, as_of = Bilingual("青岛海纳精密机械有限公司", "Qingdao Haina Precision Machinery Co., Ltd."), "2025-08-31"
        people = ("郑国栋", "郑国栋", "孙丽萍", "周立新")
    else:
        name, as_of = Bilingual("苏州恒锐机电有限公司", "Suzhou Hengrui Electromechanical Co., Ltd."), "2025-06-30"
        people = ("吴刚", "陈立", "周敏", "林晓")
    posts = ("legal_representative", "customs_executive", "customs_manager", "security_executive")
    return enterprise(
        name=name,
        as_of=as_of,
        certification="renewal",
        certified_since="2022-01",
        people=dict(zip(posts, people, strict=True)),
    )


def remarks(case: dict[str, Any], folder: Path = FOLDER) -> list[Finding]:
    """The findings on the files of one case, as a dossier of their own."""
    files = []
    for file in case["files"]:
        path = PurePosixPath(file["name"])
        name = str(path.with_suffix(".txt")) if path.suffix in (".docx", "") else str(path)
        text = file.get("text") or "\n".join(",".join(f'"{cell}"' for cell in row) for row in file["table"])
        files.append(_examiner().examine(text.encode(), name))
    house = _owner(folder)
    held = InMemory(files)
    clauses = Assessor(registry.load(), house, held).clauses()
    return list(dossier_findings(held, standings(list(held.values()), house), house, clauses))


def measure(kind: str, told: list[str] | None = None, folder: Path = FOLDER) -> Figures:
    """The figures of one kind; ``told`` receives a line per miss and false alarm."""
    content = yaml.safe_load((folder / f"{kind}.yaml").read_text(encoding="utf-8"))
    found = placed = false = 0
    for case in content["positive"]:
        here = [f for f in remarks(case, folder) if f.kind == kind]
        found += bool(here)
        right = any(_same_spot(f.quote, case.get("quote") or "") for f in here)
        placed += right
        if told is not None and not right:
            told.append(
                f"  {'placed elsewhere' if here else 'missed'}: {case['files'][0]['name']}: {case.get('quote')}"
            )
    for case in content["near"]:
        here = [f for f in remarks(case, folder) if f.kind == kind]
        false += bool(here)
        if told is not None and here:
            told.append(f"  false: {case['files'][0]['name']}: {here[0].quote} ({here[0].why.zh})")
    return Figures(len(content["positive"]), found, placed, len(content["near"]), false)


def _same_spot(quote: str, meant: str) -> bool:
    """Whether a quote shows the spot that was meant: one holds the other, or they share a run of characters."""
    a, b = normal(quote), normal(meant)
    if not b or a in b or b in a:
        return True
    return any(b[at : at + _SHARED * 2] in a for at in range(max(len(b) - _SHARED * 2, 0) + 1))


if __name__ == "__main__":
    print(f"{'kind':20} found  placed  false")
    chosen = SECOND if "blind_second" in sys.argv else FOLDER
    for name in kinds():
        lines: list[str] = []
        figures = measure(name, lines, chosen)
        yes, no = figures.positive, figures.near
        print(f"{name:20} {figures.found:2}/{yes}  {figures.placed:2}/{yes}  {figures.false:2}/{no}")
        if "-v" in sys.argv:
            print("\n".join(lines))
