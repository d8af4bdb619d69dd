"""How the bot speaks in each chat, where somebody chose it.

Every question asks for this, so what was read once stays in memory; only this process writes it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from sqlalchemy import delete, select

from bot.database.database import Database
from bot.database.tables import preferences

_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A language by its catalogue's name, how many quotations, how long ones, and the style of citations.

    None follows what is usual.
    """

    language: str | None = None
    quotations: int | None = None
    length: int | None = None
    style: str | None = None


class Preferences:
    """The choices made in chats."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[int, Choice] = {}

    async def of(self, chat: int) -> Choice:
        """What was chosen in a chat."""
        if chat not in self._known:
            async with self._database.reading() as connection:
                columns = [preferences.c[part.name] for part in fields(Choice)]
                found = await connection.execute(select(*columns).where(preferences.c.chat == chat))
                row = found.first()
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[chat] = Choice(*row) if row else Choice()
        return self._known[chat]

    async def choose(self, chat: int, choice: Choice) -> None:
        """Keep what was chosen; a choice of nothing leaves nothing behind."""
        async with self._database.writing() as connection:
            await connection.execute(delete(preferences).where(preferences.c.chat == chat))
            if choice != Choice():
                await connection.execute(
                    self._database.insert(preferences).values(chat=chat, **asdict(choice))
                )
        self._known[chat] = choice

    async def moved(self, chat: int, to: int) -> None:
        """A group has become another chat, where nothing was chosen yet."""
        if (choice := await self.of(chat)) != Choice() and await self.of(to) == Choice():
            await self.choose(to, choice)
        await self.choose(chat, Choice())
