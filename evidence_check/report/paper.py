"""Makes the styles that depend on the report: page headers in the reader's language, and the signs beside words.

Browsers can't print page numbers into a table of contents (they know ``counter(page)`` in page margins only). So the
contents number the sections, and each printed page carries the number and the name of its section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence_check.model import Bilingual
from evidence_check.report import wording
from evidence_check.report.visible import visible

_CHOSEN = {"zh": "html", "en": "html[data-lang=en]", "both": "html[data-lang=both]"}
_SIGNED = ("coverage", "verdict", "passed", "status")


def page_styles(leaves: Sequence[Sequence[str]], company: Bilingual) -> str:
    """Return the page rules: at the head of each page the company, and the number and name of its sections.

    Args:
        leaves: the sections in their order; those of one group follow each other on paper, a group begins a page.
        company: whose report it is.
    """
    number = {section: n for n, section in enumerate((s for leaf in leaves for s in leaf), 1)}
    rules = []
    for lang, chosen in _CHOSEN.items():
        told = {"company": _told(company, lang)}
        for leaf in leaves:
            heads = (f"{number[s]} {_told(wording.text(f'h_{s}'), lang)}" for s in leaf)
            told[leaf[0]] = " · ".join(heads)
        rules.append(f"{chosen}{{{''.join(f'--{name}:{css_string(text)};' for name, text in told.items())}}}")
    rules += [f"@page {leaf[0]}{{@top-right{{content:var(--{leaf[0]})}}}}" for leaf in leaves]
    places = (f"{','.join(f'#{section}' for section in leaf)}{{page:{leaf[0]}}}" for leaf in leaves)
    end = f"footer{{page:{leaves[-1][0]}}}"
    return "\n".join((*rules, f"@media print{{{''.join(places)}{end}}}"))


def sign_styles() -> str:
    """Return the rules that set a sign before a word, beside its colour. Screen readers skip the sign."""
    rules: dict[str, str] = {}
    for group in _SIGNED:
        for key in wording.keys(group):
            places = [f".badge.{key}::before"]
            if group == "coverage":
                places += [f".grid td>.{key}::before", f".elements>.{key}>p::before"]
            sign = css_string(wording.symbol(group, key))
            rules.setdefault(key, f'{",".join(places)}{{content:{sign};content:{sign}/""}}')
    return "\n".join(rules.values())


_OF_A_LANGUAGE = re.compile(r"(?<=[}/\n])[^{}]*\[data-lang=[^{}]*\{[^{}]*\}")


def scriptless(style: str) -> str:
    """Return the rules of ``style`` that go by language, to go by the chosen radio button where nothing scripts."""
    rules = (rule.strip() for rule in _OF_A_LANGUAGE.findall(style))
    return "\n".join(re.sub(r"\[data-lang=(\w+)\]", r":has(#lang-\1:checked)", rule) for rule in rules)


def css_string(text: str) -> str:
    """Return ``text`` as a CSS string that nothing in it can end: all but letters, digits and blanks is escaped."""
    plain = " ".join(visible(text).split())
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):06x}" for c in plain) + '"'


def _told(text: Bilingual, lang: str) -> str:
    if lang == "both":
        return " ".join(dict.fromkeys(side for side in (text.zh, text.en) if side))
    return wording.side(text, lang)
