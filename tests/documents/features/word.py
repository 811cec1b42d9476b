"""A Word file with every feature that ``.docx`` has."""

from __future__ import annotations

import io
import zipfile

from tests.documents.build import docx, p, tbl, tc, xlsx
from tests.documents.features import Expected, Format, lost, marked, out, read

_BOX = f"<w:txbxContent>{p('文本框里的字')}</w:txbxContent>"
_ALTERNATE = (
    f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{_BOX}</wps:txbx></w:drawing>'
    f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{_BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    "</w:r></w:p>"
)
_DRAWN = (
    '<w:p><w:r><w:pict><v:shape style="position:absolute;width:200pt;height:40pt"><v:textbox><w:txbxContent>'
    f"{p('图形里的字')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
)
_NOTED = (
    '<w:p><w:r><w:t>保安室昼夜有人。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>仓库上锁。</w:t></w:r><w:commentRangeEnd w:id="1"/>'
    '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
)
_LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="{1}"/><w:numFmt w:val="{2}"/><w:lvlText w:val="{3}"/></w:lvl>'
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">' + _LEVEL.format(0, 3, "chineseCountingThousand", "第%1章")
    + _LEVEL.format(1, 12, "chineseCountingThousand", "第%2条") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)  # fmt: skip
_STYLES = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
_TOC = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    f"<w:sdtContent>{p('目录里的一行')}</w:sdtContent></w:sdt>"
)
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>属性里的标题</dc:title></cp:coreProperties>'
)
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def _run(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def _number(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


def build() -> bytes:
    """Return the file."""
    body = (
        _TOC
        + p("访客管理", f'<w:pStyle w:val="H1"/>{_number(0)}')
        + p("门卫逐一登记。", _number(1))
        + p("本公司设门卫两名。")
        + _ALTERNATE + _DRAWN + _NOTED
        + "<w:p><w:ins><w:r><w:t>新增的规定</w:t></w:r></w:ins><w:del><w:r><w:delText>作废的规定</w:delText></w:r></w:del></w:p>"
        + _run("<w:moveFrom><w:r><w:t>移走的一句</w:t></w:r></w:moveFrom>")
        + _run("<w:moveTo><w:r><w:t>移走的一句</w:t></w:r></w:moveTo>")
        + p("看不见的字", run="<w:vanish/>")
        + "<w:sdt><w:sdtContent>" + p("控件里的值") + "</w:sdtContent></w:sdt>"
        + _run('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>已核对</w:t></w:r>')
        + _run('<w:hyperlink r:id="rId9"><w:r><w:t>链接的文字</w:t></w:r></w:hyperlink>')
        + _run("<w:r><w:t>表单QP</w:t><w:noBreakHyphen/><w:t>01</w:t></w:r>")
        + _run("<m:oMath><m:r><m:t>合格率等于合格数除以总数</m:t></m:r></m:oMath>")
        + tbl(["日期", "来访人", "事由"], ["2025-03-01", "张三", "检修"], ["2025-03-02", "李四", "送货"])
        + p("另附记录如下。")
        + tbl(
            [tc("合并的格", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "备注甲"],
            [tc("", '<w:gridSpan w:val="2"/><w:vMerge/>'), tc(tbl(["里层表格", "里层值"]) + p("外层"))],
        )
        + p("完。") + _SECTION
    )  # fmt: skip
    parts = {
        "styles.xml": ("styles", _STYLES),
        "numbering.xml": ("numbering", _NUMBERING),
        "header1.xml": (
            "header",
            p("文件编号：QP-AD-01")
            + '<w:p><w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r></w:p>',
        ),
        "footer1.xml": ("footer", p("行政部归口管理") + p("第 1 页 共 3 页")),
        "footnotes.xml": ("footnotes", f'<w:footnote w:id="2">{p("脚注里的话")}</w:footnote>'),
        "comments.xml": ("comments", f'<w:comment w:id="1" w:author="a">{p("批注里的话")}</w:comment>'),
    }
    extra = {
        "docProps/core.xml": _CORE,
        "word/charts/chart1.xml": f"<c {_A}><a:p><a:r><a:t>总经理办公室</a:t></a:r></a:p></c>",
        "word/afchunk.mht": "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>嵌入的网页</p>",
        "word/embeddings/Book1.xlsx": xlsx({"登记": [("日期", "来访人"), ("2025-03-01", "嵌入表里的人")]}),
    }
    data = docx(body, parts, **extra)
    return _related(data)


_CORE_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _related(data: bytes) -> bytes:
    """Return the file with its chart, an embedded page, a picture and its properties named in its relationships."""
    named = (("chart", "charts/chart1.xml"), ("aFChunk", "afchunk.mht"), ("image", "media/scan.png"))
    more = {
        "word/_rels/document.xml.rels": "".join(
            f'<Relationship Id="x{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for kind, target in named
        )
        + f'<Relationship Id="rId9" Type="{_OFFICE}/hyperlink" Target="https://example.com" TargetMode="External"/>',
        "_rels/.rels": f'<Relationship Id="core" Type="{_CORE_TYPE}" Target="docProps/core.xml"/>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            added = f"{more.get(name, '')}</Relationships>".encode()
            new.writestr(name, old.read(name).replace(b"</Relationships>", added))
    return buffer.getvalue()


_EXPECTED: dict[str, Expected] = {
    "text": read("本公司设门卫两名。", "paragraph"),
    "heading": read("访客管理", "heading"),
    "number": read("第十二条 门卫逐一登记。"),
    "table": read("2025-03-02\t李四\t送货", "row"),
    "merged": read("合并的格", "row"),
    "nested": read("里层表格\t里层值", "row"),
    "textbox": read("文本框里的字", "textbox"),
    "header": read("文件编号：QP-AD-01", "header"),
    "footer": read("行政部归口管理", "footer"),
    "page": out("共 3 页"),
    "note": read("脚注里的话", "footnote"),
    "comment": marked("批注里的话", "comment", "作为批注，不算正文", "as a comment, not as text in force", "comments"),
    "inserted": read("新增的规定"),
    "deleted": out("作废的规定", "deletions"),
    "moved": read("移走的一句"),
    "hidden": out("看不见的字", "hidden_runs"),
    "control": read("控件里的值"),
    "check": read("☑已核对"),
    "link": read("链接的文字"),
    "hyphen": read("表单QP-01"),
    "formula": read("合格率等于合格数除以总数"),
    "diagram": read("总经理办公室", "textbox"),
    "watermark": read("内部资料", "header"),
    "toc": read("目录里的一行", "paragraph"),
    "title": read("属性里的标题"),
    "attached": marked("嵌入表里的人", None, "逐个作为文件读", "each is read as a file of its own"),
    "chunk": marked("嵌入的网页", None, "逐个作为文件读", "each is read as a file of its own"),
    "place": read("第十二条 门卫逐一登记。"),
    "block": read("QP-AD-01"),
    "picture": lost("", "装有 [ocr] 时识别整页大的图片，否则只计数", "with [ocr], pictures as large as a page or form are recognised; otherwise they are counted", "pictures"),
}  # fmt: skip

FORMAT = Format("Word .docx .docm", "制度/访客管理.docx", build, _EXPECTED)
