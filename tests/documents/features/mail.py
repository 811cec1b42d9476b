"""A mail with every feature that ``.eml`` has."""

from __future__ import annotations

from email.message import EmailMessage

from tests.documents.features import Expected, Format, lost, marked, read

_HTML = """<html><body><h2>演练安排</h2><p>定于三月十日进行消防演练。</p><p><a href="https://example.com">链接的文字</a></p>
<table><tr><th>日期</th><th>负责人</th><th>地点</th></tr><tr><td>2025-03-02</td><td>李四</td><td>仓库</td></tr></table>
<img src="cid:seal"></body></html>"""


def build() -> bytes:
    """Return the file."""
    message = EmailMessage()
    message["From"], message["To"] = "行政部 <ad@example.com>", "all@example.com"
    message["Subject"] = "关于消防演练的通知"
    message["Date"] = "Mon, 03 Mar 2025 09:00:00 +0800"
    message.set_content(_HTML, subtype="html", charset="gb18030")
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="seal")
    message.make_mixed()
    message.add_attachment("序号,姓名\n1,附件里的人\n".encode(), maintype="text", subtype="csv", filename="名单.csv")
    return message.as_bytes()


_EXPECTED: dict[str, Expected] = {
    "text": read("定于三月十日进行消防演练。", "paragraph"),
    "heading": read("演练安排", "heading"),
    "table": read("2025-03-02\t李四\t仓库", "row"),
    "header": read("From: 行政部 <ad@example.com>"),
    "link": read("链接的文字"),
    "date": read("Mon, 03 Mar 2025"),
    "title": read("Subject: 关于消防演练的通知"),
    "attached": marked("附件里的人", None, "逐个作为文件读", "each is read as a file of its own", "attachments"),
    "place": read("定于三月十日进行消防演练。"),
    "picture": lost("", "正文中的图片不识别；作为附件的图片同图片文件", "pictures in the text are not recognised; attached ones are, like any picture file"),
}  # fmt: skip

FORMAT = Format("邮件 mail .eml", "邮件/通知.eml", build, _EXPECTED)
