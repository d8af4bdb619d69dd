"""Opens the Telegram door, keeps it open, and closes it properly.

`serve` runs until it is cancelled; `run` is the same for a process, where SIGTERM and SIGINT cancel. Updates
go from a door (polling or webhook) into the database, and from there in turn to the conversation.
"""

from __future__ import annotations

import asyncio
import fcntl
import gc
import logging
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import telegram.error
from telegram.ext import Application, ApplicationBuilder

from bot.answering import Answering
from bot.daily.pusher import Pusher
from bot.database import Database, default_url
from bot.database.inbox import Inbox
from bot.database.ledger import Ledger
from bot.errors import DataError, TokenError, UnreachableError
from bot.settings import Settings
from bot.telegram import logs, menu, polling, webhook
from bot.telegram.api import KINDS, BotApi
from bot.telegram.arriving import read
from bot.telegram.conversation import Conversation
from bot.telegram.courier import pauses
from bot.telegram.faults import Fault, fault_of, wait_of
from bot.telegram.limiter import Limits
from bot.telegram.mailing import Mailing
from bot.telegram.secrecy import kept_secret
from bot.telegram.turns import Json, Turns

_Application = Application[Any, Any, Any, Any, Any, Any]

_LOG = logging.getLogger(__name__)
_PATIENCE = 10.0
_ENDING = 10.0
_REFRESHING = 5.0


def run(settings: Settings, answering: Answering, *, limits: Limits | None = None) -> None:
    """Answer people until SIGTERM or SIGINT. Raises a `BotError` where that is not possible."""

    async def until_stopped() -> None:
        serving = asyncio.create_task(serve(settings, answering, limits=limits))
        for stop in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(stop, serving.cancel)
        with suppress(asyncio.CancelledError):
            await serving

    logs.start(settings.log_level)
    gc.freeze()  # what is loaded by now stays, and need not be looked through again and again
    gc.set_threshold(50_000, 20)  # hardly anything here refers to itself, which is all that is looked for
    asyncio.run(until_stopped())


async def serve(
    settings: Settings, answering: Answering, *, limits: Limits | None = None, patience: float = _PATIENCE
) -> None:
    """Answer people until cancelled.

    `patience`: seconds that a start waits for a first line to Telegram; once there was one, for ever.
    """
    assert settings.telegram_token is not None
    assert settings.data_dir is not None
    token, api_url = settings.telegram_token.get_secret_value(), settings.telegram_api_url
    url = settings.database_url or default_url(settings.data_dir)
    with kept_secret(token), _alone(settings.data_dir):
        async with Database.open(url) as database:
            try:
                bot = BotApi(token, api_url, limits)
                application = ApplicationBuilder().bot(bot).updater(None).build()
                conversation = Conversation(settings, answering, database)
                conversation.join(application)
                try:
                    await _introduce(application, settings.admins, patience)
                    await application.start()
                    mailing = Mailing(bot, answering, conversation.preferences, conversation.access, database)
                    pusher = Pusher(Ledger(database), answering, mailing.deliver)
                    await _work(application, bot, settings, answering, database, pusher)
                finally:
                    if application.running:
                        await application.stop()
                    await application.shutdown()
                    await bot.shutdown()
            except telegram.error.InvalidToken:
                raise TokenError(api_url) from None
            except telegram.error.TelegramError:
                raise UnreachableError(api_url) from None


async def _work(
    application: _Application,
    bot: BotApi,
    settings: Settings,
    answering: Answering,
    database: Database,
    pusher: Pusher,
) -> None:
    """Receive, deal with, push, and refresh the collection, until cancelled or until one of these fails."""

    async def handle(update: Json) -> None:
        await application.process_update(read(update, bot))

    turns = Turns(Inbox(database, bot.id), handle)
    receiving = asyncio.create_task(_receive(bot, settings, turns))
    working = asyncio.create_task(turns.work())
    pushing = asyncio.create_task(pusher.work())
    refreshing = asyncio.create_task(_refresh(answering))
    try:
        every = {receiving, working, pushing, refreshing}
        done, _ = await asyncio.wait(every, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        receiving.cancel()
        refreshing.cancel()
        await asyncio.wait({receiving, refreshing})
        await asyncio.gather(turns.close(within=_ENDING), pusher.close(within=_ENDING))
        _, late = await asyncio.wait({working, pushing}, timeout=_ENDING)
        for task in late:
            task.cancel()


async def _receive(bot: BotApi, settings: Settings, turns: Turns) -> None:
    if settings.webhook_url:
        given = {"secret": settings.webhook_secret.get_secret_value()} if settings.webhook_secret else {}
        place = webhook.Webhook(settings.webhook_url, settings.webhook_listen, **given)
        await webhook.receive(bot, turns.receive, place, KINDS)
    else:
        await polling.receive(bot.fetch, turns.receive)


async def _refresh(answering: Answering) -> None:
    """Let the collection look from time to time whether its documents changed."""
    said = ""
    while True:
        try:
            await asyncio.to_thread(answering.refresh)
            said = ""
        except Exception as error:
            if said != (said := f"资料有变化，但没能读进来，暂时还用原来的：{error}"):
                _LOG.warning(said)
        await asyncio.sleep(_REFRESHING)


async def _introduce(application: _Application, admins: Iterable[int], patience: float) -> None:
    """Make sure of the token and the line, and tell Telegram which commands there are."""
    until, said, tries = asyncio.get_running_loop().time() + patience, False, pauses()
    while True:
        try:
            await application.initialize()
            break
        except telegram.error.TelegramError as error:
            fault, pause = fault_of(error), max(next(tries), wait_of(error))
            now = asyncio.get_running_loop().time()
            if fault is Fault.REVOKED or (fault is Fault.UNSENT and now + pause > until):
                raise
            if fault is not Fault.UNSENT:
                until = float("inf")
                if not said:
                    _LOG.warning("Telegram 现在不应答，会接着试：%s", error)
                    said = True
            await asyncio.sleep(pause)
    bot = application.bot
    await menu.announce(bot, admins)
    _LOG.info("@%s 在 Telegram 里等着提问。", bot.username)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Only one bot at a time works on a data directory. Raises DataError where another one does."""
    try:
        (data_dir / "cache").mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(data_dir / "cache" / "telegram.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise DataError(f"数据目录 {data_dir} 用不了（{error.strerror}）；请检查权限。") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise DataError(f"数据目录 {data_dir} 已有一个 chuchu telegram 在用；请先停掉那一个。") from None
    finally:
        os.close(lock)
