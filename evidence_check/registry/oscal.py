"""Turns the standards into OSCAL catalogs, so that other compliance software can load them.

Catalog → group per standard → group per category → group per item → control per clause. OSCAL knows one language per
text, so both stand in parts of their own; what it has no word for stands in props of the namespace ``NS``. The same
registry always gives the same bytes: ids are names, UUIDs are derived, and the date is the edition's ``verified_on``.
Format: https://pages.nist.gov/OSCAL-Reference/models/ (catalog, 1.2.1).
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Bilingual, Category, Edition, Item, Registry, Standard
from evidence_check.registry import edition_notes, guides
from evidence_check.registry.oscal_control import Controls, both, identified, prop, token
from evidence_check.resources import standards_dir

OSCAL_VERSION = "1.2.1"
_UUIDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:evidence-check:oscal")  # names below it never change their meaning
_MIDNIGHT = "T00:00:00+08:00"  # dates of announcements are Beijing dates

Json = dict[str, Any]


def catalogs(registry: Registry, root: Path | None = None) -> dict[str, Json]:
    """Return one OSCAL catalog for each edition, by edition id. ``root`` is the standards folder."""
    return {edition.id: catalog(registry, [edition.id], root) for edition in registry.editions}


def catalog(registry: Registry, editions: Sequence[str] | None = None, root: Path | None = None) -> Json:
    """Return one OSCAL catalog (``{"catalog": …}``) with the standards of ``editions``, or of all editions.

    Raises:
        EvidenceCheckError: there is no such edition.
    """
    known = {edition.id: edition for edition in registry.editions}
    for wanted in editions or ():
        if wanted not in known:
            raise EvidenceCheckError(f"没有这一版标准 / no such edition: {wanted}", f"known: {', '.join(known)}")
    chosen = [edition for edition in registry.editions if editions is None or edition.id in editions]
    return {"catalog": _Catalog(registry, chosen, (root or standards_dir()).resolve()).whole()}


def write(registry: Registry, target: Path, root: Path | None = None) -> list[Path]:
    """Write OSCAL catalogs and return their paths: all editions in one where ``target`` ends in ``.json``, else
    ``<edition>.json`` for each into the folder ``target`` (created where it lacks).

    Raises:
        EvidenceCheckError: a file can't be written.
    """
    from evidence_check.report.write import write_whole

    if target.suffix.lower() == ".json":
        return [write_whole(target, dump(catalog(registry, None, root)))]
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"无法建立文件夹 / the folder can't be made: {target} ({error.strerror})"
        raise EvidenceCheckError(message) from error
    return [write_whole(target / f"{name}.json", dump(one)) for name, one in catalogs(registry, root).items()]


def dump(content: Json) -> str:
    """Return a catalog as the text of its file."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _uuid(*names: str) -> str:
    return str(uuid.uuid5(_UUIDS, "\n".join(names)))


@dataclass
class _Catalog:
    """One catalog on its way."""

    registry: Registry
    editions: list[Edition]
    root: Path

    def whole(self) -> Json:
        chosen = {edition.id for edition in self.editions}
        elsewhere = {e.id: _uuid("edition", e.id) for e in self.registry.editions if e.id not in chosen}
        sources = {file: _uuid("source", edition.id, file) for edition in self.editions for file in edition.sources}
        controls = Controls(self.registry, guides(self.root), sources, elsewhere)
        standards = [standard for standard in self.registry.standards if standard.edition in chosen]
        content = {
            "metadata": self._metadata(),
            "groups": [_standard(standard, controls) for standard in standards],
            "back-matter": {"resources": [*self._sources(sources), *self._elsewhere(elsewhere)]},
        }
        # OSCAL wants another UUID whenever the content is another, so it is derived from the content.
        return {"uuid": _uuid("catalog", json.dumps(content, ensure_ascii=False, sort_keys=True)), **content}

    def _metadata(self) -> Json:
        first, notes = self.editions[0], edition_notes(self.root)
        remarks = [text for edition in self.editions for text in _validity(edition, notes.get(edition.id))]
        issuers = {edition.issuer.zh: edition for edition in self.editions}.values()
        parties = [
            {"uuid": _uuid("party", e.issuer.zh or e.id), "type": "organization", "name": both(e.issuer)}
            for e in issuers
        ]
        published = {"published": f"{first.in_force_from}{_MIDNIGHT}"} if first.in_force_from else {}
        return {
            "title": "; ".join(both(edition.title) for edition in self.editions),
            **(published if len(self.editions) == 1 else {}),
            "last-modified": max(edition.verified_on for edition in self.editions) + _MIDNIGHT,
            "version": "+".join(edition.id for edition in self.editions),
            "oscal-version": OSCAL_VERSION,
            "props": [one for edition in self.editions for one in _edition_props(edition)],
            "roles": [{"id": "issuer", "title": "发布机关 / Issuer of the standards"}],
            "parties": parties,
            "responsible-parties": [{"role-id": "issuer", "party-uuids": [party["uuid"] for party in parties]}],
            "remarks": "\n\n".join(remarks),
        }

    def _sources(self, uuids: dict[str, str]) -> list[Json]:
        return [
            {
                "uuid": uuids[file],
                "title": file,
                "description": f"{edition.announcement}: the source text as it was published",
                "rlinks": [_file_link(self.root / edition.id / "source" / file, edition.id)],
            }
            for edition in self.editions
            for file in edition.sources
        ]

    def _elsewhere(self, uuids: dict[str, str]) -> list[Json]:
        """Return the other editions' catalogs, to which the crosswalk leads."""
        titles = {edition.id: edition.title for edition in self.registry.editions}
        return [
            {
                "uuid": identity,
                "title": both(titles[edition]),
                "description": "The catalog of another edition, with counterparts of these clauses.",
                "rlinks": [{"href": f"{edition}.json", "media-type": "application/oscal+json"}],
            }
            for edition, identity in uuids.items()
        ]


