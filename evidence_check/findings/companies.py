"""Collects the companies that a document names, says whose it is, and which names were left in it by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evidence_check.findings.rules import Inspection, Line, rules
from evidence_check.model import Document, Finding, Mention, Passage, Quote
from evidence_check.text import normal, quote_around, sentences

_SUFFIX = re.compile("股份有限公司|有限责任公司|有限公司|集团公司|控股集团|会计师事务所")
_BEFORE = re.compile(r"[\u4e00-\u9fff]*(?:[（(][\u4e00-\u9fff]{2,6}[）)])?[\u4e00-\u9fff]*$")
_EN = re.compile(
    r"\b(?:[A-Z][\w&'’.-]* ){1,6}?(?:\([A-Z]\w+\) )?(?:Co\.?,? ?Ltd\.?|Company Limited|Limited|Ltd\.?|Inc\.?|"
    r"Corp\.?|Corporation|GmbH|LLC|LLP|PLC|S\.A\.S\.|S\.A\.R\.L\.|SARL|S\.A\.|S\.r\.l\.|S\.p\.A\.|B\.V\.|N\.V\.|K\.K\.|AG|"
    r"ApS|Oy|s\.r\.o\.|Sp\. z o\.o\.|Sdn\.? Bhd\.?)(?!\w)"
)
_APART = re.compile(r"[\u4e00-\u9fff（）()][ \u3000]+(?=[\u4e00-\u9fff（）()])")
_EN_LEAD = re.compile(r"^(?:(?:The|This|All|Each|By|In|Of|At|To|From|For|And|With|Between|Our|An?) )+")
# Words that stand before a name and are no part of it. Characters that names hold too (和, 为) are cut only where
# enough text stands before them to be a clause of its own: 甲公司和乙公司, but 北京中和.
_LEAD = re.compile(
    "第[一二三四五六七八九十百]+条|凡?进入|离开|确保|確保|保障|设在|設在|位于|位於|(?<=[人我])(?:系|是)|适用于|適用於|适用|隶属于|属于|委托|受托|是指|本公司|简称|单位名称|公司名称|企业名称|名称|公司|单位|甲方|乙方|企业|供应商|承运商|客户|"
    "规范|为加强|为确保|为保障|为提高|为处理|为明确|为防止|为完善|为落实|归|开立|版权|"
    "关于|根据|按照|依据|签约方|签订|双方|我司|(?<=[\u4e00-\u9fff])(?:[向由给从致的了]|自(?!动|控|然|主|贡))|"
    "(?<=[\u4e00-\u9fff]{4})(?:[与和及为在是经因将到把至于即如请兹等]|对(?!外))"
)
_PARTICLE = re.compile(
    "(?:对(?!外)|[与和及由在向致是经因自将从给到把至于即如请兹的了等])*"
)  # left over in front after a cut
_SHORT_FORM = re.compile(r"\s*[（(](?:以下|下)(?:简|统|)?称|\s*\((?:hereinafter|the [\"“]?Company)", re.IGNORECASE)
_NO_NAME = re.compile("^(其他|其它|其余|上述|某|各|该|本|子|分|另一|任何|相关|合作|外部|下属|所属|总|全资|[xX×]{2})")
_CORE = 4  # characters that are left of a name after a cut at a single character
_OWNER = 2  # weight of a name that stands as the owner's
_LONGEST = 26  # characters of a company's name before its legal form
_FRONT = 8  # passages at the front in which a document names its owner …
_HEADING = 0.4  # … if the name makes up this share of the line


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
            if _owns(passage, position, name, start, end):
                owners.add(name)
    for name, _, _ in _names(document.title or ""):
        owners.add(name)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(Mention(name, counts[name], name in owners, quotes[name]) for name in ranked)


def _owns(passage: Passage, position: int, name: str, start: int, end: int) -> bool:
    """Whether a name stands where an owner stands; a carrier named in the first lines does not."""
    if passage.kind in ("header", "footer") or _is_scope(passage.text, start, end):
        return True
    if position < _FRONT and _SHORT_FORM.match(
        passage.text[end:]
    ):  # 甲公司（以下称甲） is who the text goes on to speak of
        return True
    in_front = position < _FRONT and passage.kind in ("heading", "paragraph", "textbox")
    text = passage.text.strip()
    large = len(name) >= _HEADING * len(text) or text.startswith(name)  # a line of its own, or a masthead
    heads = in_front and large and not text.endswith(("。", "；", ";", ".", "，"))
    return (heads or text == name) and _weight(passage, name, start, end) > 0


def _is_scope(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name say that the document applies to that company, or is issued by it."""
    rule = rules()["stray-company"]
    before, after = normal(text[:start])[-40:], normal(text[end:])[:40]
    return before in rule.words("scope_before") or after in rule.words("scope_after")


