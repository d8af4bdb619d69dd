"""Which passages hold which term, how often, and how long the passages are: sorted arrays and nothing else.

A term's postings stand together, ordered by passage. Everything is an array, so that an index is mapped
rather than loaded, and merging two is sorting numbers. How often a term stands in a passage, and how long the
passage is, is all that a score needs; few such pairs occur, so a posting holds the number of one, and a score
is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from retrieval.acceleration import accelerator
from retrieval.keys import Keys

Passages = NDArray[np.int32]
Codes = NDArray[np.uint16] | NDArray[np.uint32]
Measures = NDArray[np.int32]
Room = Callable[[int, Any], NDArray[Any]]

FIELDS = ("words", "grams", "headings")

# A term and a passage packed into one number sort as one, several times faster than as a pair. The keys of
# one or two characters of the first two planes leave room for a passage; others get numbers behind these.
_PASSAGE_BITS = 24
_WIDE = np.uint64(1 << 38)
MOST_PASSAGES = 1 << _PASSAGE_BITS
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
    measures: Measures
    lengths: NDArray[np.int32]

    @classmethod
    def of(cls, keys: Keys, passages: NDArray[np.integer], size: int) -> Postings:
        """From the term and the passage of each token, where there are `size` passages."""
        lengths = np.bincount(passages, minlength=size).astype(np.int32)
        vocabulary, offsets, held, often = _counted(keys, passages)
        return cls(vocabulary, offsets, held, *_coded(held, often, lengths), lengths)

    @classmethod
    def merged(cls, parts: Sequence[tuple[Postings, Passages]], size: int, room: Room = np.empty) -> Postings:
        """One from several: each part comes with the new number of each of its passages, or -1 to leave it
        out. Within a part they ascend. `room` makes what is filled.

        Nothing is sorted: parts that follow one another are put together, and the rest is inserted.
        """
        every = np.concatenate([np.zeros(0, np.int32), *(numbers for _, numbers in parts)])
        if (every < 0).any() or (every[1:] < every[:-1]).any():
            largest = max(range(len(parts)), key=lambda number: len(parts[number][0].passages))
            others = cls.merged([part for number, part in enumerate(parts) if number != largest], size)
            return others._with(*parts[largest], room)
        kernels = accelerator.loaded
        if kernels is not None:
            vocabulary, places = kernels.united([part.keys for part, _ in parts])
        else:
            vocabulary = _united([part.keys for part, _ in parts])
            places = [np.searchsorted(vocabulary, part.keys).astype(np.int32) for part, _ in parts]
        measures, known = _measured([part.measures for part, _ in parts])
        lengths = np.zeros(size, np.int32)
        frequencies = np.zeros(len(vocabulary), np.int64)
        for (part, numbers), place in zip(parts, places, strict=True):
            lengths[numbers] = part.lengths
            frequencies[place] += np.diff(part.offsets)
        offsets = _offsets(frequencies)
        passages, codes = room(offsets[-1], np.int32), room(offsets[-1], _narrow(measures))
        each = [(*part, place, recoded) for part, place, recoded in zip(parts, places, known, strict=True)]
        if kernels is not None:
            kernels.put_in(each, offsets, passages, codes)
            return cls(vocabulary, offsets, passages, codes, measures, lengths)
        free = offsets[:-1].copy()
        for part, numbers, place, recoded in each:
            counts = np.diff(part.offsets)
            for first, end in _stretches(counts):
                held, some = slice(*part.offsets[[first, end]].tolist()), slice(first, end)
                at = np.repeat(free[place[some]] - part.offsets[some], counts[some])
                at += np.arange(held.start, held.stop)
                passages[at] = numbers[part.passages[held]]
                codes[at] = recoded[part.codes[held]]
            free[place] += counts
        return cls(vocabulary, offsets, passages, codes, measures, lengths)

    def _with(self, other: Postings, numbers: Passages, room: Room) -> Postings:
        """These and those of a larger part, whose passages get these numbers, or go where it is -1."""
        counts, kernels = np.diff(other.offsets), accelerator.loaded
        goes = bool((numbers < 0).any()) and len(counts) > 0
        if goes and kernels is not None:
            counts = kernels.left(other, numbers)
        elif goes:
            counts = np.add.reduceat(numbers[other.passages] >= 0, other.offsets[:-1], dtype=np.int64)
        standing = np.flatnonzero(counts)
        vocabulary = _united([self.keys, other.keys[standing]])
        measures, (own, recoded) = _measured([self.measures, other.measures])
        places, others = (np.searchsorted(vocabulary, keys) for keys in (self.keys, other.keys[standing]))
        frequencies = np.zeros(len(vocabulary), np.int64)
        frequencies[others] = counts[standing]
        starts = _offsets(frequencies)
        frequencies[places] += np.diff(self.offsets)
        offsets = _offsets(frequencies)
        passages: Passages
        codes: Codes
        if kernels is not None:
            passages, codes = room(offsets[-1], np.int32), room(offsets[-1], _narrow(measures))
            more = other, recoded, numbers, standing, others
            kernels.weave(self, own, places, *more, offsets, passages, codes)
        else:
            passages, codes = numbers[other.passages], recoded[other.codes]
            if goes:
                passages, codes = passages[passages >= 0], codes[passages >= 0]
            at = np.repeat(starts[places], np.diff(self.offsets))
            bounds = zip(
                self.offsets.tolist(), starts[places].tolist(), starts[places + 1].tolist(), strict=False
            )
            for (first, start, end), stop in zip(bounds, self.offsets[1:].tolist(), strict=True):
                at[first:stop] += np.searchsorted(passages[start:end], self.passages[first:stop])
            passages = np.insert(passages, at, self.passages)
            codes = cast(Codes, np.insert(codes, at, own[self.codes]))
        if goes:
            codes, measures = _occurring(codes, measures)
        lengths = self.lengths.copy()
        lengths[numbers[numbers >= 0]] = other.lengths[numbers >= 0]
        return Postings(vocabulary, offsets, passages, codes, measures, lengths)

    def find(self, keys: Keys) -> NDArray[np.int64]:
        """The place of each key among `self.keys`, or -1 where the collection does not hold it."""
        if not len(self.keys):
            return np.full(len(keys), -1)
        places = self.keys.searchsorted(keys)
        places[places == len(self.keys)] = 0
        places[self.keys[places] != keys] = -1
        return places

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


def _counted(
    keys: Keys, passages: NDArray[np.integer]
) -> tuple[Keys, NDArray[np.int64], Passages, NDArray[np.uint16]]:
    """The different keys, ascending, where the postings of each begin, their passages, and how often."""
    wide = np.flatnonzero(keys >= _WIDE)
    others, ranks = np.unique(keys[wide], return_inverse=True)
    bits = np.uint64(_PASSAGE_BITS)
    pairs = keys << bits | passages.astype(np.uint64)
    pairs[wide] = (_WIDE + ranks.astype(np.uint64)) << bits | passages[wide].astype(np.uint64)
    pairs.sort()
    kernels = accelerator.loaded
    told_apart = _told_apart if kernels is None else kernels.told_apart
    vocabulary, offsets, held, often = told_apart(pairs, _PASSAGE_BITS, _MOST_TIMES)
    vocabulary[len(vocabulary) - len(others) :] = others
    return vocabulary, offsets, held, often


def _told_apart(
    pairs: Keys, bits: int, most: int
) -> tuple[Keys, NDArray[np.int64], Passages, NDArray[np.uint16]]:
    """Ascending pairs of a term and, in the lowest `bits`, a passage: the different terms, where the postings
    of each begin, their passages, and how often the pair comes, up to `most`.
    """
    first = np.flatnonzero(np.diff(pairs, prepend=~pairs[:1]))
    often = np.minimum(np.diff(first, append=len(pairs)), most).astype(np.uint16)
    pairs = pairs[first]
    terms = pairs >> np.uint64(bits)
    starts = np.flatnonzero(np.diff(terms, prepend=~terms[:1]))
    held = (pairs & np.uint64((1 << bits) - 1)).astype(np.int32)
    return terms[starts], np.append(starts, len(pairs)), held, often


def _united(ascending: Sequence[Keys]) -> Keys:
    """All keys in order, each once; the stable sort finds what is in order already, and only merges it."""
    keys = np.sort(np.concatenate([np.zeros(0, np.uint64), *ascending]), kind="stable")
    united: Keys = keys[np.diff(keys, prepend=~keys[:1]) != 0]
    return united


def _offsets(frequencies: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int64, copy=False)


def _narrow(measures: Measures) -> type[np.unsignedinteger]:
    """The type that codes of these measures go into."""
    return np.uint16 if len(measures) <= 1 << 16 else np.uint32


def _measured(each: Sequence[Measures]) -> tuple[Measures, list[Codes]]:
    """All measures in order, each once, and for those of each part their codes among them."""
    packed = [measures[:, 0].astype(np.int64) << 32 | measures[:, 1] for measures in each]
    united = np.unique(np.concatenate([np.zeros(0, np.int64), *packed]))
    measures = np.stack([united >> 32, united & 0xFFFFFFFF], axis=1).astype(np.int32)
    return measures, [np.searchsorted(united, some).astype(_narrow(measures)) for some in packed]


def _occurring(codes: Codes, measures: Measures) -> tuple[Codes, Measures]:
    """Without the measures that no posting has any more."""
    occurs = np.zeros(len(measures), bool)
    occurs[codes] = True
    if occurs.all():
        return codes, measures
    measures = measures[occurs]
    return (np.cumsum(occurs) - 1).astype(_narrow(measures))[codes], measures


def _stretches(frequencies: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Bounds in a vocabulary between which there are some four million postings."""
    ends = np.cumsum(frequencies)
    first = 0
    while first < len(ends):
        before = ends[first - 1] if first else 0
        end = max(int(np.searchsorted(ends, before + _MERGED_AT_ONCE, "right")), first + 1)
        yield first, end
        first = end


