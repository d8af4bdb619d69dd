"""A portion's way to its chat, and what stands around its words there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.answering import Answering
from bot.daily import phrases
from bot.daily.pusher import Unclear
from bot.daily.subscription import Arrived, Outcome, Refused, Sending, Skip
from bot.database import Database
from bot.database.ledger import Ledger
from bot.database.preferences import Preferences
from bot.database.readers import Readers
from bot.notebook.citing import style_of
from bot.telegram.access import Access
from bot.telegram.citations import Manner
from bot.telegram.faults import Fault, fault_of
from bot.telegram.limiter import Priority
from bot.telegram.portion_replies import MISSED, notice_reply, portion_reply, together_row
from bot.telegram.reply import Button, Reply, button
from bot.texts import Texts, texts_for

_LATER = (Fault.UNSENT, Fault.DOWN, Fault.DOUBTFUL, Fault.BUSY, Fault.REVOKED, Fault.TAKEN)


class Mailing:
    """Takes portions to the chats that may read, after people who ask."""

    def __init__(
        self,
        bot: ExtBot[Any],
        answering: Answering,
        preferences: Preferences,
        access: Access,
        database: Database,
    ) -> None:
        self._bot = bot
        self._answering = answering
        self._preferences = preferences
        self._access = access
        self._ledger = Ledger(database)
        self._readers = Readers(database)

    async def deliver(self, sending: Sending, *, left: int | None = None) -> Outcome:
        """Send it. Raises Unclear where it should be tried again later.

        `left`: someone asked for what they missed, and so many more are to come.
        """
        wanted = sending.subscription
        person = wanted.chat if wanted.chat > 0 else None
        if not await self._access.may_read(self._bot, person, wanted.chat):
            return Refused(Skip.BLOCKED)
        made = await self._letter(sending, await self._manner(sending), left)
        if made is None:
            return Refused(Skip.TROUBLE)  # its text went after it was chosen: another can be made up for it
        try:
            sent = await self._bot.send_message(
                wanted.chat,
                made.text,
                entities=made.entities,
                reply_markup=made.keyboard,
                message_thread_id=wanted.topic,
                rate_limit_args=Priority.PUSH if left is None else Priority.PERSON,
            )
        except TelegramError as error:
            fault = fault_of(error)
            if fault in _LATER:
                raise Unclear(str(error)) from None
            if fault is Fault.GONE:
                return Refused(Skip.BLOCKED)
            raise
        return Arrived(sent.message_id, sent.chat.id)

    async def recount(self, sending: Sending, message: int) -> None:
        """Show under what a group was sent how many have read it by now."""
        wanted, day = sending.subscription, sending.due.day
        count = await self._readers.count(wanted.number, day)
        manner = await self._manner(sending)
        row = together_row(wanted.number, day, wanted.chat, count, manner)
        made = await self._made(sending, manner, row=row, apart=True)
        if made and isinstance(made.keyboard, InlineKeyboardMarkup):
            await self._bot.edit_message_reply_markup(
                wanted.chat, message, reply_markup=made.keyboard, rate_limit_args=Priority.PUSH
            )

    async def page(
        self, sending: Sending, manner: Manner, *, notes: Sequence[str], row: Sequence[Button]
    ) -> Reply | None:
        """What a group was sent, for one who missed it; None where its text is gone."""
        return await self._made(sending, manner, notes=notes, row=row, apart=True, past=True)

    async def _letter(self, sending: Sending, manner: Manner, left: int | None) -> Reply | None:
        wanted, texts = sending.subscription, manner.texts
        if sending.why is not None:
            return notice_reply(sending, manner)
        ending = await self._ending(sending, texts)
        if left is not None:
            more = button(texts.daily.make_up_next.format(left), MISSED) if left else None
            return await self._made(sending, manner, notes=ending, row=[more], apart=True, past=True)
        missed = phrases.missed(sending.skipped, texts)
        if wanted.chat > 0:
            hint = [texts.daily.missed_hint] if missed else []
            return await self._made(sending, manner, notes=[*ending, *missed, *hint])
        row = together_row(wanted.number, sending.due.day, wanted.chat, 0, manner)
        return await self._made(sending, manner, notes=[*ending, *missed], row=row, apart=True)

    async def _ending(self, sending: Sending, texts: Texts) -> list[str]:
        """On the last day of a course: how long it took, and how many read, together rather than each."""
        wanted, parts = sending.subscription, sending.portion.number
        if not sending.portion.is_last or parts < 2:
            return []
        before = await self._ledger.latest(wanted.number, parts - 1, status="sent")
        dates = [record.day for record in before]
        length = (sending.due.day - min([*dates, sending.due.day])).days + 1
        if wanted.chat > 0:
            return [texts.daily.done_alone.format(length, parts)]
        lines, readers = (
            [texts.daily.done_together.format(length, parts)],
            await self._readers.together(wanted.number, dates),
        )
        if readers.people:
            lines.append(texts.daily.readers.format(readers.people, f"{readers.readings / len(dates):.1f}"))
        return lines

    async def _manner(self, sending: Sending) -> Manner:
        wanted = sending.subscription
        choice = await self._preferences.of(wanted.chat)
        texts = texts_for(choice.language or wanted.language)
        return Manner(texts, self._bot.username, style_of(choice.style))

    async def _made(
        self,
        sending: Sending,
        manner: Manner,
        *,
        notes: Sequence[str] = (),
        row: Sequence[Button] = (),
        apart: bool = False,
        past: bool = False,
    ) -> Reply | None:
        def made() -> Reply | None:
            slices = []
            for piece in sending.portion.pieces:
                if passage := self._answering.passage(piece.code):
                    slices.append((passage, passage.text[piece.start : piece.end]))
            if not slices:
                return None
            return portion_reply(sending, slices, manner, notes=notes, row=row, apart=apart, past=past)

        return await asyncio.to_thread(made)
