"""Cuts over arrays are jieba's own, to the character."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jieba import Tokenizer

from corpus import SAMPLES
from retrieval.cutting import Cutter
from retrieval.dictionary import tokenizer

WORDS = ("两个确立", "三会一课", "读书会", "c++", "a股市场")
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
RARE = "龘靐齉㐀𠮷々〇鿕鿖兙"
TEXTS = (
    st.text(st.sampled_from(COMMON), max_size=80)
    | st.text(st.sampled_from(COMMON + RARE + "ABab12.5%+#&_- \r\n\t　，。é"), max_size=60)
    | st.lists(
        st.sampled_from(
            [*WORDS, "研究生命起源", "3.14%", "12.", ".5", "T恤", "2023年", "\r\n", "习", "王小明"]
        ),
        max_size=20,
    ).map("".join)
    | st.text(st.characters(exclude_categories=()), max_size=60)
)


@pytest.fixture(scope="module")
def reference() -> Tokenizer:
    return tokenizer(WORDS)


@pytest.fixture(scope="module")
def cutter(cache: Path) -> Cutter:
    return Cutter.load(cache, WORDS)


def cuts(cutter: Cutter, text: str) -> list[str]:
    """The words of a text as strings."""
    ends = cutter.lengths(text).cumsum().tolist()
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_cuts_are_jiebas(cutter: Cutter, reference: Tokenizer, text: str) -> None:
    """On any text, with words of the user's own in the dictionary."""
    assert cuts(cutter, text) == list(reference.cut(text))


def test_cuts_of_real_texts_are_jiebas(cutter: Cutter, reference: Tokenizer) -> None:
    """On all that ships with the bot, each file at once."""
    for path in SAMPLES.glob("*.*"):
        text = path.read_text("utf-8", "replace")
        assert cuts(cutter, text) == list(reference.cut(text))


def test_dictionaries_with_other_words_do_not_mix(cache: Path, cutter: Cutter) -> None:
    """Each set of words has its own stored dictionary."""
    assert cuts(Cutter.load(cache), "三会一课") != cuts(cutter, "三会一课") == ["三会一课"]
