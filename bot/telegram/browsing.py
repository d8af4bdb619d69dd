"""What there is to read: the list of works, and a work with its outline."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from telegram import MessageEntity

from bot.answering import Answering
from bot.contents import About
from bot.telegram.citations import Manner, short
from bot.telegram.entities import Marked, joined, marked
from bot.telegram.replies import PASSAGE
from bot.telegram.reply import UNITS, Reply, button, reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.visit import Visit
from corpus import Section

WORKS = "w"
"""What a button does: shows a page of the list of works."""

_A_PAGE = 20
_DEEPEST = 3
_ROOM = UNITS - 200


class Browsing(Room):
    """The room with the shelves."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"works": self.works, "work": self.work}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {WORKS: self.turn}

    async def works(self, visit: Visit) -> None:
        """/works."""
        await visit.say(await self._list(visit, 0))

    async def turn(self, visit: Visit, page: str = "") -> None:
        """A button: another page of the list."""
        await visit.acknowledge()
        await visit.turn(await self._list(visit, int(page) if page.isdecimal() else 0))

    async def work(self, visit: Visit) -> None:
        """/work TITLE."""
        texts = visit.texts
        contents = await asyncio.to_thread(lambda: self._answering.contents)
        named = [contents.works[number] for number in contents.named(visit.words)]
        if not visit.words:
            example = contents.works[0].title if contents.works else ""
            await visit.say(Reply(texts.work_usage.format(short(example))))
        elif not named:
            await visit.say(Reply(texts.no_such_work.format(short(visit.words))))
        elif len(named) > 1:
            head = Marked(texts.several_works.format(short(visit.words)))
            lines = _lines(named[:_A_PAGE], 1, visit.manner)
            await visit.say(reply(joined([head, "", *lines, "", texts.works_hint], "\n")))
        else:
            await visit.say(work_reply(named[0], visit.manner))

    async def _list(self, visit: Visit, page: int) -> Reply:
        contents = await asyncio.to_thread(lambda: self._answering.contents)
        return works_reply(contents.works, page, visit.manner)


def works_reply(works: Sequence[About], page: int, manner: Manner) -> Reply:
    """A page of the list."""
    texts, last = manner.texts, max(0, -(-len(works) // _A_PAGE) - 1)
    page = min(page, last)
    first = page * _A_PAGE
    lines = _lines(works[first : first + _A_PAGE], first + 1, manner)
    message = Marked(f"{texts.works.format(len(works))}\n\n") + joined(lines, "\n")
    turning = [
        button(texts.previous_page, WORKS, page - 1) if page else None,
        button(texts.next_page, WORKS, page + 1) if page < last else None,
    ]
    return reply(message + f"\n\n{texts.works_hint}", turning)


def work_reply(work: About, manner: Manner) -> Reply:
    """A work: what is known about it, its outline, and a button that opens it."""
    texts = manner.texts
    known = [short(part) for part in (work.author, work.date) if part]
    message = marked(MessageEntity.BOLD, texts.work.format(short(work.title)))
    message += "\n" + " · ".join([*known, texts.characters.format(f"{work.characters:,}")])
    below = outline(work.outline, texts.outline, room=_ROOM - message.units)
    message = message + "\n\n" + below if below else message
    return reply(message, [button(texts.read_opening, PASSAGE, work.opening, "") if work.opening else None])


def _lines(works: Iterable[About], first: int, manner: Manner) -> list[Marked]:
    return [
        Marked(f"{number}. ")
        + manner.linked(manner.texts.work.format(short(work.title)), work.opening)
        + f" · {manner.texts.characters.format(f'{work.characters:,}')}"
        for number, work in enumerate(works, first)
    ]


def outline(sections: Sequence[Section], label: str, *, room: int) -> Marked:
    """An outline, folded, as far as there is room for it; nothing where there is none."""
    lines: list[str] = []
    for line in _outline(sections, 0):
        room -= Marked(line).units + 1
        if room < 0:
            lines.append("……")
            break
        lines.append(line)
    folded = marked(MessageEntity.EXPANDABLE_BLOCKQUOTE, "\n".join(lines))
    return Marked(f"{label}\n") + folded if lines else Marked()


def _outline(sections: Sequence[Section], depth: int) -> Iterator[str]:
    """A line for each section; those that are no more than numbers share one."""
    space = "\u3000" * depth
    for bare, some in groupby(sections, key=lambda section: not (section.heading or section.sections)):
        run = list(some)
        if bare and len(run) > 1:
            yield f"{space}{short(run[0].name)} – {short(run[-1].name)}"
            continue
        for section in run:
            yield space + short(section.name)
            if depth + 1 < _DEEPEST:
                yield from _outline(section.sections, depth + 1)
