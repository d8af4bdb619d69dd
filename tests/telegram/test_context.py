"""The buttons: a passage in its place, from there on through the work, and back to the answer."""

from __future__ import annotations

import pytest

from bot.telegram.browsing import WORKS
from bot.telegram.choosing import CHOOSE
from bot.telegram.keeping import KEEP
from bot.telegram.pages import CARD, COPY_PASSAGE, SECTION
from bot.telegram.privacy import FORGET
from bot.telegram.quizzing import QUIZ
from bot.telegram.replies import ANSWER, COPY_ANSWER, PASSAGE
from bot.telegram.subscribing import DAILY
from bot.telegram.tracing import TRACE
from bot.texts import EN, ZH
from retrieval import PassageInPlace
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf


async def test_context_opens_in_the_place_of_the_answer(chat: FakeTelegram) -> None:
    """The passage stands between its neighbours, in the same message."""
    chat.private(1, "轮流推荐")
    answer = await chat.reply()
    press = chat.press(answer, ZH.context)
    context = await chat.reply()
    assert context.id == answer.id
    assert context.marked("blockquote") == ["书由大家轮流推荐，推荐的人先讲三分钟。"]
    assert context.marked("expandable_blockquote") == [
        "读书会每两周聚一次。",
        "每次留一位记录人，把好句子抄下来。",
    ]
    assert list(context.buttons) == [
        *(ZH.previous, ZH.whole, ZH.following),
        *(ZH.pictures.card, ZH.notebook.keep, ZH.back),
    ]
    assert chat.toasts[press] is None


async def test_turning_leads_through_the_work(chat: FakeTelegram) -> None:
    """◀ and ▶ lead from passage to passage, and stop at the ends."""
    chat.private(1, "轮流推荐")
    chat.press(await chat.reply(), ZH.context)
    chat.press(await chat.reply(), ZH.following)
    last = await chat.reply()
    assert last.marked("blockquote") == ["每次留一位记录人，把好句子抄下来。"]
    assert list(last.buttons) == [
        *(ZH.previous, ZH.whole),
        *(ZH.pictures.card, ZH.notebook.keep, ZH.back),
    ]


async def test_the_way_back_leads_to_the_same_answer(chat: FakeTelegram) -> None:
    """However far one leafed."""
    chat.private(1, "轮流推荐")
    answer = await chat.reply()
    chat.press(answer, ZH.context)
    chat.press(await chat.reply(), ZH.following)
    chat.press(await chat.reply(), ZH.back)
    again = await chat.reply()
    assert (again.text, again.buttons) == (answer.text, answer.buttons)


async def test_the_whole_section_is_shown(chat: FakeTelegram) -> None:
    """All its passages in order, under its name; and back to the one that was open."""
    chat.private(1, "轮流推荐")
    chat.press(await chat.reply(), ZH.context)
    chat.press(await chat.reply(), ZH.whole)
    section = await chat.reply()
    assert section.marked("bold") == ["《读书会章程》 › 第一章 总则"]
    assert section.marked("blockquote") == [
        "读书会每两周聚一次。",
        "书由大家轮流推荐，推荐的人先讲三分钟。",
        "每次留一位记录人，把好句子抄下来。",
    ]
    assert list(section.buttons) == [ZH.back_to_passage, ZH.back]
    chat.press(section, ZH.back_to_passage)
    assert (await chat.reply()).marked("blockquote") == ["书由大家轮流推荐，推荐的人先讲三分钟。"]


async def test_a_long_section_opens_at_the_page_of_the_passage(telegram: FakeTelegram) -> None:
    """Pages hold whole passages, and lead on and back."""
    texts = [f"{number}号" + "字" * 390 + "。" for number in range(12)]
    async with at_work(telegram, Shelf(*texts)):
        telegram.private(1, "7号")
        telegram.press(await telegram.reply(), data="s:shelf-7::0")
        page = await telegram.reply()
        assert page.marked("blockquote") == texts[4:8]
        assert ZH.page_of.format(2, 3) in page.text
        telegram.press(page, ZH.next_page)
        assert (await telegram.reply()).marked("blockquote") == texts[8:]
        telegram.press(page, ZH.previous_page)
        assert (await telegram.reply()).marked("blockquote") == texts[:4]


async def test_a_second_press_on_the_same_button_is_harmless(chat: FakeTelegram) -> None:
    """Telegram refuses a change that changes nothing; nobody hears of it."""
    chat.private(1, "轮流推荐")
    answer = await chat.reply()
    data = answer.buttons[ZH.context]
    for _ in range(2):
        chat.press(answer, data=data)
    assert (await chat.reply()).id == answer.id
    chat.private(1, "/start")
    assert (await chat.reply()).text.startswith(ZH.start)


