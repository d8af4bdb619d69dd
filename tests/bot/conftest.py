"""Data directories for the program to run on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.bot.commands import chuchu


@pytest.fixture(scope="session")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache as the first start leaves it; making it once saves each test two seconds."""
    data = tmp_path_factory.mktemp("first")
    assert chuchu(data, "ask", "会费多少钱？").status == 0
    return data / "cache"


@pytest.fixture
def data(tmp_path: Path, dictionary: Path) -> Path:
    """A data directory without documents."""
    shutil.copytree(dictionary, tmp_path / "data" / "cache")
    (tmp_path / "data").chmod(0o700)
    return tmp_path / "data"
