"""Text ▶ terms: jieba's words and character bigrams, as integers.

A term is a number, so that a vocabulary is a sorted array that can be mapped from disk and searched without
being loaded: up to three characters are packed as they are, longer terms are hashed to 63 bits with the top
bit set. Terms are taken from folded text; punctuation is never one.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.folding import IDEOGRAPH, LETTER, SEPARATOR, Codes, Folding, code_points

Keys = NDArray[np.uint64]
Spans = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Starts and lengths of terms in a text, in code points."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_HASHED = np.uint64(1 << 63)


class Lexicon:
    """How this collection sees words: folding, jieba's dictionary, and the user's own words.

    Dictionaries load at the first word that is asked for; `cache` is a private directory. Safe for threads.
    """

    def __init__(self, cache: Path, words: Iterable[str] = ()) -> None:
        self.cache = cache
        self.words = tuple(sorted(set(words)))
        self.folding = Folding.load(cache)
        self._lock = threading.Lock()
        self._cut: Callable[[str], Iterator[str]] | None = None

    def fold(self, text: str) -> str:
        """The text as it is matched; of the same length."""
        return self.folding.fold(text)

    def cut(self, folded: str) -> list[str]:
        """The words and punctuation of a folded text, in order; together they are the text."""
        if self._cut is None:
            with self._lock:
                self._cut = self._cut or _jieba(self.fold(word) for word in self.words).cut
        return list(self._cut(folded))

    def word_spans(self, folded: str) -> Spans:
        """The words of a folded text."""
        lengths = np.fromiter(map(len, self.cut(folded)), np.int64)
        starts = np.cumsum(lengths) - lengths
        if not len(starts):
            return starts, lengths
        words = np.maximum.reduceat(self.folding.kinds_of(code_points(folded)), starts) != SEPARATOR
        return starts[words], lengths[words]

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
        order = np.argsort(starts)
        return starts[order], lengths[order]

    def words_in(self, folded: str) -> list[str]:
        """The words of a folded text, in order."""
        return _at(folded, self.word_spans(folded))

    def grams_in(self, folded: str) -> list[str]:
        """The terms of `gram_spans` as strings, in order."""
        return _at(folded, self.gram_spans(folded))


def _at(text: str, spans: Spans) -> list[str]:
    return [text[start : start + length] for start, length in zip(*spans, strict=True)]


def keys_of(terms: Sequence[str]) -> Keys:
    """The numbers of these terms."""
    lengths = np.array([len(term) for term in terms], np.int64)
    return keys_at(code_points("".join(terms)), np.cumsum(lengths) - lengths, lengths)


def keys_at(codes: Codes, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Keys:
    """The numbers of the terms at these spans of a text; no span may be empty."""
    padded = np.concatenate([codes.astype(np.uint64), np.zeros(3, np.uint64)])
    keys = padded[starts]
    for more in (1, 2):
        longer = lengths > more
        keys = np.where(longer, keys << np.uint64(21) | padded[starts + more * longer], keys)
    long = np.flatnonzero(lengths > 3)
    if len(long):
        keys[long] = _hashes(padded, starts[long], lengths[long])
    return keys


def _hashes(codes: Keys, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Keys:
    """Polynomials over the characters, modulo 2^64, with their bits mixed."""
    before = np.cumsum(lengths) - lengths
    within = np.arange(lengths.sum()) - np.repeat(before, lengths)
    powers = np.multiply.accumulate(np.full(lengths.max(), _MULTIPLIER))
    hashes = np.add.reduceat(codes[np.repeat(starts, lengths) + within] * powers[within], before)
    hashes ^= hashes >> np.uint64(32)
    return hashes * _MULTIPLIER | _HASHED


def _jieba(words: Iterable[str]) -> Any:
    """A tokenizer of our own, filled from jieba's dictionary without its shared cache file and its log."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba imports pkg_resources, which warns
        import jieba  # here, since it takes 0.15 s
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words:
        tokenizer.add_word(word)
    return tokenizer
