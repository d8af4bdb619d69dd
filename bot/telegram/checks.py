"""Is it really said so? The verdict on each thing that a text quotes, with its differences marked.

A few are shown whole; of a whole essay's quotations there is a line each, and all of it in a file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from telegram import MessageEntity

from bot.answering import Answering
from bot.check_table import document, tally
from bot.telegram.addressing import replied, words_of
from bot.telegram.citations import Manner, short
from bot.telegram.entities import Marked, joined, marked
from bot.telegram.replies import PASSAGE, quoted
from bot.telegram.reply import ENTITIES, UNITS, Reply, button, reply, rows_of
from bot.telegram.room import Command, Room
from bot.telegram.studying import Studying
from bot.telegram.visit import Visit
from retrieval import Check, Difference, Span

_MOST_DIFFERENCES = 8
_LONGEST = 1500
_MOST_BUTTONS = 8
_FEW = 3
_BEGINNING = 18
_SIGNS = {"verbatim": "✅", "altered": "⚠️", "misplaced": "↪️", "absent": "❌"}


class Checking(Room):
    """The room where quotations are held against the documents."""

    def __init__(self, answering: Answering, studying: Studying) -> None:
        self._answering, self._studying = answering, studying

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"check": self.command}

    async def command(self, visit: Visit) -> None:
        """/check TEXT, or in reply to the message that holds it."""
        origin = None if visit.words else replied(visit.message, visit.bot.bot)
        text = visit.words or (words_of(origin) if origin else "")
        if not text:
            await visit.say(Reply(visit.texts.check_usage))
            return
        given = await asyncio.to_thread(self._answering.check, text)
        await self._studying.shown(visit, "", [one for span in given.spans for one in span.quotations[:1]])
        if len(given.spans) <= _FEW:
            await visit.say(check_reply(given, visit.manner), to=origin or visit.message)
            return
        await visit.say(table_reply(given, visit.manner), to=origin or visit.message)
        file = await asyncio.to_thread(document, given, visit.texts)
        await visit.hand(f"{visit.texts.checks.file}.docx", file)


def check_reply(given: Check, manner: Manner) -> Reply:
    """A verdict on each span, as many as one message holds."""
    texts = manner.texts
    blocks: list[Marked] = []
    codes: list[str] = []
    for span in given.spans:
        block = _span(given.text, span, manner)
        wider = joined([*blocks, block], "\n\n")
        if wider.units > UNITS - 200 or len(wider.marks) > ENTITIES:
            blocks.append(Marked(texts.cut_short))
            break
        blocks.append(block)
        codes += [one.citation.code for one in span.quotations[:1]]
    buttons = [
        button(f"{texts.context_short} {number}" if len(codes) > 1 else texts.context, PASSAGE, code, "")
        for number, code in enumerate(dict.fromkeys(codes), 1)
    ]
    return reply(joined(blocks, "\n\n") or Marked(texts.nothing_quoted), *rows_of(buttons[:_MOST_BUTTONS], 8))


def table_reply(given: Check, manner: Manner) -> Reply:
    """How many there are of each verdict, and a line for each quotation, as many as one message holds."""
    texts = manner.texts
    message = marked(MessageEntity.BOLD, tally(given, texts)) + "\n"
    for number, span in enumerate(given.spans, 1):
        words = " ".join(given.text[span.start : span.end].split())
        cut = "…" if len(words) > _BEGINNING else ""
        line = Marked(f"\n{number}. {_SIGNS[span.verdict]} 「{words[:_BEGINNING]}」{cut}")
        if span.quotations:
            place = span.quotations[0].citation
            where = texts.work.format(short(place.work)) + f" · {texts.paragraph.format(place.paragraph)}"
            line = line + " " + manner.linked(where, place.code)
        if (message + line).units > UNITS - 100 or len(message.marks) >= ENTITIES:
            message += f"\n{texts.checks.more.format(len(given.spans))}"
            break
        message += line
    return reply(message)


def _span(text: str, span: Span, manner: Manner) -> Marked:
    """What was given with its differences struck or underlined, then how the documents have it."""
    texts = manner.texts
    said = {
        "verbatim": texts.verbatim_but if span.differences else texts.verbatim,
        "altered": texts.altered,
        "misplaced": texts.misplaced,
        "absent": texts.absent,
    }
    words = text[span.start : span.end]
    block = marked(MessageEntity.BOLD, said[span.verdict]) + "\n"
    if len(words) > _LONGEST:
        return block + texts.cut_short
    wrong = [
        (one.start - span.start, one.end - span.start)
        for one in span.differences[:_MOST_DIFFERENCES]
        if one.end > one.start
    ]
    block += marked(MessageEntity.BLOCKQUOTE, words, wrong, within=MessageEntity.UNDERLINE)
    for one in span.differences[:_MOST_DIFFERENCES]:
        block += f"\n· {_difference(one, manner)}"
    if len(span.differences) > _MOST_DIFFERENCES:
        block += f"\n{texts.more_differences.format(len(span.differences))}"
    if span.quotations:
        best = replace(span.quotations[0], matches=(), also=span.quotations[0].also[:1])
        block = block + f"\n\n{texts.stands}\n" + quoted(best, manner)
    return block


def _difference(one: Difference, manner: Manner) -> str:
    texts = manner.texts
    kind = {
        "replaced": texts.replaced,
        "missing": texts.left_out,
        "added": texts.added,
        "width": texts.width,
        "script": texts.script,
        "space": texts.space,
        "punctuation": texts.punctuation,
        "omitted": texts.omitted,
    }[one.kind]
    given, stored = one.given.strip(), one.stored.strip()
    if given and stored:
        return f"{kind}：{texts.instead.format(given, stored)}"
    return f"{kind}：「{given or stored}」" if given or stored else kind
