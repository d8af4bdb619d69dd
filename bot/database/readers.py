"""Who has read what a group was given; of a person no more than that."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, exists, func, select

from bot.daily.schedule import Due
from bot.database.database import Database
from bot.database.tables import deliveries, readings, subscriptions

_BACK = 31 * 86400
"""Seconds after which nobody is asked any more whether they have read something."""


@dataclass(frozen=True, slots=True)
class Together:
    """How many people have read something of it, and how often something was read."""

    people: int
    readings: int


class Readers:
    """The marks under what came."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def turn(self, number: int, day: date, person: int) -> bool:
        """They have read it, or have not after all; gives which."""
        mine = (readings.c.subscription == number, readings.c.day == day.isoformat())
        async with self._database.writing() as connection:
            undone = await connection.execute(delete(readings).where(*mine, readings.c.person == person))
            if undone.rowcount:
                return False
            await connection.execute(
                self._database.insert(readings).values(
                    subscription=number, day=day.isoformat(), person=person
                )
            )
            return True

    async def mark(self, number: int, day: date, person: int) -> None:
        """They have read it."""
        async with self._database.writing() as connection:
            marking = self._database.insert(readings).values(
                subscription=number, day=day.isoformat(), person=person
            )
            await connection.execute(marking.on_conflict_do_nothing())

    async def count(self, number: int, day: date) -> int:
        """How many have read it."""
        wanted = select(func.count()).where(
            readings.c.subscription == number, readings.c.day == day.isoformat()
        )
        async with self._database.reading() as connection:
            return int((await connection.execute(wanted)).scalar_one())

    async def missed(self, chat: int, person: int) -> list[tuple[int, Due]]:
        """What came to a chat lately and a person has not read, the oldest first: subscriptions and dates."""
        its, was_read = (
            deliveries.c,
            exists().where(
                readings.c.subscription == deliveries.c.subscription,
                readings.c.day == deliveries.c.day,
                readings.c.person == person,
            ),
        )
        wanted = (
            select(its.subscription, its.day, its.due)
            .join(subscriptions, subscriptions.c.number == its.subscription)
            .where(subscriptions.c.chat == chat, its.status == "sent", its.due >= self._now() - _BACK)
            .where(~was_read)
            .order_by(its.due, its.subscription)
        )
        async with self._database.reading() as connection:
            found = await connection.execute(wanted)
            return [(number, Due(date.fromisoformat(day), due)) for number, day, due in found]

    async def together(self, number: int, days: Collection[date]) -> Together:
        """How many have read what came on these dates."""
        wanted = select(func.count(readings.c.person.distinct()), func.count()).where(
            readings.c.subscription == number, readings.c.day.in_([day.isoformat() for day in days])
        )
        async with self._database.reading() as connection:
            people, count = (await connection.execute(wanted)).one()
        return Together(people, count)

    async def of(self, person: int) -> int:
        """How many marks are a person's."""
        wanted = select(func.count()).where(readings.c.person == person)
        async with self._database.reading() as connection:
            return int((await connection.execute(wanted)).scalar_one())

    async def forget(self, person: int) -> None:
        """Their marks are gone."""
        async with self._database.writing() as connection:
            await connection.execute(delete(readings).where(readings.c.person == person))
