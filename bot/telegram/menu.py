"""The list of commands that Telegram shows: by language, and more of it for administrators.

Telegram tells no 繁體 from 简体 here; who chooses it in /settings gets the list of that chat in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from telegram import BotCommandScopeChat
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.texts import EN, ZH, Texts


async def announce(bot: ExtBot[Any], admins: Iterable[int]) -> None:
    """Show the lists. What Telegram does not take now, it has from last time."""
    with suppress(TelegramError):
        await bot.set_my_commands(ZH.commands)
        await bot.set_my_commands(EN.commands, language_code="en")
    for admin in admins:
        with suppress(TelegramError):  # one who never wrote to the bot has no chat with it
            await show_in(bot, admin, None, administers=True)


async def show_in(bot: ExtBot[Any], chat: int, texts: Texts | None, administers: bool) -> None:
    """The list in one chat: in a chosen language, or in that of each person."""
    scope = BotCommandScopeChat(chat)
    for given, code in ((texts or ZH, None), (texts or EN, "en")):
        more = given.commands_of_administrators if administers else ()
        if texts is None and not administers:
            await bot.delete_my_commands(scope, language_code=code)
        else:
            await bot.set_my_commands([*given.commands, *more], scope, language_code=code)
