"""Automatic numbers that stand nowhere in the file: OpenDocument lists and headings, slides."""

from __future__ import annotations

from lxml import etree

from evidence_check import documents
from evidence_check.documents.readers.slide_numbers import SlideNumbers
from tests.documents.build import zipped

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(f'xmlns:{name}="{_NS}{name}:1.0"' for name in ("office", "text", "style"))
_LEVEL = (
    '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-suffix="{}" '
    'text:display-levels="{}"/>'
)
_STYLES = (
    f'<text:list-style style:name="L">{_LEVEL.format(1, 1, ".", 1)}{_LEVEL.format(2, 1, "", 2)}</text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)
_OUTLINE = (
    '<text:outline-style style:name="Outline">'
    '<text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-prefix="第" '
    'style:num-suffix="章"/>'
    '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>'
)


def _list(*items: str, style: str = "L", more: str = "") -> str:
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


def _p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def _texts(body: str, styles: str = _STYLES) -> list[str]:
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    return [passage.text for passage in documents.read(data, "a.odt").passages]


def test_levels_are_counted_as_writer_shows_them() -> None:
    inner = _list(_p("乙"), _p("丙"))
    assert _texts(_list(_p("甲") + inner, _p("丁") + _list(_p("戊")))) == [
        "1. 甲",
        "1.1 乙",
        "1.2 丙",
        "2. 丁",
        "2.1 戊",
    ]


def test_only_the_first_paragraph_of_an_item_bears_its_number() -> None:
    assert _texts(_list(_p("甲") + _p("续行"), _p("乙"))) == ["1. 甲", "续行", "2. 乙"]


def test_a_list_begins_anew_unless_it_says_that_it_goes_on() -> None:
    first, later = _list(_p("甲"), more='xml:id="one"'), _p("其间")
    assert _texts(first + later + _list(_p("乙")))[2] == "1. 乙"
    assert _texts(first + later + _list(_p("乙"), more='text:continue-numbering="true"'))[2] == "2. 乙"
    assert _texts(first + _list(_p("丙")) + _list(_p("乙"), more='text:continue-list="one"'))[2] == "2. 乙"


def test_bullets_and_unknown_styles_show_no_numbers() -> None:
    assert _texts(_list(_p("甲"), style="B") + _list(_p("乙"), style="none")) == ["甲", "乙"]


def test_headings_are_numbered_where_the_outline_says_so() -> None:
    heading = '<text:h text:outline-level="{}">{}</text:h>'
    body = heading.format(1, "总则") + heading.format(2, "目的") + heading.format(1, "职责") + _p("由行政部归口。")
    assert _texts(body, _OUTLINE) == ["第一章 总则", "目的", "第二章 职责", "由行政部归口。"]


def _numbered(*props: str) -> list[str]:
    numbers = SlideNumbers()
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    return [numbers.next(etree.fromstring(f'<a:p xmlns:a="{space}">{one}</a:p>')) for one in props]


def test_slides_count_by_level_and_scheme() -> None:
    plain = '<a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr>'
    inner = '<a:pPr lvl="1"><a:buAutoNum type="alphaLcParenR"/></a:pPr>'
    assert _numbered(plain, inner, inner, plain, inner) == ["1.", "a)", "b)", "2.", "a)"]
    assert _numbered(plain, "", plain) == ["1.", "", "1."], "a line without a number ends the count"
    assert _numbered('<a:pPr><a:buAutoNum type="romanUcParenBoth" startAt="4"/></a:pPr>') == ["(IV)"]
    assert _numbered('<a:pPr><a:buAutoNum type="circleNumDbPlain"/></a:pPr>') == ["①"]
