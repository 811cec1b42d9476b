"""Writes docs/reading.md: what comes through from which format, and why the rest does not."""

from __future__ import annotations

from collections.abc import Iterator

from tests.documents.features import (
    FEATURES,
    Format,
    binary_sheets,
    doc,
    mail,
    odt,
    old_sheets,
    open_sheets,
    pdf,
    rtf,
    sheets,
    slides,
    web,
    word,
)

FORMATS: tuple[Format, ...] = (
    word.FORMAT, doc.FORMAT, pdf.FORMAT, sheets.FORMAT, old_sheets.FORMAT, binary_sheets.FORMAT,
    open_sheets.FORMAT, slides.FORMAT, rtf.FORMAT, odt.FORMAT, web.FORMAT, mail.FORMAT,
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


_OCR, _ARCHIVES, _BAD = "documents/test_ocr.py", "documents/test_archives.py", "test_bad_input.py"
TOLD: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "扫描件、照片 · Scans and photographs",
        (
            (
                "红章下的文字照读",
                "text below a red seal is read",
                f"{_OCR}::test_a_red_seal_over_the_text_does_not_hide_it",
            ),
            ("横放、倒放的页转正", "pages are turned upright", f"{_OCR}::test_pages_are_read_upright_and_in_order"),
            (
                "扫描的登记表按格读",
                "a scanned register is rows with named cells",
                f"{_OCR}::test_a_scanned_register_is_rows_with_named_cells",
            ),
            ("置信度低的页写明", "doubtful pages are named", f"{_OCR}::test_doubtful_pages_are_named_in_the_reason"),
            (
                "看不清的行不读",
                "a line that is not made out is left out",
                f"{_OCR}::test_a_line_that_is_not_made_out_is_left_out_and_lowers_the_confidence",
            ),
            (
                "只标明识别所得的页",
                "only recognised pages are marked",
                f"{_OCR}::test_only_the_scanned_pages_of_a_mixed_pdf_are_recognised_and_marked",
            ),
            (
                "报告中每条引文写明",
                "every quote of the report says so",
                "test_scan_of_scans.py::test_the_page_shows_the_mark_beside_each_of_them",
            ),
            (
                "文档中的整页图片照读",
                "pages pasted into documents are read",
                "documents/test_embedded_pictures.py::test_a_pasted_page_is_read_and_only_its_words_are_marked",
            ),
            (
                "未装 [ocr] 时列出安装命令",
                "without [ocr] the line that installs it is named",
                f"{_OCR}::test_without_the_extra_pictures_name_the_line_that_installs_it",
            ),
        ),
    ),
    (
        "压缩包、邮件 · Archives and mails",
        (
            (
                "逐层打开，最多三层",
                "walked as folders, three deep",
                f"{_ARCHIVES}::test_members_come_with_their_names_and_inner_archives_are_walked",
            ),
            (
                "GBK、Big5、UTF-8 文件名",
                "names in GBK, Big5, UTF-8",
                f"{_ARCHIVES}::test_names_of_a_traditional_machine_are_big5",
            ),
            ("成员名不指向包外", "names never lead out", f"{_ARCHIVES}::test_names_never_lead_out"),
            (
                "压缩炸弹逐个列出",
                "bombs are reported, member by member",
                f"{_ARCHIVES}::test_bombs_and_depth_are_reported_member_by_member",
            ),
            (
                "成员过多时写明",
                "too many members end with a remark",
                f"{_ARCHIVES}::test_too_many_members_end_with_a_remark",
            ),
            ("加密、损坏的成员", "encrypted and damaged members", f"{_ARCHIVES}::test_encrypted_and_damaged_members"),
            (
                "邮件附件逐个读",
                "attachments are read with their mail",
                f"{_ARCHIVES}::test_what_is_attached_to_a_mail_is_read_with_it",
            ),
        ),
    ),
    (
        "不好的文件 · Bad input",
        (
            (
                "扫描时改写的文件",
                "a file that changes during the scan",
                f"{_BAD}::test_a_file_that_is_rewritten_all_the_time_is_one_state_or_none",
            ),
            (
                "扫描时消失的文件",
                "one that vanishes",
                f"{_BAD}::test_a_file_that_vanishes_after_it_was_listed_is_said_to_be_gone",
            ),
            (
                "被占用的文件",
                "one that is locked",
                f"{_BAD}::test_a_file_that_is_locked_when_its_turn_comes_is_said_to_be_locked",
            ),
            (
                "互指的链接、指向夹外的链接",
                "links in a loop, links that lead out",
                f"{_BAD}::test_links_are_followed_only_to_files_of_the_dossier",
            ),
            (
                "管道、套接字、设备",
                "pipes, sockets, devices",
                f"{_BAD}::test_pipes_sockets_and_devices_are_not_waited_for",
            ),
            (
                "非文字的文件名、250 字符的文件名、空文件",
                "names that are no text, names of 250 characters, empty files",
                f"{_BAD}::test_names_that_are_no_text_are_read_and_written_all_the_same",
            ),
            (
                "崩溃、死循环、耗尽内存的文件",
                "files that crash, hang or eat memory",
                "executors/test_processes.py::test_a_hang_a_crash_and_eaten_memory_cost_their_own_files_only",
            ),
            (
                "整个敌意文件夹",
                "the whole folder of hostile files",
                "test_hostile.py::test_every_file_has_one_line_with_a_status_and_a_reason_in_both_languages",
            ),
        ),
    ),
)
"""What is held by tests of its own: (section, (Chinese, English, test below tests/))."""


def _told() -> Iterator[str]:
    for title, lines in TOLD:
        yield f"\n## {title}\n\n| 内容 feature | 测试 test |\n|---|---|\n"
        for zh, en, test in lines:
            yield f"| {zh} · {en} | `{test.rpartition('/')[2]}` |\n"


def page() -> str:
    """Return the page as Markdown."""
    notes: list[str] = []
    lines = ["| 内容 feature |" + "|".join(one.name for one in FORMATS) + "|", "|---|" + ":-:|" * len(FORMATS)]
    for name, (zh, en) in FEATURES.items():
        lines.append(f"| {zh} · {en} | " + " | ".join(_field(one, name, notes) for one in FORMATS) + " |")
    return _HEAD + "\n".join(lines) + "\n\n" + "\n".join(_numbered(notes)) + "\n" + _TAIL + "".join(_told())


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
