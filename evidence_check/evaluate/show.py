"""Shows an evaluation on a terminal: the figures first, then every single case where we were wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from evidence_check.evaluate.observe import Evaluation
from evidence_check.evaluate.summary import CLASSES, to_json


def table(evaluation: Evaluation) -> RenderableType:
    """Return the evaluation as rich tables."""
    figures = to_json(evaluation)
    parts: list[RenderableType] = [
        Text(f"{', '.join(evaluation.dossiers)}: {figures['clauses']} clauses", style="bold"),
        _headline(figures),
        _classes(figures),
        _confusion(figures),
        _confused(figures),
        _decoys(figures),
        _list("Accepted as evidence by mistake", figures["accepted_by_mistake"], ("dossier", "clause", "file", "role")),
        _list("Labelled evidence never cited", figures["evidence"]["not_cited"], ("dossier", "clause", "files")),
        _findings(figures),
        _list(
            "Record years", figures["records"]["years_wrong"], ("dossier", "clause", "kind", "year", "label", "ours")
        ),
        _list(
            "Trainings per person",
            figures["records"]["persons_wrong"],
            ("dossier", "clause", "person", "year", "label", "ours"),
        ),
        _list("Document roles", figures["documents"]["confusions"], ("dossier", "file", "label", "ours")),
        _list("Scoring cases", figures["scoring_cases"]["wrong"], ("dossier", "name", "expected", "got")),
        *(_groups(title, figures[key]) for title, key in (("Language", "by_language"), ("Register", "by_register"))),
    ]
    return Group(*(part for part in parts if not isinstance(part, Table) or part.row_count))


def _share(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float | int) else "–"


def _titled(title: str, columns: Iterable[str]) -> Table:
    made = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    for name in columns:
        made.add_column(name, overflow="fold")
    return made


def _headline(figures: Mapping[str, Any]) -> Table:
    coverage, evidence, elements = figures["coverage"], figures["evidence"], figures["elements"]
    base, keywords = figures["baselines"]["everything_present"], figures["baselines"]["keywords"] or {}
    made = _titled("Figures", ("measure", "ours", "everything present", "keywords", "of"))
    judged = f"{figures['decided_by_documents']} clauses"
    for name, key in (("macro F1", "macro_f1"), ("accuracy", "accuracy")):
        made.add_row(name, _share(coverage[key]), _share(base[key]), _share(keywords.get(key)), judged)
    for key in ("precision", "recall", "f1"):
        guess = (keywords.get("gap") or {}).get(key)
        made.add_row(f"gap {key}", _share(coverage["gap"][key]), _share(base["gap"][key]), _share(guess), judged)
    for name, value, count in (
        ("accuracy on table-decided", coverage["table_accuracy"], f"{coverage['table_clauses']} clauses"),
        ("evidence recall", evidence["recall"], f"{evidence['clauses']} clauses"),
        ("evidence file recall", evidence["file_recall"], f"{evidence['files']} files"),
        ("citation precision", evidence["citation_precision"], f"{evidence['cited']} citations"),
        ("… or served by label", evidence["citation_precision_served"], f"{evidence['cited']} citations"),
        ("element agreement", elements["agreement"], f"{elements['aligned']} of {elements['labelled']} aligned"),
        ("absent elements precision", elements["absent"]["precision"], f"{elements['absent']['predicted']} of ours"),
        ("absent elements recall", elements["absent"]["recall"], f"{elements['absent']['support']} labelled"),
        ("document role accuracy", figures["documents"]["role_accuracy"], f"{figures['documents']['labelled']} files"),
        ("findings F1", figures["findings"]["all"]["f1"], f"{figures['findings']['all']['support']} labelled"),
        ("record years F1", figures["records"]["years"]["f1"], f"{figures['records']['years']['support']} labelled"),
        ("trainings per person exact", figures["records"]["persons_exact"], f"{figures['records']['persons']} counts"),
        ("sent to review", figures["review_share"], judged),
        ("calibration error", figures["calibration"]["ece"], f"{figures['calibration']['n']} clauses"),
        ("scoring cases right", figures["scoring_cases"]["right"], f"{figures['scoring_cases']['n']} cases"),
    ):
        shown = str(value) if name == "scoring cases right" else _share(value)
        made.add_row(name, shown, "", "", count)
    return made


def _classes(figures: Mapping[str, Any]) -> Table:
    made = _titled("Coverage by class", ("class", "precision", "recall", "F1", "labelled", "ours"))
    for name, row in figures["coverage"]["per_class"].items():
        shares = [_share(row[key]) for key in ("precision", "recall", "f1")]
        made.add_row(name, *shares, str(row["support"]), str(row["predicted"]))
    return made


def _confusion(figures: Mapping[str, Any]) -> Table:
    matrix = figures["confusion"]
    seen = {ours for row in matrix.values() for ours in row}
    columns = [*(name for name in CLASSES if name in seen), *sorted(seen - set(CLASSES))]
    made = _titled("Confusion (rows: label, columns: ours)", ("label", *columns))
    for label in sorted(matrix, key=CLASSES.index):
        made.add_row(label, *(str(matrix[label].get(name, "")) for name in columns))
    return made


def _confused(figures: Mapping[str, Any]) -> Table:
    made = _titled("Where we differ", ("clause", "label → ours", "labeller's note", "our reason"))
    for row in figures["confusions"]:
        review = " (review)" if row["review"] else ""
        both = f"{row['label']} → {row['ours']}{review}"
        made.add_row(*map(escape, (row["clause"], both, row["note"][:80], row["why"][:80])))
    return made


def _decoys(figures: Mapping[str, Any]) -> Table:
    made = _titled("What must not count", ("role", "files", "accepted"))
    for role, row in figures["decoys"].items():
        made.add_row(role, str(row["labelled"]), str(row["accepted"]))
    return made


def _list(title: str, rows: Iterable[Mapping[str, Any]], keys: tuple[str, ...]) -> Table:
    made = _titled(title, keys)
    for row in rows:
        values = ("\n".join(row[key]) if isinstance(row[key], list) else str(row[key]) for key in keys)
        made.add_row(*map(escape, values))
    return made


def _findings(figures: Mapping[str, Any]) -> Table:
    made = _titled("Findings", ("kind", "precision", "recall", "labelled", "ours"))
    for kind, row in figures["findings"]["per_kind"].items():
        made.add_row(kind, _share(row["precision"]), _share(row["recall"]), str(row["support"]), str(row["predicted"]))
    return made


def _groups(title: str, groups: Mapping[str, Any]) -> Table:
    made = _titled(title, (title.lower(), "clauses", "macro F1", "gap F1", "evidence recall"))
    for name, row in groups.items():
        shares = [_share(value) for value in (row["macro_f1"], row["gap"]["f1"], row["evidence_recall"])]
        made.add_row(name, str(row["clauses"]), *shares)
    return made
