"""`chuchu pushes`: how the daily passages are, and what will come, for those who look after the bot.

It looks into the database beside the running bot, and changes nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.text import Text

from bot.collection import Collection
from bot.daily import phrases
from bot.daily.choice import Chooser, Course, Theme
from bot.daily.foretelling import Foretold, foretold
from bot.daily.health import Health
from bot.daily.portions import Portion
from bot.daily.subscription import Pause, Skip, Subscription
from bot.database import Database
from bot.database.ledger import Ledger, Record
from bot.database.subscriptions import Subscriptions
from bot.errors import DataError
from bot.terminal import Wrapped, shown
from bot.texts import ZH

_DAY = 86400
_OPENING = 40
"""Characters of a portion that are shown."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things are: the health of the last day, every subscription, and what became of its last date."""

    health: Health
    subscriptions: Sequence[Subscription]
    newest: dict[int, Record]


@dataclass(frozen=True, slots=True)
class Coming:
    """What one subscription will send."""

    subscription: Subscription
    days: Sequence[Foretold]


def standing(url: str, number: int | None) -> Standing:
    """How things are, of all subscriptions or of one. Raises DataError for a number that none has."""

    async def looked() -> Standing:
        async with Database.open(url) as database:
            ledger = Ledger(database)
            health = await ledger.health(time.time() - _DAY)
            return Standing(health, await _chosen(database, number), await ledger.newest())

    return asyncio.run(looked())


def coming(url: str, collection: Collection, number: int | None, days: int) -> list[Coming]:
    """What comes in so many days. Raises DataError for a number that no subscription has."""

    async def looked() -> list[Coming]:
        chooser, now = Chooser(collection), time.time()
        async with Database.open(url) as database:
            ledger = Ledger(database)
            under_way = {one.subscription.number: one.portion.place for one in await ledger.unfinished()}
            chosen = [
                replace(one, place=under_way.get(one.number) or one.place)
                for one in await _chosen(database, number)
            ]
            return [
                Coming(one, foretold(chooser, one, await ledger.given(one.number), now, days))
                for one in chosen
            ]

    return asyncio.run(looked())


async def _chosen(database: Database, number: int | None) -> list[Subscription]:
    chosen = [one for one in await Subscriptions(database).every() if number in (None, one.number)]
    if number is not None and not chosen:
        raise DataError(f"没有编号 {number} 的订阅；用 chuchu pushes 看有哪些。")
    return chosen


def shown_standing(given: Standing, zone: str) -> RenderableType:
    """For people."""
    if not given.subscriptions:
        return Text("还没有人订每天的一段。")
    blocked = sorted({one.chat for one in given.subscriptions if one.paused is Pause.BLOCKED})
    lines: list[RenderableType] = [
        Text(line) for line in phrases.health(given.health, blocked, ZH, ZoneInfo(zone))
    ]
    for one in given.subscriptions:
        lines += [Text(), _named(one), Text("    " + " · ".join(_fate(one, given.newest.get(one.number))))]
    return Group(*lines)


def shown_coming(given: Sequence[Coming], collection: Collection) -> RenderableType:
    """For people: a line for each date, in the time of the place where it is read."""
    lines = list[RenderableType]()
    for one in given:
        lines += [Text()] if lines else []
        lines.append(_named(one.subscription))
        lines += [Text(f"    {line}", no_wrap=True, overflow="ellipsis") for line in _dates(one, collection)]
    return Group(*lines) if lines else Text("还没有人订每天的一段。")


def standing_as_json(given: Standing) -> dict[str, Any]:
    """For scripts; instants are in UTC."""
    health = asdict(given.health) | {
        "good": given.health.is_good,
        "skipped": {why.value: count for why, count in given.health.skipped.items()},
        "resting": {why.value: count for why, count in given.health.resting.items()},
        "next_due": _utc(given.health.next_due),
    }
    return {
        "health": health,
        "subscriptions": [
            _as_json(one) | {"last": _record_as_json(given.newest.get(one.number))}
            for one in given.subscriptions
        ],
    }


