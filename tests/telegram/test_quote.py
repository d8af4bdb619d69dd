"""/quote: sentences that can be read out, and a text ready to paste for each."""

from __future__ import annotations

from bot.texts import EN, ZH
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

LONG = "记录" + "把好句子抄下来，" * 40 + "记完为止。"


def shelf() -> Shelf:
    return Shelf(*(f"第{number}条规矩说的是读书要慢。" for number in range(5)), LONG)


async def test_a_topic_gets_quotations_with_their_places_and_a_text_to_paste(telegram: FakeTelegram) -> None:
    """Each with its citation, and buttons to paste, to keep and to read on."""
    async with at_work(telegram, shelf()):
        asked = telegram.private(1, "/quote 读书")
        reply = await telegram.reply()
    assert reply.reply_to == asked.id
    assert reply.text.startswith(ZH.notebook.quote_head.format("读书"))
    assert reply.marked("blockquote") == [f"第{number}条规矩说的是读书要慢。" for number in range(3)]
    assert reply.copies["📋 ②"] == "第1条规矩说的是读书要慢。\n——《读书会章程》 › 第一章 总则 · 第 2 段"
    assert list(reply.buttons) == [*(f"⭐ {n}" for n in "①②③"), *(f"📖 {n}" for n in "①②③"), ZH.more]


async def test_the_list_is_leafed_through_in_its_place(telegram: FakeTelegram) -> None:
    """Forwards and back, numbered through."""
    async with at_work(telegram, shelf()):
        telegram.private(1, "/quote 读书")
        first = await telegram.reply()
        telegram.press(first, ZH.more)
        second = await telegram.reply()
        assert second.id == first.id
        assert second.marked("blockquote") == [f"第{number}条规矩说的是读书要慢。" for number in (3, 4)]
        assert "⭐ ④" in second.buttons
        assert ZH.more not in second.buttons
        telegram.press(second, ZH.earlier)
        assert (await telegram.reply()).text == first.text


async def test_a_style_is_chosen_in_the_settings(telegram: FakeTelegram) -> None:
    """From then on texts to paste are cited in it; in Markdown with a link that opens the passage."""
    async with at_work(telegram, shelf()):
        telegram.private(1, "/settings")
        settings = await telegram.reply()
        telegram.press(settings, "GB/T 7714")
        chosen = await telegram.reply()
        assert "✓ GB/T 7714" in chosen.buttons
        telegram.private(1, "/quote 读书")
        copied = (await telegram.reply()).copies["📋 ①"]
        assert copied.endswith("\n读书会章程[Z]. [出版地不详]: [出版者不详].（第一章 总则·第 1 段）")
        telegram.press(chosen, "Markdown")
        await telegram.reply()
        telegram.private(1, "/quote 读书")
        assert "(https://t.me/chuchu_bot?start=shelf-0)" in (await telegram.reply()).copies["📋 ①"]


async def test_what_is_too_long_for_a_button_is_written_out(telegram: FakeTelegram) -> None:
    """As a block that a tap copies, under the list."""
    async with at_work(telegram, shelf()):
        telegram.private(1, "/quote 记录")
        reply = await telegram.reply()
        telegram.press(reply, "📋 ①")
        block = await telegram.reply()
    assert block.reply_to == reply.id
    assert block.marked("pre") == [f"{LONG}\n——《读书会章程》 › 第一章 总则 · 第 6 段"]


async def test_what_cannot_be_quoted_is_said(telegram: FakeTelegram) -> None:
    """No topic, and a topic that nobody speaks of."""
    async with at_work(telegram, shelf()):
        telegram.private(1, "/quote")
        assert (await telegram.reply()).text == ZH.notebook.quote_usage
        telegram.private(1, "/quote 火星")
        assert (await telegram.reply()).text == ZH.notebook.quote_none.format("火星")
        telegram.private(1, "/quote Mars", language="en")
        assert (await telegram.reply()).text == EN.notebook.quote_none.format("Mars")


async def test_a_reply_names_the_topic(telegram: FakeTelegram) -> None:
    """/quote in reply to somebody's message quotes on its words."""
    async with at_work(telegram, shelf()):
        said = telegram.group(-5, 2, "读书")
        telegram.group(-5, 1, "/quote", reply_to=said)
        reply = await telegram.reply()
    assert reply.reply_to == said.id
    assert len(reply.marked("blockquote")) == 3


async def test_forged_and_orphaned_buttons_do_nothing(telegram: FakeTelegram) -> None:
    """A list whose question is gone says so; no data brings the bot down."""
    async with at_work(telegram, shelf()):
        telegram.private(1, "/quote 读书")
        reply = await telegram.reply()
        for data in ("q:x", "q:", "qy:", "qy:-1", "qy:999", "q:1:2:3"):
            press = telegram.press(reply, data=data)
            assert await telegram.toast(press) in (ZH.question_gone, ZH.old_button)
        press = telegram.press(reply, ZH.more, forgotten=True)
        assert await telegram.toast(press) == ZH.question_gone


async def test_answers_and_passages_are_copied_in_the_same_style(telegram: FakeTelegram) -> None:
    """In GB/T 7714 by a block, for which what is known of the work is looked up."""
    async with at_work(telegram, shelf()):
        telegram.private(1, "/settings")
        settings = await telegram.reply()
        telegram.press(settings, ZH.notebook.style_titled)
        await telegram.reply()
        telegram.private(1, "第1条")
        answer = await telegram.reply()
        titled = "第1条规矩说的是读书要慢。\n——《读书会章程》第一章 总则"
        assert answer.copies[ZH.copy] == titled
        telegram.press(settings, "GB/T 7714")
        await telegram.reply()
        telegram.private(1, "第1条")
        answer = await telegram.reply()
        standard = (
            "第1条规矩说的是读书要慢。\n读书会章程[Z]. [出版地不详]: [出版者不详].（第一章 总则·第 2 段）"
        )
        telegram.press(answer, ZH.copy)
        assert (await telegram.reply()).marked("pre") == [standard]
        telegram.press(answer, ZH.context)
        telegram.press(await telegram.reply(), ZH.copy)
        assert (await telegram.reply()).marked("pre") == [standard]


async def test_the_context_leads_back_to_the_list(telegram: FakeTelegram) -> None:
    """To the page from which it was opened, however far one read on."""
    async with at_work(telegram, shelf()):
        telegram.private(1, "/quote 读书")
        telegram.press(await telegram.reply(), ZH.more)
        second = await telegram.reply()
        telegram.press(second, "📖 ④")
        context = await telegram.reply()
        assert context.id == second.id
        telegram.press(context, ZH.following)
        telegram.press(await telegram.reply(), ZH.whole)
        telegram.press(await telegram.reply(), ZH.notebook.back_to_quotes)
        assert (await telegram.reply()).text == second.text
