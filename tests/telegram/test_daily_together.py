"""Reading together: who has read, what one missed, and how a course ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.daily.choice import Chance, Course
from bot.daily.portions import Piece, Place, Portion
from bot.daily.schedule import Due, Schedule
from bot.daily.subscription import Arrived, Entry, Refused, Sending, Skip, Skipped, Subscription
from bot.database import Database, default_url
from bot.database.ledger import Ledger, _row
from bot.database.readers import Readers
from bot.database.subscriptions import Subscriptions
from bot.database.tables import deliveries
from bot.telegram.turns import lane
from bot.texts import ZH
from tests.fake_telegram import FakeTelegram, Message
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

ROOM = -1001
TODAY = datetime.now(UTC).date()
COURSE = Course("读书会章程", 10)


class House:
    """The database of the bot, and a past that was lived before it opened."""

    def __init__(self, database: Database) -> None:
        self.subscriptions = Subscriptions(database)
        self.ledger = Ledger(database)
        self.readers = Readers(database)

    async def subscribed(self, chat: int, aim: Course | Chance = COURSE) -> Subscription:
        """A subscription whose next turn is tomorrow at the earliest."""
        later = (datetime.now(UTC) - timedelta(minutes=5)).time().replace(second=0, microsecond=0)
        return await self.subscriptions.keep(Subscription(chat, None, Schedule("UTC", later), aim))

    async def lived(self, one: Subscription, *days: Portion | Skip, yesterday: bool = False) -> None:
        """What the last days had, the oldest first, until today or `yesterday`. Nothing is ever on its way
        here: the bot that opens meanwhile would send it.
        """
        for ago, given in zip(range(len(days) - 1 + yesterday, -1 + yesterday, -1), days, strict=True):
            due = Due(day := TODAY - timedelta(days=ago), int(time.time()) - 86400 * ago - 300)
            row = _row(one.number, due, given)
            if isinstance(given, Portion):
                row |= {"status": "sent", "done": due.at, "message": 1000 + day.day}
                one = await self.subscriptions.keep(replace(one, place=given.place))
            async with self.subscriptions._database.writing() as connection:
                await connection.execute(deliveries.insert().values(**row))


def part(number: int, total: int = 9) -> Portion:
    """The passage of that number, as a portion of a course."""
    following = f"shelf-{number}" if number < 3 else None
    place = Place(f"shelf-{number - 1}", 99, following, 99 * number, number)
    return Portion((Piece(f"shelf-{number - 1}", 0, 99),), number, total, place)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """What the bot on the same data directory keeps."""
    async with Database.open(default_url(tmp_path)) as database:
        yield House(database)


@pytest.fixture
async def room(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, house: House
) -> AsyncIterator[FakeTelegram]:
    """A Telegram with the bot at work, and a group of three."""
    telegram.roles |= {(ROOM, person): "member" for person in (1, 2, 3)}
    telegram.group(ROOM, 1, "聊")
    async with at_work(telegram, shelf, data_dir=tmp_path):
        yield telegram


def early_in(house: House) -> Subscriptions:
    """Subscriptions as they were three minutes ago."""
    return Subscriptions(house.subscriptions._database, now=lambda: time.time() - 180)


async def pushed(house: House, telegram: FakeTelegram, chat: int = ROOM, **given: object) -> Message:
    """What is sent for a subscription that is due now."""
    now = datetime.fromtimestamp(time.time() - 60, UTC)
    schedule = Schedule("UTC", now.time().replace(second=0, microsecond=0))
    await early_in(house).keep(Subscription(**{"chat": chat, "topic": None, "schedule": schedule, **given}))  # type: ignore[arg-type]
    return await telegram.reply(timeout=20)


async def test_readers_are_counted_and_may_take_it_back(room: FakeTelegram, house: House) -> None:
    """One a person; the button shows how many, and the message stays as it is."""
    came = await pushed(house, room, aim=COURSE)
    await asyncio.sleep(1)  # what arrived is written down a few at a time
    first, second = room.press(came, ZH.daily.read, user=1), room.press(came, ZH.daily.read, user=2)
    assert {await room.toast(first), await room.toast(second)} == {ZH.daily.read_noted}
    shown = await room.reply()
    assert f"{ZH.daily.read} 2" in shown.buttons
    assert (shown.text, shown.addresses) == (came.text, came.addresses)
    assert await room.toast(room.press(shown, f"{ZH.daily.read} 2", user=1)) == ZH.daily.read_undone
    assert await house.readers.of(1) == 0
    assert await house.readers.of(2) == 1


async def test_a_large_group_changes_the_count_a_few_times_only(room: FakeTelegram, house: House) -> None:
    """However many press; and who asks meanwhile is answered."""
    came = await pushed(house, room, aim=COURSE)
    await asyncio.sleep(1)
    presses = [room.press(came, ZH.daily.read, user=person) for person in range(100, 400)]
    asked = room.group(ROOM, 2, "/ask 轮流推荐")
    while (answer := await room.reply(timeout=20)).reply_to != asked.id:
        assert ZH.daily.read in "".join(answer.buttons)
    assert {await room.toast(press) for press in presses} == {ZH.daily.read_noted}
    assert len(room.called("editMessageReplyMarkup")) <= 2
    assert len(room.called("answerCallbackQuery")) == 300


def test_presses_of_a_group_do_not_stand_in_the_way_of_its_questions() -> None:
    """Each reader takes their own turn; who asks takes the chat's."""
    press = {"id": "1", "from": {"id": 7}, "message": {"chat": {"id": ROOM}}, "data": "dr:1:2026-01-01"}
    assert lane({"update_id": 1, "callback_query": press}) == "person 7"
    assert lane({"update_id": 2, "callback_query": press | {"data": "p:shelf-0"}}) == f"chat {ROOM}"


