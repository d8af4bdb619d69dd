"""Folding makes alike what a reader takes for the same, and moves nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.terms import Lexicon

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_folding_keeps_every_length(lexicon: Lexicon, text: str) -> None:
    """Any text, lone surrogates included, folds to as many characters as it has."""
    assert len(lexicon.fold(text)) == len(text)


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(lexicon: Lexicon, text: str) -> None:
    """What is folded stays as it is."""
    assert lexicon.fold(lexicon.fold(text)) == lexicon.fold(text)


@given(st.lists(ANY_TEXT | st.text("一九七年\n\r", max_size=5)))
def test_folding_many_is_folding_each(lexicon: Lexicon, texts: list[str]) -> None:
    """What stands in one text changes nothing in the next."""
    assert lexicon.fold_all(texts) == [lexicon.fold(text) for text in texts]


@given(st.text("〇零○一二九十年第a1 "))
def test_runs_of_chinese_digits_are_numbers(lexicon: Lexicon, text: str) -> None:
    """From three digits on, or two before 年; 十 and others are no digits."""
    digit = "[〇零○一二九]"
    digits = str.maketrans("〇零○一二九", "000129")
    expected = re.sub(f"{digit}{{3,}}|{digit}{{2}}(?=年)", lambda run: run[0].translate(digits), text)
    assert lexicon.fold(text) == expected


@pytest.mark.parametrize(
    "character", ["İ", "ß", "ﬁ", "㈠", "ŉ", "ﷺ", "\ud800", "𠮷", "\U000323af", "\U0010ffff", "\0"]
)
def test_characters_whose_folds_are_longer_stay_one(lexicon: Lexicon, character: str) -> None:
    """Where lower case or compatibility would need more characters, the character stays."""
    assert len(lexicon.fold(character)) == 1


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("圖書館", "图书馆"),
        ("裏裡麼為爲", "里里么为为"),
        ("一九九七年", "1997年"),
        ("二〇二三年", "2023年"),
        ("二○二三", "2023"),
        ("九七年", "97年"),
        ("一九五六至二零二三", "1956至2023"),
        ("四百六十五", "四百六十五"),
        ("一二", "一二"),
        ("统一", "统一"),
        ("第三十二条", "第三十二条"),
    ],
)
def test_width_case_script_and_digits_fold(lexicon: Lexicon, written: str, folded: str) -> None:
    """Width, case, traditional characters and runs of digits become one form; words with 一 do not."""
    assert lexicon.fold(written) == folded
