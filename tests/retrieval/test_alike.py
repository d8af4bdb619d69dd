"""Words of the collection close to those that stand nowhere in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import Index
from tests.retrieval.shelf import document, index_of

TEXT = (
    "會員退會時，會費按月退還，退費在十天以內辦完。借書期限為三十天，逾期每天收滯納金。"
    "The moderator keeps the minutes of every meeting."
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Index:
    """One document in traditional characters."""
    return index_of(tmp_path_factory.mktemp("alike"), [document("rules.txt", TEXT)], cache)


def test_words_that_share_characters_come_as_they_stand(index: Index) -> None:
    """In the script of the documents, whatever the question's."""
    ((word, close),) = index.tried("怎么退票？", ("退票",)).missing
    assert word == "退票"
    assert {"退還", "退費"} <= set(close)
    assert all(other in TEXT for other in close)


def test_what_was_looked_for_is_named_as_it_was_written(index: Index) -> None:
    """Without the words that only ask."""
    question = "請問退票的期限是什麼？"
    tried = index.tried(question, index.search(question).missing)
    assert tried.words == ("退票", "期限")
    assert [word for word, _ in tried.missing] == ["退票"]


def test_a_slip_in_a_word_of_letters_is_seen(index: Index) -> None:
    """Though such words have no key that could be read."""
    ((_, close),) = index.tried("Who is the modreator?", ("modreator",)).missing
    assert close == ("moderator",)


@settings(deadline=None, max_examples=60)
@given(question=st.text(max_size=30), missing=st.lists(st.text(min_size=1, max_size=12), max_size=3))
def test_nothing_that_is_asked_raises(index: Index, question: str, missing: list[str]) -> None:
    """And whatever is offered stands in the text, up to case."""
    for _, close in index.tried(question, missing).missing:
        assert all(other in TEXT.lower() or other in TEXT for other in close)