async def test_a_context_opens_elsewhere_in_a_group(room: FakeTelegram, house: House) -> None:
    """Nobody turns away what others read; alone it opens in its place."""
    came = await pushed(house, room, aim=COURSE)
    assert came.addresses[ZH.context] == "https://t.me/chuchu_bot?start=shelf-0"
    room._chat(1, {"type": "private", "first_name": "R"})
    alone = await pushed(house, room, chat=1, aim=COURSE)
    assert {ZH.context, ZH.notebook.keep} <= alone.buttons.keys()
    assert await room.toast(room.press(alone, ZH.notebook.keep)) == ZH.notebook.keep_done
    assert ZH.daily.read not in alone.buttons


async def test_only_one_passage_is_copied_and_in_the_style_that_was_chosen(
    room: FakeTelegram, house: House
) -> None:
    """Several passages were once copied as one, under the place of the first; now both ends are named."""
    room.private(1, "/settings")
    room.press(await room.reply(), ZH.notebook.style_titled)
    await room.reply()
    one = await pushed(house, room, chat=1, aim=COURSE)
    assert one.copies == {ZH.copy: "读书会每两周聚一次。\n——《读书会章程》第一章 总则"}
    several = await pushed(house, room, chat=1, aim=Course("读书会章程", 60))
    assert len(several.marked("blockquote")) == 3
    assert not several.copies
    assert several.links["第 3 段"] == "https://t.me/chuchu_bot?start=shelf-2"


@pytest.mark.parametrize("data", ["dr", "dr:1", "dr:x:y", "dr:99:2026-01-01", "dr:1:2026-01-01", "dr:1:a:b"])
async def test_forged_marks_touch_nothing(room: FakeTelegram, house: House, data: str) -> None:
    """Only what was sent to that group can be read there."""
    came = await pushed(house, room, aim=COURSE)
    assert await room.toast(room.press(came, data=data)) == ZH.old_button
    assert await house.readers.of(1) == 0


