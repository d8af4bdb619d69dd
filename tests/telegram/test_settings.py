"""/settings: how the bot speaks in a chat, and who may say so."""

from __future__ import annotations

from pathlib import Path

from bot.texts import EN, ZH, ZH_HANT
from retrieval import Answer
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

GROUP = -1001
LINES = [f"第{number}句话。" for number in range(8)]


async def test_language_number_and_length_are_chosen(telegram: FakeTelegram, tmp_path: Path) -> None:
    """Each at a tap, in the message itself, and for good."""
    asked: list[int] = []

    class Measured(Shelf):
        def ask(
            self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None
        ) -> Answer:
            asked.append(max_chars)
            return super().ask(question, limit=limit)

    shelf = Measured(*LINES)
    async with at_work(telegram, shelf, data_dir=tmp_path):
        telegram.private(1, "/settings")
        shown = await telegram.reply()
        assert f"✓ {ZH.settings_automatic}" in shown.buttons
        for label in (ZH_HANT.name, ZH_HANT.settings_count.format(5), ZH_HANT.settings_length.format(60)):
            telegram.press(shown, label)
            shown = await telegram.reply()
        assert {f"✓ {ZH_HANT.name}", "✓ 5 條", "✓ 60 字"} <= set(shown.buttons)
    async with at_work(telegram, shelf, data_dir=tmp_path):
        telegram.private(1, "句话", language="en")
        answer = await telegram.reply()
        assert answer.marked("blockquote") == LINES[:5]
        assert ZH_HANT.more in answer.buttons
        assert asked[-1] == 60
        telegram.private(2, "句话", language="en")
        assert EN.more in (await telegram.reply()).buttons


async def test_the_chosen_language_reaches_the_menu(chat: FakeTelegram) -> None:
    """Telegram cannot tell 繁體 by itself; going back to its choice takes the list away."""
    chat.private(1, "/settings")
    shown = await chat.reply()
    chat.press(shown, ZH_HANT.name)
    shown = await chat.reply()
    await chat.was_called("setMyCommands")
    chat.press(shown, ZH_HANT.settings_automatic)
    await chat.reply()
    await chat.was_called("deleteMyCommands")


async def test_a_forgotten_language_leaves_the_menu(chat: FakeTelegram) -> None:
    """The list of commands once stayed in the language that was forgotten."""
    chat.private(1, "/settings")
    chat.press(await chat.reply(), EN.name)
    await chat.reply()
    chat.private(1, "/privacy")
    chat.press(await chat.reply(), EN.forget)
    assert ZH.privacy_nothing in (await chat.reply()).text
    await chat.was_called("deleteMyCommands")


async def test_in_a_group_administrators_choose(chat: FakeTelegram) -> None:
    """By Telegram's own roles; nobody else, though the buttons are there to press."""
    chat.roles = {(GROUP, 1): "creator", (GROUP, 2): "member"}
    chat.group(GROUP, 2, "/settings")
    assert (await chat.reply()).text == ZH.settings_refused
    chat.group(GROUP, 1, "/settings")
    shown = await chat.reply()
    assert ZH.settings_group in shown.text
    press = chat.press(shown, ZH.settings_count.format(1), user=2)
    assert await chat.toast(press) == ZH.settings_refused
    press = chat.press(shown, ZH.settings_count.format(1), user=3)
    assert await chat.toast(press) == ZH.settings_refused
    chat.press(shown, ZH.settings_count.format(1), user=1)
    await chat.reply()
    chat.group(GROUP, 2, "/ask 书")
    assert len((await chat.reply()).marked("blockquote")) == 1


async def test_roles_are_remembered_for_a_while(chat: FakeTelegram) -> None:
    """Telegram is not asked at every press."""
    chat.roles = {(GROUP, 1): "administrator"}
    chat.group(GROUP, 1, "/settings")
    shown = await chat.reply()
    for count in (1, 2, 5):
        chat.press(shown, ZH.settings_count.format(count))
        shown = await chat.reply()
    assert len(chat.called("getChatMember")) == 1
