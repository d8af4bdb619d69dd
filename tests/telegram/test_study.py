"""Sessions: from /study begin to /study end, and the minutes of what was quoted meanwhile."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document

from bot.texts import ZH
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

TEXTS = ZH.notebook
GROUP = -5


async def said(telegram: FakeTelegram, words: str, *, user: int = 1) -> str:
    """What the bot says to that in the group."""
    telegram.group(GROUP, user, words)
    return (await telegram.reply()).text


async def minutes(telegram: FakeTelegram) -> str:
    """The minutes that are sent, which say the same in Word and in Markdown."""
    document, text = await telegram.reply(), await telegram.reply()
    assert document.file_name.endswith(".docx")
    assert text.file_name.endswith(".md")
    paragraphs = Document(io.BytesIO(telegram.sent_files[document.id])).paragraphs
    content = telegram.sent_files[text.id].decode()
    for paragraph in paragraphs:
        if str(paragraph.style and paragraph.style.name).startswith(("Title", "Heading")):
            assert paragraph.text in content
    return content


async def test_a_session_ends_with_its_minutes(chat: FakeTelegram) -> None:
    """Who asked what, and each quotation once; what came before is not in it."""
    await said(chat, "/ask 读书会")
    assert await said(chat, "/study begin 第一讲") == TEXTS.study_begun.format("第一讲")
    await said(chat, "/ask 轮流推荐", user=1)
    await said(chat, "/quote 记录人", user=2)
    await said(chat, "/ask 轮流推荐", user=3)
    assert await said(chat, "/study end") == TEXTS.study_ended.format("第一讲", 2)
    text = await minutes(chat)
    assert text.startswith("# 学习纪要：第一讲\n")
    assert text.count("书由大家轮流推荐") == text.count("把好句子抄下来") == 1
    for line in ("## Reader 1：轮流推荐", "## Reader 2：记录人", "## Reader 3：轮流推荐", "也引了第 1 条。"):
        assert line in text
    assert "读书会每两周聚一次" not in text


async def test_the_words_behind_it_are_taken_as_they_are_typed(chat: FakeTelegram) -> None:
    """With the wide space of a Chinese keyboard, which once hid the command, and with a capital."""
    assert await said(chat, "/study\u3000Begin\u3000第一讲") == TEXTS.study_begun.format("第一讲")


async def test_what_was_checked_and_traced_is_in_the_minutes(chat: FakeTelegram) -> None:
    """A session is not of questions alone."""
    await said(chat, "/study begin")
    await said(chat, "/check 书由大家轮流推荐")
    await said(chat, "/trace 记录人")
    await said(chat, "/study end")
    text = await minutes(chat)
    assert "书由大家轮流推荐" in text
    assert "## Reader 1：记录人" in text


async def test_a_session_that_goes_on_is_not_said_to_be_over(chat: FakeTelegram) -> None:
    """Who asks for its minutes before anything was quoted is told how it stands."""
    await said(chat, "/study begin 第一讲")
    assert await said(chat, "/study minutes") == await said(chat, "/study")


async def test_nothing_is_recorded_where_nobody_began(chat: FakeTelegram) -> None:
    """Elsewhere there are no minutes."""
    await said(chat, "/ask 轮流推荐")
    assert (await said(chat, "/study")).startswith(TEXTS.study_off)
    assert await said(chat, "/study end") == TEXTS.study_off
    assert await said(chat, "/study minutes") == TEXTS.minutes_nobody
    await said(chat, "/study begin")
    chat.private(1, "轮流推荐")
    await chat.reply()
    assert await said(chat, "/study end") == TEXTS.study_empty.format(TEXTS.study_topic)


async def test_the_state_is_told(chat: FakeTelegram) -> None:
    """Since when, by whom, and how much so far; beginning twice changes nothing."""
    await said(chat, "/study begin 第一讲")
    await said(chat, "/passage shelf-1")
    await said(chat, "/ask 记录人")
    state = await said(chat, "/study")
    assert "「第一讲」" in state
    assert "由 Reader 1 开始，到现在 2 条引文" in state
    assert await said(chat, "/study begin 第二讲") == TEXTS.study_going.format("第一讲")


async def test_a_session_outlives_a_restart(telegram: FakeTelegram, tmp_path: Path) -> None:
    """What was used before it stands in the minutes too, and these can be had again."""
    shelf = Shelf("书由大家轮流推荐。", "每次留一位记录人。")
    async with at_work(telegram, shelf, data_dir=tmp_path):
        await said(telegram, "/study 开始 《第一讲》")
        await said(telegram, "/ask 轮流推荐")
    async with at_work(telegram, shelf, data_dir=tmp_path):
        await said(telegram, "/ask 记录人")
        assert await said(telegram, "/study 结束") == TEXTS.study_ended.format("第一讲", 2)
        first = await minutes(telegram)
        telegram.group(GROUP, 2, "/study minutes")
        assert await minutes(telegram) == first


async def test_only_who_began_it_and_administrators_end_it(chat: FakeTelegram) -> None:
    """By Telegram's own roles."""
    chat.roles = {(GROUP, 1): "member", (GROUP, 2): "member", (GROUP, 3): "administrator"}
    await said(chat, "/study begin", user=1)
    assert await said(chat, "/study end", user=2) == TEXTS.study_refused
    assert await said(chat, "/study end", user=3) == TEXTS.study_empty.format(TEXTS.study_topic)


async def test_privacy_takes_a_person_out_of_the_minutes(chat: FakeTelegram) -> None:
    """Name and question go, the quotation stays with the group."""
    await said(chat, "/study begin 第一讲", user=1)
    await said(chat, "/ask 轮流推荐", user=2)
    chat.private(2, "/privacy")
    known = await chat.reply()
    assert TEXTS.privacy_sessions.format(1) in known.text
    chat.press(known, ZH.forget, user=2)
    await chat.reply()
    await said(chat, "/study end", user=1)
    text = await minutes(chat)
    assert "书由大家轮流推荐" in text
    assert "Reader 2" not in text
    assert "：轮流推荐" not in text
