"""Which of a question's terms stand where in the candidates: the one table that order and quotations read.

The candidates are searched as one text, once for each term; from running counts over its clauses, what any
sentence, window or passage holds is a subtraction. Sums of the terms' shares over it are what gets compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus import sentences
from retrieval.numerals import NUMERALS
from retrieval.sought import Sought

Integers = NDArray[np.int64]
Held = NDArray[np.bool_]

_CLAUSE_END = re.compile(r"(?:[，、；：;—]|[,:](?!\d))+[”’」』）)】》〕\]\"']*")
_SUBJECT_END = re.compile(r"[,。.(:;、]")
_LONGEST_SUBJECT = 30
_OPENING = 40
"""Characters of a passage that count as its opening."""
WINDOW = 120
_REMEMBERED = 4096
"""Passages whose sentences are remembered: finding them takes as long as all the rest."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer: its number and its work's, its text, and what is compared, folded.

    `heading` is its title and headings, a line each; `beginning` how its work begins, and `before` what
    stands before it there. `scores` are those of the fields, by name.
    """

    passage: int
    work: int
    text: str
    folded: str
    heading: str
    beginning: str
    before: str
    scores: dict[str, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a part of one that is too long; offsets are in its candidate's text.

    `first` and `end` are clauses, numbered through all candidates. `whole` is false for a part.
    """

    candidate: int
    sentence: int
    start: int
    end: int
    first_clause: int
    end_clause: int
    whole: bool


@dataclass(frozen=True)
class Evidence:
    """The table. Clauses are numbered through all candidates; `first` and `end` bound those of each.

    `counts` are running counts of each term over the clauses, `folded` the candidates' texts one after the
    other and `offsets` where each begins. The rest is held or not by each candidate's surroundings.
    """

    sought: Sought
    candidates: tuple[Candidate, ...]
    pieces: tuple[Piece, ...]
    counts: Integers
    starts: Integers
    ends: Integers
    first: Integers
    end: Integers
    headings: Held
    around: Held
    subjects: Held

    def held(self, first: Integers, end: Integers) -> Held:
        """For each term (rows) and each run of clauses (columns): does it stand there?"""
        return self.counts[:, end] > self.counts[:, first]

    @property
    def opening(self) -> Integers:
        """The clause after the opening of each candidate."""
        within = self.starts[self.first] + _OPENING
        return np.clip(np.searchsorted(self.ends, within) + 1, self.first + 1, self.end)

    def windows(self) -> tuple[Integers, Integers]:
        """From each clause, as many clauses as fit a window: the first and the end of each run."""
        first = np.arange(len(self.starts))
        last = np.repeat(self.end, self.end - self.first)
        end = np.searchsorted(self.ends, self.starts + WINDOW, "right")
        return first, np.clip(end, first + 1, last)


def gather(sought: Sought, candidates: Sequence[Candidate], longest: int) -> Evidence:
    """The table of these candidates; sentences of more than `longest` characters are taken in parts."""
    pieces: list[Piece] = []
    starts: list[Integers] = []
    ends: list[Integers] = []
    first = [0]
    offset = 0
    for number, candidate in enumerate(candidates):
        layout = _layout(candidate.text, longest)
        known = first[-1]
        starts.append(layout.starts + offset)
        ends.append(layout.ends + offset)
        pieces += [
            Piece(number, sentence, start, end, known + first_clause, known + end_clause, whole)
            for sentence, start, end, first_clause, end_clause, whole in layout.pieces
        ]
        first.append(known + len(layout.starts))
        offset += len(candidate.folded) + 1
    begins = np.concatenate(starts)
    parts = [candidate.folded for candidate in candidates]
    above = []
    for candidate in candidates:
        for part in (candidate.heading, _subject(candidate.beginning), candidate.before):
            above.append(offset)
            parts.append(part)
            offset += len(part) + 1
    occurrences = _occurrences(sought, "\n".join(parts), np.concatenate([begins, above]))
    around = occurrences[:, len(begins) :] > 0
    counts = np.zeros((len(sought.terms), len(begins) + 1), np.int64)
    np.cumsum(occurrences[:, : len(begins)], axis=1, out=counts[:, 1:])
    bounds = np.array(first, np.int64)
    return Evidence(
        sought=sought,
        candidates=tuple(candidates),
        pieces=tuple(pieces),
        counts=counts,
        starts=begins,
        ends=np.concatenate(ends),
        first=bounds[:-1],
        end=bounds[1:],
        headings=around[:, 0::3],
        around=around[:, 0::3] | around[:, 2::3],
        subjects=around[:, 0::3] | around[:, 1::3],
    )


def places(term: str, text: str) -> list[int]:
    """Where a term stands, but not as a part of a longer number or Latin word: 二条 is not in 十二条."""
    found = []
    left, right = _is_run(term[0]), _is_run(term[-1])
    numeral = len(term) > 1 and term[0] in NUMERALS
    at = text.find(term)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(term) : at + len(term) + 1]
        inside = (left and _is_run(before)) or (right and _is_run(after)) or (numeral and before in NUMERALS)
        if not inside:
            found.append(at)
        at = text.find(term, at + 1)
    return found


def _is_run(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _occurrences(sought: Sought, text: str, begins: Integers) -> Integers:
    """How often each term (rows) stands in each block of a text (columns), itself or by a synonym."""
    occurrences = np.zeros((len(sought.terms), len(begins)), np.int64)
    alone = ((term, (row,)) for row, term in enumerate(sought.terms))
    for term, rows in (*alone, *sought.synonyms):
        found = places(term, text)
        if found and len(begins):
            blocks = np.maximum(np.searchsorted(begins, found, "right") - 1, 0)
            occurrences[list(rows)] += np.bincount(blocks, minlength=len(begins))
    return occurrences


def _subject(beginning: str) -> str:
    """What a text is about, as it is named before the first mark of its first sentence."""
    named = beginning[:_LONGEST_SUBJECT]
    mark = _SUBJECT_END.search(named, 4)
    return named[: mark.start()] if mark else named


@dataclass(frozen=True, slots=True)
class _Layout:
    """A text's clauses, and its pieces as in `Piece`, with the clauses numbered from 0."""

    starts: Integers
    ends: Integers
    pieces: tuple[tuple[int, int, int, int, int, bool], ...]


@lru_cache(_REMEMBERED)
def _layout(text: str, longest: int) -> _Layout:
    clauses: list[tuple[int, int]] = []
    pieces: list[tuple[int, int, int, int, int, bool]] = []
    for sentence, (begin, stop) in enumerate(sentences(text)):
        known = len(clauses)
        clauses += _clauses(text, begin, stop, longest)
        if stop - begin <= longest:
            pieces.append((sentence, begin, stop, known, len(clauses), True))
        else:
            pieces += [(sentence, *clauses[i], i, i + 1, False) for i in range(known, len(clauses))]
    bounds = np.array(clauses, np.int64).reshape(-1, 2)
    return _Layout(bounds[:, 0].copy(), bounds[:, 1].copy(), tuple(pieces))


def _clauses(text: str, start: int, end: int, longest: int) -> list[tuple[int, int]]:
    """The clauses of a sentence, one after the other; none is longer than `longest`."""
    cuts = [start, *(mark.end() for mark in _CLAUSE_END.finditer(text, start, end) if mark.end() < end), end]
    clauses = []
    for begin, stop in pairwise(cuts):
        while stop - begin > longest:
            space = text.rfind(" ", begin + 1, begin + longest)
            cut = space + 1 if space > 0 else begin + longest
            clauses.append((begin, cut))
            begin = cut
        clauses.append((begin, stop))
    return clauses
