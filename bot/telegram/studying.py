"""/study: a session of a chat, from which minutes are made.

Only between /study begin and /study end, and only quotations with what was asked for them; nothing else that
anyone says is written down.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from bot.answering import Answering
from bot.database.sessions import Sessions
from bot.notebook.citing import style_of
from bot.notebook.clippings import clipped
from bot.notebook.entries import Session
from bot.notebook.exporting import Made, manner_of, of_session
from bot.telegram.access import Access
from bot.telegram.addressing import parted
from bot.telegram.citations import short
from bot.telegram.reply import Reply
from bot.telegram.room import Command, Room
from bot.telegram.visit import Visit
from retrieval import PassageInPlace, Quotation

_BEGIN = ("begin", "start", "开始", "開始")
_END = ("end", "stop", "结束", "結束")
_MINUTES = ("minutes", "纪要", "紀要")
_FORMATS = ("docx", "md")


class Studying(Room):
    """The room with the desk where minutes are taken."""

    def __init__(self, answering: Answering, sessions: Sessions, access: Access, zone: str) -> None:
        self._answering = answering
        self._sessions = sessions
        self._access = access
        self._zone = zone

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"study": self.command}

    async def shown(self, visit: Visit, asked: str, shown: Sequence[Quotation | PassageInPlace]) -> None:
        """Quotations were shown in a chat: written down if a session is going on there."""
        if not shown or await self._sessions.going(visit.chat) is None:
            return
        clippings = await asyncio.to_thread(lambda: [clipped(self._answering, one) for one in shown])
        person = visit.update.effective_user
        await self._sessions.use(
            visit.chat,
            clippings,
            person=person.id if person else None,
            name=person.full_name if person else "",
            asked=asked,
        )

    async def command(self, visit: Visit) -> None:
        """/study, /study begin TOPIC, /study end, /study minutes."""
        word, rest = parted(visit.words)
        if word in _BEGIN:
            await self._begin(visit, rest)
        elif word in _END:
            await self._end(visit)
        elif word in _MINUTES:
            session = await self._sessions.latest(visit.chat)
            if session is None:
                await visit.say(Reply(visit.texts.notebook.minutes_nobody))
            elif await self._hand_out(visit, session):
                return
            elif session.ended is None:
                await visit.say(await self._state(visit))
            else:
                await visit.say(Reply(visit.texts.notebook.study_empty.format(_topic(session, visit))))
        else:
            await visit.say(await self._state(visit))

    async def known(self, visit: Visit) -> list[str]:
        count = await self._sessions.count_of(visit.person.id)
        return [visit.texts.notebook.privacy_sessions.format(count)] if count else []

    async def forget(self, visit: Visit) -> None:
        await self._sessions.forget(visit.person.id)

    async def moved(self, chat: int, to: int) -> None:
        await self._sessions.moved(chat, to)

    async def _begin(self, visit: Visit, topic: str) -> None:
        texts = visit.texts.notebook
        if going := await self._sessions.going(visit.chat):
            await visit.say(Reply(texts.study_going.format(_topic(going, visit))))
            return
        person = visit.update.effective_user
        session = await self._sessions.begin(
            visit.chat,
            topic.strip("《》「」 "),
            person=person.id if person else None,
            name=person.full_name if person else "",
        )
        await visit.say(Reply(texts.study_begun.format(_topic(session, visit))))

    async def _end(self, visit: Visit) -> None:
        texts = visit.texts.notebook
        going = await self._sessions.going(visit.chat)
        if going is None:
            await visit.say(await self._state(visit))
        elif not await self._may_end(visit, going):
            await visit.say(Reply(texts.study_refused))
        elif ended := await self._sessions.end(visit.chat):
            count = await self._count(ended)
            said = texts.study_ended.format(_topic(ended, visit), count) if count else ""
            await visit.say(Reply(said or texts.study_empty.format(_topic(ended, visit))))
            await self._hand_out(visit, ended)

    async def _hand_out(self, visit: Visit, session: Session) -> bool:
        """Send the minutes; False where there is nothing in them."""
        used = await self._sessions.used(session.number)
        if not used:
            return False

        def made() -> list[Made]:
            style = style_of(visit.choice.style)
            manner = manner_of(self._answering, visit.texts, style, self._zone)
            return [of_session(session, used, form, manner) for form in _FORMATS]

        for file in await asyncio.to_thread(made):
            await visit.hand(file.name, file.content)
        return True

    async def _state(self, visit: Visit) -> Reply:
        texts = visit.texts.notebook
        session = await self._sessions.going(visit.chat)
        if session is None:
            again = await self._sessions.latest(visit.chat)
            return Reply(f"{texts.study_off}\n\n{texts.study_again}" if again else texts.study_off)
        since = manner_of(self._answering, visit.texts, style_of(None), self._zone).time(session.begun)
        who = session.name or texts.minutes_somebody
        count = await self._count(session)
        return Reply(texts.study_on.format(_topic(session, visit), since, who, count))

    async def _count(self, session: Session) -> int:
        """How many different quotations were used."""
        used = await self._sessions.used(session.number)
        return len({(one.clipping.code, one.clipping.text) for one in used})

    async def _may_end(self, visit: Visit, session: Session) -> bool:
        return visit.person.id == session.person or await self._access.may_rule(visit)


def _topic(session: Session, visit: Visit) -> str:
    return short(session.topic) or visit.texts.notebook.study_topic
