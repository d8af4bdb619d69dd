"""What a heading looks like in a Chinese text: its label, its family, its number.

Nothing here decides whether a line *is* a heading; `outline` judges the lines of a whole work together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_CHINESE = "〇零一二三四五六七八九十百千两"
_NUMBER = rf"(?P<number>[{_CHINESE}](?:\s?[{_CHINESE}]){{0,9}}|[0-9０-９]{{1,6}})"
_DIGIT = r"[0-9０-９]{1,2}"
_MEASURED = r"\s*(?:[亿億万萬]|公里|千米|厘米|毫米|平方|立方|公顷|公斤|[吨噸亩畝倍]|小时|百分点)"
_COUNTED = r"\s*[年月日号號时時点點分个個位名岁歲]"
_AFTER = r"[\s：:、，]*"
DIGITS = {"〇": 0, "零": 0, "两": 2, **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)}}
_UNITS = {"十": 10, "百": 100, "千": 1000}


class Family(IntEnum):
    """Kinds of numbering; a smaller value encloses a larger one."""

    BOOK = 10  # 第一编
    SUBBOOK = 12  # 第一分编
    PART = 14  # 第一部分, 第一篇, 卷一, 上篇
    CHAPTER = 20  # 第一章, 第一讲
    DIVISION = 22  # 第一节
    ARTICLE = 30  # 第一条
    BARE = 32  # 一 on a line of its own, or 一　天气
    CAPITAL = 34  # 壹、 or Ⅰ.
    STEM = 36  # 甲、
    CHINESE = 40  # 一、
    BRACKETED = 50  # （一）
    ORDINAL = 60  # 第一， or 一是
    SEQUENCE = 62  # 首先，
    BARE_ARABIC = 64  # 1 on a line of its own
    ARABIC = 70  # 1.
    DECIMAL = 72  # 1.1
    SUBDECIMAL = 74  # 1.1.1
    ARABIC_BRACKETED = 80  # （1）


class Label(NamedTuple):
    """A line's label: `text` is what is cited, `length` the characters before the heading's words."""

    family: Family
    number: int
    text: str
    length: int


class Head(NamedTuple):
    """A heading from line `at` to line `last`. `rank` tells what encloses what: smaller is outer.

    The line of a `run_in` head is text, too; a section that is `one_paragraph` ends with that line.
    """

    at: int
    last: int
    rank: int
    label: str
    heading: str
    run_in: bool
    one_paragraph: bool = False


_UNIT = re.compile(
    rf"(?P<label>第\s*{_NUMBER}\s*(?P<unit>分?[编編]|部[分份]|[篇卷部章回节節]|[条條](?:之[{_CHINESE}]{{1,3}})?)){_AFTER}"
)
_LESSON = re.compile(
    rf"(?P<label>第\s?{_NUMBER}\s?(?P<unit>单元|單元|[讲講课課幕场場集辑輯]))(?:[\s：:]\s*|$)"
)
_VOLUME = re.compile(
    rf"(?P<label>卷\s?(?:{_NUMBER}|(?P<place>[上中下]))|(?P<first>[上中下])[编編篇卷])(?:[\s：:]\s*|$)"
)
"""第一场雨 and 上篇说过 begin sentences, too: only a space or the line's end makes labels of these."""
_VOLUMES = frozenset("卷上中下")
_PLACES = {"上": 1, "中": 2, "下": 3}
_UNITS_OF = {
    **dict.fromkeys("分", Family.SUBBOOK),
    **dict.fromkeys("编編", Family.BOOK),
    **dict.fromkeys("部篇卷单單幕集辑輯", Family.PART),
    **dict.fromkeys("章回讲講课課场場", Family.CHAPTER),
    **dict.fromkeys("节節", Family.DIVISION),
    **dict.fromkeys("条條", Family.ARTICLE),
}
_PATTERNS: tuple[tuple[Family, re.Pattern[str]], ...] = (
    (
        Family.BARE,
        re.compile(
            rf"(?P<label>(?P<number>[{_CHINESE}]{{1,4}}))"
            r"(?:$|[ \u3000]+(?![、．.])(?=[^ \u3000，。；：！？]{2,30}$))"
        ),
    ),
    (Family.BARE_ARABIC, re.compile(r"(?P<label>(?P<number>[0-9０-９]{1,3}))$")),
    (Family.CHINESE, re.compile(rf"(?P<label>(?P<number>[{_CHINESE}]{{1,6}})\s?[、．.])\s*")),
    (Family.BRACKETED, re.compile(rf"(?P<label>[（(]\s?(?P<number>[{_CHINESE}]{{1,6}})\s?[）)])[、\s]*")),
    (Family.ORDINAL, re.compile(rf"(?P<label>第(?P<number>[{_CHINESE}]{{1,6}}))[，,、：:\s]\s*")),
    (Family.ORDINAL, re.compile(rf"(?P<label>(?P<number>[{_CHINESE}]{{1,3}})是)(?!否|不是)")),
    (
        Family.SUBDECIMAL,
        re.compile(rf"(?P<label>(?:{_DIGIT}[.．]){{2}}(?P<number>{_DIGIT}))(?![0-9.．%％])\s*"),
    ),
    (
        Family.DECIMAL,
        re.compile(rf"(?P<label>{_DIGIT}[.．](?P<number>{_DIGIT}))(?![0-9.．%％]|{_MEASURED})\s*"),
    ),
    (
        Family.ARABIC,
        re.compile(rf"(?P<label>(?P<number>{_DIGIT})(?:\s?[.．、]|(?=\s)(?!{_COUNTED})))(?![0-9０-９])\s*"),
    ),
    (Family.ARABIC_BRACKETED, re.compile(r"(?P<label>[（(]?(?P<number>[0-9０-９]{1,2})[）)])[、\s]*")),
)
_LABELLED = frozenset(f"第（(0123456789０１２３４５６７８９{_CHINESE}")
_SEQUENT = frozenset("首其再最")
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾"
_ROMANS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_LETTERS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CAPITAL = re.compile(rf"(?P<label>(?P<number>[{_CAPITALS}貳參陸{_ROMANS}]|[IVX]{{1,4}})\s?[、．.])\s*")
_STEM = re.compile(rf"(?P<label>(?P<number>[{_STEMS}])[、．.])\s*")
_RANKED = {
    **{sign: number for signs in (_CAPITALS, _ROMANS, _STEMS) for number, sign in enumerate(signs, 1)},
    **dict(zip("貳參陸", (2, 3, 6), strict=True)),
    **{sign: number for number, sign in enumerate(_LETTERS, 1)},
}
_SEQUENCE = re.compile(r"(?P<label>首先|其次|再次|再者|最后|最後)[，,：:]\s*")
_SEQUENCE_NUMBERS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 9, "最後": 9}
_REFERENCE = re.compile(
    r"(?:第|规定|規定|所|的|和|或|及|以及|与|與|至|到|中(?!华|国|央|華|國)|款|项|項|情形|内|內|之)"
)
_UNNUMBERED = re.compile(
    "前言|引言|引子|序言|[自代总]?序|绪论|导言|导论|摘要|楔子|写在前面|结束语|结语|结论|尾声|后记|编后记|译后记|附记|跋|余论"
    "|总纲|总则|附则|附录|附件|附表|参考文献|致谢|鸣谢|注释|索引|作者简介"
)
_ENTITLED = re.compile(
    r"(?:前言|引言|引子|序言|[自代总]?序|绪论|导言|导论|楔子|结束语|结语|尾声|后记|跋|余论)[\s：:]\s*\S.{0,23}"
    r"|附[录件表](?:\s?[0-9０-９A-Z一二三四五六七八九十]{1,2}(?![中里内的所和及至、])[\s：:．.、]*|[\s：:]\s*)\S.{0,40}"
)
_UNNUMBERED_FIRST = frozenset("前引序自代总總绪緒导導摘楔写寫结結尾后後编編译譯附跋余餘参參致鸣鳴注註索作")
_SENTENCE = re.compile("[。；;！!？?，,]")
_PEOPLE = (
    "同志|朋友|老师|同学|书友|女士|先生|来宾|嘉宾|代表|委员|领导|同事|同仁|伙伴|乡亲|战友|听众|观众|读者|会员|家长"
    "|评委|主席|校长|书记|主任"
)
_ADDRESS = (
    r"(?:(?:尊敬的|敬爱的|亲爱的|各位|诸位)(?!都|要|请|应|能|可以|必须|如果)[^，,。！!：:；;]{1,20}"
    rf"|[^，,。！!：:；;的了是有在我]{{0,6}}(?:{_PEOPLE})们?|诸位|大家好|你们好|您好|[早上下中晚]{{1,2}}午?好)"
)
_SALUTATION = re.compile(rf"{_ADDRESS}(?:[，,、\s！!]{_ADDRESS}){{0,6}}[：:！!，,]")
_CLOSING = re.compile(
    r"(?:(?:以上是|这是)?(?:我的)?(?:发言|汇报|交流|讲话|分享|报告)?(?:就?到这里|到此结束|完毕|完了)?[，,。！!]?\s*"
    r"(?:谢谢|感谢)(?:大家|各位[^，,。！!]{0,4}|同志们|你们|诸位|您)?(?:的?(?:聆听|倾听|支持|关注|指导))?|此致|敬礼|此致敬礼)[！!。]?"
)
_SIMPLIFIED = str.maketrans(
    "緒論總則導結語尾聲後記錄參獻謝寫編譯鳴釋簡親愛敬諸師學書來賓員領導鄉戰聽眾觀讀會長評書記們你發彙匯報講話這裡裏畢",
    "绪论总则导结语尾声后记录参献谢写编译鸣释简亲爱敬诸师学书来宾员领导乡战听众观读会长评书记们你发汇汇报讲话这里里毕",
)
_CALLING = "：:！!，,"
_THANKS = frozenset("谢謝致敬")
_CONTENTS = re.compile(r"目\s*[录錄次]|[Cc]ontents|CONTENTS")
_PAGE = re.compile(r"(?P<text>.{1,60}?)(?:[.．·\s-]{3,20}|[.．·…-]{2,200}|\t)\s?(?P<page>[0-9]{1,4})")


