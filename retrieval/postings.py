"""Which passages hold which term, how often, and how long the passages are: sorted arrays and nothing else.

A term's postings stand together, ordered by passage. Everything is an array, so that an index is mapped
rather than loaded, and merging two is sorting numbers. How often a term stands in a passage, and how long the
passage is, is all that a score needs; few such pairs occur, so a posting holds the number of one, and a score
is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.acceleration import accelerator
from retrieval.keys import Keys

Passages = NDArray[np.int32]
Codes = NDArray[np.uint16] | NDArray[np.uint32]

FIELDS = ("words", "grams", "headings")

# A posting packed into one number (term, passage, times) sorts as one, several times faster than as a triple.
_PASSAGE_BITS, _TIMES_BITS = np.uint64(24), np.uint64(14)
MOST_PASSAGES = 1 << 24
_MOST_TIMES = (1 << 14) - 1
_MERGED_AT_ONCE = 1 << 22  # postings: a hundred megabytes while they are merged


@dataclass(frozen=True, slots=True)
class Postings:
    """One field of an index.

    `keys` are the terms, ascending (t); the postings of term i are `passages[offsets[i]:offsets[i + 1]]`,
    ascending, and `codes`, rows of `measures`: how often the term stands there (at most 16,383), and how many
    terms the passage has. `lengths` are terms per passage.
    """

    keys: Keys
    offsets: NDArray[np.int64]
    passages: Passages
    codes: Codes
    measures: NDArray[np.int32]
    lengths: NDArray[np.int32]

    @classmethod
    def of(cls, keys: Keys, passages: NDArray[np.integer], size: int) -> Postings:
        """From the term and the passage of each token, where there are `size` passages."""
        kernels = accelerator.loaded
        if kernels is not None and (np.diff(passages) >= 0).all():
            vocabulary, (terms, places, times) = kernels.counted(keys, passages, _MOST_TIMES)
            pairs = terms.astype(np.uint64) << _PASSAGE_BITS | places.astype(np.uint64)
        else:
            vocabulary, terms = np.unique(keys, return_inverse=True)
            pairs, times = np.unique(
                terms.astype(np.uint64) << _PASSAGE_BITS | passages.astype(np.uint64), return_counts=True
            )
        packed = pairs << _TIMES_BITS | np.minimum(times, _MOST_TIMES).astype(np.uint64)
        lengths = np.bincount(passages, minlength=size).astype(np.int32)
        return cls._of_packed(vocabulary, [packed], lengths, len(packed))

    @classmethod
    def merged(cls, parts: Sequence[tuple[Postings, Passages]], size: int) -> Postings:
        """One from several: each part comes with the new number of each of its passages, or -1 to leave it
        out.

        Works through the vocabulary in stretches, so that little more than the result is held in memory.
        """
        keys = _merged([part.keys for part, _ in parts])
        vocabulary = keys[np.diff(keys, prepend=~keys[:1]) != 0]
        lengths = np.zeros(size, np.int32)
        for part, numbers in parts:
            lengths[numbers[numbers >= 0]] = part.lengths[numbers >= 0]
        places = [np.searchsorted(vocabulary, part.keys) for part, _ in parts]
        frequencies = np.zeros(len(vocabulary), np.int64)
        for (part, _), place in zip(parts, places, strict=True):
            frequencies[place] += np.diff(part.offsets)
        packed = (
            _merged(
                [
                    _packed(part, numbers, place, slice(*np.searchsorted(place, stretch).tolist()))
                    for (part, numbers), place in zip(parts, places, strict=True)
                ]
            )
            for stretch in _stretches(frequencies)
        )
        return cls._of_packed(vocabulary, packed, lengths, int(frequencies.sum()))

    @classmethod
    def _of_packed(
        cls, vocabulary: Keys, packed: Iterable[Keys], lengths: NDArray[np.int32], most: int
    ) -> Postings:
        """From packed postings in order, a stretch of the vocabulary at a time, `most` of them at most."""
        frequencies = np.zeros(len(vocabulary), np.int64)
        passages, times = np.empty(most, np.int32), np.empty(most, np.uint16)
        done = 0
        for stretch in packed:
            held = slice(done, done := done + len(stretch))
            passages[held] = stretch >> _TIMES_BITS & np.uint64(MOST_PASSAGES - 1)
            times[held] = stretch & np.uint64(_MOST_TIMES)
            terms = (stretch >> (_PASSAGE_BITS + _TIMES_BITS)).astype(np.int64)
            if len(terms):
                counts = np.bincount(terms - terms[0])
                frequencies[terms[0] : terms[0] + len(counts)] += counts
        passages, times = passages[:done], times[:done]
        codes, measures = _coded(passages, times, lengths)
        return cls(
            keys=vocabulary[frequencies > 0],
            offsets=np.concatenate([[0], np.cumsum(frequencies[frequencies > 0])]).astype(np.int64),
            passages=passages,
            codes=codes,
            measures=measures,
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


def _stretches(frequencies: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Bounds in a vocabulary between which there are some four million postings."""
    ends = np.cumsum(frequencies)
    first = 0
    while first < len(ends):
        before = ends[first - 1] if first else 0
        end = max(int(np.searchsorted(ends, before + _MERGED_AT_ONCE, "right")), first + 1)
        yield first, end
        first = end


def _packed(part: Postings, numbers: Passages, place: NDArray[np.int64], terms: slice) -> Keys:
    """The postings of some terms of a part, with the terms' and the passages' new numbers."""
    offsets = part.offsets[terms.start : terms.stop + 1]
    held = slice(int(offsets[0]), int(offsets[-1]))
    passages = numbers[part.passages[held]]
    packed = np.repeat(place[terms].astype(np.uint64), np.diff(offsets)) << _PASSAGE_BITS
    packed = (packed | passages.astype(np.uint64)) << _TIMES_BITS
    packed |= part.measures[:, 0][part.codes[held]].astype(np.uint64)
    return packed[passages >= 0] if (numbers < 0).any() else packed


def _coded(
    passages: Passages, times: NDArray[np.uint16], lengths: NDArray[np.int32]
) -> tuple[Codes, NDArray[np.int32]]:
    """`codes` and `measures`; the pairs (times, length) that occur are in order."""
    known, ranks = np.unique(lengths, return_inverse=True)
    occurs = np.zeros((int(times.max(initial=0)) + 1, len(known)), bool)
    stretches = [slice(at, at + _MERGED_AT_ONCE) for at in range(0, len(passages), _MERGED_AT_ONCE)]
    for held in stretches:
        occurs[times[held], ranks[passages[held]]] = True
    numbers = (np.cumsum(occurs) - 1).reshape(occurs.shape)
    codes: Codes = times if occurs.sum() <= 1 << 16 else np.empty(len(times), np.uint32)
    for held in stretches:
        codes[held] = numbers[times[held], ranks[passages[held]]]
    some_times, some_lengths = np.nonzero(occurs)
    return codes, np.stack([some_times, known[some_lengths]], axis=1).astype(np.int32)


def fields_of(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Postings]:
    """The postings of each field among the arrays of a generation."""
    return {
        field: Postings(**{name: arrays[f"{field}.{name}"] for name in Postings.__slots__})
        for field in FIELDS
    }
