"""Passages in their places: by code, by link, by button, and one for every day."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import Message, MessageEntity

from bot.answering import Answering
from bot.contents import section_around
from bot.notebook.clippings import cut
from bot.telegram.citations import Manner, code_in
from bot.telegram.entities import marked
from bot.telegram.pages import COPY_PASSAGE, SECTION, passage_reply, section_reply
from bot.telegram.replies import KEPT, PASSAGE, QUOTE
from bot.telegram.reply import Reply, reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.studying import Studying
from bot.telegram.visit import Visit
from retrieval import PassageInPlace

_BACK = re.compile(f"[{QUOTE}{KEPT}]?[0-9]{{1,4}}")
"""A place in an answer or a list, to which a button leads back."""


class Reading(Room):
    """The room where passages are read."""

    def __init__(self, answering: Answering, zone: str, studying: Studying) -> None:
        self._answering = answering
        self._studying = studying
        self._zone = ZoneInfo(zone)

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"passage": self.command, "today": self.day}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {PASSAGE: self.turn, SECTION: self.section, COPY_PASSAGE: self.copy}

    async def command(self, visit: Visit) -> None:
        """/passage CODE."""
        if visit.words:
            await self.open(visit, code_in(visit.words))
        else:
            example = await asyncio.to_thread(self.today) or ""
            await visit.say(Reply(visit.texts.passage_usage.format(example)))

    async def open(self, visit: Visit, code: str) -> None:
        """Say the passage of that code, or that it is gone."""
        shown = await asyncio.to_thread(self._passage, code, visit.manner)
        await visit.say(shown or Reply(visit.texts.gone))
        await self._opened(visit, code)

    async def day(self, visit: Visit) -> None:
        """/today."""
        today = datetime.now(self._zone)
        heading = visit.texts.today.format(today.month, today.day)
        code = await asyncio.to_thread(self.today)
        shown = await asyncio.to_thread(self._passage, code or "", visit.manner, heading=heading)
        await visit.say(shown or Reply(visit.texts.gone))
        await self._opened(visit, code or "")

    def today(self) -> str | None:
        """The code of today's passage; takes time on a large collection."""
        return self._answering.contents.of_day(datetime.now(self._zone).date())

    async def turn(self, visit: Visit, code: str = "", first: str = "") -> None:
        """A button: this passage in the place of what the message shows."""
        await self._turned(visit, lambda: self._passage(code, visit.manner, first=_place(first)))

    async def section(self, visit: Visit, code: str = "", page: str = "", first: str = "") -> None:
        """A button: a page of the section around a passage."""
        number = int(page) if page.isdecimal() else None

        def made() -> Reply | None:
            passage = self._answering.passage(code) or self._answering.closest(code)
            if passage is None:
                return None
            around = section_around(passage, self._answering.passage)
            return section_reply(around, passage.citation.code, number, visit.manner, first=_place(first))

        await self._turned(visit, made)

    async def copy(self, visit: Visit, code: str = "") -> None:
        """A button: a passage as a text to copy."""
        clipping = await asyncio.to_thread(cut, self._answering, code)
        if clipping is None:
            await visit.acknowledge(visit.texts.gone)
            return
        await visit.acknowledge()
        shown = visit.press.message
        block = reply(marked(MessageEntity.PRE, visit.manner.pasted(clipping)))
        await visit.say(block, to=shown if isinstance(shown, Message) else None)

    async def _opened(self, visit: Visit, code: str) -> None:
        """A passage was shown by itself: a session takes note of it."""
        passage = await asyncio.to_thread(self._answering.passage, code)
        await self._studying.shown(visit, "", [passage] if passage else [])

    async def _turned(self, visit: Visit, made: Callable[[], Reply | None]) -> None:
        """Show it; where its text has changed, say so, and leave what was shown."""
        shown = await asyncio.to_thread(made)
        await visit.acknowledge(None if shown else visit.texts.gone)
        if shown:
            await visit.turn(shown)

    def _passage(self, code: str, manner: Manner, *, first: str = "", heading: str = "") -> Reply | None:
        """The passage of that code among its neighbours; of a text that changed, what it is now."""
        passage = self._answering.passage(code)
        if passage is None:
            passage, heading = self._answering.closest(code), manner.texts.changed
        if passage is None:
            return None

        def neighbour(code: str | None) -> PassageInPlace | None:
            return self._answering.passage(code) if code else None

        before, after = neighbour(passage.previous), neighbour(passage.following)
        return passage_reply(passage, before, after, manner, first=first, heading=heading)


def _place(first: str) -> str:
    return first if _BACK.fullmatch(first) else ""
