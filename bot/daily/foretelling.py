"""What a subscription gives on a date: on the one that is due, and on those to come.

Foretelling goes the way of the pusher, day after day, and changes nothing: what it says is what comes, unless
the collection or the wish changes before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.daily.choice import Chooser, Course, Lack
from bot.daily.portions import Portion
from bot.daily.schedule import Due, turn
from bot.daily.subscription import Skip, Subscription

_DAY = 86400


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a date will have: a portion, or the reason for none."""

    due: Due
    given: Portion | Skip


def given_on(chooser: Chooser, wanted: Subscription, day: date, given: Sequence[str]) -> Portion | Skip:
    """What a subscription is given on a date; `given` are the codes that it had before."""
    until = wanted.aim.until if isinstance(wanted.aim, Course) else None
    chosen = chooser.choose(
        wanted.aim,
        key=f"{wanted.number} {day}",
        given=given,
        place=wanted.place,
        left=wanted.schedule.count(day, until) if until else 1,
    )
    return Skip(chosen.value) if isinstance(chosen, Lack) else chosen


def foretold(
    chooser: Chooser, wanted: Subscription, given: Sequence[str], now: float, days: int
) -> list[Foretold]:
    """What comes in so many days; what is due already comes first. Nothing, while it rests."""
    if wanted.due is None:
        return []
    its, codes, coming = turn(wanted.schedule, wanted.due, now, wanted.window), list(given), list[Foretold]()
    due = its.give or its.following
    while due.at <= now + days * _DAY:
        chosen = given_on(chooser, wanted, due.day, codes)
        coming.append(Foretold(due, chosen))
        if isinstance(chosen, Portion):
            codes.append(chosen.pieces[0].code)
            wanted = replace(wanted, place=chosen.place)
        if chosen is Skip.FINISHED or (isinstance(chosen, Portion) and chosen.is_last):
            break
        due = wanted.schedule.after(due.day)
    return coming
