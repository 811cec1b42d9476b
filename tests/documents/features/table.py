"""Writes docs/reading.md: what comes through from which format, and why the rest does not."""

from __future__ import annotations

from collections.abc import Iterator

from tests.documents.features import FEATURES, Format, doc, mail, odt, pdf, rtf, sheets, slides, web, word

FORMATS: tuple[Format, ...] = (
    word.FORMAT, doc.FORMAT, pdf.FORMAT, sheets.FORMAT, slides.FORMAT, rtf.FORMAT, odt.FORMAT, web.FORMAT, mail.FORMAT,
)  # fmt: skip

_SIGNS = {"read": "✓", "marked": "◐", "out": "∅", "lost": "✗"}
_HEAD = """# 哪些内容读得到 · What is read

本页由 `python -m tests.documents.features > docs/reading.md` 生成；每一格都有测试：每种格式一个文件，每项内容一个标记。
This page is written by that command; every field is held by a test: one file per format, one marker per feature.

✓ 读取，只出现一次 read, exactly once · ◐ 读取并标明 read and told apart · ∅ 不显示，故不读 not shown, so left out ·
✗ 读不到 lost · 空白 blank：该格式没有 not in the format. 数字见下方说明 the figures refer to the notes below.

"""
_TAIL = """
## 其他格式 · Other formats

- `.xlsb` `.xls` `.ods`：同 Excel，但不读文本框、图表、批注和页眉页脚。As Excel, without text boxes, charts, comments and
  page headers.
- `.csv` `.tsv` `.txt` `.md`：按内容判断编码（UTF-8、GB18030、Big5、UTF-16）。Encoding told by content.
- `.odp`：同幻灯片。As slides. `.ppt`：仅文字；装有 LibreOffice 时同 `.pptx`。Words only; like `.pptx` where LibreOffice is found.
- `.msg` `.mht`：同邮件。As mail. `.ofd` `.epub`：文字及页码或章节。Text with its page or chapter.
- `.wps` `.et`、Word 6/95：需 LibreOffice，否则在报告中注明。Through LibreOffice where it is found; otherwise the report says so.
- 图片和扫描件 pictures and scans：装有 `[ocr]` 时识别，引文注明；否则列出。Recognised with `[ocr]`, and marked in every quote;
  listed otherwise.
- `.zip` `.7z` `.rar` `.tar.gz`：逐个读其中的文件。Each file in them is read.

## PDF 的表格由谁读 · What reads the tables of a PDF

| 页面 page | 由谁读 read by |
|---|---|
| 每一页 every page | pypdfium2：文字、位置、表单的值、批注 · text, places, values of forms, remarks |
| 横竖框线成格 lines that make a grid | 自有算法，字按位置入格 · own arithmetic, words by their place |
| 方框、底纹或横线，不成格 boxes, shading or level rules that make none | pdfplumber 找格，字仍取自 pdfium · pdfplumber finds the cells, the words stay pdfium's |
| 没有线，各列对齐 no lines, columns flush | 自有算法；有疑问则作正文 · own arithmetic; running text where in doubt |
| 没有文字 no text | 文字识别 `[ocr]` · recognition with `[ocr]` |

pdfplumber 最多问 200 页，连续 10 页无表即止。It is asked about 200 pages of a file at most, and no more after 10 in a row
without a table.
分不清行的表作正文读：没有线或只有三条线，且多行的格旁边是上下居中的单行格。Tables whose rows can't be told are read as
running text: those without lines, or with three, whose tall cells stand beside low ones that are centred.
"""


def page() -> str:
    """Return the page as Markdown."""
    notes: list[str] = []
    lines = ["| 内容 feature |" + "|".join(one.name for one in FORMATS) + "|", "|---|" + ":-:|" * len(FORMATS)]
    for name, (zh, en) in FEATURES.items():
        lines.append(f"| {zh} · {en} | " + " | ".join(_field(one, name, notes) for one in FORMATS) + " |")
    return _HEAD + "\n".join(lines) + "\n\n" + "\n".join(_numbered(notes)) + "\n" + _TAIL


def _field(one: Format, name: str, notes: list[str]) -> str:
    expected = one.expected.get(name)
    if expected is None:
        return ""
    sign = _SIGNS[expected.state]
    if expected.why is None:
        return sign
    note = f"{expected.why[0]}。{expected.why[1][0].upper()}{expected.why[1][1:]}."
    if note not in notes:
        notes.append(note)
    return f"{sign} {notes.index(note) + 1}"


def _numbered(notes: list[str]) -> Iterator[str]:
    for at, note in enumerate(notes, 1):
        yield f"{at}. {note}"
