"""Writes the reading pages: one Markdown page per standard and an index, for people who want to read the standards.

The pages are a function of the registry alone, so that a test can say whether those in ``docs/`` are up to date. Cues
are left out: they are how documents are recognised, not what a clause wants.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from evidence_check.data import read_yaml
from evidence_check.errors import EvidenceCheckError
from evidence_check.model import (
    Bilingual,
    Category,
    Clause,
    Crossing,
    Edition,
    Item,
    Registry,
    Requirement,
    SourceRef,
    Standard,
)
from evidence_check.report import wording
from evidence_check.resources import templates_dir

INDEX = "README.md"
_MARKED = "\\`*_[]<>|#"


def write(registry: Registry, folder: Path) -> list[Path]:
    """Write ``<standard>.md`` for each standard and the index into ``folder`` (created where it lacks).

    Raises:
        EvidenceCheckError: the folder can't be made, or a file can't be written.
    """
    from evidence_check.report.write import write_whole

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"无法建立文件夹 / the folder can't be made: {folder} ({error.strerror})"
        raise EvidenceCheckError(message) from error
    return [write_whole(folder / name, text) for name, text in render(registry).items()]


def render(registry: Registry) -> dict[str, str]:
    """Return the pages: file name → Markdown."""
    page = _Pages(registry)
    return {INDEX: page.index(), **{f"{one.id}.md": page.standard(one) for one in registry.standards}}


# --- words -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, dict[str, str]]]:
    content: dict[str, dict[str, dict[str, str]]] = read_yaml(templates_dir() / "pages.yaml")
    return content


def _word(group: str, key: str, **values: str) -> str:
    entry = _words()[group][key]
    return both(Bilingual(entry["zh"].format(**values), entry["en"].format(**values)))


def both(text: Bilingual | None) -> str:
    """Return both languages on one line, each once, safe to stand in Markdown."""
    sides = (" ".join(side.split()) for side in (text.zh, text.en) if side) if text else ()
    return " / ".join(dict.fromkeys(_safe(side) for side in sides))


def _safe(text: str) -> str:
    return "".join(f"\\{sign}" if sign in _MARKED else sign for sign in text)


def _paragraphs(text: Bilingual | None) -> list[str]:
    """Return a text as one block per language, its own line breaks kept."""
    sides = (text.zh, text.en) if text else ()
    return ["  \n".join(_safe(line) for line in side.split("\n")) for side in dict.fromkeys(sides) if side]


def _anchor(clause: Clause) -> str:
    return f"c{clause.no}"


# --- pages -----------------------------------------------------------------------------------------------------------


class _Pages:
    """Holds what the pages look up."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._editions = {edition.id: edition for edition in registry.editions}
        self._clauses = {clause.id: clause for standard in registry.standards for clause in standard.clauses}
        self._wishes: defaultdict[str, list[Requirement]] = defaultdict(list)
        for requirement in registry.requirements:
            self._wishes[requirement.clause].append(requirement)
        self._crossings: defaultdict[str, list[Crossing]] = defaultdict(list)
        for crossing in registry.crosswalk:
            self._crossings[crossing.origin].append(crossing)

    # --- the index ---

    def index(self) -> str:
        """Return the index of all standards, with what is known of each in numbers."""
        blocks = ["# 海关认证企业标准 / Customs certification standards", _word("sentence", "index")]
        for edition in self._registry.editions:
            blocks += [f"## {both(edition.title)}", *self._validity(edition)]
            blocks.append(self._table([s for s in self._registry.standards if s.edition == edition.id]))
        return "\n\n".join([*blocks, f"*{_word('sentence', 'generated')}*"]) + "\n"

    def _table(self, standards: list[Standard]) -> str:
        heads = [
            _word("label", "standard"),
            _word("label", "clauses"),
            _word("label", "decided_by"),
            f"{_word('label', 'requirements')} ({_word('label', 'by_kind')})",
            f"{_word('label', 'requirements')} ({_word('label', 'by_basis')})",
        ]
        rows = [heads, ["---"] * len(heads)]
        for standard in standards:
            wishes = [wish for clause in standard.clauses for wish in self._wishes[clause.id]]
            decided = Counter(_word("decided_by", clause.decided_by) for clause in standard.clauses)
            kinds = Counter(both(wording.word("kind", wish.kind)) for wish in wishes)
            bases = Counter(both(wording.word("requirement_basis", wish.basis)) for wish in wishes)
            name = f"[`{standard.id}`]({standard.id}.md)<br>{both(standard.title)}"
            rows.append([name, str(len(standard.clauses)), *map(_counted, (decided, kinds, bases))])
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _validity(self, edition: Edition) -> list[str]:
        span = f"{edition.in_force_from or '?'} – {edition.in_force_to or ''}".strip()
        lines = [f"{both(edition.issuer)}: {_safe(edition.announcement)}", f"{_word('label', 'in_force')}: {span}"]
        if edition.replaced_by:
            lines.append(f"**{_word('label', 'replaced_by')}: {both(edition.replaced_by)}**")
        return ["  \n".join(lines)]

    # --- a standard ---

    def standard(self, standard: Standard) -> str:
        """Return the page of one standard."""
        edition = self._editions[standard.edition]
        printed = {ref.file for clause in standard.clauses for ref in clause.source}
        files = "\n".join(f"- `{file}`" for file in edition.sources if file in printed)
        blocks = [
            f"# {both(standard.title)}",
            f"`{standard.id}`, {len(standard.clauses)} {_word('label', 'clauses')} · [↑]({INDEX})",
            *self._validity(edition),
            f"{_word('label', 'sources')}:\n\n{files}",
            _word("sentence", "legend"),
        ]
        for category in standard.categories:
            blocks += _category(category)
            for item in standard.items:
                if item.category == category.no:
                    blocks += self._item(item)
        return "\n\n".join([*blocks, f"*{_word('sentence', 'generated')}*"]) + "\n"

    def _item(self, item: Item) -> list[str]:
        blocks = [f"### {item.no} {both(item.title)}"]
        blocks += [f"{_word('label', 'group')}: {_safe(item.group)}"] if item.group else []
        blocks += _paragraphs(item.preamble)
        for clause in item.clauses:
            blocks += self._clause(self._clauses[clause])
        for note in item.notes:
            blocks += [f"**{_word('label', 'note')}**", *_paragraphs(note)]
        return blocks

    def _clause(self, clause: Clause) -> list[str]:
        blocks = [f'<a id="{_anchor(clause)}"></a>\n\n#### {clause.no}', *_paragraphs(clause.display)]
        for language, origin in clause.display_source.items():
            if origin == "project":
                what = "mended" if getattr(clause.text, language) else "translated"
                blocks.append(f"*{_word('sentence', f'{what}_{language}')}*")
        blocks.append("\n".join(f"- {line}" for line in self._facts(clause)))
        wishes = self._wishes[clause.id]
        if wishes:
            lines = [line for number, wish in enumerate(wishes, 1) for line in self._wish(number, wish, wishes)]
            blocks += [f"**{_word('label', 'wants')}**", "\n".join(lines)]
        elif clause.decided_by == "documents":
            blocks.append(_word("sentence", "nothing"))
        return blocks

    def _facts(self, clause: Clause) -> Iterable[str]:
        yield f"{_word('label', 'decided_by')}: {_word('decided_by', clause.decided_by)}"
        if clause.polarity == "prohibited":
            yield f"{_word('label', 'polarity')}: {_word('polarity', clause.polarity)}"
        if condition := self._registry.applies_when.get(clause.id):
            yield f"{_word('label', 'applies')}: {both(condition.text)}"
        if proof := self._registry.not_applicable_proof.get(clause.id):
            titles = {wish.id: wish.title for wish in self._wishes[clause.id]}
            yield f"{_word('label', 'proof')}: {both(titles[proof])}"
        for crossing in self._crossings[clause.id]:
            target = self._clauses[crossing.target]
            note = f" ({_safe(crossing.note)})" if crossing.note else ""
            link = f"[`{target.id}`]({target.standard}.md#{_anchor(target)})"
            yield f"{_word('label', 'elsewhere')}: {link} {_word('relation', crossing.relation)}{note}"
        yield f"{_word('label', 'source')}: {_lines(clause.source)}"

    # --- what a clause wants ---

    def _wish(self, number: int, wish: Requirement, siblings: list[Requirement]) -> Iterable[str]:
        kind = both(wording.word("kind", wish.kind))
        yield f"{number}. **{kind}: {both(wish.title)}** `#{wish.id.partition('#')[2]}`"
        basis = both(wording.word("requirement_basis", wish.basis))
        yield f"   - {_word('counts', wish.counts)}; {basis}"
        yield from (f"   - {line}" for line in _terms(wish, siblings))
        for element in wish.elements:
            yield f"   - {'●' if element.essential else '○'} {both(element.name)}"
        if wish.titles:
            yield f"   - {_word('label', 'often_called')}: {_safe('; '.join(wish.titles))}"
        yield f"   - {_word('label', 'source')}: {_lines(wish.source)}"