def label(text: str) -> Label | None:
    """The label that a line begins with, or None."""
    first = text[:1]
    if first == "第" and (found := _UNIT.match(text) or _LESSON.match(text)):
        family = _UNITS_OF[found["unit"][0]]
        if family == Family.ARTICLE and _is_reference(text, found.end("label")):
            return None
        return _label(family, parse_number(found["number"]), found)
    if first in _LABELLED:
        for family, pattern in _PATTERNS:
            if found := pattern.match(text):
                return _label(family, parse_number(found["number"]), found)
    elif first in _RANKED and (found := _CAPITAL.match(text) or _STEM.match(text)):
        number = _RANKED.get(found["number"])
        family = Family.STEM if first in _STEMS else Family.CAPITAL
        return _label(family, number, found) if number else None
    elif first in _VOLUMES and (found := _VOLUME.match(text)):
        place = found["place"] or found["first"]
        return _label(Family.PART, _PLACES[place] if place else parse_number(found["number"]), found)
    elif first in _SEQUENT and (found := _SEQUENCE.match(text)):
        return _label(Family.SEQUENCE, _SEQUENCE_NUMBERS[found["label"]], found)
    return None


def _label(family: Family, number: int, found: re.Match[str]) -> Label:
    return Label(family, number, "".join(found["label"].split()), found.end())


