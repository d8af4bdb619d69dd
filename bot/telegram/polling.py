"""Fetches updates by long polling.

Written out rather than left to python-telegram-bot's updater, which repeats a second poller's conflict for
ever and stops without a word when the token is revoked.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application

_LOG = logging.getLogger(__name__)
_WAIT = 25
_LONGEST_PAUSE = 30.0
_KINDS = ["message", "callback_query"]


async def receive(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Put updates into the application's queue until cancelled. Only InvalidToken ends it otherwise."""
    bot, offset, pause, said = application.bot, 0, 0.0, ""
    try:
        while True:
            try:
                updates = await bot.get_updates(offset=offset, timeout=_WAIT, allowed_updates=_KINDS)
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = min(_LONGEST_PAUSE, 2 * pause or 0.5)
                if isinstance(error, RetryAfter):
                    pause = max(pause, float(error._retry_after.total_seconds()))
                if said != (said := _sentence(error)):
                    _LOG.warning(said)
                await asyncio.sleep(pause)
                continue
            if said:
                _LOG.info("Telegram 又连上了。")
            pause, said = 0.0, ""
            for update in updates:
                offset = update.update_id + 1
                await application.update_queue.put(update)
    finally:
        if offset:  # else what was answered just now would arrive once more at the next start
            with suppress(TelegramError):
                await bot.get_updates(offset=offset, timeout=0, limit=1)


def _sentence(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return "另有一个进程在用同一个令牌收消息：请只留一个。在那之前，消息会时有时无。"
    return "Telegram 暂时连不上，会接着试。"
