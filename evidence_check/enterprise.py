"""Reads ``enterprise.yaml``: who the dossier is about, what it is judged by, and over which years.

A person writes that file by hand, so every mistake in it is named by file and line, in Chinese and English.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evidence_check.data import read_text, read_yaml
from evidence_check.enterprise_checks import (
    answer_of,
    certification_of,
    check_dates,
    check_day,
    check_shape,
    holders_of,
    name_of,
    named,
    present_holder,
    strings,
    verdicts_of,
)
from evidence_check.model import Enterprise, Standard
from evidence_check.period import period, years_wanted
from evidence_check.scoring.sense import nonsense
from evidence_check.scoring.words import Source, mixture, nearest

__all__ = ["check_day", "check_standards", "default", "load", "period", "to_json", "years_wanted"]

DEFAULT_STANDARDS = ("2022-common", "2022-specific")
PEOPLE = ("legal_representative", "customs_executive", "customs_manager", "security_executive")
PROFILE = (
    "producer",
    "containers",
    "transport",
    "special_items",
    "animals_plants",
    "inspected_goods",
    "technical_standards",
    "special_supervision_zone",
)


def load(path: Path, as_of: str | None = None) -> Enterprise:
    """Return the enterprise that ``path`` describes.

    Args:
        path: an ``enterprise.yaml``.
        as_of: the day (ISO) to judge at where the file names none.

    Raises:
        DataError: the file can't be read, or something in it is not what is expected: file, line, expectation.
    """
    raw = read_yaml(path)
    source = Source.of(path, read_text(path))
    content: dict[str, Any] = {} if raw is None else raw
    check_shape(content, source)
    content = {key: value for key, value in content.items() if value is not None}  # a key left blank is not given
    day = content.get("as_of", as_of)
    if day is None:
        raise source.error(
            ("as_of",), "the day to judge at is missing; write for example as_of: 2026-10-31", "缺少评估日期"
        )
    certification, since = certification_of(content, source)
    holders = {key: holders_of(content.get("people", {}).get(key), key, source) for key in PEOPLE}
    enterprise = Enterprise(
        name=name_of(content["name"], source),
        other_names=strings(content.get("other_names")),
        partners=strings(content.get("partners")),
        sites=strings(content.get("sites")),
        standards=strings(content.get("standards", DEFAULT_STANDARDS)),
        businesses=strings(content.get("businesses")),
        certification=certification,
        certified_since=since,
        as_of=day,
        people={key: present_holder(holders[key], day) for key in PEOPLE},
        profile={key: answer_of(content.get("profile", {}).get(key), key, source) for key in PROFILE},
        facts={str(key): value for key, value in content.get("facts", {}).items()},
        verdicts=verdicts_of(content.get("verdicts", {}), source),
        holders={key: held for key, held in holders.items() if any(h.first or h.last for h in held) or len(held) > 1},
    )
    check_dates(enterprise, source)
    for wrong in nonsense(enterprise.facts, enterprise.as_of):
        raise source.error(("facts", *wrong.where), wrong.why.en or "", wrong.why.zh or "")
    return enterprise


def default(name: str, as_of: str, standards: Iterable[str] = DEFAULT_STANDARDS) -> Enterprise:
    """Return an enterprise of which only the name is known: for a folder without ``enterprise.yaml``."""
    return Enterprise(
        name=named(name),
        other_names=(),
        partners=(),
        standards=tuple(standards),
        businesses=(),
        certification="first",
        certified_since=None,
        as_of=as_of,
        people=dict.fromkeys(PEOPLE),
        profile=dict.fromkeys(PROFILE),
        facts={},
        verdicts={},
    )


def check_standards(enterprise: Enterprise, known: Iterable[Standard], path: Path | None = None) -> None:
    """Raise a DataError where a standard is unknown, or where editions or levels are mixed.

    ``path`` is the ``enterprise.yaml`` that named them, for the line in the message; None where an option did.
    """
    by_id = {standard.id: standard for standard in known}
    source = Source.of(path, read_text(path)) if path else Source(None, {})
    for index, wanted in enumerate(enterprise.standards):
        if wanted not in by_id:
            guess = nearest(wanted, by_id)
            en = f"there is no standard {wanted!r}{guess}; known: {', '.join(by_id)}"
            raise source.error(("standards", index), en, f"没有名为 {wanted} 的标准")
    mixed = mixture(by_id[wanted] for wanted in enterprise.standards)
    if mixed is not None:
        raise source.error(("standards",), mixed.en or "", mixed.zh or "")


def to_json(enterprise: Enterprise) -> dict[str, object]:
    """Return the enterprise in the shape of ``enterprise.yaml``, every key present."""
    verdicts = {key: asdict(given) for key, given in enterprise.verdicts.items()}
    return {
        "name": {"zh": enterprise.name.zh, "en": enterprise.name.en},
        "other_names": list(enterprise.other_names),
        "partners": list(enterprise.partners),
        "sites": list(enterprise.sites),
        "standards": list(enterprise.standards),
        "businesses": list(enterprise.businesses),
        "certification": enterprise.certification,
        "certified_since": enterprise.certified_since,
        "as_of": enterprise.as_of,
        "people": {key: _turns(enterprise, key) for key in enterprise.people},
        "profile": dict(enterprise.profile),
        "facts": dict(enterprise.facts),
        "verdicts": verdicts,
    }


def _turns(enterprise: Enterprise, key: str) -> object:
    if key not in enterprise.holders:
        return enterprise.people[key]
    return [{"name": h.name, "from": h.first, "to": h.last} for h in enterprise.holders[key]]
