"""Telegram brings the updates: the door is another one, what is behind it is the same."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.errors import SettingsError, TokenError
from bot.settings import Settings
from bot.telegram.application import serve
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.telegram.conftest import at_work, settings_for
from tests.telegram.shelf import Shelf

URL = "https://bot.example.org/chuchu"


@pytest.fixture
def place() -> str:
    """Where nobody listens yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


async def announced(telegram: FakeTelegram) -> str:
    """The secret, once Telegram was told where to go."""
    await telegram.was_called("setWebhook")
    return telegram.webhook["secret_token"]


async def test_a_question_is_brought_and_answered(telegram: FakeTelegram, shelf: Shelf, place: str) -> None:
    """Telegram is told the address, the secret and what is wanted; nobody polls."""
    async with at_work(telegram, shelf, webhook_url=URL, webhook_listen=place):
        secret = await announced(telegram)
        telegram.private(1, "轮流推荐")
        assert await telegram.deliver(f"http://{place}/chuchu", secret=secret) == 200
        assert (await telegram.reply()).marked("bold") == ["轮流推荐"]
    assert telegram.webhook["url"] == URL
    assert TOKEN not in telegram.webhook["url"]
    assert "message" in telegram.webhook["allowed_updates"]
    assert not telegram.called("getUpdates")


async def test_strangers_are_turned_away(telegram: FakeTelegram, shelf: Shelf, place: str) -> None:
    """Without the secret, with another, at another path, with what is no update."""
    async with at_work(telegram, shelf, webhook_url=URL, webhook_listen=place, webhook_secret="the-secret"):
        assert await announced(telegram) == "the-secret"
        telegram.private(1, "轮流推荐")
        assert await telegram.deliver(f"http://{place}/chuchu") == 403
        assert await telegram.deliver(f"http://{place}/chuchu", secret="the-secret2") == 403
        assert await telegram.deliver(f"http://{place}/", secret="the-secret") == 404
        headers = {"X-Telegram-Bot-Api-Secret-Token": "the-secret"}
        async with ClientSession(f"http://{place}") as session:
            for body in (b"", b"{", b"[]", b"{}", b'{"update_id": "1"}', b"\xff"):
                async with session.post("/chuchu", data=body, headers=headers) as answer:
                    assert answer.status == 400
        assert not telegram.called("sendMessage")
        assert await telegram.deliver(f"http://{place}/chuchu", secret="the-secret") == 200
        await telegram.reply()


async def test_what_is_brought_twice_is_answered_once(
    telegram: FakeTelegram, shelf: Shelf, place: str
) -> None:
    """As when Telegram did not hear that it had arrived."""
    async with at_work(telegram, shelf, webhook_url=URL, webhook_listen=place):
        secret = await announced(telegram)
        telegram.private(1, "轮流推荐")
        (update,) = telegram.updates
        for _ in range(3):
            telegram.updates = [update]
            assert await telegram.deliver(f"http://{place}/chuchu", secret=secret) == 200
        await telegram.reply()
        await asyncio.sleep(0.1)
    assert len(telegram.called("sendMessage")) == 1


async def test_who_polls_again_takes_the_webhook_back(telegram: FakeTelegram, shelf: Shelf) -> None:
    """What waits at Telegram is not dropped by that."""
    telegram.webhook = {"url": URL}
    telegram.private(1, "轮流推荐")
    async with at_work(telegram, shelf):
        assert (await telegram.reply()).marked("bold") == ["轮流推荐"]
    assert not telegram.webhook.get("url")


async def test_a_place_that_is_taken_is_one_sentence(
    telegram: FakeTelegram, shelf: Shelf, place: str, tmp_path: Path
) -> None:
    """It names the setting."""
    host, _, port = place.partition(":")
    with socket.socket() as taken:
        taken.bind((host, int(port)))
        taken.listen()
        settings = settings_for(telegram, data_dir=tmp_path, webhook_url=URL, webhook_listen=place)
        with pytest.raises(SettingsError, match="CHUCHU_WEBHOOK_LISTEN"):
            await serve(settings, shelf)


async def test_a_token_revoked_before_the_announcement_ends_it(
    telegram: FakeTelegram, shelf: Shelf, place: str
) -> None:
    """With the same sentence as when polling."""
    with pytest.raises(TokenError):
        async with at_work(telegram, shelf, webhook_url=URL, webhook_listen=place):
            await telegram.was_called("setMyCommands")
            telegram.token = "7654321:another"
            await asyncio.sleep(0.3)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webhook_url", "http://bot.example.org/"),
        ("webhook_secret", "not a secret"),
        ("webhook_secret", "s" * 257),
        ("webhook_listen", "8080"),
    ],
)
def test_settings_that_telegram_would_refuse_are_refused(name: str, value: str) -> None:
    """Before anything is started."""
    with pytest.raises(SettingsError, match=f"CHUCHU_{name.upper()}"):
        Settings.of({name: value})
