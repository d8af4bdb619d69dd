"""Brings due passages on their way: due ▶ chosen ▶ in the ledger ▶ delivered ▶ in the ledger.

One clerk records what has arrived and begins what is due in the same transaction, a few at a time, however
many are due: the rest waits in the database. Whoever delivers keeps the pace.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress

from bot.daily.choice import Chooser, Library
from bot.daily.foretelling import given_on
from bot.daily.schedule import turn
from bot.daily.subscription import Entry, Outcome, Refused, Sending, Skip, Skipped, Waiting
from bot.database.ledger import Ledger
from bot.errors import DataError

_LOG = logging.getLogger(__name__)
_AT_ONCE = 64
_BREATH = 0.5
_LONGEST_PAUSE = 30.0
_LONGEST_DOUBT = 900.0
_STRAY = 7200.0
"""Seconds after which what somebody else began and never ended, whatever happened to them, is taken up."""

Deliver = Callable[[Sending], Awaitable[Outcome]]


class Unclear(Exception):
    """Nobody can say whether it arrived, or the server is not well: later again."""


class Pusher:
    """Everything between the clock and whoever delivers.

    `look_every`: seconds after which it looks again whether something is due, for what was changed meanwhile.
    """

    def __init__(
        self,
        ledger: Ledger,
        library: Library,
        deliver: Deliver,
        *,
        now: Callable[[], float] = time.time,
        look_every: float = 15.0,
    ) -> None:
        self._ledger = ledger
        self._chooser = Chooser(library)
        self._deliver = deliver
        self._now = now
        self._look_every = look_every
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._finished: list[tuple[Sending, Outcome]] = []
        self._news = asyncio.Event()
        self._closing = asyncio.Event()

    async def work(self) -> None:
        """Deliver what is due, until `close`."""
        pause, resumed = 0.0, float("-inf")
        while self._busy or not self._closing.is_set():
            try:
                if (now := self._now()) > resumed + _STRAY:
                    before = float("inf") if resumed < 0 else now - _STRAY
                    self._start(await self._ledger.resume(besides=self._busy.keys(), before=before))
                    resumed = now
                until_next = await self._exchange()
                pause = 0.0
            except DataError as error:
                if not pause:
                    _LOG.error("%s 在那之前，每天的一段都等着。", error)
                pause = until_next = min(_LONGEST_PAUSE, 2 * pause or 0.5)
                if self._closing.is_set():
                    return
            await _happens(self._closing, _BREATH)
            await _happens(self._news, until_next - _BREATH)
            self._news.clear()

    async def close(self, within: float) -> None:
        """Begin nothing more; what was begun has so many seconds to arrive. The rest waits for next time."""
        self._closing.set()
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=within)
            for task in late:
                task.cancel()
        self._news.set()

    async def _exchange(self) -> float:
        """Gives the seconds until there is something to do that no news tells of."""
        finished = list(self._finished)
        room = 0 if self._closing.is_set() else _AT_ONCE - len(self._busy) + len(finished)
        next_at: float | None = None
        entries: list[Entry] = []
        if room:
            waiting, next_at = await self._ledger.due(room, self._busy.keys())
            if waiting:
                entries = await asyncio.to_thread(self._planned, waiting, self._now())
        begun = await self._ledger.exchange(finished, entries) if finished or entries else []
        del self._finished[: len(finished)]
        for sending, _ in finished:
            self._busy.pop(sending.subscription.number, None)
        self._start(begun)
        return self._look_every if next_at is None else min(max(next_at - self._now(), 0.0), self._look_every)

    def _planned(self, waiting: Sequence[Waiting], now: float) -> list[Entry]:
        return [self._plan(one, now) for one in waiting]

    def _plan(self, waiting: Waiting, now: float) -> Entry:
        """What comes for one whose turn has come."""
        wanted = waiting.subscription
        assert wanted.due is not None
        its = turn(wanted.schedule, wanted.due, now, wanted.window)
        if its.give is None:
            return Entry(wanted, None, None, its.missed, its.following)
        try:
            given = given_on(self._chooser, wanted, its.give.day, waiting.given)
        except Exception:
            _LOG.exception("订阅 %d 今天的一段没能选出来。", wanted.number)
            given = Skip.TROUBLE
        skipped = (*waiting.skipped, *(Skipped(due, Skip.LATE) for due in its.missed))
        return Entry(wanted, its.give, given, its.missed, its.following, skipped)

    def _start(self, sendings: Sequence[Sending]) -> None:
        for sending in sendings:
            number = sending.subscription.number
            self._busy[number] = asyncio.create_task(self._deal(sending), name=f"push {number}")

    async def _deal(self, sending: Sending) -> None:
        outcome: Outcome = Refused(Skip.TROUBLE)
        try:
            outcome = await self._brought(sending)
        except asyncio.CancelledError:
            del self._busy[sending.subscription.number]
            self._news.set()
            raise
        except Exception:
            _LOG.exception("订阅 %d 的一段没能送出。", sending.subscription.number)
        self._finished.append((sending, outcome))
        self._news.set()

    async def _brought(self, sending: Sending) -> Outcome:
        """Delivered, or tried until it would be too late."""
        for pause in _pauses():
            try:
                return await self._deliver(sending)
            except Unclear as error:
                if self._now() + pause > sending.due.at + sending.subscription.window:
                    _LOG.warning("订阅 %d 的一段到时限也没能确认送到：%s", sending.subscription.number, error)
                    break
                await asyncio.sleep(pause)
        return Refused(Skip.LATE)


async def _happens(event: asyncio.Event, within: float) -> None:
    """Until it does, or that many seconds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            await event.wait()


def _pauses() -> Iterator[float]:
    pause = 5.0
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST_DOUBT)
