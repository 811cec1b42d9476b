"""Shows a document, a clause or a score in a terminal or as JSON: the same facts as the report, on one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Bilingual, Clause, Document, Locator, Registry, Requirement, Score

_SHOWN = 400  # passages that a terminal shows of a document


def place(locator: Locator) -> str:
    """Return a locator in a few characters: p.3 ¶12, Sheet1!B4."""
    parts = []
    if locator.sheet:
        parts.append(f"{locator.sheet}!{locator.cell or ''}")
    if locator.page:
        parts.append(f"p.{locator.page}")
    if locator.slide:
        parts.append(f"slide {locator.slide}")
    if locator.paragraph:
        parts.append(f"#{locator.paragraph}")
    if locator.line:
        parts.append(f"line {locator.line}")
    return " ".join(parts)


def both(text: Bilingual | None) -> str:
    """Return a bilingual text on one line, each side once."""
    return " / ".join(dict.fromkeys(side for side in (text.zh, text.en) if side)) if text else ""


# --- a document ----------------------------------------------------------------------------------------------------


def document_json(document: Document) -> dict[str, Any]:
    """Return a document as JSON: status, title, control block, passages with locators."""
    return {
        "path": document.path,
        "sha256": document.sha256,
        "size": document.size,
        "format": document.format,
        "status": document.status,
        "reason": {"zh": document.reason.zh, "en": document.reason.en} if document.reason else None,
        "title": document.title,
        "language": document.language,
        "pages": document.pages,
        "ocr": document.ocr,
        "control": {name: value for name, (value, _) in document.control.fields.items()},
        "marks": document.marks,
        "members": list(document.members),
        "passages": [
            {
                "index": p.index,
                "kind": p.kind,
                "text": p.text,
                "heading_path": list(p.heading_path),
                "locator": p.locator._asdict(),
                "cells": [{"column": c.column, "text": c.text, "ref": c.ref} for c in p.cells],
                "header_row": p.header_row,
                "hidden": p.hidden,
                "ocr": p.ocr,
            }
            for p in document.passages
        ],
    }


def document_lines(document: Document) -> RenderableType:
    """Return a document for a terminal, its first few hundred passages."""
    head = Table.grid(padding=(0, 2))
    head.add_row("状态 / status", document.status)
    if document.reason:
        head.add_row("", both(document.reason))
    head.add_row("标题 / title", Text(document.title or "-"))
    head.add_row("格式 / format", f"{document.format}  {document.language or ''}  {document.size:,} bytes")
    for name, (value, _) in document.control.fields.items():
        head.add_row(name, Text(value or "（空 / blank）"))
    body = Table("位置 / where", "类 / kind", "文字 / text", box=None, pad_edge=False)
    for passage in document.passages[:_SHOWN]:
        body.add_row(place(passage.locator), passage.kind, Text(passage.text.replace("\t", " | ")))
    left = len(document.passages) - _SHOWN
    more = [Text(f"… {left} more; --json FILE writes them all / 其余 {left} 段请用 --json")] if left > 0 else []
    return Group(head, Text(), body, *more)


# --- clauses -------------------------------------------------------------------------------------------------------


def clause_lines(registry: Registry, ids: Sequence[str]) -> RenderableType:
    """Return clauses for a terminal. ``ids`` may be clause ids, standard ids, or words to look for in the texts.

    Raises:
        EvidenceCheckError: nothing fits.
    """
    if not ids:
        return _standards(registry)
    wanted = list(_chosen(registry, ids))
    if not wanted:
        raise EvidenceCheckError(
            f"没有这样的条款 / no such clause: {', '.join(ids)}",
            "evidence-check clauses 列出全部标准 / lists all standards",
        )
    return Group(*(_clause(registry, clause) for clause in wanted))


def _standards(registry: Registry) -> RenderableType:
    table = Table("标准 / standard", "条款数 / clauses", "名称 / title", box=None)
    for standard in registry.standards:
        table.add_row(standard.id, str(len(standard.clauses)), Text(both(standard.title)))
    return table


def _chosen(registry: Registry, ids: Sequence[str]) -> Iterator[Clause]:
    clauses = [clause for standard in registry.standards for clause in standard.clauses]
    exact = [clause for clause in clauses if clause.id in ids or clause.standard in ids]
    if exact:
        yield from exact
        return
    words = [word.casefold() for word in ids]
    for clause in clauses:
        text = " ".join(filter(None, (clause.id, clause.display.zh, clause.display.en))).casefold()
        if all(word in text for word in words):
            yield clause


def _clause(registry: Registry, clause: Clause) -> RenderableType:
    lines = Text()
    lines.append(f"{clause.display.zh}\n", style="bold")
    lines.append(f"{clause.display.en}\n\n")
    lines.append(f"选项 / options: {', '.join(clause.verdict_options)}   由谁认定 / decided by: {clause.decided_by}\n")
    condition = registry.applies_when.get(clause.id)
    if condition:
        lines.append(f"适用 / applies: {both(condition.text)}\n")
    for requirement in registry.requirements:
        if requirement.clause == clause.id:
            lines.append_text(_requirement(requirement))
    for crossing in registry.crosswalk:
        if crossing.origin == clause.id:
            lines.append(f"对照 / elsewhere: {crossing.target} ({crossing.relation})\n")
    for ref in clause.source:
        lines.append(f"出处 / source: {ref.file}:{ref.line}\n", style="dim")
    return Panel(lines, title=clause.id, title_align="left")


def _requirement(requirement: Requirement) -> Text:
    text = Text(f"\n· {requirement.kind} ({requirement.counts}) {both(requirement.title)}\n")
    for element in requirement.elements:
        text.append(f"    {'*' if element.essential else '-'} {both(element.name)}\n")
    wants = [requirement.frequency or "", f"{requirement.years} year" if requirement.years else ""]
    wants.append(f"keep {requirement.retention_years:g} years" if requirement.retention_years else "")
    wants.append(", ".join(requirement.persons))
    said = "; ".join(filter(None, wants))
    return text.append(f"    [{said}]\n") if said else text


# --- scores --------------------------------------------------------------------------------------------------------


def score_lines(result: Score) -> RenderableType:
    """Return a score for a terminal: items that cost points or are open, conditions, totals."""
    table = Table("标准项 / item", "结论 / verdict", "分 / points", "依据 / basis", box=None)
    for item in result.items:
        if item.verdict != "met":
            table.add_row(item.id, item.verdict, "" if item.points is None else str(item.points), item.basis)
    lines = Text()
    if result.total is not None:
        lines.append(f"总分 / total {result.total}   最好 / best {result.best}   最差 / worst {result.worst}\n")
    for condition in result.conditions:
        state = {True: "通过 / passed", False: "不通过 / failed", None: "未定 / open"}[condition.passed]
        lines.append(f"{condition.id}: {state}  {', '.join(condition.items)}\n")
    for kind, counts in result.counts.items():
        lines.append(f"{kind}: " + ", ".join(f"{verdict} {number}" for verdict, number in counts.items()) + "\n")
    for note in result.notes:
        lines.append(both(note) + "\n", style="dim")
    return Group(table, lines)
