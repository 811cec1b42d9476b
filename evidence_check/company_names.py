"""Tells whether two written names are one company's, or one group's."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from evidence_check.model import Enterprise
from evidence_check.text import normal

_SAME_NAME = 90.0  # rapidfuzz ratio of two company names that differ only by a slip or a shortened part
LEGAL_FORM = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|集团公司|控股集团|集团|公司|co\.?,? ?ltd\.?|company limited|limited|ltd\.?|"
    r"inc\.?|corp(oration)?\.?|gmbh|llc|plc)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(（\[][^()（）\]]*[)）\]]")
_PLACE = re.compile("^.{2,3}?(省|市|区|县)")
_SHORT_NAME = 4  # hanzi of a name without place and legal form that is still telling
_CUT_NAME = 3  # the same, of a name that was cut at a character that may be a particle: 远洋[对]外贸易
_PARTICLES = frozenset("与和及为在对是经因将到把至于即如请兹等由向致自从给的了")
_BRAND = re.compile(r"\b(?!international|logistics|industr|trading|technolog|electr|machin|group|china)[a-z]{5,}")


def own_names(enterprise: Enterprise) -> tuple[str, ...]:
    """Return the names under which the enterprise's own documents may run."""
    return tuple(name for name in (enterprise.name.zh, enterprise.name.en, *enterprise.other_names) if name)


def same_company(one: str, other: str) -> bool:
    """Return whether two names may be one company's: equal without the legal form, or one the other with a place more.

    Chinese sisters differ by a single character (东方, 东海): nothing is forgiven there. A Latin name may be slipped.
    """
    a, b = (LEGAL_FORM.sub("", _BRACKETS.sub("", normal(name))).strip(" .,") for name in (one, other))
    if not a or not b:
        return False
    if a.isascii() and b.isascii():
        return a == b or _is_part(a, b) or _is_part(b, a) or fuzz.ratio(a, b) >= _SAME_NAME
    shorter, longer = sorted((a, b), key=len)
    if longer.endswith(shorter) and len(shorter) >= _CUT_NAME and longer[: -len(shorter)][-1:] in _PARTICLES:
        return True
    return shorter == longer or (
        len(shorter) >= _SHORT_NAME and (longer.endswith(shorter) or _PLACE.sub("", longer) == _PLACE.sub("", shorter))
    )


def _is_part(short: str, long: str) -> bool:
    """Return whether a Latin short name or brand opens or makes up whole words of a longer name."""
    return re.search(rf"(?<![a-z]){re.escape(short)}(?![a-z])", long) is not None


def same_group(one: str, other: str) -> bool:
    """Return whether two names share the brand of a group: the first Latin word, or three hanzi in a row."""
    a, b = (LEGAL_FORM.sub("", normal(name)) for name in (one, other))
    if a.isascii() and b.isascii():
        return bool(set(_BRAND.findall(a)) & set(_BRAND.findall(b)))
    return any(a[i : i + 3] in b for i in range(len(a) - 2))
