"""/quote: sentences on a topic that can stand alone, with a text ready to paste for each.

As with answers, nothing is kept for the buttons: a list is a reply to the message that asked for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from telegram import Message, MessageEntity

from bot.answering import Answering
from bot.notebook.clippings import Clipping, clipped
from bot.telegram.addressing import question_of, replied, words_of
from bot.telegram.citations import short
from bot.telegram.entities import Marked, joined, marked, units
from bot.telegram.replies import MOST, PASSAGE, QUOTE, keeping, number_of, quoted
from bot.telegram.reply import ENTITIES, UNITS, Reply, button, copying, reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.studying import Studying
from bot.telegram.visit import Visit
from retrieval import Quotation

COPY_QUOTE = "qy"
"""What a button does: writes one of the list out to paste."""

_DEEPEST = 60
_BETWEEN = "\n\n"


class Quoting(Room):
    """The room with the sentences that can be read out."""

    def __init__(self, answering: Answering, studying: Studying) -> None:
        self._answering = answering
        self._studying = studying

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"quote": self.command}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {QUOTE: self.turn, COPY_QUOTE: self.copy}

    async def command(self, visit: Visit) -> None:
        """/quote TOPIC, or in reply to the message that names it."""
        origin = None if visit.words else replied(visit.message, visit.bot.bot)
        topic = visit.words or (words_of(origin) if origin else "")
        if not topic:
            await visit.say(Reply(visit.texts.notebook.quote_usage))
            return
        shown, more = await self._list(visit, topic, 0)
        await visit.say(quotes_reply(topic, shown, visit, more=more), to=origin or visit.message)
        await self._studying.shown(visit, topic, [one for one, _ in shown])

    async def turn(self, visit: Visit, first: str = "") -> None:
        """A button: the list from a place on."""
        topic = _topic(visit)
        if not topic or not first.isdecimal():
            await visit.acknowledge(visit.texts.question_gone)
            return
        await visit.acknowledge()
        place = min(int(first), _DEEPEST)
        shown, more = await self._list(visit, topic, place)
        await visit.turn(quotes_reply(topic, shown, visit, first=place, more=more))
        await self._studying.shown(visit, topic, [one for one, _ in shown])

    async def copy(self, visit: Visit, place: str = "") -> None:
        """A button: one of the list as a text to paste, too long for a button that copies by itself."""
        topic = _topic(visit)
        shown: Sequence[tuple[Quotation, Clipping]] = ()
        if topic and place.isdecimal() and int(place) < _DEEPEST:
            shown, _ = await self._list(visit, topic, int(place))
        if not shown:
            await visit.acknowledge(visit.texts.question_gone)
            return
        await visit.acknowledge()
        text = _ready(shown[0][1], visit)
        origin = visit.press.message
        await visit.say(
            reply(marked(MessageEntity.PRE, text)) if units(text) <= UNITS else Reply(visit.texts.too_long),
            to=origin if isinstance(origin, Message) else None,
        )

    async def _list(
        self, visit: Visit, topic: str, first: int
    ) -> tuple[list[tuple[Quotation, Clipping]], bool]:
        """What is shown from a place on, with all that it takes to cite it, and whether there is more."""
        count = min(visit.quotations, MOST)

        def found() -> tuple[list[tuple[Quotation, Clipping]], bool]:
            every = self._answering.quotable(topic, limit=first + count + 1)
            shown = [(one, clipped(self._answering, one)) for one in every[first : first + count]]
            return shown, len(every) > first + count

        return await asyncio.to_thread(found)


def quotes_reply(
    topic: str,
    shown: Sequence[tuple[Quotation, Clipping]],
    visit: Visit,
    *,
    first: int = 0,
    more: bool = False,
) -> Reply:
    """A page of the list: for each the context, keeping and pasting."""
    texts, manner = visit.texts, visit.manner
    if not shown:
        said = texts.notebook.quote_no_more if first else texts.notebook.quote_none.format(short(topic))
        return Reply(said)
    head = marked(MessageEntity.BOLD, texts.notebook.quote_head.format(short(topic)))
    most = max(0, ENTITIES // len(shown) - 6)
    numbers = [number_of(first + place) for place in range(len(shown))]
    blocks: list[Marked] = []
    room = UNITS - head.units
    for number, (one, _) in zip(numbers, shown, strict=True):
        block = quoted(one, manner, number, most)
        room -= block.units + units(_BETWEEN)
        if room < 0:
            break
        blocks.append(block)
    fitting = list(zip(numbers, shown, range(first, first + len(blocks)), strict=False))[: len(blocks)]
    after = first + len(blocks)
    opening = [
        button(f"{texts.context_short} {n}", PASSAGE, one.citation.code, f"{QUOTE}{first}")
        for n, (one, _), _ in fitting
    ]
    keeps = [keeping(manner, one.citation.code, one.text, n) for n, (one, _), _ in fitting]
    copies = [
        copying(label := texts.notebook.copy.format(n), _ready(clipping, visit))
        or button(label, COPY_QUOTE, at)
        for n, (_, clipping), at in fitting
    ]
    earlier = button(texts.earlier, QUOTE, max(0, first - min(visit.quotations, MOST))) if first else None
    further = button(texts.more, QUOTE, after) if more or len(blocks) < len(shown) else None
    return reply(joined([head, *blocks], _BETWEEN), copies, keeps, opening, [earlier, further])


def _ready(clipping: Clipping, visit: Visit) -> str:
    return visit.manner.pasted(clipping)


def _topic(visit: Visit) -> str:
    shown = visit.press.message
    origin = shown.reply_to_message if isinstance(shown, Message) else None
    return question_of(origin, visit.bot.bot) if origin else ""