def coming_as_json(given: Coming, collection: Collection) -> dict[str, Any]:
    """For scripts: a subscription with what comes."""

    def one(day: Foretold) -> dict[str, Any]:
        there = given.subscription.schedule.local(day.due.at).isoformat()
        about: dict[str, Any] = {"day": day.due.day.isoformat(), "at": there, "utc": _utc(day.due.at)}
        if isinstance(day.given, Skip):
            return about | {"why": day.given.value}
        part = [day.given.number, day.given.total] if day.given.number else None
        codes = [piece.code for piece in day.given.pieces]
        return about | {"part": part, "codes": codes, "text": _text(day.given, collection)}

    return _as_json(given.subscription) | {"coming": [one(day) for day in given.days]}


def _named(one: Subscription) -> RenderableType:
    """Which, where, when and what."""
    where = f"{one.chat}/{one.topic}" if one.topic else f"{one.chat}"
    at, days = one.schedule.at.strftime("%H:%M"), phrases.days(one.schedule.days, ZH)
    line = Text(f"{where} ", style="dim").append(f"{days} {at} {one.schedule.zone} · ", style="not dim")
    line.append(phrases.aim(one.aim, ZH, shown), style="green not dim")
    return Wrapped(line, Text(f"{one.number:>3} ", style="cyan"))


def _fate(one: Subscription, last: Record | None) -> Iterator[str]:
    """What became of it, and what is next."""
    if one.paused is not None:
        yield f"停着：{phrases.why(one.paused, ZH)}"
    if one.due is not None:
        yield f"下一次 {phrases.moment(one.due.at, one.schedule)}"
    if last is None:
        yield "还没有送过"
    elif last.why is not None:
        yield f"{last.day} 没有送：{phrases.why(last.why, ZH)}"
    elif last.done is not None:
        yield f"{last.day} 送到，迟 {max(last.done - last.due, 0)} 秒"
    else:
        yield f"{last.day} 在路上"


def _dates(given: Coming, collection: Collection) -> Iterator[str]:
    wanted = given.subscription
    if wanted.paused is not None:
        yield f"停着：{phrases.why(wanted.paused, ZH)}"
    elif not given.days:
        yield "这几天没有要送的。"
    weekdays = ZH.daily_days.split()
    for day in given.days:
        there = wanted.schedule.local(day.due.at)
        at = f"{there:%m-%d} {weekdays[there.weekday()]} {there:%H:%M}"
        if isinstance(day.given, Skip):
            yield f"{at}  — {phrases.why(day.given, ZH)}"
            continue
        part = f"{ZH.daily_part.format(day.given.number, day.given.total)} · " if day.given.number else ""
        text = " ".join(shown(_text(day.given, collection)).split())
        yield f"{at}  {part}{day.given.pieces[0].code} · {text[:_OPENING]}…"


def _text(portion: Portion, collection: Collection) -> str:
    """The words of its first passage."""
    piece = portion.pieces[0]
    passage = collection.passage(piece.code)
    return passage.text[piece.start : piece.end] if passage else ""


def _as_json(one: Subscription) -> dict[str, Any]:
    aim: dict[str, Any] = {"kind": "chance"}
    if isinstance(one.aim, Course):
        until = one.aim.until.isoformat() if one.aim.until else None
        aim = {"kind": "course", "work": one.aim.work, "length": one.aim.length, "until": until}
    elif isinstance(one.aim, Theme):
        aim = {"kind": "theme", "question": one.aim.question}
    return {
        "number": one.number,
        "chat": one.chat,
        "topic": one.topic,
        "at": one.schedule.at.strftime("%H:%M"),
        "zone": one.schedule.zone,
        "days": [day + 1 for day in sorted(one.schedule.days)],
        "aim": aim,
        "window_hours": one.window / 3600,
        "paused": one.paused.value if one.paused else None,
        "next": _utc(one.due.at) if one.due else None,
    }


def _record_as_json(last: Record | None) -> dict[str, Any] | None:
    if last is None:
        return None
    return {
        "day": last.day.isoformat(),
        "status": last.status,
        "why": last.why.value if last.why else None,
        "due": _utc(last.due),
        "done": _utc(last.done),
        "message": last.message,
    }


def _utc(instant: int | None) -> str | None:
    return None if instant is None else datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
