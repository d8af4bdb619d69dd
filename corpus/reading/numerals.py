"""Numbers as a word processor writes them when it numbers paragraphs by itself: 一, 壹, 甲, ①, iv.

Such a number is nowhere in the file; only its kind and its place are. The kinds have the names that .docx
gives them. Where a kind ends (there is no ideograph after ㉚), the number is written in plain digits.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST = 9_999


def numeral(number: int, kind: str) -> str:
    """`number` in a kind of numeral; an unknown kind gives plain digits."""
    write = _KINDS.get(kind, str)
    return write(number) if 0 < number <= _LARGEST or kind == "none" else str(number)


def _thousands(number: int, digits: str = "零一二三四五六七八九", units: str = "千百十") -> str:
    """一百零一, 二十, 一千零一十."""
    text = ""
    for unit, value in zip((*units, ""), (1000, 100, 10, 1), strict=True):
        digit = number // value % 10
        if digit:
            text += digits[digit] + unit
        elif text and not text.endswith(digits[0]):
            text += digits[0]
    text = text.rstrip(digits[0])
    return text[1:] if 10 <= number < 20 and digits[1] == "一" else text


def _counting(number: int) -> str:
    """二十一, but 一〇一."""
    return _thousands(number) if number < 100 else _each(number, _DIGITS)


def _japanese(number: int) -> str:
    """百一, 二百十."""
    text = ""
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // value % 10
        if digit:
            text += (_DIGITS[digit] if digit > 1 or not unit else "") + unit
    return text


def _each(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    """a … z, aa, bb …, as word processors count."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _series(*runs: tuple[str, int]) -> Callable[[int], str]:
    """Characters that stand in rows: each run is its first character and how many there are."""
    characters = "".join(chr(ord(first) + step) for first, count in runs for step in range(count))
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


def _named(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


_CIRCLED = _series(("①", 20), ("㉑", 15), ("㊱", 15))
_KINDS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimalZero": lambda number: f"{number:02}",
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "decimalFullWidth": lambda number: _each(number, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda number: _each(number, "０１２３４５６７８９"),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _series(("⒈", 20)),
    "decimalEnclosedParen": _series(("⑴", 20)),
    "ideographEnclosedCircle": _series(("㊀", 10)),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _japanese,
    "ideographDigital": lambda number: _each(number, _DIGITS),
    "taiwaneseDigital": lambda number: _each(number, _DIGITS),
    "japaneseDigitalTenThousand": lambda number: _each(number, _DIGITS),
    "chineseLegalSimplified": lambda number: _thousands(number, _FORMAL, "仟佰拾"),
    "ideographLegalTraditional": lambda number: _thousands(number, _FORMAL_TRADITIONAL, "仟佰拾"),
    "japaneseLegal": lambda number: _thousands(number, _FORMAL_TRADITIONAL, "仟佰拾"),
    "ideographTraditional": _named(_STEMS),
    "ideographZodiac": _named(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12],
}
