"""Reads standards/findings.yaml: what a reviewer remarks, as plain data with its words, source and examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.gated import Gated
from evidence_check.matching.cues import parse
from evidence_check.matching.gates import Gates
from evidence_check.matching.roles import Judged
from evidence_check.matching.scanner import Scanner
from evidence_check.model import Bilingual, Document, Finding, Locator, Passage
from evidence_check.resources import standards_dir
from evidence_check.text import literal_span, normal, quote_around, sentences

Span = tuple[int, int]

_QUOTE = 160  # characters of a quote: enough to see the spot in its sentence
_ASIDE = ("comment", "property", "footnote")
_MARGIN = ("header", "footer")


class Wording:
    """Cues and patterns that say one thing. Both are held against text in normal form (see ``text.normal``)."""

    def __init__(self, cues: Iterable[str] = (), patterns: Iterable[str] = ()) -> None:
        self._scanner = Scanner(parse(cue, {}) for cue in cues) if cues else None
        self._gated = Gated(re.compile(pattern) for pattern in patterns)

    def spots(self, text: str) -> list[Span]:
        """Return where the normalised ``text`` says it, in order."""
        found = [match.span() for pattern in self._gated.possible(text) for match in pattern.finditer(text)]
        if self._scanner:
            found += [(s.start, s.end) for s in self._scanner.sightings(text, self._scanner.hits(text))]
        return sorted(found)

    def __contains__(self, text: str) -> bool:
        return any(p.search(text) for p in self._gated.possible(text)) or bool(self._scanner and self.spots(text))


@dataclass(frozen=True, eq=False)
class Rule:
    """One thing to remark on: where it shows (``wording``), what silences it in the same sentence (``unless``).

    ``message`` has {parts} that the code fills in; ``params`` holds thresholds and further wordings of the rule's own.
    """

    id: str
    kind: str
    severity: str
    message: Bilingual
    source: str
    wording: Wording
    unless: Wording
    params: Mapping[str, Any] = field(default_factory=dict)
    examples: Mapping[str, Any] = field(default_factory=dict)

    def spots(self, text: str) -> Iterator[Span]:
        """Yield where a normalised text breaks the rule, sentences that silence it left out."""
        found = self.wording.spots(text)
        if not found:
            return
        parts = sentences(text)
        for start, end in found:
            touched = [text[a:b] for a, b in parts if a < max(end, start + 1) and b > start]
            if "".join(touched) not in self.unless:
                yield start, end

    def why(self, **parts: str | Bilingual) -> Bilingual:
        """Return the rule's message in both languages with its parts filled in."""
        sides: dict[str, str] = {}
        for language in ("zh", "en"):
            filled = {
                name: (getattr(part, language) or part.zh or part.en or "") if isinstance(part, Bilingual) else part
                for name, part in parts.items()
            }
            sides[language] = (getattr(self.message, language) or "").format(**filled)
        return Bilingual(sides["zh"], sides["en"])

    @lru_cache(maxsize=64)  # noqa: B019  (rules live as long as the process)
    def words(self, name: str) -> Wording:
        """Return a further wording of the rule: ``params[name]`` as patterns."""
        return Wording(patterns=self.params[name])

    @lru_cache(maxsize=4096)  # noqa: B019
    def labels(self, name: str, label: str) -> bool:
        """Return whether a column's name or form label (as printed) is one of ``params[name]``; labels repeat a lot."""
        return normal(label) in self.words(name)


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """Return every rule of findings.yaml by its id.

    Raises:
        DataError: the file does not fit its schema.
    """
    content = read_yaml(standards_dir() / "findings.yaml", "findings")
    return {raw["id"]: _rule(raw) for raw in content["rules"]}


def _rule(raw: Mapping[str, Any]) -> Rule:
    return Rule(
        id=raw["id"],
        kind=raw["kind"],
        severity=raw["severity"],
        message=Bilingual(**raw["message"]),
        source=raw["source"],
        wording=Wording(raw.get("cues", ()), raw.get("patterns", ())),
        unless=Wording(raw.get("unless", ()), raw.get("unless_patterns", ())),
        params=raw.get("params", {}),
        examples=raw["examples"],
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A passage with its text in normal form."""

    passage: Passage
    text: str

    def quote(self, span: Span | None = None) -> str:
        """Return the literal words around a span of the normal form, or the beginning of the passage."""
        literal = self.passage.text
        start, end = literal_span(literal, *span) if span else (0, min(len(literal), 1))
        return quote_around(literal, start, end, _QUOTE)


@dataclass(frozen=True)
class Inspection:
    """One document under review: its lines in normal form and what was judged of it."""

    document: Document
    judged: Judged
    gates: Gates

    @property
    def role(self) -> str:
        """The document's role."""
        return self.judged.role.name

    @property
    def in_force(self) -> bool:
        """Whether the document is a written system that claims to be in force."""
        return self.role == "written_system" and not self.judged.marks & {"draft", "template", "copy", "plan"}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All passages but comments, footnotes and properties."""
        return tuple(Line(p, normal(p.text)) for p in self.document.passages if p.kind not in _ASIDE and p.text.strip())

    @cached_property
    def margins(self) -> tuple[Line, ...]:
        """Page headers and footers."""
        return tuple(line for line in self.lines if line.passage.kind in _MARGIN)

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """Everything but page headers and footers."""
        return tuple(line for line in self.lines if line.passage.kind not in _MARGIN)

    @cached_property
    def title(self) -> str:
        """The title in normal form, "" where there is none."""
        return normal(self.document.title or "")

    @cached_property
    def heading(self) -> Line | None:
        """The line that bears the title, else the first line."""
        fitting = (line for line in self.body[:20] if self.title and self.title in line.text)
        return next(fitting, self.lines[0] if self.lines else None)

    def remark(self, rule: Rule, line: Line | None, span: Span | None = None, **parts: str | Bilingual) -> Finding:
        """Return a finding with the literal words at ``span`` of ``line``; without a line it quotes nothing."""
        quote = line.quote(span) if line else ""
        locator = line.passage.locator if line else Locator()
        why, disowns = rule.why(**parts), bool(rule.params.get("disowns"))
        return Finding(self.document.path, rule.kind, quote, locator, why, disowns)
