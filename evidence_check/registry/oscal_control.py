"""Turns one clause into an OSCAL control: its text in both languages, what it wants, where else it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from evidence_check.model import Bilingual, Clause, Condition, Crossing, Item, Registry, Requirement, SourceRef
from evidence_check.registry.guide import Guide

NS = "urn:evidence-check:oscal"
Json = dict[str, Any]


def token(name: str) -> str:
    """Return one of our ids as an OSCAL token, which must not begin with a digit or hold a slash or hash sign."""
    return "aeo-" + name.replace("/", ".").replace("#", ".")


def control_id(clause: str) -> str:
    """Return the id of the control that stands for a clause."""
    return token(clause)


def both(text: Bilingual) -> str:
    """Return both languages on one line, each once."""
    return " / ".join(dict.fromkeys(" ".join(side.split()) for side in (text.zh, text.en) if side))


def prop(name: str, value: str, label: str | None = None, own: bool = True) -> Json:
    """Return a prop; ``label`` is its class (a token), ``own`` puts it into the project's namespace."""
    content: Json = {"name": name}
    if own:
        content["ns"] = NS
    content["value"] = " ".join(value.split())
    if label is not None:
        content["class"] = label if label[:1].isalpha() else f"aeo-{label}"
    return content


def identified(name: str) -> list[Json]:
    """Return the prop that holds our own id, by which report.json and enterprise.yaml speak of the same thing."""
    return [prop("id", name)]


def _sources(refs: tuple[SourceRef, ...]) -> list[Json]:
    return [prop("source", f"{ref.file}:{ref.line}") for ref in refs]


def _condition(condition: Condition) -> list[Json]:
    said = (("certification", condition.certification), ("profile", condition.profile))
    props = [prop("applies-when", value, kind) for kind, value in said if value]
    return props + [prop("applies-when", business, "business") for business in condition.businesses]


class Controls:
    """Makes controls; holds what it must look up for each clause.

    ``sources`` maps source files of this catalog to the UUIDs of their resources, ``elsewhere`` does so for the
    catalogs of other editions.
    """

    def __init__(
        self, registry: Registry, guides: Mapping[str, Guide], sources: dict[str, str], elsewhere: dict[str, str]
    ) -> None:
        self._registry, self._guides = registry, guides
        self._files, self._elsewhere = sources, elsewhere
        self._edition = {clause.id: standard.edition for standard in registry.standards for clause in standard.clauses}
        self._wishes: defaultdict[str, list[Requirement]] = defaultdict(list)
        for requirement in registry.requirements:
            self._wishes[requirement.clause].append(requirement)
        self._crossings: defaultdict[str, list[Crossing]] = defaultdict(list)
        for crossing in registry.crosswalk:
            self._crossings[crossing.origin].append(crossing)

    def control(self, clause: Clause, item: Item) -> Json:
        """Return the control of a clause of ``item``."""
        name = control_id(clause.id)
        condition = self._registry.applies_when.get(clause.id)
        params = [param for wish in self._wishes[clause.id] for param in _params(name, wish)]
        links = [*self._counterparts(clause), *self._texts(clause)]
        return {
            "id": name,
            "class": "clause",
            "title": f"{clause.no} {both(item.title)}",
            **({"params": params} if params else {}),
            "props": [
                *identified(clause.id),
                prop("label", clause.no, own=False),
                prop("decided-by", clause.decided_by),
                prop("polarity", clause.polarity),
                *(prop("verdict-option", option) for option in clause.verdict_options),
                *(_condition(condition) if condition else ()),
                *_sources(clause.source),
            ],
            **({"links": links} if links else {}),
            "parts": [
                _statement(name, clause),
                *_source_text(name, clause),
                *(_applicability(name, condition) if condition else ()),
                *self._guidance(name, clause),
                *(self._objective(name, wish) for wish in self._wishes[clause.id]),
            ],
        }

    def _counterparts(self, clause: Clause) -> list[Json]:
        """Return the crosswalk's links; ``rel`` says what the other clause asks compared with this one."""
        links = []
        for crossing in self._crossings[clause.id]:
            target, edition = control_id(crossing.target), self._edition[crossing.target]
            link: Json = {"href": f"#{target}", "rel": crossing.relation}
            if edition in self._elsewhere:
                link = {"href": f"#{self._elsewhere[edition]}", "rel": crossing.relation, "resource-fragment": target}
            note = f" ({' '.join(crossing.note.split())})" if crossing.note else ""
            links.append({**link, "text": f"{crossing.target}: {crossing.relation}{note}"})
        return links

    def _texts(self, clause: Clause) -> list[Json]:
        files = dict.fromkeys(ref.file for ref in clause.source)
        return [{"href": f"#{self._files[file]}", "rel": "reference", "text": file} for file in files]

    def _guidance(self, name: str, clause: Clause) -> list[Json]:
        """Return what the guide (认证标准指南) says on the clause, which it says in Chinese only."""
        guide = self._guides.get(clause.standard)
        row = guide.by_id.get(clause.id) if guide else None
        if row is None or not row.paragraphs:
            return []
        refs = tuple(SourceRef(row.file, paragraph.line) for paragraph in row.paragraphs)
        prose = "\n\n".join(paragraph.text for paragraph in row.paragraphs)
        return [{"id": f"{name}_gdn", "name": "guidance", "class": "zh", "props": _sources(refs), "prose": prose}]

    def _objective(self, name: str, wish: Requirement) -> Json:
        slug = wish.id.partition("#")[2]
        here = f"{name}_obj.{slug}"
        elements = [
            {
                "id": f"{here}.{element.key}",
                "name": "assessment-objective",
                "class": "essential" if element.essential else "optional",
                "prose": both(element.name),
            }
            for element in wish.elements
        ]
        proves = self._registry.not_applicable_proof.get(wish.clause) == wish.id
        return {
            "id": here,
            "name": "assessment-objective",
            "class": wish.kind,
            "title": both(wish.title),
            "props": [*_wish_props(wish), *([prop("proves-not-applicable", "true")] if proves else [])],
            **({"parts": elements} if elements else {}),
        }


