"""/pushes: how all daily passages are, for administrators and nobody else."""

from __future__ import annotations

import time
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.daily import phrases
from bot.daily.subscription import Pause
from bot.database import Database
from bot.database.ledger import Ledger
from bot.database.subscriptions import Subscriptions
from bot.telegram.access import Access
from bot.telegram.reply import Reply
from bot.telegram.room import Command, Room
from bot.telegram.visit import Visit

_DAY = 24 * 3600


class Overseeing(Room):
    """The room with the clocks on its wall."""

    def __init__(self, database: Database, access: Access, zone: str) -> None:
        self._ledger = Ledger(database)
        self._subscriptions = Subscriptions(database)
        self._access = access
        self._zone = ZoneInfo(zone)

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"pushes": self.command}

    async def command(self, visit: Visit) -> None:
        """/pushes."""
        said = visit.texts.daily
        if not self._access.keeps_documents(visit.person.id):
            await visit.say(Reply(said.health_refused))
        elif not visit.alone:
            await visit.say(Reply(said.health_alone))
        else:
            health = await self._ledger.health(time.time() - _DAY)
            every = await self._subscriptions.every()
            blocked = {one.chat for one in every if one.paused is Pause.BLOCKED}
            await visit.say(
                Reply("\n".join(phrases.health(health, sorted(blocked), visit.texts, self._zone)))
            )
