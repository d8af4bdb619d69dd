"""Which of a question's terms stand where in the candidates: the one table that order and quotations read.

A passage is laid out once: its clauses, the runs of them that may be compared or quoted, and what stands
above and before it. A question's terms are then counted in all candidates at once, and what any run holds is
a subtraction of running counts. Sums of the terms' shares over it are what gets compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.expectations import NAMES, PERSON, PRONOUN
from retrieval.layout import ABOVE, BEFORE, HEADING, SUBJECT, Candidate
from retrieval.numerals import NUMERALS
from retrieval.sought import Sought

Integers = NDArray[np.int64]
Held = NDArray[np.bool_]
Floats = NDArray[np.float64]

_BASIC = 1 << 16
"""Code points beyond are looked up as texts; below, by a table."""


class Piece(NamedTuple):
    """A sentence, or a part of one that is too long; offsets are in its candidate's text.

    `first` and `end` are columns of the table. `whole` is false for a part.
    """

    candidate: int
    sentence: int
    start: int
    end: int
    first_clause: int
    end_clause: int
    whole: bool


class Runs(NamedTuple):
    """Runs of clauses, by the columns where each begins and ends; those of candidate i begin at `of[i]`."""

    first: Integers
    end: Integers
    of: Integers


@dataclass(frozen=True)
class Evidence:
    """The table. Its columns are the clauses of each candidate, and after them its headings, its subject and
    what stands before it; `first` and `end` bound the clauses of each.

    `table` has a row a piece, with the numbers of `Piece`. `counts` are running counts of each term (columns)
    over the clauses (rows). `pair_scores` are those of the field of pairs.
    """

    sought: Sought
    candidates: tuple[Candidate, ...]
    pair_scores: Floats
    table: Integers
    counts: Integers
    first: Integers
    end: Integers

    def held(self, first: Integers, end: Integers) -> Held:
        """For each run of clauses (rows) and each term (columns): does it stand there?"""
        return self.counts[end] > self.counts[first]

    @cached_property
    def sections(self) -> Integers:
        """The section of each candidate, numbered from 0: of those of one work under the same headings."""
        numbers: dict[tuple[int, tuple[str, ...]], int] = {}
        sections = ((candidate.work, candidate.titles) for candidate in self.candidates)
        return np.array([numbers.setdefault(section, len(numbers)) for section in sections])

    def _above(self, above: int) -> Held:
        """For each candidate and each term: does it stand in its headings, its subject, or before it?"""
        return self.held(self.end + above, self.end + above + 1)

    @cached_property
    def whole(self) -> Held:
        """For each candidate and each term: does it stand there?"""
        return self.held(self.first, self.end)

    @cached_property
    def headings(self) -> Held:
        """For each candidate and each term: does it stand in its title or headings?"""
        return self._above(HEADING)

    @cached_property
    def around(self) -> Held:
        """The same, or in what stands before it."""
        return self.headings | self._above(BEFORE)

    @cached_property
    def subjects(self) -> Held:
        """The same, in what the text is about."""
        return self.headings | self._above(SUBJECT)

    @cached_property
    def windows(self) -> Runs:
        """From each clause, as many clauses as fit a window."""
        return self._runs([candidate.layout.windows for candidate in self.candidates])

    @cached_property
    def sentences(self) -> Runs:
        """The sentences, whole."""
        return self._runs([candidate.layout.sentences for candidate in self.candidates])

    @cached_property
    def pieces(self) -> Runs:
        """The clauses of each row of `table`."""
        return Runs(self.table[:, 4], self.table[:, 5], self._firsts)

    @cached_property
    def opening(self) -> Held:
        """For each candidate and each term: does it stand in its first clauses?"""
        opening = [candidate.layout.opening for candidate in self.candidates]
        return self.held(self.first, self.first + opening)

    @cached_property
    def quotable(self) -> Integers:
        """Runs of pieces (rows of `table`) that fit into a quotation: the first and the end of each."""
        runs = [candidate.layout.quotable for candidate in self.candidates]
        return np.concatenate(runs) + np.repeat(self._firsts, list(map(len, runs)))[:, None]

    @cached_property
    def in_pieces(self) -> Held:
        """For each piece and each term: does it stand there?"""
        return self.held(self.pieces.first, self.pieces.end)

    def clauses_of(self, candidate: int) -> int:
        """How many clauses a candidate has."""
        return self.candidates[candidate].layout.clauses

    def piece(self, number: int) -> Piece:
        """A row of the table as a value."""
        candidate, sentence, start, end, first, stop, whole = self.table[number].tolist()
        return Piece(candidate, sentence, start, end, first, stop, bool(whole))

    @cached_property
    def every_piece(self) -> tuple[Piece, ...]:
        """The table as values."""
        return tuple(map(self.piece, range(len(self.table))))

    @cached_property
    def given(self) -> Held:
        """Whether the answer expected, of each kind (rows, as NAMES), stands in each piece."""
        held = np.zeros((len(NAMES), len(self.table)), bool)
        for kind in self.sought.question.expects:
            if kind.given is not None:
                held[NAMES.index(kind.name)] = [kind.given.search(text) is not None for text in self._folded]
        return held

    @cached_property
    def asks(self) -> Held:
        """Whether each piece is a question itself."""
        return np.concatenate([candidate.layout.asks for candidate in self.candidates])

    @cached_property
    def dependent(self) -> Held:
        """Whether each piece begins with a word for what was named before: 该, 他."""
        return np.concatenate([candidate.layout.dependent for candidate in self.candidates])

    @cached_property
    def paraphrased(self) -> Held:
        """Whether each piece says something of the question in other words."""
        asked = self.sought.question.paraphrases
        if not asked:
            return np.zeros(len(self.table), bool)
        return np.array([any(one.stands_in(text) for one in asked) for text in self._folded], bool)

    @cached_property
    def refers(self) -> Held:
        """Whether each piece says something of a person without the name, where a person is asked for."""
        if PERSON not in self.sought.question.expects:
            return np.zeros(len(self.table), bool)
        return np.array([PRONOUN.match(text) is not None for text in self._folded], bool)

    @cached_property
    def _folded(self) -> list[str]:
        """Each piece as it is compared."""
        owners, _, starts, ends, *_ = self.table.T.tolist()
        spans = zip(owners, starts, ends, strict=True)
        return [self.candidates[owner].folded[start:end] for owner, start, end in spans]

    @cached_property
    def _firsts(self) -> Integers:
        return _firsts(candidate.layout.table for candidate in self.candidates)

    def _runs(self, runs: Sequence[Integers]) -> Runs:
        first, end = (np.concatenate(runs) + np.repeat(self.first, list(map(len, runs)))[:, None]).T
        return Runs(first, end, _firsts(runs))


def gather(sought: Sought, candidates: Sequence[Candidate], pair_scores: Floats) -> Evidence:
    """The table of these candidates."""
    layouts = [candidate.layout for candidate in candidates]
    clauses = [layout.clauses for layout in layouts]
    columns = list(accumulate((count + ABOVE for count in clauses), initial=0))
    first = np.array(columns[:-1], np.int64)
    tables = [layout.table for layout in layouts]
    sizes = list(map(len, tables))
    table = np.concatenate(tables)
    table[:, 0] = np.repeat(np.arange(len(tables)), sizes)
    table[:, 4:6] += np.repeat(first, sizes)[:, None]
    counts = np.zeros((columns[-1] + 1, len(sought.terms)), np.int64)
    np.cumsum(_occurrences(sought, candidates, first, columns[-1]), axis=0, out=counts[1:])
    return Evidence(sought, tuple(candidates), pair_scores, table, counts, first, first + np.array(clauses))


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


def _occurrences(sought: Sought, candidates: Sequence[Candidate], first: Integers, columns: int) -> Integers:
    """How often each term (columns) stands in each column of the table (rows), itself or by a synonym.

    Ideographs and pairs of them are found in one pass over all texts; the few others one by one.
    """
    sizes = [len(candidate.searched) for candidate in candidates]
    column = np.concatenate([candidate.layout.columns for candidate in candidates])
    column += np.repeat(first, sizes)
    short = [_is_short(term) for term in sought.terms]
    at, row = _short(list(compress(enumerate(sought.terms), short)), candidates)
    text = "".join([candidate.searched for candidate in candidates])
    alone = ((term, (number,)) for number, term in enumerate(sought.terms) if not short[number])
    for term, rows in (*alone, *sought.synonyms):
        if found := places(term, text):
            for number in rows:
                at.append(np.array(found))
                row.append(np.full(len(found), number))
    cells = column[np.concatenate(at)] * len(sought.terms) + np.concatenate(row)
    return np.bincount(cells, minlength=columns * len(sought.terms)).reshape(columns, -1)


def _is_short(term: str) -> bool:
    """Whether a term is a character or two that stand where they stand, whatever is beside them."""
    return (
        len(term) <= 2
        and not (_is_run(term[0]) or _is_run(term[-1]))
        and not (len(term) == 2 and term[0] in NUMERALS)
        and max(map(ord, term)) < _BASIC
    )


def _short(
    terms: Sequence[tuple[int, str]], candidates: Sequence[Candidate]
) -> tuple[list[Integers], list[Integers]]:
    """Where single characters and pairs stand in the texts, put one after the other, and which they are."""
    alphabet = sorted({ord(character) for _, term in terms for character in term})
    size = len(alphabet) + 1
    letters = {code: number for number, code in enumerate(alphabet, 1)}
    table = np.zeros(_BASIC, np.int64)
    table[alphabet] = np.arange(1, size)
    numbers = np.full(size * size, -1)  # of a pair; of a single character, where the second is 0
    alone = np.full(size, -1)
    for number, term in terms:
        if len(term) == 1:
            alone[letters[ord(term)]] = number
        else:
            numbers[letters[ord(term[0])] * size + letters[ord(term[1])]] = number
    codes = np.concatenate([candidate.codes for candidate in candidates])
    known = table[codes]
    at = np.flatnonzero(known)
    here = known[at]
    single, pair = alone[here], numbers[here * size + known[at + 1]]
    singles, pairs = single >= 0, pair >= 0
    return [at[singles], at[pairs]], [single[singles], pair[pairs]]


def _firsts(parts: Iterable[Sized]) -> Integers:
    return np.array([0, *accumulate(map(len, parts))][:-1])
