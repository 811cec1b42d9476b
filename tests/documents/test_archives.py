"""Archives are walked in memory: real names, no paths out, limits kept, nothing lost in silence."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from evidence_check import documents, unpack
from evidence_check.documents import archives
from evidence_check.documents.base import Unreadable
from tests.documents.build import docx, p, zipped


def test_members_come_with_their_names_and_inner_archives_are_walked() -> None:
    inner = zipped({"深/表.csv": "a,b"})
    data = zipped({"制度/a.docx": docx(p("x")), "内.zip": inner, "__MACOSX/a": "x", "~$a.docx": "x", "空/": ""})
    assert [name for name, _ in documents.members(data, "材料.zip")] == [
        "材料.zip/制度/a.docx",
        "材料.zip/内.zip/深/表.csv",
    ]


def test_names_without_the_utf8_flag_are_gbk() -> None:
    data = zipped({"ZZZZZZZZ.txt": "x"}).replace(b"ZZZZZZZZ", "管理制度".encode("gbk"))
    assert [name for name, _ in documents.members(data, "a.zip")] == ["a.zip/管理制度.txt"]


def test_names_of_a_traditional_machine_are_big5() -> None:
    names = {"A" * 12: "訪客登記管理", "B" * 16: "倉庫安全檢查記錄"}
    data = zipped({f"{mask}.txt": "x" for mask in names})
    for mask, name in names.items():
        data = data.replace(mask.encode(), name.encode("big5"))
    assert [name for name, _ in documents.members(data, "a.zip")] == [f"a.zip/{name}.txt" for name in names.values()]


def test_names_never_lead_out() -> None:
    data = zipped({"../../etc/passwd": "x", "C:\\windows\\a.txt": "y", "/root/b.txt": "z"})
    assert [name for name, _ in documents.members(data, "a.zip")] == [
        "a.zip/etc/passwd",
        "a.zip/windows/a.txt",
        "a.zip/root/b.txt",
    ]


def test_bombs_and_depth_are_reported_member_by_member() -> None:
    deep = zipped({"x.txt": "x"})
    for _ in range(4):
        deep = zipped({"inner.zip": deep})
    outcome = dict(documents.members(zipped({"b.txt": b"0" * 60_000_000, "ok.txt": "fine", "deep.zip": deep}), "a.zip"))
    bomb = outcome["a.zip/b.txt"]
    assert isinstance(bomb, Unreadable) and bomb.status == "too_large"
    assert outcome["a.zip/ok.txt"] == b"fine"
    assert [v.status for k, v in outcome.items() if k.startswith("a.zip/deep") and isinstance(v, Unreadable)] == [
        "too_large"
    ]


def test_thousands_of_archives_beyond_the_depth_are_one_line() -> None:
    inner = zipped({f"{n}.zip": zipped({"x.txt": "x"}) for n in range(archives.MAX_DEEP + 30)})
    found = list(documents.members(zipped({"a.zip": zipped({"b.zip": inner}), "c.txt": "fine"}), "弹.zip"))
    assert dict(found)["弹.zip/c.txt"] == b"fine"
    assert len(found) == archives.MAX_DEEP + 2
    name, last = found[-1]
    assert name == "弹.zip/…" and isinstance(last, Unreadable) and "30" in (last.reason.zh or "")


def test_too_many_members_end_with_a_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    outcome = list(documents.members(zipped({f"{n}.txt": "x" for n in range(9)}), "a.zip"))
    assert len(outcome) == 4
    assert isinstance(outcome[-1][1], Unreadable)


def _mail(*attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "wang@example.com", "all@example.com", "关于消防演练的通知"
    message["Date"] = "Mon, 03 Mar 2025 09:00:00 +0800"
    message.set_content("定于3月10日进行消防演练。")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_what_is_attached_to_a_mail_is_read_with_it() -> None:
    rules = docx(p("访客登记管理制度"))
    data = _mail(("制度.docx", rules), ("../资料.zip", zipped({"深/表.csv": "日期,姓名\n2025-03-01,张三"})))
    found = {document.path: document for document in unpack.documents_of(data, "邮件/通知.eml")}
    assert {path: document.status for path, document in found.items()} == {
        "邮件/通知.eml/制度.docx": "ok", "邮件/通知.eml/资料.zip/深/表.csv": "ok", "邮件/通知.eml": "ok",
    }  # fmt: skip
    assert [passage.text for passage in found["邮件/通知.eml/制度.docx"].passages] == ["访客登记管理制度"]
    mail = found["邮件/通知.eml"]
    assert "消防演练" in mail.passages[-1].text
    assert mail.members == ("邮件/通知.eml/制度.docx", "邮件/通知.eml/资料.zip/深/表.csv")
    (plain,) = unpack.documents_of(_mail(), "通知.eml")
    assert plain.members == () and plain.status == "ok"


def test_mails_in_archives_and_mails_are_documents_and_folders_at_once() -> None:
    mail = _mail(("制度.txt", "访客登记".encode()))
    assert [name for name, _ in documents.members(zipped({"信.eml": mail}), "a.zip")] == [
        "a.zip/信.eml", "a.zip/信.eml/制度.txt",
    ]  # fmt: skip
    deep = mail
    for _ in range(4):
        deep = _mail(("转.eml", deep))
    outcome = list(documents.members(deep, "信.eml"))
    assert len(outcome) == 4, "three levels of mails, and a line for what the last one holds"
    assert isinstance(outcome[-1][1], Unreadable) and outcome[-1][1].status == "too_large"


def test_encrypted_and_damaged_members() -> None:
    data = bytearray(zipped({"a.txt": "secret" * 50}))
    for at in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[at] |= 1
    ((_, outcome),) = documents.members(bytes(data), "a.zip")
    assert isinstance(outcome, Unreadable) and outcome.status == "encrypted"
    with pytest.raises(Unreadable):
        list(documents.members(b"PK\x03\x04garbage", "a.zip"))


def test_member_names_keep_utf8() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("访客.txt", "x")
    assert [name for name, _ in documents.members(buffer.getvalue(), "b.zip")] == ["b.zip/访客.txt"]
