"""Evidence ▶ how likely each sentence is to be the one that answers.

The parts of its score are the shares of the question that a sentence and its neighbours hold, and whether
what is asked for stands there: a number, a name, other words for those of the question. A term counts the
less, the more of the sentences found in the same section hold it, so scores compare those of a section.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.evidence import Evidence, Floats
from retrieval.expectations import DEFINITION, NAMES
from retrieval.sought import CHARACTERS, GRAMS
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
    "paraphrased",
)
_LEAST_MASS = 0.1
"""Below this share of the question, what a section holds is too little to be divided among its sentences."""


def sentence_scores(evidence: Evidence, weights: Weights) -> Floats:
    """The score of each piece, to be compared with others of its section."""
    scores: Floats = sentence_parts(evidence) @ row(weights.sentence, PARTS)
    return scores


def sentence_parts(evidence: Evidence) -> Floats:
    """For each piece (rows) the parts of its score, in the order of PARTS.

    What the text is about as a whole is counted apart, since every sentence is about it, named or not.
    `with_before` and `with_after` are the characters that a piece holds together with its neighbour. Where a
    person is asked for, and a piece says 他, the name stands before it: `referred_to` is what such a piece
    holds, for the one that it goes back to.
    """
    sought, owners, held = evidence.sought, evidence.table[:, 0], evidence.in_pieces
    shares = np.stack([sought.shares[:, CHARACTERS], sought.shares[:, GRAMS], sought.near], axis=1)
    rarity = _rarity(evidence) * ~evidence.subjects
    mass = rarity @ shares + _LEAST_MASS
    characters, pairs, near = ((held * rarity[owners]) @ shares / mass[owners]).T
    together = [(held | _beside(held, owners, step)) * rarity[owners] for step in (-1, 1)]
    with_before, with_after = (both @ shares[:, 0] / mass[owners, 0] for both in together)
    opening = np.zeros(len(owners), bool)
    opening[evidence.pieces.of] = True
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
        "paraphrased": evidence.paraphrased,
    }
    if DEFINITION in sought.question.expects:
        values[f"expected_{DEFINITION.name}"] = opening
    return np.stack([values[name] for name in PARTS], axis=1).astype(np.float64)


def _rarity(evidence: Evidence) -> Floats:
    """For each candidate (rows) and each term: how few of the pieces of its section hold it, 0 for none."""
    sections = evidence.sections[evidence.table[:, 0]]
    holding = np.zeros((int(sections.max()) + 1, evidence.in_pieces.shape[1]), np.int64)
    np.add.at(holding, sections, evidence.in_pieces)
    sizes = np.bincount(sections)[:, None]
    rarity: Floats = np.maximum(np.log((sizes + 1) / (holding + 0.5)), 0.0) * (holding > 0)
    return rarity[evidence.sections]


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
