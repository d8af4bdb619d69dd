"""Someone at the door: an update, in the manner in which this chat or person is spoken to.

What the rooms of the conversation share is here, and no more: to say something, to turn the message under a
button into something else, and to answer the press itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, InputFile, Message, Update, User

from bot.database.preferences import Choice
from bot.notebook.citing import style_of
from bot.telegram.api import BotApi
from bot.telegram.citations import Manner
from bot.telegram.reply import Reply
from bot.texts import Texts, texts_for

_QUOTATIONS, _LENGTH = 3, 120


@dataclass(frozen=True, slots=True)
class Visit:
    """One update, to be dealt with; `words` are those behind a command."""

    update: Update
    bot: BotApi
    choice: Choice
    words: str = ""

    @property
    def manner(self) -> Manner:
        return Manner(self.texts, self.bot.username, style_of(self.choice.style))

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
    def topic(self) -> int | None:
        """The topic of the group; None where it has none."""
        origin = self.update.effective_message
        return origin.message_thread_id if isinstance(origin, Message) and origin.is_topic_message else None

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
        if not isinstance(origin, Message):  # of the message with the button only the number is left
            return await self.bot.say(self.chat, reply)
        return await self.bot.say(
            self.chat,
            reply,
            topic=origin.message_thread_id if origin.is_topic_message else None,
            to=origin.message_id if to is not None or not self.alone else None,
        )

    async def hand(self, name: str, content: bytes, caption: str = "") -> int:
        """Send a file to the same chat and topic, as a reply to what was written where others hear it."""
        sent = await self.bot.send_document(
            self.chat,
            InputFile(content, filename=name),
            caption=caption or None,
            message_thread_id=self.topic,
            reply_to_message_id=self.update.message.message_id
            if self.update.message and not self.alone
            else None,
            allow_sending_without_reply=True,
        )
        return sent.message_id

    async def turn(self, reply: Reply) -> None:
        """Put it in the place of the message with the button."""
        shown = self.press.message
        assert shown is not None
        await self.bot.change(shown.chat.id, shown.message_id, reply)

    async def acknowledge(self, toast: str | None = None) -> None:
        """Stop the button's waiting. A press that waited too long is past that, not past being served."""
        await self.press.answer(toast, show_alert=toast is not None)
