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

    async def record(self, person: int, act: str, what: str) -> None:
        """Write down that a person did something, here and in the log."""
        _LOG.info("管理员 %d：%s %s", person, act, what)
        async with self._database.writing() as connection:
            await connection.execute(
                self._database.insert(acts).values(person=person, act=act, what=what, done=int(self._now()))
            )

    async def of(self, person: int) -> int:
        """How many acts of a person stand in the record."""
        async with self._database.reading() as connection:
            counted = await connection.execute(
                select(func.count()).select_from(acts).where(acts.c.person == person)
            )
            return int(counted.scalar_one())
