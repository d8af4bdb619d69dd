"""In a room with others: only when called, and in the thread where it was called."""

from __future__ import annotations

from bot.texts import ZH
from tests.fake_telegram import FakeTelegram, Message
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

ROOM = -1001


async def test_a_mention_is_answered_as_a_reply(chat: FakeTelegram) -> None:
    """The mention is no part of the question, wherever it stands and however it is written."""
    for words in ("@chuchu_bot 轮流推荐", "轮流推荐 @Chuchu_Bot"):
        asked = chat.group(ROOM, 1, words)
        reply = await chat.reply()
        assert reply.marked("bold") == ["轮流推荐"]
        assert reply.reply_to == asked.id


async def test_a_command_is_answered(chat: FakeTelegram) -> None:
    """With or without the bot's name behind it."""
    for words in ("/ask 轮流推荐", "/ask@chuchu_bot 轮流推荐"):
        asked = chat.group(ROOM, 1, words)
        assert (await chat.reply()).reply_to == asked.id


async def test_a_reply_to_the_bot_is_a_question(chat: FakeTelegram) -> None:
    """A talk goes on without another mention."""
    chat.group(ROOM, 1, "/ask 轮流推荐")
    answer = await chat.reply()
    chat.group(ROOM, 2, "每两周", reply_to=answer)
    assert (await chat.reply()).marked("bold") == ["每两周"]


async def test_talk_among_others_is_left_alone(chat: FakeTelegram) -> None:
    """Neither plain words, nor other bots' names and commands, nor replies to people are answered."""
    spoken = chat.group(ROOM, 1, "轮流推荐")
    chat.group(ROOM, 2, "轮流推荐", reply_to=spoken)
    chat.group(ROOM, 2, "@other_bot 轮流推荐")
    chat.group(ROOM, 2, "/ask@other_bot 轮流推荐")
    chat.group(ROOM, 2, "/unknown 轮流推荐")
    asked = chat.group(ROOM, 2, "/ask 每两周")
    assert (await chat.reply()).reply_to == asked.id


async def test_a_mention_alone_explains_itself(chat: FakeTelegram) -> None:
    """Called without a question, it says how to ask."""
    chat.group(ROOM, 1, "@chuchu_bot")
    assert (await chat.reply()).text == ZH.usage


async def test_answers_stay_in_their_topic(chat: FakeTelegram) -> None:
    """The answer and the context it opens stand in the topic of the question."""
    asked = chat.group(ROOM, 1, "/ask 轮流推荐", topic=77)
    answer = await chat.reply()
    assert (answer.thread, answer.reply_to) == (77, asked.id)
    chat.press(answer, ZH.context)
    assert (await chat.reply()).thread == 77


async def test_a_topic_the_bot_opened_is_no_talk_with_it(chat: FakeTelegram) -> None:
    """Telegram makes every message of a topic a reply to the one that opened it."""
    chat.group(ROOM, 1, "轮流推荐", topic=77)
    asked = chat.group(ROOM, 1, "/ask 轮流推荐", topic=77)
    assert (await chat.reply()).reply_to == asked.id


async def test_a_question_deleted_meanwhile_is_still_answered(chat: FakeTelegram) -> None:
    """The answer is then no reply to anything."""
    asked = chat.group(ROOM, 1, "/ask 轮流推荐")
    del chat.chats[ROOM].messages[asked.id]
    reply: Message = await chat.reply()
    assert reply.reply_to is None


async def test_let_into_a_group_it_says_how_it_is_called(chat: FakeTelegram) -> None:
    """Once: neither a promotion nor being shown out is a reason to speak."""
    chat.standing(ROOM, "left", "member")
    assert (await chat.reply()).text == ZH.hello_group.format(bot="chuchu_bot")
    chat.standing(ROOM, "member", "administrator")
    chat.standing(ROOM, "administrator", "left")
    asked = chat.group(ROOM, 1, "/ask 轮流推荐")
    assert (await chat.reply()).reply_to == asked.id


async def test_let_into_a_group_where_it_may_not_speak_it_says_so(
    telegram: FakeTelegram, shelf: Shelf
) -> None:
    """With the number that would have to be in the list."""
    async with at_work(telegram, shelf, allowed_chats=(-77,)):
        telegram.standing(ROOM, "left", "member")
        assert (await telegram.reply()).text == ZH.not_here.format(ROOM)


async def test_settings_move_with_a_group(chat: FakeTelegram) -> None:
    """A group that becomes a supergroup is another chat to Telegram, and the same to its people."""
    elsewhere = -100_2002
    chat.roles[ROOM, 1] = chat.roles[elsewhere, 1] = "creator"
    chat.group(ROOM, 1, "/settings")
    chat.press(await chat.reply(), "English")
    assert "Language: English" in (await chat.reply()).text
    chat.migrated(ROOM, elsewhere)
    chat.group(ROOM, 1, "/ask 轮流推荐")  # behind it in the same chat
    await chat.reply()
    chat.group(elsewhere, 1, "/settings")
    assert "Language: English" in (await chat.reply()).text


async def test_thanks_among_others_are_let_be(chat: FakeTelegram) -> None:
    """Though said in reply to the bot."""
    chat.group(ROOM, 1, "/ask 轮流推荐")
    answer = await chat.reply()
    chat.group(ROOM, 2, "谢谢！", reply_to=answer)
    chat.group(ROOM, 2, "👍", reply_to=answer)
    chat.group(ROOM, 2, "@chuchu_bot 谢谢")
    asked = chat.group(ROOM, 2, "每两周", reply_to=answer)
    assert (await chat.reply()).reply_to == asked.id


async def test_who_greets_it_by_name_is_told_how_to_call_it(chat: FakeTelegram) -> None:
    """It once looked for 你好 in the documents. /start among others says the same."""
    for words in ("@chuchu_bot 你好！", "hello @chuchu_bot", "/start@chuchu_bot"):
        chat.group(ROOM, 1, words)
        assert (await chat.reply()).text == ZH.hello_group.format(bot="chuchu_bot")


async def test_a_question_mark_in_reply_asks_with_those_words(chat: FakeTelegram) -> None:
    """As the bare name does."""
    said = chat.group(ROOM, 1, "轮流推荐")
    chat.group(ROOM, 2, "@chuchu_bot ？", reply_to=said)
    assert (await chat.reply()).marked("bold") == ["轮流推荐"]
