"""/daily: what comes here every day, and when; in a group its administrators decide.

What is wished for an aim that is here already changes it; any other aim is another subscription.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from datetime import time as wall_time
from zoneinfo import ZoneInfo

from bot.answering import Answering
from bot.daily import phrases
from bot.daily.choice import LENGTHS, Aim, Chance, Course, Theme
from bot.daily.schedule import EVERY_DAY, Schedule
from bot.daily.subscription import WINDOW, Pause, Subscription
from bot.daily.wishes import Wish, understood
from bot.daily.zones import zone_near
from bot.database import Database
from bot.database.ledger import Ledger
from bot.database.subscriptions import Subscriptions
from bot.telegram.access import Access
from bot.telegram.catching_up import CatchingUp
from bot.telegram.citations import short
from bot.telegram.entities import Marked
from bot.telegram.portion_replies import MISSED
from bot.telegram.reply import Reply, button, reply, rows_of
from bot.telegram.room import Command, Press, Room
from bot.telegram.visit import Visit
from bot.texts import Texts

DAILY = "d"
"""What a button does: lets a subscription rest, go on, or end."""

_REST, _GO_ON, _DROP = "r", "g", "x"
_OFF = ("off", "stop", "停", "关", "關", "取消", "退订", "退訂")
_MISSED = ("missed", "catch up", "补", "補", "补读", "補讀", "补上", "補上", "漏下的")
_MOST = 10
_USUAL = wall_time(7, 30)
_DAY = 24 * 3600
_LATELY = 3
"""Dates without anything that are named."""
_OUT = ("left", "kicked")


class Subscribing(Room):
    """The room where people say what they want every day."""

    def __init__(
        self, answering: Answering, database: Database, access: Access, catching_up: CatchingUp, zone: str
    ) -> None:
        self._answering = answering
        self._catching_up = catching_up
        self._subscriptions = Subscriptions(database)
        self._ledger = Ledger(database)
        self._access = access
        self._zone = zone

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"daily": self.command}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {DAILY: self.press}

    async def takes(self, visit: Visit) -> bool:
        if visit.message.location is None:
            return False
        await self.located(visit)
        return True

    async def known(self, visit: Visit) -> list[str]:
        daily = len(await self._subscriptions.of(visit.chat))
        return [visit.texts.privacy_daily.format(daily)] if daily else []

    async def forget(self, visit: Visit) -> None:
        for one in await self._subscriptions.of(visit.chat):
            await self._subscriptions.remove(one.number)

    async def command(self, visit: Visit) -> None:
        """/daily, with or without a wish behind it."""
        back = await self._awakened(visit.chat)
        words = visit.words.strip()
        if not words:
            head = f"{visit.texts.daily_back}\n\n" if back else ""
            await visit.say(await self._shown(visit, head))
        elif words.casefold() in _MISSED:
            await self._catching_up.command(visit)
        elif not await self._access.may_rule(visit):
            await visit.say(Reply(visit.texts.daily_refused))
        elif words.casefold().split()[-1] in _OFF:
            await self._off(visit, " ".join(words.split()[:-1]))
        else:
            await self._wished(visit, words)

    async def press(self, visit: Visit, does: str = "", number: str = "") -> None:
        """A button under the list."""
        one = await self._subscriptions.one(int(number)) if number.isdecimal() and len(number) < 12 else None
        if one is None or one.chat != visit.chat or does not in (_REST, _GO_ON, _DROP):
            await visit.acknowledge(visit.texts.old_button)
        elif not await self._access.may_rule(visit):
            await visit.acknowledge(visit.texts.daily_refused)
        else:
            await visit.acknowledge()
            if does == _DROP:
                await self._subscriptions.remove(one.number)
            elif does == _REST:
                await self._subscriptions.keep(replace(one, paused=Pause.ASKED))
            else:
                await self._subscriptions.keep(_awake(one))
            await visit.turn(await self._shown(visit, ""))

    async def located(self, visit: Visit) -> None:
        """A place was sent: its zone is the zone of what comes here."""
        location = visit.message.location
        zone = zone_near(location.latitude, location.longitude) if location else None
        if zone is None:
            await visit.say(Reply(visit.texts.words_only))
            return
        if not await self._access.may_rule(visit):
            await visit.say(Reply(visit.texts.daily_refused))
            return
        every = await self._subscriptions.of(visit.chat)
        if not every:
            await visit.say(Reply(visit.texts.daily.zone_first.format(zone)))
            return
        for one in every:
            await self._subscriptions.keep(replace(one, schedule=replace(one.schedule, zone=zone)))
        await visit.say(await self._shown(visit, f"{visit.texts.daily_zone.format(zone)}\n\n"))

    async def notices(self, visit: Visit) -> None:
        """The bot may write here again, or may not any more."""
        change = visit.update.my_chat_member
        if change is None:
            return
        if change.new_chat_member.status in _OUT:
            await self._subscriptions.let_rest(visit.chat, Pause.BLOCKED)
        elif await self._awakened(visit.chat):
            await visit.say(Reply(visit.texts.daily_back))

    async def moved(self, chat: int, to: int) -> None:
        """A group has become another chat."""
        await self._subscriptions.moved(chat, to)

    async def _awakened(self, chat: int) -> bool:
        """Whether something rested because nothing could be delivered here; it goes on."""
        resting = [one for one in await self._subscriptions.of(chat) if one.paused is Pause.BLOCKED]
        for one in resting:
            await self._subscriptions.keep(_awake(one))
        return bool(resting)

    async def _off(self, visit: Visit, which: str) -> None:
        """The one of that number in the list; all where none is named."""
        every = await self._subscriptions.of(visit.chat)
        if which:
            at = int(which) - 1 if which.isdecimal() and len(which) < 4 else -1
            if not 0 <= at < len(every):
                unclear = visit.texts.daily_not_understood.format(short(which))
                await visit.say(await self._shown(visit, f"{unclear}\n\n"))
                return
            every = [every[at]]
        for one in every:
            await self._subscriptions.remove(one.number)
        await visit.say(await self._shown(visit, f"{visit.texts.daily_off}\n\n"))

    async def _wished(self, visit: Visit, words: str) -> None:
        """Keep what is wished, or say what stands against it."""
        texts, here = visit.texts, await self._subscriptions.of(visit.chat)
        wish = understood(words, datetime.now(ZoneInfo(self._zone)).date())
        if wish.unclear:
            unclear = texts.daily_not_understood.format(short(wish.unclear))
            await visit.say(Reply(f"{unclear}\n\n{texts.daily_usage}"))
            return
        message = visit.message
        topic = message.message_thread_id if message.is_topic_message else None
        same_place = [one for one in here if one.topic == topic]
        title = await asyncio.to_thread(self._title, wish.work) if wish.work else None
        if wish.work and title is None:
            await visit.say(Reply(texts.daily_no_such_work.format(short(wish.work))))
            return
        before = _meant(same_place, title, wish)
        if before is None and len(here) >= _MOST:
            await visit.say(Reply(texts.daily_most.format(_MOST)))
            return
        zone = here[0].schedule.zone if here else self._zone
        if before is None:
            plain = Schedule(zone, _USUAL, EVERY_DAY)
            before = Subscription(visit.chat, topic, plain, Chance(), visit.texts.language, WINDOW)
        after = _changed(before, wish, title)
        if (wish.length or wish.until) and not isinstance(after.aim, Course):
            await visit.say(Reply(texts.daily.course_first))
            return
        a_day = await asyncio.to_thread(self._a_day, after)
        if a_day > LENGTHS[1]:
            await visit.say(Reply(texts.daily_too_fast.format(a_day)))
            return
        await self._subscriptions.keep(after)
        await visit.say(await self._shown(visit, ""))

    def _title(self, words: str) -> str | None:
        contents = self._answering.contents
        numbers = contents.named(words)
        return contents.works[numbers[0]].title if numbers else None

    def _a_day(self, wanted: Subscription) -> int:
        """Characters a day that a date asks for."""
        aim = wanted.aim
        if not isinstance(aim, Course) or aim.until is None:
            return 0
        works = [work for work in self._answering.contents.works if work.title == aim.work]
        left = works[0].characters - (wanted.place.at if wanted.place else 0) if works else 0
        today = wanted.schedule.local(wanted.schedule.first(time.time()).at).date()
        return left // max(wanted.schedule.count(today, aim.until), 1)

    async def _shown(self, visit: Visit, head: str) -> Reply:
        """What comes here, what became of it lately, and what can be done about it."""
        texts, every = visit.texts, await self._subscriptions.of(visit.chat)
        lines = [texts.daily_here if every else f"{texts.daily_none}\n\n{texts.daily_usage}"]
        buttons, missed = [], False
        for place, one in enumerate(every, 1):
            at, days = one.schedule.at.strftime("%H:%M"), phrases.days(one.schedule.days, texts)
            aim = phrases.aim(one.aim, texts, short)
            lines += ["", texts.daily_item.format(place, days, at, one.schedule.zone, aim)]
            lines += await self._lately(one, texts)
            if visit.alone and (owed := await self._catching_up.owed(one)):
                lines.append(texts.daily.owed.format(len(owed)))
                missed = True
            rest = button(texts.daily_go_on.format(place), DAILY, _GO_ON, one.number)
            if one.paused is None:
                rest = button(texts.daily_rest.format(place), DAILY, _REST, one.number)
            buttons += [rest, button(texts.daily_drop.format(place), DAILY, _DROP, one.number)]
        if visit.alone and self._access.keeps_documents(visit.person.id):
            health = await self._ledger.health(time.time() - _DAY)
            lines += ["", f"{texts.daily.health_good if health.is_good else texts.daily.health_bad} /pushes"]
        making_up = [button(texts.daily.make_up, MISSED)] if missed else []
        return reply(Marked(head + "\n".join(lines)), *rows_of(buttons, 4), making_up)

    async def _lately(self, one: Subscription, texts: Texts) -> list[str]:
        lines = []
        if one.paused is not None:
            lines.append(texts.daily_paused.format(phrases.why(one.paused, texts)))
        if one.window != WINDOW:
            lines.append(texts.daily.window.format(one.window // 3600))
        if one.place is not None and one.paused is not Pause.FINISHED:
            lines.append(texts.daily.reached.format(one.place.part))
        if one.due is not None:
            lines.append(texts.daily_next.format(phrases.moment(one.due.at, one.schedule)))
        sent = await self._ledger.latest(one.number, status="sent")
        if sent and sent[0].done:
            lines.append(texts.daily_last.format(phrases.moment(sent[0].done, one.schedule)))
        for record in await self._ledger.latest(one.number, _LATELY, status="skipped"):
            if record.why and (not sent or record.day > sent[0].day or record.due > time.time() - 7 * _DAY):
                reason = phrases.why(record.why, texts)
                lines.append(texts.daily_skipped.format(record.day.isoformat(), reason))
        return lines


def _meant(here: list[Subscription], title: str | None, wish: Wish) -> Subscription | None:
    """The subscription that a wish is about; None for a new one."""
    if title is None and wish.theme is None:
        chance = [one for one in here if isinstance(one.aim, Chance)]
        return here[0] if len(here) == 1 and not wish.chance else chance[0] if chance else None
    for one in here:
        same_work = title is not None and isinstance(one.aim, Course) and one.aim.work == title
        if same_work or (wish.theme is not None and one.aim == Theme(wish.theme)):
            return one
    return None


def _changed(before: Subscription, wish: Wish, title: str | None) -> Subscription:
    """With what is wished in it, and everything else as it was."""
    schedule = Schedule(
        wish.zone or before.schedule.zone, wish.at or before.schedule.at, wish.days or before.schedule.days
    )
    aim: Aim = Theme(wish.theme) if wish.theme else before.aim
    if title is not None and not isinstance(aim, Course):
        aim = Course(title)
    if isinstance(aim, Course):
        until: date | None = wish.until if wish.until or wish.length else aim.until
        aim = Course(title or aim.work, wish.length or aim.length, until)
    window = before.window if wish.window is None else wish.window
    return replace(_awake(before), schedule=schedule, aim=aim, window=window)


def _awake(one: Subscription) -> Subscription:
    """As it goes on; a course that was finished begins again."""
    return replace(one, paused=None, place=None if one.paused is Pause.FINISHED else one.place)
