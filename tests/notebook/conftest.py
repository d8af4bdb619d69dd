"""A database of its own for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.database import Database, default_url


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Empty, and up to date."""
    async with Database.open(default_url(tmp_path)) as opened:
        yield opened
