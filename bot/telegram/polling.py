"""Fetches updates by long polling.

Written out rather than left to python-telegram-bot's updater, which tells Telegram that updates have arrived
before anyone has looked at them, repeats a second poller's conflict for ever, and stops without a word when
the token is revoked.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import TelegramError

from bot.errors import DataError
from bot.telegram.courier import pauses
from bot.telegram.faults import Fault, fault_of, wait_of

_LOG = logging.getLogger(__name__)
_WAIT = 25

Json = dict[str, Any]


async def receive(
    fetch: Callable[[int, int], Awaitable[list[Json]]], keep: Callable[[list[Json]], Awaitable[None]]
) -> None:
    """`fetch` from an offset on and `keep`, until cancelled. Only InvalidToken ends it otherwise."""
    offset, said, tries = 0, "", pauses()
    while True:
        try:
            updates = await fetch(offset, _WAIT)
            await keep(updates)
        except (TelegramError, DataError) as error:
            if isinstance(error, TelegramError) and fault_of(error) is Fault.REVOKED:
                raise
            if said != (said := _sentence(error)):
                _LOG.warning(said)
            wait = wait_of(error) if isinstance(error, TelegramError) else 0.0
            await asyncio.sleep(max(next(tries), wait))
            continue
        if said:
            _LOG.info("又收得到消息了。")
        said, tries = "", pauses()
        if updates:
            offset = max(update["update_id"] for update in updates) + 1


def _sentence(error: TelegramError | DataError) -> str:
    if isinstance(error, DataError):
        return f"{error} 在那之前收不了消息；Telegram 会替我们留着。"
    if fault_of(error) is Fault.TAKEN:
        return "另有一个进程在用同一个令牌收消息：请只留一个。在那之前，消息会时有时无。"
    return "Telegram 暂时连不上，会接着试。"
