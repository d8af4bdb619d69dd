"""Questions and their answers: one message for each, which its buttons and an edited question change.

No question is kept for this: an answer is a reply to its question, and Telegram shows a pressed button with
the message that it replies to. Which answer belongs to which question is only remembered for as long as an
edit counts.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from functools import partial

from telegram import Message

from bot.answering import Answering
from bot.database.gaps import Gaps
from bot.notebook.clippings import clipped
from bot.telegram.addressing import question_of, replied, says, words_of
from bot.telegram.replies import ANSWER, COPY_ANSWER, MOST, TRY, answer_reply, copied
from bot.telegram.reply import Reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.searching import Searching
from bot.telegram.studying import Studying
from bot.telegram.visit import Visit
from retrieval import Answer

_DEEPEST = 30
"""Quotations behind which nobody leafs any further."""
_EDITABLE = 600.0
_REMEMBERED = 2_000


class Asking(Room):
    """The room where questions are answered."""

    def __init__(self, answering: Answering, searching: Searching, gaps: Gaps, studying: Studying) -> None:
        self._answering = answering
        self._searching = searching
        self._gaps = gaps
        self._studying = studying
        self._answers: OrderedDict[tuple[int, int], int] = OrderedDict()

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"ask": self.command}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {ANSWER: self.turn, COPY_ANSWER: self.copy, TRY: self.instead}

    async def command(self, visit: Visit) -> None:
        """/ask with a question behind it, or in reply to the message that asks it."""
        await self.ask(visit, visit.words)

    async def ask(self, visit: Visit, question: str) -> None:
        """Answer, in place of an answer to the same message before it was edited."""
        question = question if says(question) else ""
        origin = None if question else replied(visit.message, visit.bot.bot)
        question = question or (words_of(origin) if origin else "")
        if not question:
            await visit.say(Reply(visit.texts.usage))
            return
        answer = await self._find(visit, question, 0)
        tried = None
        if not answer.found:
            await self._gaps.add(question, answer.missing)
            tried = await self._searching.tried(answer)
        count = _page(visit, answer)
        await self._studying.shown(visit, question, answer.quotations[:count])
        reply = answer_reply(answer, visit.manner, count=count, tried=tried)
        key = (visit.chat, visit.message.message_id)
        if visit.update.edited_message and key in self._answers:
            await visit.bot.change(visit.chat, self._answers[key], reply)
            return
        self._answers[key] = await visit.say(reply, to=origin or visit.message)
        if len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)

    def counts(self, edited: Message) -> bool:
        """Whether an edit comes soon enough to change what was answered."""
        return bool(edited.edit_date and (edited.edit_date - edited.date).total_seconds() <= _EDITABLE)

    async def turn(self, visit: Visit, first: str = "") -> None:
        """A button: this answer, from a place in it on."""
        question = self._question(visit)
        if not question or not first.isdecimal():
            await visit.acknowledge(visit.texts.question_gone)
            return
        await visit.acknowledge()
        place = min(int(first), _DEEPEST)
        answer = await self._find(visit, question, place)
        tried = None if answer.found else await self._searching.tried(answer)
        count = _page(visit, answer, place)
        await visit.turn(answer_reply(answer, visit.manner, first=place, count=count, tried=tried))
        await self._studying.shown(visit, question, answer.quotations[place : place + count])

    async def instead(self, visit: Visit, missing: str = "", other: str = "") -> None:
        """A button: the same question with a word that stands in the collection for one that does not."""
        question = self._question(visit)
        if not question or not other:
            await visit.acknowledge(visit.texts.question_gone)
            return
        await visit.acknowledge()
        changed = question.replace(missing, other) if missing and missing in question else other
        answer = await self._find(visit, changed, 0)
        tried = None if answer.found else await self._searching.tried(answer)
        reply = answer_reply(answer, visit.manner, count=_page(visit, answer), tried=tried, instead=other)
        await visit.turn(reply)

    async def copy(self, visit: Visit, first: str = "") -> None:
        """A button: what this answer shows, as a text to copy."""
        question = self._question(visit)
        block = None
        if question and first.isdecimal():
            place = min(int(first), _DEEPEST)
            answer = await self._find(visit, question, place)
            clip, count = partial(clipped, self._answering), _page(visit, answer, place)
            block = await asyncio.to_thread(copied, answer, visit.manner, first=place, count=count, clip=clip)
        if block is None:
            await visit.acknowledge(visit.texts.question_gone)
            return
        await visit.acknowledge()
        await visit.say(block, to=_shown(visit))

    async def _find(self, visit: Visit, question: str, first: int) -> Answer:
        """The answer as far as it is shown, and one quotation more."""
        limit = min(first + _count(visit) + 1, _DEEPEST + _count(visit))
        return await self._searching.answer(question, limit=limit, max_chars=visit.length)

    def _question(self, visit: Visit) -> str:
        shown = _shown(visit)
        origin = shown.reply_to_message if shown else None
        return question_of(origin, visit.bot.bot) if origin else ""


def _page(visit: Visit, answer: Answer, first: int = 0) -> int:
    """How many quotations a page shows: where nobody chose a number, the first none that hardly answer."""
    most = _count(visit)
    return most if first or visit.choice.quotations else len(answer.brief.shown[:most]) or most


def _count(visit: Visit) -> int:
    return min(visit.quotations, MOST)


def _shown(visit: Visit) -> Message | None:
    message = visit.press.message
    return message if isinstance(message, Message) else None
