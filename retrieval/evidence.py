"""Which of a question's terms stand where in the candidates: the one table that order and quotations read.

The candidates are searched as one text, once for each term; from running counts over its clauses, what any
sentence, window or passage holds is a subtraction. Sums of the terms' shares over it are what gets compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus import sentences
from retrieval.expectations import NAMES
from retrieval.numerals import NUMERALS
from retrieval.sought import Sought

Integers = NDArray[np.int64]
Held = NDArray[np.bool_]

_CLAUSE_END = re.compile(r"(?:[，、；;—]|,(?!\d))+[”’」』）)】》〕\]\"']*")
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


class Piece(NamedTuple):
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

    `table` has a row a piece, with the numbers of `Piece`. `counts` are running counts of each term over the
    clauses. The rest is held or not by each candidate's surroundings.
    """

    sought: Sought
    candidates: tuple[Candidate, ...]
    table: Integers
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

    def piece(self, number: int) -> Piece:
        """A row of the table as a value."""
        candidate, sentence, start, end, first, stop, whole = self.table[number].tolist()
        return Piece(candidate, sentence, start, end, first, stop, bool(whole))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The table as values."""
        return tuple(map(self.piece, range(len(self.table))))

    @cached_property
    def given(self) -> Held:
        """Whether the answer expected, of each kind (rows, as NAMES), stands in each piece."""
        held = np.zeros((len(NAMES), len(self.table)), bool)
        for kind in self.sought.question.expects:
            if kind.given is not None:
                held[NAMES.index(kind.name)] = [kind.given.search(text) is not None for text in self.folded]
        return held

    @cached_property
    def folded(self) -> list[str]:
        """Each piece as it is compared."""
        owners, _, starts, ends, *_ = self.table.T.tolist()
        spans = zip(owners, starts, ends, strict=True)
        return [self.candidates[owner].folded[start:end] for owner, start, end in spans]

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
    layouts = [_layout(candidate.text, longest) for candidate in candidates]
    parts = [candidate.folded for candidate in candidates]
    for candidate in candidates:
        parts += (candidate.heading, _subject(candidate.beginning), candidate.before)
    offsets = np.array([0, *accumulate(len(part) + 1 for part in parts)])
    texts, above = offsets[: len(candidates)], offsets[len(candidates) : -1]
    clauses = [len(layout.starts) for layout in layouts]
    bounds = np.array([0, *accumulate(clauses)])
    begins = np.concatenate([layout.starts for layout in layouts]) + np.repeat(texts, clauses)
    ends = np.concatenate([layout.ends for layout in layouts]) + np.repeat(texts, clauses)
    table = np.concatenate([layout.table for layout in layouts])
    table[:, 0] = np.repeat(np.arange(len(layouts)), [len(layout.table) for layout in layouts])
    table[:, 4:6] += bounds[table[:, 0], None]
    occurrences = _occurrences(sought, "\n".join(parts), np.concatenate([begins, above]))
    around = occurrences[:, len(begins) :] > 0
    counts = np.zeros((len(sought.terms), len(begins) + 1), np.int64)
    np.cumsum(occurrences[:, : len(begins)], axis=1, out=counts[:, 1:])
    return Evidence(
        sought=sought,
        candidates=tuple(candidates),
        table=table,
        counts=counts,
        starts=begins,
        ends=ends,
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
    if not (left or right or numeral):
        while at >= 0:
            found.append(at)
            at = text.find(term, at + 1)
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
    shape = len(sought.terms), len(begins)
    at: list[int] = []
    times, of = [], []
    alone = ((term, (row,)) for row, term in enumerate(sought.terms))
    for term, rows in (*alone, *sought.synonyms):
        found = places(term, text) if len(begins) else []
        for row in rows:
            at += found
            of.append(row)
            times.append(len(found))
    blocks = np.maximum(np.searchsorted(begins, np.array(at, np.int64), "right") - 1, 0)
    cells = np.repeat(np.array(of, np.int64), times) * len(begins) + blocks
    return np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)


def _subject(beginning: str) -> str:
    """What a text is about, as it is named before the first mark of its first sentence."""
    named = beginning[:_LONGEST_SUBJECT]
    mark = _SUBJECT_END.search(named, 4)
    return named[: mark.start()] if mark else named


@dataclass(frozen=True, slots=True)
class _Layout:
    """A text's clauses, and its pieces as in `Evidence.table`, with candidate and clauses numbered from 0."""

    starts: Integers
    ends: Integers
    table: Integers


@lru_cache(_REMEMBERED)
def _layout(text: str, longest: int) -> _Layout:
    clauses: list[tuple[int, int]] = []
    pieces: list[tuple[int, int, int, int, int, int, bool]] = []
    for sentence, (begin, stop) in enumerate(sentences(text)):
        known = len(clauses)
        clauses += _clauses(text, begin, stop, longest)
        if stop - begin <= longest:
            pieces.append((0, sentence, begin, stop, known, len(clauses), True))
        else:
            pieces += [(0, sentence, *clauses[i], i, i + 1, False) for i in range(known, len(clauses))]
    bounds = np.array(clauses, np.int64).reshape(-1, 2)
    return _Layout(bounds[:, 0].copy(), bounds[:, 1].copy(), np.array(pieces, np.int64).reshape(-1, 7))


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
