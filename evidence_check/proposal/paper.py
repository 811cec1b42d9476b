"""One document as evidence of who the enterprise is: what kind of paper it is, its lines, whose each line is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

import opencc

from evidence_check.findings.companies import mentions
from evidence_check.matching.gates import Gates
from evidence_check.model import Document, Mention, Passage, Quote
from evidence_check.proposal.knowledge import HAN, as_label, knowledge
from evidence_check.proposal.model import PaperKind
from evidence_check.text import normal, quote_around

_MOST_LINES = 4_000  # of a file; a longer one is a ledger, and says at its head what it is
_QUOTE, _WHOLE = 110, 160  # characters of a quote, and of a line that is quoted whole
_LABEL = 40  # characters of the longest label
_BLOCK = 8  # lines below a company's name that still speak of it, as on a licence
_COPY, _COPY_LATIN = 0.5, 0.8  # share of the standards' own 7-grams from which a line quotes them
_TELLING = 12  # characters; shorter lines cannot help using the standards' words
_FRONT, _SHORT = 4, 30  # a draft says so in its first lines, in few words
_COMPANY_MARKS = ("公司", "集团", "事务所", "Ltd", "LTD", "Limited", "Inc", "Corp", "GmbH", "LLC", "PLC", "AG")


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def clean(text: str) -> str:
    """Return a path's text without the halves of signs that stand for bytes that are no text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def fold(text: str) -> str:
    """Return ``text`` with narrow characters and simplified hanzi, character for character: offsets stay true."""
    if text.isascii():
        return text
    text = text if text.isprintable() else text.encode("utf-8", "replace").decode("utf-8")  # one sign for one
    narrow = "".join(one if len(one := unicodedata.normalize("NFKC", char)) == 1 else char for char in text)
    simplified: str = _converter().convert(narrow)
    return simplified if len(simplified) == len(text) else narrow


@dataclass(frozen=True)
class Line:
    """A passage with its folded text and the company that it belongs to (on a licence, in a party's block)."""

    passage: Passage
    text: str
    owner: str | None
    companies: tuple[tuple[str, int, int], ...]

    @cached_property
    def fields(self) -> tuple[tuple[str, str, int], ...]:
        """(label, value, offset of the value) for each cell of a form or table that has a label or column."""
        found, at = [], 0
        cells = self.passage.cells
        for number, cell in enumerate(cells):
            start = self.passage.text.find(cell.text, at)
            at = max(at, start + len(cell.text))
            own = label_of(cell.text)
            labels = (label_of(cell.column), label_of(cells[number - 1].text) if number else "")
            found += [
                (label, self.text[max(start, 0) : max(start, 0) + len(cell.text)], max(start, 0))
                for label in dict.fromkeys(labels)
                if label and label != own
            ]
        return tuple(found)


@lru_cache(maxsize=16_384)
def label_of(text: str) -> str:
    """Return a cell's text as a label, "" where it is too long for one."""
    return as_label(fold(text)) if 0 < len(text) <= _LABEL else ""


