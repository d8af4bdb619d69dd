"""/privacy: what is known, and that it can be forgotten."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.texts import EN, ZH
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf


async def test_nothing_is_known_of_who_only_asks(chat: FakeTelegram) -> None:
    """And it says so."""
    chat.private(1, "轮流推荐")
    await chat.reply()
    chat.private(1, "/privacy")
    known = await chat.reply()
    assert known.text == "\n".join((ZH.privacy, ZH.privacy_not_kept, ZH.privacy_nothing))
    assert not known.buttons


async def test_what_was_chosen_is_shown_and_forgotten(chat: FakeTelegram) -> None:
    """By the person themselves, at a tap."""
    chat.private(1, "/settings")
    chat.press(await chat.reply(), EN.name)
    await chat.reply()
    chat.private(1, "/privacy")
    known = await chat.reply()
    assert EN.privacy_settings.format(EN.name, 3, 120, EN.notebook.style_plain) in known.text
    chat.press(known, EN.forget)
    assert ZH.privacy_nothing in (await chat.reply()).text
    chat.private(1, "轮流推荐")
    assert list((await chat.reply()).copies) == [ZH.copy]


async def test_what_comes_daily_is_shown_and_forgotten(chat: FakeTelegram) -> None:
    """Nothing comes any more."""
    chat.private(1, "/daily 07:30")
    await chat.reply()
    chat.private(1, "/privacy")
    known = await chat.reply()
    assert ZH.privacy_daily.format(1) in known.text
    chat.press(known, ZH.forget)
    assert ZH.privacy_nothing in (await chat.reply()).text
    chat.private(1, "/daily")
    assert ZH.daily_none in (await chat.reply()).text


async def test_in_a_group_nobody_is_laid_open(chat: FakeTelegram) -> None:
    """What concerns one alone is said to them alone."""
    chat.group(-1001, 1, "/privacy")
    known = await chat.reply()
    assert known.text == "\n".join((ZH.privacy, ZH.privacy_not_kept, ZH.privacy_alone))
    press = chat.press(known, data="f")
    assert await chat.toast(press) == ZH.old_button


async def test_no_question_is_left_behind(telegram: FakeTelegram, tmp_path: Path) -> None:
    """Neither found nor not found, neither in a table nor in a page of the file that was given back."""
    async with at_work(telegram, Shelf("一句话。"), data_dir=tmp_path):
        for words in ("一句话", "绝密问题", "/check 绝密引文"):
            telegram.private(4321, words)
            await telegram.reply()
        telegram.inline(4321, "绝密键入")
        await telegram.offered()
    with sqlite3.connect(tmp_path / "chuchu.db") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        kept = "\n".join(database.iterdump())
    database.close()
    assert "绝密" not in kept
    assert "绝密".encode() not in (tmp_path / "chuchu.db").read_bytes()
