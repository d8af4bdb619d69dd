"""What is kept of chats and people, and how it is forgotten."""

from __future__ import annotations

from bot.database import Database
from bot.database.acts import Acts
from bot.database.gaps import Gap, Gaps
from bot.database.preferences import Choice, Preferences

DAY = 24 * 3600


async def test_a_choice_is_found_again(database: Database) -> None:
    """By another who opens the same database, for this chat and no other."""
    choice = Choice("en", None, 60)
    await Preferences(database).choose(-100, choice)
    known = Preferences(database)
    assert await known.of(-100) == choice
    assert await known.of(1) == Choice()


async def test_a_choice_of_nothing_leaves_nothing(database: Database) -> None:
    """Whoever goes back to what is usual is as if they had never chosen."""
    preferences = Preferences(database)
    await preferences.choose(1, Choice("en"))
    await preferences.choose(1, Choice())
    assert await preferences.of(1) == Choice()
    assert await Preferences(database).of(1) == Choice()


async def test_the_same_gap_counts_once_more(database: Database) -> None:
    """However it is spaced, and with which mark at its end; what is asked most comes first."""
    gaps = Gaps(database, 7)
    for question in ("石油 价格？", "Mars", "mars ?", " Ｍars。"):
        await gaps.add(question, ("石油",))
    assert await gaps.latest(9) == [Gap("mars", ("石油",), 3), Gap("石油 价格", ("石油",), 1)]
    assert len(await gaps.latest(1)) == 1


async def test_gaps_are_forgotten_in_time(database: Database) -> None:
    """Those that nobody asked again for so many days."""
    now = [0.0]
    gaps = Gaps(database, 2, now=lambda: now[0])
    await gaps.add("旧", ())
    now[0] = 1.5 * DAY
    await gaps.add("新", ())
    now[0] = 2.5 * DAY
    assert [gap.question for gap in await gaps.latest(9)] == ["新"]


async def test_without_days_nothing_is_kept(database: Database) -> None:
    """Neither what is asked now nor what was kept before."""
    await Gaps(database, 7).add("旧", ())
    await Gaps(database, 0).add("新", ())
    assert await Gaps(database, 7).latest(9) == []


async def test_acts_are_counted_by_person(database: Database) -> None:
    """One record for each."""
    acts = Acts(database)
    await acts.record(8, "add", "一.txt")
    await acts.record(8, "remove", "一.txt")
    assert (await acts.of(8), await acts.of(9)) == (2, 0)
