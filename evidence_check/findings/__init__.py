"""What a careful reviewer would remark on one file, a small file per family of findings.

The rules are data (``standards/findings.yaml``). Some remarks depend on what only the dossier knows: the enterprise's
name, the day of the review, whether another version lies beside. Those leave here as candidates, and
``dossier.dossier_findings`` keeps the ones that hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from evidence_check import registry
from evidence_check.findings import (
    answers,
    blank_forms,
    companies,
    containers,
    echo,
    formal,
    languages,
    namesakes,
    one_go,
    placeholders,
    plans,
    registers,
    regulations,
    scope,
    titles,
)
from evidence_check.findings.rules import Inspection
from evidence_check.matching.gates import Gates, compile_gates
from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Finding

_FAMILIES: tuple[Callable[[Inspection], Iterator[Finding]], ...] = (
    companies.find,
    placeholders.find,
    titles.find,
    echo.find,
    plans.find,
    regulations.find,
    formal.find,
    languages.find,
    registers.find,
    namesakes.find,
    containers.find,
    one_go.find,
    answers.find,
    scope.find,
)


def file_findings(document: Document, judged: Judged, gates: Gates | None = None) -> tuple[Finding, ...]:
    """Return the remarks on one file, candidates among them, each once.

    ``gates`` are those of the registry that the document is judged by; without them the package's own are compiled.
    """
    inspection = Inspection(document, judged, gates or _own_gates())
    found = [finding for family in _FAMILIES for finding in family(inspection)]
    found += blank_forms.find(inspection, found)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _own_gates() -> Gates:
    return compile_gates(registry.load())
