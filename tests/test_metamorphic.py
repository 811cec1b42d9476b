"""What must not change a result does not, and what must change it does: the sample dossier, altered as a whole.

The texts are altered after reading, so that the matching is tried alone. Nobody's labels are looked at.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import opencc
import pytest

from evidence_check import enterprise, registry, walk
from evidence_check.examine import Examiner
from evidence_check.model import Document, Enterprise, Examined, Passage, Registry
from evidence_check.resources import demo_dir
from evidence_check.scan import assess
from evidence_check.unpack import documents_of

Coverages = dict[str, str]


class Sample:
    """The sample dossier as it was read, and how to judge it with its texts altered."""

    def __init__(self) -> None:
        self.registry: Registry = registry.load()
        self.enterprise: Enterprise = enterprise.load(demo_dir() / "enterprise.yaml", "2026-11-21")
        self.examiner = Examiner(self.registry, self.enterprise.standards)
        root = walk.dossier_root(demo_dir())
        paths = [(path, walk.relative(path, root)) for path in walk.files(demo_dir(), None)]
        self.documents = [document for path, name in paths for document in documents_of(path.read_bytes(), name)]

    def examine(self, document: Document) -> Examined:
        return self.examiner.examine_document(document)

    def judge(self, files: list[Examined]) -> Coverages:
        clauses = assess(self.registry, self.enterprise, files).clauses
        return {c.id: c.coverage for c in clauses if c.coverage in ("present", "partial", "missing", "unreadable")}

    def altered(self, change: Callable[[str], str]) -> Coverages:
        return self.judge([self.examine(with_text(document, change)) for document in self.documents])


def with_text(document: Document, change: Callable[[str], str]) -> Document:
    """Return the document with every text of it changed, tables and headings included."""

    def passage(one: Passage) -> Passage:
        cells = tuple(c._replace(column=change(c.column), text=change(c.text)) for c in one.cells)
        path = tuple(change(heading) for heading in one.heading_path)
        return one._replace(text=change(one.text), cells=cells, heading_path=path)

    title = change(document.title) if document.title else document.title
    return replace(document, title=title, passages=tuple(map(passage, document.passages)))


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample()


@pytest.fixture(scope="module")
def plain(sample: Sample) -> Coverages:
    return sample.judge([sample.examine(document) for document in sample.documents])


def worse(before: Coverages, after: Coverages) -> list[str]:
    """Clauses that come out better than they were: the one thing that must not happen to a damaged text."""
    order = ("missing", "unreadable", "partial", "present")
    return [c for c in before if order.index(after[c]) > order.index(before[c])]


def test_traditional_characters_change_nothing(sample: Sample, plain: Coverages) -> None:
    converter = opencc.OpenCC("s2t")
    after = sample.altered(converter.convert)
    assert sum(after[c] == plain[c] for c in plain) >= len(plain) - 2  # 面/麵, 里/裡: a few words have no way back


def test_spaces_between_hanzi_change_nothing(sample: Sample, plain: Coverages) -> None:
    def spaced(text: str) -> str:
        return "".join(f"{char} " if "\u4e00" <= char <= "\u9fff" else char for char in text)

    assert sample.altered(spaced) == plain


def test_full_width_letters_and_figures_change_nothing(sample: Sample, plain: Coverages) -> None:
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    after = sample.altered(lambda text: text.translate(wide))
    assert sum(after[c] == plain[c] for c in plain) >= len(plain) - 1


def test_misread_characters_make_nothing_better_and_leave_most_as_it_was(sample: Sample, plain: Coverages) -> None:
    """Two of a hundred hanzi replaced, as a poor scan is read."""
    chance = random.Random(7)
    alike = dict(
        zip(
            "未末己已日曰人入土士大太天夫目自田由甲申开升牛午",
            "末未已己曰日入人士土太大夫天自目由田申甲升开午牛",
            strict=True,
        )
    )

    def misread(text: str) -> str:
        return "".join(
            alike.get(char, "口") if "\u4e00" <= char <= "\u9fff" and chance.random() < 0.02 else char for char in text
        )

    after = sample.altered(misread)
    assert sum(after[c] == plain[c] for c in plain) >= 0.8 * len(plain)
    assert len(worse(plain, after)) <= 1


def test_the_order_of_the_files_changes_nothing(sample: Sample, plain: Coverages) -> None:
    files = [sample.examine(document) for document in sample.documents]
    random.Random(1).shuffle(files)
    assert sample.judge(files) == plain


def test_deleting_a_file_makes_nothing_better(sample: Sample, plain: Coverages) -> None:
    files = [sample.examine(document) for document in sample.documents]
    for left_out in files[::7]:
        after = sample.judge([file for file in files if file is not left_out])
        if left_out.role.name in ("written_system", "record", "contract", "certificate"):
            assert not worse(plain, after), left_out.document.path
