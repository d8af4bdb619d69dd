"""The best passages for some weighted terms, exactly, without walking all their postings.

Every term of every field is a list of passages with scores. The sum over the lists, in their order and in
float64, is what all ways here give to the last bit: walking everything, pruning with NumPy, or the kernels
that a warm process has. Pruning is MaxScore (Turtle and Flood, 1995): once the best passages found score more
than some lists could give together, no passage that stands only in these can be among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from retrieval.acceleration import accelerator
from retrieval.postings import Codes, Passages

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

_WALKED = 1 << 15
"""Postings up to which walking them all takes less than thinking about it."""
_MOST_WANTED = 1024
"""Passages beyond which there is little to prune."""
_ROUNDING = 1 - 1e-9
"""Sums in another order may differ by so much; what is as close to the limit is looked at exactly."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field's postings as a score needs them: `table` is what each code scores at weight 1."""

    passages: Passages
    codes: Codes
    table: Floats

    def __post_init__(self) -> None:
        """Read-only, as what is mapped: compiled code is for one kind of array."""
        for name in self.__slots__:
            view = getattr(self, name).view(np.ndarray)
            view.flags.writeable = False
            object.__setattr__(self, name, view)


@dataclass(frozen=True, slots=True)
class Lists:
    """Stretches `starts[i]:ends[i]` of `fields[places[i]]`, with weights, and the most that each adds.

    `size` is the number of all passages. Passages in a list ascend.
    """

    size: int
    fields: Sequence[Field]
    places: Numbers
    starts: Numbers
    ends: Numbers
    weights: Floats
    peaks: Floats

    @classmethod
    def joined(cls, lists: Sequence[Lists], weights: Sequence[float]) -> Lists:
        """The lists of several, one after the other, each with its weight; of the same passages."""
        before = np.cumsum([0, *(len(some.fields) for some in lists)])
        return cls(
            lists[0].size,
            [field for some in lists for field in some.fields],
            np.concatenate([some.places + first for some, first in zip(lists, before, strict=False)]),
            np.concatenate([some.starts for some in lists]),
            np.concatenate([some.ends for some in lists]),
            np.concatenate([some.weights * weight for some, weight in zip(lists, weights, strict=True)]),
            np.concatenate([some.peaks * weight for some, weight in zip(lists, weights, strict=True)]),
        )

    def scores(self) -> Floats:
        """The score of every passage."""
        everyone = range(len(self.places))
        found = [np.zeros(0, np.int32), *map(self._passages, everyone)]
        parts = [np.zeros(0), *map(self._parts, everyone)]
        sums = np.bincount(np.concatenate(found), np.concatenate(parts), self.size)
        return sums.astype(np.float64, copy=False)

    def between(self, first: int, end: int) -> Lists:
        """The same lists, of the passages from `first` to `end` alone."""
        bounds, sought = np.empty((2, len(self.places)), np.int64), np.array([first, end], np.int32)
        for nth, start in enumerate(self.starts.tolist()):
            bounds[:, nth] = start + np.searchsorted(self._passages(nth), sought)
        return replace(self, starts=bounds[0], ends=bounds[1])

    def scores_of(self, passages: NDArray[np.integer]) -> Floats:
        """The scores of these passages."""
        kernels = accelerator.loaded
        if kernels is not None and (known := kernels.scores_of(self, passages)) is not None:
            return known
        at = np.empty((len(self.places), len(passages)), np.int64)
        sought = passages.astype(np.int32)  # of another type, every list would be converted
        for nth, start in enumerate(self.starts.tolist()):
            at[nth] = start + np.searchsorted(self._passages(nth), sought)
        parts = np.zeros(at.shape)
        for number, field in enumerate(self.fields):
            rows = np.flatnonzero((self.places == number) & (self.ends > self.starts))
            last = np.minimum(at[rows], self.ends[rows, None] - 1)
            held = field.passages[last] == passages
            parts[rows] = held * (self.weights[rows, None] * field.table[field.codes[last]])
        scores = np.zeros(len(passages))
        for row in parts:  # one after the other: NumPy's own sum takes another order
            scores += row
        return scores

    def best(self, limit: int, within: NDArray[np.bool_] | None = None) -> tuple[Numbers, Floats]:
        """The passages with the highest scores above 0, at most `limit`, best first, ties by number.

        `within` says of each passage whether it counts.
        """
        if within is not None or limit > _MOST_WANTED:
            return self._walked(limit, within)
        kernels = accelerator.kernels
        if kernels is not None and (found := kernels.best(self, limit)) is not None:
            return found
        if (self.ends - self.starts).sum() <= _WALKED or (self.weights <= 0).any():
            return self._walked(limit)
        candidates = self._pruned(limit)
        scores = self.scores_of(candidates)
        chosen = best(scores, limit)
        return candidates[chosen], scores[chosen]

    def _walked(self, limit: int, within: NDArray[np.bool_] | None = None) -> tuple[Numbers, Floats]:
        """The best of all."""
        scores = self.scores()
        chosen = best(scores if within is None else scores * within, limit)
        return chosen, scores[chosen]

    def _pruned(self, limit: int) -> Numbers:
        """Passages, ascending, among which are the best."""
        order = np.argsort(-self.peaks, kind="stable")
        left = np.append(np.cumsum(self.peaks[order][::-1])[::-1], 0.0)[1:]
        scores = np.zeros(self.size)
        lowest, done, met = 0.0, 0, []
        for done, nth in enumerate(order.tolist(), 1):
            passages = self._passages(nth)
            scores[passages] += self._parts(nth)
            met.append(passages)
            lowest = max(lowest, _lowest(scores[passages], limit))
            if left[done - 1] < lowest * _ROUNDING:
                break
        candidates = _promising(scores, np.concatenate(met), lowest - left[done - 1])
        partial = scores[candidates]
        for nth, rest in zip(order[done:].tolist(), left[done:], strict=True):
            self._add(nth, candidates, partial)
            lowest = max(lowest, _lowest(partial, limit))
            kept = partial >= (lowest - rest) * _ROUNDING
            candidates, partial = candidates[kept], partial[kept]
        return candidates

    def _add(self, nth: int, passages: NDArray[np.integer], scores: Floats) -> None:
        """To the scores of some passages what a list gives them."""
        start, end = int(self.starts[nth]), int(self.ends[nth])
        if start == end:
            return
        field = self.fields[self.places[nth]]
        held = field.passages[start:end]
        at = np.minimum(np.searchsorted(held, passages.astype(np.int32)), len(held) - 1)
        there = held[at] == passages
        scores[there] += self.weights[nth] * field.table[field.codes[start:end][at[there]]]

    def _passages(self, nth: int) -> Passages:
        held: Passages = self.fields[self.places[nth]].passages[self.starts[nth] : self.ends[nth]]
        return held

    def _parts(self, nth: int) -> Floats:
        field = self.fields[self.places[nth]]
        parts: Floats = self.weights[nth] * field.table[field.codes[self.starts[nth] : self.ends[nth]]]
        return parts


def best(scores: Floats, limit: int) -> Numbers:
    """The places of the highest scores above 0, at most `limit`, best first, ties in order."""
    found = np.flatnonzero(scores > 0)
    if len(found) > limit > 0:
        lowest = np.partition(scores[found], -limit)[-limit]
        found = found[scores[found] >= lowest]
    return found[np.argsort(-scores[found], kind="stable")][: max(limit, 0)]


def _lowest(scores: Floats, limit: int) -> float:
    """The lowest of the best, or 0 where there are not as many."""
    return float(np.partition(scores, -limit)[-limit]) if len(scores) >= limit > 0 else 0.0


def _promising(scores: Floats, passages: Passages, least: float) -> Numbers:
    """Those that score as much, each once, ascending."""
    found = passages[scores[passages] >= least * _ROUNDING]
    return np.unique(found, return_counts=True)[0].astype(np.int64)  # counts spare the import of numpy.ma
