"""/daily missed: gives a person what they missed, in order.

What a group was sent and they have not marked as read is paged to them alone. What could not be sent to a
private chat on its day is sent now, through the ledger as ever: the course goes on from there.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from datetime import date

from bot.answering import Answering
from bot.daily.choice import Chooser
from bot.daily.foretelling import given_on
from bot.daily.portions import Portion
from bot.daily.pusher import Unclear
from bot.daily.subscription import Outcome, Refused, Skip, Skipped, Subscription
from bot.database import Database
from bot.database.ledger import Ledger
from bot.database.readers import Readers
from bot.database.subscriptions import Subscriptions
from bot.telegram.access import Access
from bot.telegram.entities import Marked
from bot.telegram.portion_replies import MISSED
from bot.telegram.reply import Reply, button, leads, reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.together import MailingFor, Together, named
from bot.telegram.visit import Visit

_BACK = 31 * 86400
_READ, _ON = "r", "n"


class CatchingUp(Room):
    """The room for those who come late."""

    def __init__(
        self,
        answering: Answering,
        access: Access,
        mailing: MailingFor,
        together: Together,
        database: Database,
    ) -> None:
        self._access = access
        self._mailing = mailing
        self._together = together
        self._subscriptions = Subscriptions(database)
        self._ledger = Ledger(database)
        self._readers = Readers(database)
        self._chooser = Chooser(answering)
        self._choosing = asyncio.Lock()

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {MISSED: self.press}

    @property
    def links(self) -> Mapping[str, Command]:
        return {"missed": self.opened}

    async def command(self, visit: Visit) -> None:
        """/daily missed: in a group it leads to where a person is alone with the bot."""
        if visit.alone:
            await self._made_up(visit)
            return
        said = visit.texts.daily
        leading = leads(said.catch_up, visit.manner.link(f"missed_{visit.chat}"))
        await visit.say(reply(Marked(said.catch_up_here), [leading]))

    async def opened(self, visit: Visit) -> None:
        """The link of a group; what it leads to is for one alone."""
        if not visit.alone:
            await self.command(visit)
            return
        chat = int(visit.words) if visit.words.removeprefix("-").isdecimal() and len(visit.words) < 20 else 0
        await visit.say(await self._page(visit, chat))

    async def press(self, visit: Visit, number: str = "", day: str = "", does: str = "") -> None:
        """A button: the next one; of a group, with or without having read the one that is shown."""
        if not number and visit.alone:
            await visit.acknowledge()
            await self._made_up(visit)
            return
        which = named(number, day)
        found = await self._ledger.sent(*which) if which else None
        if which is None or found is None or not visit.alone:
            await visit.acknowledge(visit.texts.old_button)
            return
        chat, due = found[0].subscription.chat, found[0].due
        await visit.acknowledge()
        if does == _READ and await self._access.belongs(visit.bot, visit.person.id, chat):
            await self._readers.mark(*which, visit.person.id)
            self._together.changed(visit.bot, chat, *which)
        await visit.turn(await self._page(visit, chat, (due.at, which[0])))

    async def owed(self, wanted: Subscription) -> list[Skipped]:
        """What could not be sent lately and can still be."""
        return await self._ledger.owed(wanted.number, time.time() - _BACK)

    async def _page(self, visit: Visit, chat: int, after: tuple[int, int] = (0, 0)) -> Reply:
        """The first that a member of a group has not read, after the one that was shown."""
        said = visit.texts.daily
        if not await self._access.belongs(visit.bot, visit.person.id, chat):
            return Reply(said.catch_up_refused)
        missed = await self._readers.missed(chat, visit.person.id)
        rest = [(number, due.day) for number, due in missed if (due.at, number) > after]
        for place, which in enumerate(rest):
            left = len(rest) - place - 1
            notes = [said.left.format(left)] if left else []
            row = [button(said.read_and_next if left else said.read, MISSED, *_parts(*which), _READ)]
            row += [button(said.next, MISSED, *_parts(*which), _ON)] if left else []
            found = await self._ledger.sent(*which)
            shown = found and await self._mailing(visit.bot).page(
                found[0], visit.manner, notes=notes, row=row
            )
            if shown:
                return shown
        return Reply(said.caught_up_but.format(len(missed)) if missed else said.caught_up)

    async def _made_up(self, visit: Visit) -> None:
        """Send the oldest that a private chat is owed."""
        waiting = [
            (one, owed) for one in await self._subscriptions.of(visit.chat) for owed in await self.owed(one)
        ]
        exhausted = set[int]()
        for place, (wanted, owed) in enumerate(waiting):
            if wanted.number in exhausted:
                continue
            given = await self._ledger.given(wanted.number)
            async with self._choosing:
                chosen = await asyncio.to_thread(given_on, self._chooser, wanted, owed.due.day, given)
            if isinstance(chosen, Portion):
                await self._sent(visit, wanted, owed, chosen, len(waiting) - place - 1)
                return
            exhausted.add(wanted.number)
        await visit.say(Reply(visit.texts.daily.nothing_missed))

    async def _sent(
        self, visit: Visit, wanted: Subscription, owed: Skipped, portion: Portion, left: int
    ) -> None:
        sending = await self._ledger.make_up(wanted, owed, portion)
        if sending is None:
            await visit.say(Reply(visit.texts.daily.make_up_later))
            return
        outcome: Outcome = Refused(Skip.TROUBLE)
        try:
            outcome = await self._mailing(visit.bot).deliver(sending, left=left)
        except Exception as error:
            await self._ledger.exchange([(sending, outcome)], [])
            if not isinstance(error, Unclear):
                raise
            await visit.say(Reply(visit.texts.trouble))
        else:
            await self._ledger.exchange([(sending, outcome)], [])


def _parts(number: int, day: date) -> tuple[int, str]:
    return number, day.isoformat()
