"""A passage ▶ the few whole sentences in it that answer best, as offsets.

The words shown are always a slice of the passage; what was folded is only looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus import sentences
from retrieval.ranking import Sought

_CLAUSE_END = re.compile("[，,；;：:、]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A slice of a passage from `start` to `end`; `matches` are spans in the passage; the score is summed
    idf.
    """

    start: int
    end: int
    score: float
    matches: tuple[tuple[int, int], ...]
    cut_before: bool
    cut_after: bool


def excerpts(sought: Sought, text: str, folded: str, max_chars: int) -> list[Excerpt]:
    """Excerpts of at most `max_chars` from one passage, best first, not overlapping; empty for an empty
    passage.
    """
    spans = sentences(text)
    pieces = [piece for span in spans for piece in _fitting(text, span, max_chars)]
    runs = [
        (_score(sought, folded[start:end]), start - end, -start)
        for first, (start, _) in enumerate(pieces)
        for _, end in pieces[first:]
        if end - start <= max_chars
    ]
    if not runs:
        return []
    score, shortness, before = max(runs)
    start, end = -before, -before - shortness
    return [
        Excerpt(
            start,
            end,
            score,
            tuple((a, b) for a, b in _matches(sought, folded) if start <= a and b <= end),
            cut_before=all(start != first for first, _ in spans),
            cut_after=all(end != last for _, last in spans),
        )
    ]


def _score(sought: Sought, folded: str) -> float:
    terms = (*sought.words.items(), *sought.grams.items())
    return sum(weight for term, weight in terms if term in folded)


def _fitting(text: str, sentence: tuple[int, int], max_chars: int) -> list[tuple[int, int]]:
    """A sentence, or its clauses where it is too long, or pieces of these."""
    start, end = sentence
    if end - start <= max_chars:
        return [sentence]
    return [
        (piece, min(piece + max_chars, last))
        for first, last in _clauses(text, start, end)
        for piece in range(first, last, max_chars)
    ]


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return list(
        pairwise([start, *(match.end() for match in _CLAUSE_END.finditer(text, start, end - 1)), end])
    )


def _matches(sought: Sought, folded: str) -> list[tuple[int, int]]:
    """Where terms stand, as spans that do not touch."""
    marked = bytearray(len(folded))
    for term in (*sought.words, *sought.grams):
        at = folded.find(term)
        while at >= 0:
            marked[at : at + len(term)] = b"\1" * len(term)
            at = folded.find(term, at + 1)
    return [match.span() for match in re.finditer(b"\1+", bytes(marked))]
