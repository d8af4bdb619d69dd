"""A month of daily passages, through changes of clocks, faults, blocks, migrations and `kill -9`.

`python -m tests.simulation.daily --subscribers 10000 --days 30 --kills 20`
`python -m tests.simulation.daily --at-once 100000`

Time is virtual; the bot, its limiter, its database and the fake Telegram are real. A kill ends every task of
the bot at once, and another bot opens the database anew. Twice may come only what was on its way at a kill,
and what Telegram had taken without being able to say so.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import sys
import time as real_time
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from bot.daily.choice import Aim, Chance, Course, Theme
from bot.daily.pusher import Pusher
from bot.daily.schedule import EVERY_DAY, WEEKDAYS, Schedule
from bot.daily.subscription import Subscription
from bot.database import Database, default_url
from bot.database.ledger import Ledger
from bot.database.preferences import Preferences
from bot.database.subscriptions import columns, turn_columns
from bot.database.tables import subscriptions
from bot.settings import Settings
from bot.telegram.access import Access
from bot.telegram.mailing import Mailing
from tests.daily.bookcase import Bookcase, Prose
from tests.fake_telegram import FakeTelegram
from tests.simulation.clock import VirtualLoop
from tests.simulation.inbox import bot
from tests.simulation.line import Line, Weather, bot_on

START = int(datetime(2026, 3, 7, tzinfo=UTC).timestamp())
"""In the month that follows, clocks go forward in the north and back in the south."""
ZONES = (
    *("Asia/Shanghai", "Asia/Tokyo", "Asia/Kolkata", "Europe/London", "Europe/Berlin", "Africa/Cairo"),
    *("America/New_York", "America/Los_Angeles", "America/Santiago"),
    *("Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland"),
)
PERSON = 10_000_000
_DAY = 86400
_LATENCY = 0.08


@dataclass(slots=True)
class Outcome:
    """What came of it."""

    expected: int = 0
    arrived: int = 0
    missing: int = 0
    repeated: int = 0
    repeated_after_kills: int = 0
    in_flight: int = 0
    in_silence: int = 0
    early: int = 0
    late: int = 0
    latest_in_good_weather: float = 0.0
    kills: int = 0
    faults: int = 0
    blocked: int = 0
    moved: int = 0
    busiest_second: int = 0
    longest_wait: float = 0.0
    virtual_seconds: float = 0.0
    most_tasks: int = 0
    real_seconds: float = 0.0
    megabytes: int = 0

    @property
    def is_good(self) -> bool:
        in_fair_weather = self.repeated - self.repeated_after_kills
        bounded = self.repeated_after_kills <= self.in_flight and in_fair_weather <= self.in_silence
        return bounded and not (self.missing or self.early or self.late)


@dataclass
class Story:
    """The people, what they wish, and what they got."""

    chance: random.Random
    wishes: dict[int, Subscription]
    weather: Weather
    outcome: Outcome = field(default_factory=Outcome)
    got: dict[int, list[float]] = field(default_factory=dict)
    bad: list[tuple[float, float]] = field(default_factory=list)
    home: dict[int, int] = field(default_factory=dict)
    blocked_at: dict[int, float] = field(default_factory=dict)
    recent: deque[float] = field(default_factory=deque)
    killed: Counter[tuple[int, int]] = field(default_factory=Counter)

    def now(self) -> float:
        return START + asyncio.get_running_loop().time()

    def heard(self, chat: int) -> None:
        """A message was taken."""
        now = self.now()
        self.recent.append(now)
        while self.recent[0] <= now - 1:
            self.recent.popleft()
        self.outcome.busiest_second = max(self.outcome.busiest_second, len(self.recent))
        if chat < PERSON:
            self.got.setdefault(self.home.get(chat, chat), []).append(now)

    def settle(self, days: int) -> Outcome:
        """Compare what came with what was due."""
        outcome, end = self.outcome, START + days * _DAY
        for chat, wish in self.wishes.items():
            dues = [at for at in expected(wish.schedule, days) if START < at <= end]
            until = self.blocked_at.get(chat, float("inf"))
            came = Counter(bisect_right(dues, at) - 1 for at in self.got.get(chat, []))
            outcome.early += came.pop(-1, 0)
            for number, due in enumerate(dues):
                if due >= min(until - 60, end - 1200):
                    continue
                outcome.expected += 1
                outcome.missing += number not in came
                repeated = max(came[number] - 1, 0)
                outcome.repeated += repeated
                outcome.repeated_after_kills += min(repeated, self.killed[chat, due])
            for at in self.got.get(chat, []):
                due = dues[max(bisect_right(dues, at) - 1, 0)]
                outcome.arrived += 1
                if not any(start <= at and due <= stop for start, stop in self.bad):
                    outcome.latest_in_good_weather = max(outcome.latest_in_good_weather, at - due)
                    outcome.late += at - due > 60 and came[dues.index(due)] == 1
        outcome.faults, outcome.in_silence = self.weather.faults, self.weather.in_silence
        outcome.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return outcome


def expected(schedule: Schedule, days: int) -> list[int]:
    """The instants of a schedule, found otherwise than the bot does: by looking at the clocks there."""
    first = datetime.fromtimestamp(START, ZoneInfo(schedule.zone)).date() - timedelta(days=1)
    dates = (first + timedelta(days=number) for number in range(days + 3))
    return [_instant(schedule.zone, day, schedule.at) for day in dates if day.weekday() in schedule.days]


@cache
def _instant(zone: str, day: date, at: time) -> int:
    wanted, there = datetime.combine(day, at), ZoneInfo(zone)
    minute = int(wanted.replace(tzinfo=UTC).timestamp()) - 15 * 3600
    while datetime.fromtimestamp(minute, there).replace(tzinfo=None) < wanted:
        minute += 900
    before = datetime.fromtimestamp(minute - 900, there).replace(tzinfo=None)
    shown = datetime.fromtimestamp(minute, there).replace(tzinfo=None)
    if shown > wanted:  # the clocks there jump over it: as long after the jump as it would be after its start
        minute += int((wanted - before).total_seconds()) - 900
    return minute


def wishes(count: int, chance: random.Random) -> Iterator[Subscription]:
    """Every quarter of an hour, in every zone, of every kind; of twenty chats one is a group."""
    aims: list[Aim] = [Chance(), Chance(), Theme("段的第1句"), Course("长", 120), Course("书", 300)]
    for number in range(1, count + 1):
        chosen = chance.sample(range(7), 3)
        days = chance.choice([EVERY_DAY, EVERY_DAY, EVERY_DAY, WEEKDAYS, frozenset(chosen)])
        at = time(chance.randrange(24), chance.choice([0, 15, 30, 45]))
        yield Subscription(
            chat=number if number % 20 else -number,
            topic=None,
            schedule=Schedule(chance.choice(ZONES), at, days),
            aim=chance.choice(aims),
        )


async def settle_in(database: Database, wanted: list[Subscription]) -> None:
    """Keep all wishes at once."""
    rows = [
        {"number": number, **columns(one), **turn_columns(number, one.schedule.first(START + 1))}
        for number, one in enumerate(wanted, 1)
    ]
    async with database.writing() as connection:
        for first in range(0, len(rows), 1000):
            await connection.execute(database.insert(subscriptions), rows[first : first + 1000])


@asynccontextmanager
async def bot_at_work(url: str, story: Story, telegram: FakeTelegram) -> AsyncIterator[Any]:
    """The bot, pushing. At the end every task of it is gone at once."""
    others = asyncio.all_tasks()
    async with Database.open(url) as database:
        api = bot_on(Line(telegram, story.weather, story.heard, _LATENCY))
        await api.initialize()
        access = Access(Settings())
        mailing = Mailing(api, BOOKCASE, Preferences(database), access, database)  # type: ignore[arg-type]
        ledger = Ledger(database, now=story.now)
        pusher = Pusher(ledger, BOOKCASE, mailing.deliver, now=story.now, look_every=600)
        working = asyncio.create_task(pusher.work())
        try:
            yield api
        finally:
            if working.done():
                working.result()
            mine = asyncio.all_tasks() - others - {asyncio.current_task()}
            story.outcome.most_tasks = max(story.outcome.most_tasks, len(mine))
            for task in mine:
                task.cancel()
            await asyncio.gather(*mine, return_exceptions=True)
            for sending in await ledger.unfinished():
                chat = sending.subscription.chat
                story.killed[story.home.get(chat, chat), sending.due.at] += 1
            story.outcome.in_flight = story.killed.total()


BOOKCASE = Bookcase(
    书=Prose().passages(400, 2), 长=Prose(1000).passages(900, 2), 短=Prose(5000).passages(20, 2)
)


async def month(
    *, subscribers: int, days: int, kills: int, faults: float, seed: int, outages: int, folder: Path
) -> Outcome:
    """Live through it."""
    chance, began = random.Random(seed), real_time.monotonic()
    wanted = list(wishes(subscribers, chance))
    story = Story(chance, {one.chat: one for one in wanted}, Weather(seed, faults))
    telegram, url = FakeTelegram(), default_url(folder)
    for one in wanted:
        telegram._chat(one.chat, {"type": "private" if one.chat > 0 else "group", "first_name": "R"})
    async with Database.open(url) as database:
        await settle_in(database, wanted)
    loop, end = asyncio.get_running_loop(), float(days * _DAY)
    busy = 1 + subscribers / 96 / 30
    moments: list[tuple[float, str]] = [(end, "end")]
    for what, count in (("kill", kills), ("outage", outages), ("block", subscribers // 100)):
        for _ in range(count):
            quarter = 900 * chance.randrange(96 * days) + chance.uniform(0, busy)
            moments.append((quarter if chance.random() < 0.7 else chance.uniform(0, end), what))
    moments += [(chance.uniform(0, end), "move") for one in wanted if one.chat < 0 and chance.random() < 0.3]
    moments.sort()
    people = [one.chat for one in wanted if one.chat > 0]
    groups = [one.chat for one in wanted if one.chat < 0]
    chance.shuffle(groups)

    while moments:
        async with bot_at_work(url, story, telegram):
            while moments:
                at, what = moments.pop(0)
                await asyncio.sleep(max(0.0, at - loop.time()))
                if what in ("kill", "end"):
                    break
                if what == "outage":
                    story.weather.is_down = True
                    until = loop.time() + chance.uniform(60, 1200)
                    story.bad.append((story.now(), START + until + 180))
                    moments.append((until, "clear"))
                    moments.sort()
                elif what == "clear":
                    story.weather.is_down = False
                elif what == "block":
                    story.weather.gone.add(gone := chance.choice(people))
                    story.blocked_at.setdefault(gone, story.now())
                    story.outcome.blocked += 1
                elif what == "move" and groups:
                    old = groups.pop()
                    new = old - 1_000_000_000
                    telegram._chat(new, {"type": "supergroup", "title": "R"})
                    story.weather.moved[old] = new
                    story.home[new] = old
                    story.outcome.moved += 1
        if what == "kill":
            story.outcome.kills += 1
            down = chance.uniform(1, 120)
            story.bad.append((story.now(), story.now() + down + 60))
            await asyncio.sleep(down)
    story.outcome.virtual_seconds = loop.time()
    story.outcome.real_seconds = round(real_time.monotonic() - began, 1)
    return story.settle(days)


async def at_once(*, subscribers: int, folder: Path) -> Outcome:
    """All due at one moment, while people ask."""
    began, chance = real_time.monotonic(), random.Random(1)
    schedule = Schedule("Asia/Shanghai", time(8, 1))
    wanted = [Subscription(number, None, schedule, Chance()) for number in range(1, subscribers + 1)]
    story = Story(chance, {one.chat: one for one in wanted}, Weather(1, 0.0))
    telegram, url, loop = FakeTelegram(), default_url(folder), asyncio.get_running_loop()
    for chat in [*story.wishes, *range(PERSON, PERSON + 5000)]:
        telegram._chat(chat, {"type": "private", "first_name": "R"})
    async with Database.open(url) as database:
        await settle_in(database, wanted)
    async with bot_at_work(url, story, telegram) as api:
        asked = 0
        while len(story.got) < subscribers and loop.time() < 7200:
            await asyncio.sleep(chance.uniform(0.5, 3))
            before, asked = loop.time(), asked + 1
            await api.send_message(PERSON + asked % 5000, "引文")
            story.outcome.longest_wait = max(story.outcome.longest_wait, loop.time() - before)
            story.outcome.most_tasks = max(story.outcome.most_tasks, len(asyncio.all_tasks()))
    due = schedule.first(START + 1).at
    story.bad.append((0, float("inf")))
    story.outcome.virtual_seconds = round(max(times[0] for times in story.got.values()) - due, 1)
    story.outcome.real_seconds = round(real_time.monotonic() - began, 1)
    return story.settle(1)


async def killed(*, subscribers: int, kills: int) -> Outcome:
    """All due now, and a real process that is killed while it sends; in real time, and short."""
    outcome = Outcome()
    got: Counter[int] = Counter()
    with TemporaryDirectory() as folder:
        async with FakeTelegram() as telegram, asyncio.timeout(60):
            minute_ago = datetime.fromtimestamp(real_time.time() - 60, UTC)
            schedule = Schedule("UTC", minute_ago.time().replace(second=0, microsecond=0))
            due = schedule.first(real_time.time() - 120)
            rows = []
            for number in range(1, subscribers + 1):
                telegram._chat(number, {"type": "private", "first_name": "R"})
                wish = columns(Subscription(number, None, schedule, Chance()))
                rows.append({"number": number, **wish, **turn_columns(number, due)})
            async with Database.open(default_url(Path(folder))) as database, database.writing() as connection:
                await connection.execute(database.insert(subscriptions), rows)

            async def listen(until: int) -> None:
                while len(got) < until:
                    got[(await telegram.reply(timeout=60)).chat] += 1

            for number in range(1, kills + 1):
                async with bot(telegram, Path(folder)) as process:
                    await listen(number * subscribers // (kills + 1))
                    process.kill()
                async with Database.open(default_url(Path(folder))) as database:
                    outcome.in_flight += len(await Ledger(database).unfinished())
            async with bot(telegram, Path(folder)) as process:
                await listen(subscribers)
                await asyncio.sleep(1)
                process.terminate()
                await process.wait()
            while not telegram.silent:
                got[(await telegram.reply()).chat] += 1
    outcome.expected, outcome.kills = subscribers, kills
    outcome.arrived, outcome.missing = sum(got.values()), subscribers - len(got)
    outcome.repeated = outcome.arrived - len(got)
    return outcome


def tell(**given: Any) -> Outcome:
    """One story, in virtual time."""
    at_a_moment = given.pop("at_once", 0)
    with TemporaryDirectory() as folder, asyncio.Runner(loop_factory=VirtualLoop) as runner:
        if at_a_moment:
            return runner.run(at_once(subscribers=at_a_moment, folder=Path(folder)))
        return runner.run(month(**given, folder=Path(folder)))


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscribers", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--outages", type=int, default=10)
    parser.add_argument("--faults", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=0)
    outcome = tell(**vars(parser.parse_args()))
    for name, value in asdict(outcome).items():
        sys.stdout.write(f"{name:24} {value}\n")
    sys.exit(not outcome.is_good)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
