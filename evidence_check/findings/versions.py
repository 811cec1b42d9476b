"""Finds older editions of a rule, or a rule that another says to replace, that lie unmarked beside what is in force."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from evidence_check.examinations import Examinations
from evidence_check.findings.rules import rules
from evidence_check.model import Finding
from evidence_check.standing import Standing


class _Edition(NamedTuple):
    version: str
    dated: str
    controlled: bool
    path: str
    place: int


def find(files: Examinations, standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield one finding per older edition that nothing else has told of already."""
    groups: dict[str, list[_Edition]] = defaultdict(list)
    for path, file in files.stating("edition"):
        told = standing[path].newer is not None or file.role.name == "superseded" or standing[path].foreign
        for place, said in enumerate(file.statements if not told else ()):
            if said.kind == "edition":
                version, dated, state = said.value.split("|")
                groups[said.subject].append(_Edition(version, dated, bool(state), path, place))
    older: dict[str, tuple[_Edition, str]] = {}
    for group in groups.values():
        for one in group if 1 < len(group) <= _MOST else ():
            newer = next((other for other in group if _is_newer(other, one)), None)
            if newer and not one.controlled:
                older.setdefault(one.path, (one, newer.path))
    for one, newer_path in (*older.values(), *_replaced(files, groups, set(older))):
        rule, said = rules()["superseded-beside"], files[one.path].statements[one.place]
        yield Finding(said.quote.file, rule.kind, said.quote.text, said.quote.locator, rule.why(newer=newer_path))


_MOST = 4  # editions of one rule in a dossier; more share a masthead


def _replaced(
    files: Examinations, groups: Mapping[str, list[_Edition]], told: set[str]
) -> Iterator[tuple[_Edition, str]]:
    for path, file in files.stating("replaces"):
        for said in file.statements:
            if said.kind == "replaces":
                for one in groups.get(said.subject, ()):
                    if one.path != path and one.path not in told and not one.controlled:
                        told.add(one.path)
                        yield one, path


def _is_newer(other: _Edition, one: _Edition) -> bool:
    """Return whether ``other`` states a higher version, or, where no versions tell, a clearly later date."""
    if other.path == one.path:
        return False
    if one.version and other.version and one.version != other.version:
        a, b = _rank(one.version), _rank(other.version)
        return len(a) > 0 and [type(x) for x in a[:1]] == [type(x) for x in b[:1]] and a < b
    if one.version and one.version == other.version:
        return False
    return (
        bool(one.dated and other.dated)
        and _day(other.dated) > _day(one.dated) + rules()["superseded-beside"].params["apart"]
    )


def _rank(version: str) -> list[int]:
    return [int(part) if part.isdigit() else ord(part) - 96 for part in re.findall(r"\d+|[a-z]", version)]


def _day(iso: str) -> int:
    return date.fromisoformat((iso + "-01-01")[:10]).toordinal()
