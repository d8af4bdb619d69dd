"""Who wants a passage a day: kept, changed, and let rest."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable
from dataclasses import astuple
from datetime import date
from datetime import time as wall_time
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.daily.choice import Aim, Chance, Course, Theme
from bot.daily.portions import Place
from bot.daily.schedule import Due, Schedule
from bot.daily.subscription import Pause, Subscription
from bot.database.database import Database
from bot.database.tables import deliveries, subscriptions


class Subscriptions:
    """The wishes of the chats."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def keep(self, wanted: Subscription) -> Subscription:
        """Keep a new one, or a changed one under its number; its next turn comes on a date without one."""
        async with self._database.writing() as connection:
            values = columns(wanted)
            if wanted.number:
                due = await self._next(connection, wanted)
                changing = update(subscriptions).where(subscriptions.c.number == wanted.number)
                await connection.execute(changing.values(**values, **turn_columns(wanted.number, due)))
                number = wanted.number
            else:
                adding = self._database.insert(subscriptions).values(**values, spread=0)
                kept = await connection.execute(adding.returning(subscriptions.c.number))
                number = int(kept.scalar_one())
                due = None if wanted.paused else wanted.schedule.first(self._now())
                placing = update(subscriptions).where(subscriptions.c.number == number)
                await connection.execute(placing.values(**turn_columns(number, due)))
        return await self.one(number) or wanted

    async def one(self, number: int) -> Subscription | None:
        """The one of that number."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(subscriptions).where(subscriptions.c.number == number))
            row = found.first()
        return subscription(row) if row else None

    async def of(self, chat: int) -> list[Subscription]:
        """Those of a chat, the oldest first."""
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(subscriptions).where(subscriptions.c.chat == chat).order_by(subscriptions.c.number)
            )
            return [subscription(row) for row in found]

    async def every(self) -> list[Subscription]:
        """All of them, the oldest first."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(subscriptions).order_by(subscriptions.c.number))
            return [subscription(row) for row in found]

    async def let_rest(self, chat: int, why: Pause) -> None:
        """Nothing comes to a chat for now; what rests already has its own reason."""
        resting = update(subscriptions).where(
            subscriptions.c.chat == chat, subscriptions.c.next_due.is_not(None)
        )
        async with self._database.writing() as connection:
            await connection.execute(resting.values(paused=why.value, **turn_columns(0, None)))

    async def remove(self, number: int) -> None:
        """Forget one, and what became of it."""
        async with self._database.writing() as connection:
            await connection.execute(delete(subscriptions).where(subscriptions.c.number == number))

    async def moved(self, chat: int, to: int) -> None:
        """A group has got another id."""
        async with self._database.writing() as connection:
            await follow(connection, chat, to)

    async def _next(self, connection: AsyncConnection, wanted: Subscription) -> Due | None:
        if wanted.paused:
            return None
        due = wanted.schedule.first(self._now())
        found = await connection.execute(
            select(func.max(deliveries.c.day)).where(deliveries.c.subscription == wanted.number)
        )
        last = found.scalar_one()
        if last and date.fromisoformat(last) >= due.day:
            due = wanted.schedule.after(date.fromisoformat(last))
        return due


async def follow(connection: AsyncConnection, chat: int, to: int) -> None:
    """Whatever was for one chat is for another."""
    await connection.execute(update(subscriptions).where(subscriptions.c.chat == chat).values(chat=to))


def columns(wanted: Subscription) -> dict[str, Any]:
    """A subscription as a row, without its next turn."""
    kind, subject, length, until = _of_aim(wanted.aim)
    return {
        "chat": wanted.chat,
        "topic": wanted.topic,
        "zone": wanted.schedule.zone,
        "at": wanted.schedule.at.hour * 60 + wanted.schedule.at.minute,
        "days": sum(1 << day for day in wanted.schedule.days),
        "kind": kind,
        "subject": subject,
        "length": length,
        "until": until.isoformat() if until else None,
        "language": wanted.language,
        "late": wanted.window,
        "place": place_column(wanted.place),
        "paused": wanted.paused.value if wanted.paused else None,
    }


def turn_columns(number: int, due: Due | None) -> dict[str, Any]:
    """When the next turn comes, and which place it has in the queue of its moment that day."""
    if due is None:
        return {"next_day": None, "next_due": None, "spread": 0}
    spread = zlib.crc32(f"{number} {due.day}".encode()) >> 1
    return {"next_day": due.day.isoformat(), "next_due": due.at, "spread": spread}


def place_column(place: Place | None) -> str | None:
    """How far a course has come, as text."""
    return json.dumps(astuple(place), ensure_ascii=False) if place else None


def subscription(row: Row[Any]) -> Subscription:
    """A row as a subscription."""
    schedule = Schedule(
        row.zone, wall_time(*divmod(row.at, 60)), frozenset(day for day in range(7) if row.days >> day & 1)
    )
    return Subscription(
        chat=row.chat,
        topic=row.topic,
        schedule=schedule,
        aim=_aim(row.kind, row.subject, row.length, row.until),
        language=row.language,
        window=row.late,
        number=row.number,
        place=Place(*json.loads(row.place)) if row.place else None,
        paused=Pause(row.paused) if row.paused else None,
        due=Due(date.fromisoformat(row.next_day), row.next_due) if row.next_day else None,
    )


def _of_aim(aim: Aim) -> tuple[str, str, int | None, date | None]:
    if isinstance(aim, Course):
        return "course", aim.work, aim.length, aim.until
    return ("theme", aim.question, None, None) if isinstance(aim, Theme) else ("chance", "", None, None)


def _aim(kind: str, subject: str, length: int, until: str | None) -> Aim:
    if kind == "course":
        return Course(subject, length, date.fromisoformat(until) if until else None)
    return Theme(subject) if kind == "theme" else Chance()
