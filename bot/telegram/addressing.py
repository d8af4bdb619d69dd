"""Who is being spoken to: in a private chat always the bot, in a group only when called.

A bot that answers what it was not asked is soon removed from the room.
"""

from __future__ import annotations

from telegram import Message, MessageEntity, User


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
    if not mentions and not _answers(message, bot):
        return None
    for words in mentions:
        text = text.replace(words, " ", 1)
    return text.strip()


def _answers(message: Message, bot: User) -> bool:
    """Whether it replies to the bot's words. In a topic every message replies to the topic's opening."""
    origin = message.reply_to_message
    return bool(
        origin and origin.from_user and origin.from_user.id == bot.id and not origin.forum_topic_created
    )
