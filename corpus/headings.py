"""What a heading looks like in a Chinese text: its label, its family, its number.

Nothing here decides whether a line *is* a heading; `outline` judges the lines of a whole work together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_CHINESE = "〇零一二三四五六七八九十百千两"
_NUMBER = rf"(?P<number>[{_CHINESE}]+|[0-9０-９]+)"
_DIGITS = {"〇": 0, "零": 0, "两": 2, **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)}}
_UNITS = {"十": 10, "百": 100, "千": 1000}


class Family(IntEnum):
    """Kinds of numbering; a smaller value encloses a larger one."""

    BOOK = 10  # 第一编
    SUBBOOK = 12  # 第一分编
    PART = 14  # 第一部分, 第一篇
    CHAPTER = 20  # 第一章
    DIVISION = 22  # 第一节
    ARTICLE = 30  # 第一条
    CHINESE = 40  # 一、
    BRACKETED = 50  # （一）
    ORDINAL = 60  # 第一，
    SEQUENCE = 62  # 首先，
    ARABIC = 70  # 1.
    ARABIC_BRACKETED = 80  # （1）


@dataclass(frozen=True, slots=True)
class Label:
    """A line's label: `text` is what is cited, `length` the characters before the heading's words."""

    family: Family
    number: int
    text: str
    length: int


_PATTERNS: tuple[tuple[Family, re.Pattern[str]], ...] = (
    (Family.SUBBOOK, re.compile(rf"(?P<label>第{_NUMBER}分编)[\s：:、，]*")),
    (Family.BOOK, re.compile(rf"(?P<label>第{_NUMBER}编)[\s：:、，]*")),
    (Family.PART, re.compile(rf"(?P<label>第{_NUMBER}(?:部分|篇|卷|部))[\s：:、，]*")),
    (Family.CHAPTER, re.compile(rf"(?P<label>第{_NUMBER}[章回])[\s：:、，]*")),
    (Family.DIVISION, re.compile(rf"(?P<label>第{_NUMBER}节)[\s：:、，]*")),
    (Family.ARTICLE, re.compile(rf"(?P<label>第{_NUMBER}条(?:之[{_CHINESE}]+)?)[\s：:、，]*")),
    (Family.CHINESE, re.compile(rf"(?P<label>(?P<number>[{_CHINESE}]+)[、．.])\s*")),
    (Family.BRACKETED, re.compile(rf"(?P<label>[（(](?P<number>[{_CHINESE}]+)[）)])[、\s]*")),
    (Family.ORDINAL, re.compile(rf"(?P<label>第(?P<number>[{_CHINESE}]+))[，,、：:\s]\s*")),
    (Family.ARABIC, re.compile(r"(?P<label>(?P<number>[0-9０-９]{1,2})[.．、])(?![0-9０-９])\s*")),
    (Family.ARABIC_BRACKETED, re.compile(r"(?P<label>[（(](?P<number>[0-9０-９]{1,2})[）)])[、\s]*")),
)
_SEQUENCE = re.compile(r"(?P<label>首先|其次|再次|再者|最后)[，,：:]\s*")
_SEQUENCE_NUMBERS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 9}
_UNNUMBERED = re.compile(
    r"(?:前\s*言|引\s*言|引\s*子|序\s*言|序|绪\s*论|导\s*言|导\s*论|结\s*束\s*语|结\s*语|结\s*论|尾\s*声|后\s*记|附\s*录|附\s*则"
    r"|余\s*论|小\s*结|總\s*論|結\s*語|結\s*論|後\s*記|附\s*錄)[：:]?"
)
_SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的|亲爱的|各位|同志们|朋友们|老师们|同学们|书友们|女士们|先生们|大家好|諸位|诸位|同事们|來賓|来宾)"
    r"[^。；;]{0,30}[：:！!，,]"
)
_CLOSING = re.compile(
    r"(?:(?:我的)?(?:发言|汇报|交流|讲话|分享|報告|报告)?(?:就到这里|到此结束|完毕|完了|到這裡)?[，,。！!]?\s*)"
    r"(?:谢谢|謝謝|感谢|感謝)(?:大家|各位|同志们|你们|諸位)?[^。！!]{0,6}[。！!]?|(?:此致|敬礼|此致敬礼)[！!。]?"
)
_CONTENTS = re.compile(r"目\s*[录錄次]|[Cc]ontents")
_CONTENTS_LINE = re.compile(r".{1,60}?(?:[.．·…\s]{3,}|\t)\s*\d{1,4}")


def label(text: str) -> Label | None:
    """The label that a line begins with, or None."""
    for family, pattern in _PATTERNS:
        if found := pattern.match(text):
            number = parse_number(found["number"])
            if number is not None:
                return Label(family, number, found["label"], found.end())
    if found := _SEQUENCE.match(text):
        return Label(Family.SEQUENCE, _SEQUENCE_NUMBERS[found["label"]], found["label"], found.end())
    return None


def is_unnumbered_heading(text: str) -> bool:
    """True for a line that is 结束语, 前言, 附则 and the like."""
    return _UNNUMBERED.fullmatch(text) is not None


def is_salutation(text: str) -> bool:
    """True for a line that only addresses people: 「各位代表：」「同志们！」."""
    return len(text) <= 40 and _SALUTATION.fullmatch(text) is not None


def is_closing(text: str) -> bool:
    """True for a line that only takes leave: 「发言完毕，谢谢大家！」."""
    return len(text) <= 30 and _CLOSING.fullmatch(text) is not None


def is_contents_line(text: str) -> bool:
    """True for 目录 and for a line of a table of contents with its page number."""
    return _CONTENTS.fullmatch(text) is not None or _CONTENTS_LINE.fullmatch(text) is not None


def parse_number(text: str) -> int | None:
    """The value of Chinese or Arabic digits, or None: 四百六十三 → 463, 二〇二三 → 2023, １２ → 12."""
    if text.isdigit() and all(unit not in text for unit in _UNITS):
        if all(digit in _DIGITS for digit in text):
            return int("".join(str(_DIGITS[digit]) for digit in text))
        return int(text)
    if not any(unit in text for unit in _UNITS):
        if not all(digit in _DIGITS for digit in text):
            return None
        return int("".join(str(_DIGITS[digit]) for digit in text))
    total = current = 0
    for character in text:
        if character in _DIGITS:
            current = _DIGITS[character]
        elif character in _UNITS:
            total += (current or 1) * _UNITS[character]
            current = 0
        else:
            return None
    return total + current
