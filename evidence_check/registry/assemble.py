"""Unites the drafts of a standard (Chinese, English), the guide's print and the display texts into one Standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from evidence_check.data import DataError
from evidence_check.model import (
    Bilingual,
    Category,
    Clause,
    DecidedBy,
    Item,
    Polarity,
    Repair,
    SourceRef,
    Standard,
)
from evidence_check.registry.display import Display, ItemWording, Wording, place
from evidence_check.registry.drafts import Draft, DraftCategory, DraftClause, DraftItem, Piece
from evidence_check.registry.edition import CategoryKind, Settings
from evidence_check.registry.guide import Guide
from evidence_check.registry.normal import key, tidy

LANGUAGES = ("zh", "en")
_PUNCTUATION = {"zh": "half-width punctuation stands inside Chinese", "en": "stray stops and spaces stand in the text"}


@dataclass
class Assembly:
    """One standard on its way: its drafts by language, what guide and display files add, and the repairs made."""

    settings: Settings
    standard: str
    drafts: dict[str, Draft]
    display: Display
    wordings: Mapping[str, Wording]
    texts: Mapping[str, str]
    guide: Guide | None
    business: Mapping[str, str]
    repairs: list[Repair] = field(default_factory=list)

    @property
    def main(self) -> Draft:
        """Return the draft that leads: Chinese where there is one."""
        return self.drafts.get("zh") or next(iter(self.drafts.values()))

    @property
    def running(self) -> bool:
        """Say whether clause numbers run through the standard, so that an item's id needs a prefix."""
        source = next(s for s in self.settings.sources if s.path.name == self.main.file)
        return source.numbering == "running"


def assemble(work: Assembly) -> Standard:
    """Build the Standard.

    Raises:
        DataError: a display text has no reason, or points to a clause with another text.
    """
    clauses = tuple(_clause(work, draft) for draft in work.main.clauses)
    return Standard(
        id=work.standard,
        edition=work.settings.edition.id,
        level=work.settings.levels[work.standard],
        title=Bilingual(work.display.title.zh or work.standard, work.display.title.en or work.standard),
        categories=tuple(_category(work, index) for index in range(len(work.main.categories))),
        items=tuple(_item(work, item) for item in work.main.items),
        clauses=clauses,
    )


# --- categories and items -----------------------------------------------------------------------------------------


def _category(work: Assembly, index: int) -> Category:
    main = work.main.categories[index]
    wording = work.display.categories.get(main.no or "-", Bilingual())
    printed = {language: draft.categories[index].title for language, draft in work.drafts.items()}
    return Category(
        no=main.no,
        kind=_kind(work, main),
        title=_either(wording, printed),
        verdict_options=main.options,
        points=main.points,
    )


def _kind(work: Assembly, category: DraftCategory) -> CategoryKind | None:
    title = category.title.casefold()
    for kind, words in work.settings.grammar.kinds.items():
        if any(word.casefold() in title for word in words):
            return kind
    return None


def _either(wording: Bilingual, printed: Mapping[str, str]) -> Bilingual:
    """Return the project's words where it has some, else the printed ones, else those of the other language."""
    sides = {}
    for language in LANGUAGES:
        text = printed.get(language) or ""
        sides[language] = getattr(wording, language) or (tidy(text, language) if text else None)
    return Bilingual(sides["zh"] or sides["en"], sides["en"] or sides["zh"])


def item_id(work: Assembly, no: str) -> str:
    """Return the id of an item: with a prefix where the bare number means a clause."""
    return f"{work.standard}/item-{no}" if work.running else f"{work.standard}/{no}"


def _item(work: Assembly, main: DraftItem) -> Item:
    items = {language: found for language, draft in work.drafts.items() if (found := draft.item(main.no))}
    wording = work.display.items.get(main.no, ItemWording())
    preambles = {language: item.preamble for language, item in items.items()}
    category = work.main.categories[main.category] if main.category is not None else None
    identity = item_id(work, main.no)
    _mended_item(work, items, wording)
    return Item(
        id=identity,
        no=main.no,
        title=_either(wording.title, {language: item.title for language, item in items.items()}),
        category=category.no if category else None,
        category_kind=_kind(work, category) if category else None,
        group=main.group,
        preamble=_either(wording.preamble, _texts(preambles)) if any(preambles.values()) else None,
        notes=_notes(work, main, items, wording),
        clauses=tuple(f"{work.standard}/{c.no}" for c in work.main.clauses if c.item == main.no),
        business=work.business.get(identity),
    )


def _mended_item(work: Assembly, items: Mapping[str, DraftItem], wording: ItemWording) -> None:
    """Note which texts of an item that a source prints are written anew."""
    for language, item in items.items():
        lines = {"title": item.line} if getattr(wording.title, language) else {}
        if item.preamble and getattr(wording.preamble, language):
            lines["preamble"] = item.preamble.lines[0]
        for note, words in zip(item.notes, wording.notes, strict=False):
            if getattr(words, language):
                lines["note"] = note.lines[0]
        if lines and not wording.reason:
            raise DataError(
                f"{work.display.path}:1: item {item.no} has texts in {language}; say why they are written anew"
            )
        for what, line in lines.items():
            said = f"display ({language}) of the {what} of item {item.no} written anew"
            work.repairs.append(Repair(None, work.drafts[language].file, line, said, wording.reason or ""))


def _texts(pieces: Mapping[str, Piece | None]) -> dict[str, str]:
    return {language: piece.text for language, piece in pieces.items() if piece is not None}


