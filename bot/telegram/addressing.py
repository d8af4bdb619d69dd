"""Who is being spoken to, and with what: in a private chat always the bot, in a group only when called.

A bot that answers what it was not asked is soon removed from the room.
"""

from __future__ import annotations

import re

from telegram import Message, MessageEntity, User

_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?=\s|$)\s*", re.ASCII)


def command(message: Message, bot: User) -> tuple[str, str] | None:
    """The command that a message begins with and the words behind it; None for none, or another bot's."""
    found = _COMMAND.match(message.text or "")
    if found is None or (found[2] and found[2].lower() != str(bot.username).lower()):
        return None
    return found[1].lower(), (message.text or "")[found.end() :].strip()


def is_command(message: Message) -> bool:
    """Whether it begins with any bot's command."""
    return _COMMAND.match(message.text or "") is not None


def addressed(message: Message, bot: User) -> str | None:
    """What this text message asks the bot, without its mention; None where it speaks to others."""
    text = message.text or ""
    if message.chat.type == message.chat.PRIVATE:
        return text.strip()
    mentions = [
        words
        for entity, words in message.parse_entities(
            [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
        ).items()
        if words.lower() == f"@{bot.username}".lower() or (entity.user and entity.user.id == bot.id)
    ]
    if not mentions and not answers(message, bot):
        return None
    for words in mentions:
        text = text.replace(words, " ", 1)
    return text.strip()


def replied(message: Message, bot: User) -> Message | None:
    """The message of somebody else that this one replies to, if it has words."""
    origin = message.reply_to_message
    if origin is None or not words_of(origin) or (origin.from_user and origin.from_user.id == bot.id):
        return None
    return origin


def words_of(message: Message) -> str:
    """What a message says, under a picture too."""
    return (message.text or message.caption or "").strip()


def question_of(message: Message, bot: User) -> str:
    """The question in a message that was answered: without command and mention."""
    given = command(message, bot)
    if given is not None:
        return given[1]
    return (addressed(message, bot) if message.text else None) or words_of(message)


def answers(message: Message, bot: User) -> bool:
    """Whether it replies to the bot's words. In a topic every message replies to the topic's opening."""
    origin = message.reply_to_message
    return bool(
        origin and origin.from_user and origin.from_user.id == bot.id and not origin.forum_topic_created
    )
