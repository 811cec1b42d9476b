"""Reads mails (.eml, .mht, Outlook's .msg): sender, receivers, date and subject as paragraphs, then the body."""

from __future__ import annotations

import datetime
import email
import email.policy
import io
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import olefile

from evidence_check.documents import reasons
from evidence_check.documents.base import Block, Reading, Unreadable
from evidence_check.documents.encoding import decode
from evidence_check.documents.lines import join_wrapped
from evidence_check.documents.readers.web import add_html
from evidence_check.model import Locator

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_MSG = {"From": "0C1A", "To": "0E04", "Cc": "0E03", "Subject": "0037"}
_SUBMITTED = (0x0039, 0x0E06)
_EPOCH = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)
_MAX_PARTS = 200


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the mail as blocks; attachments are counted and named, not read here (see ``archives.members``).

    Raises:
        Unreadable: damage.
    """
    del name
    reading = Reading()
    if file_format == "msg":
        _outlook(data, reading)
    else:
        _internet(data, reading)
    return reading


def _message(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # what the default policy makes
    return message


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, TypeError, AttributeError, IndexError):  # malformed headers make the parser trip
        return ""


def _internet(data: bytes, reading: Reading) -> None:
    message = _message(data)
    _add_headers(reading, {name: _header(message, name) for name in _HEADERS})
    plain = html = None
    for part in _leaves(message):
        kind = part.get_content_type()
        if part.get_filename() or kind not in ("text/plain", "text/html"):
            continue
        if kind == "text/plain":
            plain = plain or _content(part)
        else:
            html = html or _content(part)
    _add_body(reading, plain, html)
    _note_attachments(reading, [name for name, _ in attachments(data, "eml")])


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    for at, part in enumerate(message.walk()):
        if at >= _MAX_PARTS:
            return
        if not part.is_multipart() and isinstance(part, EmailMessage):
            yield part


def _content(part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode(part.get_content_charset() or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return decode(raw)[0]


def _add_headers(reading: Reading, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        if value:
            reading.blocks.append(Block(f"{name}: {value}", locator=Locator(paragraph=len(reading.blocks) + 1)))
            reading.properties[name.lower()] = value[:500]
    reading.title = headers.get("Subject") or None


def _add_body(reading: Reading, plain: str | None, html: str | None) -> None:
    if plain and plain.strip():
        for _, text in join_wrapped(plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            reading.blocks.append(Block(text, locator=Locator(paragraph=len(reading.blocks) + 1)))
    elif html:
        title = reading.title
        add_html(html, reading)
        reading.title = title


def _note_attachments(reading: Reading, names: list[str]) -> None:
    if names:
        reading.marks["attachments"] = len(names)
        reading.properties["attachments"] = "; ".join(names)[:1000]


def attachments(data: bytes, file_format: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each attached file; pictures inside the text are not attachments."""
    if file_format == "msg":
        yield from _outlook_attachments(data)
        return
    for at, part in enumerate(_leaves(_message(data))):
        name = part.get_filename()
        if name and part.get_content_disposition() != "inline":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield " ".join(str(name).split()) or f"attachment-{at}", content


def _outlook(data: bytes, reading: Reading) -> None:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            headers = {name: _stream(ole, code) for name, code in _MSG.items()}
            sent = _sent(ole)
            ordered = {name: headers.get(name, "") if name != "Date" else sent for name in _HEADERS}
            _add_headers(reading, ordered)
            html = _bytes(ole, "__substg1.0_10130102")
            _add_body(reading, _stream(ole, "1000"), decode(html)[0] if html else _stream(ole, "1013"))
            _note_attachments(reading, [name for name, _ in _outlook_attachments(data)])
    except OSError as error:
        raise Unreadable("failed", reasons.DAMAGED) from error


def _bytes(ole: Any, name: str) -> bytes:
    return ole.openstream(name).read() if ole.exists(name) else b""


def _stream(ole: Any, code: str, folder: str = "") -> str:
    """Return a text property, wide or in the sender's code page."""
    wide = _bytes(ole, f"{folder}__substg1.0_{code}001F")
    if wide:
        return wide.decode("utf-16-le", errors="replace").rstrip("\x00").strip()
    narrow = _bytes(ole, f"{folder}__substg1.0_{code}001E").rstrip(b"\x00")
    return decode(narrow)[0].strip() if narrow else ""


def _sent(ole: Any) -> str:
    """Return when the mail was sent (ISO, UTC), from its fixed-length properties."""
    table = _bytes(ole, "__properties_version1.0")
    found: dict[int, int] = {}
    for at in range(32, len(table) - 15, 16):
        tag = int.from_bytes(table[at : at + 4], "little")
        if tag & 0xFFFF == 0x40:
            found[tag >> 16] = int.from_bytes(table[at + 8 : at + 16], "little")
    for code in _SUBMITTED:
        if 0 < found.get(code, 0) < 1 << 60:
            return (_EPOCH + datetime.timedelta(microseconds=found[code] // 10)).strftime("%Y-%m-%d %H:%M")
    dated = re.search(r"^Date:\s*(.+)$", _stream(ole, "007D"), re.M)
    return dated[1].strip() if dated else ""


def _outlook_attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        folders = {entry[0] for entry in ole.listdir() if entry[0].startswith("__attach_version1.0_")}
        for at, folder in enumerate(sorted(folders)[:_MAX_PARTS]):
            content = _bytes(ole, f"{folder}/__substg1.0_37010102")
            if content:
                name = _stream(ole, "3707", f"{folder}/") or _stream(ole, "3704", f"{folder}/")
                yield name or f"attachment-{at}", content
