"""The real application on a fake Telegram, over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.answering import Answering
from bot.collection import Collection
from bot.settings import Settings
from bot.telegram.application import serve
from bot.telegram.limiter import Limits, Rate
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.telegram.shelf import Shelf


@pytest.fixture(autouse=True)
def _direct_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy in the tester's environment has no business between the bot and the loopback."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


BOUNDLESS = Limits(*[Rate(1_000_000, 1.0)] * 3)
"""For tests of what is said rather than of when."""


@asynccontextmanager
async def at_work(
    telegram: FakeTelegram, answering: Answering, *, limits: Limits = BOUNDLESS, **given: Any
) -> AsyncIterator[None]:
    """The bot, serving while it lasts; whatever ended it early comes out at the end. `given`: settings."""
    with TemporaryDirectory() as elsewhere:
        settings = settings_for(telegram, **{"data_dir": Path(elsewhere), **given})
        serving = asyncio.create_task(serve(settings, answering, limits=limits, patience=0.0))
        try:
            yield
        finally:
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving


def settings_for(telegram: FakeTelegram, **given: Any) -> Settings:
    """Settings for a bot of that Telegram."""
    given = {"telegram_token": TOKEN, "telegram_api_url": telegram.url, **given}
    written = {name: value for name, value in given.items() if isinstance(value, str)}
    return replace(Settings.of(written), **{name: given[name] for name in given.keys() - written.keys()})


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """A Telegram without a bot."""
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
def shelf() -> Shelf:
    """Three passages in a row."""
    return Shelf(
        "读书会每两周聚一次。", "书由大家轮流推荐，推荐的人先讲三分钟。", "每次留一位记录人，把好句子抄下来。"
    )


@pytest.fixture
async def chat(telegram: FakeTelegram, shelf: Shelf) -> AsyncIterator[FakeTelegram]:
    """A Telegram with the bot at work on the shelf."""
    async with at_work(telegram, shelf):
        yield telegram


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The works that ship with the bot."""
    return Collection(tmp_path_factory.mktemp("samples"))


@pytest.fixture
async def circle(telegram: FakeTelegram, samples: Collection) -> AsyncIterator[FakeTelegram]:
    """The bot at work on them."""
    async with at_work(telegram, samples):
        yield telegram
