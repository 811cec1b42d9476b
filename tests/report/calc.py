"""Calculates a workbook's formulas, so that the live scoring is tested where there is no office program.

Knows what our formulas use and nothing else: an unknown function fails the test. LibreOffice, where it is found, must
come to the same values (``test_workbook_scoring.py``).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import range_boundaries

Node = Callable[[], Any]
"""A piece of a formula, worked out when it is asked for: IF leaves alone what it does not take."""

_COMPARING = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_RECKONING = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
_BINDING = {**dict.fromkeys(_COMPARING, 1), "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}


class FormulaError(Exception):
    """What a cell shows as #N/A, #VALUE! and the like; IFERROR takes it."""


class Calculator:
    """Works out the cells of a workbook that openpyxl has opened with its formulas."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[tuple[str, int, int], Any] = {}

    def cell(self, sheet: str, coordinate: str) -> Any:
        found = self._book[sheet][coordinate]
        return self._value(sheet, found.row, found.column)

    def _value(self, sheet: str, row: int, column: int) -> Any:
        key = (sheet, row, column)
        if key not in self._known:
            cell = self._book[sheet].cell(row, column)
            self._known[key] = _Formula(cell.value, sheet, self).result() if cell.data_type == "f" else cell.value
        return self._known[key]

    def area(self, reference: str, sheet: str) -> list[list[Any]]:
        """Return the values of a range, row by row; a whole column ends where its sheet does."""
        name, _, cells = reference.rpartition("!")
        name = name.strip("'") or sheet
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        rows = range(top or 1, (bottom or self._book[name].max_row) + 1)
        return [[self._value(name, row, column) for column in range(left, right + 1)] for row in rows]


class _Formula:
    """One formula: its tokens, read from left to right."""

    def __init__(self, text: str, sheet: str, calculator: Calculator) -> None:
        self._tokens = [token for token in Tokenizer(text).items if token.type != Token.WSPACE]
        self._at, self._sheet, self._calculator = 0, sheet, calculator

    def result(self) -> Any:
        value = _single(self._expression(0)())
        assert self._at == len(self._tokens)
        return 0 if value is None else value  # a formula that refers to an empty cell shows 0

    def _expression(self, least: int) -> Node:
        left = self._operand()
        while (token := self._peek()) and token.type == Token.OP_IN and _BINDING[token.value] > least:
            self._at += 1
            left = _infix(token.value, left, self._expression(_BINDING[token.value]))
        return left

    def _operand(self) -> Node:
        token = self._next()
        if token.type == Token.OP_PRE:
            assert token.value == "-"
            inner = self._operand()
            return lambda: -_number(_single(inner()))
        if token.type == Token.PAREN:
            inner = self._expression(0)
            self._next()
            return inner
        if token.type == Token.FUNC:
            return self._function(token.value.rstrip("("))
        return self._constant(token)

    def _constant(self, token: Token) -> Node:
        text = token.value
        if token.subtype == Token.RANGE:
            return lambda: self._calculator.area(text, self._sheet)
        made: Any = {"TRUE": True, "FALSE": False}.get(text)
        if token.subtype == Token.TEXT:
            made = text[1:-1].replace('""', '"')
        elif token.subtype == Token.NUMBER:
            made = float(text) if "." in text else int(text)
        return lambda: made

    def _function(self, name: str) -> Node:
        given: list[Node] = []
        while (token := self._peek()) and token.subtype != Token.CLOSE:
            if token.type == Token.SEP:
                self._at += 1
            else:
                given.append(self._expression(0))
        self._next()
        return lambda: _FUNCTIONS[name](*given)

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> Token:
        self._at += 1
        found: Token = self._tokens[self._at - 1]
        return found


def _infix(sign: str, left: Node, right: Node) -> Node:
    def one(a: Any, b: Any) -> Any:
        if sign == "&":
            return _text(a) + _text(b)
        if sign in _COMPARING:
            return _COMPARING[sign](*_ordered(a, b))
        return _RECKONING[sign](_number(a), _number(b))

    def value() -> Any:
        a, b = left(), right()
        if not (_wide(a) or _wide(b)):
            return one(_single(a), _single(b))
        rows = a if _wide(a) else b
        get = lambda each, row: each[row][0] if _wide(each) else _single(each)  # noqa: E731
        return [[one(get(a, row), get(b, row))] for row in range(len(rows))]

    return value


def _wide(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 1


def _single(value: Any) -> Any:
    return value[0][0] if isinstance(value, list) else value


def _ordered(a: Any, b: Any) -> tuple[Any, Any]:
    """Return two values so that Python compares them as Excel does: numbers before texts, nothing equals "" and 0."""
    if a is None:
        a = "" if isinstance(b, str) else 0
    if b is None:
        b = "" if isinstance(a, str) else 0
    return ((isinstance(a, str), _folded(a)), (isinstance(b, str), _folded(b)))


def _folded(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _number(value: Any) -> Any:
    if isinstance(value, str):
        raise FormulaError(value)
    return value or 0


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _numbers(given: tuple[Node, ...]) -> list[Any]:
    values = [each() for each in given]
    flat = [one for value in values for row in (value if isinstance(value, list) else [[value]]) for one in row]
    return [one for one in flat if isinstance(one, int | float)]


def _if(test: Node, yes: Node, no: Node) -> Any:
    return _single((yes if _number(_single(test())) else no)())


def _iferror(tried: Node, otherwise: Node) -> Any:
    try:
        return _single(tried())
    except FormulaError:
        return _single(otherwise())


def _match(sought: Node, where: Node, exact: Node) -> int:
    assert exact() == 0
    wanted = _single(sought())
    for place, (value, *_) in enumerate(where(), 1):
        if value is not None and wanted is not None and _folded(value) == _folded(wanted):
            return place
    raise FormulaError(wanted)


def _vlookup(sought: Node, table: Node, column: Node, near: Node) -> Any:
    assert near() is False
    rows = table()
    return rows[_match(sought, lambda: [row[:1] for row in rows], lambda: 0) - 1][column() - 1]


def _countifs(*given: Node) -> int:
    areas, wanted = [each() for each in given[::2]], [_single(each()) for each in given[1::2]]
    return sum(
        all(row[0] is not None and _folded(row[0]) == _folded(want) for row, want in zip(rows, wanted, strict=True))
        for rows in zip(*areas, strict=True)
    )


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "AND": lambda *given: all(_number(_single(each())) for each in given),
    "CHOOSE": lambda number, *given: _single(given[_number(_single(number())) - 1]()),
    "COUNTIFS": _countifs,
    "IF": _if,
    "IFERROR": _iferror,
    "INDEX": lambda column, place: column()[place() - 1][0],
    "MATCH": _match,
    "MAX": lambda *given: max(_numbers(given), default=0),
    "OR": lambda *given: any(_number(_single(each())) for each in given),
    "SUM": lambda *given: sum(_numbers(given)),
    "SUMPRODUCT": lambda area: sum(_numbers((area,))),
    "TRIM": lambda text: " ".join(_text(_single(text())).split(" ")).strip(),
    "VLOOKUP": _vlookup,
}
