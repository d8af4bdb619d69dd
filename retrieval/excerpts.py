"""Passages ▶ the few runs of whole sentences that answer best, as offsets.

Every sentence gets its chance of being the one that answers: the passage's chance, shared among its sentences
by their scores. A run of sentences has the sum, less where it cuts one, or begins with 该 or 他, which says
nothing to those who hear it alone. The best run of the best passage comes first; then the best of all that do
not overlap, one after the other, so a second one from a passage that leads by far comes before the first of a
doubtful one. Where a run's best sentence stands elsewhere, too, only what stands there goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.evidence import Evidence, Floats, places
from retrieval.ranking import Ranking
from retrieval.sought import Sought
from retrieval.twins import Shared, shared

_STANDS_LESS_WELL = 0.9
"""What is left of a run's worth at each end where it cuts a sentence, and where it begins with 该 or 他."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A slice of a candidate's text from `start` to `end`, with its chance of holding the answer.

    `letters` and `twins` are as in `Shared`.
    """

    candidate: int
    start: int
    end: int
    chance: float
    cut_before: bool
    cut_after: bool
    letters: str
    twins: tuple[int, ...]


def choose(evidence: Evidence, ranking: Ranking) -> Iterator[Excerpt]:
    """Excerpts, best first, none overlapping another."""
    chances = sentence_chances(evidence, ranking)
    first, end = evidence.quotable.T
    amid = _amid_sentences(evidence)
    sums = np.concatenate([[0.0], np.cumsum(chances)])
    faults = amid[first].astype(np.int64) + amid[end] + evidence.dependent[first]
    worth = (sums[end] - sums[first]) * _STANDS_LESS_WELL**faults
    eligible = evidence.table[first, 0] == ranking.best
    while worth.size:
        best = int((worth * eligible).argmax())
        if worth[best] <= 0:
            return
        eligible[:] = True
        begin, stop = int(first[best]), int(end[best])
        run = shared(evidence, begin, stop, begin + int(chances[begin:stop].argmax()))
        cut = bool(amid[run.first]), bool(amid[run.end])
        yield _excerpt(evidence, run, float(sums[run.end] - sums[run.first]), cut)
        worth[(first < run.end) & (end > run.first)] = 0.0


def sentence_chances(evidence: Evidence, ranking: Ranking) -> Floats:
    """The chance of each piece of being where the answer stands; together they have that of their passage."""
    scores, owners, firsts = ranking.sentences, evidence.table[:, 0], evidence.pieces.of
    raised = np.exp(scores - np.maximum.reduceat(scores, firsts)[owners])
    chances: Floats = raised * (ranking.chances / np.add.reduceat(raised, firsts))[owners]
    return chances


def matches(sought: Sought, folded: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where terms that are marked stand between `start` and `end`, as spans that do not touch."""
    marked, text = bytearray(end - start), folded[start:end]
    for term in sought.marked:
        if term in text:
            for at in places(term, text):
                marked[at : at + len(term)] = b"\1" * len(term)
    return tuple(match.span() for match in re.finditer(b"\1+", bytes(marked)))


def _amid_sentences(evidence: Evidence) -> NDArray[np.bool_]:
    """Whether a sentence goes on across the beginning of each piece, and across the end of the last."""
    amid = np.zeros(len(evidence.table) + 1, bool)
    amid[1:-1] = (evidence.table[1:, :2] == evidence.table[:-1, :2]).all(axis=1)
    return amid


def _excerpt(evidence: Evidence, run: Shared, chance: float, cut: tuple[bool, bool]) -> Excerpt:
    begin, last = evidence.piece(run.first), evidence.piece(run.end - 1)
    text = evidence.candidates[begin.candidate].text[begin.start : last.end]
    return Excerpt(
        candidate=begin.candidate,
        start=begin.start + len(text) - len(text.lstrip()),
        end=last.end - len(text) + len(text.rstrip()),
        chance=chance,
        cut_before=cut[0],
        cut_after=cut[1],
        letters=run.letters,
        twins=run.twins,
    )
