"""A portion as one Telegram message, and the sentence that says why there is none.

Pure, as answers are. What comes by itself stays where it is: among others its buttons open things elsewhere,
so that nobody turns away what somebody else reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from telegram import MessageEntity

from bot.daily import phrases
from bot.daily.choice import Course, Theme
from bot.daily.subscription import Sending
from bot.notebook.citing import Style
from bot.notebook.clippings import bare
from bot.telegram.citations import Manner, short
from bot.telegram.entities import Marked, joined, marked
from bot.telegram.replies import PASSAGE, keeping
from bot.telegram.reply import UNITS, Button, Reply, button, copying, leads, reply
from retrieval import PassageInPlace

READ, MISSED = "dr", "dm"
"""What a button does: says that someone has read a portion; gives a person what they missed."""

_FOLDED = 240

Slice = tuple[PassageInPlace, str]
"""A passage and the words of it that are shown."""


def portion_reply(
    sending: Sending,
    slices: Sequence[Slice],
    manner: Manner,
    *,
    notes: Sequence[str] = (),
    row: Sequence[Button] = (),
    apart: bool = False,
    past: bool = False,
) -> Reply:
    """Where we are, the words, their place, notes, and the buttons of an answer over a `row` of others.

    `apart`: the context opens in a message of its own. `past`: it is the portion of another day.
    """
    texts, aim, portion = manner.texts, sending.subscription.aim, sending.portion
    first, last, words = slices[0][0].citation, slices[-1][0].citation, slices[0][1].strip()
    day = sending.due.day.month, sending.due.day.day
    if isinstance(aim, Course):
        names = [texts.work.format(short(first.work)), texts.daily_part.format(portion.number, portion.total)]
        head = " · ".join([*names, *map(short, first.section[:1])])
    elif isinstance(aim, Theme):
        head = texts.daily_about.format(short(aim.question))
    else:
        head = (texts.daily.of_day if past else texts.today).format(*day)
    citation, foot = manner.cited(first), Marked()
    if len(slices) > 1:
        citation = joined((citation, manner.linked(texts.paragraph.format(last.paragraph), last.code)), " – ")
    if isinstance(aim, Course) and portion.is_last:
        foot = Marked(f"\n\n{texts.daily_end.format(short(first.work))}")
    if notes:
        foot += "\n\n" + "\n".join(notes)
    opening = button(texts.context, PASSAGE, first.code)
    if apart:
        opening = leads(texts.context, manner.link(first.code))
    copy = keep = None
    if len(slices) == 1:  # of several each has a place of its own
        keep = keeping(manner, first.code, words)
        if manner.style is not Style.STANDARD:  # which asks for what is known of the work
            copy = copying(texts.copy, manner.pasted(replace(bare(slices[0][0]), text=words)))
    for blocks in (_blocks(slices), [Marked(texts.too_long)]):
        message = joined([marked(MessageEntity.BOLD, head), *blocks], "\n\n") + "\n" + citation + foot
        if message.units <= UNITS:
            break
    return reply(message, [opening, copy, keep], row)


def notice_reply(sending: Sending, manner: Manner) -> Reply:
    """Why nothing comes today."""
    texts, aim = manner.texts, sending.subscription.aim
    assert sending.why is not None
    head = marked(MessageEntity.BOLD, phrases.aim(aim, texts, short))
    return reply(head + "\n" + texts.daily.notice.format(phrases.why(sending.why, texts)))


def together_row(number: int, day: date, chat: int, count: int, manner: Manner) -> list[Button]:
    """The buttons of a group: who has read, and what one missed."""
    said = manner.texts.daily
    label = f"{said.read} {count}" if count else said.read
    missed = leads(said.catch_up, manner.link(f"missed_{chat}"))
    return [button(label, READ, number, day.isoformat()), missed]


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
