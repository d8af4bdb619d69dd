"""Telegram's limits are reached and not exceeded, and whoever waits for an answer goes first."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator, Callable

import pytest

from bot.telegram.limiter import Chat, Handle, Limiter, Limits, Priority, Rate

EXACT = Limits(Rate(30, 1.0), Rate(1, 1.0), Rate(20, 60.0))


class Alarm:
    """Rings unless it is called off."""

    def __init__(self, ring: Callable[[], object]) -> None:
        self.ring: Callable[[], object] = ring

    def cancel(self) -> None:
        self.ring = lambda: None


class Clock:
    """A time that passes only when told."""

    def __init__(self) -> None:
        self.now = 0.0
        self._alarms: list[tuple[float, int, Alarm]] = []
        self._numbers = itertools.count()

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback: Callable[[], object], /) -> Handle:
        alarm = Alarm(callback)
        heapq.heappush(self._alarms, (when, next(self._numbers), alarm))
        return alarm

    async def pass_until(self, end: float) -> None:
        """Ring what is due, at its time, and let everyone react."""
        while self._alarms and self._alarms[0][0] <= end:
            when, _, alarm = heapq.heappop(self._alarms)
            self.now = max(self.now, when)
            alarm.ring()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        self.now = end


class Sending:
    """Messages on their way through a limiter, and when each one went."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.limiter = Limiter(EXACT, self.clock)
        self.went: list[tuple[float, Chat]] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def send(self, *chats: Chat, push: bool = False) -> None:
        """One message for each of these chats."""

        async def one(chat: Chat) -> None:
            await self.limiter.turn(chat, Priority.PUSH if push else Priority.PERSON)
            self.went.append((self.clock.now, chat))

        self._tasks += [asyncio.create_task(one(chat)) for chat in chats]
        await asyncio.sleep(0)

    def times(self, chat: Chat | None = None) -> list[float]:
        return [time for time, to in self.went if chat in (None, to)]

    def most_within(self, seconds: float) -> int:
        """The most messages in any window of that length."""
        times = self.times()
        return max(sum(start <= time < start + seconds - 1e-6 for time in times) for start in times)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@pytest.fixture
async def sending() -> AsyncIterator[Sending]:
    """A limiter at second 0."""
    one = Sending()
    yield one
    await one.stop()


async def test_thirty_go_in_any_second(sending: Sending) -> None:
    """Not thirty-one, and not twenty-nine."""
    await sending.send(*range(1, 301))
    await sending.clock.pass_until(9.9)
    assert len(sending.went) == 300
    assert sending.most_within(1.0) == 30


async def test_one_goes_to_a_chat_in_a_second(sending: Sending) -> None:
    """In the order in which they came; other chats do not wait for it."""
    await sending.send(7, 7, 7, 8)
    await sending.clock.pass_until(5)
    assert sending.times(7) == [0, 1, 2]
    assert sending.times(8) == [0]


@pytest.mark.parametrize("group", [-100, "@channel"])
async def test_twenty_go_to_a_group_in_a_minute(sending: Sending, group: Chat) -> None:
    """And one in a second."""
    await sending.send(*[group] * 25)
    await sending.clock.pass_until(59.9)
    assert sending.times() == list(range(20))
    await sending.clock.pass_until(70)
    assert sending.times()[20:] == [60, 61, 62, 63, 64]


async def test_pushes_reach_the_full_pace(sending: Sending) -> None:
    """Evenly, thirty in each second."""
    await sending.send(*range(1, 1001), push=True)
    await sending.clock.pass_until(1000 / 30)
    assert len(sending.went) == 1000
    assert sending.most_within(1.0) == 30
    assert sending.most_within(0.1) <= 4


async def test_people_go_before_pushes(sending: Sending) -> None:
    """However many pushes wait, a person's answer takes the very next place."""
    await sending.send(*range(1, 1001), push=True)
    await sending.clock.pass_until(10.01)
    await sending.send(5001, 5002, 5003)
    await sending.clock.pass_until(20)
    assert max(time for time, chat in sending.went if isinstance(chat, int) and chat > 5000) < 10.2
    assert sending.most_within(1.0) == 30


async def test_in_a_chat_a_person_goes_before_a_push(sending: Sending) -> None:
    """Also where the push came first."""
    await sending.send(7)
    order: list[str] = []

    async def waits(name: str, priority: Priority) -> None:
        await sending.limiter.turn(7, priority)
        order.append(name)

    waiting = [
        asyncio.create_task(waits("push", Priority.PUSH)),
        asyncio.create_task(waits("person", Priority.PERSON)),
    ]
    await asyncio.sleep(0)
    await sending.clock.pass_until(3)
    await asyncio.gather(*waiting)
    assert order == ["person", "push"]


async def test_a_flooding_chat_does_not_delay_others(sending: Sending) -> None:
    """A thousand messages for one chat take one place in a second."""
    await sending.send(*[7] * 1000)
    await sending.clock.pass_until(3.5)
    await sending.send(8)
    assert sending.times(8) == [3.5]


async def test_a_halt_is_for_all(sending: Sending) -> None:
    """Until it is over nobody goes; then all do, in order."""
    sending.limiter.halt(5)
    await sending.send(1, 2)
    waiting = asyncio.create_task(sending.limiter.unhalted())
    sending.limiter.halt(3)
    await sending.clock.pass_until(4.9)
    assert sending.went == []
    assert not waiting.done()
    await sending.clock.pass_until(5)
    assert sending.went == [(5, 1), (5, 2)]
    await waiting


async def test_who_gives_up_takes_no_place(sending: Sending) -> None:
    """A cancelled message is not counted."""
    await sending.send(7)
    gone = asyncio.create_task(sending.limiter.turn(7))
    await asyncio.sleep(0)
    await sending.send(7)
    gone.cancel()
    await sending.clock.pass_until(1)
    assert sending.times(7) == [0, 1]


async def test_chats_are_forgotten(sending: Sending) -> None:
    """Memory does not grow with everyone who ever wrote."""
    await sending.send(*range(1, 500), *range(-500, 0), push=True)
    await sending.clock.pass_until(200)
    assert len(sending.went) == 999
    assert not sending.limiter._lanes
    assert not sending.limiter._resting
