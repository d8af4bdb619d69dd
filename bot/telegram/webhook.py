"""Lets Telegram bring the updates, behind a reverse proxy that ends TLS.

Telegram proves itself with a secret in a header; the address holds none. It is told that an update has
arrived once the update is kept, and brings it again otherwise.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from telegram import Bot
from telegram.error import TelegramError
from yarl import URL

from bot.errors import DataError, SettingsError
from bot.telegram.courier import pauses
from bot.telegram.faults import Fault, fault_of, wait_of

_LOG = logging.getLogger(__name__)
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_CHECKING = 300.0

Json = dict[str, Any]
Keep = Callable[[list[Json]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram finds the bot, and where the bot listens."""

    url: str
    listen: str
    secret: str = field(default_factory=secrets.token_urlsafe, repr=False)


async def receive(bot: Bot, keep: Keep, webhook: Webhook, kinds: Sequence[str]) -> None:
    """Listen and `keep`, until cancelled. Only InvalidToken ends it otherwise."""

    async def brought(request: web.Request) -> web.Response:
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), webhook.secret.encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
            if not isinstance(update["update_id"], int):
                raise TypeError
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        try:
            await keep([update])
        except DataError as error:
            _LOG.warning("%s 在那之前收不了消息；Telegram 会替我们留着。", error)
            return web.Response(status=503)
        return web.Response()

    application = web.Application()
    application.router.add_post(URL(webhook.url).path or "/", brought)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        host, _, port = webhook.listen.rpartition(":")
        try:
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        except (OSError, OverflowError) as error:
            raise SettingsError(
                "CHUCHU_WEBHOOK_LISTEN", "那里不能监听，地址或端口不对，或已有人用"
            ) from error
        await _stay_announced(bot, webhook, kinds)
    finally:
        await runner.cleanup()


async def _stay_announced(bot: Bot, webhook: Webhook, kinds: Sequence[str]) -> None:
    """Tell Telegram where to bring updates, and look from time to time whether it can."""
    announced, said, tries = False, "", pauses()
    while True:
        try:
            if not announced:
                await bot.set_webhook(webhook.url, secret_token=webhook.secret, allowed_updates=kinds)
                announced = True
            about = await bot.get_webhook_info()
            announced = about.url == webhook.url
            trouble = (about.last_error_message or "") if announced else "另一个进程改了 webhook，请只留一个"
        except TelegramError as error:
            if fault_of(error) is Fault.REVOKED:
                raise
            if not said:
                _LOG.warning("Telegram 暂时连不上，会接着试。")
                said = " "
            await asyncio.sleep(max(next(tries), wait_of(error)))
            continue
        if trouble and trouble != said:
            _LOG.warning("Telegram 把消息送到 webhook 时出了问题：%s", trouble)
        said, tries = trouble, pauses()
        await asyncio.sleep(_CHECKING)