def _coded(
    passages: Passages, times: NDArray[np.uint16], lengths: NDArray[np.int32]
) -> tuple[Codes, Measures]:
    """`codes` and `measures`; the pairs (times, length) that occur are in order."""
    kernels = accelerator.loaded
    known, inverse = np.unique(lengths, return_inverse=True)
    ranks: NDArray[np.int32] = inverse.astype(np.int32)
    occurs = np.zeros((int(times.max(initial=0)) + 1, len(known)), bool)
    stretches = [slice(at, at + _MERGED_AT_ONCE) for at in range(0, len(passages), _MERGED_AT_ONCE)]
    if kernels is not None:
        kernels.occurring(times, passages, ranks, occurs)
    else:
        for held in stretches:
            occurs.reshape(-1)[times[held] * np.int32(len(known)) + ranks[passages[held]]] = True
    numbers = np.cumsum(occurs, dtype=np.int32) - np.int32(1)
    codes: Codes = times if occurs.sum() <= 1 << 16 else np.empty(len(times), np.uint32)
    if kernels is not None and codes is times:
        kernels.code(times, passages, ranks, numbers.reshape(occurs.shape))
    else:
        for held in stretches:
            codes[held] = numbers[times[held] * np.int32(len(known)) + ranks[passages[held]]]
    some_times, some_lengths = np.nonzero(occurs)
    return codes, np.stack([some_times, known[some_lengths]], axis=1).astype(np.int32)


def arrays_of(fields: Mapping[str, Postings]) -> dict[str, NDArray[Any]]:
    """The postings of each field as arrays of a generation."""
    return {
        f"{field}.{name}": getattr(postings, name)
        for field, postings in fields.items()
        for name in Postings.__slots__
    }


def fields_of(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Postings]:
    """The postings of each field among the arrays of a generation."""
    return {
        field: Postings(**{name: arrays[f"{field}.{name}"] for name in Postings.__slots__})
        for field in FIELDS
    }
