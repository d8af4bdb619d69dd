"""`@bot words` in any chat: quotations to insert there, each with its citation and the link that opens it.

Without words there is today's passage. Telegram remembers a list for whom it was made only: it speaks their
language, and not everyone may see it.
"""

from __future__ import annotations

import asyncio

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
)

from bot.answering import Answering
from bot.telegram.access import Access, Pace
from bot.telegram.citations import Manner
from bot.telegram.entities import Marked, marked
from bot.telegram.reading import Reading
from bot.telegram.replies import quoted
from bot.telegram.reply import UNITS
from bot.telegram.searching import Searching
from bot.telegram.visit import Visit
from bot.telegram.welcome import INLINE
from retrieval import PassageInPlace, Quotation

_A_PAGE = 10
_DEEPEST = 50
_ID_BYTES = 64
_DESCRIPTION = 200
_REMEMBERED_OPEN, _REMEMBERED_CLOSED = 300, 30


class Inline:
    """The door in other people's chats."""

    def __init__(
        self, answering: Answering, searching: Searching, reading: Reading, access: Access, pace: Pace
    ) -> None:
        self._answering = answering
        self._searching = searching
        self._reading = reading
        self._access = access
        self._pace = pace

    async def answer(self, visit: Visit) -> None:
        """Offer quotations; where there are none, or none for this person, a way to the bot itself."""
        query = visit.update.inline_query
        assert query is not None
        texts = visit.texts
        words, offset = query.query.strip(), query.offset
        first = min(int(offset), _DEEPEST) if offset.isdecimal() else 0
        offered: list[InlineQueryResultArticle] = []
        more: str | None = None  # an empty one reaches Telegram as "[]"
        button = None
        if not await self._access.may_read(visit.bot, visit.person.id, None):
            button = InlineQueryResultsButton(texts.inline_refused, start_parameter=INLINE)
        elif not words:
            day = await asyncio.to_thread(self._today)
            offered = [_day(day, visit.manner)] if day else []
        elif self._pace.asked(visit.person.id):
            button = InlineQueryResultsButton(texts.too_fast, start_parameter=INLINE)
        else:
            limit = min(first + _A_PAGE, _DEEPEST)
            answer = await self._searching.answer(words, limit=limit + 1, max_chars=visit.length)
            offered = [
                made
                for one in answer.quotations[first:limit]
                if (made := _article(one, visit.manner)) is not None
            ]
            more = str(limit) if len(answer.quotations) > limit and limit < _DEEPEST else None
            if not answer.found:
                button = InlineQueryResultsButton(texts.inline_nothing, start_parameter=INLINE)
        await query.answer(
            offered,
            cache_time=_REMEMBERED_OPEN if self._access.is_open and not button else _REMEMBERED_CLOSED,
            is_personal=True,
            next_offset=more,
            button=button,
        )

    def _today(self) -> PassageInPlace | None:
        code = self._reading.today()
        return self._answering.passage(code) if code else None


def _day(passage: PassageInPlace, manner: Manner) -> InlineQueryResultArticle:
    words = marked(MessageEntity.BLOCKQUOTE, passage.text) + "\n" + manner.cited(passage.citation)
    return _offer(f"{passage.citation.code}", manner.place(passage.citation), passage.text, words)


def _article(quotation: Quotation, manner: Manner) -> InlineQueryResultArticle | None:
    code = quotation.citation.code
    words = quoted(quotation, manner)
    identity = f"{code}.{quotation.start}.{quotation.end}"
    if words.units > UNITS or len(identity.encode()) > _ID_BYTES:
        return None
    return _offer(identity, manner.place(quotation.citation), quotation.text, words)


def _offer(identity: str, place: str, text: str, words: Marked) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        identity,
        place,
        InputTextMessageContent(
            words.text,
            entities=words.entities(),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        description=" ".join(text.split())[:_DESCRIPTION],
    )
