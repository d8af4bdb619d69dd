"""Text ▶ text of the same length, in which what a reader takes for the same is the same.

Width, case, traditional characters and Chinese digits differ between a question and its answer, and say
nothing. Folding replaces character by character, so an offset into the folded text is an offset into the
original, and a quotation is always cut from the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.mapped import mapped

Codes = NDArray[np.uint32]

FOLDING = "1"
"""Version of the rules below: an index made with another one is made anew."""

SEPARATOR, IDEOGRAPH, LETTER = 0, 1, 2
_SIZE = 0x34000  # beyond the ideographs of plane 3 nothing folds
_UNSPACED = re.compile("CJK|HIRAGANA|KATAKANA|HANGUL|BOPOMOFO|IDEOGRAPHIC")
_YEAR = ord("年")
_DIGITS = np.zeros(ord("零") + 2, np.uint8)
"""For each character that is a Chinese digit, the digit; 0 for others, as the last, which is none."""
_DIGITS[list(map(ord, "〇零○一二三四五六七八九"))] = list(b"000123456789")


@dataclass(frozen=True, slots=True)
class Folding:
    """Two tables by code point: `folds` the character it stands for, `kinds` what it is in a term.

    A kind is SEPARATOR (never in a term), IDEOGRAPH (written without spaces) or LETTER (letters, digits,
    marks).
    """

    folds: Codes
    kinds: NDArray[np.uint8]

    @classmethod
    def load(cls, cache: Path) -> Folding:
        """The tables, made at the first call in a cache directory (0.3 s) and mapped from there later."""
        folds, kinds = mapped(cache / f"folding-{FOLDING}-{unicodedata.unidata_version}.npy", _tables)
        return cls(folds, kinds.astype(np.uint8))

    def fold(self, text: str) -> str:
        """The folded text; `len(fold(text)) == len(text)`, and folding it again changes nothing."""
        return text_of(self.fold_codes(code_points(text)))

    def fold_codes(self, codes: NDArray[np.unsignedinteger]) -> Codes:
        """The same by code points."""
        folded = self.fold_each(codes)
        digits = _DIGITS.take(folded, mode="clip")
        for start, end in _digit_runs(folded, digits > 0):
            folded[start:end] = digits[start:end]
        return folded

    def fold_each(self, codes: NDArray[np.unsignedinteger]) -> Codes:
        """Characters one by one as they are matched, without regard to their neighbours."""
        folded: Codes = self.folds.take(codes, mode="clip")
        return np.where(codes < _SIZE, folded, codes) if codes.max(initial=0) >= _SIZE else folded

    def kinds_of(self, codes: Codes) -> NDArray[np.uint8]:
        """The kind of each code point."""
        kinds: NDArray[np.uint8] = self.kinds.take(codes, mode="clip")
        return kinds


def code_points(text: str) -> Codes:
    """The code points of a text, one number each."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of(codes: Codes) -> str:
    """The text of these code points."""
    return codes.astype(np.uint32, copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _digit_runs(codes: Codes, is_digit: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Spans of three and more Chinese digits, and of two that name a year."""
    pairs = np.flatnonzero(is_digit[1:] & is_digit[:-1])
    if not len(pairs):
        return
    breaks = np.flatnonzero(np.diff(pairs) > 1)
    starts, ends = pairs[np.append(0, breaks + 1)], pairs[np.append(breaks, -1)] + 2
    year = (ends < len(codes)) & (codes.take(ends, mode="clip") == _YEAR)
    runs = (ends - starts > 2) | year
    yield from zip(starts[runs].tolist(), ends[runs].tolist(), strict=True)


def _tables() -> Codes:
    folds = np.arange(_SIZE, dtype=np.uint32)
    kinds = np.zeros(_SIZE, np.uint32)
    for code in range(_SIZE):
        character = chr(code)
        category = unicodedata.category(character)
        if category in ("Cn", "Co", "Cs"):
            continue
        folds[code] = ord(
            _single(unicodedata.normalize("NFKC", _single(character.lower(), character)), character)
        )
        if character.isalnum() or category[0] == "M":
            unspaced = _UNSPACED.match(unicodedata.name(character, ""))
            kinds[code] = IDEOGRAPH if unspaced else LETTER
    for simplified in _simplified("hk2s", "t2s"):
        folds = simplified[folds]
    while (folds != (again := folds[folds])).any():
        folds = again
    return np.stack([folds, kinds])


def _single(folded: str, character: str) -> str:
    return folded if len(folded) == 1 else character


def _simplified(*configs: str) -> Iterator[Codes]:
    from opencc import OpenCC  # here, since mapped tables need no OpenCC

    characters = [chr(code) for code in range(0x2E80, _SIZE) if not 0xD800 <= code < 0xE000]
    for config in configs:
        table = np.arange(_SIZE, dtype=np.uint32)
        lines = OpenCC(config).convert("\n".join(characters)).split("\n")
        for character, simplified in zip(characters, lines, strict=True):
            if simplified != character:
                table[ord(character)] = ord(_single(simplified, character))
        yield table
