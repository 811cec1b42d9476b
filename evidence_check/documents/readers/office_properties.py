"""Reads what an Office file says about itself (docProps): title, author, dates, company, custom fields."""

from __future__ import annotations

from evidence_check.documents.base import Reading, Unreadable
from evidence_check.documents.container import Package

_CORE = {
    "title": "title", "creator": "author", "lastModifiedBy": "last_modified_by", "created": "created",
    "modified": "modified", "revision": "revision", "subject": "subject", "keywords": "keywords",
    "category": "category", "description": "description", "contentStatus": "content_status", "version": "version",
}  # fmt: skip
_APP = {"Company": "company", "Manager": "manager", "Application": "application", "Template": "template"}


def read_properties(package: Package, reading: Reading) -> None:
    """Fill ``reading.properties``, ``title`` and ``pages`` from docProps; a damaged part is passed over."""
    recovered = package.recovered
    for part, names in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        try:
            root = package.xml(part)
        except Unreadable:
            continue
        for element in root if root is not None else ():
            if not isinstance(element.tag, str):
                continue
            name = element.tag.rpartition("}")[2]
            text = " ".join((element.text or "").split())
            if text and name in names:
                reading.properties.setdefault(names[name], text[:500])
            if name == "Pages" and text.isdigit() and 0 < int(text) < 100_000:
                reading.pages = int(text)
    _custom(package, reading)
    reading.title = reading.properties.get("title")
    package.recovered = recovered


def _custom(package: Package, reading: Reading) -> None:
    try:
        root = package.xml("docProps/custom.xml")
    except Unreadable:
        return
    for prop in root if root is not None else ():
        if isinstance(prop.tag, str) and (name := prop.get("name")):
            text = " ".join("".join(str(part) for part in prop.itertext()).split())
            if text and len(reading.properties) < 60:
                reading.properties.setdefault(f"custom:{name[:60]}", text[:500])
