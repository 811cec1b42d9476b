"""A web page with every feature that ``.html`` has."""

from __future__ import annotations

from tests.documents.features import Expected, Format, lost, out, read

_PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>属性里的标题</title><style>p{color:red}</style></head>
<body><!-- 注释里的话 --><h1>访客管理</h1><ol start="12"><li>门卫逐一登记。</li></ol><p>本公司设门卫两名。</p>
<p style="display:none">看不见的字</p><script>var x = "脚本里的字";</script>
<p><a href="https://example.com">链接的文字</a></p><p>仓库<del>作废的规定</del><ins>新增的规定</ins></p>
<p>讲师 <input type="text" value="控件里的值"> <input type="checkbox" checked>已核对</p>
<table><tr><th>日期</th><th>来访人</th><th>事由</th></tr><tr><td>2025-03-01</td><td>张三</td><td>检修</td></tr>
<tr><td>2025-03-02</td><td>李四</td><td>送货</td></tr><tr><td colspan="2">合并的格</td><td>备注甲</td></tr></table>
<table><tr><td><table><tr><td>里层表格</td><td>里层值</td></tr></table></td></tr></table>
<img src="a.png" alt="图片说明"></body></html>"""


def build() -> bytes:
    """Return the file."""
    return _PAGE.encode("gbk")


_EXPECTED: dict[str, Expected] = {
    "text": read("本公司设门卫两名。", "paragraph"),
    "heading": read("访客管理", "heading"),
    "number": read("12. 门卫逐一登记。"),
    "table": read("2025-03-02\t李四\t送货", "row"),
    "merged": read("合并的格"),
    "nested": read("里层表格\t里层值", "row"),
    "comment": out("注释里的话"),
    "inserted": read("新增的规定"),
    "deleted": out("作废的规定", "deletions"),
    "hidden": out("看不见的字"),
    "control": read("控件里的值"),
    "check": read("☑已核对"),
    "link": read("链接的文字"),
    "title": read("属性里的标题"),
    "place": read("本公司设门卫两名。"),
    "picture": lost("", "图片不取，只读说明文字", "pictures are not fetched; their descriptions are read"),
}

FORMAT = Format("HTML", "台账/访客.html", build, _EXPECTED)
