"""Opening the door, and closing it: what can go wrong is one clear sentence, and never shows the token."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from pathlib import Path

import pytest
from aiohttp import web

from bot.errors import TokenError, UnreachableError
from bot.telegram.application import serve
from tests.fake_telegram import TOKEN, Call, FakeTelegram, Proceed, Refusal, refused
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf


@pytest.mark.parametrize("token", ["7654321:wrong", "no-number", "", "white space", "换行\n"])
async def test_a_wrong_token_is_one_sentence(telegram: FakeTelegram, shelf: Shelf, token: str) -> None:
    """It names the setting to put right, and does not repeat the token."""
    with pytest.raises(TokenError, match="CHUCHU_TELEGRAM_TOKEN") as caught:
        await serve(token=token, api_url=telegram.url, answering=shelf)
    assert not token or token not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "nonsense"])
async def test_no_network_is_one_sentence(shelf: Shelf, url: str) -> None:
    """After some patience, it names the address that does not answer."""
    with pytest.raises(UnreachableError, match=url):
        await serve(token=TOKEN, api_url=url, answering=shelf, patience=(0.01, 0.01))


async def test_a_start_survives_a_bad_moment(telegram: FakeTelegram, shelf: Shelf) -> None:
    """An API that is down for the first calls is asked again."""

    async def down_at_first(call: Call, proceed: Proceed) -> web.StreamResponse:
        down = len(telegram.calls) < 3
        return web.Response(status=502, text="<html>Bad Gateway</html>") if down else await proceed()

    telegram.around = down_at_first
    async with at_work(telegram, shelf, patience=(0.01, 0.01)):
        telegram.private(1, "轮流推荐")
        await telegram.reply()


async def test_a_second_poller_is_named_once(
    telegram: FakeTelegram, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    """However often Telegram complains, the operator reads it once; then work goes on."""

    async def taken_at_first(call: Call, proceed: Proceed) -> web.StreamResponse:
        taken = call.method == "getUpdates" and len(telegram.called("getUpdates")) < 3
        return (
            refused(Refusal(409, "Conflict: terminated by other getUpdates request"))
            if taken
            else await proceed()
        )

    telegram.around = taken_at_first
    async with at_work(telegram, shelf):
        telegram.private(1, "轮流推荐")
        await telegram.reply()
    assert [record.levelname for record in caplog.records if "同一个令牌" in record.getMessage()] == [
        "WARNING"
    ]


async def test_a_token_revoked_at_work_ends_it(telegram: FakeTelegram, shelf: Shelf) -> None:
    """With the same sentence as at the start, not with a silent bot."""
    with pytest.raises(TokenError):
        async with asyncio.timeout(5), at_work(telegram, shelf):
            telegram.private(1, "轮流推荐")
            await telegram.reply()
            telegram.token = "7654321:another"
            telegram.private(1, "轮流推荐")
            await asyncio.sleep(0.2)


async def test_what_was_answered_is_not_answered_again(telegram: FakeTelegram, shelf: Shelf) -> None:
    """A stop confirms what it had received."""
    async with at_work(telegram, shelf):
        telegram.private(1, "轮流推荐")
        await telegram.reply()
    assert not telegram.pending(0, ())


async def test_commands_are_registered_in_each_language(telegram: FakeTelegram, shelf: Shelf) -> None:
    """Chinese for all, English where Telegram speaks it."""
    async with at_work(telegram, shelf):
        telegram.private(1, "轮流推荐")
        await telegram.reply()
    assert set(telegram.commands) == {"", "en"}


async def test_the_token_is_in_no_log(
    telegram: FakeTelegram, shelf: Shelf, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not at the finest level, not in a failure, not after a refusal."""
    caplog.set_level(logging.DEBUG)
    async with at_work(telegram, shelf):
        telegram.private(1, "轮流推荐")
        await telegram.reply()
    telegram.token = "7654321:another"
    with pytest.raises(TokenError):
        await serve(token=TOKEN, api_url=telegram.url, answering=shelf)
    assert "getMe" in caplog.text
    assert TOKEN not in caplog.text + str(capsys.readouterr())


async def test_a_process_stops_when_told(telegram: FakeTelegram) -> None:
    """SIGTERM ends it cleanly, without a word."""
    program = (
        "from bot.telegram import run; from tests.telegram.shelf import Shelf; import os;"
        "run(token=os.environ['TOKEN'], api_url=os.environ['URL'], answering=Shelf('轮流推荐。'))"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program,
        env={"TOKEN": TOKEN, "URL": telegram.url, "NO_PROXY": "127.0.0.1"},
        cwd=Path(__file__).parents[2],
        stderr=asyncio.subprocess.PIPE,
    )
    telegram.private(1, "轮流推荐")
    await telegram.reply(timeout=20)
    process.send_signal(signal.SIGTERM)
    _, complaints = await asyncio.wait_for(process.communicate(), 10)
    assert (process.returncode, complaints) == (0, b"")
