"""Updates become python-telegram-bot's objects as the library itself would make them."""

from __future__ import annotations

import pytest
from telegram import Bot, Update

from bot.telegram.arriving import read
from bot.telegram.turns import Json
from tests.fake_telegram import TOKEN

WORDS: Json = {
    "message_id": 7,
    "date": 1_700_000_000,
    "chat": {"id": 5, "type": "private", "first_name": "Reader", "username": "reader"},
    "from": {
        "id": 5,
        "is_bot": False,
        "first_name": "Reader",
        "language_code": "zh-hans",
        "is_premium": True,
    },
    "text": "会费怎么退？",
}


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "message": WORDS},
        {
            "update_id": 1,
            "message": {
                **WORDS,
                "text": "/ask 会费",
                "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
            },
        },
        {"update_id": 1, "message": {**WORDS, "reply_to_message": WORDS}},
        {"update_id": 1, "message": {part: WORDS[part] for part in ("message_id", "date", "chat", "text")}},
        {"update_id": 1, "edited_message": {**WORDS, "edit_date": 1_700_000_005}},
        {"update_id": 1, "message": {**WORDS, "what_comes_next_year": True}},
        {"update_id": 1, "message": WORDS, "what_comes_next_year": True},
    ],
)
def test_an_update_is_what_the_library_makes_of_it(update: Json) -> None:
    """In all that it holds, with the bot at hand; whether it takes the short way or the long one."""
    bot = Bot(TOKEN)
    ours, theirs = read(update, bot), Update.de_json(update, bot)
    assert ours.to_dict() == theirs.to_dict()
    assert ours.get_bot() is bot
    for one, other in ((ours.message, theirs.message), (ours.edited_message, theirs.edited_message)):
        if one is not None and other is not None:
            assert one.date == other.date
            assert one.get_bot() is one.chat.get_bot() is bot
