"""What is due, what is on its way, and what became of it: one row for a subscription and a local date.

`sending` is committed before the call and `sent` after it. A process that finds `sending` when it starts
cannot know whether it arrived, and sends it once more: nothing is missing, and twice comes at most what was
on its way.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.daily.portions import Piece, Place, Portion
from bot.daily.schedule import Due
from bot.daily.subscription import Arrived, Entry, Outcome, Pause, Sending, Skip, Waiting
from bot.database.database import Database
from bot.database.subscriptions import columns, follow, place_column, subscription, turn_columns
from bot.database.tables import deliveries, subscriptions

_MOST_MISSED = 31


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a date. `done` and `message` are there when it arrived, `why` when it was skipped."""

    day: date
    status: str
    why: Skip | None
    done: int | None
    message: int | None


class Ledger:
    """The daily passages of all chats."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def due(self, room: int, besides: Collection[int] = ()) -> tuple[list[Waiting], float | None]:
        """At most so many whose turn has come, the oldest turn first, other than those in `besides`; and when
        the next turn comes.
        """
        now = self._now()
        wanted = (
            select(subscriptions)
            .where(subscriptions.c.next_due.is_not(None), subscriptions.c.number.not_in(besides))
            .order_by(subscriptions.c.next_due, subscriptions.c.spread)
            .limit(room + 1)
        )
        async with self._database.reading() as connection:
            found = [subscription(row) for row in await connection.execute(wanted)]
            coming = [one.due.at for one in found if one.due]
            waiting = [one for one in found[:room] if one.due and one.due.at <= now]
            if not waiting:
                return [], min(coming, default=None)
            given = await _given(connection, [one.number for one in waiting])
        next_at = coming[len(waiting)] if len(coming) > len(waiting) else now
        return [Waiting(one, tuple(given[one.number])) for one in waiting], next_at

    async def unfinished(self) -> list[Sending]:
        """What was on its way when the last process ended."""
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(subscriptions, deliveries.c.day, deliveries.c.due, deliveries.c.content)
                .join(deliveries, deliveries.c.subscription == subscriptions.c.number)
                .where(deliveries.c.status == "sending")
            )
            return [
                Sending(
                    subscription(row),
                    Due(date.fromisoformat(row.day), row.due),
                    _portion(row.content),
                    again=True,
                )
                for row in found
            ]

    async def exchange(
        self, outcomes: Collection[tuple[Sending, Outcome]], entries: Collection[Entry]
    ) -> list[Sending]:
        """Record what has come of some and that others begin, in one transaction; gives what is to be sent.

        A subscription that was changed meanwhile does not begin.
        """
        async with self._database.writing() as connection:
            await self._close(connection, outcomes)
            return await self._begin(connection, entries)

    async def latest(self, number: int, count: int = 1, status: str | None = None) -> list[Record]:
        """What became of a subscription's last dates, the newest first."""
        wanted = select(deliveries).where(deliveries.c.subscription == number)
        if status:
            wanted = wanted.where(deliveries.c.status == status)
        async with self._database.reading() as connection:
            found = await connection.execute(wanted.order_by(deliveries.c.day.desc()).limit(count))
            return [
                Record(
                    date.fromisoformat(row.day),
                    row.status,
                    Skip(row.why) if row.why else None,
                    row.done,
                    row.message,
                )
                for row in found
            ]

    async def given(self, number: int) -> tuple[str, ...]:
        """The codes that a subscription was given."""
        async with self._database.reading() as connection:
            return tuple((await _given(connection, [number]))[number])

    async def counted(self, since: float) -> dict[str, int]:
        """How many have which status, or were skipped why, of what was due since then."""
        what = func.coalesce(deliveries.c.why, deliveries.c.status)
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(what, func.count()).where(deliveries.c.due >= since).group_by(what)
            )
            return {row[0]: row[1] for row in found}

    async def latest_by(self, since: float) -> int:
        """How many seconds the latest of what arrived came after its time."""
        late = func.max(deliveries.c.done - deliveries.c.due)
        async with self._database.reading() as connection:
            found = await connection.execute(select(late).where(deliveries.c.due >= since))
            return int(found.scalar_one() or 0)

    async def _begin(self, connection: AsyncConnection, entries: Collection[Entry]) -> list[Sending]:
        numbers = [entry.subscription.number for entry in entries]
        its = subscriptions.c
        found = await connection.execute(
            select(its.number, its.next_day, its.next_due).where(its.number.in_(numbers))
        )
        stand = {number: (day, due) for number, day, due in found}
        moved, rows, begun = [], [], []
        for entry in entries:
            wanted, given = entry.subscription, entry.given
            if wanted.due is None or stand.get(wanted.number) != (wanted.due.day.isoformat(), wanted.due.at):
                continue
            finished = given is Skip.FINISHED
            turn = turn_columns(wanted.number, None if finished else entry.following)
            moved.append({"its": wanted.number, **turn, "paused": Pause.FINISHED.value if finished else None})
            rows += [_row(wanted.number, due, Skip.LATE) for due in entry.missed[-_MOST_MISSED:]]
            if entry.due is not None and given is not None:
                rows.append(_row(wanted.number, entry.due, given))
                if isinstance(given, Portion):
                    begun.append(Sending(wanted, entry.due, given))
        if moved:
            await connection.execute(update(subscriptions).where(its.number == bindparam("its")), moved)
            await connection.execute(self._database.insert(deliveries).on_conflict_do_nothing(), rows)
        return begun

    async def _close(self, connection: AsyncConnection, outcomes: Iterable[tuple[Sending, Outcome]]) -> None:
        closed, places, paused = [], [], []
        for sending, outcome in outcomes:
            number, portion = sending.subscription.number, sending.portion
            row: dict[str, Any] = {"its": number, "its_day": sending.due.day.isoformat()}
            if isinstance(outcome, Arrived):
                done = {"status": "sent", "done": int(self._now()), "message": outcome.message, "why": None}
                closed.append({**row, **done, "code": portion.pieces[0].code})
                if portion.place is not None:
                    place = place_column(portion.place)
                    places.append(
                        {"its": number, "its_aim": columns(sending.subscription)["subject"], "place": place}
                    )
                if outcome.chat != sending.subscription.chat:
                    await follow(connection, sending.subscription.chat, outcome.chat)
                pause = Pause.FINISHED if portion.is_last else None
            else:
                done = {"status": "skipped", "done": None, "message": None, "why": outcome.why.value}
                closed.append({**row, **done, "code": None})
                pause = Pause.BLOCKED if outcome.why is Skip.BLOCKED else None
            if pause:
                paused.append({"its": number, "paused": pause.value, **turn_columns(number, None)})
        if closed:
            row_of = (deliveries.c.subscription == bindparam("its")) & (
                deliveries.c.day == bindparam("its_day")
            )
            await connection.execute(update(deliveries).where(row_of), closed)
        moving = update(subscriptions).where(subscriptions.c.number == bindparam("its"))
        if places:
            await connection.execute(moving.where(subscriptions.c.subject == bindparam("its_aim")), places)
        if paused:
            await connection.execute(moving, paused)


