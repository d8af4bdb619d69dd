"""What the ledger says at every turn, whatever the delivery does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

from bot.daily.choice import Aim, Chance, Chooser, Course, Theme
from bot.daily.foretelling import foretold
from bot.daily.portions import Piece, Portion
from bot.daily.pusher import Pusher, Unclear
from bot.daily.schedule import Due, Schedule
from bot.daily.subscription import Arrived, Entry, Outcome, Pause, Refused, Sending, Skip, Subscription
from bot.database import Database, default_url
from bot.database.ledger import Ledger
from bot.database.subscriptions import Subscriptions
from tests.daily.bookcase import Bookcase, Prose
from tests.simulation.clock import VirtualLoop

START = 1_772_841_600  # 2026-03-07, 00:00 UTC
EIGHT = Schedule("UTC", time(8))
A_DAY = 86400


class House:
    """A database, a bookcase, and a deliverer that notes what it was given and when."""

    def __init__(self, database: Database) -> None:
        self.bookcase = Bookcase(书=Prose().passages(6, 2))
        self.subscriptions = Subscriptions(database, now=self.now)
        self.ledger = Ledger(database, now=self.now)
        self.came: list[tuple[float, Sending]] = []
        self.answers: Callable[[Sending], Outcome] = lambda sending: Arrived(7, sending.subscription.chat)

    def now(self) -> float:
        return START + asyncio.get_running_loop().time()

    async def deliver(self, sending: Sending) -> Outcome:
        self.came.append((self.now(), sending))
        await asyncio.sleep(0.1)
        return self.answers(sending)

    async def pass_days(self, days: float) -> None:
        """The pusher works for so long, and ends as it should."""
        pusher = Pusher(self.ledger, self.bookcase, self.deliver, now=self.now, look_every=7200)
        working = asyncio.create_task(pusher.work())
        await asyncio.sleep(days * A_DAY)
        await pusher.close(within=5)
        await working

    async def wish(self, aim: Aim, **given: Any) -> Subscription:
        return await self.subscriptions.keep(Subscription(1, None, EIGHT, aim, **given))

    @property
    def moments(self) -> list[float]:
        """Days since the start."""
        return [round((moment - START) / A_DAY, 3) for moment, _ in self.came]


def lived(folder: Path, story: Callable[[House], Awaitable[None]]) -> None:
    """A story in virtual time."""

    async def told() -> None:
        async with Database.open(default_url(folder)) as database:
            await story(House(database))

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(told())


def test_a_passage_comes_every_day_on_time(tmp_path: Path) -> None:
    """Never early, at most a second late, and the ledger says so."""

    async def story(house: House) -> None:
        one = await house.wish(Chance())
        await house.pass_days(4)
        assert house.moments == [0.333, 1.333, 2.333, 3.333]
        assert all(0 <= moment - sending.due.at < 1 for moment, sending in house.came)
        assert len({sending.portion.pieces for _, sending in house.came}) == 4
        assert [record.status for record in await house.ledger.latest(one.number, 9)] == ["sent"] * 4
        assert await house.ledger.counted(START) == {"sent": 4}

    lived(tmp_path, story)


def test_a_course_goes_on_to_its_end_and_rests(tmp_path: Path) -> None:
    """Its place is kept; after the last portion nothing comes."""

    async def story(house: House) -> None:
        one = await house.wish(Course("书", 130))
        await house.pass_days(9)
        portions = [sending.portion for _, sending in house.came]
        assert [(portion.number, portion.total) for portion in portions] == [(1, 3), (2, 3), (3, 3)]
        kept = await house.subscriptions.one(one.number)
        assert kept is not None and kept.paused is Pause.FINISHED and kept.due is None

    lived(tmp_path, story)


def test_after_an_outage_only_the_newest_comes(tmp_path: Path) -> None:
    """And only within the window; the others are written down as too late."""

    async def story(house: House) -> None:
        one = await house.wish(Chance(), window=3600)
        await asyncio.sleep(3 * A_DAY + 8.5 * 3600)
        await house.pass_days(0.1)
        assert [sending.due.day for _, sending in house.came] == [date(2026, 3, 10)]
        await asyncio.sleep(A_DAY)
        await house.pass_days(0.1)
        records = await house.ledger.latest(one.number, 9)
        whys = [record.why for record in records]
        assert whys == [Skip.LATE, None, Skip.LATE, Skip.LATE, Skip.LATE]
        assert len(house.came) == 1

    lived(tmp_path, story)


def test_what_was_on_its_way_is_sent_once_more(tmp_path: Path) -> None:
    """The same words, with the same date."""

    async def story(house: House) -> None:
        await house.wish(Chance())
        pusher = Pusher(house.ledger, house.bookcase, house.deliver, now=house.now, look_every=7200)
        before = asyncio.all_tasks()
        working = asyncio.create_task(pusher.work())
        await asyncio.sleep(START + 8 * 3600 + 0.05 - house.now())
        for task in asyncio.all_tasks() - before:
            task.cancel()
        await asyncio.gather(working, return_exceptions=True)
        await house.pass_days(0.5)
        (_, first), (_, second) = house.came
        assert (second.due, second.portion, second.again) == (first.due, first.portion, True)
        await house.pass_days(0.1)
        assert len(house.came) == 2

    lived(tmp_path, story)


def test_who_blocked_the_bot_gets_nothing_until_they_return(tmp_path: Path) -> None:
    """The pause is written down with the refusal."""

    async def story(house: House) -> None:
        one = await house.wish(Chance())
        house.answers = lambda _: Refused(Skip.BLOCKED)
        await house.pass_days(3)
        assert len(house.came) == 1
        kept = await house.subscriptions.one(one.number)
        assert kept is not None and kept.paused is Pause.BLOCKED
        assert [record.why for record in await house.ledger.latest(one.number)] == [Skip.BLOCKED]
        house.answers = lambda sending: Arrived(8, sending.subscription.chat)
        await house.subscriptions.keep(replace(kept, paused=None))
        await house.pass_days(1)
        assert [sending.due.day for _, sending in house.came[1:]] == [date(2026, 3, 10)]

    lived(tmp_path, story)


def test_a_group_that_moved_is_followed(tmp_path: Path) -> None:
    """Where it went, the next ones go too."""

    async def story(house: House) -> None:
        await house.wish(Chance())
        house.answers = lambda _: Arrived(9, -100)
        await house.pass_days(2)
        assert [sending.subscription.chat for _, sending in house.came] == [1, -100]

    lived(tmp_path, story)


def test_what_is_foretold_comes(tmp_path: Path) -> None:
    """Of every kind, to the day and the moment, and foretelling changes nothing."""

    async def story(house: House) -> None:
        wishes = [await house.wish(aim) for aim in (Chance(), Course("书", 130), Theme("第1句"))]
        given = await house.ledger.given(1)
        said = {
            (one.number, foreseen.due, foreseen.given)
            for one in wishes
            for foreseen in foretold(Chooser(house.bookcase), one, given, house.now(), 5)
        }
        await house.pass_days(5)
        came = {(sending.subscription.number, sending.due, sending.portion) for _, sending in house.came}
        assert said == came
        assert len(came) == 5 + 3 + 5

    lived(tmp_path, story)


def test_a_process_that_ended_amid_a_notice_says_it_again(tmp_path: Path) -> None:
    """Notices are in the ledger as portions are, and counted as sent once more."""

    async def story(house: House) -> None:
        one = await house.wish(Course("没有的书"))
        assert one.due is not None
        entry = Entry(one, one.due, Skip.NO_WORK, (), one.schedule.after(one.due.day))
        (begun,) = await house.ledger.exchange([], [entry])
        await house.pass_days(0.2)
        assert [(sending.due, sending.why, sending.again) for _, sending in house.came] == [
            (begun.due, Skip.NO_WORK, True)
        ]
        assert [record.why for record in await house.ledger.latest(one.number)] == [Skip.NO_WORK]
        assert await house.ledger.unfinished() == []

    lived(tmp_path, story)


def test_what_somebody_else_left_behind_is_taken_up(tmp_path: Path) -> None:
    """A day that was being made up for when the database failed does not hold up the days to come."""

    async def story(house: House) -> None:
        one = await house.wish(Chance(), window=3600)
        await asyncio.sleep(10 * 3600)
        await house.pass_days(0.01)
        (owed,) = await house.ledger.owed(one.number, 0)
        pushing = asyncio.create_task(house.pass_days(2))
        await asyncio.sleep(60)
        passage = house.bookcase.contents.works[0].opening or ""
        assert await house.ledger.make_up(one, owed, Portion((Piece(passage, 0, 9),)))
        await pushing
        assert [sending.again for _, sending in house.came] == [True, False, False]
        assert [sending.due.day.day for _, sending in house.came] == [7, 8, 9]

    lived(tmp_path, story)


def test_the_health_tells_what_was_late_skipped_and_waits(tmp_path: Path) -> None:
    """What an administrator has to know."""

    async def story(house: House) -> None:
        await house.wish(Chance(), window=4 * 3600)
        await house.wish(Chance(), window=3600)
        blocked = await house.wish(Chance())
        await house.subscriptions.keep(replace(blocked, paused=Pause.BLOCKED))
        await asyncio.sleep(10 * 3600)
        waits = await house.ledger.health(START)
        assert (waits.overdue, waits.waits, waits.due, waits.is_good) == (2, 2 * 3600, 2, False)
        await house.pass_days(0.1)
        found = await house.ledger.health(START)
        assert (found.due, found.sent, found.late, found.latest) == (2, 1, 1, 2 * 3600)
        assert (found.skipped, found.resting) == ({Skip.LATE: 1}, {Pause.BLOCKED: 1})
        assert (found.overdue, found.going_on, found.again) == (0, 2, 0)
        assert found.next_due == START + A_DAY + 8 * 3600

    lived(tmp_path, story)


def test_what_is_unclear_is_tried_until_it_is_too_late(tmp_path: Path) -> None:
    """Not without end: the window ends it."""

    def unclear(_: Sending) -> Outcome:
        raise Unclear

    async def story(house: House) -> None:
        one = await house.wish(Chance(), window=3600)
        house.answers = unclear
        await house.pass_days(0.5)
        assert 3 < len(house.came) < 15
        assert [record.why for record in await house.ledger.latest(one.number)] == [Skip.LATE]

    lived(tmp_path, story)


def test_a_day_without_words_says_why(tmp_path: Path) -> None:
    """Once, to the chat itself; and the next day is tried again."""

    async def story(house: House) -> None:
        one = await house.wish(Theme("没有这样的话"))
        await house.pass_days(2)
        records = await house.ledger.latest(one.number, 9)
        assert [(record.why, record.message) for record in records] == [
            (Skip.NO_MORE, None),
            (Skip.NO_MORE, 7),
        ]
        house.bookcase.put(书=[("一", "原来没有这样的话，现在有了。")])
        await house.pass_days(1)
        assert [sending.why for _, sending in house.came] == [Skip.NO_MORE, None]

    lived(tmp_path, story)


def test_a_fault_of_ours_costs_one_day_and_no_more(tmp_path: Path) -> None:
    """Everyone else gets theirs."""

    def broken(sending: Sending) -> Outcome:
        if sending.subscription.number == 1 and sending.due.day == date(2026, 3, 7):
            raise ZeroDivisionError
        return Arrived(1, 1)

    async def story(house: House) -> None:
        for _ in range(3):
            await house.wish(Chance())
        house.answers = broken
        await house.pass_days(2)
        assert await house.ledger.counted(START) == {"trouble": 1, "sent": 5}

    lived(tmp_path, story)


def test_a_change_moves_the_next_turn_but_never_gives_a_date_twice(tmp_path: Path) -> None:
    """Today's came: a later time today begins tomorrow."""

    async def story(house: House) -> None:
        one = await house.wish(Chance())
        await house.pass_days(0.5)
        kept = await house.subscriptions.keep(replace(one, schedule=Schedule("UTC", time(20))))
        assert kept.due == Due(date(2026, 3, 8), START + A_DAY + 20 * 3600)

    lived(tmp_path, story)


def test_same_time_subscribers_take_turns_in_going_first(tmp_path: Path) -> None:
    """The order of a moment is another one every day, and all is bounded however many there are."""

    async def story(house: House) -> None:
        for _ in range(150):
            await house.wish(Chance())
        await house.pass_days(2)
        orders = [
            [
                sending.subscription.number
                for _, sending in house.came
                if sending.due.day == date(2026, 3, day)
            ]
            for day in (7, 8)
        ]
        assert sorted(orders[0]) == sorted(orders[1]) == list(range(1, 151))
        assert orders[0] != orders[1]

    lived(tmp_path, story)
