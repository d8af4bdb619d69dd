"""The catalogues: every sentence in every language, with the same marks to fill."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest

from bot.texts import CATALOGUES, EN, ZH, Texts, texts_for

SENTENCES = [field.name for field in fields(Texts) if field.type == "str"]


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences_are_there_and_take_the_same_words(name: str) -> None:
    """A translation that forgets a mark would forget what fills it."""
    sentences = [getattr(texts, name) for texts in CATALOGUES]
    assert all(sentence.strip() for sentence in sentences)
    marks = [
        sorted(mark for _, mark, _, _ in Formatter().parse(sentence) if mark is not None)
        for sentence in sentences
    ]
    assert marks.count(marks[0]) == len(marks)


def test_commands_are_the_same_in_every_language() -> None:
    """Only their descriptions differ."""
    assert len({tuple(name for name, _ in texts.commands) for texts in CATALOGUES}) == 1


@pytest.mark.parametrize(
    ("code", "texts"),
    [("en", EN), ("en-US", EN), ("zh-hans", ZH), ("zh", ZH), ("fr", ZH), ("", ZH), (None, ZH)],
)
def test_language_follows_telegrams(code: str | None, texts: Texts) -> None:
    """Chinese comes first, English for those whose Telegram speaks it."""
    assert texts_for(code) is texts
