"""The talk itself: what the bot does when someone writes to it or presses one of its buttons."""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.answering import Answering
from bot.database import Database
from bot.settings import Settings
from bot.telegram.addressing import addressed
from bot.telegram.faults import Fault, fault_of
from bot.telegram.replies import OPEN, TURN, Reply, answer_reply, context_reply
from bot.texts import Texts, texts_for
from retrieval.answer import PassageInPlace

_LOG = logging.getLogger(__name__)
_BUTTON = re.compile(rf"({OPEN}|{TURN}):(\S+)")

Context = ContextTypes.DEFAULT_TYPE


class Conversation:
    """Answers people from a collection, in the chats where it may (everywhere when none are named)."""

    def __init__(self, settings: Settings, answering: Answering, database: Database) -> None:
        self._answering = answering
        self._allowed_chats = settings.allowed_chats
        self._database = database

    def join(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Take part in what the application receives: the first handler that fits takes it."""
        spoken, alone = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
        application.add_handler(TypeHandler(Update, self._guard), group=-1)
        application.add_handlers(
            [
                CommandHandler("start", self._start, spoken),
                CommandHandler("help", self._help, spoken),
                CommandHandler("ask", self._ask, spoken),
                MessageHandler(spoken & alone & filters.COMMAND, self._unknown_command),
                MessageHandler(spoken & filters.TEXT & ~filters.COMMAND, self._question),
                MessageHandler(
                    spoken & alone & ~filters.COMMAND & ~filters.StatusUpdate.ALL, self._words_only
                ),
                CallbackQueryHandler(self._pressed),
            ]
        )
        application.add_error_handler(self._failed)

    async def _guard(self, update: Update, context: Context) -> None:
        """In chats that are not on the list, a kind word to a person alone or at a button; else silence."""
        chat = update.effective_chat
        if not self._allowed_chats or (chat and chat.id in self._allowed_chats):
            return
        sentence = _texts(update).not_here.format(chat.id if chat else "")
        if update.callback_query:
            await _acknowledge(update.callback_query, sentence)
        elif update.message and update.message.chat.type == update.message.chat.PRIVATE:
            await _send(update.message, Reply(sentence))
        raise ApplicationHandlerStop

    async def _start(self, update: Update, context: Context) -> None:
        texts = _texts(update)
        is_sample = await asyncio.to_thread(lambda: self._answering.is_sample)
        samples = f"\n\n{texts.start_samples}" if is_sample else ""
        await _send(_message(update), Reply(texts.start + samples))

    async def _help(self, update: Update, context: Context) -> None:
        await _send(_message(update), Reply(_texts(update).help.format(bot=context.bot.username)))

    async def _unknown_command(self, update: Update, context: Context) -> None:
        await _send(_message(update), Reply(_texts(update).unknown_command))

    async def _words_only(self, update: Update, context: Context) -> None:
        await _send(_message(update), Reply(_texts(update).words_only))

    async def _ask(self, update: Update, context: Context) -> None:
        _command, *question = (_message(update).text or "").split(maxsplit=1)
        await self._answer(update, "".join(question))

    async def _question(self, update: Update, context: Context) -> None:
        question = addressed(_message(update), context.bot.bot)
        if question is not None:
            await self._answer(update, question)

    async def _answer(self, update: Update, question: str) -> None:
        texts = _texts(update)
        if not question.strip():
            await _send(_message(update), Reply(texts.usage))
            return
        answer = await asyncio.to_thread(self._answering.ask, question.strip())
        await _send(_message(update), answer_reply(answer, texts))

    async def _pressed(self, update: Update, context: Context) -> None:
        """Open a passage below the message with the button, or turn that message to it."""
        query, texts = update.callback_query, _texts(update)
        assert query is not None
        button = _BUTTON.fullmatch(query.data or "")
        if button is None or query.message is None:
            await _acknowledge(query, texts.old_button)
            return
        await _acknowledge(query)
        action, code = button.groups()
        reply = await asyncio.to_thread(self._context, code, texts)
        if action == TURN:
            await _turn(query, reply)
        elif isinstance(query.message, Message):
            await _send(query.message, reply, quoting=True)
        else:
            await context.bot.send_message(
                query.message.chat.id, reply.text, entities=reply.entities, reply_markup=reply.keyboard
            )

    def _context(self, code: str, texts: Texts) -> Reply:
        """The passage of that code among its neighbours; runs in a thread."""
        passage = self._answering.passage(code)
        if passage is None:
            return Reply(texts.gone)

        def neighbour(code: str | None) -> PassageInPlace | None:
            return self._answering.passage(code) if code else None

        return context_reply(passage, neighbour(passage.previous), neighbour(passage.following), texts)

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
                with suppress(TelegramError):
                    await _send(update.effective_message, Reply(_texts(update).trouble))


def _texts(update: Update) -> Texts:
    return texts_for(update.effective_user.language_code if update.effective_user else None)


def _message(update: Update) -> Message:
    assert update.message is not None  # every handler but the one for buttons asks for a message
    return update.message


async def _send(message: Message, reply: Reply, *, quoting: bool | None = None) -> None:
    """Say it in the same chat and topic; in a group as a reply, since others talk in between."""
    await message.reply_text(
        reply.text,
        entities=reply.entities,
        reply_markup=reply.keyboard,
        do_quote=message.chat.type != message.chat.PRIVATE if quoting is None else quoting,
        allow_sending_without_reply=True,
    )


async def _acknowledge(query: CallbackQuery, toast: str | None = None) -> None:
    """Stop the button's waiting. A press that waited too long is past that, but not past being served."""
    await query.answer(toast)


async def _turn(query: CallbackQuery, reply: Reply) -> None:
    """Put it in the place of what the message showed. A second press on the same button changes nothing."""
    await query.edit_message_text(reply.text, entities=reply.entities, reply_markup=reply.keyboard)
