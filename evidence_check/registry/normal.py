"""Brings the standards' own text into the form that the registry publishes: markup and wraps gone, words kept.

Two forms: ``plain`` is the source's wording (``text``), punctuation as printed; ``tidy`` is what users read
(``display``) where only the printing was wrong: stray stops in English, half-width punctuation inside Chinese.
"""

from __future__ import annotations

import re
import unicodedata

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_HAN_OR_STOP = _HAN + "\u3001-\u301f\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\u201c\u201d\u2018\u2019"
_BETWEEN_HANZI = re.compile(rf"(?<=[{_HAN_OR_STOP}])\s+(?=[{_HAN_OR_STOP}])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKDOWN = re.compile(r"\*\*|\\(?=[*#_])|^#+\s+")
_SPACES = re.compile(r"\s+")
_ENDED = re.compile(r"[.。:：;；!！?？][\"'”’)）]*$")
_FULL_WIDTH = {",": "，", ";": "；", ":": "："}


def has_markup(text: str) -> bool:
    """Say whether ``text`` holds HTML tags or Markdown marks."""
    return bool(_TAG.search(text) or _MARKDOWN.search(text))


def strip_markup(text: str) -> str:
    """Return ``text`` without HTML tags and Markdown marks."""
    return _MARKDOWN.sub("", _TAG.sub(" ", text))


def plain(text: str) -> str:
    """Return ``text`` without markup, without spaces between hanzi, with runs of spaces as one."""
    return _BETWEEN_HANZI.sub("", _SPACES.sub(" ", strip_markup(text)).strip())


def broken_words(text: str) -> int:
    """Count the spaces that a line wrap left between two hanzi of ``text``."""
    return len(_BETWEEN_HANZI.findall(_SPACES.sub(" ", strip_markup(text)).strip()))


def key(text: str) -> str:
    """Return a form in which two printings of the same words are equal: NFKC, no spaces, case folded."""
    return "".join(unicodedata.normalize("NFKC", strip_markup(text)).split()).casefold()


def ended(text: str) -> bool:
    """Say whether ``text`` ends as a sentence or a heading does, so that what follows is not its continuation."""
    return bool(_ENDED.search(text.rstrip()))


def join(left: str, right: str) -> str:
    """Join two halves of a text that a page break cut."""
    return plain(f"{left} {right}")


def tidy(text: str, language: str) -> str:
    """Return ``text`` as it should have been printed in ``language``; no word is changed."""
    return _tidy_zh(text) if language == "zh" else _tidy_en(text)


def _tidy_zh(text: str) -> str:
    text = re.sub(rf"(?<=[{_HAN_OR_STOP}])([,;:])\s*", lambda m: _FULL_WIDTH[m.group(1)], text)
    text = re.sub(rf"\((?=[{_HAN}])([^()]*)\)", r"（\1）", text)
    return text.replace("0．", "0.")


def _tidy_en(text: str) -> str:
    text = re.sub(r"\s+(?=[.,;:])", "", text)
    text = re.sub(r"\.{2,}(?=$|\s)", ".", text)
    return text[:1].upper() + text[1:]