async def _given(connection: AsyncConnection, numbers: Collection[int]) -> defaultdict[int, list[str]]:
    found = await connection.execute(
        select(deliveries.c.subscription, deliveries.c.code)
        .join(subscriptions, subscriptions.c.number == deliveries.c.subscription)
        .where(deliveries.c.subscription.in_(numbers), deliveries.c.code.is_not(None))
        .where(subscriptions.c.kind != "course")
        .order_by(deliveries.c.day)
    )
    given = defaultdict[int, list[str]](list)
    for number, code in found:
        given[number].append(code)
    return given


def _row(number: int, due: Due, given: Portion | Skip) -> dict[str, Any]:
    row = {"subscription": number, "day": due.day.isoformat(), "due": due.at}
    if isinstance(given, Skip):
        return {**row, "status": "skipped", "why": given.value, "code": None, "content": None}
    content = [[astuple(piece) for piece in given.pieces], given.number, given.total]
    content.append(astuple(given.place) if given.place else None)
    code, text = given.pieces[0].code, json.dumps(content, ensure_ascii=False)
    return {**row, "status": "sending", "why": None, "code": code, "content": text}


def _portion(content: str) -> Portion:
    pieces, number, total, place = json.loads(content)
    return Portion(tuple(Piece(*one) for one in pieces), number, total, Place(*place) if place else None)
