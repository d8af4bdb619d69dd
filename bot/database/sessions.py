"""Sessions: begun and ended in a chat, and meanwhile every quotation that was shown there.

Every answer asks whether its chat has one, so which do stays in memory; only this process writes it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from bot.database.database import Database
from bot.database.tables import sessions, used
from bot.notebook.clippings import Clipping, packed, unpacked
from bot.notebook.entries import (
    LONGEST_NAME,
    LONGEST_QUESTION,
    LONGEST_TOPIC,
    MOST_USED,
    Session,
    Used,
    line_of,
)


class Sessions:
    """The sessions of the chats."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now
        self._going: dict[int, Session] | None = None

    async def going(self, chat: int) -> Session | None:
        """The session that is going on in a chat."""
        if self._going is None:
            async with self._database.reading() as connection:
                found = await connection.execute(
                    select(sessions).where(sessions.c.ended.is_(None)).order_by(sessions.c.number)
                )
                known = {row.chat: _session(row) for row in found}
            if self._going is None:  # nobody was faster
                self._going = known
        return self._going.get(chat)

    async def begin(self, chat: int, topic: str, *, person: int | None = None, name: str = "") -> Session:
        """Begin one; where one is going on, it goes on."""
        if known := await self.going(chat):
            return known
        values = {
            "chat": chat,
            "topic": line_of(topic, LONGEST_TOPIC),
            "person": person,
            "name": line_of(name, LONGEST_NAME),
            "begun": int(self._now()),
        }
        async with self._database.writing() as connection:
            adding = self._database.insert(sessions).values(**values).returning(sessions)
            begun = _session((await connection.execute(adding)).one())
        if self._going is not None:  # it is, where somebody was forgotten meanwhile
            self._going[chat] = begun
        return begun

    async def end(self, chat: int) -> Session | None:
        """End the one that is going on; it keeps what was used."""
        going = await self.going(chat)
        if going is None:
            return None
        async with self._database.writing() as connection:
            ending = update(sessions).where(sessions.c.number == going.number)
            await connection.execute(ending.values(ended=int(self._now())))
        if self._going is not None:
            self._going.pop(chat, None)
        return await self.one(chat, going.number)

    async def one(self, chat: int, number: int) -> Session | None:
        """The chat's session of that number."""
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(sessions).where(sessions.c.chat == chat, sessions.c.number == number)
            )
            row = found.first()
        return _session(row) if row else None

    async def latest(self, chat: int) -> Session | None:
        """The chat's last session, going on or over."""
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(sessions).where(sessions.c.chat == chat).order_by(sessions.c.number.desc()).limit(1)
            )
            row = found.first()
        return _session(row) if row else None

    async def use(
        self, chat: int, clippings: Iterable[Clipping], *, person: int | None, name: str, asked: str
    ) -> None:
        """Write down what was shown, if a session is going on."""
        going = await self.going(chat)
        rows = [
            {
                "session": going.number,
                "person": person,
                "name": line_of(name, LONGEST_NAME),
                "asked": line_of(asked, LONGEST_QUESTION),
                "code": clipping.code,
                "content": packed(clipping),
                "at": int(self._now()),
            }
            for clipping in clippings
            if going is not None
        ]
        if not rows or going is None:
            return
        async with self._database.writing() as connection:
            counting = select(func.count()).select_from(used).where(used.c.session == going.number)
            room = MOST_USED - (await connection.execute(counting)).scalar_one()
            for row in rows[: max(0, room)]:
                await connection.execute(self._database.insert(used).values(**row))

    async def used(self, session: int) -> list[Used]:
        """What was shown in a session, in order, as often as it was."""
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(used).where(used.c.session == session).order_by(used.c.number)
            )
            return [Used(row.person, row.name, row.asked, unpacked(row.content), row.at) for row in found]

    async def count_of(self, person: int) -> int:
        """How many lines of minutes speak of a person."""
        async with self._database.reading() as connection:
            own = select(sessions.c.number).where(sessions.c.chat == person)
            lines = select(func.count()).where((used.c.person == person) | used.c.session.in_(own))
            begun = select(func.count()).where((sessions.c.person == person) | (sessions.c.chat == person))
            counted = [(await connection.execute(counting)).scalar_one() for counting in (lines, begun)]
        return sum(counted)

    async def forget(self, person: int) -> None:
        """Drop the sessions of a person alone; in those of groups the quotations stay, without them."""
        async with self._database.writing() as connection:
            await connection.execute(delete(sessions).where(sessions.c.chat == person))
            await connection.execute(
                update(sessions).where(sessions.c.person == person).values(person=None, name="")
            )
            await connection.execute(
                update(used).where(used.c.person == person).values(person=None, name="", asked="")
            )
        self._going = None

    async def moved(self, chat: int, to: int) -> None:
        """A group has become another chat."""
        async with self._database.writing() as connection:
            await connection.execute(update(sessions).where(sessions.c.chat == chat).values(chat=to))
        self._going = None


def _session(row: Row[Any]) -> Session:
    return Session(row.number, row.chat, row.topic, row.person, row.name, row.begun, row.ended)
