"""Tells what a column's name, a form's label or a short cell says, by the words of standards/records.yaml."""

from __future__ import annotations

import re
from functools import lru_cache

from evidence_check.data import read_yaml
from evidence_check.matching.cues import parse
from evidence_check.matching.scanner import Scanner
from evidence_check.resources import standards_dir
from evidence_check.text import normal

_TAIL = re.compile(r"(?:[(\[【].{0,20}[)\]】]|[\s_\-\d.v]+)+$")
_LABEL = 40  # characters of a label; what is longer is text, whatever words stand in it


class _Labels:
    """The words of records.yaml, compiled."""

    def __init__(self) -> None:
        content = read_yaml(standards_dir() / "records.yaml", "records")
        pairs = [(name, cue) for name, cues in content.items() if name != "exact" for cue in cues]
        self._names = [name for name, _ in pairs]
        self._scanner = Scanner((parse(cue, {}) for _, cue in pairs), remembered=1)  # ``of`` remembers
        self.exact = {name: frozenset(map(normal, words)) for name, words in content["exact"].items()}

    @lru_cache(maxsize=16_384)  # noqa: B019  (one instance per process, and labels repeat on every row)
    def of(self, label: str) -> frozenset[str]:
        text = normal(label)
        found = self._scanner.sightings(text, self._scanner.hits(text))
        return frozenset(self._names[sighting.cue] for sighting in found)


@lru_cache(maxsize=1)
def _labels() -> _Labels:
    return _Labels()


def kinds(text: str) -> frozenset[str]:
    """Return the names of all the lists in records.yaml of which a text holds a word."""
    return _labels().of(text)


def is_field(label: str, field: str) -> bool:
    """Return whether a label names a field: a word for it stands there, and none that says it is something else."""
    found = kinds(label[:_LABEL])
    return field in found and f"not_{field}" not in found


@lru_cache(maxsize=16_384)
def says(text: str, name: str) -> bool:
    """Return whether a whole cell, brackets at its end apart, is one of the words of ``exact`` in records.yaml."""
    plain = normal(text)
    words = _labels().exact[name]
    return plain in words or plain.partition("(")[0] in words


def ends_as(title: str, name: str) -> bool:
    """Return whether a title, what stands in brackets at its end apart, ends in a word of a list in records.yaml."""
    plain = _TAIL.sub("", normal(title))
    return any(plain.endswith(word) for word in _endings(name))


@lru_cache(maxsize=8)
def _endings(name: str) -> tuple[str, ...]:
    content = read_yaml(standards_dir() / "records.yaml", "records")
    return tuple(word.rstrip("$") for cue in content[name] for word in cue.split("|"))
