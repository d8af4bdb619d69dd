"""Which passages hold which term, how often, and how long the passages are: sorted arrays and nothing else.

A term's postings stand together, ordered by passage. Everything is an array, so that an index is mapped
rather than loaded, and merging two is sorting numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.keys import Keys

Passages = NDArray[np.int32]

FIELDS = ("words", "grams", "headings")

# A posting packed into one number (term, passage, times) sorts as one, several times faster than as a triple.
_PASSAGE_BITS, _TIMES_BITS = np.uint64(24), np.uint64(14)
MOST_PASSAGES = 1 << 24
_MOST_TIMES = (1 << 14) - 1


@dataclass(frozen=True, slots=True)
class Postings:
    """One field of an index.

    `keys` are the terms, ascending (t); the postings of term i are `passages[offsets[i]:offsets[i + 1]]`,
    ascending, and `times`, how often the term stands there (at most 16,383). `lengths` are terms per passage.
    """

    keys: Keys
    offsets: NDArray[np.int64]
    passages: Passages
    times: NDArray[np.uint16]
    lengths: NDArray[np.int32]

    @classmethod
    def of(cls, keys: Keys, passages: NDArray[np.integer], size: int) -> Postings:
        """From the term and the passage of each token, where there are `size` passages."""
        vocabulary, terms = np.unique(keys, return_inverse=True)
        pairs, times = np.unique(
            terms.astype(np.uint64) << _PASSAGE_BITS | passages.astype(np.uint64), return_counts=True
        )
        packed = pairs << _TIMES_BITS | np.minimum(times, _MOST_TIMES).astype(np.uint64)
        return cls._unpacked(vocabulary, packed, np.bincount(passages, minlength=size).astype(np.int32))

    @classmethod
    def merged(cls, parts: Sequence[tuple[Postings, Passages]], size: int) -> Postings:
        """One from several: each part comes with the new number of each of its passages, or -1 to leave it
        out.
        """
        keys = _merged([part.keys for part, _ in parts])
        vocabulary = keys[np.diff(keys, prepend=~keys[:1]) != 0]
        lengths = np.zeros(size, np.int32)
        packed = []
        for part, numbers in parts:
            lengths[numbers[numbers >= 0]] = part.lengths[numbers >= 0]
            terms = np.repeat(np.searchsorted(vocabulary, part.keys).astype(np.uint64), np.diff(part.offsets))
            passages = numbers[part.passages]
            kept = passages >= 0
            packed.append(
                (terms[kept] << _PASSAGE_BITS | passages[kept].astype(np.uint64)) << _TIMES_BITS
                | part.times[kept].astype(np.uint64)
            )
        return cls._unpacked(vocabulary, _merged(packed), lengths)

    @classmethod
    def _unpacked(cls, vocabulary: Keys, packed: Keys, lengths: NDArray[np.int32]) -> Postings:
        counts = np.bincount(
            (packed >> (_PASSAGE_BITS + _TIMES_BITS)).astype(np.int64), minlength=len(vocabulary)
        )
        return cls(
            keys=vocabulary[counts > 0],
            offsets=np.concatenate([[0], np.cumsum(counts[counts > 0])]).astype(np.int64),
            passages=(packed >> _TIMES_BITS & np.uint64(MOST_PASSAGES - 1)).astype(np.int32),
            times=(packed & np.uint64(_MOST_TIMES)).astype(np.uint16),
            lengths=lengths,
        )

    def find(self, keys: Keys) -> NDArray[np.int64]:
        """The place of each key among `self.keys`, or -1 where the collection does not hold it."""
        if not len(self.keys):
            return np.full(len(keys), -1)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, places, -1)

    def frequencies(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """In how many passages the terms at these places stand: their document frequencies; 0 for -1."""
        found = np.maximum(places, 0)
        if not len(self.keys):
            return np.zeros(len(places), np.int64)
        return np.where(places >= 0, self.offsets[found + 1] - self.offsets[found], 0)

    def beginning(self, characters: Keys) -> NDArray[np.int64]:
        """How many postings the pairs that begin with each of these single characters have, and it alone."""
        first = np.searchsorted(self.keys, characters << np.uint64(21))
        end = np.searchsorted(self.keys, (characters + np.uint64(1)) << np.uint64(21))
        return self.offsets[end] - self.offsets[first] + self.frequencies(self.find(characters))


def _merged(ascending: Sequence[Keys]) -> Keys:
    """All numbers in order; the stable sort finds what is in order already, and only merges it."""
    return np.sort(np.concatenate([np.zeros(0, np.uint64), *ascending]), kind="stable")


def fields_of(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Postings]:
    """The postings of each field among the arrays of a generation."""
    return {
        field: Postings(**{name: arrays[f"{field}.{name}"] for name in Postings.__slots__})
        for field in FIELDS
    }
