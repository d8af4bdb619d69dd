"""/daily in private and in groups, and what then comes by itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.daily.choice import Chance, Course
from bot.daily.schedule import Schedule
from bot.daily.subscription import Pause, Subscription
from bot.database import Database, default_url
from bot.database.subscriptions import Subscriptions
from bot.texts import EN, ZH
from tests.fake_telegram import FakeTelegram
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

ROOM = -1001


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Subscriptions]:
    """What the bot on the same data directory keeps."""
    async with Database.open(default_url(tmp_path)) as database:
        yield Subscriptions(database)


@pytest.fixture
async def daily(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, kept: Subscriptions
) -> AsyncIterator[FakeTelegram]:
    """A Telegram with the bot at work there."""
    async with at_work(telegram, shelf, data_dir=tmp_path, admins=[9]):
        yield telegram


async def said(telegram: FakeTelegram, words: str, user: int = 1) -> str:
    telegram.private(user, words)
    return (await telegram.reply()).text


async def test_without_a_wish_it_says_how(daily: FakeTelegram) -> None:
    """Nothing comes yet, and what may be written."""
    assert await said(daily, "/daily") == f"{ZH.daily_none}\n\n{ZH.daily_usage}"


async def test_a_time_is_enough(daily: FakeTelegram, kept: Subscriptions) -> None:
    """The zone is the settings', the days are all, the passage is by chance."""
    text = await said(daily, "/daily 07:30")
    assert ZH.daily_item.format(1, ZH.daily_every_day, "07:30", "Asia/Shanghai", ZH.daily_chance) in text
    (one,) = await kept.of(1)
    assert one.due is not None
    assert one.schedule.local(one.due.at).strftime("%H:%M") == "07:30"


async def test_a_second_time_changes_the_first(daily: FakeTelegram, kept: Subscriptions) -> None:
    """The city, the days and the length are changed the same way, one by one."""
    for words in ("07:30", "东京", "周一三五", "21:00", "补3小时"):
        await said(daily, f"/daily {words}")
    (one,) = await kept.of(1)
    assert one.schedule == Schedule("Asia/Tokyo", datetime(1, 1, 1, 21).time(), frozenset({0, 2, 4}))
    assert one.window == 3 * 3600


async def test_chance_joins_a_course_when_it_is_named(daily: FakeTelegram, kept: Subscriptions) -> None:
    """A time alone changes the only one that there is."""
    await said(daily, "/daily 08:00 《读书会》 60字")
    await said(daily, "/daily 09:00")
    await said(daily, "/daily 21:00 随机 补3小时")
    assert [(one.schedule.at.hour, one.aim) for one in await kept.of(1)] == [
        (9, Course("读书会章程", 60)),
        (21, Chance()),
    ]
    assert ZH.daily.window.format(3) in await said(daily, "/daily")


async def test_another_aim_is_another_subscription(daily: FakeTelegram, kept: Subscriptions) -> None:
    """A work by its title, a question by its words; all of one chat are listed."""
    await said(daily, "/daily 07:30")
    await said(daily, "/daily 08:00 《读书会》 60字")
    text = await said(daily, "/daily 12:00 关于 轮流推荐")
    assert ZH.daily_course.format("读书会章程", 60) in text
    assert ZH.daily_about.format("轮流推荐") in text
    assert [one.schedule.at.hour for one in await kept.of(1)] == [7, 8, 12]
    await said(daily, "/daily 2 off")
    assert [one.schedule.at.hour for one in await kept.of(1)] == [7, 12]
    assert (await said(daily, "/daily off")).startswith(ZH.daily_off)
    assert await kept.of(1) == []


@pytest.mark.parametrize("words", ["《读书会》 off", "3 off", "0 取消", "12:00 关于 取消"])
async def test_only_what_is_named_is_stopped(daily: FakeTelegram, kept: Subscriptions, words: str) -> None:
    """Words that name none of the list stop nothing, and are told."""
    await said(daily, "/daily 07:30")
    await said(daily, "/daily 08:00 《读书会》 60字")
    text = await said(daily, f"/daily {words}")
    assert text.startswith(ZH.daily_not_understood.format(" ".join(words.split()[:-1])))
    assert len(await kept.of(1)) == 2


