"""Wall time to instants: when a passage is due, for each local date exactly once.

A wall time that a change of clocks leaves out moves on by as much as the clocks do (02:30 is 03:30 that day);
of one that comes twice the first counts. A date that a zone never had is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))

_DAY = timedelta(days=1)
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Due:
    """A local date, and the instant in seconds of UTC at which it is that date's turn."""

    day: date
    at: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """A wall time in a zone on chosen days of the week; Monday is 0, and at least one is chosen."""

    zone: str
    at: time
    days: frozenset[int] = EVERY_DAY

    def on(self, day: date) -> Due | None:
        """When it is due on that date; None where the date is not chosen or does not exist."""
        zone = _zone(self.zone)
        noon = datetime.combine(day, _NOON, zone)
        if day.weekday() not in self.days or noon.astimezone(UTC).astimezone(zone).date() != day:
            return None
        return Due(day, int(datetime.combine(day, self.at, zone).timestamp()))

    def after(self, day: date) -> Due:
        """The next one on a later date."""
        return next(self._from(day + _DAY))

    def first(self, now: float) -> Due:
        """The next one at this moment or later."""
        yesterday = datetime.fromtimestamp(now, _zone(self.zone)).date() - _DAY
        return next(due for due in self._from(yesterday) if due.at >= now)

    def count(self, day: date, until: date) -> int:
        """How many there are from a date to another, both included."""
        between = (day + number * _DAY for number in range((until - day).days + 1))
        return sum(self.on(one) is not None for one in between)

    def local(self, instant: float) -> datetime:
        """An instant on the clocks there."""
        return datetime.fromtimestamp(instant, _zone(self.zone))

    def _from(self, day: date) -> Iterator[Due]:
        while True:
            if due := self.on(day):
                yield due
            day += _DAY


@dataclass(frozen=True, slots=True)
class Turn:
    """What a moment asks for: the one to give now, if any, those that are too late, and the next."""

    give: Due | None
    missed: tuple[Due, ...]
    following: Due


def turn(schedule: Schedule, due: Due, now: float, window: float) -> Turn:
    """After an outage only the newest is given, if it is not later than `window` seconds."""
    missed = []
    while (following := schedule.after(due.day)).at <= now:
        missed.append(due)
        due = following
    in_time = now - due.at <= window
    return Turn(due if in_time else None, tuple(missed if in_time else [*missed, due]), following)


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
