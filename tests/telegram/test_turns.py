"""Updates between the door and the handler: kept first, in order, side by side, and never twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.database import Database, default_url
from bot.database.inbox import Inbox
from bot.errors import DataError
from bot.telegram.turns import Json, Turns, lane


def said(number: int, chat: int) -> Json:
    """A message in a chat."""
    return {"update_id": number, "message": {"chat": {"id": chat}, "from": {"id": 1}}}


@asynccontextmanager
async def turns(
    folder: Path, handle: Callable[[Json], Awaitable[None]], *, within: float = 1.0
) -> AsyncIterator[Turns]:
    """At work on the database in that folder; closed at the end."""
    async with Database.open(default_url(folder)) as database:
        one = Turns(Inbox(database, 1), handle)
        working = asyncio.create_task(one.work())
        yield one
        await one.close(within)
        await working


async def waiting(folder: Path) -> int:
    """How many updates are left there."""
    async with Database.open(default_url(folder)) as database:
        return await Inbox(database, 1).waiting()


@pytest.mark.parametrize(
    ("update", "name"),
    [
        ({"message": {"chat": {"id": -5}, "from": {"id": 7}}}, "chat -5"),
        ({"edited_message": {"chat": {"id": 7}}}, "chat 7"),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, "chat -5"),
        ({"callback_query": {"from": {"id": 7}, "inline_message_id": "x"}}, "person 7"),
        ({"inline_query": {"from": {"id": 7}}}, "person 7"),
        ({"my_chat_member": {"chat": {"id": -5}, "from": {"id": 7}}}, "chat -5"),
        ({"poll": {"id": "x"}}, "nobody"),
    ],
)
def test_who_waits_behind_whom(update: Json, name: str) -> None:
    """The chat decides; without one, the person."""
    assert lane({"update_id": 1, **update}) == name


async def test_order_holds_within_a_chat_and_chats_run_side_by_side(tmp_path: Path) -> None:
    """Ten chats of ten messages take as long as ten messages."""
    seen: dict[int, list[int]] = {chat: [] for chat in range(10)}
    done = asyncio.Event()
    at_once = most = 0

    async def handle(update: Json) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.02)
        at_once -= 1
        seen[update["message"]["chat"]["id"]].append(update["update_id"])
        if sum(map(len, seen.values())) == 100:
            done.set()

    async with turns(tmp_path, handle) as reception:
        await reception.receive([said(number, number % 10) for number in range(100)])
        async with asyncio.timeout(5):
            await done.wait()
    assert all(numbers == sorted(numbers) for numbers in seen.values())
    assert most == 10
    assert await waiting(tmp_path) == 0


async def test_a_flooding_chat_takes_one_place(tmp_path: Path) -> None:
    """Whoever comes after its thousand messages is dealt with at once; memory holds one of them."""
    served = asyncio.Event()
    flooded = 0

    async def handle(update: Json) -> None:
        nonlocal flooded
        if update["message"]["chat"]["id"] == 2:
            served.set()
        else:
            flooded += 1
            await asyncio.sleep(0.05)

    async with turns(tmp_path, handle, within=0) as reception:
        await reception.receive([said(number, 1) for number in range(1000)])
        await reception.receive([said(1000, 2)])
        async with asyncio.timeout(1):
            await served.wait()
        assert len(reception._busy) <= 2
    assert flooded < 20


async def test_an_update_that_comes_again_is_not_dealt_with_again(tmp_path: Path) -> None:
    """While it waits, while it is dealt with, and afterwards, by another process too."""
    seen: list[int] = []

    async def handle(update: Json) -> None:
        seen.append(update["update_id"])
        await asyncio.sleep(0.01)

    for _ in range(2):
        async with turns(tmp_path, handle) as reception:
            for _ in range(3):
                await reception.receive([said(1, 1), said(2, 1)])
                await asyncio.sleep(0.05)
    assert seen == [1, 2]


async def test_what_was_begun_is_finished_at_the_end(tmp_path: Path) -> None:
    """What was not begun waits for the next start."""
    seen: list[int] = []

    async def handle(update: Json) -> None:
        await asyncio.sleep(0.1)
        seen.append(update["update_id"])

    async with turns(tmp_path, handle) as reception:
        await reception.receive([said(1, 1), said(2, 1)])
        await asyncio.sleep(0.05)
    assert (seen, await waiting(tmp_path)) == ([1], 1)
    async with turns(tmp_path, handle):
        await asyncio.sleep(0.3)
    assert (seen, await waiting(tmp_path)) == ([1, 2], 0)


async def test_what_takes_too_long_at_the_end_comes_again(tmp_path: Path) -> None:
    """A stop is not held up, and nothing is lost by it."""

    async def stuck(update: Json) -> None:
        await asyncio.sleep(60)

    async with asyncio.timeout(2), turns(tmp_path, stuck, within=0.05) as reception:
        await reception.receive([said(1, 1)])
        await asyncio.sleep(0.05)
    assert await waiting(tmp_path) == 1


async def test_a_failure_is_dealt_with_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is in the log, and does not stop what follows."""
    seen: list[int] = []

    async def handle(update: Json) -> None:
        seen.append(update["update_id"])
        if update["update_id"] == 1:
            raise ZeroDivisionError

    async with turns(tmp_path, handle) as reception:
        await reception.receive([said(1, 1), said(2, 1)])
        await asyncio.sleep(0.2)
    assert seen == [1, 2]
    assert "ZeroDivisionError" in caplog.text


async def test_what_brings_the_process_down_again_and_again_is_given_up(tmp_path: Path) -> None:
    """After twenty attempts; others in that chat go on."""
    async with Database.open(default_url(tmp_path)) as database:
        inbox = Inbox(database, 1)
        await Turns(inbox, _nothing).receive([said(1, 1), said(2, 1)])
        for _ in range(20):
            await inbox.exchange([], room=1)
    seen: list[int] = []

    async def handle(update: Json) -> None:
        seen.append(update["update_id"])

    async with turns(tmp_path, handle):
        await asyncio.sleep(0.2)
    assert seen == [2]


async def test_a_database_that_is_not_well_loses_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram is not told that an update arrived; what was dealt with is not dealt with again."""
    seen: list[int] = []

    class Failing(Inbox):
        well = True

        async def receive(self, *args: Any) -> None:
            self._check()
            await super().receive(*args)

        async def exchange(self, *args: Any, **given: Any) -> Any:
            self._check()
            return await super().exchange(*args, **given)

        def _check(self) -> None:
            if not self.well:
                raise DataError("磁盘满了。")

    async with Database.open(default_url(tmp_path)) as database:
        inbox = Failing(database, 1)

        async def handle(update: Json) -> None:
            seen.append(update["update_id"])
            inbox.well = len(seen) > 1

        one = Turns(inbox, handle)
        working = asyncio.create_task(one.work())
        await one.receive([said(1, 1), said(2, 1)])
        await asyncio.sleep(0.2)
        with pytest.raises(DataError):
            await one.receive([said(3, 1)])
        inbox.well = True
        await asyncio.sleep(1.2)
        await one.close(1)
        await working
    assert seen == [1, 2]
    assert caplog.text.count("磁盘满了") == 1


async def _nothing(update: Json) -> None: ...
