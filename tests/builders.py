"""Small builders of model objects for tests; every argument that a test does not care about has a plain default."""

from __future__ import annotations

from dataclasses import replace

from evidence_check import enterprise as enterprises
from evidence_check.model import (
    Bilingual,
    Control,
    Document,
    Element,
    Enterprise,
    Examined,
    Locator,
    Match,
    Mention,
    Passage,
    Quote,
    RecordEvent,
    Requirement,
    Role,
    RoleName,
)


def text_document(path: str, *paragraphs: str, title: str | None = None, status: str = "ok") -> Document:
    """A document of paragraphs; the first is its title unless one is given."""
    passages = tuple(Passage(i, text, "paragraph", Locator(paragraph=i + 1)) for i, text in enumerate(paragraphs))
    return Document(
        path=path,
        sha256=path,
        size=10,
        format="docx",
        status=status,  # type: ignore[arg-type]
        title=title or (paragraphs[0] if paragraphs else None),
        language="zh",
        passages=passages,
    )


def examined(
    path: str,
    role: RoleName = "written_system",
    *,
    title: str | None = None,
    matches: tuple[Match, ...] = (),
    dates: tuple[str, ...] = (),
    people: tuple[str, ...] = (),
    mentions: tuple[Mention, ...] = (),
    version: str | None = None,
    effective: str | None = None,
    status: str = "ok",
) -> Examined:
    """What one file shows, without reading any."""
    fields = {"version": version, "effective_date": effective}
    control = Control({name: (value, 0) for name, value in fields.items() if value})
    document = replace(text_document(path, title=title or path, status=status), control=control)
    quote = Quote(path, Locator(paragraph=1), f"{path} row")
    events = tuple(RecordEvent(path, day, people, f"{path} {day}", quote) for day in dates)
    return Examined(document, Role(role, Bilingual("r", "r"), True), matches, events, mentions, ())


def match(requirement: str, file: str, *elements: str, score: float = 0.8, refused: Bilingual | None = None) -> Match:
    """A match of a file with a requirement, with a quote per element."""
    quotes = {key: Quote(file, Locator(paragraph=2), f"{key} in {file}") for key in elements}
    opening = Quote(file, Locator(paragraph=1), f"start of {file}")
    return Match(requirement, file, "written_system", score, opening, quotes, refused)


def requirement(identifier: str = "s/1#rule", kind: str = "written_system", *keys: str, **more: object) -> Requirement:
    """A requirement with essential elements named by their keys."""
    elements = tuple(Element(key, Bilingual(key, key), (key,)) for key in keys)
    base = Requirement(
        id=identifier,
        clause=identifier.split("#")[0],
        kind=kind,  # type: ignore[arg-type]
        title=Bilingual("要求", "requirement"),
        elements=elements,
        counts="required",
        basis="clause",
        source=(),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def enterprise(as_of: str = "2026-10-31", **more: object) -> Enterprise:
    """An enterprise applying for the first time."""
    base = enterprises.default("苏州恒锐机电有限公司", as_of, ("2022-common",))
    return replace(base, **more)  # type: ignore[arg-type]


def mention(name: str, count: int = 1, subject: bool = True) -> Mention:
    """A company named in a document."""
    return Mention(name, count, subject, Quote("a", Locator(), name))