async def test_who_missed_something_gets_it_in_order(room: FakeTelegram, house: House) -> None:
    """The link under a passage leads to where they are alone; what they read there counts in the group."""
    one = await house.subscribed(ROOM)
    await house.lived(one, part(1), part(2), part(3))
    await house.readers.mark(one.number, TODAY - timedelta(days=1), 1)
    room.group(ROOM, 1, "/daily missed")
    leading = await room.reply()
    assert leading.text == ZH.daily.catch_up_here
    link = leading.addresses[ZH.daily.catch_up]
    assert link == f"https://t.me/chuchu_bot?start=missed_{ROOM}"
    room.group(ROOM, 1, f"/start@chuchu_bot missed_{ROOM}")
    assert (await room.reply()).text == ZH.daily.catch_up_here
    room.private(1, f"/start missed_{ROOM}")
    page = await room.reply()
    assert ZH.daily_part.format(1, 9) in page.text and page.text.endswith(ZH.daily.left.format(1))
    room.press(page, ZH.daily.read_and_next)
    page = await room.reply()
    assert ZH.daily_part.format(3, 9) in page.text
    assert ZH.daily.read_and_next not in page.buttons  # nothing comes next
    room.press(page, ZH.daily.read)
    assert (await room.reply()).text == ZH.daily.caught_up
    assert await house.readers.of(1) == 3


async def test_what_is_passed_over_stays_missed(room: FakeTelegram, house: House) -> None:
    """And it says how much that is."""
    one = await house.subscribed(ROOM)
    await house.lived(one, part(1), part(2))
    room.private(2, f"/start missed_{ROOM}")
    room.press(await room.reply(), ZH.daily.next, user=2)
    page = await room.reply()
    assert ZH.daily_part.format(2, 9) in page.text
    room.press(page, ZH.daily.read, user=2)
    assert (await room.reply()).text == ZH.daily.caught_up_but.format(1)


@pytest.mark.parametrize("link", [f"missed_{ROOM}", "missed_", "missed_-5", "missed_7", "missed_" + "9" * 30])
async def test_strangers_get_nothing_of_a_group(room: FakeTelegram, house: House, link: str) -> None:
    """A link may be passed on; what it leads to may not."""
    one = await house.subscribed(ROOM)
    await house.lived(one, part(1))
    room.private(7, f"/start {link}")
    assert (await room.reply()).text == ZH.daily.catch_up_refused


async def test_a_course_ends_with_thanks_to_all_and_names_nobody(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, house: House
) -> None:
    """How long it took, and how many read."""
    telegram.group(ROOM, 1, "聊")
    now = datetime.fromtimestamp(time.time() - 60, UTC)
    schedule = Schedule("UTC", now.time().replace(second=0, microsecond=0))
    house.subscriptions = early_in(house)
    one = await house.subscriptions.keep(Subscription(ROOM, None, schedule, COURSE))
    await house.lived(one, part(1, 3), part(2, 3), yesterday=True)
    for ago, people in ((2, 1), (1, 2)):
        for person in range(people):
            await house.readers.mark(one.number, TODAY - timedelta(days=ago), person)
    async with at_work(telegram, shelf, data_dir=tmp_path):
        came = await telegram.reply()
    assert ZH.daily.done_together.format(3, 3) in came.text
    assert ZH.daily.readers.format(2, "1.5") in came.text


async def test_a_private_chat_makes_up_for_its_days(room: FakeTelegram, house: House) -> None:
    """One after the other, through the ledger: the course goes on from there."""
    one = await house.subscribed(1)
    await house.lived(one, part(1), Skip.LATE, Skip.TROUBLE)
    room.private(1, "/daily")
    shown = await room.reply()
    assert ZH.daily.owed.format(2) in shown.text
    assert ZH.daily.reached.format(1) in shown.text
    room.press(shown, ZH.daily.make_up)
    page = await room.reply()
    assert "书由大家轮流推荐" in page.text
    room.press(page, ZH.daily.make_up_next.format(1))
    assert "每次留一位记录人" in (await room.reply()).text
    room.private(1, "/daily missed")
    assert (await room.reply()).text == ZH.daily.nothing_missed
    assert [record.status for record in await house.ledger.latest(one.number, 9)] == ["sent"] * 3
    assert (await house.ledger.health(0)).late == 0
    kept = await house.subscriptions.one(one.number)
    assert kept is not None and kept.place is not None and kept.place.code == "shelf-2"


