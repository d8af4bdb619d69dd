"""rank-bm25's model over mapped arrays; the only module that knows rank-bm25.

The scores are those of `rank_bm25.BM25Okapi`; its storage, a dict per passage and a walk over all of them per
term, is not. Its idf is zero for a term in half of the passages and negative beyond, so a small collection
could score nothing at all: ours is strictly positive, and the parent's is kept to be compared with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from retrieval.keys import Keys, keys_of
from retrieval.postings import Postings

Floats = NDArray[np.float64]


class Okapi(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """BM25 (Okapi, ATIRE's form) over postings.

    idf is ln(1 + (N - df + 0.5) / (df + 0.5)) with N passages, df of them holding the term (Robertson and
    Zaragoza, 2009, with Lucene's + 1); `idf="okapi"` takes the parent's rule and its floor instead. Terms are
    given as strings or as their keys; a term given twice counts twice, as in the parent.
    """

    def __init__(
        self,
        postings: Postings,
        *,
        k1: float = 1.5,
        b: float = 0.75,
        epsilon: float = 0.25,
        idf: Literal["positive", "okapi"] = "positive",
    ) -> None:
        self.postings = postings
        self.k1, self.b, self.epsilon = k1, b, epsilon
        self.corpus_size = len(postings.lengths)
        self.doc_len = postings.lengths
        self.avgdl = float(postings.lengths.mean(dtype=np.float64)) if self.corpus_size else 0.0
        self.floor: float | None = None
        if idf == "okapi":
            self._calc_idf(np.diff(postings.offsets))

    def _calc_idf(self, nd: NDArray[np.int64]) -> None:
        """The parent's average idf over all terms, from which it takes the floor of a negative one."""
        idf = _okapi_idf(nd, self.corpus_size)
        self.average_idf = float(idf.mean()) if len(idf) else 0.0
        self.floor = self.epsilon * self.average_idf

    def frequencies(self, terms: Sequence[str] | Keys) -> NDArray[np.int64]:
        """In how many passages each term stands: its document frequency."""
        return self.postings.frequencies(self.postings.find(_keys(terms)))

    def weights(self, terms: Sequence[str] | Keys) -> Floats:
        """The idf of each term; one that stands nowhere has the highest (by the parent's rule: none)."""
        frequencies = self.frequencies(terms)
        size = self.corpus_size
        if self.floor is None:
            return np.log1p((size - frequencies + 0.5) / (frequencies + 0.5))
        idf = _okapi_idf(frequencies, size)
        return np.where(frequencies == 0, 0.0, np.where(idf < 0, self.floor, idf))

    def get_scores(self, query: Sequence[str] | Keys, boosts: Floats | None = None) -> Floats:
        """The score of every passage; `boosts` multiply the terms' weights."""
        scores = np.zeros(self.corpus_size)
        keys = _keys(query)
        weights = self.weights(keys) * (1.0 if boosts is None else boosts)
        offsets = self.postings.offsets
        for place, weight in zip(self.postings.find(keys), weights, strict=True):
            if place >= 0:
                held = slice(offsets[place], offsets[place + 1])
                passages = self.postings.passages[held]
                scores[passages] += weight * self._saturated(self.postings.times[held], passages)
        return scores

    def get_batch_scores(self, query: Sequence[str] | Keys, doc_ids: Sequence[int]) -> list[float]:
        """The scores of these passages."""
        scores: list[float] = self.get_scores(query)[np.asarray(doc_ids, np.int64)].tolist()
        return scores

    def get_top_n(self, query: Sequence[str] | Keys, documents: Sequence[Any], n: int = 5) -> list[Any]:
        """At most `n` of the documents, best first, ties in their order; none that holds no term."""
        return [documents[passage] for passage in best(self.get_scores(query), n)]

    def _saturated(self, times: NDArray[np.uint16], passages: NDArray[np.int32]) -> Floats:
        share = self.b * self.doc_len[passages] / self.avgdl
        saturated: Floats = times * (self.k1 + 1) / (times + self.k1 * (1 - self.b + share))
        return saturated


def best(scores: Floats, limit: int) -> NDArray[np.int64]:
    """The passages with the highest scores above 0, at most `limit`, best first, ties by number."""
    found = np.flatnonzero(scores > 0)
    if len(found) > limit > 0:
        lowest = np.partition(scores[found], -limit)[-limit]
        found = found[scores[found] >= lowest]
    return found[np.argsort(-scores[found], kind="stable")][: max(limit, 0)]


def _okapi_idf(frequencies: NDArray[np.int64], size: int) -> Floats:
    idf: Floats = np.log(size - frequencies + 0.5) - np.log(frequencies + 0.5)
    return idf


def _keys(terms: Sequence[str] | Keys) -> Keys:
    return terms if isinstance(terms, np.ndarray) else keys_of(terms)
