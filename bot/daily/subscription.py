"""Who wants what and when, and what became of it: frozen values that the ledger keeps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.daily.choice import Aim
from bot.daily.portions import Place, Portion
from bot.daily.schedule import Due, Schedule

WINDOW = 6 * 3600
"""Seconds after which what could not be given in time is passed over, unless a chat wishes otherwise."""


class Pause(Enum):
    """Why a subscription rests."""

    ASKED = "asked"
    BLOCKED = "blocked"
    FINISHED = "finished"


class Skip(Enum):
    """Why a day had nothing; the first four are what choosing lacked, the others can be made up for."""

    NO_TEXT = "no text"
    NO_WORK = "no work"
    NO_MORE = "no more"
    FINISHED = "finished"
    LATE = "late"
    BLOCKED = "blocked"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A passage a day for a chat, or for a topic of it. `number` is 0 until it is kept."""

    chat: int
    topic: int | None
    schedule: Schedule
    aim: Aim
    language: str | None = None
    window: int = WINDOW
    number: int = 0
    place: Place | None = None
    paused: Pause | None = None
    due: Due | None = None


LACKING = (Skip.NO_TEXT, Skip.NO_WORK, Skip.NO_MORE, Skip.FINISHED)
"""What choosing lacked: there is nothing to make up for."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A date that had nothing, and why."""

    due: Due
    why: Skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """A subscription whose turn has come, with the codes that it was given so far, and the dates without
    anything since the last that had something.
    """

    subscription: Subscription
    given: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()


NOTHING = Portion(())


@dataclass(frozen=True, slots=True)
class Sending:
    """A portion on its way, or `why` there is none; `again` when it may have arrived before, `skipped` what
    the dates before it missed.
    """

    subscription: Subscription
    due: Due
    portion: Portion = NOTHING
    again: bool = False
    skipped: tuple[Skipped, ...] = ()
    why: Skip | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What is begun for a subscription: a portion or the reason for none, and when its next turn comes.

    `skipped` are the dates before that had nothing, and those that are `missed` just now.
    """

    subscription: Subscription
    due: Due | None
    given: Portion | Skip | None
    missed: tuple[Due, ...]
    following: Due
    skipped: tuple[Skipped, ...] = ()

    @property
    def sending(self) -> Sending | None:
        """What goes out: the portion, or the reason for none, if nobody was told of it yet."""
        if self.due is None or self.given is None:
            return None
        if isinstance(self.given, Portion):
            return Sending(self.subscription, self.due, self.given, skipped=self.skipped)
        is_news = self.given in LACKING and self.given not in [one.why for one in self.skipped]
        return Sending(self.subscription, self.due, why=self.given) if is_news else None


@dataclass(frozen=True, slots=True)
class Arrived:
    """It was taken: as which message, and in which chat, should that have become another."""

    message: int
    chat: int


@dataclass(frozen=True, slots=True)
class Refused:
    """It will not be taken."""

    why: Skip


Outcome = Arrived | Refused
