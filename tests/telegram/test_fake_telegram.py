"""The fake refuses and repairs what Telegram does; else the other tests would prove little."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.error import BadRequest, Conflict, InvalidToken

from tests.fake_telegram import TOKEN, FakeTelegram, Message


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """A bare bot that someone has written to."""
    telegram.private(1, "你好")
    async with Bot(TOKEN, base_url=f"{telegram.url}/bot") as bot:
        yield bot


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("", "text is empty"), (" \n ", "text is empty"), ("𠮷" * 2049, "too long"), ("字" * 4097, "too long")],
)
async def test_texts_beyond_the_limits_are_refused(bot: Bot, text: str, refusal: str) -> None:
    """Length counts in UTF-16 units."""
    with pytest.raises(BadRequest, match=refusal):
        await bot.send_message(1, text)


@pytest.mark.parametrize(
    ("start", "length", "refusal"),
    [(1, 1, "middle"), (0, 1, "middle"), (0, 4, "ends after"), (-1, 2, "offset")],
)
async def test_entities_out_of_place_are_refused(bot: Bot, start: int, length: int, refusal: str) -> None:
    """Out of the text, or in the middle of a character."""
    with pytest.raises(BadRequest, match=refusal):
        await bot.send_message(1, "𠮷字", entities=[MessageEntity("bold", start, length)])


async def test_white_space_at_the_ends_goes_and_entities_move(telegram: FakeTelegram, bot: Bot) -> None:
    """At the beginning only as far as the first entity."""
    await bot.send_message(1, " \n 引文 \n", entities=[MessageEntity("blockquote", 3, 3)])
    message = await telegram.reply()
    assert (message.text, message.marked("blockquote")) == ("引文", ["引文"])
    await bot.send_message(1, " 引文", entities=[MessageEntity("blockquote", 0, 3)])
    assert (await telegram.reply()).text == " 引文"


async def test_entities_that_cannot_nest_vanish(telegram: FakeTelegram, bot: Bot) -> None:
    """No quotation in a quotation, nothing in code."""
    entities = [("blockquote", 0, 4), ("blockquote", 1, 2), ("bold", 1, 2), ("code", 4, 2), ("bold", 4, 1)]
    await bot.send_message(1, "一二三四五六", entities=[MessageEntity(*entity) for entity in entities])
    message = await telegram.reply()
    assert [message.marked(kind) for kind in ("blockquote", "bold", "code")] == [
        ["一二三四"],
        ["二三"],
        ["五六"],
    ]


async def test_entities_beyond_a_hundred_vanish(telegram: FakeTelegram, bot: Bot) -> None:
    """Silently."""
    await bot.send_message(1, "字" * 120, entities=[MessageEntity("bold", place, 1) for place in range(120)])
    assert len((await telegram.reply()).marked("bold")) == 100


@pytest.mark.parametrize("mode", ["HTML", "Markdown", "MarkdownV2"])
async def test_markup_is_refused(bot: Bot, mode: str) -> None:
    """This house sends explicit entities."""
    with pytest.raises(BadRequest, match="an't parse entities"):
        await bot.send_message(1, "<b>粗", parse_mode=mode)


@pytest.mark.parametrize("data", ["d" * 65, "编" * 22])
async def test_long_button_data_is_refused(bot: Bot, data: str) -> None:
    """64 bytes, not characters."""
    button = InlineKeyboardButton("按", callback_data=data)
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(1, "话", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_what_is_not_there_cannot_be_answered_changed_or_quoted(
    telegram: FakeTelegram, bot: Bot
) -> None:
    """Unknown presses, messages, chats and topics."""
    said = await bot.send_message(1, "话")
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("press-0")
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("话", 1, said.message_id)
    with pytest.raises(BadRequest, match="edit not found"):
        await bot.edit_message_text("话", 1, 999)
    with pytest.raises(BadRequest, match="replied not found"):
        await bot.send_message(1, "话", reply_to_message_id=999)
    with pytest.raises(BadRequest, match="hat not found"):
        await bot.send_message(2, "话")
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(1, "话", message_thread_id=5)


async def test_people_s_messages_cannot_be_edited(telegram: FakeTelegram, bot: Bot) -> None:
    """Only the bot's own."""
    heard: Message = telegram.private(1, "问")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("改", 1, heard.id)


@pytest.mark.parametrize("token", ["7654321:wrong", "nonsense"])
async def test_other_tokens_are_refused(telegram: FakeTelegram, token: str) -> None:
    """401 or 404, as Telegram does."""
    bot = Bot(token, base_url=f"{telegram.url}/bot")
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()


async def test_updates_wait_until_they_are_confirmed(telegram: FakeTelegram, bot: Bot) -> None:
    """The next offset confirms; without it they come again."""
    (first,) = await bot.get_updates(timeout=0)
    assert await bot.get_updates(timeout=0) == (first,)
    waiting = asyncio.create_task(bot.get_updates(offset=first.update_id + 1, timeout=5))
    await asyncio.sleep(0.05)
    telegram.private(1, "还在吗")
    (second,) = await waiting
    assert second.message is not None
    assert second.message.text == "还在吗"


async def test_a_second_poller_ends_the_first(bot: Bot) -> None:
    """One token, one poller."""
    (first,) = await bot.get_updates(timeout=0)
    async with Bot(TOKEN, base_url=bot.base_url.removesuffix(TOKEN)) as other:
        waiting = asyncio.create_task(bot.get_updates(offset=first.update_id + 1, timeout=5))
        await asyncio.sleep(0.05)
        await other.get_updates(offset=first.update_id + 1, timeout=0)
        with pytest.raises(Conflict, match="only one bot instance"):
            await waiting
