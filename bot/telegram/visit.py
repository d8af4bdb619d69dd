"""Someone at the door: an update, in the manner in which this chat or person is spoken to.

What the rooms of the conversation share is here, and no more: to say something, to turn the message under a
button into something else, and to answer the press itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, ForceReply, Message, Update, User
from telegram.ext import ExtBot

from bot.database.preferences import Choice
from bot.telegram.citations import Manner
from bot.telegram.reply import Reply
from bot.texts import Texts, texts_for

_QUOTATIONS, _LENGTH = 3, 120


@dataclass(frozen=True, slots=True)
class Visit:
    """One update, to be dealt with; `words` are those behind a command."""

    update: Update
    bot: ExtBot[Any]
    choice: Choice
    words: str = ""

    @property
    def manner(self) -> Manner:
        return Manner(self.texts, self.bot.username)

    @property
    def texts(self) -> Texts:
        person = self.update.effective_user
        return texts_for(self.choice.language or (person.language_code if person else None))

    @property
    def quotations(self) -> int:
        """How many are shown at a time."""
        return self.choice.quotations or _QUOTATIONS

    @property
    def length(self) -> int:
        """Characters of a quotation, about."""
        return self.choice.length or _LENGTH

    @property
    def message(self) -> Message:
        """What was written."""
        message = self.update.effective_message
        assert message is not None
        return message

    @property
    def chat(self) -> int:
        """Where; the person alone, where there is no chat."""
        chat = self.update.effective_chat
        return chat.id if chat else self.person.id

    @property
    def alone(self) -> bool:
        """Whether nobody else hears it."""
        chat = self.update.effective_chat
        return chat is not None and chat.type == chat.PRIVATE

    @property
    def person(self) -> User:
        """Who."""
        person = self.update.effective_user
        assert person is not None
        return person

    @property
    def press(self) -> CallbackQuery:
        """The button."""
        assert self.update.callback_query is not None
        return self.update.callback_query

    async def say(self, reply: Reply, *, to: Message | None = None) -> int:
        """Say it in the same chat and topic, as a reply to what was written or to another message."""
        origin = to or self.update.effective_message
        if isinstance(origin, Message):
            sent = await origin.reply_text(
                reply.text,
                entities=reply.entities,
                reply_markup=reply.keyboard,
                do_quote=to is not None or not self.alone,
                allow_sending_without_reply=True,
            )
        else:  # of the message with the button only the number is left
            sent = await self.bot.send_message(
                self.chat, reply.text, entities=reply.entities, reply_markup=reply.keyboard
            )
        return sent.message_id

    async def turn(self, reply: Reply) -> None:
        """Put it in the place of the message with the button."""
        assert not isinstance(reply.keyboard, ForceReply)
        await self.press.edit_message_text(reply.text, entities=reply.entities, reply_markup=reply.keyboard)

    async def acknowledge(self, toast: str | None = None) -> None:
        """Stop the button's waiting. A press that waited too long is past that, not past being served."""
        await self.press.answer(toast, show_alert=toast is not None)
