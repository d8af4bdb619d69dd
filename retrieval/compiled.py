"""The kernels as the rest of the package calls them: each compiled, or loaded as it was compiled before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval import kernels, posting_kernels, text_kernels
from retrieval.dictionary import table
from retrieval.folding import Codes, code_points
from retrieval.keys import Keys

if TYPE_CHECKING:
    from retrieval.lists import Lists
    from retrieval.postings import Postings

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Times = NDArray[np.uint16]

_MOST_FIELDS = 3
_CACHED = 1 << 16  # postings: what they take stays in the processor's cache
_WORTHWHILE = 1 << 11  # postings: some such are worth a call


class Compiled:
    """What stands here can be called at once; making it takes a second, or ten where the cache is empty."""

    def __init__(self) -> None:
        from retrieval.lists import Field  # here, since these ask for what is made here
        from retrieval.postings import Postings

        some, ends, one = np.zeros(1, np.int64), np.ones(1, np.int64), np.ones(1)
        field = Field(np.zeros(1, np.int32), np.zeros(1, np.uint16), one)
        fields = _threefold([(field.passages, field.codes, field.table)])
        kernels.best(*fields, some, some, ends, one, one, some.copy(), one.copy())
        kernels.sums(*fields, some, some, ends, one, some, one.copy())
        self.told_apart(np.ones(1, np.uint64), 1, 1)
        self.united([np.ones(1, np.uint64), np.ones(1, np.uint64)])
        times = np.zeros(1, np.uint16)
        self.occurring(times, field.passages, field.passages, np.zeros((1, 1), np.bool_))
        self.code(times, field.passages, field.passages, np.zeros((1, 1), np.int32))
        self.words(code_points("一"), np.ones(1, np.uint8), some, np.ones(2, np.bool_))
        self.grams(code_points("一"), np.ones(1, np.uint8), some)
        held, codes = field.passages, field.codes
        part = Postings(np.ones(1, np.uint64), np.arange(2), held, codes, np.ones((1, 2), np.int32), held)
        into, narrow, offsets = np.zeros(2, np.int32), np.zeros(2, np.uint16), 2 * np.arange(2)
        self.put_in([(part, held, held, codes)], np.arange(2), into, narrow)
        self.left(part, held)
        self.weave(part, codes, some, part, codes, held, some, some, offsets, into, narrow)
        rows = table(np.array([0x4E00, 0x4E01], np.uint64), np.zeros(2))
        self.cutter(rows, -1.0, np.zeros((4, 7))).cut(code_points("一一"), np.ones(2, bool), np.ones(3, bool))

    def told_apart(
        self, pairs: Keys, bits: int, most: int
    ) -> tuple[Keys, Whole, NDArray[np.int32], NDArray[np.uint16]]:
        """As `retrieval.postings` tells ascending pairs of a term and a passage apart."""
        return posting_kernels.told_apart(pairs, bits, most)

    def united(self, each: Sequence[Keys]) -> tuple[Keys, list[NDArray[np.int32]]]:
        """The different keys of ascending arrays, ascending, and for each array the places of its own."""
        left = list(each)
        while len(left) > 1:
            pairs = zip(left[::2], left[1::2], strict=False)
            odd = left[len(left) // 2 * 2 :]
            left = [posting_kernels.united(*_unwritable(pair)) for pair in pairs] + odd
        (vocabulary,) = left or [np.zeros(0, np.uint64)]
        return vocabulary, [posting_kernels.places_of(*_unwritable([keys, vocabulary])) for keys in each]

    def occurring(
        self, times: Times, passages: NDArray[np.int32], ranks: NDArray[np.int32], occurs: NDArray[np.bool_]
    ) -> None:
        """Mark what `occurs`: how often a term stands in a passage, and the rank of the passage's length."""
        posting_kernels.occurring(*_unwritable([times, passages, ranks]), occurs)  # type: ignore[call-arg]

    def code(
        self, times: Times, passages: NDArray[np.int32], ranks: NDArray[np.int32], numbers: NDArray[np.int32]
    ) -> None:
        """Put in place of `times` the `numbers` of what occurs."""
        posting_kernels.coded(times, *_unwritable([passages, ranks, numbers]))

    def words(
        self, codes: Codes, kinds: NDArray[np.uint8], texts: Whole, starts: NDArray[np.bool_]
    ) -> tuple[Keys, Whole]:
        """The key and the text of each word; `texts` are their lengths without the line break after each."""
        seen, sort, lengths = _unwritable([codes, kinds, texts])
        return text_kernels.words(seen, sort, lengths, starts)

    def grams(self, codes: Codes, kinds: NDArray[np.uint8], texts: Whole) -> tuple[Keys, Whole]:
        """The key and the text of each pair of characters and of what else `Lexicon.gram_spans` names."""
        return text_kernels.grams(*_unwritable([codes, kinds, texts]))

    def put_in(
        self,
        parts: Sequence[tuple[Postings, NDArray[np.int32], NDArray[np.int32], NDArray[Any]]],
        offsets: Whole,
        passages: NDArray[np.int32],
        codes: NDArray[Any],
    ) -> None:
        """Put the postings of parts into `passages` and `codes`, where those of each term begin at `offsets`;
        parts are given with their passages' numbers, their terms' places, and what their codes become.

        All put in what belongs to some terms before they do to the next, so that it stays in the cache.
        """
        free = offsets[:-1].copy()
        step = max(_CACHED, len(parts) * _WORTHWHILE)
        bounds = np.append(np.searchsorted(offsets, np.arange(0, offsets[-1], step)), len(free))
        given = []
        for part, numbers, places, recoded in parts:
            arrays: list[NDArray[Any]] = [part.offsets, part.passages, part.codes, numbers, places, recoded]
            given.append((_unwritable(arrays), np.searchsorted(places, bounds).tolist()))
        for nth in range(len(bounds) - 1):
            for seen, terms in given:
                some = free, passages, codes, terms[nth], terms[nth + 1]
                posting_kernels.put_in(*seen, *some)  # type: ignore[call-arg]

    def left(self, part: Postings, numbers: NDArray[np.int32]) -> Whole:
        """How many postings of each term are of passages that have a number."""
        counts = np.zeros(len(part.keys), np.int64)
        starts, passages, numbered = _unwritable([part.offsets, part.passages, numbers])
        posting_kernels.left(starts, passages, numbered, counts)
        return counts

    def weave(
        self,
        few: Postings,
        recoded: NDArray[Any],
        places: Whole,
        many: Postings,
        more_recoded: NDArray[Any],
        numbers: NDArray[np.int32],
        standing: Whole,
        more_places: Whole,
        offsets: Whole,
        passages: NDArray[np.int32],
        codes: NDArray[Any],
    ) -> None:
        """Two parts into `passages` and `codes`, as `Postings.merged` puts them together."""
        first = _unwritable([few.offsets, few.passages, few.codes, recoded, places])
        second = _unwritable([many.offsets, many.passages, many.codes, more_recoded, more_places])
        numbered, left, begins = _unwritable([numbers, standing, offsets])
        posting_kernels.weave(first, second, numbered, left, begins, passages, codes)

    def cutter(self, rows: Keys, unknown: float, model: Floats) -> CompiledCutter:
        """What cuts by the rows of a dictionary, with the logarithm of what is unknown, and jieba's model."""
        return CompiledCutter(rows, unknown, model)

    def best(self, lists: Lists, limit: int) -> tuple[NDArray[np.int64], Floats] | None:
        """As `Lists.best`; None for more fields than three, codes beyond 16 bits, or weights below 0."""
        fields = _fields(lists)
        if fields is None:
            return None
        chosen, scores = np.empty(limit, np.int64), np.empty(limit)
        places, weights, peaks = lists.places, lists.weights, lists.peaks
        found = kernels.best(*fields, places, lists.starts, lists.ends, weights, peaks, chosen, scores)
        return None if found < 0 else (chosen[:found], scores[:found])

    def scores_of(self, lists: Lists, passages: NDArray[np.integer]) -> Floats | None:
        """As `Lists.scores_of`; None where `best` gives none."""
        fields = _fields(lists)
        if fields is None:
            return None
        scores = np.zeros(len(passages))
        chosen = np.ascontiguousarray(passages, np.int64)
        kernels.sums(*fields, lists.places, lists.starts, lists.ends, lists.weights, chosen, scores)
        return scores


