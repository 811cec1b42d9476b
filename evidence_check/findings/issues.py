"""Tells which rules other papers of the dossier date: a notice that issues or adopts them, a list of rules in force."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from evidence_check.model import Examined
from evidence_check.records.issues import named


class Issued:
    """The names and numbers of rules that are issued or listed with their day. ``file in issued`` asks for one."""

    def __init__(self, files: Iterable[Examined]) -> None:
        self._by: dict[str, set[str]] = {}
        for file in files:
            for said in file.statements:
                if said.kind == "issued":
                    self._by.setdefault(said.subject, set()).add(file.document.path)

    def __contains__(self, file: Examined) -> bool:
        document = file.document
        number = document.control.fields.get("number", ("", 0))[0]
        names = {named(text) for text in (document.title or "", number, PurePosixPath(document.path).stem)} - {""}
        return any(self._by.get(name, set()) - {document.path} for name in names)
