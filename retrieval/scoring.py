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
from retrieval.lists import Field, Lists, best
from retrieval.postings import Postings

__all__ = ["Okapi", "best"]

Floats = NDArray[np.float64]


class Okapi(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """BM25 (Okapi, ATIRE's form) over postings.

    idf is ln(1 + (N - df + 0.5) / (df + 0.5)) with N passages, df of them holding the term (Robertson and
    Zaragoza, 2009, with Lucene's + 1); `idf="okapi"` takes the parent's rule and its floor instead. Terms are
    given as strings or as their keys; a term given twice counts twice, as in the parent. Safe for threads.
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
        self._field = Field(postings.passages, postings.codes, self._table(postings))
        self._peaks = np.zeros(len(postings.keys))  # 0 until a term is first asked for
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
        return self.idf_of(self.frequencies(terms))

    def lists(self, query: Sequence[str] | Keys, boosts: Floats | None = None) -> Lists:
        """The terms that stand somewhere, in their order; `boosts` multiply their weights."""
        places = self.postings.find(_keys(query))
        held = places >= 0
        places = places[held]
        starts, ends = self.postings.offsets[places], self.postings.offsets[places + 1]
        weights = self.idf_of(ends - starts)
        if boosts is not None:
            weights *= boosts[held]
        return Lists(
            self.corpus_size,
            [self._field],
            np.zeros(len(places), np.int64),
            starts,
            ends,
            weights,
            weights * self._peaks_at(places),
        )

    def get_scores(self, query: Sequence[str] | Keys, boosts: Floats | None = None) -> Floats:
        """The score of every passage; `boosts` multiply the terms' weights."""
        return self.lists(query, boosts).scores()

    def get_batch_scores(self, query: Sequence[str] | Keys, doc_ids: Sequence[int]) -> list[float]:
        """The scores of these passages."""
        scores: list[float] = self.lists(query).scores_of(np.asarray(doc_ids, np.int64)).tolist()
        return scores

    def get_top_n(self, query: Sequence[str] | Keys, documents: Sequence[Any], n: int = 5) -> list[Any]:
        """At most `n` of the documents, best first, ties in their order; none that holds no term."""
        return [documents[passage] for passage in self.lists(query).best(n)[0]]

    def idf_of(self, frequencies: NDArray[np.int64]) -> Floats:
        """The idf of terms that stand in so many passages."""
        size = self.corpus_size
        if self.floor is None:
            return np.log1p((size - frequencies + 0.5) / (frequencies + 0.5))
        idf = _okapi_idf(frequencies, size)
        return np.where(frequencies == 0, 0.0, np.where(idf < 0, self.floor, idf))

    def _table(self, postings: Postings) -> Floats:
        """What each code scores at weight 1; for all 65,536, so that a damaged one points at nothing else."""
        table = np.zeros(max(len(postings.measures), 1 << 16))
        table[: len(postings.measures)] = self._saturated(postings.measures)
        return table

    def _saturated(self, measures: NDArray[np.int32]) -> Floats:
        times, lengths = measures.T
        share = self.b * lengths / self.avgdl if len(lengths) else lengths
        saturated: Floats = times * (self.k1 + 1) / (times + self.k1 * (1 - self.b + share))
        return saturated

    def _peaks_at(self, places: NDArray[np.int64]) -> Floats:
        """The most that a posting of each term scores at weight 1."""
        peaks = self._peaks[places]
        if peaks.all():
            return peaks
        for place in places[peaks == 0].tolist():
            held = slice(*self.postings.offsets[place : place + 2].tolist())
            self._peaks[place] = self._field.table[self.postings.codes[held]].max()
        return self._peaks[places]


def _okapi_idf(frequencies: NDArray[np.int64], size: int) -> Floats:
    idf: Floats = np.log(size - frequencies + 0.5) - np.log(frequencies + 0.5)
    return idf


def _keys(terms: Sequence[str] | Keys) -> Keys:
    return terms if isinstance(terms, np.ndarray) else keys_of(terms)
