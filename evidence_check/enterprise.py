"""Reads ``enterprise.yaml``: who the dossier is about, what it is judged by, and over which years.

A person writes that file by hand, so every mistake in it is named by file and line, in Chinese and English.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from jsonschema import Draft202012Validator, ValidationError

from evidence_check.data import read_text, read_yaml
from evidence_check.model import AssessorVerdict, Bilingual, Enterprise, Holder, Standard
from evidence_check.resources import standards_dir
from evidence_check.scoring.sense import nonsense
from evidence_check.scoring.words import NO, VERDICT_OPTIONS, YES, Source, Where, mixture, nearest, parse_verdict

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
_PLAUSIBLE_YEARS = range(1990, 2101)  # a typing slip such as 2206 must not pass
_NOT_SAID = frozenset({"", "null", "unknown", "未知", "不详"})


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
    _check_shape(content, source)
    content = {key: value for key, value in content.items() if value is not None}  # a key left blank is not given
    day = content.get("as_of", as_of)
    if day is None:
        raise source.error(
            ("as_of",), "the day to judge at is missing; write for example as_of: 2026-10-31", "缺少评估日期"
        )
    certification, since = _certification(content, source)
    holders = {key: _holders(content.get("people", {}).get(key), key, source) for key in PEOPLE}
    enterprise = Enterprise(
        name=_name(content["name"], source),
        other_names=_strings(content.get("other_names")),
        partners=_strings(content.get("partners")),
        standards=_strings(content.get("standards", DEFAULT_STANDARDS)),
        businesses=_strings(content.get("businesses")),
        certification=certification,
        certified_since=since,
        as_of=day,
        people={key: _present_holder(holders[key], day) for key in PEOPLE},
        profile={key: _answer(content.get("profile", {}).get(key), key, source) for key in PROFILE},
        facts={str(key): value for key, value in content.get("facts", {}).items()},
        verdicts=_verdicts(content.get("verdicts", {}), source),
        holders={key: held for key, held in holders.items() if any(h.first or h.last for h in held) or len(held) > 1},
    )
    _check_dates(enterprise, source)
    for wrong in nonsense(enterprise.facts, enterprise.as_of):
        raise source.error(("facts", *wrong.where), wrong.why.en or "", wrong.why.zh or "")
    return enterprise


def default(name: str, as_of: str, standards: Iterable[str] = DEFAULT_STANDARDS) -> Enterprise:
    """Return an enterprise of which only the name is known: for a folder without ``enterprise.yaml``."""
    return Enterprise(
        name=_named(name),
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


def check_day(text: str, source: Source | None = None, *where: str) -> None:
    """Raise a DataError unless ``text`` (YYYY-MM-DD or YYYY-MM) is a day or month of a plausible year."""
    place, key = source or Source(None, {}), where or ("as_of",)
    try:
        day = date.fromisoformat(text if len(text) != 7 else f"{text}-01")
    except ValueError:
        day = date.min
    if not day.isoformat().startswith(text):
        raise place.error(key, f"there is no such day as {text}; expected YYYY-MM-DD", f"没有 {text} 这一天")
    if day.year not in _PLAUSIBLE_YEARS:
        raise place.error(key, f"{day.year} is not a plausible year", f"{day.year} 年不合常理")


def to_json(enterprise: Enterprise) -> dict[str, object]:
    """Return the enterprise in the shape of ``enterprise.yaml``, every key present."""
    verdicts = {key: asdict(given) for key, given in enterprise.verdicts.items()}
    return {
        "name": {"zh": enterprise.name.zh, "en": enterprise.name.en},
        "other_names": list(enterprise.other_names),
        "partners": list(enterprise.partners),
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


# --- the years that count ------------------------------------------------------------------------------------


def years_wanted(enterprise: Enterprise) -> tuple[str, ...]:
    """Return the years for which a renewal wants records: from ``certified_since`` to the last full year.

    The first, partial year counts, the running year is not judged. Empty for a first application, and for a renewal
    within the year of its certification: there the last twelve months count (see :func:`period`).
    """
    if enterprise.certification != "renewal" or enterprise.certified_since is None:
        return ()
    first, running = int(enterprise.certified_since[:4]), int(enterprise.as_of[:4])
    return tuple(str(year) for year in range(first, running))


def period(enterprise: Enterprise) -> tuple[str, str]:
    """Return the first and the last day (ISO) on which a record counts, both included."""
    since = enterprise.certified_since
    if since is not None and years_wanted(enterprise):
        return (since if len(since) == 10 else f"{since}-01"), enterprise.as_of
    last = date.fromisoformat(enterprise.as_of)
    leap_day = last.month == 2 and last.day == 29
    year_before = last.replace(year=last.year - 1, day=28 if leap_day else last.day)
    return (year_before + timedelta(days=1)).isoformat(), enterprise.as_of


# --- checks --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _validator(root: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads((root / "schema" / "enterprise.schema.json").read_text(encoding="utf-8")))


def _check_shape(content: Any, source: Source) -> None:
    """Raise for the first line that does not fit the schema."""
    found = [(_where(error), error) for error in _validator(standards_dir()).iter_errors(content)]
    if not found:
        return
    # A key that is missing comes last: a misspelt one explains it better.
    found.sort(key=lambda pair: (pair[1].validator == "required", source.line(pair[0]), [str(s) for s in pair[0]]))
    where, error = found[0]
    en, zh = _expected(error, where)
    raise source.error(where, en, f"{zh}（另有 {len(found) - 1} 处）" if len(found) > 1 else zh)


def _where(error: ValidationError) -> Where:
    """Return the path of the offending key itself, which jsonschema gives only for values."""
    where: Where = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        known = cast("dict[str, Any]", error.schema)["properties"]
        return (*where, next(str(key) for key in cast("dict[Any, Any]", error.instance) if key not in known))
    return (*where, str(error.instance)) if "propertyNames" in error.absolute_schema_path else where


def _expected(error: ValidationError, where: Where) -> tuple[str, str]:
    """Return what was expected there, in English and Chinese, from the schema's own words."""
    schema = cast("dict[str, Any]", error.schema)
    if error.validator == "additionalProperties":
        known = ", ".join(schema["properties"])
        return f"unknown key{nearest(where[-1], schema['properties'])}; known here: {known}", "未知的键"
    if error.validator == "required":
        key = next(key for key in schema["required"] if key not in cast("dict[str, Any]", error.instance))
        words = schema["properties"][key]["expected"]
        return f"{key} is missing: {words['en']}", f"缺少 {key}：{words['zh']}"
    words = schema.get("expected", {"zh": error.message, "en": error.message})
    found = json.dumps(error.instance, ensure_ascii=False, default=str)[:60]
    guess = nearest(error.instance, schema["enum"]) if error.validator == "enum" else ""
    return f"found {found}, expected {words['en']}{guess}", f"应为{words['zh']}"


