"""Sessions: what is written down between beginning and end, and nothing else."""

from __future__ import annotations

import asyncio

import pytest

from bot.database import Database
from bot.database import sessions as sessions_module
from bot.database.sessions import Sessions
from tests.notebook.clippings import clipping

GROUP, READER, OTHER = -100, 7, 8
NOON = 1_700_000_000


@pytest.fixture
def sessions(database: Database) -> Sessions:
    return Sessions(database, now=lambda: NOON)


async def test_nothing_is_written_down_before_the_beginning_nor_after_the_end(sessions: Sessions) -> None:
    """Only chats that asked for it have minutes."""
    await sessions.use(GROUP, [clipping("之前。")], person=READER, name="李", asked="问")
    begun = await sessions.begin(GROUP, "第一讲", person=READER, name="李")
    await sessions.use(GROUP, [clipping("其间。")], person=OTHER, name="王", asked="怎样 \n 请假")
    await sessions.use(READER, [clipping("别处。")], person=READER, name="李", asked="问")
    ended = await sessions.end(GROUP)
    await sessions.use(GROUP, [clipping("之后。")], person=READER, name="李", asked="问")
    assert ended is not None
    assert (ended.topic, ended.ended) == ("第一讲", NOON)
    used = await sessions.used(begun.number)
    assert [(one.name, one.asked, one.clipping.text) for one in used] == [("王", "怎样 请假", "其间。")]


async def test_a_session_goes_on_after_a_restart(database: Database, sessions: Sessions) -> None:
    """It is in the database, not in memory."""
    begun = await sessions.begin(GROUP, "")
    await sessions.use(GROUP, [clipping("一。")], person=None, name="", asked="问")
    again = Sessions(database)
    assert await again.going(GROUP) == begun
    await again.use(GROUP, [clipping("二。")], person=None, name="", asked="问")
    assert len(await again.used(begun.number)) == 2


async def test_somebody_is_forgotten_while_others_begin_and_end(sessions: Sessions) -> None:
    """What is remembered of the sessions that go on stays true."""
    assert await sessions.going(GROUP) is None
    await asyncio.gather(sessions.forget(OTHER), sessions.begin(GROUP, "甲"))
    assert (await sessions.going(GROUP)) is not None
    await asyncio.gather(sessions.forget(OTHER), sessions.end(GROUP))
    assert await sessions.going(GROUP) is None


async def test_one_session_goes_on_at_a_time(sessions: Sessions) -> None:
    """Beginning again changes nothing; the next one is a new one."""
    first = await sessions.begin(GROUP, "甲")
    assert await sessions.begin(GROUP, "乙") == first
    await sessions.end(GROUP)
    assert await sessions.end(GROUP) is None
    second = await sessions.begin(GROUP, "乙")
    assert second.number != first.number
    assert await sessions.latest(GROUP) == second
    assert await sessions.one(OTHER, second.number) is None


async def test_minutes_have_a_bound(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that nobody ends does not fill the disk."""
    monkeypatch.setattr(sessions_module, "MOST_USED", 3)
    begun = await sessions.begin(GROUP, "")
    for number in range(5):
        await sessions.use(GROUP, [clipping(f"{number}。")], person=None, name="", asked="问")
    assert len(await sessions.used(begun.number)) == 3


async def test_forgetting_a_person_takes_them_out_of_the_minutes(sessions: Sessions) -> None:
    """Their own sessions go; in those of groups the quotations stay, without name and question."""
    own = await sessions.begin(READER, "我的", person=READER, name="李")
    await sessions.use(READER, [clipping()], person=READER, name="李", asked="问")
    shared = await sessions.begin(GROUP, "大家的", person=READER, name="李")
    await sessions.use(GROUP, [clipping()], person=READER, name="李", asked="问")
    await sessions.use(GROUP, [clipping()], person=OTHER, name="王", asked="也问")
    assert await sessions.count_of(READER) == 4
    await sessions.forget(READER)
    assert await sessions.count_of(READER) == 0
    assert await sessions.used(own.number) == []
    assert [(one.name, one.asked) for one in await sessions.used(shared.number)] == [("", ""), ("王", "也问")]
    going = await sessions.going(GROUP)
    assert going is not None
    assert (going.person, going.name) == (None, "")
    assert await sessions.going(READER) is None


async def test_a_group_takes_its_session_along(sessions: Sessions) -> None:
    """When Telegram gives it another id."""
    await sessions.begin(GROUP, "第一讲")
    await sessions.moved(GROUP, -200)
    assert await sessions.going(GROUP) is None
    assert await sessions.going(-200) is not None
