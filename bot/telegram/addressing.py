"""Who is being spoken to, and with what: in a private chat always the bot, in a group only when called.

A bot that answers what it was not asked is soon removed from the room.
"""

from __future__ import annotations

import re

from telegram import Message, MessageEntity, User

_COMMAND = re.compile(r"/((?a:\w{1,32}))(?:@((?a:\w+)))?(?!(?a:[\w@/<>]))[\s：:]*")
"""In Chinese no space need stand between a command and the words behind it."""
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""What comes along when people copy: nobody means it, and a search would stumble over it."""


def command(message: Message, bot: User) -> tuple[str, str] | None:
    """The command that a message begins with and the words behind it; None for none, or another bot's."""
    text = _plain(message.text or "")
    found = _COMMAND.match(text)
    if found is None or (found[2] and found[2].lower() != str(bot.username).lower()):
        return None
    return found[1].lower(), text[found.end() :]


def is_command(message: Message) -> bool:
    """Whether it begins with any bot's command."""
    return _COMMAND.match(_plain(message.text or "")) is not None


def addressed(message: Message, bot: User) -> str | None:
    """What this text message asks the bot, without its mention; None where it speaks to others."""
    text, names = message.text or "", mentions(message, bot)
    if message.chat.type != message.chat.PRIVATE and not names and not answers(message, bot):
        return None
    for words in names:
        text = text.replace(words, " ", 1)
    return _plain(text)


def mentions(message: Message, bot: User) -> list[str]:
    """The words by which this text message names the bot."""
    named = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    return [
        words
        for entity, words in named.items()
        if words.lower() == f"@{bot.username}".lower() or (entity.user and entity.user.id == bot.id)
    ]


def replied(message: Message, bot: User) -> Message | None:
    """The message of somebody else that this one replies to, if it has words."""
    origin = message.reply_to_message
    if origin is None or not words_of(origin) or (origin.from_user and origin.from_user.id == bot.id):
        return None
    return origin


def words_of(message: Message) -> str:
    """What a message says, under a picture too."""
    return _plain(message.text or message.caption or "")


def parted(words: str) -> tuple[str, str]:
    """The first of some words, in small letters, and the others."""
    first, *rest = words.split(maxsplit=1) or [""]
    return first.lower(), "".join(rest)


def says(text: str) -> bool:
    """Whether there is a word in it, rather than signs alone."""
    return re.search(r"\w", text) is not None


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


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", text).strip()
