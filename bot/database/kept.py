"""The quotations that are kept: a list for each chat, which is a person's own where they are alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from bot.database.database import Database
from bot.database.tables import kept
from bot.notebook.clippings import Clipping, packed, unpacked
from bot.notebook.entries import (
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_KEPT,
    MOST_TAGS,
    Kept,
    line_of,
    tag_of,
)


class KeptLists:
    """The lists of the chats."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def add(
        self, chat: int, clipping: Clipping, *, person: int | None = None, name: str = ""
    ) -> tuple[Kept | None, bool]:
        """Keep a clipping: gives it as it stands in the list, and whether it is new there.

        None where the list is full.
        """
        async with self._database.writing() as connection:
            found = await connection.execute(
                select(kept).where(kept.c.chat == chat, kept.c.code == clipping.code)
            )
            for row in found:
                if (known := _kept(row)).clipping.text == clipping.text:
                    return known, False
            counting = select(func.count()).select_from(kept).where(kept.c.chat == chat)
            if (await connection.execute(counting)).scalar_one() >= MOST_KEPT:
                return None, False
            values = {
                "chat": chat,
                "person": person,
                "name": line_of(name, LONGEST_NAME),
                "code": clipping.code,
                "content": packed(clipping),
                "tags": "",
                "note": "",
                "at": int(self._now()),
            }
            adding = self._database.insert(kept).values(**values).returning(kept)
            return _kept((await connection.execute(adding)).one()), True

    async def of(self, chat: int) -> list[Kept]:
        """The list of a chat, the latest first."""
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(kept).where(kept.c.chat == chat).order_by(kept.c.number.desc())
            )
            return [_kept(row) for row in found]

    async def one(self, chat: int, number: int) -> Kept | None:
        """The one of that number, if it stands in the chat's list."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(kept).where(kept.c.chat == chat, kept.c.number == number))
            row = found.first()
        return _kept(row) if row else None

    async def tag(self, chat: int, number: int, tags: Iterable[str]) -> None:
        """These tags, in place of those that it had."""
        lines = [tag for word in tags if (tag := tag_of(word))]
        await self._change(chat, number, tags="\n".join(list(dict.fromkeys(lines))[:MOST_TAGS]))

    async def note(self, chat: int, number: int, note: str) -> None:
        """This note, in place of the one that it had."""
        await self._change(chat, number, note=line_of(note, LONGEST_NOTE))

    async def remove(self, chat: int, number: int) -> None:
        """Take it out of the list."""
        async with self._database.writing() as connection:
            await connection.execute(delete(kept).where(kept.c.chat == chat, kept.c.number == number))

    async def counts_of(self, person: int) -> tuple[int, int]:
        """How many a person has in their own list, and how many lists of groups name them for."""
        own, named = kept.c.chat == person, kept.c.person == person
        counting = select(func.count().filter(own), func.count().filter(~own, named))
        async with self._database.reading() as connection:
            mine, groups = (await connection.execute(counting)).one()
        return int(mine), int(groups)

    async def forget(self, person: int) -> None:
        """Drop a person's own list; in those of groups the quotations stay, without their name and notes."""
        async with self._database.writing() as connection:
            await connection.execute(delete(kept).where(kept.c.chat == person))
            await connection.execute(
                update(kept).where(kept.c.person == person).values(person=None, name="", note="")
            )

    async def moved(self, chat: int, to: int) -> None:
        """A group has become another chat."""
        async with self._database.writing() as connection:
            await connection.execute(update(kept).where(kept.c.chat == chat).values(chat=to))

    async def _change(self, chat: int, number: int, **values: str) -> None:
        async with self._database.writing() as connection:
            await connection.execute(
                update(kept).where(kept.c.chat == chat, kept.c.number == number).values(**values)
            )


def _kept(row: Row[Any]) -> Kept:
    tags = tuple(row.tags.split("\n")) if row.tags else ()
    return Kept(row.number, row.chat, row.person, row.name, unpacked(row.content), tags, row.note, row.at)