def _category(category: Category) -> list[str]:
    title = both(category.title)
    options = []
    for option in category.verdict_options:
        points = (category.points or {}).get(option)
        options.append(both(wording.word("verdict", option)) + (f" ({points})" if points is not None else ""))
    printed = "" if category.points else f" ({_word('sentence', 'no_points')})"
    heading = f"## {category.no}、{title}" if category.no else f"## {title}"
    return [heading, f"{_word('label', 'options')}{printed}: {', '.join(options)}"]


def _terms(wish: Requirement, siblings: list[Requirement]) -> Iterable[str]:
    """Give what else a requirement says: how often, for whom, how long, on what condition."""
    if wish.per_year > 1:
        yield _word("sentence", "per_year", n=str(wish.per_year))
    elif wish.frequency:
        yield _word("frequency", wish.frequency)
    if wish.years:
        yield _word("years", wish.years)
    if wish.persons:
        entries = [_words()["person"][person] for person in wish.persons]
        said = _words()["sentence"]["persons"]
        zh, en = "、".join(entry["zh"] for entry in entries), ", ".join(entry["en"] for entry in entries)
        yield both(Bilingual(said["zh"].format(persons=zh), said["en"].format(persons=en)))
    if wish.retention_years:
        yield _word("sentence", "retention", n=f"{wish.retention_years:g}")
    if wish.occasion:
        yield _sided("occasion", wish.occasion)
    if wish.applies_when:
        yield _sided("only_when", wish.applies_when.text)
    if wish.any_of:
        others = [one for one in siblings if one.any_of == wish.any_of and one.id != wish.id]
        yield _word("sentence", "any_of", others=", ".join(f"#{one.id.partition('#')[2]}" for one in others))


def _sided(sentence: str, text: Bilingual) -> str:
    said = _words()["sentence"][sentence]
    return both(Bilingual(said["zh"].format(text=text.zh or text.en), said["en"].format(text=text.en or text.zh)))


def _lines(refs: Iterable[SourceRef]) -> str:
    """Return sources as file:line, the lines of one file together."""
    files: defaultdict[str, list[int]] = defaultdict(list)
    for ref in refs:
        files[ref.file].append(ref.line)
    return "; ".join(f"`{file}:{','.join(map(str, dict.fromkeys(lines)))}`" for file, lines in files.items())


def _counted(counter: Counter[str]) -> str:
    return "<br>".join(f"{word}: {number}" for word, number in sorted(counter.items(), key=lambda pair: -pair[1]))
