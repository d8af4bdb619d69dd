"""The commands: what there is to read, passages by code and for today, and whether a text quotes rightly."""

from __future__ import annotations

from bot.texts import EN, ZH, ZH_HANT
from retrieval import Check, Difference, Span
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf


async def test_works_lists_what_there_is(chat: FakeTelegram) -> None:
    """Every title is a link that opens the work."""
    chat.private(1, "/works")
    listed = await chat.reply()
    assert listed.text.startswith(ZH.works.format(1))
    assert listed.links == {"《读书会章程》": "https://t.me/chuchu_bot?start=shelf-0"}


async def test_work_shows_its_outline_and_opens(chat: FakeTelegram) -> None:
    """Part of the title is enough."""
    chat.private(1, "/work 章程")
    work = await chat.reply()
    assert work.marked("bold") == ["《读书会章程》"]
    assert work.marked("expandable_blockquote") == ["第一章 总则"]
    chat.press(work, ZH.read_opening)
    assert (await chat.reply()).marked("blockquote") == ["读书会每两周聚一次。"]


async def test_a_work_is_opened_by_its_heading(chat: FakeTelegram) -> None:
    """A code of laws may be known by the name of its part."""
    chat.private(1, "/work 总则")
    assert (await chat.reply()).marked("bold") == ["《读书会章程》"]


async def test_a_title_in_its_brackets_needs_no_space(chat: FakeTelegram) -> None:
    """It once was searched for as a question."""
    chat.private(1, "/work《读书会章程》")
    assert (await chat.reply()).marked("bold") == ["《读书会章程》"]


async def test_several_titles_are_listed_with_the_next_step(circle: FakeTelegram) -> None:
    """Part of a title may be part of several."""
    circle.private(1, "/work 读书会")
    listed = await circle.reply()
    assert listed.text.startswith(ZH.several_works.format("读书会"))
    assert len(listed.links) > 1
    assert listed.text.endswith(ZH.works_hint)


async def test_a_title_that_is_none_is_named(chat: FakeTelegram) -> None:
    """And where no title is given, one that there is serves as the example."""
    chat.private(1, "/work 石油")
    assert (await chat.reply()).text == ZH.no_such_work.format("石油")
    chat.private(1, "/work")
    assert (await chat.reply()).text == ZH.work_usage.format("读书会章程")


async def test_passage_opens_a_code(chat: FakeTelegram) -> None:
    """Or says that it is gone, or how to ask."""
    chat.private(1, "/passage shelf-2")
    assert (await chat.reply()).marked("blockquote") == ["每次留一位记录人，把好句子抄下来。"]
    chat.private(1, "/passage 《读书会章程》 › 第一章 总则 · 第 3 段（编号 shelf-2）")
    assert (await chat.reply()).marked("blockquote") == ["每次留一位记录人，把好句子抄下来。"]
    chat.private(1, "/passage shelf-9")
    assert (await chat.reply()).text == ZH.gone
    chat.private(1, "/passage")
    assert "/passage shelf-" in (await chat.reply()).text


async def test_today_is_the_same_all_day(chat: FakeTelegram) -> None:
    """Whoever asks, wherever."""
    chat.private(1, "/today")
    alone = await chat.reply()
    chat.group(-1001, 2, "/today@chuchu_bot", topic=5)
    among = await chat.reply()
    assert alone.text == among.text
    assert among.thread == 5


async def test_a_quotation_is_checked(telegram: FakeTelegram) -> None:
    """What differs is underlined and named, and the text is shown as it stands."""

    class Checked(Shelf):
        def check(self, text: str) -> Check:
            differences = (Difference("replaced", 3, 4, "三", "两"), Difference("missing", 5, 5, "", "就"))
            quotations = self.ask("每两周").quotations
            return Check(
                text,
                (
                    Span(0, len(text), "altered", quotations, differences),
                    Span(0, 3, "absent"),
                ),
            )

    async with at_work(telegram, Checked("读书会每两周聚一次。")):
        asked = telegram.private(1, "/check 读书会三周聚一次")
        checked = await telegram.reply()
        assert checked.reply_to == asked.id
        assert checked.marked("bold") == [ZH.altered, ZH.absent]
        assert checked.marked("underline") == ["三"]
        assert checked.marked("blockquote") == ["读书会三周聚一次", "读书会每两周聚一次。", "读书会"]
        assert f"{ZH.replaced}：{ZH.instead.format('三', '两')}" in checked.text
        assert f"{ZH.left_out}：「就」" in checked.text
        telegram.press(checked, ZH.context)
        assert (await telegram.reply()).marked("blockquote") == ["读书会每两周聚一次。"]


async def test_check_in_reply_takes_that_message(chat: FakeTelegram) -> None:
    """Somebody quotes something; somebody else doubts it."""
    said = chat.group(-1001, 2, "轮流推荐")
    chat.group(-1001, 1, "/check", reply_to=said)
    checked = await chat.reply()
    assert checked.reply_to == said.id
    assert checked.text.startswith(ZH.verbatim)
    chat.private(1, "/check")
    assert (await chat.reply()).text == ZH.check_usage


async def test_commands_are_shown_by_language_and_to_administrators(
    telegram: FakeTelegram, shelf: Shelf
) -> None:
    """Administrators see theirs as well, in their own chat with the bot and nowhere else."""
    telegram.private(8, "hello")
    async with at_work(telegram, shelf, admins=(8, 9)):
        await telegram.reply()

        def names(where: str) -> list[str]:
            return [one["command"] for one in telegram.commands[where]]

        everyone = [name for name, _ in ZH.commands]
        assert set(telegram.commands) == {"", "en", "@8", "en@8"}
        assert names("") == names("en") == everyone
        assert names("@8") == [*everyone, *(name for name, _ in ZH.commands_of_administrators)]
        assert telegram.commands["en"][0]["description"] == EN.commands[0][1]


async def test_traditional_is_spoken_where_telegram_speaks_it(chat: FakeTelegram) -> None:
    """The quotation is never converted."""
    chat.private(1, "轮流推荐", language="zh-hant")
    reply = await chat.reply()
    assert list(reply.copies) == [ZH_HANT.copy]
    assert reply.marked("blockquote") == ["书由大家轮流推荐，推荐的人先讲三分钟。"]
