"""Text ▶ terms: jieba's words, and pairs of characters, which need no dictionary.

Terms are taken from folded text, as spans; punctuation is never one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.cutting import Cutter
from retrieval.folding import IDEOGRAPH, LETTER, SEPARATOR, Codes, Folding, code_points

Spans = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Starts and lengths of terms in a text, in code points."""


class Lexicon:
    """How this collection sees words: folding, jieba's dictionary, and the user's own words.

    Dictionaries load at the first word that is asked for; `cache` is a private directory. Safe for threads.
    """

    def __init__(self, cache: Path, words: Iterable[str] = ()) -> None:
        self.cache = cache
        self.words = tuple(sorted(set(words) - {""}))
        self.folding = Folding.load(cache)
        self._lock = threading.Lock()
        self._cutter: Cutter | None = None

    def fold(self, text: str) -> str:
        """The text as it is matched; of the same length."""
        return self.folding.fold(text)

    def fold_all(self, texts: Sequence[str]) -> list[str]:
        """Many texts, folded at once."""
        folded = self.fold("\n".join(texts))
        ends = accumulate(len(text) + 1 for text in texts)
        return [folded[end - 1 - len(text) : end - 1] for text, end in zip(texts, ends, strict=True)]

    def word_spans(self, folded: str) -> Spans:
        """The words of a folded text."""
        lengths = self._dictionary.lengths(folded)
        starts = np.cumsum(lengths) - lengths
        if not len(starts):
            return starts, lengths
        words = np.maximum.reduceat(self.folding.kinds_of(code_points(folded)), starts) != SEPARATOR
        return starts[words], lengths[words]

    def word_starts(self, folded: Codes) -> NDArray[np.bool_]:
        """Whether a word, or what is between words, begins at each character of a text, and at its end."""
        return self._dictionary.starts(folded)

    def gram_spans(self, folded: str) -> Spans:
        """Pairs of neighbouring ideographs; single ones standing alone; whole runs of letters and digits."""
        kinds = self.folding.kinds_of(code_points(folded))
        joined = np.zeros(len(kinds) + 1, bool)  # is this character of one run with the one before it?
        joined[1:-1] = (kinds[1:] == kinds[:-1]) & (kinds[1:] != SEPARATOR)
        first, last = ~joined[:-1], ~joined[1:]
        runs = np.flatnonzero(first & (kinds == LETTER))
        run_lengths = np.flatnonzero(last & (kinds == LETTER)) + 1 - runs
        pairs = np.flatnonzero(~last & (kinds == IDEOGRAPH))
        alone = np.flatnonzero(first & last & (kinds == IDEOGRAPH))
        starts = np.concatenate([runs, pairs, alone])
        lengths = np.concatenate([run_lengths, np.full(len(pairs), 2), np.ones(len(alone), np.int64)])
        order = np.argsort(starts, kind="stable")  # three runs in order, which it only merges
        return starts[order], lengths[order]

    def words_in(self, folded: str) -> list[str]:
        """The words of a folded text, in order."""
        return _at(folded, self.word_spans(folded))

    def grams_in(self, folded: str) -> list[str]:
        """The terms of `gram_spans` as strings, in order."""
        return _at(folded, self.gram_spans(folded))

    def log_chances(self, words: Sequence[str]) -> NDArray[np.float64]:
        """How common each folded word is in Chinese: the logarithm of its share of all words."""
        return self._dictionary.log_chances(words)

    @property
    def _dictionary(self) -> Cutter:
        if self._cutter is None:
            with self._lock:
                self._cutter = self._cutter or Cutter.load(self.cache, map(self.fold, self.words))
        return self._cutter


def _at(text: str, spans: Spans) -> list[str]:
    return [text[start : start + length] for start, length in zip(*spans, strict=True)]
