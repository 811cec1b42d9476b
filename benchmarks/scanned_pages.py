"""Draws pages of text and makes scans and photographs of them, from a fixed seed: what text recognition is tried on.

Needs the extra ``ocr`` for numpy, and a Chinese font. A page is A4 at 200 dpi. What is done to it is what copiers,
seals and telephones do: red ink over the text, quarter turns, a slant, perspective, uneven light, blur, noise and JPEG.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1654, 2339  # pixels: A4 at 200 dpi
_LEFT, _TOP, _LINE, _SIZE = 180, 200, 58, 33  # 33 pixels at 200 dpi are 12 points
_SEAL = (225, 40, 40)
_PAPER = (250, 248, 243)
_DESK = (70, 60, 52)


@cache
def chinese_font() -> str | None:
    """Return the file of a font with Chinese characters, None where this machine has none."""
    known = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
    if known.exists():
        return str(known)
    if shutil.which("fc-match") is None:
        return None
    found = subprocess.run(["fc-match", "-f", "%{file}|%{lang}", ":lang=zh-cn"], capture_output=True, text=True)
    path, _, languages = found.stdout.partition("|")
    return path if "zh-cn" in languages else None


def font(size: int = _SIZE) -> ImageFont.FreeTypeFont:
    """Return the Chinese font; raises OSError where there is none."""
    path = chinese_font() or ""
    return ImageFont.truetype(path, size, index=2 if "Noto" in path else 0)


def wrapped(paragraphs: Sequence[str], width: int = WIDTH - 2 * _LEFT) -> list[str]:
    """Return paragraphs as lines of a page, broken between hanzi or at spaces."""
    measure = font().getlength
    lines = []
    for paragraph in paragraphs:
        line = ""
        for piece in _pieces(paragraph):
            if line and measure(line + piece.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text:
        within_word = bool(pieces) and char.isascii() and pieces[-1][-1].isascii() and pieces[-1][-1] != " "
        if within_word or (pieces and char in "，。；：、）》”"):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def page(lines: Sequence[str]) -> Image.Image:
    """Return a page with these lines, black on white; lines beyond its foot are left out by the caller's count."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    for at, line in enumerate(lines):
        draw.text((_LEFT, _TOP + at * _LINE), line, font=font(), fill="black")
    return picture


def lines_per_page() -> int:
    """Return how many lines a page holds."""
    return (HEIGHT - 2 * _TOP) // _LINE


def sealed(picture: Image.Image) -> Image.Image:
    """Return the page with two round red seals over its text; ink does not cover ink."""
    ink = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(ink)
    width, height = picture.size
    for across, down in ((0.30, 0.25), (0.68, 0.72)):
        x, y, r = int(across * width), int(down * height), int(0.13 * width)
        draw.ellipse((x - r, y - r, x + r, y + r), outline=_SEAL, width=r // 14)
        draw.regular_polygon((x, y, r // 3), 5, fill=_SEAL)
        draw.text((x - int(0.72 * r), y + r // 3), "厦门某某电子公司", font=font(r // 6), fill=_SEAL)
    return ImageChops.multiply(picture, ink)


def scanned(picture: Image.Image, seed: int = 1) -> Image.Image:
    """Return the page as a copier scans it: slanted by 1.5 degrees, a little blurred and noisy, JPEG 60."""
    turned = picture.rotate(1.5, resample=Image.Resampling.BICUBIC, fillcolor="white")
    return jpeg(_noise(turned.filter(ImageFilter.GaussianBlur(0.7)), 6, seed), 60)


def photographed(picture: Image.Image, seed: int = 1) -> Image.Image:
    """Return the page as a telephone takes it: from an angle, on a desk, in uneven light, blurred, noisy, JPEG 45."""
    width, height = picture.size
    paper = ImageChops.multiply(picture, Image.new("RGB", picture.size, _PAPER))
    corners = ((0.07, 0.05), (0.96, 0.03), (0.91, 0.97), (0.03, 0.93))  # where the page's corners come to lie
    target = [(x * width, y * height) for x, y in corners]
    source = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    seen = paper.transform(
        picture.size, Image.Transform.PERSPECTIVE, _perspective(target, source), Image.Resampling.BICUBIC,
        fillcolor=_DESK,
    )  # fmt: skip
    import numpy

    light = numpy.outer(numpy.linspace(1.0, 0.72, height), numpy.linspace(0.62, 1.0, width))[:, :, None]
    shaded = Image.fromarray((numpy.asarray(seen) * light).astype(numpy.uint8))
    return jpeg(_noise(shaded.filter(ImageFilter.GaussianBlur(0.9)), 10, seed), 45)


def _perspective(target: Sequence[tuple[float, float]], source: Sequence[tuple[float, float]]) -> list[float]:
    """Return the eight coefficients that take each point of ``target`` to ``source``."""
    import numpy

    rows = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    solved = numpy.linalg.solve(numpy.array(rows, dtype=float), numpy.array(source, dtype=float).reshape(8))
    return [float(value) for value in solved]


def _noise(picture: Image.Image, strength: float, seed: int) -> Image.Image:
    import numpy

    values: Any = numpy.asarray(picture, dtype=float)
    noisy = values + numpy.random.default_rng(seed).normal(0, strength, values.shape)
    return Image.fromarray(noisy.clip(0, 255).astype(numpy.uint8))


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """Return the picture after a round through JPEG."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def smaller(picture: Image.Image, dpi: int) -> Image.Image:
    """Return a 200 dpi page at another resolution."""
    scale = dpi / 200
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)


def turned(degrees: int) -> Callable[[Image.Image], Image.Image]:
    """Return what lays a page on the scanner a quarter turn off."""
    return lambda picture: picture.rotate(degrees, expand=True)


KINDS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "clean": lambda picture: picture,
    "seal": sealed,
    "turned 90": turned(90),
    "turned 180": turned(180),
    "turned 270": turned(270),
    "scan 1.5°": scanned,
    "scan with seal": lambda picture: scanned(sealed(picture)),
    "100 dpi": lambda picture: smaller(picture, 100),
    "photograph": photographed,
    "photograph with seal": lambda picture: photographed(sealed(picture)),
    "photograph, 120 dpi": lambda picture: photographed(smaller(picture, 120)),
}
"""What can be done to a page, by name."""


def record_lines(rng: random.Random, count: int) -> list[str]:
    """Return lines as registers have them: dates, numbers, names and seals' numbers, where a wrong digit matters."""
    people = ("张三", "李四", "王小明", "赵敏", "陈建国", "林晓东")
    return [
        f"{rng.randint(2023, 2026)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}  "
        f"柜号 {''.join(rng.choices('ABCDEFGHJKLMNPRSTUVWXY', k=4))}{rng.randint(1000000, 9999999)}  "
        f"封条号 HR{rng.randint(100000, 999999)}  检查人：{rng.choice(people)}"
        for _ in range(count)
    ]
