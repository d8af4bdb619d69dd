"""What was looked for, and for words that stand nowhere in the collection, words that do and come close.

Who asks for 退款 where the rules say 退费 finds nothing, and cannot know why. Words are close that share
characters, more so a pair of them or the beginning; only such are offered as really stand in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import compress, islice

import numpy as np
from numpy.typing import NDArray

from retrieval.collection import Collection
from retrieval.folding import LETTER, code_points, text_of
from retrieval.keys import keys_of
from retrieval.postings import Postings
from retrieval.question import is_empty, understand
from retrieval.terms import Lexicon

_MOST = 6
_LEAST = 0.4
"""Of the characters of both words together, the share that they have in common."""
_PAIR, _FIRST = 0.3, 0.1
_OFTEN = 3
_BITS, _MASK = np.uint64(21), np.uint64((1 << 21) - 1)
_SCANNED = 3_000_000
"""Characters of a collection in which words of letters are looked for; longer ones have no readable key."""
_NO_WORD = "\ue000"
_LETTERS = re.compile("[a-z]{4,30}")


@dataclass(frozen=True, slots=True)
class Tried:
    """The words that were looked for, as they were written; for those that stand nowhere, the closest."""

    words: tuple[str, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]


class Alike:
    """The words of a collection, to be looked through. Made once an index, read when it is needed."""

    def __init__(self, collection: Collection, words: Postings, lexicon: Lexicon) -> None:
        self._collection, self._postings, self._lexicon = collection, words, lexicon

    def tried(self, question: str, missing: tuple[str, ...]) -> Tried:
        """What a question looks for; `missing` are the folded words of it that stand nowhere."""
        asked = understand(question, self._lexicon)

        def written(word: str) -> str:
            at = asked.folded.find(word)
            return question[at : at + len(word)] if at >= 0 else word

        return Tried(
            tuple(dict.fromkeys(map(written, asked.words))),
            tuple((written(word), self.to(word)) for word in missing),
        )

    def to(self, word: str) -> tuple[str, ...]:
        """Words of the collection that are close to this one, the closest first, as they stand there."""
        folded = self._lexicon.fold(word)
        if not folded:
            return ()
        if (self._lexicon.folding.kinds_of(code_points(folded)) == LETTER).all():
            found = get_close_matches(folded, self._of_letters, _MOST, 0.75)
            return tuple(other for other in found if other != folded)
        standing = (self._standing(other) for other in self._closest(folded) if other != folded)
        return tuple(islice(dict.fromkeys(filter(None, standing)), _MOST))

    def _closest(self, word: str) -> Iterator[str]:
        """Folded words of two and three characters, which alone can be read from their keys."""
        characters, lengths, frequencies = self._short
        own = code_points(word)
        shared = (np.isin(characters, own) & (characters > 0)).sum(axis=1)
        closeness = 2.0 * shared / (lengths + len(own))
        pairs = set(zip(own[:-1].tolist(), own[1:].tolist(), strict=True))
        for first, second in pairs:
            for place in (0, 1):
                closeness += _PAIR * ((characters[:, place] == first) & (characters[:, place + 1] == second))
        closeness += _FIRST * (characters[:, 0] == own[0])
        close = np.flatnonzero((shared > 0) & (closeness >= _LEAST))
        best = close[np.lexsort((-frequencies[close], -closeness[close]))]
        best = best[: 8 * _MOST]
        others = [text_of(characters[number, : lengths[number]]) for number in best.tolist()]
        known = self._lexicon.log_chances(others) > self._lexicon.log_chances([_NO_WORD])
        known |= frequencies[best] >= _OFTEN  # what jieba only takes for a word, it takes for one less often
        return (other for other in compress(others, known) if not any(map(is_empty, other)))

    def _standing(self, folded: str) -> str | None:
        """A word as it stands in the first passage that has it."""
        (place,) = self._postings.find(keys_of([folded])).tolist()
        first = int(self._postings.passages[self._postings.offsets[place]])
        text = self._collection.words_of(first)
        at = self._lexicon.fold(text).find(folded)
        return text[at : at + len(folded)] if at >= 0 else None

    @cached_property
    def _short(self) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
        """The words of two and three characters, their lengths, and in how many passages they stand."""
        first, end = np.searchsorted(self._postings.keys, np.array([1 << 21, 1 << 63], np.uint64))
        keys = self._postings.keys[first:end]
        parts = np.stack([keys >> (_BITS + _BITS), keys >> _BITS & _MASK, keys & _MASK], axis=1)
        parts = np.where(parts[:, :1] > 0, parts, np.roll(parts, -1, axis=1)).astype(np.uint32)
        offsets = self._postings.offsets[first : end + 1]
        return parts, (parts > 0).sum(axis=1), np.diff(offsets)

    @cached_property
    def _of_letters(self) -> list[str]:
        text = text_of(self._collection.arrays["text"][:_SCANNED])
        return sorted(set(_LETTERS.findall(self._lexicon.fold(text))))