def _is_reference(text: str, end: int) -> bool:
    """「第五条规定的情形」 at the beginning of a line speaks of an article and is none."""
    return _REFERENCE.match(text, end) is not None or text[end : end + 2] in ("、第", "，第")


def is_unnumbered_heading(text: str) -> bool:
    """True for a line that is 结束语, 前言, 附则 and the like, or 附录 大事记 and 后记：谢意."""
    if len(text) > 50 or text[:1] not in _UNNUMBERED_FIRST:
        return False
    if _ENTITLED.fullmatch(text.translate(_SIMPLIFIED)) and not _SENTENCE.search(text):
        return True
    name = "".join(text.split()).rstrip("：:0123456789一二三四五六七八九十")
    return _UNNUMBERED.fullmatch(name.translate(_SIMPLIFIED)) is not None


def is_salutation(text: str) -> bool:
    """True for a line that only addresses people: 「各位代表：」「同志们！」."""
    if len(text) > 40 or text[-1:] not in _CALLING:
        return False
    return _SALUTATION.fullmatch(text.translate(_SIMPLIFIED)) is not None


def is_closing(text: str) -> bool:
    """True for a line that only takes leave: 「发言完毕，谢谢大家！」."""
    if len(text) > 30 or _THANKS.isdisjoint(text):
        return False
    return _CLOSING.fullmatch(text.translate(_SIMPLIFIED)) is not None


def is_address(text: str) -> bool:
    """True for a line that only greets or takes leave."""
    return is_salutation(text) or is_closing(text)


def is_contents(text: str) -> bool:
    """True for the line 目录."""
    return len(text) <= 12 and _CONTENTS.fullmatch(text) is not None


def page_number(text: str) -> int | None:
    """The page number behind dots or a tab, as a table of contents has it, or None."""
    found = _PAGE.fullmatch(text) if len(text) <= 300 and text[-1:].isdecimal() else None
    return int(found["page"]) if found else None


@lru_cache(4096)
def parse_number(text: str) -> int:
    """The value of Chinese or Arabic digits: 四百六十三 → 463, 二〇二三 → 2023, １２ → 12."""
    if text.isdecimal():
        return int(text)
    digits = "".join(text.split())
    if not any(unit in digits for unit in _UNITS):
        return int("".join(str(DIGITS[digit]) for digit in digits))
    total = current = 0
    for character in digits:
        if character in _UNITS:
            total += (current or 1) * _UNITS[character]
            current = 0
        else:
            current = DIGITS[character]
    return total + current


def closed(heads: Sequence[Head], body: Sequence[int]) -> list[Head]:
    """Where each run-in section but the last is one paragraph, so is the last: the rest is a conclusion."""
    place = {at: order for order, at in enumerate(body)}
    steps = [place[later.at] - place[head.at] for head, later in pairwise(heads)]
    if len(heads) > 1 and all(head.run_in for head in heads) and set(steps) == {1}:
        return [head._replace(one_paragraph=True) for head in heads]
    return list(heads)