def _notes(
    work: Assembly, main: DraftItem, items: Mapping[str, DraftItem], wording: ItemWording
) -> tuple[Bilingual, ...]:
    """Return an item's notes, and the appendix to which the asterisk of its category leads."""
    texts = {language: [piece.text for piece in item.notes] for language, item in items.items()}
    footnote = main.category is not None and work.main.categories[main.category].footnote
    if footnote:
        for language, draft in work.drafts.items():
            texts[language].append("\n".join(piece.text for piece in draft.appendix))
            line = draft.categories[main.category or 0].line
            what = f"the appendix kept as a note of item {main.no}"
            work.repairs.append(Repair(None, draft.file, line, what, "an asterisk at the category title leads to it"))
    rows = zip_longest(*texts.values(), fillvalue="")
    printed = [dict(zip(texts, row, strict=True)) for row in rows]
    own = [*wording.notes, *[Bilingual()] * len(printed)]
    return tuple(_either(words, text) for text, words in zip(printed, own, strict=False))


# --- clauses ------------------------------------------------------------------------------------------------------


def _clause(work: Assembly, main: DraftClause) -> Clause:
    identity = f"{work.standard}/{main.no}"
    pieces = {language: found.piece for language, d in work.drafts.items() if (found := d.clause(main.no))}
    item = work.main.item(main.item)
    category = work.main.categories[item.category] if item and item.category is not None else None
    display, origin = _shown(work, identity, pieces)
    refs = [SourceRef(work.drafts[language].file, line) for language, piece in pieces.items() for line in piece.lines]
    row = work.guide.by_id.get(identity) if work.guide else None
    if row:
        refs.append(SourceRef(row.file, row.clause_line))
    return Clause(
        id=identity,
        standard=work.standard,
        no=main.no,
        item=main.item,
        category=category.no if category else None,
        category_kind=_kind(work, category) if category else None,
        text=Bilingual(**_texts(pieces)),
        display=display,
        display_source=origin,
        verdict_options=category.options if category else (),
        points=category.points if category else None,
        polarity=_polarity(work, main, identity),
        decided_by=_decided_by(work, identity, main.piece.text),
        source=tuple(refs),
    )


def _polarity(work: Assembly, clause: DraftClause, identity: str) -> Polarity:
    for draft in work.drafts.values():
        found = draft.item(clause.item)
        preamble = found.preamble.text if found and found.preamble else ""
        if any(words in preamble for words in work.settings.grammar.prohibited):
            what, reason = "read as what must not have happened", f"the preamble of the item says: {preamble}"
            work.repairs.append(Repair(identity, work.main.file, clause.piece.lines[0], what, reason))
            return "prohibited"
    return "required"


def _decided_by(work: Assembly, identity: str, text: str) -> DecidedBy:
    """Say who decides as far as the texts tell; ``requirements/*.yaml`` may say it where they are silent."""
    row = work.guide.by_id.get(identity) if work.guide else None
    if row is not None and row.decided_by:
        return row.decided_by
    return "other_standard" if any(words in text for words in work.settings.grammar.pointers) else "documents"


def _shown(work: Assembly, identity: str, pieces: Mapping[str, Piece]) -> tuple[Bilingual, dict[str, str]]:
    """Return what users read, and for each language whether a seed or the project wrote it."""
    wording = _resolved(work, identity)
    shown: dict[str, str] = {}
    origin = dict.fromkeys(LANGUAGES, "seed")
    for language in LANGUAGES:
        own = getattr(wording.text, language) if wording else None
        if own:
            shown[language], origin[language] = own, "project"
            if language in pieces:
                _mended(work, identity, language, pieces[language], wording)
        elif seed := _seed(work, identity, language, pieces):
            shown[language] = seed
    zh, en = shown.get("zh") or shown["en"], shown.get("en") or shown["zh"]
    return Bilingual(zh, en), origin


def _seed(work: Assembly, identity: str, language: str, pieces: Mapping[str, Piece]) -> str | None:
    """Return a seed's text for display: the guide's print where it has words that the table lost."""
    piece = pieces.get(language)
    if piece is None:
        return None
    row = work.guide.by_id.get(identity) if work.guide and language == "zh" else None
    if row and key(row.clause_text) != key(piece.text):
        what = f"display taken from {row.file} line {row.clause_line}"
        reason = f"words were lost here; the guide prints the clause whole: {row.clause_text}"
        work.repairs.append(Repair(identity, work.drafts[language].file, piece.lines[0], what, reason))
        return tidy(row.clause_text, language)
    text = tidy(piece.text, language)
    if text != piece.text:
        what, reason = f"punctuation of the display ({language}) mended", _PUNCTUATION[language]
        work.repairs.append(Repair(identity, work.drafts[language].file, piece.lines[0], what, reason))
    return text


def _resolved(work: Assembly, identity: str) -> Wording | None:
    """Return the wording of a clause; ``like`` leads to that of a clause with the same text."""
    wording = work.wordings.get(identity)
    if wording is None or wording.like is None:
        return wording
    other = work.wordings.get(wording.like)
    if other is None or other.like is not None:
        raise DataError(f"{place(wording)}: {wording.like} has no wording of its own")
    if key(work.texts.get(wording.like, "")) != key(work.texts[identity]):
        raise DataError(f"{place(wording)}: the text of {identity} is not that of {wording.like}")
    return other


def _mended(work: Assembly, identity: str, language: str, piece: Piece, wording: Wording | None) -> None:
    if wording is None or not wording.reason:
        where = place(wording) if wording else ""
        raise DataError(f"{where}: {identity} has a text in {language}; say in `reason` why it is written anew")
    what = f"display ({language}) written anew"
    work.repairs.append(Repair(identity, work.drafts[language].file, piece.lines[0], what, wording.reason))
