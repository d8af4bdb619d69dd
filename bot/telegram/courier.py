"""Takes what goes to chats through the limiter to Telegram, and brings it there in spite of faults.

python-telegram-bot calls this for every call but getUpdates. What goes to a chat is tried again where that
can do no harm; what the bot does on its own behalf (getMe, setMyCommands…) is left to who does it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from telegram.error import ChatMigrated, TelegramError
from telegram.ext import BaseRateLimiter

from bot.telegram.faults import Fault, fault_of, wait_of
from bot.telegram.limiter import Limiter, Limits, Priority

_LOG = logging.getLogger(__name__)
_LONGEST_PAUSE = 30.0
_PATIENCE = 3600.0
"""Seconds that a call is repeated to a server that is not well; after that it may be the call that is bad."""

Result = bool | dict[str, Any] | list[dict[str, Any]]


def pauses() -> Iterator[float]:
    """Seconds to wait between attempts: at once, then longer and longer."""
    pause = 0.0
    while True:
        yield pause
        pause = min(_LONGEST_PAUSE, 2 * pause or 0.5)


class Courier(BaseRateLimiter[Priority]):
    """Pass `rate_limit_args=Priority.PUSH` for what nobody waits for."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits
        self._limiter: Limiter | None = None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Priority | None,
    ) -> Result:
        """Call when it is our turn, and again where that is right. Raises what cannot be helped."""
        self._limiter = limiter = self._limiter or Limiter(self._limits)
        said = endpoint.startswith(("send", "edit", "copy", "forward")) and endpoint != "sendChatAction"
        again = endpoint.startswith(("edit", "answer", "delete"))  # twice is the same as once
        tries, doubts, patience = pauses(), 0, asyncio.get_running_loop().time() + _PATIENCE
        while True:
            if said and "chat_id" in data:
                await limiter.turn(data["chat_id"], rate_limit_args or Priority.PERSON)
            await limiter.unhalted()
            try:
                return await callback(endpoint, data, **kwargs)
            except TelegramError as error:
                fault = fault_of(error)
                if fault is Fault.BUSY:
                    _LOG.warning("Telegram 说太快了：都等 %.0f 秒。", wait_of(error))
                    limiter.halt(wait_of(error))
                    continue
                if fault is Fault.HARMLESS and again:
                    return True
                if not said and not again:
                    raise
                if fault is Fault.MOVED and isinstance(error, ChatMigrated):
                    data = {**data, "chat_id": error.new_chat_id}
                    continue
                doubts += fault is Fault.DOUBTFUL
                if not (
                    fault is Fault.UNSENT
                    or (fault is Fault.DOWN and asyncio.get_running_loop().time() < patience)
                    or (fault is Fault.DOUBTFUL and doubts <= (5 if again else 1))
                ):
                    raise
                _LOG.info("%s 没有送到，再送一次：%s", endpoint, error)
            await asyncio.sleep(next(tries))
