"""Examines one file: bytes → document → matches, record events, companies named, findings. A pure function."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from evidence_check import documents
from evidence_check.findings import file_findings
from evidence_check.findings.companies import mentions
from evidence_check.matching.gates import compile_gates
from evidence_check.matching.match import Matcher
from evidence_check.matching.roles import Judged
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.model import Document, Examined, Match, Promise, Registry, Role
from evidence_check.reasons import say
from evidence_check.records.duties import duties
from evidence_check.records.events import events
from evidence_check.records.listings import listings
from evidence_check.records.promises import promises
from evidence_check.records.statements import statements
from evidence_check.records.tables_kept import registers


class Examiner:
    """What is compiled once per process to examine files against the standards of one registry.

    A file's matches with one standard do not depend on the others, so only the standards that are asked for are
    matched; none given stands for all. ``made_from`` names registry and code; then what is compiled is kept.
    """

    def __init__(self, registry: Registry, standards: Collection[str] = (), made_from: str | None = None) -> None:
        self._gates = compile_gates(registry)
        self._matcher = Matcher(Vocabulary(registry, standards, made_from), self._gates)

    def examine(self, data: bytes, path: str) -> Examined:
        """Return all that one file shows. Depends on nothing but its bytes, its path and the registry.

        The passages are left behind: what counts of them stands in the matches, and memory must not grow with the
        dossier.
        """
        return self.examine_document(documents.read(data, path))

    def examine_document(self, document: Document) -> Examined:
        """Return all that a document shows that was read already."""
        judged, matches, promised = self._matched(document)
        read = document.status == "ok"
        findings = file_findings(document, judged, self._gates) if read else ()
        role = judged.role if read else Role("irrelevant", say("role_unread"), False)
        if disowned := next((finding for finding in findings if finding.disowns), None):
            role = Role("decoy", disowned.why, True)
            matches = tuple(replace(match, refused=match.refused or say("refused_subject")) for match in matches)
        return Examined(
            document=replace(document, passages=()),
            role=role,
            matches=matches,
            events=events(document) if read else (),
            mentions=mentions(document) if read else (),
            findings=findings,
            statements=statements(document, judged) if read else (),
            promises=promised,
            registers=registers(document, judged) if read else (),
            duties=duties(document, judged) if read else (),
            listings=listings(document, judged) if read else (),
        )

    def _matched(self, document: Document) -> tuple[Judged, tuple[Match, ...], tuple[Promise, ...]]:
        """Return all that is read off the document's units, which go before the next steps need their memory."""
        reading = self._matcher.read(document)
        judged, matches = self._matcher.match(reading)
        promised = promises(reading, self._matcher.vocabulary, judged) if document.status == "ok" else ()
        return judged, matches, promised
