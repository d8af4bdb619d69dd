"""Wall times and instants, over zones and years."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily.schedule import EVERY_DAY, Due, Schedule, turn

ZONES = sorted(name for name in available_timezones() if "/" in name and not name.startswith("posix"))
DATES = st.dates(date(1990, 1, 1), date(2037, 6, 30))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
SCHEDULES = st.builds(Schedule, st.sampled_from(ZONES), TIMES, st.frozensets(st.integers(0, 6), min_size=1))
A_DAY = timedelta(days=1)


@given(SCHEDULES, DATES)
def test_each_date_has_one_instant_and_they_follow_each_other(schedule: Schedule, day: date) -> None:
    """Over forty dates: all that are chosen and exist, in order, none twice."""
    walked = [schedule.after(day)]
    while walked[-1].day < day + 40 * A_DAY:
        walked.append(schedule.after(walked[-1].day))
    assert all(one.at < other.at for one, other in pairwise(walked))
    chosen = [day + n * A_DAY for n in range(1, (walked[-1].day - day).days + 1)]
    left = {one for one in chosen if one.weekday() in schedule.days} - {due.day for due in walked}
    for one in left:  # a date that the zone never had: no hour of it does
        hours = [datetime.combine(one, time(hour), ZoneInfo(schedule.zone)) for hour in range(24)]
        assert all(schedule.local(hour.timestamp()).date() != one for hour in hours)


@given(SCHEDULES, DATES)
def test_it_comes_at_its_wall_time_or_as_much_later_as_the_clocks_jump(schedule: Schedule, day: date) -> None:
    """Never earlier on the clock, and never at the second of two same times."""
    due = schedule.after(day)
    shown, wanted = schedule.local(due.at).replace(tzinfo=None), datetime.combine(due.day, schedule.at)
    before, behind = schedule.local(due.at - 86400).utcoffset(), schedule.local(due.at + 86400).utcoffset()
    assert before is not None and behind is not None
    assert shown == wanted or (timedelta(0) < shown - wanted <= max(behind - before, timedelta(hours=2)))
    assert not schedule.local(due.at).fold


@given(SCHEDULES, st.integers(0, 2_000_000_000))
def test_the_first_is_the_first_and_not_in_the_past(schedule: Schedule, now: int) -> None:
    """None lies between now and it."""
    first = schedule.first(now)
    assert first.at >= now
    earlier = schedule.after(first.day - 9 * A_DAY)
    while earlier != first:
        assert earlier.at < now
        earlier = schedule.after(earlier.day)


@pytest.mark.parametrize(
    ("zone", "day", "at", "local"),
    [
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T03:30:00-04:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T01:30:00-04:00"),
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T03:30:00+02:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-04T02:45:00+11:00"),
        ("America/Nuuk", date(2026, 3, 28), time(23, 30), "2026-03-29T00:30:00-01:00"),
        ("Asia/Shanghai", date(2026, 3, 8), time(7, 30), "2026-03-08T07:30:00+08:00"),
    ],
)
def test_clocks_that_change(zone: str, day: date, at: time, local: str) -> None:
    """A gap moves on, the first of two counts."""
    schedule = Schedule(zone, at)
    due = schedule.on(day)
    assert due is not None
    assert schedule.local(due.at).isoformat() == local


def test_a_date_that_never_was_is_passed_over() -> None:
    """Samoa went from the 29th to the 31st of December 2011."""
    schedule = Schedule("Pacific/Apia", time(7, 30), EVERY_DAY)
    assert schedule.after(date(2011, 12, 29)) == Due(date(2011, 12, 31), 1325266200)
    assert schedule.count(date(2011, 12, 29), date(2011, 12, 31)) == 2


def test_a_year_has_as_many_instants_as_dates() -> None:
    """In zones with and without changes, at every half hour of the clock."""
    for zone in ("Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe"):
        for half in range(48):
            schedule = Schedule(zone, time(half // 2, 30 * (half % 2)))
            year = [schedule.on(date(2028, 1, 1) + n * A_DAY) for n in range(366)]
            assert len({due.at for due in year if due}) == 366


@given(SCHEDULES, DATES, st.integers(0, 20 * 86400), st.integers(0, 2 * 86400))
def test_after_an_outage_only_the_newest_is_given(
    schedule: Schedule, day: date, out: int, window: int
) -> None:
    """And only within the window; every other date is named as missed, and none is lost from view."""
    due = schedule.after(day)
    now = due.at + out
    taken = turn(schedule, due, now, window)
    every = [*taken.missed, *([taken.give] if taken.give else [])]
    assert every[0] == due
    assert all(schedule.after(one.day) == other for one, other in pairwise([*every, taken.following]))
    assert every[-1].at <= now < taken.following.at
    assert (taken.give is not None) == (now - every[-1].at <= window)
