"""Two sheets to hand out work with: the list of actions, and what each department is asked for."""

from __future__ import annotations

from typing import Any

from evidence_check import departments
from evidence_check.report import wording
from evidence_check.report.tasks import Task, by_department
from evidence_check.report.workbook import refs
from evidence_check.report.workbook.book import Book, Cell, Column, Placed, Value, both, lines, said
from evidence_check.report.workbook.content import Content
from evidence_check.report.workbook.styles import of_priority

COLUMNS = (
    Column("number", 5, "center"),
    Column("priority", 14),
    Column("id", 22, "strong"),
    Column("task", 12),
    Column("what_zh", 28, lang="zh"),
    Column("what_en", 28, lang="en"),
    Column("lacking_zh", 36, lang="zh"),
    Column("lacking_en", 36, lang="en"),
    Column("material", 11, "muted"),
    Column("files", 32, "muted"),
    Column("department", 16, "input"),
    Column("owner", 11, "input"),
    Column("due", 11, "input_date"),
    Column("state", 13, "input"),
    Column("remark", 24, "input"),
    Column("task_key", 10, "muted", hidden=True),
)
REQUESTS = (
    Column("number", 5, "center"),
    Column("what_zh", 40, lang="zh"),
    Column("what_en", 40, lang="en"),
    Column("lacking_zh", 46, lang="zh"),
    Column("lacking_en", 46, lang="en"),
    Column("material", 13, "muted"),
    Column("id", 22, "muted"),
    Column("due", 12, "input_date"),
    Column("owner", 12, "input"),
    Column("remark", 24, "input"),
)
_LIST = 255  # characters of a list that stands in the rule itself: Excel's limit
_STATES = ("open", "doing", "done", "declined")


def add(book: Book, content: Content) -> Placed:
    """Add the list of actions."""
    sheet = book.sheet("tasks", long=True)
    placed = book.table(sheet, COLUMNS, (_row(n, task, content) for n, task in enumerate(content.tasks, 1)), freeze=3)
    if content.tasks:
        _choices(sheet, placed, "department", [both(each.name) for each in departments.load().all])
        _choices(sheet, placed, "state", [both(wording.word("task_state", state)) for state in _STATES])
    else:
        book.put(sheet, placed.first, 0, both(wording.text("workbook_nothing")), "plain")
    return placed


def _row(number: int, task: Task, content: Content) -> list[Value]:
    priority = priority_of(task)
    lacking = wording.join(list(task.lacking), "\n", "\n")
    own = content.carried.tasks.get(task.key, {})
    return [
        number,
        Cell(said("priority", priority), of_priority(priority)),
        task.clause,
        both(wording.word("task", task.kind)),
        task.title.zh,
        task.title.en,
        lacking.zh or task.advice.zh,
        lacking.en or task.advice.en,
        both(wording.word("kind", task.material)) if task.material else None,
        "\n".join(task.files[:5]),
        own.get("department") or both(task.department.name),
        own.get("owner"),
        own.get("due"),
        own.get("state") or both(wording.word("task_state", "open")),
        own.get("remark"),
        task.key,
    ]


def priority_of(task: Task) -> str:
    """Return the word for what goes first."""
    return "blocks" if task.blocks else "formal" if task.kind == "mend" else "gap"


def _choices(sheet: Any, placed: Placed, key: str, source: list[str]) -> None:
    """Offer a list that people may leave: their departments have names of their own."""
    at = placed.columns[key]
    rule = {"validate": "list", "source": source, "show_error": False}
    if sum(map(len, source)) + len(source) > _LIST:
        rule["source"] = _listed(sheet, placed, source)
    sheet.data_validation(placed.first, at, placed.last, at, rule)


def _listed(sheet: Any, placed: Placed, source: list[str]) -> str:
    """Write a list to the right of the table, in a hidden column, and return where it stands."""
    column = len(placed.columns) + 3
    for row, value in enumerate(source):
        sheet.write_string(row, column, value)
    sheet.set_column(column, column, 20, None, {"hidden": True})
    return f"={refs.cell(0, column)}:{refs.cell(len(source) - 1, column)}"


def add_requests(book: Book, content: Content) -> Placed:
    """Add what each department is asked for: one department to a printed page, with words to send along."""
    sheet = book.sheet("requests")
    placed = book.table(sheet, REQUESTS, [], freeze=1, filters=False)
    row, breaks = placed.first, []
    for department, tasks in by_department(content.tasks):
        if row > placed.first:
            breaks.append(row)
        for at in range(len(REQUESTS)):
            book.put(sheet, row, at, both(department.name) if at == 0 else None, "band")
        sheet.set_row(row, 20)
        row += 1
        for number, task in enumerate(tasks, 1):
            book.row(sheet, row, REQUESTS, _request(number, task))
            row += 1
    if row == placed.first:
        book.put(sheet, row, 0, both(wording.text("workbook_nothing")), "plain")
    sheet.set_h_pagebreaks(breaks)
    return placed


def _request(number: int, task: Task) -> list[Value]:
    lacking = wording.join(list(task.lacking), "；", "; ")
    kind = both(wording.word("kind", task.material)) if task.material else None
    title = wording.join([wording.word("task", task.kind), task.title], "：", ": ")
    content = [lacking.zh or task.advice.zh, lacking.en or task.advice.en, kind, task.clause]
    return [number, title.zh, title.en, *content, None, None, None]


def messages(content: Content) -> list[tuple[str, str]]:
    """Return for each department the words to send: (department, one text in both languages)."""
    found = []
    for department, tasks in by_department(content.tasks):
        head = wording.text("workbook_message", department=department.name)
        sides = []
        for lang, first in (("zh", head.zh), ("en", head.en)):
            named = [f"{n}. {wording.side(task.title, lang)}" for n, task in enumerate(tasks, 1)]
            sides.append("\n".join([first or "", *named]))
        found.append((lines(department.name), "\n\n".join(sides)))
    return found
