"""A passage as it is compared with questions: its clauses, and which runs of them belong together.

Made once for a passage and remembered, since it takes longer than to look a question's terms up in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import sub

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
_PIECE = 7
"""Numbers of a piece."""
_LEAST_TITLE = 2
_DEPENDENT = re.compile(r"\W*(?:该|此(?!外)|这|其(?![他它实])|[他她它](?!人)|上述|[前后]者)")
"""How a sentence begins that speaks of what was named before."""
_LAST = (1 << 16) - 1
_MARK = r"[\s_,.;:!、。·•…—*#|\"'“”‘’「」『』《》〈〉()\[\]【】〔〕]"
_MARKS = re.compile(rf"(?<!\d)(?<!{_MARK}){_MARK}++|{_MARK}++(?!\d)")
"""What may differ in the same sentence. Nothing between two digits, and no sign that says something: 3.5 is
not 35, nor -5 or ≤5 the same as 5, nor a question what it asks.
"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which characters belong together; clauses and pieces are numbered from 0.

    `columns` has the clause of each character of `Candidate.searched`, and behind the last one those of
    ABOVE. `table` has a row a piece, as `evidence.Piece`. Of `windows`, `sentences` and `quotable` each row
    is a first and an end: of clauses, of clauses, of pieces. `opening` is the clause after the opening.
    `asks` says of each piece whether it is a question, `dependent` whether it begins with 该 or 他.
    """

    clauses: int
    columns: Integers
    table: Integers
    windows: Integers
    sentences: Integers
    quotable: Integers
    opening: int
    asks: NDArray[np.bool_]
    dependent: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer: its number and its work's, and its text, as it is and folded.

    `searched` is all that is looked through: the text, its headings, what the work is about, and what stands
    before it, a line each; `codes` are its characters. `titles` are the headings, and `letters` the letters
    of each sentence, a line each.
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
        layout = _layout(text, folded, [len(part) + 1 for part in above], longest)
        searched = "\n".join((folded, *above, ""))
        return cls(
            passage=passage,
            work=work,
            text=text,
            folded=folded,
            titles=tuple(line for line in heading.split("\n") if len(line) >= _LEAST_TITLE),
            letters=_letters(folded, layout.table, 0, len(folded)),
            searched=searched,
            codes=np.minimum(code_points(searched), _LAST),
            layout=layout,
        )

    def letters_between(self, start: int, end: int) -> str:
        """The letters of the pieces between two offsets in the text, a line each."""
        return _letters(self.folded, self.layout.table, start, end)


def _letters(folded: str, table: Integers, start: int, end: int) -> str:
    pieces = (folded[first:last] for first, last in table[:, 2:4].tolist() if first < end and last > start)
    lines = (_MARKS.sub("", piece) for piece in pieces)
    return "\n".join(["", *filter(None, lines), ""])


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
    marks = [mark.end() for mark in _CLAUSE_END.finditer(text)]
    starts: list[int] = []
    ends: list[int] = []
    pieces: list[int] = []
    runs: list[int] = []
    at = 0
    for sentence, (begin, stop) in enumerate(sentences(text)):
        known = len(starts)
        cut = begin
        while at < len(marks) and marks[at] < stop:
            if marks[at] > cut:
                _add_clause(text, cut, marks[at], longest, starts, ends)
                cut = marks[at]
            at += 1
        _add_clause(text, cut, stop, longest, starts, ends)
        runs += known, len(starts)
        if stop - begin <= longest:
            pieces += 0, sentence, begin, stop, known, len(starts), True
            continue
        for first, end in _parts(text, starts, ends, known, longest):
            pieces += 0, sentence, starts[first], ends[end - 1], first, end, False
    count = len(starts)
    following = [*starts[1:], len(text) + 1]
    lengths = [*map(sub, following, [0, *starts[1:]]), *above] if count else above
    return Layout(
        clauses=count,
        columns=np.repeat(np.arange(count + ABOVE), lengths),
        table=np.array(pieces, np.int64).reshape(-1, _PIECE),
        windows=_pairs(_windows(starts, ends)),
        sentences=_pairs(runs),
        quotable=_pairs(_quotable(pieces, longest)),
        opening=min(bisect_left(ends, starts[0] + _OPENING) + 1, count) if count else 0,
        asks=_asks(folded, pieces),
        dependent=_dependent(folded, pieces),
    )


def _pairs(numbers: Iterable[int]) -> Integers:
    return np.array(list(numbers), np.int64).reshape(-1, 2)


def _add_clause(text: str, begin: int, stop: int, longest: int, starts: list[int], ends: list[int]) -> None:
    """A clause, in parts that are not too long: cut at spaces where there are any."""
    while stop - begin > longest:
        space = text.rfind(" ", begin + 1, begin + longest)
        cut = space + 1 if space > 0 else begin + longest
        starts.append(begin)
        ends.append(cut)
        begin = cut
    starts.append(begin)
    ends.append(stop)


def _windows(starts: list[int], ends: list[int]) -> Iterator[int]:
    """From each clause, as many clauses as fit a window."""
    end = 0
    for first, start in enumerate(starts):
        while end < len(ends) and ends[end] <= start + WINDOW:
            end += 1
        yield first
        yield max(end, first + 1)


def _quotable(pieces: list[int], longest: int) -> Iterator[int]:
    """All runs of neighbouring pieces that fit; parts of a sentence keep to themselves."""
    starts, ends = pieces[2::_PIECE], pieces[3::_PIECE]
    groups = [
        -1 if whole else sentence
        for sentence, whole in zip(pieces[1::_PIECE], pieces[6::_PIECE], strict=True)
    ]
    for first, start in enumerate(starts):
        yield first
        yield first + 1
        for last in range(first + 1, len(starts)):
            if groups[last] != groups[first] or ends[last] - start > longest:
                break
            yield first
            yield last + 1


def _parts(
    text: str, starts: list[int], ends: list[int], first: int, longest: int
) -> Iterator[tuple[int, int]]:
    """The clauses of a long sentence from `first` on, as runs; what 、 joins is cut only where it must be."""
    for at in range(first, len(starts)):
        joined = text[ends[at] - 1] == "、" and at + 1 < len(starts)
        if not joined or ends[at + 1] - starts[first] > longest:
            yield first, at + 1
            first = at + 1


def _asks(folded: str, pieces: list[int]) -> NDArray[np.bool_]:
    """Whether each piece is a question."""
    spans = zip(pieces[2::_PIECE], pieces[3::_PIECE], strict=True)
    if "?" not in folded:
        return np.zeros(len(pieces) // _PIECE, bool)
    return np.array(["?" in folded[start:end] for start, end in spans], bool)


def _dependent(folded: str, pieces: list[int]) -> NDArray[np.bool_]:
    """Whether each piece begins with a word for what was named before."""
    spans = zip(pieces[2::_PIECE], pieces[3::_PIECE], strict=True)
    return np.array([_DEPENDENT.match(folded, start, end) is not None for start, end in spans], bool)
