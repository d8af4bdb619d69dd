"""Passages ▶ the few runs of whole sentences that answer best, as offsets.

Every sentence gets its chance of being the one that answers: the passage's chance, shared among its sentences
by how much of the question each holds, and its neighbours hold. A run of sentences has the sum. The best run
of the best passage comes first; then the best of all that do not overlap, one after the other, so a second
one from a passage that leads by far comes before the first of a doubtful one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.evidence import Evidence, Piece, places
from retrieval.expectations import DEFINITION, NAMES
from retrieval.ranking import Floats, Ranking
from retrieval.sought import CHARACTERS, GRAMS, Sought
from retrieval.weights import Weights, row

T = TypeVar("T", bound=np.generic)

PARTS = (
    "subject",
    "characters",
    "pairs",
    "near",
    "with_before",
    "with_after",
    "before_pairs",
    "after_pairs",
    "opening",
    "asks",
    "refers",
    "referred_to",
    "length",
    *(f"expected_{name}" for name in NAMES),
)
_LEAST_MASS = 0.1
"""Below this share of the question, what a passage holds is too little to be divided among its sentences."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A slice of a candidate's text from `start` to `end`, with its chance of holding the answer.

    `core` is its likeliest sentence, or part of one, as offsets in the same text.
    """

    candidate: int
    start: int
    end: int
    core: tuple[int, int]
    chance: float
    cut_before: bool
    cut_after: bool


def choose(evidence: Evidence, ranking: Ranking, weights: Weights) -> Iterator[Excerpt]:
    """Excerpts, best first, none overlapping another."""
    chances = sentence_chances(evidence, ranking, weights)
    first, end = evidence.quotable.T
    sums = np.concatenate([[0.0], np.cumsum(chances)])
    worth = sums[end] - sums[first]
    eligible = evidence.table[first, 0] == ranking.best
    while worth.size:
        best = int((worth * eligible).argmax())
        if worth[best] <= 0:
            return
        eligible[:] = True
        begin, stop = int(first[best]), int(end[best])
        core = evidence.piece(begin + int(chances[begin:stop].argmax()))
        yield _excerpt(evidence, begin, stop, core, float(worth[best]))
        worth[(first < stop) & (end > begin)] = 0.0


def sentence_chances(evidence: Evidence, ranking: Ranking, weights: Weights) -> Floats:
    """The chance of each piece of being where the answer stands; together they have that of their passage."""
    scores = sentence_parts(evidence) @ row(weights.sentence, PARTS)
    owners, firsts = evidence.table[:, 0], evidence.pieces.of
    raised = np.exp(scores - np.maximum.reduceat(scores, firsts)[owners])
    chances: Floats = raised * (ranking.chances / np.add.reduceat(raised, firsts))[owners]
    return chances


def sentence_parts(evidence: Evidence) -> Floats:
    """For each piece (rows) the parts of its score, in the order of PARTS.

    A term counts the less, the more of the passage's sentences hold it; what the text is about as a whole is
    counted apart, since every sentence is about it, named or not. `with_before` and `with_after` are the
    characters that a piece holds together with its neighbour. Where a person is asked for, and a piece says
    他, the name stands before it: `referred_to` is what such a piece holds, for the one that it goes back to.
    """
    sought, owners, held = evidence.sought, evidence.table[:, 0], evidence.in_pieces
    firsts = evidence.pieces.of
    sizes = np.bincount(owners)[:, None]
    holding = np.add.reduceat(held, firsts, axis=0, dtype=np.int64)
    rarity = np.maximum(np.log((sizes + 1) / (holding + 0.5)), 0.0) * (holding > 0) * ~evidence.subjects
    shares = np.stack([sought.shares[:, CHARACTERS], sought.shares[:, GRAMS], sought.near], axis=1)
    mass = rarity @ shares + _LEAST_MASS
    characters, pairs, near = ((held * rarity[owners]) @ shares / mass[owners]).T
    together = [(held | _beside(held, owners, step)) * rarity[owners] for step in (-1, 1)]
    with_before, with_after = (both @ shares[:, 0] / mass[owners, 0] for both in together)
    opening = np.zeros(len(owners), bool)
    opening[firsts] = True
    values = {
        "subject": (held & evidence.subjects[owners]) @ sought.shares[:, GRAMS],
        "characters": characters,
        "pairs": pairs,
        "near": near,
        "with_before": with_before,
        "with_after": with_after,
        "before_pairs": _beside(pairs, owners, -1),
        "after_pairs": _beside(pairs, owners, 1),
        "opening": opening,
        "asks": evidence.asks,
        "refers": evidence.refers,
        "referred_to": _referred_to(characters, evidence.refers, owners),
        "length": np.log1p(evidence.table[:, 3] - evidence.table[:, 2]),
        **{f"expected_{name}": given for name, given in zip(NAMES, evidence.given, strict=True)},
    }
    if DEFINITION in sought.question.expects:
        values[f"expected_{DEFINITION.name}"] = opening
    return np.stack([values[name] for name in PARTS], axis=1).astype(np.float64)


def matches(sought: Sought, folded: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where terms that are marked stand between `start` and `end`, as spans that do not touch."""
    marked, text = bytearray(end - start), folded[start:end]
    for term in sought.marked:
        if term in text:
            for at in places(term, text):
                marked[at : at + len(term)] = b"\1" * len(term)
    return tuple(match.span() for match in re.finditer(b"\1+", bytes(marked)))


def _beside(values: NDArray[T], owners: NDArray[np.int64], step: int) -> NDArray[T]:
    """The values of the pieces before (-1) or after (1) in the same passage; 0 where there is none."""
    beside = np.zeros_like(values)
    same = owners[1:] == owners[:-1]
    if step < 0:
        beside[1:][same] = values[:-1][same]
    else:
        beside[:-1][same] = values[1:][same]
    return beside


def _referred_to(held: Floats, refers: NDArray[np.bool_], owners: NDArray[np.int64]) -> Floats:
    """For the last piece that does not refer to another, the most that is held by one after it that does."""
    named = np.zeros_like(held)
    goes_back = np.maximum.accumulate(np.where(refers, -1, np.arange(len(held))))
    referring = np.flatnonzero(refers & (goes_back >= 0) & (owners[goes_back] == owners))
    np.maximum.at(named, goes_back[referring], held[referring])
    return named


def _excerpt(evidence: Evidence, first: int, end: int, core: Piece, chance: float) -> Excerpt:
    begin, last = evidence.piece(first), evidence.piece(end - 1)
    text = evidence.candidates[begin.candidate].text[begin.start : last.end]
    return Excerpt(
        candidate=begin.candidate,
        start=begin.start + len(text) - len(text.lstrip()),
        end=last.end - len(text) + len(text.rstrip()),
        core=(core.start, core.end),
        chance=chance,
        cut_before=not begin.whole and first > 0 and _same_sentence(evidence.piece(first - 1), begin),
        cut_after=(
            not last.whole and end < len(evidence.table) and _same_sentence(last, evidence.piece(end))
        ),
    )


def _same_sentence(one: Piece, other: Piece) -> bool:
    return (one.candidate, one.sentence) == (other.candidate, other.sentence)
