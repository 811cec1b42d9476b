"""Checks and reads the values of ``enterprise.yaml``; every mistake is named by file and line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast

from evidence_check.data import fits
from evidence_check.model import AssessorVerdict, Bilingual, Enterprise, Holder
from evidence_check.resources import standards_dir
from evidence_check.scoring.words import NO, VERDICT_OPTIONS, YES, Source, Where, nearest, parse_verdict

if TYPE_CHECKING:
    from jsonschema import ValidationError

_PLAUSIBLE_YEARS = range(1990, 2101)  # a typing slip such as 2206 must not pass
_NOT_SAID = frozenset({"", "null", "unknown", "未知", "不详"})


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


def check_shape(content: Any, source: Source) -> None:
    """Raise for the first line that does not fit the schema."""
    if fits(content, "enterprise"):
        return
    from jsonschema import Draft202012Validator

    schema = json.loads((standards_dir() / "schema" / "enterprise.schema.json").read_text(encoding="utf-8"))
    found = [(_where(error), error) for error in Draft202012Validator(schema).iter_errors(content)]
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


def certification_of(content: dict[str, Any], source: Source) -> tuple[Literal["first", "renewal"], str | None]:
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


def check_dates(enterprise: Enterprise, source: Source) -> None:
    """Raise a DataError unless as_of and certified_since are days, in their order."""
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


def strings(values: Iterable[str] | None) -> tuple[str, ...]:
    """Return a list of names without the spaces around them."""
    return tuple(value.strip() for value in values or ())


def named(name: str) -> Bilingual:
    """Return a name in the language that it is written in."""
    hanzi = any("一" <= character <= "鿿" for character in name)
    return Bilingual(zh=name.strip() or None) if hanzi else Bilingual(en=name.strip() or None)


def name_of(value: Any, source: Source) -> Bilingual:
    """Return the enterprise's name, given as one text or by language."""
    name = named(value) if isinstance(value, str) else Bilingual(_blank(value.get("zh")), _blank(value.get("en")))
    if not (name.zh or name.en):
        raise source.error(("name",), "the enterprise's name is blank", "企业名称不能为空")
    return name


def holders_of(value: Any, key: str, source: Source) -> tuple[Holder, ...]:
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


def present_holder(holders: Sequence[Holder], day: str) -> str | None:
    """Return who holds a post on ``day`` (ISO); nobody where all have left it."""
    here = [h.name for h in holders if (h.first or "") <= day and (h.last or "9999") >= day[: len(h.last or day)]]
    return here[-1] if here else None


def answer_of(value: Any, key: str, source: Source) -> bool | None:
    """Return yes, no or None (nobody has said) for a question of the profile."""
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in YES | NO | _NOT_SAID:
        en = f"found {value!r}, expected yes, no or null"
        raise source.error(("profile", key), en, "应为 yes（是）、no（否）或 null（未知）")
    return None if word in _NOT_SAID else word in YES


def verdicts_of(given: dict[str, Any], source: Source) -> dict[str, AssessorVerdict]:
    """Return the assessor's verdicts by clause or item id, each a word or a word with its reason."""
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
