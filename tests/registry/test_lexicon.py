"""The lexicon's own promises: a form that two concepts share is noted in both, and every concept says something."""

from collections import defaultdict

from evidence_check.data import read_yaml
from evidence_check.matching.cues import literals
from evidence_check.resources import standards_dir


def concepts() -> list[dict[str, object]]:
    files = sorted((standards_dir() / "lexicon").glob("*.yaml"))
    return [entry for file in files for entry in read_yaml(file, "lexicon")["concepts"]]


def test_no_term_is_ambiguous_without_a_note() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    noted = {str(entry["id"]) for entry in concepts() if entry.get("note")}
    for entry in concepts():
        for language in ("zh", "en"):
            for form in entry.get(language) or ():  # type: ignore[union-attr, attr-defined]
                for literal in literals(form):
                    owners[literal].add(str(entry["id"]))
    silent = {literal: sorted(ids - noted) for literal, ids in owners.items() if len(ids) > 1 and ids - noted}
    assert not silent, dict(list(silent.items())[:10])


def test_the_lexicon_is_broad_in_both_languages() -> None:
    found = concepts()
    assert len(found) >= 600
    assert sum(bool(entry.get("zh")) and bool(entry.get("en")) for entry in found) >= 600
