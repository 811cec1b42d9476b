"""Takes the files that are attached to a PDF, as portfolios and electronic invoices have them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pypdfium

from evidence_check.documents.base import Unreadable
from evidence_check.documents.readers.pdf_guard import check_pdf

_MOST = 200


def pdf_attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each attached file; nothing from a PDF that can't be opened, whose own line says why."""
    try:
        check_pdf(data)
        pdf = pypdfium.PdfDocument(data)
    except (Unreadable, pypdfium.PdfiumError):
        return
    with closing(pdf):
        for at in range(min(pdf.count_attachments(), _MOST)):
            try:
                attachment = pdf.get_attachment(at)
                name, content = attachment.get_name(), bytes(attachment.get_data())
            except pypdfium.PdfiumError:  # named in the list, and not there
                continue
            if content:
                yield name or f"attachment{at + 1}", content
