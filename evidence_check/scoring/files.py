"""The scoring rules alone: a file of verdicts in, a score out, and the score as report.json shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evidence_check.data import DataError, read_text, read_yaml
from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Basis, Bilingual, Registry, Score, Verdict
from evidence_check.scoring.arithmetic import score
from evidence_check.scoring.sheet import Given, VerdictError
from evidence_check.scoring.words import VERDICT_OPTIONS, Source, Where, parse_verdict


def score_file(registry: Registry, standards: Sequence[str], verdicts_path: Path, assume: Verdict | None) -> Score:
    """Return the score of the verdicts in a JSON or YAML file.

    The file maps clause or item ids to verdict words (``met`` or 达标 …) or to {verdict, reason}. The same may stand
    under ``verdicts:`` with ``facts:`` beside it, so that an ``enterprise.yaml`` serves as well.

    Raises:
        EvidenceCheckError: the file can't be read, or an id or a verdict in it can't be used; file and line are named.
    """
    content, source = _read(verdicts_path)
    inside = isinstance(content.get("verdicts"), Mapping)
    given: dict[str, tuple[Verdict, Basis, str | None]] = {}
    for key, value in (content["verdicts"] if inside else content).items():
        where: Where = ("verdicts", str(key)) if inside else (str(key),)
        given[str(key)] = _given(value, where, source)
    facts = content.get("facts") if inside else None
    try:
        return score(registry, standards, given, assume, facts=facts if isinstance(facts, Mapping) else None)
    except VerdictError as error:
        line = source.line(("verdicts", error.id) if inside else (error.id,))
        raise EvidenceCheckError(f"{verdicts_path}:{line}: {error.message}", error.hint) from error


def _read(path: Path) -> tuple[dict[Any, Any], Source]:
    text = read_text(path)
    source = Source.of(path, text)
    content: Any
    if path.suffix.lower() == ".json":
        try:
            content = json.loads(text, object_pairs_hook=_once)
        except json.JSONDecodeError as error:
            raise DataError(f"{path}:{error.lineno}: not JSON ({error.msg}) / 不是有效的 JSON") from error
        except ValueError as error:
            raise source.error((str(error),), "given twice", "重复的键") from error
    else:
        content = read_yaml(path)
    if content is None:
        content = {}
    if not isinstance(content, dict):
        raise source.error((), "expected clause or item ids with verdicts", "应为条款或标准项编号及其结论")
    return content, source


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, refusing a key given twice, which JSON would silently overwrite."""
    for index, (key, _) in enumerate(pairs):
        if any(key == other for other, _ in pairs[:index]):
            raise ValueError(key)
    return dict(pairs)


def _given(value: object, where: Where, source: Source) -> Given:
    word, reason = (value.get("verdict"), value.get("reason")) if isinstance(value, Mapping) else (value, None)
    verdict = parse_verdict(word) if isinstance(word, str) else None
    if verdict is None:
        raise source.error(where, f"found {word!r}, expected {VERDICT_OPTIONS.en}", f"应为{VERDICT_OPTIONS.zh}")
    return Given(verdict, "assessor", str(reason) if reason else None)


def _words(text: Bilingual) -> dict[str, str | None]:
    return {"zh": text.zh, "en": text.en}


def to_json(result: Score) -> dict[str, object]:
    """Return the score in report.json's shape, with the standards it was scored by."""
    return {
        "standards": list(result.standards),
        "total": result.total,
        "best": result.best,
        "worst": result.worst,
        "passed": result.passed,
        "conditions": [
            {"id": c.id, "passed": c.passed, "items": list(c.items), "gates": c.gates, "detail": _words(c.detail)}
            for c in result.conditions
        ],
        "items": [
            {"id": item.id, "verdict": item.verdict, "points": item.points, "basis": item.basis, "reason": item.reason}
            for item in result.items
        ],
        "counts": {kind: dict(row) for kind, row in result.counts.items()},
        "notes": [_words(note) for note in result.notes],
        "financial": result.financial,
        "closing": [asdict(step) for step in result.closing],
    }
