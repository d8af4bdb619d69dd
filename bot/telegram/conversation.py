"""The talk itself: who is heard, and which room deals with what they write or press.

Every update comes in here, once. It is let in or not, gets the manner in which its chat is spoken to, and
goes to one room: asking, reading, browsing, checking, choosing, keeping, and so on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes, ExtBot, TypeHandler

from bot.answering import Answering
from bot.database import Database
from bot.database.acts import Acts
from bot.database.gaps import Gaps
from bot.database.preferences import Preferences
from bot.database.subscriptions import Subscriptions
from bot.settings import Settings
from bot.telegram import addressing
from bot.telegram.access import Access, Pace
from bot.telegram.asking import Asking
from bot.telegram.browsing import WORKS, Browsing
from bot.telegram.checks import Checking
from bot.telegram.choosing import CHOOSE, Choosing
from bot.telegram.faults import Fault, fault_of
from bot.telegram.inline import Inline
from bot.telegram.keeping import KEEP, Keeping
from bot.telegram.pages import COPY_PASSAGE, SECTION
from bot.telegram.privacy import FORGET, Privacy
from bot.telegram.reading import Reading
from bot.telegram.replies import ANSWER, COPY_ANSWER, PASSAGE
from bot.telegram.reply import Reply, pressed
from bot.telegram.subscribing import DAILY, Subscribing
from bot.telegram.visit import Visit

_LOG = logging.getLogger(__name__)
_MOST_PARTS = 3

Context = ContextTypes.DEFAULT_TYPE
Room = Callable[[Visit], Awaitable[None]]
Button = Callable[..., Awaitable[None]]


class Conversation:
    """Answers people from a collection, in the chats where it may (everywhere when none are named)."""

    def __init__(self, settings: Settings, answering: Answering, database: Database) -> None:
        self._answering = answering
        self._access = access = Access(settings)
        self._pace = Pace(settings.questions_a_minute)
        self._preferences = Preferences(database)
        acts, gaps = Acts(database), Gaps(database, settings.keep_questions_days)
        assert settings.data_dir is not None
        self._keeping = keeping = Keeping(answering, access, acts, gaps, settings.data_dir / "cache")
        privacy = Privacy(self._preferences, Subscriptions(database), acts, settings.keep_questions_days)
        self._asking = Asking(answering, gaps)
        self._reading = reading = Reading(answering, settings.timezone)
        browsing, choosing = Browsing(answering), Choosing(self._preferences, access)
        self._inline = Inline(answering, reading, access, self._pace)
        self._subscribing = daily = Subscribing(answering, database, access, settings.timezone)
        self._commands: dict[str, Room] = {
            "start": self._start,
            "help": self._help,
            "ask": self._asking.command,
            "passage": reading.command,
            "today": reading.day,
            "works": browsing.works,
            "work": browsing.work,
            "check": Checking(answering).command,
            "settings": choosing.command,
            "privacy": privacy.command,
            "documents": keeping.documents,
            "gaps": keeping.gaps,
            "daily": daily.command,
        }
        self._buttons: dict[str, Button] = {
            ANSWER: self._asking.turn,
            COPY_ANSWER: self._asking.copy,
            PASSAGE: reading.turn,
            SECTION: reading.section,
            COPY_PASSAGE: reading.copy,
            WORKS: browsing.turn,
            CHOOSE: choosing.choose,
            KEEP: keeping.press,
            FORGET: privacy.forget,
            DAILY: daily.press,
        }

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
        bot: ExtBot[Any] = context.bot
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
        elif update.edited_message and self._asking.counts(update.edited_message):
            await self._edited(visit, update.edited_message)
        elif update.my_chat_member:
            await self._subscribing.joined(visit)

    async def _message(self, visit: Visit, message: Message) -> None:
        """A command, a question, or something else that a person alone with the bot is told kindly about."""
        if message.migrate_to_chat_id:
            await self._subscribing.moved(message.chat.id, message.migrate_to_chat_id)
        given = addressing.command(message, visit.bot.bot)
        visit = replace(visit, words=given[1] if given else "")
        question = None
        if given is None and message.text and not addressing.is_command(message):
            question = addressing.addressed(message, visit.bot.bot)
        called = visit.alone or question is not None or (given is not None and given[0] in self._commands)
        if not called or _is_notice(message) or not await self._admitted(visit):
            return
        if given is not None and (room := self._commands.get(given[0])):
            await room(visit)
        elif given is not None:
            await visit.say(Reply(visit.texts.unknown_command))
        elif self._keeping.expects(visit):
            await self._keeping.entitle(visit)
        elif question is not None:
            await self._asking.ask(visit, question)
        elif message.document:
            await self._keeping.receive(visit)
        elif message.location:
            await self._subscribing.located(visit)
        elif not addressing.is_command(message):
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
        if serve is None or visit.press.message is None or len(what) > _MOST_PARTS:
            await visit.acknowledge(visit.texts.old_button)
        elif not await self._access.may_read(visit.bot, visit.person.id, visit.chat):
            await visit.acknowledge(visit.texts.not_here.format(visit.chat))
        elif self._pace.asked(visit.person.id):
            await visit.acknowledge(visit.texts.too_fast)
        else:
            await serve(visit, *what)

    async def _start(self, visit: Visit) -> None:
        """/start, or a link to a passage."""
        if visit.words and visit.words != "inline":
            await self._reading.open(visit, visit.words)
            return
        is_sample = await asyncio.to_thread(lambda: self._answering.is_sample)
        samples = f"\n\n{visit.texts.start_samples}" if is_sample else ""
        await visit.say(Reply(visit.texts.start + samples))

    async def _help(self, visit: Visit) -> None:
        await visit.say(Reply(visit.texts.help.format(bot=visit.bot.username)))

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
            if isinstance(update, Update) and isinstance(update.effective_message, Message):
                choice = await self._preferences.of(update.effective_message.chat.id)
                with suppress(TelegramError):
                    await Visit(update, context.bot, choice).say(
                        Reply(Visit(update, context.bot, choice).texts.trouble)
                    )


def _is_notice(message: Message) -> bool:
    """Whether Telegram says it rather than a person: someone joined, a picture changed…"""
    return not (message.text or message.caption or message.effective_attachment)
