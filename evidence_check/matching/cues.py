"""Reads cues: the small language in which the data files say how a subject or an element is recognised.

A cue is terms joined by `` & ``, all of which must occur together. A term is alternatives joined by ``|``; each is a
literal, or ``@id`` for all the forms of a concept. A literal may hold groups: ``(外|来)(客|宾)`` stands for four.
A literal that starts with a Latin letter or digit matches at the start of a word; a trailing ``$`` asks for its end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import product

from evidence_check.text import normal

Term = frozenset[str]
Cue = tuple[Term, ...]

RULES = "%rules"
"""In place of a cue: any rule will do, as where a guide wants "management requirements" on a subject."""

_LIMIT = 1000  # more expansions than this are a slip of the pen


class CueError(ValueError):
    """A cue that can't be read; the message says what was expected."""


def split(text: str, separator: str) -> list[str]:
    """Split ``text`` at each ``separator`` that stands outside of parentheses."""
    if "(" not in text and ")" not in text:
        return text.split(separator)
    parts, depth, start = [], 0, 0
    for i, char in enumerate(text):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif depth == 0 and text.startswith(separator, i):
            parts.append(text[start:i])
            start = i + len(separator)
        if depth < 0:
            raise CueError(f"a closing bracket without an opening one in {text!r}")
    if depth:
        raise CueError(f"an opening bracket without a closing one in {text!r}")
    return [*parts, text[start:]]


def expand(form: str) -> list[str]:
    """Return every string that a form with groups stands for.

    >>> expand("(外|来)(客|宾)")
    ['外客', '外宾', '来客', '来宾']
    """
    if "(" not in form:
        return [form]
    pieces: list[list[str]] = []
    position = 0
    while position < len(form):
        opening = form.find("(", position)
        if opening < 0:
            pieces.append([form[position:]])
            break
        if opening > position:
            pieces.append([form[position:opening]])
        closing = _closing(form, opening)
        inner = [one for choice in split(form[opening + 1 : closing], "|") for one in expand(choice) or [""]]
        pieces.append(inner)
        position = closing + 1
    whole = ["".join(parts) for parts in product(*pieces)]
    if len(whole) > _LIMIT:
        raise CueError(f"{form!r} stands for {len(whole)} strings, more than {_LIMIT}")
    return whole


def _closing(form: str, opening: int) -> int:
    depth = 0
    for i in range(opening, len(form)):
        depth += {"(": 1, ")": -1}.get(form[i], 0)
        if depth == 0:
            return i
    raise CueError(f"an opening bracket without a closing one in {form!r}")


_UNSETTLED = re.compile(r"[-‐‑–_/]|  |[\u3400-\u9fff\u3001-\u303f] | [\u3400-\u9fff\u3001-\u303f]")


def is_pattern(form: str) -> bool:
    """Return whether a form is a regular expression (``/…/``), as only the lexicon's ``patterns`` are."""
    return len(form) > 2 and form.startswith("/") and form.endswith("/")


@cache
def literals(form: str) -> tuple[str, ...]:
    """Return the normalised literals of one alternative (which is not a concept); a pattern stays as it is.

    The form is normalised once rather than each string it stands for; only strings in which the joints of the groups
    brought spaces or hyphens together need it again.
    """
    if is_pattern(form):
        return (form,)
    found = []
    for text in expand(normal(form.strip())):
        whole_word = text.endswith("$")
        plain = text.removesuffix("$")
        plain = (normal(plain) if _UNSETTLED.search(plain) else plain).strip()
        if plain:
            found.append(plain + "$" if whole_word else plain)
    return tuple(found)


def concept_literals(concepts: Mapping[str, tuple[str, ...]]) -> dict[str, Term]:
    """Return each concept's forms as expanded, normalised literals."""
    return {name: frozenset(one for form in forms for one in literals(form)) for name, forms in concepts.items()}


def parse(cue: str, concepts: Mapping[str, Term]) -> Cue:
    """Return the terms of a cue, each as the set of its literals; ``concepts`` comes from ``concept_literals``.

    Raises:
        CueError: an unknown concept, unbalanced brackets, or a term that stands for nothing.
    """
    terms = []
    for part in split(cue, " & "):
        found: set[str] = set()
        for alternative in split(part, "|"):
            name = alternative.strip()
            if not name.startswith("@"):
                found.update(literals(name))
            elif name[1:] in concepts:
                found |= concepts[name[1:]]
            else:
                raise CueError(f"unknown concept {name!r} in {cue!r}")
        if not found:
            raise CueError(f"an empty term in {cue!r}")
        terms.append(frozenset(found))
    return tuple(terms)
