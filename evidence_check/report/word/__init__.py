"""``report.docx``: the formal gap report, from a Word template that a firm can replace by its own.

The template is rendered by docxtpl in a Jinja sandbox with escaping on: texts from documents enter as text, and a
template can reach nothing but what ``context.py`` hands it.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from evidence_check import __version__
from evidence_check.differences import Differences
from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Assessment, Registry
from evidence_check.report.package import repacked
from evidence_check.report.visible import visible
from evidence_check.report.word.context import context
from evidence_check.report.word.specimen import specimen
from evidence_check.resources import templates_dir

MARK = "evidence-check/word/1"
"""Names a report of ours in its properties; a scan never reads one as evidence."""

_MOST = 20 * 1024 * 1024  # bytes of a template
_HINT = (
    "Start from the program's own: evidence-check template my.docx (fields: docs/word-template.md). "
    "可从程序自带的模板改起：evidence-check template 模板.docx。"
)


def own_template() -> Path:
    """Return the template that the program brings along."""
    return templates_dir() / "report.docx"


def render(
    assessment: Assessment,
    registry: Registry,
    lang: str = "zh",
    changes: Differences | None = None,
    template: Path | None = None,
) -> bytes:
    """Return the Word report.

    Args:
        assessment: what the scan found.
        registry: the standards it was judged by.
        lang: ``zh`` or ``en``, the language of the report.
        changes: what differs from an earlier scan.
        template: a firm's own template; None takes the program's.

    Raises:
        EvidenceCheckError: the template can't be opened, or asks for what there is not.
    """
    values = context(assessment, registry, lang, changes)
    title = f"{values['words']['title']} {values['enterprise']['name']}"
    return _rendered(template or own_template(), values, visible(title), assessment.enterprise.as_of)


def check(template: Path) -> None:
    """Try a template on a specimen, so that a broken one is known before a long scan.

    Raises:
        EvidenceCheckError: it can't be opened, or asks for what there is not; one line that says which.
    """
    _rendered(template, specimen(), "specimen", "2000-01-01")


def _rendered(template: Path, values: dict[str, Any], title: str, as_of: str) -> bytes:
    from docxtpl import DocxTemplate

    content = _read(template)
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.render(values, jinja_env=_environment())
        properties = document.docx.core_properties
        properties.title, properties.comments = title[:250], f"{MARK} {__version__}"
        properties.created = properties.modified = datetime.fromisoformat(as_of)
        properties.last_modified_by, properties.revision = "", 1
        target = io.BytesIO()
        document.save(target)
        return repacked(target.getvalue())
    except Exception as error:  # docxtpl and python-docx let anything through that a broken template provokes
        raise EvidenceCheckError(
            f"{template}: 模板有误 / the template can't be used: {_reason(error)}", _HINT
        ) from error


def _read(template: Path) -> bytes:
    try:
        if template.stat().st_size > _MOST:
            raise EvidenceCheckError(f"{template}: 模板过大 / the template is far too large", _HINT)
        content = template.read_bytes()
    except OSError as error:
        message = f"{template}: 无法打开模板 / the template can't be opened ({error.strerror})"
        raise EvidenceCheckError(message, _HINT) from error
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise EvidenceCheckError(f"{template}: 不是 .docx / it is no .docx", _HINT)
    return content


def _reason(error: Exception) -> str:
    """Return what is wrong with a template on one line, with the words around it where Jinja knows them."""
    said = " ".join(str(error).split())[:200] or type(error).__name__
    if isinstance(error, TemplateSyntaxError | TemplateError):
        near = [" ".join(line.split()) for line in getattr(error, "docx_context", ())]
        around = next((line for line in near if "{" in line), "")
        return f"{said} （{around[:80]}）" if around else said
    return said


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_finalize)


def _finalize(value: Any) -> Any:
    """Return a value as text of a Word document: nothing for None, invisible signs spelt out, braces kept from docxtpl.

    docxtpl turns ``{_{`` into ``{{`` after rendering; as character references, braces of a quote stay what they are.
    """
    if value is None:
        return ""
    text = visible(str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return Markup(str(escape(text)).replace("{", "&#123;").replace("}", "&#125;"))
