"""`@bot words` in any chat."""

from __future__ import annotations

import time

from bot.texts import EN, ZH
from retrieval import Answer
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.rules import cut
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

GROUP = -100
LINES = [f"第{number}句话。" for number in range(60)]


async def test_quotations_are_offered_with_their_citations(chat: FakeTelegram) -> None:
    """What is inserted is the quotation as a block, and the link that opens it."""
    chat.inline(1, "轮流推荐")
    offer = await chat.offered()
    (result,) = offer.results
    assert result["title"] == "《读书会章程》 › 第一章 总则 · 第 2 段"
    assert result["description"] == "书由大家轮流推荐，推荐的人先讲三分钟。"
    quoted = [one for one in result["entities"] if one["type"] == "blockquote"]
    assert [cut(result["text"], one["offset"], one["offset"] + one["length"]) for one in quoted] == [
        "书由大家轮流推荐，推荐的人先讲三分钟。"
    ]
    assert [one["url"] for one in result["entities"] if one["type"] == "text_link"] == [
        "https://t.me/chuchu_bot?start=shelf-1"
    ]
    assert offer.is_personal


async def test_more_are_fetched_as_the_list_is_scrolled(telegram: FakeTelegram) -> None:
    """Page after page, each once, to the end that Telegram sets."""
    async with at_work(telegram, Shelf(*LINES)):
        offset, seen = "", []
        for _ in range(6):
            telegram.inline(1, "句话", offset=offset)
            offer = await telegram.offered()
            seen += [result["description"] for result in offer.results]
            if not (offset := offer.next_offset):
                break
        assert seen == LINES[:50]
        telegram.inline(1, "句话", offset="forged")
        assert (await telegram.offered()).results[0]["description"] == LINES[0]


async def test_without_words_there_is_todays_passage(chat: FakeTelegram) -> None:
    """The same for everyone."""
    days = []
    for user in (1, 2):
        chat.inline(user, " ")
        days += [result["id"] for result in (await chat.offered()).results]
    assert len(days) == 2
    assert len(set(days)) == 1
    chat.private(1, "/today")
    assert days[0] in (await chat.reply()).marked("code")


async def test_nothing_found_leads_to_the_bot(chat: FakeTelegram) -> None:
    """In the language of who asks; tapping it says hello."""
    chat.inline(1, "石油", language="en")
    offer = await chat.offered()
    assert not offer.results
    assert offer.button == {"text": EN.inline_nothing, "start_parameter": "inline"}
    chat.private(1, "/start inline")
    assert (await chat.reply()).text.startswith(ZH.start)


async def test_outsiders_see_nothing_of_a_closed_collection(telegram: FakeTelegram, shelf: Shelf) -> None:
    """Neither inline nor alone nor by a link; those who are in the group see it through every door."""
    telegram.group(GROUP, 9, "hello")
    telegram.roles = {(GROUP, 2): "member", (GROUP, 3): "left", (GROUP, 4): "administrator"}
    async with at_work(telegram, shelf, allowed_chats=(GROUP, 7), admins=(8,)):
        for user in (1, 3):
            for words in ("轮流推荐", ""):
                telegram.inline(user, words)
                offer = await telegram.offered()
                assert not offer.results
                assert offer.button == {"text": ZH.inline_refused, "start_parameter": "inline"}
            for words in ("轮流推荐", "/start shelf-1", "/today", "/works"):
                telegram.private(user, words)
                assert (await telegram.reply()).text == ZH.not_here.format(user)
        for user in (2, 4, 7, 8):
            telegram.inline(user, "轮流推荐")
            assert (await telegram.offered()).results
            telegram.private(user, "/start shelf-1")
            assert (await telegram.reply()).marked("code")


async def test_an_outsider_presses_in_vain(telegram: FakeTelegram, shelf: Shelf) -> None:
    """A button of an answer from before the collection was closed opens nothing more."""
    async with at_work(telegram, shelf):
        telegram.private(1, "轮流推荐")
        answer = await telegram.reply()
    async with at_work(telegram, shelf, allowed_chats=(7,)):
        press = telegram.press(answer, ZH.context)
        assert await telegram.toast(press) == ZH.not_here.format(1)


async def test_whoever_asks_waits_for_the_same_search(telegram: FakeTelegram) -> None:
    """Questions in chats and queries elsewhere are looked up one after the other, never side by side."""

    class Slow(Shelf):
        at_once = most = 0

        def ask(
            self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None
        ) -> Answer:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            time.sleep(0.02)
            self.at_once -= 1
            return super().ask(question, limit=limit, max_chars=max_chars, work=work)

    slow = Slow(*LINES)
    async with at_work(telegram, slow):
        for person in range(1, 6):
            telegram.private(person, "第1句话")
            telegram.inline(person + 10, "第1句话")
        for _ in range(5):
            await telegram.reply()
            await telegram.offered()
    assert slow.most == 1
