"""Collects the companies that a document names, and says which of them it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_check.model import Document, Mention, Passage, Quote
from evidence_check.text import quote_around

_SUFFIX = re.compile("股份有限公司|有限责任公司|有限公司|集团公司|控股集团|会计师事务所")
_BEFORE = re.compile(r"[\u4e00-\u9fff]*(?:[（(][\u4e00-\u9fff]{2,6}[）)])?[\u4e00-\u9fff]*$")
_EN = re.compile(
    r"\b(?:[A-Z][\w&'’.-]* ){1,6}?(?:\([A-Z]\w+\) )?(?:Co\.?,? ?Ltd\.?|Company Limited|Limited|Ltd\.?|Inc\.?|"
    r"Corp\.?|Corporation|GmbH|LLC|PLC|S\.A\.|B\.V\.|K\.K\.|AG)(?!\w)"
)
# Words that stand before a name and are no part of it. Characters that names hold too (和, 为) are cut only where
# enough text stands before them to be a clause of its own: 甲公司和乙公司, but 北京中和.
_LEAD = re.compile(
    "适用于|适用|隶属于|属于|委托|受托|是指|本公司|简称|单位名称|公司名称|企业名称|名称|公司|单位|甲方|乙方|企业|供应商|承运商|客户|"
    "关于|根据|按照|依据|签约方|签订|双方|我司|(?<=[\u4e00-\u9fff])[向由给自从致的了]|"
    "(?<=[\u4e00-\u9fff]{4})[与和及为在对是经因将到把至于即如请兹等]"
)
_PARTICLE = re.compile("[与和及由在对向致是经因自将从给到把至于即如请兹的了等]*")  # left over in front after a cut
_NO_NAME = re.compile("^(其他|其它|其余|上述|某|各|该|本|子|分|另一|任何|相关|合作|外部|下属|所属|总|全资)")
_LONGEST = 26  # characters of a company's name before its legal form
_OWNING = re.compile(
    "适用|本公司|以下简称|企业名称|公司名称|单位名称|编制单位|applies to|hereinafter|company name", re.IGNORECASE
)
_FRONT = 8  # passages at the front in which a document names its owner


def mentions(document: Document) -> tuple[Mention, ...]:
    """Return the companies named in a document, most frequent first.

    ``subject`` marks those that stand where an owner stands: in the title, a page header, the control block, the
    first lines, or a sentence on the scope.
    """
    counts: dict[str, int] = {}
    quotes: dict[str, Quote] = {}
    owners: set[str] = set()
    for position, passage in enumerate(p for p in document.passages if p.kind not in ("comment",)):
        for name, start, end in _names(passage.text):
            counts[name] = counts.get(name, 0) + 1
            quotes.setdefault(name, Quote(document.path, passage.locator, quote_around(passage.text, start, end, 120)))
            if _owns(passage, position):
                owners.add(name)
    for name, _, _ in _names(document.title or ""):
        owners.add(name)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(Mention(name, counts[name], name in owners, quotes[name]) for name in ranked)


def _owns(passage: Passage, position: int) -> bool:
    in_front = position < _FRONT and passage.kind in ("heading", "paragraph", "textbox") and len(passage.text) < 60
    return passage.kind in ("header", "footer") or in_front or bool(_OWNING.search(passage.text))


def _names(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the company names of a text with their spans."""
    floor = 0
    for suffix in _SUFFIX.finditer(text):
        before = _BEFORE.search(text, max(floor, suffix.start() - _LONGEST), suffix.start())
        start = before.start() if before else suffix.start()
        for lead in _LEAD.finditer(text, start, suffix.start()):
            start = lead.end()
        particles = _PARTICLE.match(text, start, suffix.start())
        start = particles.end() if particles else start
        floor = suffix.end()
        name = text[start : suffix.end()]
        if suffix.start() - start >= 2 and not _NO_NAME.match(name):
            yield name, start, suffix.end()
    for match in _EN.finditer(text):
        yield match[0].strip(), match.start(), match.end()