class Paper:
    """A document that was read, with what its title, folder and first lines say of it."""

    def __init__(self, document: Document, gates: Gates) -> None:
        self.document = document
        self.gates = gates
        self.path = clean(document.path)
        stem = PurePosixPath(self.path).stem
        self.names = (document.title, stem) if document.title and document.title != stem else (stem,)
        self.title = " ".join(fold(name) for name in self.names)
        rules = [rule for rule in map(gates.title_rule, self.names) if rule]
        strong = [rule for rule in rules if rule.role in ("superseded", "decoy")]
        self.rule = next(iter(strong or rules), None)
        self.role = self.rule.role if self.rule else None

    @cached_property
    def usable(self) -> bool:
        """Whether the paper may say anything: it is no sample, blank form, draft or superseded version."""
        known = knowledge()
        folders = [self.gates.title_rule(part) for part in PurePosixPath(self.path).parent.parts]
        if self.role == "superseded" or any(rule and rule.role == "superseded" for rule in folders):
            return False
        if self.rule and self.rule.mark == "template":
            return False
        if known.any_of(known.at("companies.samples")).search(f"{fold(self.path)} {self.title}"):
            return False
        return not any("draft" in self.gates.moods(normal(text)) for text in self._marks())

    def _marks(self) -> Iterator[str]:
        yield from self.names
        front = [p for p in self.document.passages[:_FRONT] if len(p.text) <= _SHORT]
        yield from (p.text for p in front)
        yield from (p.text for p in self.document.passages if p.kind in ("header", "footer"))

    @cached_property
    def kind(self) -> PaperKind:
        """What the paper is worth as evidence, see ``Observations``."""
        known = knowledge()
        if known.any_of(known.at("companies.partner_papers")).search(f"{fold(self.path)} {self.title}"):
            return "partner"
        if self.role == "decoy":
            return "repeats"
        return "contract" if self.role == "contract" else "certificate" if self.role == "certificate" else "own"

    @cached_property
    def companies(self) -> tuple[Mention, ...]:
        """The companies that the document names, with whether they stand at its head."""
        return mentions(self.document)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The passages that state something, in order; not comments, properties or what is hidden."""
        found: list[Line] = []
        owner, left = None, 0
        sheet = None
        for passage in self.document.passages[:_MOST_LINES]:
            if passage.kind in ("comment", "property") or passage.hidden or not passage.text.strip():
                continue
            if passage.locator.sheet != sheet:
                owner, sheet = None, passage.locator.sheet
            named = companies_in(passage)
            heading = passage.kind not in ("header", "footer")
            if heading and (block := _block_owner(passage, named)):
                owner, left = block, _BLOCK
            found.append(Line(passage, fold(passage.text), owner if heading else None, named))
            left -= 1
            owner = owner if left > 0 else None
        return tuple(found)

    def quoted(self, line: Line) -> bool:
        """Whether a line repeats the standards: then it is their word, not the enterprise's."""
        text = normal(line.passage.text)
        return len(text) >= _TELLING and self.gates.quotation(text) >= (_COPY_LATIN if text.isascii() else _COPY)

    def quote(self, line: Line, start: int, end: int) -> Quote:
        """Return the literal words around a span of a line, within one printed line."""
        text = line.passage.text
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        printed = text[first : last if last >= 0 else len(text)]
        words = printed.strip()
        if len(words) > _WHOLE:
            words = quote_around(printed, start - first, end - first, _QUOTE)
        return Quote(self.document.path, line.passage.locator, words)


def companies_in(passage: Passage) -> tuple[tuple[str, int, int], ...]:
    """Return (name, start, end) for every company that a passage names, in order."""
    text = passage.text
    if not any(mark in text for mark in _COMPANY_MARKS):
        return ()
    alone = Document("", "", 0, "", "ok", passages=(passage._replace(heading_path=()),))
    found = []
    for mention in mentions(alone):
        start = text.find(mention.name)
        while start >= 0:
            found.append((mention.name, start, start + len(mention.name)))
            start = text.find(mention.name, start + len(mention.name))
    return tuple(sorted(found, key=lambda one: (one[1], -one[2])))


def _block_owner(passage: Passage, named: tuple[tuple[str, int, int], ...]) -> str | None:
    """Return the company whose block begins here: the value of a label (名称：, 甲方：) or a line of its own."""
    known = knowledge()
    labels = known.labels("companies.name_labels", "companies.parties")
    for name, start, end in named:
        if passage.cells:
            cell = next((i for i, c in enumerate(passage.cells) if name in c.text), 0)
            before = passage.cells[cell - 1].text if cell else ""
            marks = (passage.cells[cell].column, before, passage.cells[cell].text.partition(name)[0])
            if any(mark and as_label(fold(mark)) in labels for mark in marks):
                return name
            continue
        line = passage.text[passage.text.rfind("\n", 0, start) + 1 : end]
        label = as_label(fold(line[: -len(name)]))
        if label in labels or (label == "" and _alone(passage.text, start, end)):
            return name
    return None


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a name fills its line, but for a stamp or a short form in brackets."""
    rest = text[end:].partition("\n")[0].strip()
    return not text[:start].rpartition("\n")[2].strip() and (not rest or rest[0] in "(（")


def is_han(char: str) -> bool:
    """Whether a character is a hanzi."""
    return HAN[0] <= char <= HAN[-1]
