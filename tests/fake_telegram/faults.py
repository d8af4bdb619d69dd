"""What can go wrong between a bot and Telegram, for `FakeTelegram.around`.

telegram.around = at_first(2, "sendMessage", busy(1))
"""

from __future__ import annotations

import asyncio

from aiohttp import web

from tests.fake_telegram.rules import Refusal
from tests.fake_telegram.server import Around, Call, Proceed, refused


def at_first(count: int, method: str, fault: Around) -> Around:
    """The fault happens to the first `count` calls of that method, and to no other."""
    left = count

    async def around(call: Call, proceed: Proceed) -> web.StreamResponse:
        nonlocal left
        if call.method != method or left == 0:
            return await proceed()
        left -= 1
        return await fault(call, proceed)

    return around


def refusing(code: int, description: str, **parameters: object) -> Around:
    """Telegram says no."""

    async def fault(call: Call, proceed: Proceed) -> web.StreamResponse:
        return refused(Refusal(code, description, **parameters))

    return fault


def busy(seconds: int) -> Around:
    """Too many calls: wait so long."""
    return refusing(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


async def down(call: Call, proceed: Proceed) -> web.StreamResponse:
    """The server behind the door is not there."""
    return web.Response(status=502, text="<html>Bad Gateway</html>")


async def lost(call: Call, proceed: Proceed) -> web.StreamResponse:
    """It happens, and the connection breaks before the answer."""
    await proceed()
    raise asyncio.CancelledError


async def broken(call: Call, proceed: Proceed) -> web.StreamResponse:
    """It happens, and the answer is not whole."""
    await proceed()
    return web.Response(text='{"ok": true, "resu', content_type="application/json")


def slow(seconds: float) -> Around:
    """It happens late."""

    async def fault(call: Call, proceed: Proceed) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await proceed()

    return fault


def silent(seconds: float) -> Around:
    """It happens, and the answer is late."""

    async def fault(call: Call, proceed: Proceed) -> web.StreamResponse:
        answer = await proceed()
        await asyncio.sleep(seconds)
        return answer

    return fault
