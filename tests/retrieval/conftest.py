from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Index
from retrieval.terms import Lexicon
from tests.retrieval.shelf import index_of, shelf


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def lexicon(cache: Path) -> Lexicon:
    return Lexicon(cache)


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Index:
    return index_of(tmp_path_factory.mktemp("index"), shelf(), cache)
