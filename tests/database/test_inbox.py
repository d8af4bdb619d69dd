"""Updates wait in the database: once each, in order, lanes in turn."""

from __future__ import annotations

from pathlib import Path

from bot.database import Database
from bot.database.inbox import Arrived, Begun, Inbox


def updates(*lanes: str, start: int = 1) -> list[Arrived]:
    """One update after the other, each for the lane of that name."""
    return [Arrived(number, lane, f'{{"n": {number}}}') for number, lane in enumerate(lanes, start)]


def numbers(begun: list[Begun]) -> list[int]:
    return sorted(one.number for one in begun)


def held_in(folder: Path) -> bytes:
    """Everything in the files there."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_the_oldest_of_each_lane_comes_first(database: Database) -> None:
    """Within a lane one waits for the other."""
    inbox = Inbox(database, 1)
    await inbox.receive(updates("a", "a", "b", "a", "b"))
    assert numbers(await inbox.exchange([], room=9)) == [1, 3]
    assert numbers(await inbox.exchange([1], room=9, besides={"b"})) == [2]
    assert numbers(await inbox.exchange([2, 3], room=9)) == [4, 5]
    assert await inbox.exchange([4, 5], room=9) == []


async def test_a_number_is_taken_once(database: Database) -> None:
    """While it waits, and after it was dealt with."""
    inbox = Inbox(database, 1)
    for _ in range(2):
        await inbox.receive(updates("a", "b"))
    assert await inbox.waiting() == 2
    await inbox.exchange([1, 2], room=0)
    await inbox.receive(updates("a", "b"))
    assert await inbox.waiting() == 0


async def test_a_late_update_still_waits_its_turn(database: Database) -> None:
    """Order is that of the numbers, however they arrived."""
    inbox = Inbox(database, 1)
    await inbox.receive(updates("a", "a")[::-1])
    assert numbers(await inbox.exchange([], room=9)) == [1]


async def test_no_more_are_taken_than_there_is_room(database: Database) -> None:
    """Lanes take turns: those behind the last one first, then from the beginning."""
    inbox = Inbox(database, 1)
    await inbox.receive(updates(*"abcd"))
    assert numbers(await inbox.exchange([], room=2)) == [1, 2]
    assert numbers(await inbox.exchange([], room=3, after="b")) == [1, 3, 4]
    assert numbers(await inbox.exchange([], room=1, after="d")) == [1]


async def test_a_flooding_lane_takes_one_place(database: Database) -> None:
    """Others do not wait behind it."""
    inbox = Inbox(database, 1)
    await inbox.receive(updates(*["flood"] * 500, "other"))
    assert numbers(await inbox.exchange([], room=64)) == [1, 501]


async def test_what_was_begun_and_not_finished_comes_again(database: Database) -> None:
    """As after a crash; each time is counted."""
    await Inbox(database, 1).receive(updates("a"))
    for attempt in (1, 2, 3):
        (begun,) = await Inbox(database, 1).exchange([], room=1)
        assert (begun.number, begun.content, begun.attempt) == (1, '{"n": 1}', attempt)


async def test_nothing_is_left_of_what_was_said(database: Database, tmp_path: Path) -> None:
    """Not even in the file, once SQLite has put its log away."""
    secret = "没有人该再读到这句话"
    inbox = Inbox(database, 1)
    await inbox.receive([Arrived(1, "chat 77", secret)])
    await inbox.exchange([1], room=0)
    async with database.reading() as connection:
        await connection.exec_driver_sql("COMMIT")
        await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        await connection.exec_driver_sql("BEGIN")
    assert secret.encode() not in held_in(tmp_path)
    assert b"chat 77" not in held_in(tmp_path)


async def test_bots_do_not_mix(database: Database) -> None:
    """Another token, another bot: its numbers are its own, and so are its chats."""
    await Inbox(database, 1).receive(updates("a", "b"))
    await Inbox(database, 2).receive(updates("c"))
    assert [one.lane for one in await Inbox(database, 2).exchange([], room=9)] == ["c"]
    await Inbox(database, 2).exchange([1], room=0)
    assert (await Inbox(database, 1).waiting(), await Inbox(database, 2).waiting()) == (2, 0)


async def test_old_numbers_are_forgotten(database: Database) -> None:
    """After two days, if they were finished."""
    time = 1_000_000.0
    inbox = Inbox(database, 1, now=lambda: time)
    await inbox.receive(updates("a", "b"))
    await inbox.exchange([1], room=0)
    time += 3 * 24 * 3600
    await inbox.prune()
    await inbox.receive(updates("a", "b"))
    assert numbers(await inbox.exchange([], room=9)) == [1, 2]
