"""Updates that have arrived and wait to be dealt with.

The queue is the table itself: nothing is lost with the process, memory holds only what is being dealt with,
and a chat that floods takes no more room than any other. What was dealt with leaves its number behind for a
while, and nothing of what was said.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, case, delete, func, select, update

from bot.database.database import Database
from bot.database.tables import inbox

_REMEMBERED = 2 * 24 * 3600
"""Seconds that a number is kept: Telegram repeats for one day at most, and may start anew after seven."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update: its number, the lane in which it waits behind others, and its content as JSON."""

    number: int
    lane: str
    content: str


@dataclass(frozen=True, slots=True)
class Begun(Arrived):
    """One that is being dealt with, for the `attempt`-th time."""

    attempt: int


class Inbox:
    """The updates that wait for a bot."""

    def __init__(self, database: Database, bot: int, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._bot = bot
        self._now = now
        self._waiting = (inbox.c.bot == bot) & inbox.c.lane.is_not(None)
        # Made once, since making them takes longer than what they do.
        self._keeping = database.insert(inbox).on_conflict_do_nothing()
        self._finishing = (
            update(inbox)
            .where(inbox.c.bot == bot, inbox.c.number == bindparam("finished"))
            .values(lane=None, content=None, arrived=bindparam("now"))
        )
        heads = (
            select(func.min(inbox.c.number))
            .where(self._waiting, inbox.c.lane.not_in(bindparam("besides", expanding=True)))
            .group_by(inbox.c.lane)
            .order_by(case((inbox.c.lane > bindparam("after"), 0), else_=1), inbox.c.lane)
            .limit(bindparam("room"))
        )
        self._taking = (
            update(inbox)
            .where(inbox.c.bot == bot, inbox.c.number.in_(heads))
            .values(begun=inbox.c.begun + 1)
            .returning(inbox.c.number, inbox.c.lane, inbox.c.content, inbox.c.begun)
        )

    async def receive(self, arrived: Iterable[Arrived]) -> None:
        """Keep them, once each: numbers that were here before are passed over."""
        now = int(self._now())
        rows = [
            {"bot": self._bot, "number": one.number, "lane": one.lane, "content": one.content, "arrived": now}
            for one in arrived
        ]
        if rows:
            await self._database.write(lambda connection: connection.execute(self._keeping, rows).close())

    async def exchange(
        self, finished: Collection[int], *, room: int, besides: Collection[str] = (), after: str = ""
    ) -> list[Begun]:
        """Hand back what is finished, and take at most `room` others, in one transaction.

        They are the oldest of their lanes, one a lane, from no lane in `besides`; lanes take turns in a
        circle that goes on behind `after`.
        """
        now = int(self._now())
        done = [{"finished": number, "now": now} for number in finished]
        wanted = {"besides": list(besides), "after": after, "room": room}

        def exchanged(connection: Connection) -> list[Begun]:
            if done:
                connection.execute(self._finishing, done)
            return [Begun(*row) for row in connection.execute(self._taking, wanted)] if room > 0 else []

        return await self._database.write(exchanged)

    async def waiting(self) -> int:
        """How many there are that are not finished."""
        async with self._database.reading() as connection:
            counted = await connection.execute(select(func.count()).select_from(inbox).where(self._waiting))
            return int(counted.scalar_one())

    async def prune(self) -> None:
        """Forget the numbers of what was finished long ago."""
        async with self._database.writing() as connection:
            await connection.execute(
                delete(inbox).where(inbox.c.lane.is_(None), inbox.c.arrived < self._now() - _REMEMBERED)
            )