@pytest.mark.parametrize("words", ["25:00", "火星", "07:30 每月"])
async def test_what_is_not_understood_is_named(daily: FakeTelegram, words: str) -> None:
    """And nothing is kept."""
    text = await said(daily, f"/daily {words}")
    assert text.startswith(ZH.daily_not_understood.format(words.split()[-1]))


@pytest.mark.parametrize("words", ["07:30 600字", "07:30 30日读完", "by the 30th 关于 轮流推荐"])
async def test_a_length_without_a_work_is_not_passed_over(
    daily: FakeTelegram, kept: Subscriptions, words: str
) -> None:
    """It once was, and a passage by chance came for ever."""
    assert await said(daily, f"/daily {words}") == ZH.daily.course_first
    assert await kept.of(1) == []


async def test_a_work_that_is_not_there_is_named(daily: FakeTelegram) -> None:
    """Instead of a subscription to nothing."""
    assert await said(daily, "/daily 07:30 《无》") == ZH.daily_no_such_work.format("无")


async def test_buttons_let_it_rest_and_go_on_and_end(daily: FakeTelegram, kept: Subscriptions) -> None:
    """The list stays where it is, and changes."""
    daily.private(1, "/daily 07:30")
    shown = await daily.reply()
    daily.press(shown, ZH.daily_rest.format(1))
    shown = await daily.reply()
    assert ZH.daily_paused.format(ZH.daily_asked) in shown.text
    assert [one.due for one in await kept.of(1)] == [None]
    daily.press(shown, ZH.daily_go_on.format(1))
    shown = await daily.reply()
    assert ZH.daily_next.split("{")[0] in shown.text
    daily.press(shown, ZH.daily_drop.format(1))
    assert (await daily.reply()).text.startswith(ZH.daily_none)


async def test_forged_buttons_touch_nothing(daily: FakeTelegram, kept: Subscriptions) -> None:
    """Neither another chat's subscription nor nonsense."""
    other = await kept.keep(Subscription(2, None, Schedule("UTC", datetime.min.time()), Course("书")))
    daily.private(1, "/daily 07:30")
    shown = await daily.reply()
    for data in (f"d:x:{other.number}", "d:x:-1", "d:x:" + "9" * 30, "d:?:1", "d"):
        press = daily.press(shown, data=data)
        async with asyncio.timeout(5):
            while press not in daily.toasts:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert daily.toasts[press] == ZH.old_button
    assert len(await kept.of(2)) == len(await kept.of(1)) == 1


async def test_in_a_group_its_administrators_decide(daily: FakeTelegram, kept: Subscriptions) -> None:
    """Others may look."""
    daily.roles |= {(ROOM, 1): "member", (ROOM, 2): "administrator"}
    daily.group(ROOM, 1, "/daily 07:30", topic=77)
    assert (await daily.reply()).text == ZH.daily_refused
    daily.group(ROOM, 2, "/daily 07:30", topic=77)
    shown = await daily.reply()
    assert [(one.chat, one.topic) for one in await kept.of(ROOM)] == [(ROOM, 77)]
    daily.press(shown, ZH.daily_drop.format(1), user=1)
    daily.group(ROOM, 1, "/daily")
    assert ZH.daily_here in (await daily.reply()).text


async def test_administrators_see_the_health_of_all(daily: FakeTelegram, kept: Subscriptions) -> None:
    """Alone with the bot: in short under their own list, and in full; nobody else does."""
    assert f"{ZH.daily.health_good} /pushes" in await said(daily, "/daily", user=9)
    one = await due_now(kept, chat=5, aim=Course("没有的书"))
    await kept.keep(replace(one, number=0, chat=6, paused=Pause.BLOCKED))
    await asyncio.sleep(1)  # what is due was looked at
    shown = await said(daily, "/pushes", user=9)
    assert ZH.daily.health_blocked.format(1, 6) in shown
    assert ZH.daily.health_chats.format(2, 1) in shown
    assert await said(daily, "/pushes") == ZH.daily.health_refused
    daily.group(ROOM, 9, "/pushes")
    assert (await daily.reply()).text == ZH.daily.health_alone


