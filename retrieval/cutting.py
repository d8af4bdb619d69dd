"""jieba's exact cuts over arrays: the same dictionary, graph and hidden Markov model, without its start.

jieba takes 0.8 s to load its dictionary into dicts and then walks a text character by character. Here the
dictionary is a sorted array that is mapped, and all stretches of a text are walked side by side, one step at
a time. jieba stays the source of the numbers and the reference: tests hold the cuts against its own, and the
sums are made in its order, so that even ties fall as they do there.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from math import inf, log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.acceleration import accelerator
from retrieval.folding import Codes, code_points
from retrieval.keys import Keys, keys_at, keys_of
from retrieval.mapped import mapped

if TYPE_CHECKING:
    from retrieval.compiled import Dictionary

Positions = NDArray[np.int64]
Floats = NDArray[np.float64]

_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FD5
_LAST_ASCII = 0x7F
_OTHERS_IN_BLOCKS = np.array([chr(c).isalnum() or chr(c) in "+#&._%-" for c in range(_LAST_ASCII + 1)])
_NUMBER = re.compile(r"[a-zA-Z0-9]+(?:\.\d+)?%?")

# The states of a character: it begins, ends, or stands inside a word, or is one. jieba orders them by letter.
_BEGIN, _END, _INSIDE, _SINGLE = range(4)
_STATES = "BEMS"
_BEFORE = {
    _BEGIN: (_END, _SINGLE),
    _END: (_BEGIN, _INSIDE),
    _INSIDE: (_BEGIN, _INSIDE),
    _SINGLE: (_END, _SINGLE),
}
_IMPOSSIBLE = -3.14e100


class Cutter:
    """jieba's dictionary with the user's own `words`, and its model of unknown words."""

    def __init__(self, dictionary: Keys, model: Floats) -> None:
        self._keys, self._logs = dictionary[0], dictionary[1].view(np.float64)
        self._unknown = float(self._logs[-1])
        self._model = model
        self._compiled: Dictionary | None = None
        self._start, self._moves, self._emissions = model[:, 0], model[:, 1:5], model[:, 5:]

    @classmethod
    def load(cls, cache: Path, words: Iterable[str] = ()) -> Cutter:
        """From the cache directory, where jieba's numbers are stored at the first call (1.5 s)."""
        found = find_spec("jieba")
        assert found is not None
        assert found.origin is not None
        state = Path(found.origin).with_name("dict.txt").stat()
        chosen = tuple(words)
        said = "\n".join([f"1 {found.origin} {state.st_size} {state.st_mtime_ns}", *chosen])
        name = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return cls(
            mapped(cache / f"dictionary-{name}.npy", lambda: _dictionary(chosen)),
            mapped(cache / f"model-{name}.npy", _model),
        )

    def lengths(self, text: str) -> Positions:
        """The lengths of the words and of what is between them, in order; as `map(len, jieba.cut(text))`."""
        return np.diff(np.flatnonzero(self.starts(text)))

    def starts(self, text: str) -> NDArray[np.bool_]:
        """Whether a word, or what is between words, begins at each character, and at the end."""
        codes = code_points(text)
        han = (codes >= _FIRST_HAN) & (codes <= _LAST_HAN)
        inside = han | _OTHERS_IN_BLOCKS[np.minimum(codes, _LAST_ASCII)]
        starts = np.ones(len(codes) + 1, bool)
        starts[1:-1] = ~((codes[1:] == ord("\n")) & (codes[:-1] == ord("\r")))
        kernels = accelerator.loaded
        if kernels is not None:
            self._compiled = self._compiled or kernels.dictionary(
                self._keys[:-1], self._logs[:-1], self._unknown, self._model
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
            self._join_singles(text, codes, han, single, starts)
        return starts

    def log_chances(self, words: Sequence[str]) -> Floats:
        """log(frequency / total) of words; of one that is not in the dictionary, that of the rarest."""
        logs = self._find(keys_of(words))
        return np.where(np.isfinite(logs), logs, self._unknown)

    def _find(self, keys: Keys) -> Floats:
        """log(frequency / total) of words; -inf for what only begins words, NaN for neither."""
        places = np.searchsorted(self._keys, keys)
        return np.where(self._keys[places] == keys, self._logs[places], np.nan)

    def _best_steps(self, codes: Codes, first: Positions, end: Positions) -> Positions:
        """For each character of the blocks, the length of the word that begins the best way to the end."""
        edge, count, lengths, logs = self._edges(codes, first, end)
        order = np.argsort(first - end, kind="stable")
        ends, sizes = end[order], (end - first)[order]
        route = np.zeros(len(codes) + 1)
        steps = np.ones(len(codes), np.int64)
        active = len(sizes)
        for back in range(1, int(sizes[0]) + 1):
            while sizes[active - 1] < back:
                active -= 1
            here = ends[:active] - back
            edges, counts = edge[here], count[here]
            step = lengths[edges]
            best = logs[edges] + route[here + step]
            more = np.flatnonzero(counts > 1)
            nth = 1
            while len(more):
                edges_more = edges[more] + nth
                longer = lengths[edges_more]
                score = logs[edges_more] + route[here[more] + longer]
                wins = score >= best[more]
                best[more[wins]], step[more[wins]] = score[wins], longer[wins]
                nth += 1
                more = more[counts[more] > nth]
            route[here], steps[here] = best, step
        return steps

    def _edges(
        self, codes: Codes, first: Positions, end: Positions
    ) -> tuple[Positions, Positions, Positions, Floats]:
        """The words that begin at each character of the blocks, shortest first.

        Gives where the words of each character stand in the other arrays, how many they are, and for each
        word its length and log(frequency / total).
        """
        sizes = end - first
        at = np.repeat(first - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        end_at = np.repeat(end, sizes)
        found: list[tuple[Positions, Floats, Positions]] = []
        count = np.zeros(len(codes), np.int64)
        alive, length = at, 1
        while len(alive):
            logs = self._find(keys_at(codes, alive, np.full(len(alive), length)))
            words = logs > -inf
            found.append((alive[words], logs[words], count[alive[words]]))
            count[alive[words]] += 1
            length += 1
            goes_on = ~np.isnan(logs) & (alive + length <= end_at)
            alive, end_at = alive[goes_on], end_at[goes_on]
        count[at[count[at] == 0]] = 1  # a character that begins no word is one
        edge = np.cumsum(count) - count
        lengths, all_logs = np.ones(count.sum(), np.int64), np.full(count.sum(), self._unknown)
        for length, (starts, logs, nth) in enumerate(found, 1):
            lengths[edge[starts] + nth], all_logs[edge[starts] + nth] = length, logs
        return edge, count, lengths, all_logs

    def _join_singles(
        self,
        text: str,
        codes: Codes,
        han: NDArray[np.bool_],
        single: NDArray[np.bool_],
        starts: NDArray[np.bool_],
    ) -> None:
        """Join what the dictionary left as single characters, unless together they are one of its words."""
        first, end = _runs(single)
        known = self._find(keys_at(codes, first, end - first)) > -inf
        unknown = ~known & (end - first > 1)
        steps = np.zeros(len(codes) + 1, np.int8)
        steps[first[unknown]], steps[end[unknown]] = 1, -1
        inside = np.cumsum(steps[:-1]) > 0
        for first_other, end_other in zip(*(bounds.tolist() for bounds in _runs(inside & ~han)), strict=True):
            starts[first_other + 1 : end_other] = False
            for number in _NUMBER.finditer(text, first_other, end_other):
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
        scores = self._start[:, None] + self._emissions[:, codes[first] - _FIRST_HAN]
        for step in range(1, int(sizes[0])):
            here = first[: active[step + 1]] + step
            emissions = self._emissions[:, codes[here] - _FIRST_HAN]
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


def tokenizer(words: Iterable[str] = ()) -> Any:
    """A tokenizer of jieba's own, filled without its shared cache file and its log."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba imports pkg_resources, which warns
        import jieba  # here, since it takes 0.15 s
    made = jieba.Tokenizer()
    made.FREQ, made.total = made.gen_pfdict(made.get_dict_file())
    made.initialized = True
    for word in words:
        made.add_word(word)
    return made


def tags() -> dict[str, str]:
    """The part of speech of each word that the dictionary has one for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    with jieba.Tokenizer().get_dict_file() as lines:
        parts = (line.decode("utf-8").split() for line in lines)
        return {part[0]: part[2] for part in parts if len(part) > 2}


def _dictionary(words: Iterable[str]) -> Keys:
    """Keys, ascending, and the logarithms that belong to them, as bits; the last is of what is unknown."""
    known = tokenizer(words)
    total = log(known.total)
    keys = keys_of(list(known.FREQ))
    logs = np.array([log(frequency) - total if frequency else -inf for frequency in known.FREQ.values()])
    order = np.argsort(keys)
    return np.stack([
        np.append(keys[order], np.iinfo(np.uint64).max),
        np.append(logs[order], log(1) - total).view(np.uint64),
    ])  # fmt: skip


def _model() -> Floats:
    """A row a state: its start, the moves from it to each state, and what it emits, by character."""
    tokenizer()
    from jieba import finalseg

    model = np.full((4, 5 + _LAST_HAN - _FIRST_HAN + 1), _IMPOSSIBLE)
    for row, state in enumerate(_STATES):
        model[row, 0] = finalseg.start_P[state]
        for column, following in enumerate(_STATES):
            model[row, 1 + column] = finalseg.trans_P[state].get(following, _IMPOSSIBLE)
        for character, emission in finalseg.emit_P[state].items():
            if _FIRST_HAN <= ord(character) <= _LAST_HAN:
                model[row, 5 + ord(character) - _FIRST_HAN] = emission
    return model
