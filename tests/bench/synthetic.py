"""Collections to measure speed on: made of numbers, with the term statistics of Chinese text; or of a task.

The distribution is Zipf's, shifted, with passages of some 80 words, a tenth said again; a question
is words that stand together in a passage. Of real Chinese passages of 200 characters and their questions: 78
words, the six commonest in 86% to 34% of the passages, 7 words a question, in 0.9 passages together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_VOCABULARY = 400_000
_FIRST = 0x4E00


@dataclass(frozen=True, slots=True)
class Tokens:
    """Terms as numbers: passage i holds `terms[bounds[i]:bounds[i + 1]]`; `questions` are numbers, too."""

    terms: NDArray[np.int64]
    bounds: NDArray[np.int64]
    questions: list[list[int]]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def passage(self, number: int) -> list[int]:
        """The terms of a passage."""
        terms: list[int] = self.terms[self.bounds[number] : self.bounds[number + 1]].tolist()
        return terms


def synthetic(size: int, questions: int, seed: int = 0) -> Tokens:
    """The same collection for the same seed."""
    rng = np.random.default_rng(seed)
    lengths = np.clip(rng.lognormal(4.3, 0.4, size), 5, 400).astype(np.int64)
    bounds = np.concatenate([[0], np.cumsum(lengths)])
    shares = np.cumsum(1 / (np.arange(_VOCABULARY) + 5.0))
    terms = np.searchsorted(shares / shares[-1], rng.random(int(bounds[-1])))
    again = np.flatnonzero(rng.random(len(terms)) < 0.1)
    back = again - rng.integers(1, 30, len(again))
    same = np.searchsorted(bounds, again, "right") == np.searchsorted(bounds, back, "right")
    terms[again[same]] = terms[back[same]]
    asked = []
    for passage in rng.integers(0, size, questions).tolist():
        held = np.unique(terms[bounds[passage] : bounds[passage + 1]])
        asked.append(rng.choice(held, min(len(held), int(rng.integers(5, 10))), replace=False).tolist())
    return Tokens(terms, bounds, asked)


def numbered(passages: list[list[str]], questions: list[list[str]]) -> Tokens:
    """Words as numbers, for the engines that want them so; a word of a question may stand nowhere."""
    numbers: dict[str, int] = {}
    terms = [numbers.setdefault(word, len(numbers)) for words in passages for word in words]
    asked = [[numbers.setdefault(word, len(numbers)) for word in words] for words in questions]
    bounds = np.concatenate([[0], np.cumsum([len(words) for words in passages])])
    return Tokens(np.array(terms, np.int64), bounds.astype(np.int64), asked)


def name_of(term: int) -> str:
    """A term as a word, for the engines that want words."""
    return f"t{term}"
