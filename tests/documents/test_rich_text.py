"""RTF: encodings and fonts, wide characters, pictures and binary data passed over, damage survived."""

from __future__ import annotations

import pytest

from evidence_check import documents
from evidence_check.documents.readers import rich_text


def _texts(body: bytes) -> list[str]:
    return [p.text for p in documents.read(b"{\\rtf1\\ansi\\ansicpg1252" + body + b"}", "a.rtf").passages]


def _hex(text: str, encoding: str) -> bytes:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding)).encode()


@pytest.mark.parametrize(("charset", "encoding", "text"), [(134, "gbk", "访客登记"), (136, "big5", "訪客登記")])
def test_the_font_says_how_bytes_are_read(charset: int, encoding: str, text: str) -> None:
    fonts = b"{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset%d Sung;}}" % charset
    assert _texts(fonts + b"\\f1 " + _hex(text, encoding) + b"\\f0 \\'e9\\par") == [text + "é"]


def test_wide_characters_come_once_and_whole() -> None:
    assert _texts(b"\\uc1 \\u-10179?\\u-8704?\\u30331\\'b5\\par") == ["😀登"]
    assert _texts(b"\\uc2 \\u30331??\\u35760\\'bc\\'c7x\\par") == ["登记x"]


def test_check_marks_of_symbol_fonts() -> None:
    fonts = b"{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f3\\fcharset2 Wingdings;}}"
    assert _texts(fonts + b"{\\f3 \\'fe}\\f0 checked\\par") == ["☑checked"]


def test_binary_data_is_stepped_over() -> None:
    assert _texts(b"before{\\pict\\bin7 }}{{\\x}}after\\par") == ["beforeafter"]


def test_merged_and_uneven_rows_keep_their_columns() -> None:
    def row(*cells: tuple[int, str]) -> bytes:
        edges = "".join(f"\\cellx{edge}" for edge, _ in cells)
        return ("\\trowd" + edges + "".join(f"\\pard\\intbl {text}\\cell" for _, text in cells) + "\\row ").encode()

    body = row((2000, "Date"), (4000, "Visitor"), (6000, "Purpose")) + row((2000, "2025-03-01"), (6000, "Wang"))
    found = documents.read(b"{\\rtf1 " + body + body.replace(b"Wang", b"Li") + b"\\pard done\\par}", "a.rtf")
    rows = [[(c.column, c.text) for c in p.cells] for p in found.passages if p.cells]
    assert rows[1] == [("Date", "2025-03-01"), ("Visitor", "Wang")]
    assert found.passages[-1].text == "done"


@pytest.mark.parametrize(
    "body", [b"}}}}text\\par", b"{{{{text", b"\\cell\\row\\nestrow\\trowd\\cellx", b"\\u99999999?\\'", b"\\"]
)
def test_damage_is_survived(body: bytes) -> None:
    assert documents.read(b"{\\rtf1 good\\par " + body, "a.rtf").passages[0].text == "good"


def test_endless_nesting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rich_text, "_MAX_DEPTH", 50)
    assert documents.read(b"{\\rtf1 a\\par" + b"{" * 100, "a.rtf").status == "failed"