def _certification(content: dict[str, Any], source: Source) -> tuple[Literal["first", "renewal"], str | None]:
    """Return certification and since when. ``certified_since`` alone makes a renewal; a contradiction is refused."""
    since: str | None = content.get("certified_since")
    stated: Literal["first", "renewal"] | None = content.get("certification")
    if stated == "renewal" and since is None:
        en = "a renewal needs certified_since: YYYY-MM, the last certification or re-certification"
        raise source.error(("certification",), en, "复核（renewal）需要 certified_since: 年-月")
    if stated == "first" and since is not None:
        en = "a first certification has no certified_since; write certification: renewal, or null here"
        raise source.error(("certified_since",), en, "首次认证（first）不应有 certified_since")
    return stated or ("renewal" if since else "first"), since


def _check_dates(enterprise: Enterprise, source: Source) -> None:
    check_day(enterprise.as_of, source)
    since = enterprise.certified_since
    if since is None:
        return
    check_day(since, source, "certified_since")
    if since > enterprise.as_of:
        en = f"{since} is later than as_of ({enterprise.as_of})"
        raise source.error(("certified_since",), en, f"晚于评估日期 as_of（{enterprise.as_of}）")


# --- values --------------------------------------------------------------------------------------------------


def _blank(value: str | None) -> str | None:
    return None if value is None else value.strip() or None


def _strings(values: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(value.strip() for value in values or ())


def _named(name: str) -> Bilingual:
    hanzi = any("一" <= character <= "鿿" for character in name)
    return Bilingual(zh=name.strip() or None) if hanzi else Bilingual(en=name.strip() or None)


def _name(value: Any, source: Source) -> Bilingual:
    name = _named(value) if isinstance(value, str) else Bilingual(_blank(value.get("zh")), _blank(value.get("en")))
    if not (name.zh or name.en):
        raise source.error(("name",), "the enterprise's name is blank", "企业名称不能为空")
    return name


def _holders(value: Any, key: str, source: Source) -> tuple[Holder, ...]:
    """Return who has held a post, as listed; one plain name has held it all the time."""
    if value is None or isinstance(value, str):
        name = _blank(value)
        return (Holder(name),) if name else ()
    found = []
    for index, entry in enumerate(value):
        first, last = entry.get("from"), entry.get("to")
        for moment in filter(None, (first, last)):
            check_day(moment, source, f"people.{key}")
        if first and last and first > last:
            en = f"{entry['name']} left the post ({last}) before taking it ({first})"
            raise source.error(("people", key, index), en, f"{entry['name']} 的任职起止日期颠倒")
        found.append(Holder(entry["name"].strip(), first, last))
    return tuple(sorted(found, key=lambda h: (h.first or "", h.last or "9999")))


def _present_holder(holders: Sequence[Holder], day: str) -> str | None:
    """Return who holds a post on ``day`` (ISO); nobody where all have left it."""
    here = [h.name for h in holders if (h.first or "") <= day and (h.last or "9999") >= day[: len(h.last or day)]]
    return here[-1] if here else None


def _turns(enterprise: Enterprise, key: str) -> object:
    if key not in enterprise.holders:
        return enterprise.people[key]
    return [{"name": h.name, "from": h.first, "to": h.last} for h in enterprise.holders[key]]


def _answer(value: Any, key: str, source: Source) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in YES | NO | _NOT_SAID:
        en = f"found {value!r}, expected yes, no or null"
        raise source.error(("profile", key), en, "应为 yes（是）、no（否）或 null（未知）")
    return None if word in _NOT_SAID else word in YES


def _verdicts(given: dict[str, Any], source: Source) -> dict[str, AssessorVerdict]:
    found: dict[str, AssessorVerdict] = {}
    for key, value in given.items():
        entry = {"verdict": value} if isinstance(value, str) else value
        word = entry["verdict"]
        verdict = parse_verdict(word)
        if verdict is None:
            en = f"found {word!r}, expected {VERDICT_OPTIONS.en}"
            raise source.error(("verdicts", key), en, f"应为{VERDICT_OPTIONS.zh}")
        day = _blank(entry.get("date"))
        if day is not None:
            check_day(day, source, "verdicts", key, "date")
        words = {name: _blank(entry.get(name)) for name in ("reason", "assessor", "evidence")}
        found[key] = AssessorVerdict(verdict, date=day, **words)
    return found
