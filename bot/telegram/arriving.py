"""An update as python-telegram-bot's object, made of the JSON that waited in the inbox.

Most are a person's words and nothing else. Telegram knows a hundred things more that a message may be, and to
ask for each of them takes longer than to lay out the answer.
"""

from __future__ import annotations

from telegram import Bot, Chat, Message, Update, User
from telegram._utils.datetime import extract_tzinfo_from_defaults, from_timestamp

from bot.telegram.turns import Json

_WORDS = {"message_id", "from", "chat", "date", "text"}


def read(update: Json, bot: Bot) -> Update:
    """What `Update.de_json` makes of it."""
    words = update.get("message")
    if len(update) != 2 or not isinstance(words, dict) or words.keys() != _WORDS:
        return Update.de_json(update, bot)
    date = from_timestamp(words["date"], tzinfo=extract_tzinfo_from_defaults(bot))
    assert date is not None
    message = Message(
        words["message_id"],
        date,
        Chat.de_json(words["chat"], bot),
        User.de_json(words["from"], bot),
        text=words["text"],
    )
    message.set_bot(bot)
    made = Update(update["update_id"], message=message)
    made.set_bot(bot)
    return made
