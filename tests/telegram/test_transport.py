"""The carrier itself, under a bare bot: files, proxies, time-outs, and no token in what it says."""

from __future__ import annotations

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot, InputFile, InputMediaDocument, MessageEntity
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import RequestData

from bot.telegram.faults import NotSent, ServerDown, Unreadable
from bot.telegram.transport import AiohttpRequest
from tests.fake_telegram import TOKEN

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[str]:
    """Something that speaks HTTP, and its address."""
    application = web.Application()
    application.router.add_route("*", "/{anything:.*}", answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bare_bot(address: str) -> AsyncIterator[Bot]:
    """A bot on our carrier, not yet introduced."""
    request = AiohttpRequest(4)
    await request.initialize()
    try:
        yield Bot(TOKEN, base_url=f"{address}/bot", request=request, get_updates_request=request)
    finally:
        await request.shutdown()


def said(error: BaseException) -> str:
    """All that a log would show of it."""
    return "".join(traceback.format_exception(error)) + repr(error)


async def test_files_go_as_multipart() -> None:
    """With their names, beside the other parameters, several in one call."""
    seen: list[dict[str, object]] = []

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        seen.append(
            {
                name: (value.filename, value.file.read()) if isinstance(value, web.FileField) else value
                for name, value in form.items()
            }
        )
        message = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
        result = [message, message] if request.path.endswith("Group") else message
        return web.json_response({"ok": True, "result": result})

    async with server(answer) as address, bare_bot(address) as bot:
        await bot.send_document(1, InputFile("资料".encode(), "读书会.txt"), caption="一份")
        await bot.send_media_group(
            1, [InputMediaDocument(b"one", filename="1.txt"), InputMediaDocument(b"two", filename="2.txt")]
        )
    assert seen[0]["document"] == ("读书会.txt", "资料".encode())
    assert seen[0]["caption"] == "一份"
    assert {value for value in seen[1].values() if isinstance(value, tuple)} == {
        ("1.txt", b"one"),
        ("2.txt", b"two"),
    }


async def test_a_file_is_fetched() -> None:
    """As bytes."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=b"\x00\xff" * 100_000)

    async with server(answer) as address, bare_bot(address) as bot:
        assert len(await bot.request.retrieve(f"{address}/file/bot{TOKEN}/x")) == 200_000


async def test_parameters_go_as_json() -> None:
    """As they are, in UTF-8; half a character, which is none, goes as a question mark."""
    seen: list[dict[str, object]] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(await request.json())
        message = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
        return web.json_response({"ok": True, "result": message})

    async with server(answer) as address, bare_bot(address) as bot:
        await bot.send_message(1, "书𠮷\ud842", entities=[MessageEntity("bold", 0, 1)])
    assert seen == [{"chat_id": 1, "text": "书𠮷?", "entities": [{"type": "bold", "offset": 0, "length": 1}]}]


async def test_a_connection_is_kept() -> None:
    """Calls one after the other use the same one."""
    ports = set()

    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        ports.add(request.transport.get_extra_info("peername")[1])
        return web.json_response({"ok": True, "result": True})

    async with server(answer) as address, bare_bot(address) as bot:
        for _ in range(5):
            await bot.delete_webhook()
    assert len(ports) == 1


async def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Except for hosts that it leaves out."""

    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": request.url.host == "telegram.invalid"})

    async with server(answer) as address:
        monkeypatch.setenv("http_proxy", address)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        async with bare_bot("http://telegram.invalid") as bot:
            assert await bot.delete_webhook()
        async with bare_bot(address) as bot:
            assert not await bot.delete_webhook()


async def test_what_failed_is_known_by_its_kind() -> None:
    """No connection, no answer in time, a sick server, an answer that is none, a broken line."""

    async def answer(request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        if method == "deleteWebhook":
            await asyncio.sleep(60)
        if method == "close":
            return web.Response(status=500, text="{}")
        if method == "logOut":
            return web.Response(text="<html>")
        if method == "getMe":
            assert request.transport is not None
            request.transport.close()
        return web.json_response([])

    errors: list[TelegramError] = []
    async with server(answer) as address, bare_bot(address) as bot:
        for call, kind in (
            (bot.delete_webhook(read_timeout=0.1), TimedOut),
            (bot.close(), ServerDown),
            (bot.log_out(), Unreadable),
            (bot.get_me(), NetworkError),
            (bot.get_my_name(), Unreadable),
        ):
            with pytest.raises(kind) as caught:
                await call
            errors.append(caught.value)
    async with bare_bot(address) as bot:
        with pytest.raises(NotSent) as refused:
            await bot.get_me()
    async with bare_bot("http://name.invalid") as bot:
        with pytest.raises(NotSent) as unknown:
            await bot.get_me()
    assert TOKEN not in "".join(map(said, [*errors, refused.value, unknown.value]))


async def test_a_server_that_takes_no_connection_is_not_waited_for() -> None:
    """Nothing was sent, and that is known."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = f"http://127.0.0.1:{full.getsockname()[1]}"
        others = [socket.socket() for _ in range(4)]
        for other in others:
            other.setblocking(False)
            other.connect_ex(full.getsockname())
        request = AiohttpRequest(1)
        await request.initialize()
        with pytest.raises(NotSent):
            await request.do_request(address, "POST", RequestData(), connect_timeout=0.2)
        await request.shutdown()
        for other in others:
            other.close()
