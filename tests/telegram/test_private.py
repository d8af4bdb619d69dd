"""A person alone with the bot."""

from __future__ import annotations

import pytest

from bot.texts import EN, ZH
from retrieval.answer import Answer
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf


async def test_a_question_gets_its_quotation_and_citation(chat: FakeTelegram) -> None:
    """A plain question is answered in one message, with the words marked and the place under them."""
    chat.private(1, "轮流推荐")
    reply = await chat.reply()
    assert reply.marked("blockquote") == ["书由大家轮流推荐，推荐的人先讲三分钟。"]
    assert reply.marked("bold") == ["轮流推荐"]
    assert reply.marked("code") == ["shelf-1"]
    assert reply.text.endswith("《读书会章程》 › 第一章 总则 · 第 2 段 · shelf-1")


async def test_ask_takes_the_question_behind_it(chat: FakeTelegram) -> None:
    """A command and its question may stand on two lines."""
    chat.private(1, "/ask\n记录人")
    assert (await chat.reply()).marked("blockquote") == ["每次留一位记录人，把好句子抄下来。"]


async def test_ask_without_a_question_explains_itself(chat: FakeTelegram) -> None:
    """Nothing asked, nothing searched."""
    chat.private(1, "/ask")
    assert (await chat.reply()).text == ZH.usage


async def test_start_says_when_the_samples_answer(telegram: FakeTelegram, shelf: Shelf) -> None:
    """Newcomers learn that no document of theirs is in yet, and only then."""
    async with at_work(telegram, shelf):
        telegram.private(1, "/start")
        assert ZH.start_samples in (await telegram.reply()).text
        shelf.is_sample = False
        telegram.private(1, "/start")
        assert (await telegram.reply()).text == ZH.start


async def test_help_names_the_bot(chat: FakeTelegram) -> None:
    """What to type in a group is shown with the bot's own name."""
    chat.private(1, "/help")
    assert "@chuchu_bot" in (await chat.reply()).text


async def test_english_is_spoken_where_telegram_speaks_it(chat: FakeTelegram) -> None:
    """The sentences change language, the quotation does not."""
    chat.private(1, "轮流推荐", language="en-GB")
    reply = await chat.reply()
    assert "paragraph 2" in reply.text
    assert list(reply.buttons) == [EN.context, EN.notebook.keep]
    assert reply.marked("blockquote") == ["书由大家轮流推荐，推荐的人先讲三分钟。"]


async def test_other_languages_get_chinese(chat: FakeTelegram) -> None:
    """Chinese comes first."""
    chat.private(1, "/nothing", language="fr")
    assert (await chat.reply()).text == ZH.unknown_command


async def test_what_is_not_there_is_not_said(chat: FakeTelegram) -> None:
    """Not found: said so, with the words that stand nowhere."""
    chat.private(1, "石油价格")
    reply = await chat.reply()
    assert reply.text.startswith(ZH.not_found)
    assert "石油价格" in reply.text
    assert not reply.marked("blockquote")


async def test_a_sticker_is_declined_kindly(chat: FakeTelegram) -> None:
    """What is not text cannot be asked."""
    chat.sticker(1, language="en")
    assert (await chat.reply()).text == EN.words_only


async def test_answers_keep_the_order_of_the_questions(chat: FakeTelegram) -> None:
    """Within a chat one answer waits for the other."""
    for _ in range(5):
        chat.private(1, "每两周")
        chat.private(1, "轮流推荐")
    replies = [(await chat.reply()).marked("bold") for _ in range(10)]
    assert replies == [["每两周"], ["轮流推荐"]] * 5


async def test_a_fault_of_the_collection_is_admitted(telegram: FakeTelegram) -> None:
    """Whoever waits is told, and the next question is answered."""

    class Torn(Shelf):
        def ask(
            self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None
        ) -> Answer:
            if question == "坏页":
                raise OSError("torn page")
            return super().ask(question)

    async with at_work(telegram, Torn("好页。")):
        telegram.private(1, "坏页")
        assert (await telegram.reply()).text == ZH.trouble
        telegram.private(1, "好页")
        assert (await telegram.reply()).marked("bold") == ["好页"]


async def test_outside_the_allowed_chats_there_is_one_kind_sentence(
    telegram: FakeTelegram, shelf: Shelf
) -> None:
    """It names the chat's number, so that an administrator can let it in."""
    async with at_work(telegram, shelf, allowed_chats=(7, -100)):
        telegram.private(1, "轮流推荐")
        assert (await telegram.reply()).text == ZH.not_here.format(1)
        telegram.group(-200, 1, "/ask 轮流推荐")
        telegram.private(7, "轮流推荐")
        assert (await telegram.reply()).chat == 7


@pytest.mark.parametrize(
    "words", ["你好", "谢谢你！", "好的👍", "OK", "Thanks.", "👍", "？？？", "@chuchu_bot 你好"]
)
async def test_a_courtesy_is_no_question(chat: FakeTelegram, words: str) -> None:
    """It is answered kindly, and not with "not found"."""
    chat.private(1, words)
    assert (await chat.reply()).text == ZH.courtesy


@pytest.mark.parametrize(
    "words",
    ["/ask记录人", "/ask：记录人", "/ask\u3000记录人", "\u200e/ask 记\u200b录人", "@chuchu_bot 记录人"],
)
async def test_a_command_is_read_as_people_write_it(chat: FakeTelegram, words: str) -> None:
    """Without a space, as Chinese is written, and with marks that were copied along and nobody sees."""
    chat.private(1, words)
    assert (await chat.reply()).marked("blockquote") == ["每次留一位记录人，把好句子抄下来。"]


@pytest.mark.parametrize("words", ["你是谁？", "你能做什么", "怎麼用", "Help"])
async def test_who_asks_what_this_is_gets_the_help(chat: FakeTelegram, words: str) -> None:
    """The documents say nothing of it; by name among others it is the same."""
    chat.private(1, words)
    assert (await chat.reply()).text == ZH.help.format(bot="chuchu_bot")
    chat.group(-1001, 1, f"@chuchu_bot {words}")
    assert (await chat.reply()).text == ZH.help.format(bot="chuchu_bot")


async def test_a_path_is_no_command(chat: FakeTelegram) -> None:
    """A slash behind its first word says so."""
    chat.private(1, "/works/记录人")
    assert (await chat.reply()).text.startswith(ZH.not_found)


async def test_ask_with_signs_alone_explains_itself(chat: FakeTelegram) -> None:
    """There is no word in them to look for."""
    chat.private(1, "/ask ？")
    assert (await chat.reply()).text == ZH.usage


@pytest.mark.parametrize("words", ["谢谢怎么说", "公章怎么用", "行政处罚", "早退怎么办", "/ask 你好"])
async def test_what_only_begins_like_one_is_a_question(chat: FakeTelegram, words: str) -> None:
    """And so is what stands behind /ask."""
    chat.private(1, words)
    assert ZH.not_found in (await chat.reply()).text
