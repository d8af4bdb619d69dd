"""Subscriptions, and what became of them, in words: the same in Telegram and in the terminal.

`shown` is how a door shows a name from outside: shortened, or without what its screen would obey.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.daily.choice import Aim, Chance, Theme
from bot.daily.health import Health
from bot.daily.schedule import EVERY_DAY, Schedule
from bot.daily.subscription import LACKING, Pause, Skip, Skipped
from bot.texts import Texts

Shown = Callable[[str], str]

_MOST_NAMED = 20


def why(reason: Skip | Pause, texts: Texts) -> str:
    """A reason."""
    return {
        Pause.ASKED: texts.daily_asked,
        Pause.BLOCKED: texts.daily_blocked,
        Pause.FINISHED: texts.daily_finished,
        Skip.NO_TEXT: texts.daily_no_text,
        Skip.NO_WORK: texts.daily_no_work,
        Skip.NO_MORE: texts.daily_no_more,
        Skip.FINISHED: texts.daily_finished,
        Skip.LATE: texts.daily_late,
        Skip.BLOCKED: texts.daily_blocked,
        Skip.TROUBLE: texts.daily_trouble,
    }[reason]


def counted(reasons: Mapping[Skip, int] | Mapping[Pause, int], texts: Texts) -> str:
    """How many for which reason."""
    return texts.comma.join(f"{why(reason, texts)} {count}" for reason, count in reasons.items())


def aim(wanted: Aim, texts: Texts, shown: Shown) -> str:
    """What is read."""
    if isinstance(wanted, Theme):
        return texts.daily_about.format(shown(wanted.question))
    if isinstance(wanted, Chance):
        return texts.daily_chance
    if wanted.until is not None:
        return texts.daily_course_until.format(shown(wanted.work), wanted.until.isoformat())
    return texts.daily_course.format(shown(wanted.work), wanted.length)


def days(chosen: frozenset[int], texts: Texts) -> str:
    """On which days of the week."""
    if chosen == EVERY_DAY:
        return texts.daily_every_day
    names = texts.daily_days.split()
    return texts.comma.join(names[day] for day in sorted(chosen))


def moment(instant: float, schedule: Schedule) -> str:
    """An instant on the clocks there."""
    return schedule.local(instant).strftime("%Y-%m-%d %H:%M")


def missed(skipped: Sequence[Skipped], texts: Texts) -> list[str]:
    """The dates that had nothing though there was something to give, a line for each reason in a row."""
    lines, said = [], texts.daily
    owed = [one for one in skipped if one.why not in LACKING]
    for reason, group in groupby(owed, key=lambda one: one.why):
        dates = [one.due.day.isoformat() for one in group]
        if reason is Skip.BLOCKED:
            lines.append(said.missed_blocked.format(dates[0]))
        elif len(dates) == 1:
            lines.append(said.missed_one.format(dates[0], why(reason, texts)))
        else:
            lines.append(said.missed_several.format(dates[0], dates[-1], len(dates), why(reason, texts)))
    return lines


def health(found: Health, blocked: list[int], texts: Texts, zone: ZoneInfo) -> list[str]:
    """The health of all pushes; chats are named by their numbers."""
    said, resting = texts.daily, counted(found.resting, texts)
    given = [
        said.health_good if found.is_good else said.health_bad,
        "",
        said.health_day.format(found.due, found.sent, sum(found.skipped.values()), found.under_way),
    ]
    if found.late:
        given.append(said.health_late.format(found.late, found.latest))
    if found.skipped:
        given.append(said.health_skipped.format(counted(found.skipped, texts)))
    if found.again:
        given.append(said.health_again.format(found.again))
    if found.overdue:
        given.append(said.health_overdue.format(found.overdue, found.waits))
    given += ["", said.health_chats.format(found.chats, found.going_on)]
    if resting:
        given.append(said.health_resting.format(resting))
    if blocked:
        more = "…" if len(blocked) > _MOST_NAMED else ""
        named = texts.comma.join(map(str, blocked[:_MOST_NAMED]))
        given.append(said.health_blocked.format(len(blocked), named + more))
    if found.next_due is not None:
        given.append(
            said.health_next.format(f"{datetime.fromtimestamp(found.next_due, zone):%Y-%m-%d %H:%M}")
        )
    return given
