"""A rich text file with every feature that ``.rtf`` has, as Word writes them."""

from __future__ import annotations

from tests.documents.features import Expected, Format, lost, marked, out, read


def _gbk(text: str) -> str:
    """Return text as double bytes of code page 936, ASCII as it is."""
    return "".join(c if c.isascii() else "".join(f"\\'{byte:02x}" for byte in c.encode("gbk")) for c in text)


def _unicode(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in text)


def _row(*cells: str) -> str:
    defined = "".join(f"\\cellx{2000 * at}" for at in range(1, len(cells) + 1))
    return "\\trowd" + defined + "".join(f"\\pard\\intbl {cell}\\cell" for cell in cells) + "\\row "


def build() -> bytes:
    """Return the file."""
    nested = (
        "\\pard\\intbl\\itap2 " + _gbk("里层表格") + "\\nestcell " + _gbk("里层值") + "\\nestcell{\\*\\nesttableprops\\trowd"
        "\\cellx900\\cellx1800\\nestrow}{\\nonesttables\\par}"
    )  # fmt: skip
    body = [
        "{\\header\\pard " + _gbk("文件编号：QP-AD-01") + "\\par}",
        "{\\footer\\pard " + _gbk("行政部归口管理") + "\\par\\pard " + _gbk("第") + "{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}"
        + _gbk("页") + "\\par}",
        "\\pard\\outlinelevel0 {\\listtext\\pard " + _gbk("第三章") + "\\tab}" + _gbk("访客管理") + "\\par",
        "\\pard {\\listtext\\pard " + _gbk("第十二条") + "\\tab}" + _unicode("门卫逐一登记。") + "\\par",
        "\\pard " + _gbk("本公司设门卫两名。") + "{\\footnote\\pard " + _gbk("脚注里的话") + "}\\par",
        "\\pard " + _gbk("仓库") + "{\\*\\annotation\\pard " + _gbk("批注里的话") + "}" + _gbk("上锁。") + "\\par",
        "\\pard {\\revised " + _gbk("新增的规定") + "}{\\deleted " + _gbk("作废的规定") + "}\\par",
        "\\pard " + _gbk("可见") + "{\\v " + _gbk("看不见的字") + "}" + _gbk("的话") + "\\par",
        "\\pard {\\shp{\\*\\shpinst{\\shptxt\\pard " + _gbk("文本框里的字") + "\\par}}}\\par",
        '\\pard {\\field{\\*\\fldinst HYPERLINK "https://example.com"}{\\fldrslt ' + _gbk("链接的文字") + "}}\\par",
        "\\pard " + _gbk("表单QP") + "\\_01\\par",
        "\\pard {\\field{\\*\\fldinst FORMTEXT}{\\fldrslt " + _gbk("控件里的值") + "}}\\par",
        _row(*map(_gbk, ("日期", "来访人", "事由"))) + _row(*map(_gbk, ("2025-03-01", "张三", "检修")))
        + _row(*map(_gbk, ("2025-03-02", "李四", "送货"))) + "\\pard\\par",
        "\\trowd\\clmgf\\cellx2000\\clmrg\\cellx4000\\cellx6000\\pard\\intbl " + _gbk("合并的格") + "\\cell\\cell "
        + _gbk("备注甲") + "\\cell\\row \\pard\\par",
        "\\trowd\\cellx2000\\cellx6000\\pard\\intbl " + _gbk("外层") + "\\cell " + nested + "\\pard\\intbl\\cell\\row \\pard\\par",
        "\\pard {\\pict\\pngblip 89504e47}\\par",
        "\\pard {\\object\\objemb{\\*\\objdata 0105}{\\result " + _gbk("对象的图样") + "}}\\par",
    ]  # fmt: skip
    head = (
        "{\\rtf1\\ansi\\ansicpg936\\deff0\\uc1{\\fonttbl{\\f0\\fcharset134 SimSun;}}{\\stylesheet{\\s1\\outlinelevel0 heading 1;}}"
        "{\\info{\\title " + _gbk("属性里的标题") + "}{\\author a}}\\f0 "
    )  # fmt: skip
    return (head + "\n".join(body) + "}").encode("ascii")


_EXPECTED: dict[str, Expected] = {
    "text": read("本公司设门卫两名。", "paragraph"),
    "heading": read("访客管理", "heading"),
    "number": read("第十二条 门卫逐一登记。"),
    "table": read("2025-03-02\t李四\t送货", "row"),
    "merged": read("合并的格"),
    "nested": read("里层表格\t里层值", "row"),
    "textbox": read("文本框里的字", "textbox"),
    "header": read("文件编号：QP-AD-01", "header"),
    "footer": read("行政部归口管理", "footer"),
    "page": out("第1页"),
    "note": read("脚注里的话", "footnote"),
    "comment": marked("批注里的话", "comment", "作为批注", "as a comment", "comments"),
    "inserted": read("新增的规定"),
    "deleted": out("作废的规定", "deletions"),
    "hidden": out("看不见的字", "hidden_runs"),
    "control": read("控件里的值"),
    "link": read("链接的文字"),
    "hyphen": read("表单QP-01"),
    "title": read("属性里的标题"),
    "attached": lost("\x01\x05", "嵌入的对象不读", "embedded objects are not read"),
    "place": read("本公司设门卫两名。"),
    "block": read("QP-AD-01"),
    "picture": lost("", "图片只计数", "pictures are counted", "pictures"),
}

FORMAT = Format("RTF", "制度/访客管理.rtf", build, _EXPECTED)
