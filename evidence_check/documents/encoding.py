"""Turns the bytes of a text file into text: mark, strict UTF-8, then UTF-16, GB18030, Big5 by how usual each reads.

The order and the scores follow the measurements in docs: 4 misses in 432 samples, all of 40 Big5 characters.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The most frequent characters of written Chinese and of company papers, simplified and traditional.
_COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义"
    "事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程"
    "展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则"
    "任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身"
    "车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书"
    "布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查"
    "审核登访客货柜封条仓库监控钥匙培训应急预案岗位职责企业海关申报合同供应商员工离职考核检查签字编制批准版本文件编号生效日期地址电话负责人备注姓"
    "這個們來時會對發動產種麼經進過說還從業點實現電體機關開與於後學為國長門無義見問題間樣統總級組織結給維線規則據處領導報證價認識設許試該請"
    "質資員圖書單號碼項頁類願須頭馬驗檢審簽訂負責費貨車輛運輸轉變邊達適選遞錄鑰庫監視應當擔據擇權歷產廠區備註稱稅務係細紙細絡網聯職聯繫舊"
    "，。、；：（）《》“”！？"
)  # fmt: skip


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding; what fits nothing is read as Western European."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    text = _strict(data, "utf-8")
    if text is not None and "\x00" not in text:
        return text, "utf-8"
    best, name, score = "", "", 0.0
    for encoding in ("utf-16-le", "utf-16-be", "gb18030", "big5hkscs"):
        candidate = _strict(data, encoding)
        if candidate is not None and not _foreign(candidate) and (rated := _usual(candidate)) > score:
            best, name, score = candidate, encoding, rated
    if score >= 0.3:
        return best, name
    nearly = data.decode("utf-8", errors="replace").replace("\x00", "")
    broken = nearly.count("\ufffd")
    if broken <= max(len(nearly) // 50, 1) and sum(char > "\x7f" for char in nearly) > broken:
        return nearly, "utf-8"
    if score > 0.1:
        return best, name
    lenient = data.decode("gb18030", errors="replace")
    if _usual(lenient) >= 0.3 and not _foreign(lenient):
        return lenient, "gb18030"
    return data.decode("cp1252", errors="replace"), "cp1252"


def name_encoding(names: Iterable[bytes]) -> str:
    """Return the encoding of an archive's names: UTF-8 where all are, else GBK or Big5, whichever reads better.

    One name is too short to tell; the names of one archive were written by one machine.
    """
    joined = b"\n".join(name for name in names if not name.isascii())
    if _strict(joined, "utf-8") is not None:
        return "utf-8"
    rated = [
        (_usual(text), encoding)
        for encoding in ("gb18030", "big5hkscs")
        if (text := _strict(joined, encoding)) is not None
    ]
    return max(rated, key=lambda pair: pair[0])[1] if rated else "gb18030"  # the first where both are alike


def plausible(data: bytes) -> bool:
    """Tell whether bytes with control characters among them still read as text in some encoding (UTF-16, mostly)."""
    even = data[: len(data) // 2 * 2]
    return any(
        text is not None and _usual(text) >= 0.3 for text in (_strict(even, "utf-16-le"), _strict(even, "utf-16-be"))
    )


def _strict(data: bytes, encoding: str) -> str | None:
    """Decode without tolerance, but forgive a character cut off at the very end."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return None


def _foreign(text: str) -> bool:
    """Tell whether hardly any character beyond ASCII is a usual one: Western letters read as Chinese."""
    beyond = [char for char in text[:20_000] if char > "\x7f"]
    return bool(beyond) and sum(char in _COMMON for char in beyond) < 0.3 * len(beyond)


def _usual(text: str) -> float:
    """Return the share of usual characters (ASCII words, common hanzi) in a sample, less what looks like garbage."""
    sample = text[:20_000]
    seen = good = bad = 0
    for char in sample:
        code = ord(char)
        if code < 0x80:
            seen += 1
            if code < 32 and char not in "\t\r\n\f":
                bad += 4
            else:
                good += 1 if code > 32 else 0
            continue
        seen += 2
        if char in _COMMON:
            good += 2
        elif 0xE000 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFE, 0xFFFF) or 0x80 <= code < 0xA0:
            bad += 4
    return (good - bad) / seen if seen else 0.0
