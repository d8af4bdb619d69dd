"""Letters ▶ the places in the collection where they, or almost they, stand.

The rarest pairs of characters vote for stretches of text through the index's postings, so that a million
passages cost no more than a few thousand; only in the stretches with most votes are letters compared. Titles,
headings and lines outside all passages have no postings: their pairs are sorted in memory when first needed.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.checking.alignment import Alignment, aligned, exact, occurrences
from retrieval.checking.letters import Alphabet, Letters
from retrieval.collection import Collection
from retrieval.folding import IDEOGRAPH, LETTER, SEPARATOR, Codes, code_points, text_of
from retrieval.keys import keys_at
from retrieval.postings import Postings
from retrieval.scanning import scanned
from retrieval.terms import Lexicon

Stretch = tuple[int, int]
"""A span of the collection's whole text."""

MOST_PLACES = 64
_PASSAGE = 512  # characters: at least a passage, so that its start tells the stretch its words stand in
_STRETCHES, _MOST_ALIKE = 16, 64  # are looked into; the more where many have about as many votes as the first
_SAME = 0.7  # of the votes for words as they stand: with fewer, a stretch is not looked into for more of them
_TABLES = 8  # of them are aligned where nothing stands as it is
_VOTES = 20_000  # postings are counted at most for one quotation, but the two rarest pairs always
_MOST_TERMS = 400
_LISTENED_TO, _MORE_TERMS = 256, 16  # stretches about which commoner terms are asked, too
_WRITTEN = 1.12  # characters for a letter, with punctuation
_WORDS = 2  # Latin ones whose halves are looked for everywhere
_SHORT = 8  # letters: fewer must not be found across the end of a sentence
_ENDS = "。！？!?\n"
_BARRIER = np.uint32(0xFFFFFFFF)
_BITS, _LOW_BITS = np.uint64(32), np.uint64(0xFFFFFFFF)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Where given letters stand: rows (i, j, place) of `pairs`: a letter, its counterpart, and its place.

    Stored letters are numbered from anywhere; numbers only tell which are neighbours.
    """

    work: int
    pairs: NDArray[np.int64]
    edits: int

    @property
    def start(self) -> int:
        return int(self.pairs[0, 2])

    @property
    def end(self) -> int:
        return int(self.pairs[-1, 2]) + 1


class _Term(NamedTuple):
    """What is looked up: the passages that hold it, how far into the given text it is, and its weight."""

    passages: NDArray[np.int32]
    offset: int
    weight: float


class Locator:
    """The letters of a collection, by their places in its whole text; `size` is how long that is."""

    def __init__(self, collection: Collection, grams: Postings, lexicon: Lexicon, alphabet: Alphabet) -> None:
        self._text: Codes = collection.arrays["text"]
        self.size = len(self._text)
        self._works = collection.work_starts
        self._grams, self._lexicon, self._alphabet = grams, lexicon, alphabet
        spans = collection.arrays["passages"]
        begins = np.repeat(self._works[:-1], np.diff(collection.work_passages))
        self._starts = spans[:, 0] + begins
        self._ends = spans[:, 1] + begins

    def find(self, text: str, given: Letters, within: Stretch, *, spelled: bool = False) -> list[Found]:
        """Where letters of a text stand, with the fewest edits there are; empty where nothing is alike.

        Latin words are terms as a whole: one that is cut or has a slip is only found where it may be
        `spelled`, which takes a pass over the text.
        """
        if len(given) < 2:
            return []
        found = self._find_in(self._stretches(text, given, *within), given, within)
        return found or (self._find_in(self._spelled(given), given, within) if spelled else [])

    def _find_in(
        self, stretches: Iterator[tuple[float, int, int]], given: Letters, within: Stretch
    ) -> list[Found]:
        """The same, where it stands in one of these stretches; the most promising come first."""
        low, high = within
        size = len(given)
        most = allowed(size)
        pairs, _ = np.unique(given.pairs, return_counts=True)  # which spares the import of numpy.ma
        found: list[Found | None] = []
        alike: list[tuple[int, Letters]] = []
        least = 0.0
        for votes, first, last in stretches:
            if votes < least:
                break
            held = self._letters(max(first, low), min(last, high))
            near = _near(pairs, held, size, most + 1 if most else 0)
            if near is None:
                continue
            held = held[near[1] : near[2]]
            alike.append((near[0], held))
            for at in occurrences(given.keys, held.keys, MOST_PLACES):
                found.append(self._found(given, held, exact(at, size)))
                least = votes * _SAME
        if most and not any(found):
            edits = most
            for count, held in heapq.nlargest(_TABLES, alike, key=lambda one: one[0]):
                if size - 1 - count > 3 * edits:
                    break
                alignment = aligned(given.keys, held.keys, edits)
                if alignment and not _is_composed(given, held.keys, alignment):
                    found.append(self._found(given, held, alignment))
                    edits = alignment.edits
        fewest = min((one.edits for one in found if one), default=0)
        places = {one.start: one for one in found if one and one.edits == fewest}
        return [places[start] for start in sorted(places)[:MOST_PLACES]]

    def nearest(self, given: Letters, within: Stretch, *, last: bool = False) -> Found | None:
        """The first, or last, place in a span of a few characters: of exact letters, be they ever so few."""
        held = self._letters(*within)
        found = [
            place
            for at in occurrences(given.keys, held.keys)
            if (place := self._found(given, held, exact(at, len(given)), short=True))
        ]
        return found[-1 if last else 0] if found else None

    def _found(
        self, given: Letters, held: Letters, alignment: Alignment, *, short: bool = False
    ) -> Found | None:
        """The place of an alignment, unless it runs from one work into another, or is a chance meeting."""
        pairs = np.column_stack([alignment.pairs, held.places[alignment.pairs[:, 1]]])
        if alignment.edits:
            for _ in range(2):  # once from the start, once from the end
                pairs = pairs[self._strays(given, held, pairs) :][::-1]
        start, end = pairs[[0, -1], 2].tolist()
        work = int(np.searchsorted(self._works, start, "right")) - 1
        if min(start, end) < 0 or end >= self._works[work + 1]:
            return None
        if len(given) < _SHORT and not short and self._is_torn(given, pairs):
            return None
        return Found(work, pairs, alignment.edits)

    def _strays(self, given: Letters, held: Letters, pairs: NDArray[np.int64]) -> int:
        """How many pairs at one end are wrong letters that stand for those of the next sentence."""
        for at, ((i, j, a), (_, _, b)) in enumerate(pairwise(pairs.tolist())):
            if given.keys[i] == held.keys[j]:
                return 0
            if self._has_end(min(a, b) + 1, max(a, b)):
                return at + 1
        return 0

    def _has_end(self, start: int, end: int) -> bool:
        between = text_of(self._text[start:end])
        return any(mark in between for mark in _ENDS)

    def _is_torn(self, given: Letters, pairs: NDArray[np.int64]) -> bool:
        """Whether letters that were given in one piece stand on both sides of a sentence's end."""
        for (i, _, a), (j, _, b) in pairwise(pairs.tolist()):
            if given.places[j] - given.places[i] == 1 and self._has_end(a + 1, b):
                return True
        return False

    def _letters(self, start: int, end: int) -> Letters:
        """The letters of a stretch, with a barrier between two works."""
        letters = self._alphabet.letters(self._text[start:end].astype(np.uint32, copy=False))
        first, last = np.searchsorted(self._works, [start, end], "right")
        letters = Letters(letters.keys, letters.places + start)
        if first == last:
            return letters
        borders = np.searchsorted(letters.places, self._works[first:last])
        return Letters(np.insert(letters.keys, borders, _BARRIER), np.insert(letters.places, borders, -1))

    def _stretches(self, text: str, given: Letters, low: int, high: int) -> Iterator[tuple[float, int, int]]:
        """Votes for stretches that may hold the letters, and where these begin and end; the most first."""
        terms = self._terms(text, given, low, high)
        counts = np.cumsum([len(term.passages) for term in terms])
        kept = max(int(np.searchsorted(counts, _VOTES, "right")), 2)
        voting = [(self._starts[term.passages] - term.offset, term.weight) for term in terms[:kept]]
        voting += self._margin_votes(given, low, high)
        if not any(len(starts) for starts, _ in voting):
            return
        starts = np.concatenate([starts for starts, _ in voting])
        weights = np.repeat([weight for _, weight in voting], [len(starts) for starts, _ in voting])
        width = min(_PASSAGE, 64 + len(given)) + len(given) // 4
        order = np.argsort(starts, kind="stable")  # one run a term, which it only merges
        numbers = starts[order] // width
        firsts = np.flatnonzero(np.diff(numbers, prepend=numbers[:1] - 1))
        begins, votes = numbers[firsts] * width, np.add.reduceat(weights[order], firsts)
        follows = np.flatnonzero(np.diff(begins) == width)
        votes[follows] += votes[follows + 1]
        best = np.argsort(-votes, kind="stable")[:_LISTENED_TO]
        begins, votes = begins[best], votes[best]
        length = int(len(given) * _WRITTEN)
        if len(best) > _STRETCHES:
            reached = np.searchsorted(self._starts, [begins, begins + 2 * width + length])
            for term in terms[kept : kept + _MORE_TERMS]:
                bounds = np.searchsorted(term.passages, reached.astype(np.int32))
                votes += term.weight * (bounds[0] < bounds[1])
        order = np.argsort(-votes, kind="stable")
        alike = int((votes >= 0.9 * votes.max()).sum())
        for at in order[: min(max(alike, _STRETCHES), _MOST_ALIKE)].tolist():
            begin = int(begins[at])
            end = begin + 2 * width + length * 13 // 10 + _PASSAGE
            yield float(votes[at]), max(begin - width // 4, 0), end

    def _spelled(self, given: Letters) -> Iterator[tuple[float, int, int]]:
        """Votes for stretches in which halves of the longest Latin words stand, within other words, too."""
        folding = self._lexicon.folding
        keys = folding.fold_each(given.keys)
        latin = folding.kinds_of(keys) == LETTER
        joined = latin[1:] & latin[:-1] & (np.diff(given.places) == 1)
        words = np.split(np.arange(len(keys)), np.flatnonzero(~joined) + 1)
        words = sorted((word for word in words if len(word) > 2 and latin[word[0]]), key=len)[-_WORDS:]
        length = int(len(given) * _WRITTEN)
        found = [
            (scanned(self._text, keys[half], 0, folding) - int(given.places[half[0]] - given.places[0]))
            // _PASSAGE
            for word in words
            for half in (np.array_split(word, 2) if len(word) > 5 else [word])
        ]
        numbers, votes = np.unique(np.concatenate([np.zeros(0, np.int64), *found]), return_counts=True)
        for at in np.argsort(-votes, kind="stable")[:_MOST_ALIKE].tolist():
            begin = int(numbers[at]) * _PASSAGE
            yield float(votes[at]), max(begin - _PASSAGE // 4, 0), begin + 2 * _PASSAGE + length * 13 // 10

    def _terms(self, text: str, given: Letters, low: int, high: int) -> list[_Term]:
        """The index's terms in the text, with its punctuation and without, each once; the rarest first."""
        folded = self._lexicon.folding.fold_codes(code_points(text))
        kinds = self._lexicon.folding.kinds_of(folded)
        places = np.flatnonzero(kinds != SEPARATOR)
        apart = np.diff(places) > 1
        unspaced = kinds[places] == IDEOGRAPH
        spaces = np.flatnonzero(apart & ~(unspaced[1:] & unspaced[:-1])) + 1
        marks = np.flatnonzero(apart) + 1
        offsets: dict[int, int] = {}
        for breaks in (marks, spaces):
            codes = np.insert(folded[places], breaks, ord(" "))
            starts, lengths = self._lexicon.gram_spans(text_of(codes))
            offsets |= dict(zip(keys_at(codes, starts, lengths).tolist(), starts.tolist(), strict=True))
        keys = np.array(list(offsets), np.uint64)
        found = self._grams.find(keys)
        counts = self._grams.frequencies(found)
        bounds = np.searchsorted(self._starts, [low, high])
        bounds[0] = max(bounds[0] - 1, 0)
        terms = []
        order = np.argsort(counts, kind="stable")
        for at in order[counts[order] > 0][:_MOST_TERMS].tolist():
            passages = self._grams.passages[slice(*self._grams.offsets[found[at] : found[at] + 2])]
            if bounds[1] - bounds[0] < len(self._starts):
                passages = passages[slice(*np.searchsorted(passages, bounds))]
            offset = int(offsets[int(keys[at])] * _WRITTEN)
            terms.append(_Term(passages, offset, self._weight(int(counts[at]))))
        return terms

    def _margin_votes(self, given: Letters, low: int, high: int) -> Iterator[tuple[NDArray[np.int64], float]]:
        """Where the whole would begin, by each pair of letters outside all passages, and its weight."""
        margins, places = self._margins
        sought = _mixed(given.pairs)
        bounds = np.searchsorted(margins, [sought << _BITS, (sought + np.uint64(1)) << _BITS])
        for at, (begin, end) in enumerate(bounds.T.tolist()):
            if begin < end:
                here = places[(margins[begin:end] & _LOW_BITS).astype(np.int64)]
                here = here[(here >= low) & (here < high)]
                yield here - int(at * _WRITTEN), self._weight(end - begin)

    def _weight(self, count: int) -> float:
        return float(np.log1p(len(self._starts) / count))

    @cached_property
    def _margins(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """What stands outside all passages: hashed pairs of letters, numbered, and the places by number."""
        begins = np.concatenate([[0], self._ends])
        lengths = np.maximum(np.concatenate([self._starts, [len(self._text)]]) - begins, 0)
        before = np.cumsum(lengths) - lengths
        places = np.repeat(begins - before, lengths) + np.arange(lengths.sum())
        letters = self._alphabet.letters(self._text[places].astype(np.uint32, copy=False))
        numbers = np.arange(max(len(letters) - 1, 0), dtype=np.uint64)
        return np.sort(_mixed(letters.pairs) << _BITS | numbers), places[letters.places]


def allowed(letters: int) -> int:
    """How many edits a quotation of so many letters may be away from what is stored, to be that altered."""
    return 0 if letters < 5 else max(1, letters // 4 - 1)


def _near(pairs: NDArray[np.uint64], held: Letters, size: int, most: int) -> tuple[int, int, int] | None:
    """How many pairs stand close together, and the letters around; None if too few for so many edits.

    An edit spoils two pairs, so letters that are `most` edits away keep all but twice that (Ukkonen, 1992).
    """
    if len(held) < 2:
        return None
    others = held.pairs
    known = pairs[np.minimum(np.searchsorted(pairs, others), len(pairs) - 1)] == others
    counts = np.concatenate([[0], np.cumsum(known)])
    window = min(size + most, len(counts) - 1)
    sums = counts[window:] - counts[:-window]
    enough = np.flatnonzero(sums >= max(size - 1 - 2 * most, 1))
    if not len(enough):
        return None
    return int(sums.max()), int(enough[0]), int(enough[-1]) + window + 1


def _is_composed(given: Letters, held: Codes, alignment: Alignment) -> bool:
    """Whether what was given is put together from several places: no slip changes or moves whole clauses."""
    size, pairs = len(given), alignment.pairs
    same = np.zeros(size + 2, np.int64)
    same[[0, -1]] = 1
    same[pairs[given.keys[pairs[:, 0]] == held[pairs[:, 1]], 0] + 1] = 1
    begins, ends = np.flatnonzero(np.diff(same) == -1), np.flatnonzero(np.diff(same) == 1)
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        moved = end - begin > 3 and occurrences(given.keys[begin:end], held, 1)
        if moved or end - begin > max(3, size // 4):
            return True
    clauses = np.concatenate([[0], np.flatnonzero(np.diff(given.places) > 1) + 1])
    lengths = np.diff(clauses, append=size)
    known = np.add.reduceat(same[1:-1], clauses)
    strange = (lengths > 3) & (2 * known < lengths)
    return int(lengths[strange].sum()) > max(3, size // 10)


def _mixed(pairs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return (pairs * _MIX) >> _BITS
