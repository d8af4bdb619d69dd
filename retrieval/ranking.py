"""Candidates ▶ order, and how sure one can be of the first.

Each part of a score is a share of the question's idf that some piece of the passage covers, so it can be
explained.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CANDIDATES = 30
FIELD_WEIGHTS = {"words": 1.0, "grams": 0.75, "headings": 0.25}
FOUND = 0.42
"""Confidence from which an answer counts as found."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The terms of a question with their idf in this collection: the more, the rarer. All are folded."""

    words: Mapping[str, float]
    grams: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer: its number, its score from the index, its folded text and headings."""

    passage: int
    score: float
    text: str
    heading: str


def rank(sought: Sought, candidates: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """The candidates, best first, with their scores; ties by number."""
    scored = [
        (candidate.score * (1 + 0.5 * covered(sought, candidate)), candidate) for candidate in candidates
    ]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].passage))


def covered(sought: Sought, candidate: Candidate) -> float:
    """The share of the question's idf that stands in a passage or its headings, between 0 and 1."""
    text = f"{candidate.text}\n{candidate.heading}"
    terms = [*sought.words.items(), *sought.grams.items()]
    mass = sum(weight for _, weight in terms)
    return sum(weight for term, weight in terms if term in text) / mass if mass else 0.0


def confidence(sought: Sought, ranked: Sequence[tuple[float, Candidate]]) -> float:
    """How much of what was asked the best passages hold, between 0 and 1."""
    return max((covered(sought, candidate) for _, candidate in ranked[:3]), default=0.0)
