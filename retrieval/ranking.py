"""Candidates ▶ order, and how sure one can be that the first one answers.

Each part of a passage's score is the share of the question's idf that some piece of it covers: all of it, its
best sentence, its best window, its opening, what stands above and before it. What stands above counts as if
each piece of it said so again, or a passage that repeats its own title would come before one that answers. So
it can be explained, and it means the same in a small collection as in a large one. Among the passages of a
section it counts which of them holds the likeliest sentence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.evidence import Evidence, Floats, Runs
from retrieval.expectations import MEANING, NAMES
from retrieval.sentences import sentence_scores
from retrieval.sought import CHARACTERS, GRAMS
from retrieval.weights import Weights, row

CANDIDATES = 20
FIELDS = {"words": 1.0, "grams": 0.75, "headings": 0.5}
"""What a field's score counts in choosing the candidates."""

SATURATION = {"words": (0.9, 0.8), "grams": (1.0, 0.6), "headings": (1.0, 0.6)}
"""k1 and b of each field."""

_CHARACTERS_K1, _CHARACTERS_B = 0.7, 0.9
_RIVALS = 5
_DECIMALS = 9
"""So that the same words, summed in another order, do not differ in the last bit."""

PARTS = (
    "pairs_score",
    "characters_score",
    "language",
    "headings",
    "title",
    "sentence_pairs",
    "window_language",
    "opening_characters",
    "around_pairs",
    "around_language",
    "expected",
    "meaning",
    "sentence",
)
CONFIDENCE = (
    "characters",
    "around",
    "words_together",
    "words_mass",
    "score",
    "lead",
    "vocabulary",
)


@dataclass(frozen=True)
class Ranking:
    """`parts` are a row for each candidate, `scores` their weighted sums, `chances` sum to 1; `sentences` are
    the scores of all pieces.
    """

    parts: Floats
    scores: Floats
    chances: Floats
    sentences: Floats

    @property
    def best(self) -> int:
        """The candidate with the highest score; of equals the first."""
        return int(self.scores.argmax())


def rank(evidence: Evidence, average: float, weights: Weights) -> Ranking:
    """The candidates, weighed; `average` is the length of an average passage, in characters."""
    sentences = sentence_scores(evidence, weights)
    parts = passage_parts(evidence, average, sentences)
    scores = (parts @ row(weights.passage, PARTS)).round(_DECIMALS)
    return Ranking(parts, scores, softmax(scores), sentences)


def passage_parts(evidence: Evidence, average: float, sentences: Floats) -> Floats:
    """For each candidate (rows) the parts of its score, in the order of PARTS; `sentences` are scores."""
    sought = evidence.sought
    language = sought.spread / (sought.spread.sum() or 1.0)
    held, around = evidence.whole | evidence.headings, evidence.whole | evidence.around
    lengths = np.array([len(candidate.folded) for candidate in evidence.candidates]) / max(average, 1.0)
    damping = _CHARACTERS_K1 * (1 - _CHARACTERS_B + _CHARACTERS_B * lengths)[:, None]
    times = evidence.counts[evidence.end] - evidence.counts[evidence.first]
    most = max(sought.mass[GRAMS], 1e-9) * (1 + SATURATION["grams"][0])
    values = {
        "pairs_score": np.minimum(evidence.pair_scores / most, 1.0),
        "characters_score": times / (times + damping) @ sought.shares[:, CHARACTERS],
        "language": held @ language,
        "headings": evidence.headings @ sought.shares[:, GRAMS],
        "title": _titles(evidence),
        "sentence_pairs": _best_of(evidence.sentences, evidence, sought.shares[:, GRAMS]),
        "window_language": _best_of(evidence.windows, evidence, language),
        "opening_characters": evidence.opening @ sought.shares[:, CHARACTERS],
        "around_pairs": around @ sought.shares[:, GRAMS],
        "around_language": around @ language,
        "expected": _expected(evidence),
        "meaning": _most(evidence.given[NAMES.index(MEANING)].astype(np.float64), evidence.pieces),
        "sentence": behind(_most(sentences, evidence.pieces), evidence.sections),
    }
    return np.stack([values[name] for name in PARTS], axis=1)


