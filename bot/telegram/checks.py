"""Is it really said so? The verdict on each thing that a text quotes, with its differences marked."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from telegram import MessageEntity

from bot.answering import Answering
from bot.telegram.addressing import replied, words_of
from bot.telegram.citations import Manner
from bot.telegram.entities import Marked, joined, marked
from bot.telegram.replies import PASSAGE, quoted
from bot.telegram.reply import ENTITIES, UNITS, Reply, button, reply, rows_of
from bot.telegram.visit import Visit
from retrieval import Check, Difference, Span

_MOST_DIFFERENCES = 8
_LONGEST = 1500
_MOST_BUTTONS = 8


class Checking:
    """The room where quotations are held against the documents."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    async def command(self, visit: Visit) -> None:
        """/check TEXT, or in reply to the message that holds it."""
        origin = None if visit.words else replied(visit.message, visit.bot.bot)
        text = visit.words or (words_of(origin) if origin else "")
        if not text:
            await visit.say(Reply(visit.texts.check_usage))
            return
        given = await asyncio.to_thread(self._answering.check, text)
        await visit.say(check_reply(given, visit.manner), to=origin or visit.message)


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


def _span(text: str, span: Span, manner: Manner) -> Marked:
    """What was given with its differences struck or underlined, then how the documents have it."""
    texts = manner.texts
    said = {
        "verbatim": texts.verbatim,
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
