"""Finds written systems in force that exist in no Simplified Chinese version: customs reads Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from evidence_check.findings.rules import Inspection, rules
from evidence_check.model import Examined, Finding
from evidence_check.text import normal

_NO_HANZI = re.compile(r"[^\u4e00-\u9fff]+")
_CODE = re.compile(r"(?<![a-z])[a-z]{1,6}(?:[- .]?[a-z]{1,4})?[- .]?\d{1,4}(?:[-.]\d{1,4})*(?!\d)")
_NUMBERS_ONLY = re.compile(r"[\W_]+")

_SENTENCE = re.compile(r"[。；;\n]|\.(?=\s|$)|(?<=\S)\s(?=\d{1,2}[.、]?\s)")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{4,}")
_NUMBER = re.compile(r"(?:[a-z]{2,5}[ -]){1,2}\d{1,4}")
_SENTENCE_LETTERS, _FRONT = 25, 6  # letters of what says something; lines at the head
_LATIN_NAME = re.compile(r"[a-z][a-z &'-]{7,}[a-z]")
_CONTROLLED = 3  # fields of a control block from which a paper is a controlled document


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the policy as a candidate: whether its Chinese version lies beside it, only the dossier knows."""
    rule = rules()["no-chinese"]
    text = "".join(line.passage.text for line in inspection.body)
    rules_it = inspection.in_force or _is_controlled(inspection) or _lays_down(inspection)
    if not rules_it or len(text) < rule.params["shortest"] or _is_side_by_side(inspection):
        return
    foreign = inspection.document.language in rule.params["language_names"] or _only_title_chinese(inspection)
    if foreign or _is_traditional(inspection, text):
        yield inspection.remark(rule, inspection.heading)


def _lays_down(inspection: Inspection) -> bool:
    """Whether a paper is a rule by its name and its numbered provisions, whatever role it was given."""
    rule = rules()["no-chinese"]
    if inspection.judged.marks & {"draft", "template", "plan", "copy"} or inspection.role in ("superseded", "contract"):
        return False
    name = _NUMBER.sub(" ", f"{inspection.title} {normal(PurePosixPath(inspection.document.path).stem)}")
    if name in rule.words("not_rules") or inspection.role == "written_system":
        return False
    approved = any(line.text in rule.words("approved") for line in inspection.body[:_FRONT])
    provisions = sum(len(rule.words("provision").spots(line.text)) for line in inspection.body)
    return (name in rule.words("rule_names") or approved) and provisions >= rule.params["provisions"]


def _segments(inspection: Inspection) -> list[str]:
    lines = [line.passage.text for line in inspection.body if normal(line.passage.text) != inspection.title]
    return [part for text in lines for part in _SENTENCE.split(text) if len(part.strip()) > 1]


def _is_side_by_side(inspection: Inspection) -> bool:
    """Whether every sentence in another language has its Chinese beside it."""
    chinese = [s for s in _segments(inspection) if not _KANA.search(s) and _CHINESE.search(s)]
    other = [
        s
        for s in _segments(inspection)
        if len(_KANA.findall(s)) > 1 or (len(_LATIN.findall(s)) >= _SENTENCE_LETTERS and not _HANZI.search(s))
    ]
    return bool(other) and len(chinese) >= rules()["no-chinese"].params["beside"] * len(other)


def _only_title_chinese(inspection: Inspection) -> bool:
    """Whether the text has whole sentences in Latin letters and none in Chinese: only its title is in both."""
    if inspection.document.language != "mixed":
        return False
    body = [s for s in _segments(inspection) if normal(s) not in inspection.title]
    latin = [s for s in body if len(_LATIN.findall(s)) >= _SENTENCE_LETTERS]
    hanzi = sum(len(_HANZI.findall(s)) for s in body)
    letters = sum(len(_LATIN.findall(s)) for s in body)
    return len(latin) > 1 and hanzi < rules()["no-chinese"].params["title_only"] * letters


def _is_controlled(inspection: Inspection) -> bool:
    """Whether a paper of no known kind bears a number, version and date of effect, as systems in force do."""
    fields = inspection.document.control.fields
    known = [name for name in ("number", "version", "effective_date", "issued_date") if fields.get(name, ("", 0))[0]]
    return inspection.role == "irrelevant" and not inspection.judged.marks and len(known) >= _CONTROLLED


def _is_traditional(inspection: Inspection, text: str) -> bool:
    """Whether enough hanzi change when the text is simplified; a name or two in old characters do not."""
    hanzi = _NO_HANZI.sub("", text)
    simplified = _NO_HANZI.sub("", "".join(line.text for line in inspection.body))
    if len(hanzi) != len(simplified) or not hanzi:
        return False
    changed = sum(one != other for one, other in zip(hanzi, simplified, strict=True))
    share: float = rules()["no-chinese"].params["traditional"]
    return bool(changed >= share * len(hanzi))


class ChineseSystems:
    """The Chinese and bilingual written systems of a dossier, by the names under which a version would lie beside them.

    ``file in systems`` says whether one stands beside ``file``: same number, code or name.
    """

    def __init__(self, files: Iterable[Examined]) -> None:
        self._paths: dict[str, str | None] = {}
        """By name the path of the file that bears it, None where several do."""
        for file in files:
            if file.role.name == "written_system" and _is_chinese(file):
                for name in _names(file):
                    path = file.document.path
                    self._paths[name] = path if self._paths.get(name, path) == path else None

    def __contains__(self, file: Examined) -> bool:
        own = file.document.path
        return any(self._paths.get(name, own) != own for name in _names(file))


def _is_chinese(file: Examined) -> bool:
    waits = any(finding.kind == "foreign_language" for finding in file.findings)
    return file.document.language in ("zh", "mixed") and not waits


def _names(file: Examined) -> set[str]:
    """Return the document's number, the code in its file name, its title and file name, without language marks."""
    document = file.document
    number = document.control.fields.get("number", ("", 0))[0]
    stem = PurePosixPath(document.path).stem
    code = _CODE.search(normal(stem))
    texts = (number, code[0] if code else "", document.title or "", stem)
    names = {plain for text in texts if len(plain := _plain(text)) >= 3}
    latin = (match[0] for text in (document.title or "", stem) for match in _LATIN_NAME.finditer(normal(text)))
    return names | {plain for text in latin if len(plain := _plain(text)) >= _TELLING}


_TELLING = 10  # letters of the English half of a title that tell one document from another


def _plain(text: str) -> str:
    marks = rules()["no-chinese"].words("language_marks")
    plain = normal(text)
    for start, end in reversed(marks.spots(plain)):
        plain = plain[:start] + plain[end:]
    return _NUMBERS_ONLY.sub("", plain)
