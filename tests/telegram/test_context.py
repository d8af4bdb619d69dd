"""The buttons: a passage in its place, and from there on through the work."""

from __future__ import annotations

from bot.texts import EN, ZH
from tests.fake_telegram import FakeTelegram


async def test_context_opens_below_the_answer(chat: FakeTelegram) -> None:
    """The passage stands between its neighbours, as a reply to the answer."""
    chat.private(1, "轮流推荐")
    answer = await chat.reply()
    press = chat.press(answer, ZH.context)
    context = await chat.reply()
    assert context.reply_to == answer.id
    assert context.marked("blockquote") == ["书由大家轮流推荐，推荐的人先讲三分钟。"]
    assert context.marked("expandable_blockquote") == [
        "读书会每两周聚一次。",
        "每次留一位记录人，把好句子抄下来。",
    ]
    assert list(context.buttons) == [ZH.previous, ZH.following]
    assert chat.toasts[press] is None


async def test_turning_changes_the_message_in_place(chat: FakeTelegram) -> None:
    """◀ and ▶ lead through the work, and stop at its ends."""
    chat.private(1, "轮流推荐")
    chat.press(await chat.reply(), ZH.context)
    context = await chat.reply()
    chat.press(context, ZH.following)
    last = await chat.reply()
    assert last.id == context.id
    assert last.marked("blockquote") == ["每次留一位记录人，把好句子抄下来。"]
    assert list(last.buttons) == [ZH.previous]


async def test_a_second_press_on_the_same_button_is_harmless(chat: FakeTelegram) -> None:
    """Telegram refuses a change that changes nothing; nobody hears of it."""
    chat.private(1, "轮流推荐")
    chat.press(await chat.reply(), ZH.context)
    context = await chat.reply()
    data = context.buttons[ZH.following]
    for _ in range(2):
        chat.press(context, data=data)
    assert (await chat.reply()).id == context.id
    chat.private(1, "/start")
    assert (await chat.reply()).text.startswith(ZH.start)


async def test_each_quotation_has_its_button(chat: FakeTelegram) -> None:
    """With several quotations they are numbered, and so are the buttons."""
    chat.private(1, "。")
    answer = await chat.reply()
    assert list(answer.buttons.values()) == ["open:shelf-0", "open:shelf-1", "open:shelf-2"]
    assert [label[-1] for label in answer.buttons] == ["①", "②", "③"]
    assert all(number in answer.text for number in "①②③")


async def test_a_code_that_is_gone_is_said_kindly(chat: FakeTelegram) -> None:
    """Documents change; old buttons stay."""
    chat.private(1, "轮流推荐")
    chat.press(await chat.reply(), data="open:forged-code", language="en")
    assert (await chat.reply()).text == EN.gone


async def test_forged_data_is_answered_with_a_toast(chat: FakeTelegram) -> None:
    """Whatever stands behind a button that is not ours."""
    chat.private(1, "轮流推荐")
    answer = await chat.reply()
    presses = [chat.press(answer, data=data) for data in ("drop:table", "open:", "openshelf-1", "🙂" * 16)]
    chat.press(answer, ZH.context)
    await chat.reply()
    assert [chat.toasts[press] for press in presses] == [ZH.old_button] * 4


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