async def test_it_says_so_in_other_languages(daily: FakeTelegram) -> None:
    """In that of the person."""
    daily.private(3, "/daily 07:30 new york weekdays", language="en")
    text = (await daily.reply()).text
    assert EN.daily_here in text and "America/New_York" in text


async def test_what_was_blocked_goes_on_when_they_return(daily: FakeTelegram, kept: Subscriptions) -> None:
    """And they are told."""
    await said(daily, "/daily 07:30")
    (one,) = await kept.of(1)
    await kept.keep(replace(one, paused=Pause.BLOCKED))
    assert (await said(daily, "/daily")).startswith(ZH.daily_back)
    assert [one.paused for one in await kept.of(1)] == [None]


async def due_now(kept: Subscriptions, **given: object) -> Subscription:
    """A subscription whose time is this minute."""
    now = datetime.fromtimestamp(time.time() - 60, UTC)
    schedule = Schedule("UTC", now.time().replace(second=0, microsecond=0))
    early = Subscriptions(kept._database, now=lambda: time.time() - 180)
    return await early.keep(Subscription(**{"chat": 1, "topic": None, "schedule": schedule, **given}))  # type: ignore[arg-type]


async def test_what_comes_has_its_words_its_place_and_the_buttons_of_an_answer(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, kept: Subscriptions
) -> None:
    """A course says where we are; the buttons work as under an answer; on its last day it says so."""
    await due_now(kept, aim=Course("读书会章程", 3000))
    telegram._chat(1, {"type": "private", "first_name": "R"})
    async with at_work(telegram, shelf, data_dir=tmp_path):
        came = await telegram.reply()
        assert came.text.startswith(f"《读书会章程》 · {ZH.daily_part.format(1, 1)} · 第一章 总则")
        assert came.marked("blockquote") == [
            "读书会每两周聚一次。",
            "书由大家轮流推荐，推荐的人先讲三分钟。",
            "每次留一位记录人，把好句子抄下来。",
        ]
        assert came.text.endswith(ZH.daily_end.format("读书会章程"))
        assert "shelf-0" in came.marked("code")
        telegram.press(came, ZH.context)
        assert ZH.here in (await telegram.reply()).text
        await asyncio.sleep(1)  # what arrived is written down a few at a time
        telegram.private(1, "/daily")
        shown = await telegram.reply()
        assert ZH.daily_finished in shown.text
        assert [one.paused for one in await kept.of(1)] == [Pause.FINISHED]
        telegram.press(shown, ZH.daily_go_on.format(1))
        await telegram.reply()
    assert [(one.paused, one.place) for one in await kept.of(1)] == [(None, None)]


async def test_it_comes_into_the_topic(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, kept: Subscriptions
) -> None:
    """Where it was wished."""
    telegram.group(ROOM, 1, "聊", topic=77)
    await due_now(kept, chat=ROOM, topic=77, aim=Course("读书会章程", 3000, date(2030, 1, 1)))
    async with at_work(telegram, shelf, data_dir=tmp_path):
        assert (await telegram.reply()).thread == 77


async def test_a_chat_that_may_not_read_any_more_gets_nothing(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, kept: Subscriptions
) -> None:
    """A limit that was set later holds for what was wished before."""
    telegram._chat(1, {"type": "private", "first_name": "R"})
    await due_now(kept, aim=Course("读书会章程"))
    async with at_work(telegram, shelf, data_dir=tmp_path, allowed_chats=[5]):
        await asyncio.sleep(1.5)
    assert [one.paused for one in await kept.of(1)] == [Pause.BLOCKED]
    assert not telegram.called("sendMessage")
