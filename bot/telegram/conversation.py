"""The talk itself: who is heard, and which room deals with what they write or press.

Every update comes in here, once. It is let in or not, gets the manner in which its chat is spoken to, and
goes to one room: the rooms say themselves what they are for.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes, TypeHandler

from bot.answering import Answering
from bot.database import Database
from bot.database.acts import Acts
from bot.database.gaps import Gaps
from bot.database.kept import KeptLists
from bot.database.preferences import Preferences
from bot.database.quizzes import Quizzes
from bot.database.sessions import Sessions
from bot.pictures.fonts import Fonts
from bot.settings import Settings
from bot.telegram import addressing
from bot.telegram.access import Access, Pace
from bot.telegram.api import BotApi
from bot.telegram.asking import Asking
from bot.telegram.browsing import Browsing
from bot.telegram.cards import Cards
from bot.telegram.catching_up import CatchingUp
from bot.telegram.checks import Checking
from bot.telegram.choosing import Choosing
from bot.telegram.faults import Fault, fault_of
from bot.telegram.inline import Inline
from bot.telegram.keeping import Keeping
from bot.telegram.kept import Keepsakes
from bot.telegram.mailing import Mailing
from bot.telegram.mending import Mending
from bot.telegram.overseeing import Overseeing
from bot.telegram.privacy import Privacy
from bot.telegram.quizzing import Quizzing
from bot.telegram.quoting import Quoting
from bot.telegram.reading import Reading
from bot.telegram.reply import Reply, pressed
from bot.telegram.room import Press, Room
from bot.telegram.searching import Searching
from bot.telegram.studying import Studying
from bot.telegram.subscribing import Subscribing
from bot.telegram.together import Together
from bot.telegram.tracing import Tracing
from bot.telegram.visit import Visit
from bot.telegram.welcome import Welcome

_LOG = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE


class Conversation:
    """Answers people from a collection, in the chats where it may (everywhere when none are named)."""

    def __init__(self, settings: Settings, answering: Answering, database: Database) -> None:
        assert settings.data_dir is not None
        self._access = access = Access(settings)
        self._pace = Pace(settings.questions_a_minute)
        self._preferences = Preferences(database)
        acts, gaps = Acts(database), Gaps(database, settings.keep_questions_days)
        studying = Studying(answering, Sessions(database), access, settings.timezone)
        reading = Reading(answering, settings.timezone, studying)
        searching = Searching(answering)
        self._asking = Asking(answering, searching, gaps, studying)
        self._inline = Inline(answering, searching, reading, access, self._pace)
        mailing = partial(
            Mailing, answering=answering, preferences=self._preferences, access=access, database=database
        )
        together = Together(mailing, database)
        catching_up = CatchingUp(answering, access, mailing, together, database)
        fonts = Fonts(settings.data_dir / "fonts")
        rooms: list[Room] = [
            self._asking,
            reading,
            Quoting(answering, studying),
            Keepsakes(answering, KeptLists(database), access, settings.timezone),
            studying,
            Browsing(answering),
            Checking(answering, studying),
            Tracing(answering, studying, fonts, settings.data_dir / "cache"),
            Cards(answering, fonts),
            Quizzing(answering, Quizzes(database)),
            Choosing(self._preferences, access),
            Keeping(answering, access, acts, settings.data_dir / "cache"),
            Mending(answering, access, acts, gaps),
            Subscribing(answering, database, access, catching_up, settings.timezone),
            together,
            catching_up,
            Overseeing(database, access, settings.timezone),
        ]
        rooms += [
            Privacy(rooms, acts, settings.keep_questions_days),
            Welcome(answering, access, reading, rooms),
        ]
        self._rooms = tuple(rooms)
        self._commands = _gathered([room.commands for room in rooms])
        self._buttons = _gathered([room.buttons for room in rooms])

    @property
    def preferences(self) -> Preferences:
        """What was chosen in the chats; only this one knows it as it stands."""
        return self._preferences

    @property
    def access(self) -> Access:
        """The doorkeeper, who remembers whom Telegram named."""
        return self._access

    def join(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Take part in what the application receives."""
        application.add_handler(TypeHandler(Update, self._hear))
        application.add_error_handler(self._failed)

    async def _hear(self, update: Update, context: Context) -> None:
        bot = context.bot
        assert isinstance(bot, BotApi)
        person, chat = update.effective_user, update.effective_chat
        if person is None and chat is None:
            return
        choice = await self._preferences.of(chat.id if chat else person.id if person else 0)
        visit = Visit(update, bot, choice)
        if update.inline_query:
            await self._inline.answer(visit)
        elif update.callback_query:
            await self._press(visit)
        elif update.message:
            await self._message(visit, update.message)
        elif update.edited_message:
            if self._asking.counts(update.edited_message):
                await self._edited(visit, update.edited_message)
        else:
            for room in self._rooms:
                await room.notices(visit)

    async def _message(self, visit: Visit, message: Message) -> None:
        """A command, a question, or something else that a person alone with the bot is told kindly about."""
        if message.migrate_to_chat_id or message.migrate_from_chat_id:  # said in both chats
            moved = message.migrate_from_chat_id or message.chat.id, message.migrate_to_chat_id or visit.chat
            for room in self._rooms:
                await room.moved(*moved)
        given = addressing.command(message, visit.bot.bot)
        visit = replace(visit, words=given[1] if given else "")
        question = None
        if given is None and message.text and not addressing.is_command(message):
            question = addressing.addressed(message, visit.bot.bot)
        called = visit.alone or question is not None or (given is not None and given[0] in self._commands)
        called = called or (message.location is not None and addressing.answers(message, visit.bot.bot))
        if not called or _is_notice(message) or not await self._admitted(visit):
            return
        if given is not None and (serve := self._commands.get(given[0])):
            await serve(visit)
        elif given is not None:
            await visit.say(Reply(visit.texts.unknown_command))
        elif not addressing.is_command(message):
            for room in self._rooms:
                if await room.takes(visit):
                    return
            if question is not None:
                await self._asking.ask(visit, question)
            else:
                await visit.say(Reply(visit.texts.words_only))

    async def _edited(self, visit: Visit, message: Message) -> None:
        """A question that was put better: its answer follows."""
        given = addressing.command(message, visit.bot.bot)
        question = addressing.addressed(message, visit.bot.bot) if message.text else None
        if given is not None:
            question = given[1] if given[0] == "ask" else None
        elif addressing.is_command(message):
            question = None
        if question and await self._admitted(visit):
            await self._asking.ask(visit, question)

    async def _admitted(self, visit: Visit) -> bool:
        """Whether they may ask here and now; a person alone is told why not, others are passed over."""
        person = visit.update.effective_user
        if not await self._access.may_read(visit.bot, person.id if person else None, visit.chat):
            if visit.alone:
                await visit.say(Reply(visit.texts.not_here.format(visit.chat)))
            return False
        beyond = self._pace.asked(person.id) if person else 0
        if beyond == 1:
            await visit.say(Reply(visit.texts.too_fast))
        return not beyond

    async def _press(self, visit: Visit) -> None:
        """A button. What stands behind it may be old, or forged."""
        does, what = pressed(visit.press.data or "")
        serve = self._buttons.get(does)
        if serve is None or visit.press.message is None or not _serves(serve, what):
            await visit.acknowledge(visit.texts.old_button)
        elif not await self._access.may_read(visit.bot, visit.person.id, visit.chat):
            await visit.acknowledge(visit.texts.not_here.format(visit.chat))
        elif self._pace.asked(visit.person.id):
            await visit.acknowledge(visit.texts.too_fast)
        else:
            await serve(visit, *what)

    async def _failed(self, update: object, context: Context) -> None:
        """Say it in the log, and to the person who waits if the fault is not Telegram's."""
        error = context.error
        fault = fault_of(error) if isinstance(error, TelegramError) else Fault.OURS
        if fault is Fault.GONE:
            _LOG.info("对方不再收消息：%s", error)
        elif fault is not Fault.OURS:
            _LOG.warning("有一条消息没有送到：%s", error)
        else:
            _LOG.error("有一条消息没能处理。", exc_info=error)
            bot = context.bot
            if (
                isinstance(update, Update)
                and isinstance(update.effective_message, Message)
                and isinstance(bot, BotApi)
            ):
                visit = Visit(update, bot, await self._preferences.of(update.effective_message.chat.id))
                with suppress(TelegramError):
                    await visit.say(Reply(visit.texts.trouble))


def _is_notice(message: Message) -> bool:
    """Whether Telegram says it rather than a person: someone joined, a picture changed…"""
    return not (message.text or message.caption or message.effective_attachment)


def _gathered(parts: Sequence[Mapping[str, Press]]) -> dict[str, Press]:
    """All in one; no two rooms may go by the same name."""
    names = [name for part in parts for name in part]
    assert len(names) == len(set(names)), names
    return {name: serve for part in parts for name, serve in part.items()}


def _serves(serve: Press, what: Sequence[str]) -> bool:
    """Whether so much can stand behind that button."""
    try:
        inspect.signature(serve).bind(None, *what)
    except TypeError:
        return False
    return True
