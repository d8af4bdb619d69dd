"""A number in figures finds the same number in Chinese, and the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.numerals import other_spellings, spelt, value
from tests.retrieval.shelf import document, index_of


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"),
        (500, "五百"), (1001, "一千零一"), (1010, "一千零一十"), (1260, "一千二百六十"),
    ],
)  # fmt: skip
def test_numbers_are_spelt_as_they_are_in_books(number: int, numeral: str) -> None:
    """第一百零五条."""
    assert spelt(number) == numeral
    assert value(numeral) == number


@given(st.integers(1, 9999))
def test_every_number_is_read_back(number: int) -> None:
    """Up to 9,999."""
    assert value(spelt(number)) == number


@pytest.mark.parametrize("numeral", ["三四", "百十", "十百", "零", "千", "二十三四"])
def test_what_is_no_number_is_none(numeral: str) -> None:
    """三四 is 1997's way of writing, or a guess."""
    assert not value(numeral)


def test_a_question_is_spelt_both_ways() -> None:
    """With what is counted, so that 5 alone finds nothing."""
    assert list(other_spellings("第500条和十二月，1997年，三四个")) == [
        ("500条", "五百条"),
        ("十二月", "12月"),
        ("1997年", "一千九百九十七年"),
    ]


@pytest.mark.parametrize("question", ["第12条规定什么", "第十二条规定什么"])
@pytest.mark.parametrize("number", ["第十二条", "第12条"])
def test_either_spelling_finds_either(tmp_path: Path, cache: Path, question: str, number: str) -> None:
    """In the question, and in the text."""
    texts = [f"按照{number}，借书证由馆长签发，丢了要补。", "按照第三十条，开馆时间由馆长安排。"]
    index = index_of(tmp_path, [document("rules.txt", *texts)], cache)
    answer = index.search(question)
    assert (*answer.quotations, *answer.near)[0].text == texts[0]
