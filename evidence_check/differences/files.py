"""Holds the files of two reports against each other: what came, went, changed, moved, can or can't be read any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence_check.differences.model import Cause, FileChanges
from evidence_check.model import Bilingual

Report = Mapping[str, Any]
READ = "ok"


@dataclass(frozen=True, slots=True)
class Files:
    """The files of both reports by path; ``moved`` maps an old path to the new one of the same content."""

    old: dict[str, dict[str, Any]]
    new: dict[str, dict[str, Any]]
    moved: dict[str, str]

    @classmethod
    def of(cls, old: Report, new: Report) -> Files:
        """Return the files of two reports."""
        before = {line["path"]: line for line in old["documents"]}
        after = {line["path"]: line for line in new["documents"]}
        return cls(before, after, _moved(before, after))

    def changes(self) -> FileChanges:
        """Return what happened to the files, each list by path."""
        arrived = set(self.moved.values())
        return FileChanges(
            added=tuple(sorted(path for path in self.new if path not in self.old and path not in arrived)),
            removed=tuple(sorted(path for path in self.old if path not in self.new and path not in self.moved)),
            changed=tuple(sorted(path for path in self.old if path in self.new and not self._same(path))),
            moved=tuple(sorted(self.moved.items())),
        )

    def old_name(self, path: str) -> str | None:
        """Return the earlier path of a file of the new report, None where it is new."""
        if path in self.old:
            return path
        return next((was for was, now in self.moved.items() if now == path), None)

    def new_name(self, path: str) -> str | None:
        """Return the present path of a file of the old report, None where it is gone."""
        return path if path in self.new else self.moved.get(path)

    def cause(self, path: str) -> Cause | None:
        """Return what happened to a file, named by its path in either report; None where it is the same and as read."""
        was = self.old_name(path)
        if was is None:
            return Cause("file_added", path)
        now = self.new_name(was)
        if now is None:
            return Cause("file_removed", path)
        before, after = self.old[was], self.new[now]
        if before["status"] != READ and after["status"] == READ:
            return Cause("file_readable", now)
        if before["status"] == READ and after["status"] != READ:
            return Cause("file_unreadable", now, _words(after.get("reason")))
        if before["sha256"] != after["sha256"]:
            return Cause("file_changed", now)
        if before["role"] != after["role"]:
            return Cause("role_changed", now, _words(after.get("role_reason")))
        return None

    def _same(self, path: str) -> bool:
        return bool(self.old[path]["sha256"] == self.new[path]["sha256"])


def _moved(before: Mapping[str, dict[str, Any]], after: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Return old path → new path where a file is gone and its very content stands elsewhere, each used once."""
    arrivals: dict[str, list[str]] = {}
    for path in sorted(path for path in after if path not in before):
        arrivals.setdefault(after[path]["sha256"], []).append(path)
    moved: dict[str, str] = {}
    for path in sorted(path for path in before if path not in after):
        line = before[path]
        waiting = arrivals.get(line["sha256"]) if line["sha256"] and line.get("size", 1) else None
        if waiting:
            moved[path] = waiting.pop(0)
    return moved


def _words(value: Mapping[str, str | None] | None) -> Bilingual:
    return Bilingual(value.get("zh"), value.get("en")) if value else Bilingual()
