"""A Word 97–2003 file with the features of ``word``: that file as LibreOffice 7.4 saved it in the old format.

To make it again: write ``word.build()`` to feature.docx, then soffice --headless --convert-to doc feature.docx. What
LibreOffice itself does not carry over (content controls as such, the watermark, equations) is not in it.
"""

from __future__ import annotations

from pathlib import Path

from tests.documents.features import Expected, Format, lost, marked, out, read


def build() -> bytes:
    """Return the file."""
    return (Path(__file__).parent / "feature.doc").read_bytes()


_EXPECTED: dict[str, Expected] = {
    "text": read("本公司设门卫两名。", "paragraph"),
    "heading": read("访客管理", "heading"),
    "number": read("第十二条 门卫逐一登记。"),
    "table": read("2025-03-02\t李四\t送货", "row"),
    "merged": read("合并的格", "row"),
    "nested": marked("里层表格", None, "作为外层单元格中的各行", "as lines of the cell that holds them"),
    "textbox": read("图形里的字", "textbox"),
    "header": read("文件编号：QP-AD-01", "header"),
    "footer": read("行政部归口管理", "footer"),
    "page": out("共 3 页"),
    "note": read("脚注里的话", "footnote"),
    "comment": marked("批注里的话", "comment", "作为批注，不算正文", "as a comment, not as text in force", "comments"),
    "inserted": read("新增的规定"),
    "deleted": out("作废的规定", "deletions"),
    "moved": read("移走的一句"),
    "hidden": out("看不见的字", "hidden_runs"),
    "check": read("☑已核对"),
    "link": read("链接的文字"),
    "hyphen": read("表单QP-01"),
    "title": read("属性里的标题"),
    "diagram": lost("总经理办公室", "嵌入的图表不读", "charts embedded in it are not read"),
    "place": read("本公司设门卫两名。"),
    "block": read("QP-AD-01"),
    "attached": lost("", "嵌入的对象不读", "embedded objects are not read"),
    "picture": lost(
        "",
        "装有 [ocr] 时识别整页大的图片，否则只计数",
        "with [ocr], pictures as large as a page or form are recognised; otherwise they are counted",
        "pictures",
    ),
}

FORMAT = Format("Word .doc", "制度/访客管理.doc", build, _EXPECTED)
