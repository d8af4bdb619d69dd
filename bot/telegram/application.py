"""Opens the Telegram door, keeps it open, and closes it properly.

`serve` runs until it is cancelled; `run` is the same for a process, where SIGTERM and SIGINT cancel.
"""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from collections.abc import Awaitable, Collection, Sequence
from contextlib import suppress
from typing import Any
from weakref import WeakValueDictionary

import telegram.error
from telegram import LinkPreviewOptions, Update
from telegram.ext import Application, ApplicationBuilder, BaseUpdateProcessor, Defaults, ExtBot
from telegram.request import HTTPXRequest

from bot.answering import Answering
from bot.errors import TokenError, UnreachableError
from bot.telegram.conversation import Conversation
from bot.telegram.polling import receive
from bot.telegram.secrecy import kept_secret
from bot.texts import CATALOGUES

_Application = Application[Any, Any, Any, Any, Any, Any]

_LOG = logging.getLogger(__name__)
_AT_ONCE = 64
_PATIENCE = (1.0, 2.0, 4.0)


def run(*, token: str, api_url: str, answering: Answering, allowed_chats: Collection[int] = ()) -> None:
    """Answer people until SIGTERM or SIGINT. Raises a `BotError` where that is not possible."""

    async def until_stopped() -> None:
        serving = asyncio.create_task(
            serve(token=token, api_url=api_url, answering=answering, allowed_chats=allowed_chats)
        )
        for stop in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(stop, serving.cancel)
        with suppress(asyncio.CancelledError):
            await serving

    logging.getLogger("httpx").setLevel(logging.WARNING)  # one line a call, otherwise
    asyncio.run(until_stopped())


async def serve(
    *,
    token: str,
    api_url: str,
    answering: Answering,
    allowed_chats: Collection[int] = (),
    patience: Sequence[float] = _PATIENCE,
) -> None:
    """Answer people until cancelled. `patience`: the pauses between attempts to reach Telegram at first."""
    with kept_secret(token):
        try:
            bot = _Bot(token, api_url)
            application = ApplicationBuilder().bot(bot).updater(None).concurrent_updates(_InTurn()).build()
            Conversation(answering, allowed_chats).join(application)
            try:
                await _introduce(application, patience)
                await application.start()
                await receive(application)
            finally:
                if application.running:
                    await application.stop()
                await application.shutdown()
                await bot.shutdown()
        except telegram.error.InvalidToken:
            raise TokenError(api_url) from None
        except telegram.error.TelegramError:
            raise UnreachableError(api_url) from None


async def _introduce(application: _Application, patience: Sequence[float]) -> None:
    """Make sure of the token and the line, and tell Telegram which commands there are."""
    for pause in (*patience, None):
        try:
            await application.initialize()
            break
        except telegram.error.TelegramError as error:
            if pause is None or isinstance(error, telegram.error.InvalidToken):
                raise
            _LOG.info("Telegram 没有应答，再试一次：%s", error)
            await asyncio.sleep(pause)
    bot = application.bot
    with suppress(telegram.error.TelegramError):
        await bot.delete_webhook()
        for texts in CATALOGUES:
            await bot.set_my_commands(
                texts.commands, language_code=None if texts is CATALOGUES[0] else texts.language
            )
    _LOG.info("@%s 在 Telegram 里等着提问。", bot.username)


class _Bot(ExtBot[None]):
    """python-telegram-bot's bot, with a repr that does not show the token."""

    def __init__(self, token: str, api_url: str) -> None:
        if not re.fullmatch(r"[\w:-]+", token, re.ASCII):
            raise telegram.error.InvalidToken
        root = api_url.rstrip("/")
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=HTTPXRequest(connection_pool_size=_AT_ONCE),
            get_updates_request=HTTPXRequest(),
            defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._base_url.removesuffix(self.token)}…)"


class _InTurn(BaseUpdateProcessor):
    """Chats run side by side; within a chat one update waits for the other."""

    def __init__(self) -> None:
        super().__init__(_AT_ONCE)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        turn = self._turns.setdefault(chat.id if chat else 0, asyncio.Lock())
        async with turn:
            await coroutine

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...
