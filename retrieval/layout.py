"""A passage as it is compared with questions: its clauses, and which runs of them belong together.

Made once for a passage and remembered, since it takes longer than to look a question's terms up in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus import sentences
from retrieval.folding import Codes, code_points

Integers = NDArray[np.int64]

HEADING, SUBJECT, BEFORE = range(3)
ABOVE = 3
"""Columns that follow the clauses of a passage: its headings, its subject, and what stands before it."""
WINDOW = 120

_CLAUSE_END = re.compile(r"(?:[，、；;—]|,(?!\d))+[”’」』）)】》〕\]\"']*")
_SUBJECT_END = re.compile(r"[,。.!?(:;、 是为系指在于的被由和与]")
_WHOLE_SENTENCE = "。!?"
_SHORTEST_SUBJECT, _LONGEST_SUBJECT = 2, 20
_OPENING = 40
"""Characters of a passage that count as its opening."""
_LEAST_TITLE = 2
_LAST = (1 << 16) - 1
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which characters belong together; clauses and pieces are numbered from 0.

    `columns` has the clause of each character of `Candidate.searched`, and behind the last one those of
    ABOVE. `table` has a row a piece, as `evidence.Piece`. Of `windows`, `sentences` and `quotable` each row
    is a first and an end: of clauses, of clauses, of pieces. `opening` is the clause after the opening.
    """

    clauses: int
    columns: Integers
    table: Integers
    windows: Integers
    sentences: Integers
    quotable: Integers
    opening: int
    asks: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer: its number and its work's, and its text, as it is and folded.

    `searched` is all that is looked through: the text, its headings, what the work is about, and what stands
    before it, a line each; `codes` are its characters. `titles` are the headings, and `letters` the text
    without marks.
    """

    passage: int
    work: int
    text: str
    folded: str
    titles: tuple[str, ...]
    letters: str
    searched: str
    codes: Codes
    layout: Layout

    @classmethod
    def of(
        cls,
        passage: int,
        work: int,
        text: str,
        folded: str,
        heading: str,
        beginning: str,
        before: str,
        longest: int,
    ) -> Candidate:
        """All but `text` is folded: `heading` its title and headings, a line each, `beginning` how its work
        begins, `before` what stands before it there. Sentences longer than `longest` are taken in parts.
        """
        above = (heading, _subject(beginning), before)
        searched = "\n".join((folded, *above, ""))
        return cls(
            passage=passage,
            work=work,
            text=text,
            folded=folded,
            titles=tuple(line for line in heading.split("\n") if len(line) >= _LEAST_TITLE),
            letters=letters_of(folded),
            searched=searched,
            codes=np.minimum(code_points(searched), _LAST),
            layout=_layout(text, folded, [len(part) + 1 for part in above], longest),
        )


def letters_of(folded: str) -> str:
    """A text without its marks and spaces."""
    return _NO_LETTERS.sub("", folded)


def _subject(beginning: str) -> str:
    """What a text is about: the name before the first mark, or the first word that says something of it; a
    whole sentence is no name.
    """
    named = beginning[:_LONGEST_SUBJECT]
    end = _SUBJECT_END.search(named, _SHORTEST_SUBJECT)
    if end is None:
        return named
    return "" if end[0] in _WHOLE_SENTENCE else named[: end.start()]


def _layout(text: str, folded: str, above: list[int], longest: int) -> Layout:
    clauses: list[tuple[int, int]] = []
    pieces: list[tuple[int, int, int, int, int, int, bool]] = []
    runs: list[tuple[int, int]] = []
    for sentence, (begin, stop) in enumerate(sentences(text)):
        known = len(clauses)
        clauses += _clauses(text, begin, stop, longest)
        runs.append((known, len(clauses)))
        if stop - begin <= longest:
            pieces.append((0, sentence, begin, stop, known, len(clauses), True))
        else:
            pieces += [
                (0, sentence, clauses[i][0], clauses[j - 1][1], i, j, False)
                for i, j in _parts(text, clauses, known, longest)
            ]
    count = len(clauses)
    starts, ends = np.array(clauses, np.int64).reshape(-1, 2).T
    lengths = np.diff(starts, append=len(text) + 1)
    lengths[:1] += starts[:1]
    windows = np.searchsorted(ends, starts + WINDOW, "right")
    numbers = np.arange(count)
    opened = int(np.searchsorted(ends, starts[0] + _OPENING)) + 1 if count else 0
    return Layout(
        clauses=count,
        columns=np.repeat(np.arange(count + ABOVE), [*lengths.tolist(), *above]),
        table=np.array(pieces, np.int64).reshape(-1, 7),
        windows=np.stack([numbers, np.maximum(windows, numbers + 1)], axis=1),
        sentences=np.array(runs, np.int64).reshape(-1, 2),
        quotable=_quotable(pieces, longest),
        opening=min(opened, count),
        asks=np.array(["?" in folded[piece[2] : piece[3]] for piece in pieces], bool),
    )


def _quotable(pieces: list[tuple[int, int, int, int, int, int, bool]], longest: int) -> Integers:
    """All runs of neighbouring pieces that fit; parts of a sentence keep to themselves."""
    groups = [-1 if whole else sentence for _, sentence, _, _, _, _, whole in pieces]
    runs = []
    for first, (_, _, start, *_) in enumerate(pieces):
        runs.append((first, first + 1))
        for last in range(first + 1, len(pieces)):
            if groups[last] != groups[first] or pieces[last][3] - start > longest:
                break
            runs.append((first, last + 1))
    return np.array(runs, np.int64).reshape(-1, 2)


def _parts(
    text: str, clauses: Sequence[tuple[int, int]], first: int, longest: int
) -> Iterator[tuple[int, int]]:
    """The clauses of a long sentence from `first` on, as runs; what 、 joins is cut only where it must be."""
    for at in range(first, len(clauses)):
        end = clauses[at][1]
        joined = text[end - 1] == "、" and at + 1 < len(clauses)
        if not joined or clauses[at + 1][1] - clauses[first][0] > longest:
            yield first, at + 1
            first = at + 1


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
