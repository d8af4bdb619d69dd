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
from dataclasses import astuple, dataclass, replace
from datetime import date
from math import inf
from typing import Any

from sqlalchemy import Row, bindparam, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.daily.health import LATE, Health
from bot.daily.portions import Piece, Place, Portion
from bot.daily.schedule import Due
from bot.daily.subscription import (
    LACKING,
    NOTHING,
    Arrived,
    Entry,
    Outcome,
    Pause,
    Sending,
    Skip,
    Skipped,
    Subscription,
    Waiting,
)
from bot.database.database import Database
from bot.database.subscriptions import columns, follow, place_column, subscription, turn_columns
from bot.database.tables import deliveries, subscriptions

_MOST_MISSED = 31
_OPEN = select(deliveries.c.subscription).where(deliveries.c.status == "sending")
_SENDINGS = select(
    subscriptions, *(deliveries.c[name] for name in ("day", "due", "why", "content", "message"))
).join(deliveries, deliveries.c.subscription == subscriptions.c.number)


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a date. `done` and `message` are there when it arrived, `why` when it was skipped; where
    that was said to the chat, all three.
    """

    day: date
    due: int
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
            .where(subscriptions.c.number.not_in(_OPEN))
            .order_by(subscriptions.c.next_due, subscriptions.c.spread)
            .limit(room + 1)
        )
        async with self._database.reading() as connection:
            found = [subscription(row) for row in await connection.execute(wanted)]
            coming = [one.due.at for one in found if one.due]
            waiting = [one for one in found[:room] if one.due and one.due.at <= now]
            if not waiting:
                return [], min(coming, default=None)
            numbers = [one.number for one in waiting]
            given, skipped = await _given(connection, numbers), await _skipped(connection, numbers)
        next_at = coming[len(waiting)] if len(coming) > len(waiting) else now
        return [
            Waiting(one, tuple(given[one.number]), tuple(skipped[one.number])) for one in waiting
        ], next_at

    async def unfinished(self) -> list[Sending]:
        """What was on its way when the last process ended."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(_SENDINGS.where(deliveries.c.status == "sending"))).all()
            skipped = await _skipped(connection, [row.number for row in rows])
            return [replace(_sending(row), again=True, skipped=tuple(skipped[row.number])) for row in rows]

    async def resume(self, *, besides: Collection[int] = (), before: float = inf) -> list[Sending]:
        """The same, to be sent once more, and written down as that: other than what is for `besides`, and of
        what was due before.
        """
        sendings = [
            one
            for one in await self.unfinished()
            if one.due.at < before and one.subscription.number not in besides
        ]
        if sendings:
            numbers = [one.subscription.number for one in sendings]
            open_ = (deliveries.c.status == "sending") & deliveries.c.subscription.in_(numbers)
            async with self._database.writing() as connection:
                await connection.execute(update(deliveries).where(open_).values(again=deliveries.c.again + 1))
        return sendings

    async def sent(self, number: int, day: date) -> tuple[Sending, int] | None:
        """What a subscription was sent for a date, and as which message."""
        wanted = _SENDINGS.where(
            deliveries.c.subscription == number,
            deliveries.c.day == day.isoformat(),
            deliveries.c.status == "sent",
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(wanted)).first()
        return (_sending(row), row.message) if row else None

    async def owed(self, number: int, since: float) -> list[Skipped]:
        """The dates since then that had nothing and can be made up for, the oldest first."""
        wanted = (
            select(deliveries.c.day, deliveries.c.due, deliveries.c.why)
            .where(deliveries.c.subscription == number, deliveries.c.status == "skipped")
            .where(deliveries.c.due >= since, deliveries.c.why.not_in([why.value for why in LACKING]))
            .order_by(deliveries.c.day)
        )
        async with self._database.reading() as connection:
            found = await connection.execute(wanted)
            return [Skipped(Due(date.fromisoformat(day), due), Skip(why)) for day, due, why in found]

    async def make_up(self, wanted: Subscription, owed: Skipped, portion: Portion) -> Sending | None:
        """Begin to send what a date did not have; None where that is not how things stand any more, or
        something is on its way to them just now. Its time is now: it is not late.
        """
        row, its = _row(wanted.number, owed.due, portion), subscriptions.c
        async with self._database.writing() as connection:
            standing = await connection.execute(
                select(its.number).where(
                    its.number == wanted.number, its.place.is_not_distinct_from(place_column(wanted.place))
                )
            )
            if standing.first() is None:
                return None
            begun = await connection.execute(
                update(deliveries)
                .where(deliveries.c.subscription == wanted.number, deliveries.c.day == row["day"])
                .where(deliveries.c.status == "skipped", deliveries.c.subscription.not_in(_OPEN))
                .values(**{**row, "due": int(self._now())})
            )
            return Sending(wanted, owed.due, portion) if begun.rowcount else None

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
            return [_record(row) for row in found]

    async def newest(self) -> dict[int, Record]:
        """What became of the last date of every subscription."""
        last = select(deliveries.c.subscription, func.max(deliveries.c.day)).group_by(
            deliveries.c.subscription
        )
        wanted = select(deliveries).where(tuple_(deliveries.c.subscription, deliveries.c.day).in_(last))
        async with self._database.reading() as connection:
            return {row.subscription: _record(row) for row in await connection.execute(wanted)}

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

    async def health(self, since: float) -> Health:
        """How the pushes are, of what was due since then and at this moment."""
        now, its, row = int(self._now()), subscriptions.c, deliveries.c
        status, late = func.coalesce(row.why, row.status), row.done - row.due
        arrived = select(
            func.count().filter(late > LATE), func.max(late), func.coalesce(func.sum(row.again), 0)
        ).where(row.due >= since, row.status != "skipped")
        async with self._database.reading() as connection:
            counting = select(status, func.count()).where(row.due >= since).group_by(status)
            counted: dict[str, int] = {name: count for name, count in await connection.execute(counting)}  # noqa: C416
            lateness = (await connection.execute(arrived)).one()
            turns = select(func.count().filter(its.next_due <= now), func.min(its.next_due), func.count())
            overdue, next_due, going_on = (
                await connection.execute(turns.where(its.next_due.is_not(None)))
            ).one()
            under_way = select(func.count()).where(row.status == "sending")
            resting = select(its.paused, func.count()).where(its.paused.is_not(None)).group_by(its.paused)
            blocked = its.paused == Pause.BLOCKED.value
            chats = select(func.count(its.chat.distinct()), func.count(its.chat.distinct()).filter(blocked))
            every, blocked_chats = (await connection.execute(chats)).one()
            return Health(
                due=sum(counted.values()) + overdue,
                sent=counted.get("sent", 0),
                late=lateness[0],
                latest=max(lateness[1] or 0, 0),
                again=lateness[2],
                skipped={why: counted[why.value] for why in Skip if why.value in counted},
                under_way=(await connection.execute(under_way)).scalar_one(),
                overdue=overdue,
                waits=now - next_due if overdue else 0,
                going_on=going_on,
                resting={Pause(why): count for why, count in await connection.execute(resting)},
                chats=every,
                blocked_chats=blocked_chats,
                next_due=next_due,
            )

    async def _begin(self, connection: AsyncConnection, entries: Collection[Entry]) -> list[Sending]:
        numbers = [entry.subscription.number for entry in entries]
        its = subscriptions.c
        found = await connection.execute(
            select(its.number, its.next_day, its.next_due, its.place).where(
                its.number.in_(numbers), its.number.not_in(_OPEN)
            )
        )
        stand = {number: as_it_was for number, *as_it_was in found}
        moved, rows, begun = [], [], []
        for entry in entries:
            wanted, given = entry.subscription, entry.given
            if wanted.due is None:
                continue
            as_planned = [wanted.due.day.isoformat(), wanted.due.at, place_column(wanted.place)]
            if stand.get(wanted.number) != as_planned:
                continue
            finished = given is Skip.FINISHED
            turn = turn_columns(wanted.number, None if finished else entry.following)
            moved.append({"its": wanted.number, **turn, "paused": Pause.FINISHED.value if finished else None})
            rows += [_row(wanted.number, due, Skip.LATE) for due in entry.missed[-_MOST_MISSED:]]
            if entry.due is not None and given is not None:
                row = _row(wanted.number, entry.due, given)
                if sending := entry.sending:
                    row["status"] = "sending"
                    begun.append(sending)
                rows.append(row)
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
                row |= {"done": int(self._now()), "message": outcome.message}
                if sending.why is not None:
                    closed.append({**row, "status": "skipped", "why": sending.why.value, "code": None})
                else:
                    closed.append({**row, "status": "sent", "why": None, "code": portion.pieces[0].code})
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


async def _skipped(connection: AsyncConnection, numbers: Collection[int]) -> defaultdict[int, list[Skipped]]:
    """The dates without anything since the last that had something."""
    its, before = deliveries.c, deliveries.alias()
    last = (
        select(before.c.day)
        .where(before.c.subscription == its.subscription, before.c.status == "sent")
        .order_by(before.c.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = await connection.execute(
        select(its.subscription, its.day, its.due, its.why)
        .where(its.subscription.in_(numbers), its.status == "skipped", its.day > func.coalesce(last, ""))
        .order_by(its.day)
    )
    skipped = defaultdict[int, list[Skipped]](list)
    for number, day, due, why in found:
        skipped[number].append(Skipped(Due(date.fromisoformat(day), due), Skip(why)))
    return skipped


def _record(row: Row[Any]) -> Record:
    why = Skip(row.why) if row.why else None
    return Record(date.fromisoformat(row.day), row.due, row.status, why, row.done, row.message)


def _sending(row: Row[Any]) -> Sending:
    due, why = Due(date.fromisoformat(row.day), row.due), Skip(row.why) if row.why else None
    return Sending(subscription(row), due, _portion(row.content) if row.content else NOTHING, why=why)


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
