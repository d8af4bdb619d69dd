"""Numbers are written in two ways, 第500条 and 第五百条, 5月 and 五月: a question's is looked for in both.

Folding cannot do this, since the two differ in length. (Digit by digit, 一九九七, it can, and does.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = "零一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"两": 2}
_UNITS = {"千": 1000, "百": 100, "十": 10}
_WRITTEN = re.compile(
    r"(?:(?<![0-9.,])(?P<figures>[1-9][0-9]{0,3})|(?P<numeral>[零一二两三四五六七八九十百千]+))"
    r"(?P<counted>[㐀-鿿])"
)
NUMERALS = frozenset("零一二三四五六七八九十百千0123456789")


def other_spellings(folded: str) -> Iterator[tuple[str, str]]:
    """The numbers in a folded question, with the character after each, and the same written the other way."""
    for written in _WRITTEN.finditer(folded):
        figures, counted = written["figures"], written["counted"]
        if figures:
            yield f"{figures}{counted}", f"{spelt(int(figures))}{counted}"
        else:
            numeral = written["numeral"]
            number = value(numeral)
            if number:
                yield f"{numeral}{counted}", f"{number}{counted}"


def spelt(number: int) -> str:
    """A number from 1 to 9,999 in Chinese: 10 is 十, 105 一百零五."""
    numeral = ""
    rest, skipped = number, False
    for unit, size in _UNITS.items():
        digit, rest = divmod(rest, size)
        if digit:
            numeral += f"{'零' if skipped else ''}{_DIGITS[digit]}{unit}"
        skipped = not digit and bool(numeral)
    if rest:
        numeral += f"{'零' if skipped else ''}{_DIGITS[rest]}"
    return numeral.removeprefix("一") if 10 <= number < 20 else numeral


def value(numeral: str) -> int | None:
    """The number that is written so; None where it is none, like 百十 or 三四."""
    total, digit = 0, None
    least = 10_000
    for character in numeral:
        if character in _UNITS:
            size = _UNITS[character]
            if size >= least or (digit is None and (size != 10 or total)):
                return None
            total, digit, least = total + (1 if digit is None else digit) * size, None, size
        elif character == "零":
            if digit is not None or not total:
                return None
        elif digit is not None:
            return None
        else:
            digit = _VALUES[character]
    return total + (digit or 0)
