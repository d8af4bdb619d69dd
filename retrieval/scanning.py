"""Where a run of characters stands in the whole text, folded, without an index: every place.

A pass looks for one of the characters alone, in all the forms that fold to it, a stretch at a time; only
around what it finds are the others compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.folding import Codes, Folding

_AT_ONCE = 1 << 22


def scanned(text: NDArray[Any], sought: Codes, rarest: int, folding: Folding) -> NDArray[np.int64]:
    """Where the run begins, ascending; of its characters the `rarest` one is looked for."""
    places = np.concatenate([np.zeros(0, np.int64), *_standing(text, sought[rarest], folding)]) - rarest
    places = places[(places >= 0) & (places + len(sought) <= len(text))]
    for at, character in enumerate(sought):
        if at != rarest:
            places = places[folding.fold_each(text[places + at]) == character]
    return places


def _standing(text: NDArray[Any], character: np.uint32, folding: Folding) -> Iterator[NDArray[np.int64]]:
    variants = np.flatnonzero(folding.folds == character)
    variants = variants[variants <= np.iinfo(text.dtype).max].astype(text.dtype)
    for begin in range(0, len(text), _AT_ONCE):
        stretch = text[begin : begin + _AT_ONCE]
        is_one = np.zeros(len(stretch), bool)
        for variant in variants:
            is_one |= stretch == variant
        yield np.flatnonzero(is_one) + begin
