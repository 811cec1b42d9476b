"""Makes dossiers of any size for benchmarks: distinct files in a realistic mix, the same bytes from the same seed.

Seven files in ten are Chinese. By number 40 % are Word, 20 % PDF, 22 % Excel, 10 % plain text and 8 % mails, in folders
as companies keep them; sizes spread widely around some 20 kB of text. Run it as

    python benchmarks/dossiers.py FOLDER --files 1000 [--seed 7] [--scale 0.1]
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from dossier_formats import Content, eml, pdf, plain, word, workbook

Maker = Callable[[Content], bytes]
MIX: tuple[tuple[str, int, Maker], ...] = (
    ("docx", 40, word), ("pdf", 20, pdf), ("xlsx", 22, workbook), ("txt", 10, plain), ("eml", 8, eml)
)  # fmt: skip
"""Suffix, share of the files in per cent, and what writes such a file."""

_CHINESE = 0.7
_PARAGRAPHS = 55  # median of a text
_ROWS = 110  # median of a register
_FOLDERS = {
    "zh": ("01 内部控制/制度", "01 内部控制/记录", "02 贸易安全", "03 关务/单证", "04 人事/培训", "杂项/往来邮件"),
    "en": ("05 Group/policies", "05 Group/records", "06 Site documents"),
}


@dataclass(frozen=True)
class Words:
    """The words of one language with a source of chance; a new one for every file."""

    language: str
    bank: dict[str, Any]
    chance: random.Random
    code: str = field(default="")

    def fill(self, line: str) -> str:
        """Return a sentence with its blanks filled in."""
        chance = self.chance
        year = chance.randint(2022, 2026)
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        return line.format(
            who=chance.choice(self.bank["departments"][self.language]),
            name=chance.choice(self.bank["people"][self.language]),
            n=chance.randint(2, 12),
            code=self.code,
            day=f"{year}年{month}月{day}日" if self.language == "zh" else f"{year}-{month:02d}-{day:02d}",
            firm=("恒锐{}号供应商" if self.language == "zh" else "Supplier {}").format(chance.randint(100, 999)),
        )  # fmt: skip


@lru_cache(maxsize=1)
def _bank() -> dict[str, Any]:
    text = (Path(__file__).parent / "dossier_words.yaml").read_text(encoding="utf-8")
    bank: dict[str, Any] = yaml.safe_load(text)
    return bank


def content(number: int, suffix: str, seed: int, version: int = 0, scale: float = 1.0) -> Content:
    """Return what file ``number`` of a dossier says; another ``version`` says the same in other words.

    ``scale`` makes it longer or shorter: a tenth of the text costs a tenth of the time, where only numbers matter.
    """
    chance = random.Random(f"{seed}/{number}/{version}")
    language = "zh" if random.Random(f"{seed}/{number}").random() < _CHINESE else "en"
    words = Words(language, _bank(), chance, f"HR-{chance.choice('ABCD')}{number:05d}")
    kind = random.Random(f"{seed}/{number}/kind")
    if suffix == "xlsx":
        return _register(words, kind.choice(words.bank["registers"]), number, scale)
    return _text(words, kind.choice(words.bank["subjects"]), kind, number, scale)


def _text(words: Words, subject: dict[str, Any], kind: random.Random, number: int, scale: float) -> Content:
    chance, language = words.chance, words.language
    title = f"{subject[language]}{'' if language == 'zh' else ' '}{kind.choice(words.bank['kinds'][language])}"
    count = max(4, int(_PARAGRAPHS * scale * chance.lognormvariate(0, 0.8)))
    paragraphs: list[tuple[bool, str]] = []
    for at in range(count):
        if at % 6 == 0:
            chapter = at // 6 + 1
            paragraphs.append((True, f"第{chapter}章 要求" if language == "zh" else f"{chapter}. Requirements"))
        own = chance.random() < 0.6
        lines = subject[f"{language}_lines"] if own else _others(words)
        joined = "" if language == "zh" else " "
        paragraphs.append((False, joined.join(words.fill(chance.choice(lines)) for _ in range(chance.randint(1, 4)))))
    return Content(title, words.code, paragraphs, (), (), f"{title} {number}", language)


def _others(words: Words) -> Sequence[str]:
    if words.chance.random() < 0.6:
        lines: Sequence[str] = words.bank["filler"][words.language]
        return lines
    other: Sequence[str] = words.chance.choice(words.bank["subjects"])[f"{words.language}_lines"]
    return other


def _register(words: Words, register: dict[str, Any], number: int, scale: float) -> Content:
    chance, language = words.chance, words.language
    columns = register[f"{language}_columns"]
    people = words.bank["people"][language]
    rows = []
    for at in range(max(8, int(_ROWS * scale * chance.lognormvariate(0, 0.9)))):
        day = f"{chance.randint(2023, 2026)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        values = [str(at + 1), day]
        for column in columns[2:]:
            telling = chance.random()
            values.append(
                chance.choice(people) if telling < 0.35
                else f"{column[:6]}{chance.randint(1000, 99999)}" if telling < 0.85
                else ("正常" if language == "zh" else "ok") if telling < 0.95
                else ""
            )  # fmt: skip
        rows.append(tuple(values))
    title = f"{chance.randint(2023, 2026)} {register[language]}"
    return Content(title, words.code, [], tuple(columns), tuple(rows), f"{title} {number}", language)


def plan(files: int, seed: int) -> list[tuple[int, str]]:
    """Return (number, suffix) of every file, in the shares of ``MIX`` whatever their number."""
    suffixes = [suffix for suffix, share, _ in MIX for _ in range(share)]
    order = random.Random(seed)
    order.shuffle(suffixes)
    return [(number, suffixes[number % 100]) for number in range(files)]


def write_file(folder: Path, number: int, suffix: str, seed: int, version: int = 0, scale: float = 1.0) -> Path:
    """Write one file of a dossier and return its path, which does not depend on the version."""
    said = content(number, suffix, seed, version, scale)
    name = content(number, suffix, seed).name if version else said.name
    places = _FOLDERS[said.language]
    place = folder / places[zlib.crc32(f"{seed}/{number}".encode()) % len(places)] / f"{number // 400:03d}"
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{name}.{suffix}"
    path.write_bytes(next(maker for kind, _, maker in MIX if kind == suffix)(said))
    return path


def make(folder: Path, files: int, seed: int = 7, scale: float = 1.0) -> list[Path]:
    """Write a dossier of ``files`` files below ``folder`` and return their paths."""
    return [write_file(folder, number, suffix, seed, scale=scale) for number, suffix in plan(files, seed)]


def main() -> None:
    """Read the command line and write a dossier."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--scale", type=float, default=1.0, help="length of the files, 1 for 20 kB of text on average")
    options = parser.parse_args()
    paths = make(options.folder, options.files, options.seed, options.scale)
    print(f"{len(paths)} files, {sum(path.stat().st_size for path in paths) / 2**20:.1f} MB in {options.folder}")


if __name__ == "__main__":
    main()
