"""Keeps to Telegram's limits: so many messages a second overall, so many to each chat.

Sliding windows. Whoever asks for a turn gets it when every window allows; people who wait for an answer go
before pushes, and among equals the one who came first. Pushes keep an even pace, so that a person finds a
place within some hundredths of a second. When Telegram says that it was too much, everyone waits.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

Chat = int | str


class Priority(IntEnum):
    """Who goes first."""

    PERSON = 0
    PUSH = 1


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` in any `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram allows, with a little air: calls do not take equally long to arrive."""

    overall: Rate = Rate(30, 1.03)
    chat: Rate = Rate(1, 1.03)
    group: Rate = Rate(20, 61.0)


class Handle(Protocol):
    """What can be called off."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """A time that passes, as an event loop has it."""

    def time(self) -> float: ...

    def call_at(self, when: float, callback: Callable[[], object], /) -> Handle: ...


class _Window:
    """When the last ones went."""

    def __init__(self, rate: Rate) -> None:
        self._seconds = rate.seconds
        self._times: deque[float] = deque(maxlen=rate.count)

    def take(self, now: float) -> None:
        self._times.append(now)

    @property
    def free_at(self) -> float:
        """When the next one may go."""
        full = len(self._times) == self._times.maxlen
        return self._times[0] + self._seconds if full else 0.0

    @property
    def empty_at(self) -> float:
        """When nothing in it counts any more."""
        return self._times[-1] + self._seconds if self._times else 0.0


Turn = tuple[Priority, int, asyncio.Future[None]]


@dataclass(slots=True)
class _Lane:
    """A chat: its windows, who waits to write there, the next one first, and when to look at it again."""

    windows: tuple[_Window, ...]
    waiting: list[Turn] = field(default_factory=list)
    rests_until: float = 0.0

    @property
    def free_at(self) -> float:
        return max(window.free_at for window in self.windows)

    @property
    def empty_at(self) -> float:
        return max(window.empty_at for window in self.windows)


class Limiter:
    """Gives turns."""

    def __init__(self, limits: Limits | None = None, clock: Clock | None = None) -> None:
        """The clock is the running event loop, unless another is given."""
        self._limits = limits or Limits()
        self._clock: Clock = clock or asyncio.get_running_loop()
        self._overall = _Window(self._limits.overall)
        self._pace = self._limits.overall.seconds / self._limits.overall.count
        self._lanes: dict[Chat, _Lane] = {}
        self._ready: list[tuple[Priority, int, Chat]] = []
        self._resting: list[tuple[float, str, Chat]] = []
        self._held: list[asyncio.Future[None]] = []
        self._last = self._halted = float("-inf")
        self._numbers = 0
        self._alarm: Handle | None = None

    async def turn(self, chat: Chat, priority: Priority = Priority.PERSON) -> None:
        """Wait until a message may go to that chat."""
        lane = self._lanes.get(chat)
        if lane is None:
            lane = self._lanes[chat] = _Lane(self._windows(chat))
        now = self._clock.time()
        if priority is Priority.PERSON and not self._ready and not lane.waiting and self._free(lane, now):
            self._take(lane, now)  # nobody to go before or behind
            self._place(chat, lane, now)
            self._alarm = self._alarm or self._clock.call_at(lane.rests_until, self._run)
            return
        self._numbers += 1
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(lane.waiting, (priority, self._numbers, future))
        self._place(chat, lane, now)
        self._run()
        await future

    async def unhalted(self) -> None:
        """Wait while Telegram wants to be left alone; for calls that no window counts."""
        if self._clock.time() < self._halted:
            future = asyncio.get_running_loop().create_future()
            self._held.append(future)
            self._run()
            await future

    def halt(self, seconds: float) -> None:
        """Nobody goes for so long."""
        self._halted = max(self._halted, self._clock.time() + seconds)

    def _windows(self, chat: Chat) -> tuple[_Window, ...]:
        """Ids of people are positive; those of groups are not, and channels may go by name."""
        alone = isinstance(chat, int) and chat > 0
        one = _Window(self._limits.chat)
        return (one,) if alone else (one, _Window(self._limits.group))

    def _run(self) -> None:
        """Give every turn that can be given now, and see to it that the next is given in time."""
        now = self._clock.time()
        while self._resting and self._resting[0][0] <= now:
            until, _, chat = heapq.heappop(self._resting)
            if (lane := self._lanes.get(chat)) and lane.rests_until == until:
                self._place(chat, lane, now)
        if now >= self._halted:
            for future in self._held:
                _grant(future)
            self._held.clear()
        next_turn = self._halted if self._held else float("inf")
        while self._ready:
            priority, _, chat = self._ready[0]
            start = max(self._halted, self._overall.free_at)
            if priority is Priority.PUSH:
                start = max(start, self._last + self._pace)
            if start > now:
                next_turn = min(next_turn, start)
                break
            heapq.heappop(self._ready)
            self._give(chat, now)
        if self._resting:
            next_turn = min(next_turn, self._resting[0][0])
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = self._clock.call_at(next_turn, self._run) if next_turn < float("inf") else None

    def _give(self, chat: Chat, now: float) -> None:
        """The next in a chat goes, unless the chat's turn was given already or nobody waits any more."""
        lane = self._lanes.get(chat)
        if lane is None or lane.free_at > now:
            return
        while lane.waiting:
            if _grant(heapq.heappop(lane.waiting)[2]):
                self._take(lane, now)
                break
        self._place(chat, lane, now)

    def _free(self, lane: _Lane, now: float) -> bool:
        return max(self._halted, self._overall.free_at, lane.free_at) <= now

    def _take(self, lane: _Lane, now: float) -> None:
        self._last = now
        self._overall.take(now)
        for window in lane.windows:
            window.take(now)

    def _place(self, chat: Chat, lane: _Lane, now: float) -> None:
        """A chat where someone waits is ready or rests; one where nobody does is forgotten in time."""
        until = lane.free_at if lane.waiting else lane.empty_at
        if until > now:
            lane.rests_until = until
            heapq.heappush(self._resting, (until, str(chat), chat))
        elif lane.waiting:
            heapq.heappush(self._ready, (*lane.waiting[0][:2], chat))
        else:
            del self._lanes[chat]


def _grant(future: asyncio.Future[None]) -> bool:
    if future.done():
        return False
    future.set_result(None)
    return True
