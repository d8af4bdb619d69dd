"""Text ▶ its letters: what has to agree for two texts to have the same words.

Width, script, spaces and punctuation do not change a quotation, so they are no letters; a wrong character,
or a point lost from 6.5%, does. Unlike in folding for search, case and digits count: a check may never call
the same what a reader would not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.folding import IDEOGRAPH, SEPARATOR, Codes, Folding

_SPACES = "\t\n\v\f\r \x85\xa0\xad\u1680\u180e\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200E))
)
_UNITS = "%‰°℃℉$¥€£×÷±≤≥"
_WITHIN_NUMBERS = {".": ".．", ":": ":：", "-": "-－‐‑‒–—~～∼", "/": "/／"}
_VARIANTS = dict(
    zip("著藉瞭覆澂甦昵锺揹彷甯馀谘簷鯰痺睪澁", "着借了复澄苏暱钟背仿宁余咨檐鲶痹睾涩", strict=True)
)
_WIDE = range(0xFF01, 0xFF5F)
_TO_NARROW = 0xFEE0
_LETTER, _WITHIN_NUMBER, _SPACE, _MARK = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text in order: `keys`, equal where letters are the same, and their `places` in it."""

    keys: Codes
    places: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, part: slice) -> Letters:
        return Letters(self.keys[part], self.places[part])

    @property
    def pairs(self) -> NDArray[np.uint64]:
        """Each letter with the one after it, as a number."""
        keys = self.keys.astype(np.uint64)
        return keys[:-1] << np.uint64(32) | keys[1:]


class Alphabet:
    """Which characters are letters, and which of them are the same."""

    def __init__(self, folding: Folding) -> None:
        codes = np.arange(len(folding.folds), dtype=np.uint32)
        keys = codes.copy()
        keys[_WIDE.start : _WIDE.stop] -= np.uint32(_TO_NARROW)
        ideographs = folding.kinds[folding.folds] == IDEOGRAPH
        keys[ideographs] = folding.folds[ideographs]
        for variant, usual in _VARIANTS.items():
            keys[keys == ord(variant)] = ord(usual)
        kinds = np.where((folding.kinds == SEPARATOR) & ~ideographs, _MARK, _LETTER)
        kinds[_ords(_SPACES)] = _SPACE
        kinds[np.isin(keys, _ords(_UNITS))] = _LETTER
        for mark, written in _WITHIN_NUMBERS.items():
            kinds[_ords(written)] = _WITHIN_NUMBER
            keys[_ords(written)] = ord(mark)
        self._keys, self._kinds = keys, kinds.astype(np.uint8)
        self._digits = np.isin(keys, _ords("0123456789"))

    def letters(self, codes: Codes) -> Letters:
        """The letters among these code points; the point of 6.5 is one, that of a sentence is not."""
        known = np.minimum(codes, len(self._keys) - 1)
        places = np.flatnonzero(self._kinds[known] != _SPACE)
        known = known[places]
        kinds, digits = self._kinds[known], self._digits[known]
        kept = kinds == _LETTER
        kept[1:-1] |= (kinds[1:-1] == _WITHIN_NUMBER) & digits[:-2] & digits[2:]
        return Letters(self._keys[known[kept]], places[kept])

    def same(self, one: str, other: str) -> bool:
        """Whether two characters are the same letter."""
        last = len(self._keys) - 1
        return bool(self._keys[min(ord(one), last)] == self._keys[min(ord(other), last)])


def _ords(characters: str) -> list[int]:
    return [ord(character) for character in characters]
