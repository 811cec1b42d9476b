"""Decides which documents of a dossier have standing: whose they are, and which version is in force."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from evidence_check.company_names import LEGAL_FORM, own_names, same_company, same_group
from evidence_check.findings.companies import rules_people_of
from evidence_check.findings.scope import concerns
from evidence_check.model import Bilingual, Enterprise, Examined, Mention
from evidence_check.reasons import say
from evidence_check.records.dates import find
from evidence_check.text import normal

_MOST_VERSIONS = 4  # of one rule in one dossier
_CODE = 5  # characters of a site's or company's code; longer short names are brands that the whole group bears
_ALIAS_FILES = 2  # files that must head both names together before one is taken for the other's translation
_VERSION = re.compile(
    r"(?:v|ver|version|rev|版本|版次)[\s.:：]*([a-z]?\d+(?:\.\d+)*)|([a-z]\d+)版|第?(\d+(?:\.\d+)*)版", re.IGNORECASE
)
_BARE_VERSION = re.compile(r"([a-z]?[/.-]?\d+(?:\.\d+)*)")  # the value of a label: A/1, B0, 2.1
_UNNAMED = re.compile(r"[\s_\-()（）\[\]【】.·]+|最终|终稿|定稿|正式版|现行|有效版|最新|final|current|旧|新")


@dataclass(frozen=True, slots=True)
class Standing:
    """What keeps a file from counting, None where nothing does; and its owner where that is another company."""

    refused: Bilingual | None = None
    newer: str | None = None
    foreign: Mention | None = None
    adopted: bool = False


_UNDOUBTED = Standing()
"""The standing of most files: one for all of them."""


def standings(files: Collection[Examined], enterprise: Enterprise) -> dict[str, Standing]:
    """Return the standing of every file, by path."""
    known = replace(enterprise, other_names=(*enterprise.other_names, *aliases(files, enterprise)))
    found = {file.document.path: _own_standing(file, known) for file in files}
    counting = (file for file in files if found[file.document.path].refused is None)
    for older, newer in _superseded(counting).items():
        found[older] = Standing(refused=say("role_older", newer=newer), newer=newer)
    return found


def _own_standing(file: Examined, enterprise: Enterprise) -> Standing:
    """Return a file's standing by itself: only what counts at all may supersede another."""
    if file.role.name == "written_system" and (day := _in_force_from(file)) > enterprise.as_of:
        return Standing(refused=say("refused_not_yet", date=day))
    if _leaves_out(file, enterprise) or _says_so(file, enterprise):
        return Standing(refused=say("refused_scope"))
    foreign, adopted = foreign_owner(file, enterprise)
    if foreign is not None:
        return Standing(refused=say("refused_company", company=foreign.name), foreign=foreign, adopted=adopted)
    return _UNDOUBTED


def _in_force_from(file: Examined) -> str:
    """Return the day from which a document says to be in force, "" where it does not say."""
    value = file.document.control.fields.get("effective_date", ("", 0))[0]
    dates = find(value)
    return dates[0].iso if dates and len(dates[0].iso) == 10 else ""


# --- whose document it is --------------------------------------------------------------------------------------


def aliases(files: Collection[Examined], enterprise: Enterprise) -> tuple[str, ...]:
    """Return the name in the other script where enterprise.yaml gives only one: it stands beside the own name at heads.

    Without it every bilingual page header would be taken for another company's.
    """
    if enterprise.name.zh and enterprise.name.en:
        return ()
    own = own_names(enterprise)
    missing_latin = not enterprise.name.en
    counts: Counter[str] = Counter()
    for file in files:
        owners = [mention.name for mention in file.mentions if mention.subject]
        if any(same_company(mention.name, mine) for mention in file.mentions for mine in own):
            counts.update(name for name in set(owners) if name.isascii() is missing_latin)
    best = max(counts, key=lambda name: (counts[name], name), default=None)
    return (best,) if best and counts[best] >= _ALIAS_FILES else ()


def foreign_owner(file: Examined, enterprise: Enterprise) -> tuple[Mention | None, bool]:
    """Return the other company that a written system is about, and whether the enterprise's own name stands in it.

    Contracts, certificates and records rightly carry partners' names; only rules are judged by their owner.
    """
    if file.role.name not in ("written_system", "irrelevant"):
        return None, False
    own = own_names(enterprise)
    ours = [m for m in file.mentions if any(same_company(m.name, name) for name in own)]
    others = [
        m for m in file.mentions if m.subject and m not in ours and not _may_stand(m, file, enterprise, bool(ours))
    ]
    if not others or any(m.subject and m.count >= others[0].count for m in ours):
        return None, False
    if ours and any(same_group(others[0].name, name) for name in own):
        return None, False  # a group's policy that names the enterprise in its scope or annex
    return others[0], bool(ours)


