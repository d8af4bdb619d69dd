"""Citations that open: a link under every quotation leads back to its passage."""

from __future__ import annotations

from bot.texts import ZH
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf


async def test_a_citation_opens_its_passage(chat: FakeTelegram) -> None:
    """Whoever gets the quotation passed on taps its place, and Telegram sends /start with the code."""
    chat.private(1, "轮流推荐")
    links = (await chat.reply()).links
    assert links == {"《读书会章程》 › 第一章 总则 · 第 2 段": "https://t.me/chuchu_bot?start=shelf-1"}
    chat.private(2, "/start shelf-1")
    passage = await chat.reply()
    assert passage.marked("blockquote") == ["书由大家轮流推荐，推荐的人先讲三分钟。"]
    assert list(passage.buttons) == [
        *(ZH.previous, ZH.whole, ZH.following),
        *(ZH.pictures.card, ZH.notebook.keep),
    ]
    assert list(passage.copies) == [ZH.copy]


async def test_a_link_to_a_text_that_changed_says_so(chat: FakeTelegram) -> None:
    """Kindly, and nothing else is opened in its place."""
    chat.private(1, "/start gone-for-good")
    assert (await chat.reply()).text == ZH.gone


async def test_a_code_that_no_link_carries_stays_words(telegram: FakeTelegram) -> None:
    """Telegram would refuse the link, or lose what stands behind it."""

    class Odd(Shelf):
        def code(self, number: int) -> str:
            return f"编号{number}"

    async with at_work(telegram, Odd("一句话。")):
        telegram.private(1, "一句话")
        reply = await telegram.reply()
        assert reply.marked("code") == ["编号0"]
        assert not reply.links