async def test_each_quotation_has_its_button(telegram: FakeTelegram) -> None:
    """With several quotations they are numbered, and so are the buttons."""
    async with at_work(telegram, Shelf("第一句。", "第二句。", "第三句。")):
        telegram.private(1, "句")
        answer = await telegram.reply()
    opening = [label for label in answer.buttons if label.startswith(ZH.context_short)]
    assert [answer.buttons[label] for label in opening] == ["p:shelf-0:0", "p:shelf-1:0", "p:shelf-2:0"]
    assert [label[-1] for label in opening] == ["①", "②", "③"]
    assert all(number in answer.text for number in "①②③")


async def test_a_text_that_is_gone_is_said_kindly_and_the_answer_stays(telegram: FakeTelegram) -> None:
    """Documents change; old buttons stay, and so does what was quoted."""
    async with at_work(telegram, Shelf("旧的话。")):
        telegram.private(1, "旧的话")
        answer = await telegram.reply()
    async with at_work(telegram, Shelf("新的话。", work="新")):
        press = telegram.press(answer, data="p:shelf-1:0", language="en")
        assert await telegram.toast(press) == EN.gone
        assert telegram.chats[1].messages[answer.id]["text"] == answer.text


async def test_text_that_changed_is_shown_as_it_is_now(telegram: FakeTelegram) -> None:
    """And named as such, through an old button as through an old link."""

    class Revised(Shelf):
        def closest(self, code: str) -> PassageInPlace | None:
            return self.passage(self.code(0)) if code == "old" else None

    async with at_work(telegram, Revised("新的话。", "后面的话。")):
        telegram.private(1, "/start old")
        linked = await telegram.reply()
        assert linked.text.startswith(ZH.changed)
        assert linked.marked("blockquote") == ["新的话。"]
        for data in ("p:old:0", "s:old::0"):
            telegram.press(linked, data=data)
            assert (await telegram.reply()).marked("blockquote")[0] == "新的话。"


@pytest.mark.parametrize(
    "data", ["drop:table", "x", ":::", "p:1:2:3:4", "🙂" * 16, "w:-1", "c:l:tlh", "c:n:99", "s:nothing:x:y"]
)
async def test_forged_data_is_answered_with_a_word(chat: FakeTelegram, data: str) -> None:
    """Whatever stands behind a button that is not ours, nothing breaks and the next press is served."""
    chat.private(1, "轮流推荐")
    answer = await chat.reply()
    press = chat.press(answer, data=data)
    said = await chat.toast(press)
    assert said in (ZH.old_button, ZH.gone) or data.startswith("w:")
    chat.press(answer, ZH.context)
    while (await chat.reply()).marked("blockquote") != ["书由大家轮流推荐，推荐的人先讲三分钟。"]:
        pass


async def test_a_press_that_waited_too_long_is_still_served(chat: FakeTelegram) -> None:
    """Telegram forgets a press after a while, as when the bot was away; the reader does not."""
    chat.private(1, "轮流推荐")
    chat.press(await chat.reply(), ZH.context)
    chat.presses.clear()
    assert (await chat.reply()).marked("blockquote") == ["书由大家轮流推荐，推荐的人先讲三分钟。"]


async def test_context_opens_from_a_message_telegram_forgot(chat: FakeTelegram) -> None:
    """Of an old message only the number is left; that is enough."""
    chat.private(1, "轮流推荐")
    chat.press(await chat.reply(), ZH.context, forgotten=True)
    assert (await chat.reply()).marked("blockquote") == ["书由大家轮流推荐，推荐的人先讲三分钟。"]


async def test_without_its_question_an_answer_does_not_come_back(chat: FakeTelegram) -> None:
    """It was never kept: whoever deleted it, or has an old message, is asked to ask again."""
    asked = chat.private(1, "轮流推荐")
    answer = await chat.reply()
    press = chat.press(answer, data="a:0", forgotten=True)
    assert await chat.toast(press) == ZH.question_gone
    del chat.chats[1].messages[asked.id]
    press = chat.press(answer, data="a:0")
    assert await chat.toast(press) == ZH.question_gone


def test_no_two_buttons_do_things_under_one_letter() -> None:
    """Whichever room they belong to."""
    letters = [ANSWER, COPY_ANSWER, COPY_PASSAGE, PASSAGE, SECTION, WORKS, CHOOSE, KEEP, FORGET, DAILY]
    letters += [CARD, TRACE, QUIZ]
    assert len(set(letters)) == len(letters)