def _leaves_out(file: Examined, enterprise: Enterprise) -> bool:
    """Return whether a group's policy, headed by an affiliate and naming several, does not name the enterprise.

    Affiliates stand under ``other_names``; their policies count where their scope or annex names the enterprise itself.
    """
    if file.role.name not in ("written_system", "irrelevant"):
        return False
    main = [name for name in (enterprise.name.zh, enterprise.name.en) if name]
    affiliates = [name for name in enterprise.other_names if LEGAL_FORM.search(name)]
    named = {name for m in file.mentions for name in affiliates if same_company(m.name, name)}
    heads = any(same_company(m.name, name) for m in file.mentions if m.subject for name in affiliates)
    ours = any(same_company(m.name, name) for m in file.mentions for name in main)
    return heads and len(named) > 1 and not ours and not _bears_own_code(file, enterprise)


def _says_so(file: Examined, enterprise: Enterprise) -> bool:
    """Return whether a rule says in so many words that it does not hold for the enterprise."""
    return any(f.kind == "out_of_scope" and concerns(f, file, enterprise) for f in file.findings)


def _bears_own_code(file: Examined, enterprise: Enterprise) -> bool:
    """Return whether title, path or number hold a short name of the enterprise's own, such as the code of its site."""
    codes = [normal(name) for name in enterprise.other_names if not LEGAL_FORM.search(name)]
    number = file.document.control.fields.get("number", ("", 0))[0]
    text = normal(f"{file.document.title or ''} {file.document.path} {number}")
    return any(re.search(rf"(?<![a-z]){re.escape(code)}(?![a-z])", text) for code in codes if len(code) <= _CODE)


def _may_stand(mention: Mention, file: Examined, enterprise: Enterprise, ours: bool) -> bool:
    """Return whether a partner rightly heads a rule: one for its own people, that never names us, is the partner's."""
    partner = any(same_company(mention.name, name) for name in enterprise.partners)
    return partner and (ours or not rules_people_of(file.findings, mention.name))


# --- which version is in force -----------------------------------------------------------------------------------


def _superseded(files: Iterable[Examined]) -> dict[str, str]:
    """Return path → newer path for written systems that exist in a newer version under the same name or number."""
    groups: dict[str, list[_Version]] = defaultdict(list)
    for file in files:
        if file.role.name == "written_system" and file.document.status == "ok":
            groups[_plain_title(file)].append(_Version(*_age(file), file.document.path, file.document.sha256))
    older: dict[str, str] = {}
    for group in _by_file_name(groups.values()):
        newest = max(group)
        for one in group:
            if _is_older(one, newest):
                older[one.path] = newest.path
    return older


class _Version(NamedTuple):
    """What of a file says how new it is; compared in this order, the greater is the newer."""

    version: tuple[int, ...]
    dated: str
    path: str
    sha256: str


def _by_file_name(groups: Iterable[list[_Version]]) -> Iterator[list[_Version]]:
    """Yield the groups; one too large to be the versions of one rule shares a masthead, and is told apart by names."""
    for group in groups:
        if len(group) <= _MOST_VERSIONS:
            yield group
            continue
        named: dict[str, list[_Version]] = defaultdict(list)
        for one in group:
            named[_plain(PurePosixPath(one.path).stem)].append(one)
        yield from named.values()


def _is_older(one: _Version, newest: _Version) -> bool:
    """Return whether a file states a lower version, or, where versions do not tell, an earlier date than another."""
    if one.sha256 == newest.sha256:
        return False
    if one.version and newest.version and one.version != newest.version:
        return one.version < newest.version
    return bool(one.dated and newest.dated) and one.dated < newest.dated


def _plain_title(file: Examined) -> str:
    return _plain(file.document.title or PurePosixPath(file.document.path).stem)


def _plain(name: str) -> str:
    title = _VERSION.sub("", normal(name))
    for dated in reversed(find(title)):
        title = title[: dated.start] + title[dated.end :]
    return _UNNAMED.sub("", title)


def _age(file: Examined) -> tuple[tuple[int, ...], str]:
    """Return (version, date in force), empty where the document does not state them; the greater is the newer."""
    fields = file.document.control.fields
    dated = [fields[name][0] for name in ("effective_date", "issued_date") if fields.get(name, ("", 0))[0]]
    iso = [found[0].iso for text in dated if (found := find(text))]
    return _version(file), iso[0] if iso else ""


def _version(file: Examined) -> tuple[int, ...]:
    stated = file.document.control.fields.get("version", ("", 0))[0]
    for text in (stated, PurePosixPath(file.document.path).stem):
        match = _VERSION.search(normal(text)) or (_BARE_VERSION.search(normal(text)) if text == stated else None)
        if match:
            version = next(group for group in match.groups() if group)
            numbers = tuple(int(part) for part in re.findall(r"\d+", version))
            letter = (ord(version[0]) - 96,) if version[0].isalpha() else ()
            return letter + numbers
    return ()