def _file_link(path: Path, edition: str) -> Json:
    link: Json = {"href": f"standards/{edition}/source/{path.name}", "media-type": "text/plain"}
    if path.is_file():
        link["hashes"] = [{"algorithm": "SHA-256", "value": hashlib.sha256(path.read_bytes()).hexdigest()}]
    return link


def _validity(edition: Edition, notes: Bilingual | None) -> list[str]:
    span = f"{edition.in_force_from or '?'} – {edition.in_force_to or ''}"
    texts = [f"{edition.announcement}: 施行期间 / in force {span}"]
    if edition.replaced_by:
        texts.append(f"已被取代 / replaced by: {both(edition.replaced_by)}")
    return texts + [text for text in (notes.zh, notes.en) if text] if notes else texts


def _edition_props(edition: Edition) -> list[Json]:
    dates = (("in-force-from", edition.in_force_from), ("in-force-to", edition.in_force_to))
    return [
        prop("edition", edition.id),
        prop("announcement", edition.announcement, edition.id),
        *(prop(name, value, edition.id) for name, value in dates if value),
        prop("verified-on", edition.verified_on, edition.id),
    ]


# --- groups --------------------------------------------------------------------------------------------------------


def _standard(standard: Standard, controls: Controls) -> Json:
    level = [prop("level", standard.level)] if standard.level else []
    categories = [
        _category(standard, number, category, controls) for number, category in enumerate(standard.categories, 1)
    ]
    return {
        "id": token(standard.id),
        "class": "standard",
        "title": both(standard.title),
        "props": [*identified(standard.id), prop("edition", standard.edition), *level],
        "groups": [group for group in categories if group["groups"]],
    }


def _category(standard: Standard, number: int, category: Category, controls: Controls) -> Json:
    title = f"{category.no}、{both(category.title)}" if category.no else both(category.title)
    props = [prop("category-kind", category.kind)] if category.kind else []
    props += [prop("verdict-option", option) for option in category.verdict_options]
    props += [
        prop("points", str(points), option) for option, points in (category.points or {}).items() if points is not None
    ]
    return {
        "id": f"{token(standard.id)}.category-{number}",
        "class": "category",
        "title": title,
        "props": props,
        "groups": [_item(standard, item, controls) for item in standard.items if item.category == category.no],
    }


def _item(standard: Standard, item: Item, controls: Controls) -> Json:
    props = [*identified(item.id), prop("label", item.no, own=False)]
    props += [prop("printed-group", item.group)] if item.group else []
    props += [prop("business", item.business)] if item.business else []
    name = f"{token(standard.id)}.item-{item.no}"  # an item without sub-clauses is a clause too, and needs another id
    texts = [("overview", item.preamble)] if item.preamble else []
    texts += [("note", note) for note in item.notes]
    parts = [
        {"id": f"{name}_{what}.{number}.{language}", "name": what, "class": language, "prose": side}
        for number, (what, text) in enumerate(texts, 1)
        for language, side in (("zh", text.zh), ("en", text.en))
        if side
    ]
    return {
        "id": name,
        "class": "item",
        "title": f"{item.no} {both(item.title)}",
        "props": props,
        **({"parts": parts} if parts else {}),
        "controls": [controls.control(clause, item) for clause in standard.clauses if clause.id in item.clauses],
    }
