"""jieba's numbers: how common each word is, with the user's own among them, and its model of unknown ones.

jieba takes 0.8 s to load its dictionary into dicts. Here it is an open hash table in a mapped file, so that a
question reads a few pages of it, and a large text looks up all its places at once.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable
from importlib.util import find_spec
from math import inf, log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.keys import MULTIPLIER, Keys, keys_of
from retrieval.mapped import mapped

Floats = NDArray[np.float64]

FIRST_HAN, LAST_HAN = 0x4E00, 0x9FD5
"""What jieba takes for ideographs."""
STATES = "BEMS"
"""Of a character, in jieba's letters: it begins, ends, or stands inside a word, or is one."""
_IMPOSSIBLE = -3.14e100
_UNKNOWN = np.iinfo(np.uint64).max
_FULL = 2
"""The table has at least so many places for a word."""


class Dictionary:
    """`rows`: of a power of two, a key and the bits of log(frequency / total); a key of 0 is a free place.

    A key stands at the place that its product's upper bits say, or behind it, where that was taken. What
    only begins words has -inf. `unknown` is the logarithm that the rarest word has.
    """

    def __init__(self, rows: Keys) -> None:
        self.rows = rows
        self._keys, self._logs = rows[:, 0], rows[:, 1].view(np.float64)
        self._shift = np.uint64(64 - (len(rows) - 1).bit_length())
        self.unknown = float(self.find(np.array([_UNKNOWN], np.uint64))[0])

    @classmethod
    def load(cls, cache: Path, words: Iterable[str] = ()) -> Dictionary:
        """From the cache directory, where jieba's numbers are stored at the first call (1.5 s)."""
        chosen = tuple(words)
        return cls(mapped(cache / f"dictionary-{_edition(chosen)}.npy", lambda: _numbers(chosen)))

    def find(self, keys: Keys) -> Floats:
        """log(frequency / total) of words; -inf for what only begins words, NaN for neither."""
        logs = np.full(len(keys), np.nan)
        places = ((keys * MULTIPLIER) >> self._shift).astype(np.int64)
        standing = self._keys[places]
        found = standing == keys
        logs[found] = self._logs[places[found]]
        left = np.flatnonzero(~found & (standing != 0))
        while len(left):
            places[left] = (places[left] + 1) & (len(self.rows) - 1)
            standing = self._keys[places[left]]
            found = standing == keys[left]
            logs[left[found]] = self._logs[places[left[found]]]
            left = left[~found & (standing != 0)]
        return logs


def model(cache: Path) -> Floats:
    """jieba's model of unknown words, by way of the cache directory. A row a state: its start, the moves from
    it to each state, and what it emits, by ideograph.
    """
    return mapped(cache / f"model-{_edition()}.npy", _model)


def _edition(words: Iterable[str] = ()) -> str:
    """A name for jieba's numbers as they are installed, with these words."""
    found = find_spec("jieba")
    assert found is not None
    assert found.origin is not None
    state = Path(found.origin).with_name("dict.txt").stat()
    said = "\n".join([f"2 {found.origin} {state.st_size} {state.st_mtime_ns}", *words])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def table(keys: Keys, logs: Floats) -> Keys:
    """The rows of a dictionary; no key may be 0 or stand there twice."""
    bits = (_FULL * len(keys) - 1).bit_length()
    rows = np.zeros((1 << bits, 2), np.uint64)
    places = ((keys * MULTIPLIER) >> np.uint64(64 - bits)).astype(np.int64)
    left = np.arange(len(keys))
    while len(left):
        free = left[rows[places[left], 0] == 0]
        rows[places[free], 0] = keys[free]  # of several that want one place, the last has it
        left = left[rows[places[left], 0] != keys[left]]
        places[left] = (places[left] + 1) & ((1 << bits) - 1)
    rows[places, 1] = logs.view(np.uint64)
    return rows


def tokenizer(words: Iterable[str] = ()) -> Any:
    """A tokenizer of jieba's own, filled without its shared cache file and its log."""
    made = _jieba().Tokenizer()
    made.FREQ, made.total = made.gen_pfdict(made.get_dict_file())
    made.initialized = True
    for word in words:
        made.add_word(word)
    return made


def tags() -> dict[str, str]:
    """The part of speech of each word that the dictionary has one for."""
    with _jieba().Tokenizer().get_dict_file() as lines:
        parts = (line.decode("utf-8").split() for line in lines)
        return {part[0]: part[2] for part in parts if len(part) > 2}


def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it imports pkg_resources, which warns
        import jieba  # here, since it takes 0.15 s
    return jieba


def _numbers(words: Iterable[str]) -> Keys:
    known = tokenizer(words)
    total = log(known.total)
    logs = [log(frequency) - total if frequency else -inf for frequency in known.FREQ.values()]
    return table(np.append(keys_of(list(known.FREQ)), np.uint64(_UNKNOWN)), np.array([*logs, log(1) - total]))


def _model() -> Floats:
    finalseg = _jieba().finalseg
    model = np.full((4, 5 + LAST_HAN - FIRST_HAN + 1), _IMPOSSIBLE)
    for row, state in enumerate(STATES):
        model[row, 0] = finalseg.start_P[state]
        for column, following in enumerate(STATES):
            model[row, 1 + column] = finalseg.trans_P[state].get(following, _IMPOSSIBLE)
        for character, emission in finalseg.emit_P[state].items():
            if FIRST_HAN <= ord(character) <= LAST_HAN:
                model[row, 5 + ord(character) - FIRST_HAN] = emission
    return model
