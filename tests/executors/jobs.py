"""Jobs that misbehave on purpose, for tests of executors: they must be importable in the workers."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence_check import limits
from evidence_check.cache import Part
from evidence_check.executors import Executor
from evidence_check.model import Document
from evidence_check.packing import pack
from evidence_check.pipeline import Round, run

WORDS = ("eins", "zwei", "drei", "vier", "fuenf", "sechs")


@dataclass(frozen=True)
class Obeying:
    """Does what a file's text says: hang, crash, eat memory, fail, wait; or shows the text."""

    engine: str = "test"
    question: str = ""

    def prepare(self) -> None:
        """Nothing is compiled."""

    def study(self, document: Document, path: str) -> Part:
        """Return the text of the first passage, or the status."""
        text = document.passages[0].text if document.passages else document.status
        _obey(text)
        return Part(document.path.removeprefix(path), pack(text), pack(()), b"", pack(()))


def _obey(text: str) -> None:
    if text == "hang":
        time.sleep(600)
    if text == "crash":
        os._exit(3)
    if text == "memory":
        raise MemoryError
    if text == "allocate":
        len(bytearray(limits.KINDS["text"].memory + 3 * limits.GIGABYTE))
    if text.startswith("fill"):  # writes beyond what a worker may write to one file
        with Path(text.split()[1]).open("wb", buffering=0) as stream:
            stream.truncate(limits.MAX_DISK)
            stream.seek(limits.MAX_DISK)
            stream.write(b"x")
    if text == "fail":
        raise ValueError("a fault")
    if text.startswith("wait"):
        time.sleep(float(text.split()[1]))
    if text.startswith("note"):  # leaves a mark each time that it is really worked on
        with Path(text.split()[1]).open("a", encoding="utf-8") as stream:
            stream.write("x")


def files_of(folder: Path, texts: Sequence[str]) -> list[tuple[Path, str]]:
    """Write a text file for each text, and return them as the pipeline takes them."""
    found = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        found.append((path, path.name))
    return found


def results(round_: Round, executor: Executor) -> dict[str, str]:
    """Run a round and return what each file shows."""
    from evidence_check.packing import unpack

    for _ in run([round_], executor):
        pass
    store, names = round_._store, round_.numbers()
    store.settle(list(names))
    shown = {names[file] + inner: unpack(str, store.head(part)) for part, file, inner in store.parts()}
    store.release()
    return dict(sorted(shown.items()))


def expected(texts: Iterable[str], lost: dict[str, str]) -> dict[str, str]:
    """Return what files of these texts show, where some texts are lost with a status."""
    return {f"{number}.txt": lost.get(text, text) for number, text in enumerate(texts)}
