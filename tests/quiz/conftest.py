"""Collections to ask about."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.collection import Collection


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The works that ship with the bot."""
    collection = Collection(tmp_path_factory.mktemp("samples"))
    collection.update()
    return collection


@pytest.fixture
def data(tmp_path: Path, samples: Collection) -> Path:
    """A data directory without documents, with the dictionary that the samples have made."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / "cache").symlink_to(samples.data_dir / "cache")
    return data
