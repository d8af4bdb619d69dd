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
    """Why a day had nothing; the first four are what choosing lacked."""

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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A subscription whose turn has come, with the codes that it was given so far."""

    subscription: Subscription
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """A portion on its way; `again` when it may have arrived before."""

    subscription: Subscription
    due: Due
    portion: Portion
    again: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What is begun for a subscription: a portion or the reason for none, and when its next turn comes."""

    subscription: Subscription
    due: Due | None
    given: Portion | Skip | None
    missed: tuple[Due, ...]
    following: Due


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
