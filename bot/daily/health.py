"""How the pushes are: what administrators look at, in Telegram and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.daily.subscription import Pause, Skip

LATE = 60
"""Seconds after which what arrives counts as late."""


@dataclass(frozen=True, slots=True)
class Health:
    """Since a moment: what was `due`, `sent`, of that `late` (the `latest` by so many seconds), `skipped`,
    and sent `again` because nobody could know whether it had arrived.

    Now: what is `under_way`, what is `overdue` and since how many seconds the first of it `waits`, who goes
    on and who rests, and when the next turn comes.
    """

    due: int
    sent: int
    late: int
    latest: int
    again: int
    skipped: Mapping[Skip, int]
    under_way: int
    overdue: int
    waits: int
    going_on: int
    resting: Mapping[Pause, int]
    chats: int
    blocked_chats: int
    next_due: int | None

    @property
    def is_good(self) -> bool:
        """Whether nothing asks for a look."""
        waits = self.waits > LATE
        return not (self.late or waits or {Skip.LATE, Skip.TROUBLE} & self.skipped.keys())
