"""/card, and the button under a passage: the passage as a picture to share, a long one as several."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from telegram import InputFile, InputMediaPhoto

from bot.answering import Answering
from bot.errors import FontMissing
from bot.pictures.card import PORTRAIT, SQUARE, Printed, cards
from bot.pictures.fonts import Fonts
from bot.telegram.citations import code_in
from bot.telegram.entities import Marked
from bot.telegram.pages import CARD
from bot.telegram.reply import Reply, button, reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.visit import Visit
from retrieval import PassageInPlace

_LOG = logging.getLogger(__name__)
_SQUARE = "s"
_AT_ONCE = 2


class Cards(Room):
    """The room where passages are printed."""

    def __init__(self, answering: Answering, fonts: Fonts) -> None:
        self._answering = answering
        self._fonts = fonts
        self._drawing = asyncio.Semaphore(_AT_ONCE)

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"card": self.command}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {CARD: self.press}

    async def command(self, visit: Visit) -> None:
        """/card CODE."""
        if not visit.words:
            contents = await asyncio.to_thread(lambda: self._answering.contents)
            example = next((work.opening for work in contents.works if work.opening), "")
            await visit.say(Reply(visit.texts.pictures.card_usage.format(example)))
            return
        code = code_in(visit.words)
        passage = await self._passage(code)
        if passage is None:
            await visit.say(Reply(visit.texts.gone))
        else:
            await self._print(visit, code, passage, PORTRAIT)

    async def press(self, visit: Visit, code: str = "", shape: str = "") -> None:
        """A button: this passage as a picture."""
        passage = await self._passage(code)
        await visit.acknowledge(None if passage else visit.texts.gone)
        if passage is not None:
            await self._print(visit, code, passage, SQUARE if shape == _SQUARE else PORTRAIT)

    async def _passage(self, code: str) -> PassageInPlace | None:
        def find() -> PassageInPlace | None:
            return self._answering.passage(code) or self._answering.closest(code)

        return await asyncio.to_thread(find)

    async def _print(self, visit: Visit, asked: str, passage: PassageInPlace, shape: tuple[int, int]) -> None:
        manner, code = visit.manner, passage.citation.code
        printed = Printed.of(passage, visit.texts, manner.link(code) if manner.links(code) else None)
        try:
            async with self._drawing:
                pictures = await asyncio.to_thread(cards, printed, self._fonts, shape)
        except FontMissing as error:
            _LOG.warning("%s", error)
            await visit.say(Reply(visit.texts.pictures.no_font.format(error.characters[:8])))
            return
        caption = manner.cited(passage.citation)
        if code != asked:
            caption = Marked(f"{visit.texts.changed}\n") + caption
        await _send(visit, pictures, code, caption, shape)


async def _send(
    visit: Visit, pictures: list[bytes], code: str, caption: Marked, shape: tuple[int, int]
) -> None:
    """One picture with a button for the other shape; several as an album, which can have no buttons."""
    said = visit.texts.pictures
    asked = visit.update.message
    reply_to = asked.message_id if asked and not visit.alone else None
    if len(pictures) > 1:
        album = [
            InputMediaPhoto(picture, filename=f"{code}-{n}.png") for n, picture in enumerate(pictures, 1)
        ]
        await visit.bot.send_media_group(
            visit.chat,
            album,
            caption=caption.text,
            caption_entities=caption.entities(),
            message_thread_id=visit.topic,
            reply_to_message_id=reply_to,
            allow_sending_without_reply=True,
        )
        return
    turned = (
        button(said.portrait, CARD, code) if shape == SQUARE else button(said.square, CARD, code, _SQUARE)
    )
    below = reply(caption, [turned])
    await visit.bot.send_photo(
        visit.chat,
        InputFile(pictures[0], filename=f"{code}.png"),
        caption=below.text,
        caption_entities=below.entities,
        reply_markup=below.keyboard,
        message_thread_id=visit.topic,
        reply_to_message_id=reply_to,
        allow_sending_without_reply=True,
    )
