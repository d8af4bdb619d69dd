"""What someone writes behind /daily: a time, a place, days, what to read and how much of it.

In any order, each at most once; only a question comes last. What is not understood is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from bot.daily.choice import LENGTHS, MINUTE
from bot.daily.schedule import EVERY_DAY, WEEKDAYS
from bot.daily.zones import zone_named

_DAYS = "一二三四五六日"
_VALUES = dict(zip("〇零一二两兩三四五六七八九十", (0, 0, 1, 2, 2, 2, *range(3, 11)), strict=True))
_FIGURES = "".join(_VALUES)
_AFTER_NOON = {"中": range(1, 6), "下": range(1, 12), "傍": range(1, 12), "晚": range(5, 12)}
"""Hours that are said of a part of the day, by its first character, and mean twelve more."""
_BY_NIGHT = ("凌", "晚")
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SETS = {
    EVERY_DAY: ("每天", "每日", "everyday", "daily"),
    WEEKDAYS: ("工作日", "平日", "weekdays", "weekday"),
    frozenset((5, 6)): ("周末", "週末", "weekend", "weekends"),
}
_PATTERNS = {
    "theme": r"(?:关于|關於|\babout\b)\s*(?P<theme>\S.*)$",
    "work": r"(?:读|讀|read)?\s*[《「“\"](?P<work>[^》」”\"]+)[》」”\"]",
    "at": (
        rf"(?<!\d)(?P<at>(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚)?\s*(?:"
        rf"(?P<hour>\d{{1,2}})\s*[:：]\s*(?P<minute>\d{{2}})(?!\d)|"
        rf"(?<![周週期拜])(?P<oclock>\d{{1,2}}|二?十[一二三四五六七八九]?|[{_FIGURES}])\s*[点點](?:钟|鐘|整)?"
        rf"(?P<past>半|[一三]刻|(?:\d{{1,2}}|[{_FIGURES}]{{1,3}})(?:分(?![钟鐘])|(?!\s*[\d{_FIGURES}日号號月字分])))?|"
        rf"(?P<sharp>\d{{1,2}})(?=\s*[ap]m(?![a-z])))\s*(?P<half>[ap]m(?![a-z]))?)"
    ),
    "hours": r"(?:补|補|late)\s*(?P<hours>\d{1,3})\s*(?:个|個)?(?:小时|小時|h(?:ours?)?)",
    "minutes": r"(?:每次)?\s*(?P<minutes>\d{1,3})\s*(?:分钟|分鐘|min(?:utes?)?)",
    "length": r"(?:每次)?\s*(?P<length>\d{1,5})\s*(?:字|characters|chars)",
    "until": r"(?:到|(?:finish(?:ed)?\s+)?\bby)?\s*(?P<until>\d{4}-\d{2}-\d{2})\s*(?:之?前)?(?:读完|讀完)?",
    "day": r"到?(?:(?P<month>\d{1,2})\s*月)?\s*(?P<day>\d{1,2})\s*[日号號](?:之?前)?(?:读完|讀完)?",
    "by": r"(?:finish(?:ed)?\s+)?\bby\s+(?:the\s+)?(?P<by>\d{1,2})(?:st|nd|rd|th)?\b",
    "week": rf"(?:周|週|星期|礼拜|禮拜)(?P<week>[{_DAYS}天]+)",
}
_CHANCE = ("随机", "隨機", "随手", "隨手", "random", "chance", "anything")
_BETWEEN = re.compile(r"[\s,，、;；。]+")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was wished; None where nothing was said. `unclear` are words that were not understood."""

    at: time | None = None
    zone: str | None = None
    days: frozenset[int] | None = None
    work: str | None = None
    theme: str | None = None
    chance: bool = False
    length: int | None = None
    until: date | None = None
    window: int | None = None
    unclear: str = ""


def understood(words: str, today: date) -> Wish:
    """The wish in these words."""
    found: dict[str, str] = {}
    words = " ".join(words.split())  # of long runs of spaces every pattern would try every part
    for name, pattern in _PATTERNS.items():
        if match := re.search(pattern, words, re.IGNORECASE):
            found |= {part: value for part, value in match.groupdict().items() if value} | {name: match[name]}
            words = f"{words[: match.start()]} {words[match.end() :]}"
    wish = _said(found, today)
    rest, days, chance = [], wish.days, False
    for word in filter(None, _BETWEEN.split(words)):
        if word.casefold() in _CHANCE:
            chance = True
            continue
        named = next((which for which, names in _SETS.items() if word.casefold() in names), None)
        if named is None and word[:3].casefold() in _ENGLISH and not zone_named(word):
            named = frozenset({_ENGLISH.index(word[:3].casefold())})
        if named is None:
            rest.append(word)
        else:
            days = named | (days or frozenset())
    zone = zone_named(" ".join(rest)) if rest else None
    unclear = wish.unclear or (" ".join(rest) if rest and not zone else "")
    return replace(wish, days=days, zone=zone, chance=chance, unclear=unclear)


def _said(found: dict[str, str], today: date) -> Wish:
    """What the patterns found; what makes no sense is unclear."""
    try:
        length = int(found["minutes"]) * MINUTE if "minutes" in found else None
        length = int(found["length"]) if "length" in found else length
        return Wish(
            at=_time(found) if "at" in found else None,
            days=frozenset(_DAYS.index(day.replace("天", "日")) for day in found["week"])
            if "week" in found
            else None,
            work=found.get("work"),
            theme=found.get("theme"),
            length=min(max(length, LENGTHS[0]), LENGTHS[1]) if length else None,
            until=_until(found, today),
            window=max(int(found["hours"]), 1) * 3600 if "hours" in found else None,
        )
    except ValueError:
        return Wish(
            unclear=" ".join(value for name, value in found.items() if name in ("at", "until", "day"))
        )


def _time(found: dict[str, str]) -> time:
    """A wall time in figures or in words: 19:30, 7:30pm, 晚上七点半."""
    hour = _number(found.get("hour") or found.get("oclock") or found["sharp"])
    part = found.get("part", " ")[0]
    if half := found.get("half", "").casefold():
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif hour in _AFTER_NOON.get(part, ()):
        hour += 12
    elif hour == 12 and part in _BY_NIGHT:
        hour = 0
    past = found.get("past", "").removesuffix("分")
    quarters = {"一刻": 15, "半": 30, "三刻": 45}
    return time(hour, quarters.get(past) or _number(found.get("minute") or past or "0"))


def _number(said: str) -> int:
    """A number below a hundred, in Arabic or Chinese figures. Raises ValueError for what is none."""
    if said.isdecimal():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    ones = ones.lstrip("〇零")
    if len(tens) > 1 or len(ones) > 1:
        raise ValueError(said)
    return (_VALUES[tens] if tens else 1) * 10 * len(ten) + (_VALUES[ones] if ones else 0)


def _until(found: dict[str, str], today: date) -> date | None:
    """A date in full, or the next of that day, of a month or of any."""
    if "until" in found:
        return date.fromisoformat(found["until"])
    day = found.get("day") or found.get("by")
    if day is None:
        return None
    month = int(found["month"]) if "month" in found else None
    for ahead in range(366):
        one = today + timedelta(days=ahead)
        if one.day == int(day) and month in (None, one.month):
            return one
    raise ValueError
