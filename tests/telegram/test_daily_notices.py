"""What Telegram tells of chats: places, the bot let in and shown out, groups that become others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import time
from pathlib import Path

import pytest

from bot.daily.choice import Chance
from bot.daily.schedule import Schedule
from bot.daily.subscription import Pause, Subscription
from bot.database import Database, default_url
from bot.database.subscriptions import Subscriptions
from bot.texts import ZH
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.faults import at_first, refusing
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf
from tests.telegram.test_daily import due_now

ROOM, ELSEWHERE = -1001, -2002
TOKYO = (35.7, 139.7)


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Subscriptions]:
    """What the bot on the same data directory keeps."""
    async with Database.open(default_url(tmp_path)) as database:
        yield Subscriptions(database)


@pytest.fixture
async def daily(telegram: FakeTelegram, shelf: Shelf, tmp_path: Path) -> AsyncIterator[FakeTelegram]:
    """A Telegram with the bot at work there, and a group with an administrator."""
    telegram.roles |= {(ROOM, 1): "member", (ROOM, 2): "administrator"}
    async with at_work(telegram, shelf, data_dir=tmp_path):
        yield telegram


def wished(chat: int) -> Subscription:
    return Subscription(chat, None, Schedule("UTC", time(7, 30)), Chance())


async def until(kept: Subscriptions, chat: int, *paused: Pause | None) -> None:
    """Until the subscriptions of a chat rest for these reasons."""
    async with asyncio.timeout(5):
        while [one.paused for one in await kept.of(chat)] != list(paused):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_a_place_is_a_zone(daily: FakeTelegram, kept: Subscriptions) -> None:
    """Before anything is wished it is named, after that it holds."""
    daily.place(1, *TOKYO)
    assert (await daily.reply()).text == ZH.daily.zone_first.format("Asia/Tokyo")
    await kept.keep(wished(1))
    daily.place(1, *TOKYO)
    assert (await daily.reply()).text.startswith(ZH.daily_zone.format("Asia/Tokyo"))
    assert [one.schedule.zone for one in await kept.of(1)] == ["Asia/Tokyo"]


async def test_in_a_group_a_place_is_meant_for_the_bot_where_it_answers_it(
    daily: FakeTelegram, kept: Subscriptions
) -> None:
    """And its administrators decide, as about all that comes there."""
    await kept.keep(wished(ROOM))
    daily.group(ROOM, 2, "/daily")
    shown = await daily.reply()
    daily.place(2, *TOKYO, chat=ROOM)
    daily.place(1, *TOKYO, chat=ROOM, reply_to=shown)
    assert (await daily.reply()).text == ZH.daily_refused
    assert [one.schedule.zone for one in await kept.of(ROOM)] == ["UTC"]
    daily.place(2, *TOKYO, chat=ROOM, reply_to=shown)
    assert (await daily.reply()).text.startswith(ZH.daily_zone.format("Asia/Tokyo"))
    assert [one.schedule.zone for one in await kept.of(ROOM)] == ["Asia/Tokyo"]


@pytest.mark.parametrize(("chat", "out"), [(1, "kicked"), (ROOM, "left"), (ROOM, "kicked")])
async def test_who_shows_the_bot_out_is_left_in_peace_until_it_is_back(
    daily: FakeTelegram, kept: Subscriptions, chat: int, out: str
) -> None:
    """Nothing is tried meanwhile, and on the return it says so."""
    await kept.keep(wished(chat))
    daily.standing(chat, "member", out)
    await until(kept, chat, Pause.BLOCKED)
    assert [one.due for one in await kept.of(chat)] == [None]
    daily.standing(chat, out, "member")
    assert (await daily.reply()).text == ZH.daily_back
    assert [one.paused for one in await kept.of(chat)] == [None]


async def test_another_role_in_a_group_is_nothing_to_speak_of(
    daily: FakeTelegram, kept: Subscriptions
) -> None:
    """What rests because somebody wished so goes on resting."""
    await kept.keep(Subscription(ROOM, None, Schedule("UTC", time(7, 30)), Chance(), paused=Pause.ASKED))
    daily.standing(ROOM, "member", "administrator")
    daily.standing(ROOM, "administrator", "left")
    daily.standing(ROOM, "left", "member")
    asked = daily.group(ROOM, 1, "/daily")
    while (answer := await daily.reply()).reply_to != asked.id:
        assert answer.text != ZH.daily_back
    assert ZH.daily_asked in answer.text


async def test_a_group_that_becomes_another_is_followed(daily: FakeTelegram, kept: Subscriptions) -> None:
    """By what the old one says last."""
    await kept.keep(wished(ROOM))
    daily.migrated(ROOM, ELSEWHERE)
    await until(kept, ELSEWHERE, None)
    assert await kept.of(ROOM) == []


async def test_a_group_that_became_another_unheard_is_followed_too(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, kept: Subscriptions
) -> None:
    """By the refusal that names the new one; the passage comes there."""
    telegram.group(ROOM, 1, "聊")
    telegram.group(ELSEWHERE, 1, "聊")
    await due_now(kept, chat=ROOM, aim=Chance())
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    telegram.around = at_first(1, "sendMessage", refusing(400, moved, migrate_to_chat_id=ELSEWHERE))
    async with at_work(telegram, shelf, data_dir=tmp_path):
        assert (await telegram.reply()).chat == ELSEWHERE
        await until(kept, ELSEWHERE, None)


async def test_who_blocked_the_bot_unheard_rests_too(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, kept: Subscriptions
) -> None:
    """By the refusal; a word from them wakes what rests."""
    telegram._chat(1, {"type": "private", "first_name": "R"})
    await due_now(kept, aim=Chance())
    telegram.around = at_first(1, "sendMessage", refusing(403, "Forbidden: bot was blocked by the user"))
    async with at_work(telegram, shelf, data_dir=tmp_path):
        await until(kept, 1, Pause.BLOCKED)
        telegram.private(1, "/daily")
        assert (await telegram.reply()).text.startswith(ZH.daily_back)
