"""Reading together: under what a group was sent, a button counts who has read it.

A press is written down at once and shown a little later: in one chat a count changes at most every few
seconds, however many press, so that a large group leaves Telegram's limits to those who ask.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.database import Database
from bot.database.ledger import Ledger
from bot.database.readers import Readers
from bot.errors import DataError
from bot.telegram.mailing import Mailing
from bot.telegram.portion_replies import READ
from bot.telegram.room import Press, Room
from bot.telegram.visit import Visit

_LOG = logging.getLogger(__name__)
_SOON = 0.3
_EVERY = 10.0

MailingFor = Callable[[ExtBot[Any]], Mailing]


class Together(Room):
    """The room where readers are counted."""

    def __init__(self, mailing: MailingFor, database: Database, *, every: float = _EVERY) -> None:
        """`every`: seconds between two changes of counts in a chat."""
        self._mailing = mailing
        self._ledger = Ledger(database)
        self._readers = Readers(database)
        self._every = every
        self._stale: dict[int, set[tuple[int, date]]] = {}
        self._showing: dict[int, asyncio.Task[None]] = {}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {READ: self.press}

    async def known(self, visit: Visit) -> list[str]:
        marks = await self._readers.of(visit.person.id)
        return [visit.texts.daily.privacy.format(marks)] if marks else []

    async def forget(self, visit: Visit) -> None:
        await self._readers.forget(visit.person.id)

    async def press(self, visit: Visit, number: str = "", day: str = "") -> None:
        """A button: they have read it; a second time, they have not after all."""
        which = named(number, day)
        found = await self._ledger.sent(*which) if which else None
        if which is None or found is None or found[0].subscription.chat != visit.chat:
            await visit.acknowledge(visit.texts.old_button)
            return
        read = await self._readers.turn(*which, visit.person.id)
        self.changed(visit.bot, visit.chat, *which)
        await visit.press.answer(visit.texts.daily.read_noted if read else visit.texts.daily.read_undone)

    def changed(self, bot: ExtBot[Any], chat: int, number: int, day: date) -> None:
        """The count of what a chat was sent that day is another one: show it before long."""
        self._stale.setdefault(chat, set()).add((number, day))
        if chat not in self._showing:
            self._showing[chat] = asyncio.create_task(self._show(self._mailing(bot), chat))

    async def _show(self, mailing: Mailing, chat: int) -> None:
        """The counts that changed, the newest passage first, until none is left."""
        try:
            await asyncio.sleep(_SOON)
            while stale := self._stale[chat]:
                newest = max(stale, key=lambda one: one[1])
                stale.discard(newest)
                try:
                    if found := await self._ledger.sent(*newest):
                        await mailing.recount(*found)
                except (TelegramError, DataError) as error:
                    _LOG.info("读过的人数没能更新：%s", error)
                await asyncio.sleep(self._every)
        finally:
            del self._stale[chat], self._showing[chat]


def named(number: str, day: str) -> tuple[int, date] | None:
    """The subscription and the date behind a button; None for what cannot be one."""
    try:
        return (int(number), date.fromisoformat(day)) if number.isdecimal() and len(number) < 12 else None
    except ValueError:
        return None
