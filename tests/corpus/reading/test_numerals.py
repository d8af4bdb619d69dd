"""Generated numbers are written as word processors write them."""

from __future__ import annotations

import pytest

from corpus.headings import parse_number
from corpus.reading.numerals import numeral


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("upperLetter", 27, "AA"),
        ("lowerRoman", 14, "xiv"),
        ("decimalFullWidth", 10, "１０"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 101, "一〇一"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("japaneseCounting", 211, "二百十一"),
        ("chineseLegalSimplified", 15, "壹拾伍"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("none", 1, ""),
        ("unheard of", 4, "4"),
        ("upperRoman", 0, "0"),
    ],
)
def test_a_number_in_its_kind(kind: str, number: int, text: str) -> None:
    """Every kind writes its own numerals, and plain digits where it has none."""
    assert numeral(number, kind) == text


def test_what_is_written_can_be_read() -> None:
    """Chinese numerals mean their number to the outline, too."""
    for kind in ("chineseCounting", "chineseCountingThousand"):
        assert all(parse_number(numeral(number, kind)) == number for number in range(1, 3000))