def _wish_props(wish: Requirement) -> list[Json]:
    said = (
        ("frequency", wish.frequency),
        ("years", wish.years),
        ("any-of", wish.any_of),
        ("occasion", both(wish.occasion) if wish.occasion else None),
    )
    return [
        *identified(wish.id),
        prop("kind", wish.kind),
        prop("counts", wish.counts),
        prop("basis", wish.basis),
        *(prop(name, value) for name, value in said if value),
        *(prop("person", person) for person in wish.persons),
        *(_condition(wish.applies_when) if wish.applies_when else ()),
        *_sources(wish.source),
    ]


def _params(name: str, wish: Requirement) -> list[Json]:
    """Return the numbers of a requirement that an assessor may have to tighten: years kept, times a year."""
    slug = wish.id.partition("#")[2]
    numbers: list[tuple[str, str, float | None]] = [
        ("retention-years", "保存年限 / years to keep", wish.retention_years),
        ("per-year", "每年次数 / times a year", wish.per_year if wish.per_year > 1 else None),
    ]
    return [
        {"id": f"{name}_prm.{slug}.{what}", "label": f"{both(wish.title)}: {label}", "values": [f"{number:g}"]}
        for what, label, number in numbers
        if number
    ]


def _statement(name: str, clause: Clause) -> Json:
    """Return the text that people read: the whole under one part, each language in a part of its own below it."""
    sides = [
        {
            "id": f"{name}_smt.{language}",
            "name": "item",
            "class": language,
            "props": [
                prop("language", language),
                prop("written-by", clause.display_source.get(language, "project")),  # seed: as published
            ],
            "prose": text,
        }
        for language, text in (("zh", clause.display.zh), ("en", clause.display.en))
        if text
    ]
    return {"id": f"{name}_smt", "name": "statement", "parts": sides}


def _source_text(name: str, clause: Clause) -> list[Json]:
    """Return the source's own print where readers are shown another text."""
    pairs = (("zh", clause.text.zh, clause.display.zh), ("en", clause.text.en, clause.display.en))
    return [
        {"id": f"{name}_src.{language}", "name": "source-text", "ns": NS, "class": language, "prose": text}
        for language, text, shown in pairs
        if text and text != shown
    ]


def _applicability(name: str, condition: Condition) -> list[Json]:
    return [
        {"id": f"{name}_app.{language}", "name": "applicability", "ns": NS, "class": language, "prose": text}
        for language, text in (("zh", condition.text.zh), ("en", condition.text.en))
        if text
    ]
