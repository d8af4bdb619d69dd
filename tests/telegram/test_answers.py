"""Answers over time: more of them, a copy to take along, and questions that are put better."""

from __future__ import annotations

import pytest

from bot.texts import ZH
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

ROOM = -1001
LINES = [f"第{number}句话。" for number in range(8)]


async def test_more_leads_on_in_the_same_message(telegram: FakeTelegram) -> None:
    """Numbers go on, and the way back is there; behind the last there is no more."""
    async with at_work(telegram, Shelf(*LINES)):
        telegram.private(1, "句话")
        first = await telegram.reply()
        assert first.marked("blockquote") == LINES[:3]
        telegram.press(first, ZH.more)
        second = await telegram.reply()
        assert (second.id, second.marked("blockquote")) == (first.id, LINES[3:6])
        assert "④" in second.text
        telegram.press(second, ZH.more)
        last = await telegram.reply()
        assert last.marked("blockquote") == LINES[6:]
        assert ZH.more not in last.buttons
        telegram.press(last, ZH.earlier)
        assert (await telegram.reply()).text == second.text


async def test_what_hardly_answers_is_a_button_away(circle: FakeTelegram) -> None:
    """One quotation, where one is sure; who chose a number of them gets that many."""
    circle.private(1, "会员每年至少领读几次")
    first = await circle.reply()
    assert len(first.marked("blockquote")) == 1
    circle.press(first, ZH.more)
    second = await circle.reply()
    assert (second.id, len(second.marked("blockquote"))) == (first.id, 3)
    assert "②" in second.text
    circle.press(second, ZH.earlier)
    assert (await circle.reply()).text == first.text
    circle.private(1, "/settings")
    circle.press(await circle.reply(), ZH.settings_count.format(5))
    await circle.reply()
    circle.private(1, "会员每年至少领读几次")
    assert len((await circle.reply()).marked("blockquote")) == 5
    circle.private(1, "/settings")
    circle.press(await circle.reply(), f"✓ {ZH.settings_count.format(5)}")
    await circle.reply()
    circle.private(1, "会员每年至少领读几次")
    assert (await circle.reply()).text == first.text


async def test_regression_the_deepest_page_came_again_and_again(telegram: FakeTelegram) -> None:
    """Behind it there is no more."""
    async with at_work(telegram, Shelf(*(f"第{number}句话。" for number in range(60)))):
        telegram.private(1, "句话")
        seen = [await telegram.reply()]
        while ZH.more in seen[-1].buttons:
            telegram.press(seen[-1], ZH.more)
            seen.append(await telegram.reply())
        assert len({page.text for page in seen}) == len(seen) == 11


async def test_context_leads_back_to_where_one_was(telegram: FakeTelegram) -> None:
    """Not to the beginning of the answer."""
    async with at_work(telegram, Shelf(*LINES)):
        telegram.private(1, "句话")
        telegram.press(await telegram.reply(), ZH.more)
        second = await telegram.reply()
        telegram.press(second, data="p:shelf-4:3")
        telegram.press(await telegram.reply(), ZH.back)
        assert (await telegram.reply()).text == second.text


@pytest.mark.parametrize("words", ["/ask 句话", "/ask@chuchu_bot 句话", "@chuchu_bot 句话"])
async def test_buttons_find_the_question_again(telegram: FakeTelegram, words: str) -> None:
    """After a restart too: it stands in the message that was answered, however it was asked."""
    async with at_work(telegram, Shelf(*LINES)):
        telegram.group(ROOM, 1, words)
        answer = await telegram.reply()
    async with at_work(telegram, Shelf(*LINES)):
        telegram.press(answer, ZH.more)
        assert (await telegram.reply()).marked("blockquote") == LINES[3:6]


async def test_a_short_answer_is_copied_by_its_button(chat: FakeTelegram) -> None:
    """The words as they stand, and their place."""
    chat.private(1, "轮流推荐")
    assert (await chat.reply()).copies == {
        ZH.copy: "书由大家轮流推荐，推荐的人先讲三分钟。\n——《读书会章程》 › 第一章 总则 · 第 2 段"
    }


async def test_a_long_answer_is_written_out_to_copy(telegram: FakeTelegram) -> None:
    """Telegram's button holds 256 characters; a block that a tap copies holds more."""
    long = "长" * 300 + "。"
    async with at_work(telegram, Shelf(long)):
        telegram.private(1, "长长")
        answer = await telegram.reply()
        assert answer.marked("expandable_blockquote") == [long]
        telegram.press(answer, ZH.copy)
        block = await telegram.reply()
        assert block.reply_to == answer.id
        assert block.marked("pre") == [f"{long}\n——《读书会章程》 › 第一章 总则 · 第 1 段"]
        telegram.press(answer, ZH.context)
        telegram.press(await telegram.reply(), ZH.copy)
        assert (await telegram.reply()).marked("pre") == block.marked("pre")


async def test_an_edited_question_changes_its_answer(chat: FakeTelegram) -> None:
    """Whoever corrects a slip soon finds the answer corrected, not a second one."""
    asked = chat.private(1, "轮留推荐")
    answer = await chat.reply()
    assert answer.text.startswith(ZH.not_found)
    chat.edited(asked, "轮流推荐")
    better = await chat.reply()
    assert (better.id, better.marked("bold")) == (answer.id, ["轮流推荐"])


async def test_an_edit_that_calls_the_bot_is_a_question(chat: FakeTelegram) -> None:
    """A mention that was forgotten may be added."""
    asked = chat.group(ROOM, 1, "轮流推荐")
    chat.edited(asked, "@chuchu_bot 轮流推荐")
    assert (await chat.reply()).reply_to == asked.id


async def test_an_edit_after_long_changes_nothing(chat: FakeTelegram) -> None:
    """An answer that others have read stays."""
    asked = chat.private(1, "轮流推荐")
    await chat.reply()
    chat.edited(asked, "每两周", after=3600)
    chat.private(1, "记录人")
    assert (await chat.reply()).marked("bold") == ["记录人"]


async def test_an_answer_deleted_meanwhile_is_not_missed(chat: FakeTelegram) -> None:
    """Editing it comes to nothing, and the next question is answered."""
    asked = chat.private(1, "轮流推荐")
    answer = await chat.reply()
    del chat.chats[1].messages[answer.id]
    chat.edited(asked, "每两周")
    chat.private(1, "记录人")
    assert (await chat.reply()).marked("bold") == ["记录人"]


async def test_ask_in_reply_takes_the_words_of_that_message(chat: FakeTelegram) -> None:
    """The answer stands under the words that it answers, and its buttons know them."""
    said = chat.group(ROOM, 2, "轮流推荐")
    for words in ("/ask", "@chuchu_bot"):
        chat.group(ROOM, 1, words, reply_to=said)
        answer = await chat.reply()
        assert (answer.reply_to, answer.marked("bold")) == (said.id, ["轮流推荐"])
    chat.press(answer, ZH.context)
    chat.press(await chat.reply(), ZH.back)
    assert (await chat.reply()).text == answer.text


async def test_too_many_questions_are_asked_to_wait_once(telegram: FakeTelegram, shelf: Shelf) -> None:
    """A kind word, then silence, and nobody else is kept waiting."""
    async with at_work(telegram, shelf, questions_a_minute=2):
        for _ in range(5):
            telegram.private(1, "每两周")
        said = [(await telegram.reply()).text for _ in range(3)]
        assert said[2] == ZH.too_fast
        telegram.private(2, "轮流推荐")
        assert (await telegram.reply()).chat == 2
        assert telegram.silent