async def test_making_up_waits_for_what_is_on_its_way(house: House) -> None:
    """And what is being made up holds back what is due: no words go twice."""
    one = await house.subscribed(1)
    await house.lived(one, Skip.LATE)
    now = await house.subscriptions.one(one.number)
    assert now is not None and now.due is not None
    owed = Skipped(Due(TODAY, 0), Skip.LATE)
    begun = await house.ledger.make_up(now, owed, part(1))
    assert isinstance(begun, Sending)
    assert await house.ledger.make_up(now, owed, part(1)) is None
    tomorrow = Entry(now, now.due, part(1), (), one.schedule.after(now.due.day))
    assert await house.ledger.exchange([], [tomorrow]) == []
    await house.ledger.exchange([(begun, Arrived(1, 1))], [])
    assert await house.ledger.exchange([], [tomorrow]) == []  # the course has moved on meanwhile
    later = await house.subscriptions.one(one.number)
    assert later is not None
    assert len(await house.ledger.exchange([], [replace(tomorrow, subscription=later)])) == 1


async def test_what_could_not_be_made_up_is_still_owed(house: House) -> None:
    """Nothing is lost by trying."""
    one = await house.subscribed(1)
    await house.lived(one, Skip.BLOCKED)
    begun = await house.ledger.make_up(one, Skipped(Due(TODAY, 0), Skip.BLOCKED), part(1))
    assert begun is not None
    await house.ledger.exchange([(begun, Refused(Skip.TROUBLE))], [])
    assert [owed.due.day for owed in await house.ledger.owed(one.number, 0)] == [TODAY]


async def test_a_skipped_day_is_explained_with_the_next(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, house: House
) -> None:
    """In one line, and how to make up for it."""
    telegram._chat(1, {"type": "private", "first_name": "R"})
    now = datetime.fromtimestamp(time.time() - 60, UTC)
    schedule = Schedule("UTC", now.time().replace(second=0, microsecond=0))
    early = Subscriptions(house.subscriptions._database, now=lambda: time.time() - 3 * 86400)
    one = await early.keep(Subscription(1, None, schedule, Course("读书会章程", 60)))
    assert one.due is not None
    async with at_work(telegram, shelf, data_dir=tmp_path):
        came = await telegram.reply()
    first, last = (date.isoformat(TODAY - timedelta(days=ago)) for ago in ((TODAY - one.due.day).days, 1))
    if first == last:
        line = ZH.daily.missed_one.format(first, ZH.daily_late)
    else:
        days = (TODAY - one.due.day).days
        line = ZH.daily.missed_several.format(first, last, days, ZH.daily_late)
    assert came.text.endswith(f"{line}\n{ZH.daily.missed_hint}")


async def test_a_lack_is_said_once(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, house: House
) -> None:
    """A work that is gone does not end in silence."""
    telegram._chat(1, {"type": "private", "first_name": "R"})
    async with at_work(telegram, shelf, data_dir=tmp_path):
        came = await pushed(house, telegram, chat=1, aim=Course("没有的书"))
        assert came.text.endswith(ZH.daily.notice.format(ZH.daily_no_work))
        await asyncio.sleep(1)
        telegram.private(1, "/daily")
        assert ZH.daily_no_work in (await telegram.reply()).text


async def test_marks_are_shown_and_forgotten(room: FakeTelegram, house: House) -> None:
    """They are a person's."""
    one = await house.subscribed(ROOM)
    await house.lived(one, part(1))
    await house.readers.mark(one.number, TODAY, 1)
    room.private(1, "/privacy")
    known = await room.reply()
    assert ZH.daily.privacy.format(1) in known.text
    room.press(known, ZH.forget)
    assert ZH.privacy_nothing in (await room.reply()).text
    assert await house.readers.count(one.number, TODAY) == 0