class CompiledCutter:
    """The inner loop of `retrieval.cutting.Cutter`."""

    def __init__(self, rows: Keys, unknown: float, model: Floats) -> None:
        (self._slots,) = _unwritable([rows])
        self._sieve = text_kernels.sifted(self._slots)
        self._singles = text_kernels.singles(self._sieve, self._slots)
        self._unknown = unknown
        self._model = model[:, 0].copy(), model[:, 1:5].copy(), model[:, 5:].T.copy()

    def cut(self, codes: NDArray[np.uint32], inside: NDArray[np.bool_], starts: NDArray[np.bool_]) -> None:
        """Mark in `starts` (one more than `codes`) where the words of the stretches `inside` begin."""
        starts[:-1][inside] = False
        seen, within = _unwritable([codes, inside])
        words = self._sieve, self._slots, self._singles, self._unknown
        text_kernels.cut(seen, within, *words, *self._model, starts)


def _unwritable(arrays: Sequence[NDArray[Any]]) -> Any:
    """Arrays as numba sees those that are mapped from disk, so that all are of one type."""
    seen = tuple(np.ascontiguousarray(array).view() for array in arrays)
    for array in seen:
        array.flags.writeable = False
    return seen


def _fields(lists: Lists) -> tuple[Any, Any, Any] | None:
    """The passages, codes and tables of always three fields, since one kernel serves all."""
    fields = [(field.passages, field.codes, field.table) for field in lists.fields]
    if len(fields) > _MOST_FIELDS or any(codes.dtype != np.uint16 for _, codes, _ in fields):
        return None
    return _threefold(fields)


def _threefold(fields: Sequence[tuple[Any, Any, Any]]) -> tuple[Any, Any, Any]:
    padded = [*fields, *[fields[-1]] * (_MOST_FIELDS - len(fields))]
    passages, codes, tables = zip(*padded, strict=True)
    return passages, codes, tables
