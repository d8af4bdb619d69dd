"""What administrators did to the collection: who, what and when."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from sqlalchemy import func, select

from bot.database.database import Database
from bot.database.tables import acts

_LOG = logging.getLogger(__name__)


class Acts:
    """The record of administrative acts."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def record(self, person: int, act: str, what: str) -> int:
        """Write down that a person did something, here and in the log; gives the number of the entry."""
        _LOG.info("管理员 %d：%s %s", person, act, what)
        async with self._database.writing() as connection:
            values = {"person": person, "act": act, "what": what, "done": int(self._now())}
            written = await connection.execute(
                self._database.insert(acts).values(values).returning(acts.c.number)
            )
            return int(written.scalar_one())

    async def what(self, number: int, act: str) -> str | None:
        """What an entry was about; None where there is none of that number and act."""
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(acts.c.what).where(acts.c.number == number, acts.c.act == act)
            )
            return found.scalar_one_or_none()

    async def of(self, person: int) -> int:
        """How many acts of a person stand in the record."""
        async with self._database.reading() as connection:
            counted = await connection.execute(
                select(func.count()).select_from(acts).where(acts.c.person == person)
            )
            return int(counted.scalar_one())
