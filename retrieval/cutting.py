"""jieba's exact cuts over arrays: the same dictionary, graph and hidden Markov model, without its start.

jieba walks a text character by character; here all stretches of a text are walked side by side, one step at a
time. jieba stays the source of the numbers and the reference: tests hold the cuts against its own, and the
sums are made in its order, so that even ties fall as they do there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.acceleration import accelerator
from retrieval.dictionary import FIRST_HAN, LAST_HAN, Dictionary, Floats, model
from retrieval.folding import Codes, code_points, text_of
from retrieval.keys import CHARACTER_BITS, PACKED, keys_at, keys_of

if TYPE_CHECKING:
    from retrieval.compiled import CompiledCutter

Positions = NDArray[np.int64]

_LAST_ASCII = 0x7F
_MARKS = np.array([chr(code) in "+#&._%-" for code in range(_LAST_ASCII + 1)])
_IN_BLOCKS = np.zeros(LAST_HAN + 2, bool)  # the last stands for all beyond
_IN_BLOCKS[FIRST_HAN : LAST_HAN + 1] = True
_IN_BLOCKS[: _LAST_ASCII + 1] = _MARKS | [chr(code).isalnum() for code in range(_LAST_ASCII + 1)]
_NUMBER = re.compile(r"[a-zA-Z0-9]+(?:\.\d+)?%?")

# The states of a character, as `dictionary.STATES`: it begins, ends, or stands inside a word, or is one.
_BEGIN, _END, _INSIDE, _SINGLE = range(4)
_BEFORE = {
    _BEGIN: (_END, _SINGLE),
    _END: (_BEGIN, _INSIDE),
    _INSIDE: (_BEGIN, _INSIDE),
    _SINGLE: (_END, _SINGLE),
}


class _Words(NamedTuple):
    """The words that begin at each character of a text, shortest first: where the first of them stands in
    the other arrays (`places`), how `many` they are, and for each word its length and log(frequency / total).
    """

    places: Positions
    many: Positions
    lengths: Positions
    logs: Floats


class Cutter:
    """jieba's dictionary with the user's own `words`, and its model of unknown words."""

    def __init__(self, dictionary: Dictionary, model: Floats) -> None:
        self._dictionary = dictionary
        self._model = model
        self._compiled: CompiledCutter | None = None
        self._start, self._moves, self._emissions = model[:, 0], model[:, 1:5], model[:, 5:]

    @classmethod
    def load(cls, cache: Path, words: Iterable[str] = ()) -> Cutter:
        """From the cache directory, where jieba's numbers are stored at the first call (1.5 s)."""
        return cls(Dictionary.load(cache, words), model(cache))

    def lengths(self, text: str) -> Positions:
        """The lengths of the words and of what is between them, in order; as `map(len, jieba.cut(text))`."""
        return np.diff(np.flatnonzero(self.starts(code_points(text))))

    def starts(self, codes: Codes) -> NDArray[np.bool_]:
        """Whether a word, or what is between words, begins at each character of a text, and at its end."""
        inside = _IN_BLOCKS.take(codes, mode="clip")
        starts = np.ones(len(codes) + 1, bool)
        starts[1:-1] = ~((codes[1:] == ord("\n")) & (codes[:-1] == ord("\r")))
        kernels = accelerator.loaded
        if kernels is not None:
            self._compiled = self._compiled or kernels.cutter(
                self._dictionary.rows, self._dictionary.unknown, self._model
            )
            self._compiled.cut(codes, inside, starts)
        elif inside.any():
            first, end = _runs(inside)
            steps = self._best_steps(codes, first, end)
            starts[:-1][inside] = False
            single = np.zeros(len(codes), bool)
            at, end_at = first, end
            while len(at):
                starts[at] = True
                single[at] = steps[at] == 1
                at = at + steps[at]
                at, end_at = at[at < end_at], end_at[at < end_at]
            self._join_singles(codes, single, starts)
        return starts

    def log_chances(self, words: Sequence[str]) -> Floats:
        """log(frequency / total) of words; of one that is not in the dictionary, that of the rarest."""
        logs = self._dictionary.find(keys_of(words))
        return np.where(np.isfinite(logs), logs, self._dictionary.unknown)

    def _best_steps(self, codes: Codes, first: Positions, end: Positions) -> Positions:
        """For each character of the blocks, the length of the word that begins the best way to the end.

        All blocks are walked from their ends, side by side, the longest first: what is as far from the
        end stands together, so that a step is a slice.
        """
        words = self._words(codes, first, end)
        order = np.argsort(first - end, kind="stable")
        ends, sizes = end[order], (end - first)[order]
        active = np.searchsorted(-sizes, -np.arange(sizes[0] + 1), "right")  # blocks of at least so many
        offsets = np.cumsum(active) - active
        back = np.repeat(np.arange(sizes[0] + 1), active)
        block = np.arange(len(back)) - offsets[back]
        at = ends[block] - back
        levels = []
        nth = 0
        here = np.arange(len(sizes), len(back))
        while len(here):
            place = words.places[at[here]] + nth
            length = words.lengths[place]
            leads_to = offsets[back[here] - length] + block[here]
            bounds = np.searchsorted(here, np.append(offsets, len(back))).tolist()
            levels.append((here, length, words.logs[place], leads_to, bounds))
            nth += 1
            here = here[words.many[at[here]] > nth]
        route, best = np.zeros(len(back)), np.ones(len(back), np.int64)
        for step in range(1, int(sizes[0]) + 1):
            for nth, (here, length, logs, leads_to, bounds) in enumerate(levels):
                some = slice(bounds[step], bounds[step + 1])
                if some.start == some.stop:
                    break
                score, now = logs[some] + route[leads_to[some]], here[some]
                if nth:
                    wins = score >= route[now]
                    now, score, steps = now[wins], score[wins], length[some][wins]
                    route[now], best[now] = score, steps
                else:
                    route[some.start + len(sizes) : some.stop + len(sizes)] = score
                    best[some.start + len(sizes) : some.stop + len(sizes)] = length[some]
        steps = np.ones(len(codes) + 1, np.int64)
        steps[at[len(sizes) :]] = best[len(sizes) :]
        return steps

    def _words(self, codes: Codes, first: Positions, end: Positions) -> _Words:
        """The words that begin at each character of the blocks, shortest first."""
        sizes = end - first
        at = np.repeat(first - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        end_at = np.repeat(end, sizes)
        found: list[tuple[Positions, Floats, Positions]] = []
        count = np.zeros(len(codes), np.int64)
        alive, length, keys = at, 1, codes[at].astype(np.uint64)
        while len(alive):
            logs = self._dictionary.find(keys)
            words = logs > -np.inf
            starts = alive[words]
            found.append((starts, logs[words], count[starts]))
            count[starts] += 1
            length += 1
            goes_on = ~np.isnan(logs) & (alive + length <= end_at)
            alive, end_at, keys = alive[goes_on], end_at[goes_on], keys[goes_on]
            if length <= PACKED:
                keys = keys << np.uint64(CHARACTER_BITS) | codes[alive + (length - 1)]
            else:
                keys = keys_at(codes, alive, np.full(len(alive), length))
        count[at[count[at] == 0]] = 1  # a character that begins no word is one
        edge = np.cumsum(count) - count
        lengths, all_logs = np.ones(count.sum(), np.int64), np.full(count.sum(), self._dictionary.unknown)
        for length, (starts, logs, nth) in enumerate(found, 1):
            places = edge[starts] + nth
            lengths[places], all_logs[places] = length, logs
        return _Words(edge, count, lengths, all_logs)

    def _join_singles(self, codes: Codes, single: NDArray[np.bool_], starts: NDArray[np.bool_]) -> None:
        """Join what the dictionary left as single characters, unless together they are one of its words."""
        text, han = text_of(codes), (codes >= FIRST_HAN) & (codes <= LAST_HAN)
        first, end = _runs(single)
        known = self._dictionary.find(keys_at(codes, first, end - first)) > -np.inf
        unknown = ~known & (end - first > 1)
        steps = np.zeros(len(codes) + 1, np.int8)
        steps[first[unknown]], steps[end[unknown]] = 1, -1
        inside = np.cumsum(steps[:-1]) > 0
        others = inside & ~han
        starts[1:-1] &= ~(others[1:] & others[:-1])
        marks = others & _MARKS[np.minimum(codes, _LAST_ASCII)]
        first, end = _runs(others)
        marked = np.logical_or.reduceat(marks, first)  # letters and digits alone are one word
        for start, stop in zip(first[marked].tolist(), end[marked].tolist(), strict=True):
            for number in _NUMBER.finditer(text, start, stop):
                starts[[number.start(), number.end()]] = True
        self._join_han(codes, *_runs(inside & han), starts)

    def _join_han(self, codes: Codes, first: Positions, end: Positions, starts: NDArray[np.bool_]) -> None:
        """Viterbi's way through the states of each run of ideographs, all runs side by side."""
        if not len(first):
            return
        order = np.argsort(first - end, kind="stable")
        first, end = first[order], end[order]
        sizes = end - first
        active = np.searchsorted(-sizes, -np.arange(sizes[0] + 1), "right")  # runs of at least so many
        came_from = np.zeros((4, len(codes)), np.int8)
        scores = self._start[:, None] + self._emissions[:, codes[first] - FIRST_HAN]
        for step in range(1, int(sizes[0])):
            here = first[: active[step + 1]] + step
            emissions = self._emissions[:, codes[here] - FIRST_HAN]
            before = scores[:, : len(here)].copy()
            for state, (lower, higher) in _BEFORE.items():
                low = before[lower] + self._moves[lower, state] + emissions[state]
                high = before[higher] + self._moves[higher, state] + emissions[state]
                scores[state, : len(here)] = np.where(high >= low, high, low)
                came_from[state, here] = np.where(high >= low, higher, lower)
        states = np.where(scores[_SINGLE] >= scores[_END], _SINGLE, _END)
        for back in range(1, int(sizes[0]) + 1):
            here = end[: active[back]] - back
            now = states[: len(here)]
            starts[here + 1] = (now == _END) | (now == _SINGLE)
            states = came_from[now, here]


def _runs(flags: NDArray[np.bool_]) -> tuple[Positions, Positions]:
    """Where runs of True begin and end."""
    edges = np.diff(flags.astype(np.int8), prepend=0, append=0)
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
