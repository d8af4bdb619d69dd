"""Questions that found nothing: for those who keep the documents, where a setting allows it.

Never who asked. What was not asked again for so many days is forgotten.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select

from bot.database.database import Database
from bot.database.tables import gaps

_LONGEST = 200
_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Gap:
    """A question, the words of it that stand nowhere, and how often it was asked."""

    question: str
    missing: tuple[str, ...]
    times: int


class Gaps:
    """What was not found in the last `days`; with 0, nothing is ever kept."""

    def __init__(self, database: Database, days: int, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self.days = days
        self._now = now
        self._emptied = False

    async def add(self, question: str, missing: Iterable[str]) -> None:
        """Keep a question, in a form in which the same one is the same."""
        same = (
            unicodedata.normalize("NFKC", " ".join(question.split())).casefold().rstrip("?!。. ")[:_LONGEST]
        )
        if not self.days:
            if not self._emptied:  # of what was kept when the setting was another one
                await self.prune()
                self._emptied = True
            return
        await self.prune()
        values = {"missing": "\n".join(missing), "last": int(self._now())}
        adding = self._database.insert(gaps).values(question=same, times=1, **values)
        async with self._database.writing() as connection:
            await connection.execute(
                adding.on_conflict_do_update(
                    index_elements=["question"], set_={"times": gaps.c.times + 1, **values}
                )
            )

    async def latest(self, count: int) -> list[Gap]:
        """Those asked most often, of what is still kept."""
        await self.prune()
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(gaps.c.question, gaps.c.missing, gaps.c.times)
                .order_by(gaps.c.times.desc(), gaps.c.last.desc())
                .limit(count)
            )
            return [
                Gap(question, tuple(filter(None, missing.split("\n"))), times)
                for question, missing, times in found
            ]

    async def drop(self, question: str) -> None:
        """Forget one: it can be answered now."""
        async with self._database.writing() as connection:
            await connection.execute(delete(gaps).where(gaps.c.question == question))

    async def prune(self) -> None:
        """Forget what is too old."""
        async with self._database.writing() as connection:
            await connection.execute(delete(gaps).where(gaps.c.last <= self._now() - self.days * _DAY))
