"""Opening the door, and closing it: what can go wrong is one clear sentence, and never shows the token."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from pathlib import Path

import pytest
from aiohttp import web

from bot.errors import DataError, TokenError, UnreachableError
from bot.telegram.application import serve
from tests.fake_telegram import TOKEN, Call, FakeTelegram, Proceed, Refusal, refused
from tests.telegram.conftest import at_work, settings_for
from tests.telegram.shelf import Shelf


@pytest.mark.parametrize("token", ["7654321:wrong", "no-number", "", "white space", "换行\n"])
async def test_a_wrong_token_is_one_sentence(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, token: str
) -> None:
    """It names the setting to put right, and does not repeat the token."""
    with pytest.raises(TokenError, match="CHUCHU_TELEGRAM_TOKEN") as caught:
        await serve(settings_for(telegram, data_dir=tmp_path, telegram_token=token), shelf)
    assert not token or token not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://name.invalid", "http://host:port"])
async def test_no_network_is_one_sentence(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path, url: str
) -> None:
    """After some patience, it names the address that does not answer."""
    with pytest.raises(UnreachableError, match=url):
        await serve(settings_for(telegram, data_dir=tmp_path, telegram_api_url=url), shelf, patience=0.6)


async def test_a_start_survives_a_bad_moment(
    telegram: FakeTelegram, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    """An API that is down for the first calls is asked again, without end; the operator reads it once."""

    async def down_at_first(call: Call, proceed: Proceed) -> web.StreamResponse:
        down = len(telegram.calls) < 4
        return web.Response(status=502, text="<html>Bad Gateway</html>") if down else await proceed()

    telegram.around = down_at_first
    async with at_work(telegram, shelf):
        telegram.private(1, "轮流推荐")
        await telegram.reply()
    assert [record.levelname for record in caplog.records if "不应答" in record.getMessage()] == ["WARNING"]


async def test_two_bots_on_one_data_directory_are_told(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path
) -> None:
    """The second is, plainly; the first goes on."""
    async with at_work(telegram, shelf, data_dir=tmp_path):
        await telegram.was_called("getUpdates")
        with pytest.raises(DataError, match="已有一个"):
            await serve(settings_for(telegram, data_dir=tmp_path), shelf)
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


async def test_what_was_answered_is_not_answered_again(
    telegram: FakeTelegram, shelf: Shelf, tmp_path: Path
) -> None:
    """Telegram may send it once more at the next start: the bot remembers that it was there."""
    for question in ("每两周", "轮流推荐"):
        async with at_work(telegram, shelf, data_dir=tmp_path):
            telegram.private(1, question)
            assert (await telegram.reply()).marked("bold") == [question]


async def test_commands_are_registered_in_each_language(telegram: FakeTelegram, shelf: Shelf) -> None:
    """Chinese for all, English where Telegram speaks it."""
    async with at_work(telegram, shelf):
        telegram.private(1, "轮流推荐")
        await telegram.reply()
    assert set(telegram.commands) == {"", "en"}


async def test_the_token_is_in_no_log(
    telegram: FakeTelegram,
    shelf: Shelf,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Not at the finest level, not in a failure, not after a refusal."""
    caplog.set_level(logging.DEBUG)
    async with at_work(telegram, shelf):
        telegram.private(1, "轮流推荐")
        await telegram.reply()
    telegram.token = "7654321:another"
    with pytest.raises(TokenError):
        await serve(settings_for(telegram, data_dir=tmp_path), shelf)
    assert "getMe" in caplog.text
    assert TOKEN not in caplog.text + str(capsys.readouterr())


async def test_a_process_stops_when_told(telegram: FakeTelegram, tmp_path: Path) -> None:
    """SIGTERM ends it cleanly; while it runs it says that it waits for questions, and never the token."""
    program = (
        "from bot.telegram import run; from bot.settings import load; from tests.telegram.shelf import Shelf;"
        "run(load(), Shelf('轮流推荐。'))"
    )
    environment = {
        "CHUCHU_TELEGRAM_TOKEN": TOKEN,
        "CHUCHU_TELEGRAM_API_URL": telegram.url,
        "CHUCHU_DATA_DIR": str(tmp_path),
        "NO_PROXY": "127.0.0.1",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program,
        env=environment,
        cwd=Path(__file__).parents[2],
        stderr=asyncio.subprocess.PIPE,
    )
    telegram.private(1, "轮流推荐")
    await telegram.reply(timeout=20)
    process.send_signal(signal.SIGTERM)
    _, said = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 0
    (line,) = said.decode().splitlines()
    assert "INFO" in line
    assert "@chuchu_bot 在 Telegram 里等着提问" in line
