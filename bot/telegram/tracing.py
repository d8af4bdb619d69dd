"""/trace: how often and where a word stands, as numbers, a small chart, and place after place.

No word is kept for turning the pages: the list is a reply to the message that asked, which Telegram shows
with the press.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from telegram import InputFile, Message, MessageEntity

from bot.answering import Answering
from bot.errors import BotError
from bot.pictures.chart import charted
from bot.pictures.fonts import Fonts
from bot.telegram.addressing import question_of, says
from bot.telegram.citations import Manner, short
from bot.telegram.entities import Marked, joined, marked
from bot.telegram.replies import quoted
from bot.telegram.reply import Reply, button, reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.studying import Studying
from bot.telegram.visit import Visit
from retrieval import Trace, UnknownWork

_LOG = logging.getLogger(__name__)

TRACE = "t"
"""What a button does: shows places of a word from one on, or the overview."""

_AT_ONCE = 1
_A_PAGE = 5
_LENGTH = 80
_MOST_WORKS, _MOST_YEARS = 10, 12
_WORD = re.compile(r"(?P<word>.+?)\s*《(?P<work>[^《》]+)》\s*", re.DOTALL)


class Tracing(Room):
    """The room where words are looked up in every place."""

    def __init__(self, answering: Answering, studying: Studying, fonts: Fonts, cache: Path) -> None:
        self._answering, self._studying = answering, studying
        self._fonts = fonts
        self._cache = cache
        self._drawing = asyncio.Semaphore(_AT_ONCE)

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"trace": self.command}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {TRACE: self.turn}

    async def command(self, visit: Visit) -> None:
        """/trace WORD, or /trace WORD 《title》."""
        if not says(visit.words):
            await visit.say(Reply(visit.texts.pictures.trace_usage))
            return
        try:
            trace = await self._traced(visit.words, 0, 0)
        except UnknownWork as error:
            await visit.say(Reply(visit.texts.pictures.trace_no_work.format(short(error.title))))
            return
        await visit.say(overview(trace, visit.manner), to=visit.message)
        ends = [one for one in (trace.first, trace.last) if one is not None]
        await self._studying.shown(visit, visit.words, list(dict.fromkeys(ends)))
        try:
            async with self._drawing:
                chart = await asyncio.to_thread(charted, trace, visit.texts, self._fonts, self._cache)
        except BotError as error:
            _LOG.warning("「%s」的图没有画成：%s", trace.word, error)
            return
        if chart is not None:
            await visit.message.reply_photo(
                InputFile(chart, filename="chart.png"), do_quote=False, allow_sending_without_reply=True
            )

    async def turn(self, visit: Visit, first: str = "") -> None:
        """A button: the places from a number on; without one, the overview."""
        shown = visit.press.message
        origin = shown.reply_to_message if isinstance(shown, Message) else None
        words = question_of(origin, visit.bot.bot) if origin else ""
        if not words:
            await visit.acknowledge(visit.texts.question_gone)
            return
        await visit.acknowledge()
        try:
            trace = await self._traced(words, *((int(first), _A_PAGE) if first.isdecimal() else (0, 0)))
        except UnknownWork:
            return
        page = places_reply(trace, int(first), visit.manner) if first.isdecimal() and trace.places else None
        await visit.turn(page or overview(trace, visit.manner))
        await self._studying.shown(visit, words, trace.places)

    async def _traced(self, words: str, first: int, limit: int) -> Trace:
        named = _WORD.fullmatch(words)
        word, work = (named["word"], named["work"]) if named else (words, None)
        return await asyncio.to_thread(
            self._answering.trace, word, work=work, first=first, limit=limit, max_chars=_LENGTH
        )


def overview(trace: Trace, manner: Manner) -> Reply:
    """How often, in which years and works, and the first and the last place."""
    said = manner.texts.pictures
    if trace.first is None or trace.last is None:
        return Reply(said.trace_nothing.format(trace.word))
    blocks = [marked(MessageEntity.BOLD, said.trace_head.format(trace.word, trace.count, len(trace.works)))]
    blocks.append(Marked(_years(trace, manner)))
    if len(trace.works) > 1:
        most = sorted(trace.works, key=lambda share: -share.count)[:_MOST_WORKS]
        lines = [
            f"· {manner.texts.work.format(short(share.work))} {said.trace_work.format(share.count)}"
            for share in most
        ]
        if len(trace.works) > _MOST_WORKS:
            lines.append(said.trace_more_works.format(len(trace.works) - _MOST_WORKS))
        blocks.append(Marked("\n".join([said.trace_works, *lines])))
    dated = any(share.year is not None for share in trace.works)
    blocks.append(Marked(f"{said.earliest if dated else said.first}\n") + quoted(trace.first, manner))
    if trace.last != trace.first:
        blocks.append(Marked(f"{said.latest if dated else said.last}\n") + quoted(trace.last, manner))
    return reply(joined(filter(None, blocks), "\n\n"), [button(said.one_by_one, TRACE, 0)])


def places_reply(trace: Trace, first: int, manner: Manner) -> Reply:
    """Some places in a row, each with its sentence and citation."""
    said, texts = manner.texts.pictures, manner.texts
    last = first + len(trace.places)
    head = Marked(said.places.format(trace.word, first + 1, last, trace.count))
    blocks = [quoted(one, manner, f"{number}.", most=8) for number, one in enumerate(trace.places, first + 1)]
    turning = [
        button(texts.previous_page, TRACE, max(first - _A_PAGE, 0)) if first else None,
        button(texts.next_page, TRACE, last) if last < trace.count else None,
    ]
    return reply(joined([head, *blocks], "\n\n"), turning, [button(said.overview, TRACE, "")])


def _years(trace: Trace, manner: Manner) -> str:
    """Numbers by year, and what has none; of one work nothing need be said."""
    said, years = manner.texts.pictures, Counter[int]()
    for share in trace.works:
        if share.year is not None:
            years[share.year] += share.count
    if not years:
        return said.trace_no_years if len(trace.works) > 1 else ""
    shown = [said.trace_year.format(year, years[year]) for year in sorted(years)[-_MOST_YEARS:]]
    line = said.trace_years.format(
        ("…… " if len(years) > _MOST_YEARS else "") + manner.texts.comma.join(shown)
    )
    without = trace.count - years.total()
    return f"{line}\n{said.trace_undated.format(without)}" if without else line