def _names(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the company names of a text with their spans; hanzi set apart (有 限 公 司) read as one word."""
    if _APART.search(text) is None:
        yield from _plain_names(text)
        return
    apart = {place for match in _APART.finditer(text) for place in range(match.start() + 1, match.end())}
    kept = [place for place in range(len(text)) if place not in apart]
    for name, start, end in _plain_names("".join(text[place] for place in kept)):
        yield name, kept[start], kept[end - 1] + 1


def _plain_names(text: str) -> Iterator[tuple[str, int, int]]:
    floor = 0
    for suffix in _SUFFIX.finditer(text):
        before = _BEFORE.search(text, max(floor, suffix.start() - _LONGEST), suffix.start())
        start = before.start() if before else suffix.start()
        for lead in _LEAD.finditer(text, start, suffix.start()):
            if (
                len(lead[0]) > 1 or suffix.start() - lead.end() >= _CORE
            ):  # 大连三和电装: one character may be the name's
                start = lead.end()
        particles = _PARTICLE.match(text, start, suffix.start())
        start = particles.end() if particles else start
        floor = suffix.end()
        name = text[start : suffix.end()]
        if suffix.start() - start >= 2 and not _NO_NAME.match(name):
            yield name, start, suffix.end()
    for match in _EN.finditer(text):
        article = _EN_LEAD.match(match[0])
        start = match.start() + (article.end() if article else 0)
        if " " in text[start : match.end()].strip():  # "Ltd." alone is no name
            yield text[start : match.end()].strip(), start, match.end()


# --- names left by mistake -----------------------------------------------------------------------------------------


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield, for each company, the spot where a policy speaks of it as of its own house.

    These are candidates: whether the company is the enterprise itself or a partner, only the dossier knows.
    """
    if inspection.role not in ("written_system", "certificate"):
        return
    best: dict[str, tuple[Line, int]] = {}
    for line in inspection.lines:
        for name, start, end in _names(line.passage.text):
            weight = _weight(line.passage, name, start, end)
            if weight == _OWNER and (name not in best or _is_for_people_of(line.text, name)):
                best[name] = (line, start)
    for name, (line, start) in best.items():
        yield _left_in(inspection, line, name, start)


def _left_in(inspection: Inspection, line: Line, name: str, start: int) -> Finding:
    rule = rules()["stray-company"]
    quote = quote_around(line.passage.text, start, start + len(name), 160)
    return Finding(inspection.document.path, rule.kind, quote, line.passage.locator, rule.why(company=name))


def names_company(finding: Finding, company: str) -> bool:
    """Return whether a finding of the rule ``stray-company`` is about ``company``."""
    return finding.why == rules()["stray-company"].why(company=company)


def rules_people_of(findings: Iterable[Finding], company: str) -> bool:
    """Return whether a candidate of the rule ``stray-company`` shows that a document is for a company's own people."""
    return any(names_company(f, company) and _is_for_people_of(normal(f.quote), company) for f in findings)


def _is_for_people_of(text: str, company: str) -> bool:
    return text.replace(normal(company), "@") in rules()["stray-company"].words("people_of")


def _weight(passage: Passage, name: str, start: int, end: int) -> int:
    """Return how surely a name stands as the owner's: 2 in an owner's place, 1 with no part of its own, 0 with one."""
    rule = rules()["stray-company"]
    text = passage.text
    if passage.kind in ("header", "footer") or _is_scope(text, start, end):
        return _OWNER
    before, after = normal(text[:start])[-40:], normal(text[end:])[:40]
    if after in rule.words("own_after") or before in rule.words("own_before"):
        return _OWNER
    if passage.kind == "row":
        return 0
    around = "".join(text[a:b] for a, b in sentences(text) if a < end and b > start)
    rest = normal(around.replace(name, " "))
    plays = rest in rule.words("third_party")
    if after in rule.words("own_offices") and not plays:
        return _OWNER
    if normal(name) in rule.words("service_names") or plays:
        return 0
    return _OWNER if after in rule.words("own_after_weak") or before in rule.words("own_before_weak") else 1
