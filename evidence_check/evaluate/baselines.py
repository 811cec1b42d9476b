"""Two simple guesses that any matcher has to beat: "everything is present", and shared character pairs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

CONTAINED_FROM = 0.5  # share of a clause's character pairs that a document must hold; fixed before any measurement

_SEPARATORS = re.compile(r"[\W_]+")


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, without spaces and punctuation, in lower case."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).lower())
    return frozenset(plain[index : index + 2] for index in range(len(plain) - 1))


def keyword_coverage(clauses: Mapping[str, Iterable[str]], texts: Mapping[str, str]) -> dict[str, str]:
    """Return "present" for each clause whose text is half contained in some document, else "missing".

    Args:
        clauses: clause id → its texts, e.g. Chinese and English; the better one counts.
        texts: document path → its whole text.
    """
    documents = [bigrams(text) for text in texts.values()]
    guessed = {}
    for identifier, wordings in clauses.items():
        pairs = [wanted for wording in wordings if (wanted := bigrams(wording))]
        best = max((len(wanted & held) / len(wanted) for wanted in pairs for held in documents), default=0.0)
        guessed[identifier] = "present" if best >= CONTAINED_FROM else "missing"
    return guessed
