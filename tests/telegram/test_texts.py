"""The catalogues: every sentence in every language, with the same marks to fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from operator import attrgetter
from string import Formatter

import pytest

from bot.texts import CATALOGUES, EN, ZH, ZH_HANT, Texts, texts_for


def named(texts: object, before: str = "") -> Iterator[str]:
    """The names of all sentences of a catalogue, those of its subjects as `subject.name`."""
    assert is_dataclass(texts)
    for field in fields(texts):
        value = getattr(texts, field.name)
        if is_dataclass(value):
            yield from named(value, f"{before}{field.name}.")
        elif isinstance(value, str):
            yield before + field.name


SENTENCES = list(named(ZH))


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences_are_there_and_take_the_same_words(name: str) -> None:
    """A translation that forgets a mark would forget what fills it."""
    sentences = [attrgetter(name)(texts) for texts in CATALOGUES]
    assert all(sentence.strip() for sentence in sentences)
    marks = [
        sorted(mark for _, mark, _, _ in Formatter().parse(sentence) if mark is not None)
        for sentence in sentences
    ]
    assert marks.count(marks[0]) == len(marks)


def test_commands_are_the_same_in_every_language() -> None:
    """Only their descriptions differ."""
    for lists in ("commands", "commands_of_administrators"):
        assert len({tuple(name for name, _ in getattr(texts, lists)) for texts in CATALOGUES}) == 1


def test_traditional_is_traditional() -> None:
    """No character of the other catalogue was forgotten in it."""
    simplified = set("问话们这个对钮资东后页处选点击会试读写书来说条语钟录开发")
    assert not simplified & set("".join(attrgetter(name)(ZH_HANT) for name in SENTENCES))


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("en", EN),
        ("en-US", EN),
        ("zh-hans", ZH),
        ("zh", ZH),
        ("zh-hant", ZH_HANT),
        ("zh-TW", ZH_HANT),
        ("zh_HK", ZH_HANT),
        ("fr", ZH),
        ("", ZH),
        (None, ZH),
        *((texts.language, texts) for texts in CATALOGUES),
    ],
)
def test_language_follows_telegrams(code: str | None, texts: Texts) -> None:
    """Chinese comes first, English for those whose Telegram speaks it."""
    assert texts_for(code) is texts