def behind(best: Floats, sections: NDArray[np.int64]) -> Floats:
    """How far the best sentence of each passage is behind the best of the same section: 0, or less."""
    leading = np.full(int(sections.max()) + 1, -np.inf)
    np.maximum.at(leading, sections, best)
    lag: Floats = best - leading[sections]
    return lag


def confidence(parts: Floats, weights: Weights) -> float:
    """How sure it is that the collection answers the question at all, from 0 to 1."""
    return 1 / (1 + math.exp(-float(parts @ row(weights.confidence, CONFIDENCE)) - weights.constant))


def confidence_parts(evidence: Evidence, ranking: Ranking, vocabulary: int) -> Floats:
    """What speaks for an answer in a collection that holds so many different pairs of characters, in the
    order of CONFIDENCE.

    Words are weighed by the language here, since in a small collection every one of them looks rare. The more
    different things a collection holds, the more of any question it holds by chance; a long law, where all is
    about the same, holds less than a short encyclopaedia.
    """
    sought, best = evidence.sought, ranking.best
    above = evidence.headings[best]
    held = evidence.whole[best] | above
    own = slice(int(evidence.windows.of[best]), int(evidence.windows.of[best]) + evidence.clauses_of(best))
    first, end, _ = evidence.windows
    together = (evidence.held(first[own], end[own]) | above) @ sought.spread
    works = np.array([candidate.work for candidate in evidence.candidates])
    elsewhere = works != works[best]
    others = ranking.scores[elsewhere] if elsewhere.any() else np.delete(ranking.scores, best)
    rivals = np.sort(others)[-_RIVALS:]
    values = {
        "characters": held @ sought.shares[:, CHARACTERS],
        "around": (evidence.around[best] & ~evidence.whole[best]) @ sought.shares[:, GRAMS],
        "words_together": together.max() / (sought.spread.sum() or 1.0),
        "words_mass": math.sqrt(held @ sought.spread),
        "score": ranking.scores[best],
        "lead": ranking.scores[best] - (rivals.mean() if rivals.size else ranking.scores[best]),
        "vocabulary": math.log(max(vocabulary, 1)),
    }
    return np.array([values[name] for name in CONFIDENCE])


def softmax(scores: Floats) -> Floats:
    """Scores as chances that sum to 1."""
    raised = np.exp(scores - scores.max())
    chances: Floats = raised / raised.sum()
    return chances


def _best_of(runs: Runs, evidence: Evidence, shares: Floats) -> Floats:
    """For each candidate, the most of these shares that one of its runs covers."""
    return _most(_covered(runs, evidence, shares), runs)


def _covered(runs: Runs, evidence: Evidence, shares: Floats) -> Floats:
    """How much of these shares each run covers, with what stands above it."""
    above = np.repeat(evidence.headings, np.diff(runs.of, append=len(runs.first)), axis=0)
    covered: Floats = (evidence.held(runs.first, runs.end) | above) @ shares
    return covered


def _expected(evidence: Evidence) -> Floats:
    """The largest share of characters that a piece covers which also holds every kind of answer expected."""
    expects = evidence.sought.question.expects
    kinds = [NAMES.index(kind.name) for kind in expects if kind.given is not None and kind.name != MEANING]
    if not kinds:
        return np.zeros(len(evidence.candidates))
    covered = _covered(evidence.pieces, evidence, evidence.sought.shares[:, CHARACTERS])
    return _most(covered * evidence.given[kinds].all(axis=0), evidence.pieces)


def _most(covered: Floats, runs: Runs) -> Floats:
    most: Floats = np.maximum.reduceat(covered, runs.of)
    return most


def _titles(evidence: Evidence) -> Floats:
    """1 where the question holds a title or heading of the passage whole."""
    asked = evidence.sought.question.folded
    held = [any(title in asked for title in candidate.titles) for candidate in evidence.candidates]
    return np.array(held, np.float64)
