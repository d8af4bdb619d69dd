"""A portion as a Telegram message, and its way there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from telegram import MessageEntity
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.answering import Answering
from bot.daily.choice import Course, Theme
from bot.daily.pusher import Unclear
from bot.daily.subscription import Arrived, Outcome, Refused, Sending, Skip
from bot.database.preferences import Preferences
from bot.telegram.access import Access
from bot.telegram.citations import Manner, short
from bot.telegram.entities import Marked, joined, marked
from bot.telegram.faults import Fault, fault_of
from bot.telegram.limiter import Priority
from bot.telegram.replies import PASSAGE
from bot.telegram.reply import UNITS, Reply, button, copying, reply
from bot.texts import texts_for
from retrieval import PassageInPlace

_LATER = (Fault.UNSENT, Fault.DOWN, Fault.DOUBTFUL, Fault.BUSY, Fault.REVOKED, Fault.TAKEN)
_FOLDED = 240

Slice = tuple[PassageInPlace, str]
"""A passage and the words of it that are shown."""


class Mailing:
    """Takes portions to the chats that may read, after people who ask."""

    def __init__(
        self, bot: ExtBot[Any], answering: Answering, preferences: Preferences, access: Access
    ) -> None:
        self._bot = bot
        self._answering = answering
        self._preferences = preferences
        self._access = access

    async def deliver(self, sending: Sending) -> Outcome:
        """Send it. Raises Unclear where it should be tried again later."""
        wanted = sending.subscription
        person = wanted.chat if wanted.chat > 0 else None
        if not await self._access.may_read(self._bot, person, wanted.chat):
            return Refused(Skip.BLOCKED)
        choice = await self._preferences.of(wanted.chat)
        manner = Manner(texts_for(choice.language or wanted.language), self._bot.username)
        made = await asyncio.to_thread(self._made, sending, manner)
        if made is None:
            return Refused(Skip.NO_TEXT)
        try:
            sent = await self._bot.send_message(
                wanted.chat,
                made.text,
                entities=made.entities,
                reply_markup=made.keyboard,
                message_thread_id=wanted.topic,
                rate_limit_args=Priority.PUSH,
            )
        except TelegramError as error:
            fault = fault_of(error)
            if fault in _LATER:
                raise Unclear(str(error)) from None
            if fault is Fault.GONE:
                return Refused(Skip.BLOCKED)
            raise
        return Arrived(sent.message_id, sent.chat.id)

    def _made(self, sending: Sending, manner: Manner) -> Reply | None:
        slices = []
        for piece in sending.portion.pieces:
            if passage := self._answering.passage(piece.code):
                slices.append((passage, passage.text[piece.start : piece.end]))
        return portion_reply(sending, slices, manner) if slices else None


def portion_reply(sending: Sending, slices: Sequence[Slice], manner: Manner) -> Reply:
    """Where we are, the words, their place, and the buttons of an answer."""
    texts, aim, portion = manner.texts, sending.subscription.aim, sending.portion
    first, words = slices[0][0].citation, [text.strip() for _, text in slices]
    if isinstance(aim, Course):
        names = [texts.work.format(short(first.work)), texts.daily_part.format(portion.number, portion.total)]
        head = " · ".join([*names, *map(short, first.section[:1])])
    elif isinstance(aim, Theme):
        head = texts.daily_about.format(short(aim.question))
    else:
        head = texts.today.format(sending.due.day.month, sending.due.day.day)
    citation, foot = manner.cited(first), Marked()
    if isinstance(aim, Course) and portion.is_last:
        foot = Marked(f"\n\n{texts.daily_end.format(short(first.work))}")
    opening = button(texts.context, PASSAGE, first.code)
    copy = copying(texts.copy, "\n\n".join(words) + f"\n——{manner.place(first)}")
    for blocks in (_blocks(slices), [Marked(texts.too_long)]):
        message = joined([marked(MessageEntity.BOLD, head), *blocks], "\n\n") + "\n" + citation + foot
        if message.units <= UNITS:
            break
    return reply(message, [opening, copy])


def _blocks(slices: Sequence[Slice]) -> list[Marked]:
    """Each passage a quotation of its own, under its section where that is a new one."""
    blocks, above = [], slices[0][0].citation.section
    for passage, text in slices:
        section, text = passage.citation.section, text.strip()
        block = Marked()
        if section != above and section and not text.startswith(section[-1].split(" ")[0]):
            block = marked(MessageEntity.BOLD, short(section[-1])) + "\n"
        above = section
        folded = len(slices) == 1 and len(text) > _FOLDED
        kind = MessageEntity.EXPANDABLE_BLOCKQUOTE if folded else MessageEntity.BLOCKQUOTE
        blocks.append(block + marked(kind, text))
    return blocks
