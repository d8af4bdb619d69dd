"""`chuchu pushes`: how the daily passages are, and what will come."""

from __future__ import annotations

import asyncio
import json
from datetime import date, time
from pathlib import Path

from bot.daily.choice import Aim, Chance, Course, Theme
from bot.daily.schedule import WEEKDAYS, Schedule
from bot.daily.subscription import Pause, Subscription
from bot.database import Database, default_url
from bot.database.subscriptions import Subscriptions
from tests.bot.commands import chuchu

TOKYO = Schedule("Asia/Tokyo", time(21))


def subscribed(data: Path, *aims: Aim, schedule: Schedule = TOKYO, paused: Pause | None = None) -> None:
    """Someone wishes this."""

    async def keep() -> None:
        async with Database.open(default_url(data)) as database:
            for number, aim in enumerate(aims):
                await Subscriptions(database).keep(Subscription(-number, None, schedule, aim, paused=paused))

    asyncio.run(keep())


def test_without_subscriptions_it_says_so(data: Path) -> None:
    """And that is no fault."""
    for arguments in (["pushes"], ["pushes", "--dry-run"]):
        ran = chuchu(data, *arguments)
        assert (ran.status, ran.out.strip()) == (0, "还没有人订每天的一段。")
    assert json.loads(chuchu(data, "pushes", "--json").out)["subscriptions"] == []


def test_the_standing_of_all_is_shown(data: Path) -> None:
    """The health first, then every subscription with its last and its next."""
    subscribed(data, Course("读书会章程", 600), Chance())
    subscribed(data, Theme("怎样请假"), paused=Pause.BLOCKED)
    ran = chuchu(data, "pushes")
    assert "推送正常" in ran.out
    assert "《读书会章程》，每次约 600 字" in ran.out
    assert "停着：发不进来" in ran.out
    given = json.loads(chuchu(data, "pushes", "--json").out)
    assert given["health"]["good"] is True
    assert given["health"]["resting"] == {"blocked": 1}
    assert [one["aim"]["kind"] for one in given["subscriptions"]] == ["course", "chance", "theme"]
    (one,) = json.loads(chuchu(data, "pushes", "2", "--json").out)["subscriptions"]
    assert one["number"] == 2 and one["next"].endswith("T12:00:00Z")


def test_a_dry_run_foretells_and_changes_nothing(data: Path) -> None:
    """What comes on which day, in the time of the place; the same when asked again."""
    weekdays = Schedule("America/New_York", time(2, 30), WEEKDAYS)
    subscribed(data, Course("读书会章程", 600), Chance())
    subscribed(data, Course("没有的书", until=date(2030, 1, 1)), schedule=weekdays)
    ran = [chuchu(data, "pushes", "--dry-run", "--days", "14", "--json") for _ in range(2)]
    assert ran[0].out == ran[1].out
    course, chance, nothing = (json.loads(line) for line in ran[0].out.splitlines())
    assert [day["part"] for day in course["coming"]] == [[number, 5] for number in range(1, 6)]
    assert course["coming"][0]["at"].endswith("T21:00:00+09:00")
    assert len({day["codes"][0] for day in chance["coming"]}) == 14
    assert {day["why"] for day in nothing["coming"]} == {"no work"}
    shown = chuchu(data, "pushes", "1", "--dry-run", "--days", "2").out
    assert shown.count("21:00  第 ") == 2


def test_a_number_that_none_has_is_one_sentence(data: Path) -> None:
    """It says where to look."""
    ran = chuchu(data, "pushes", "99", "--dry-run")
    assert ran.failed_with_one_sentence()
    assert "99" in ran.err and "chuchu pushes" in ran.err
