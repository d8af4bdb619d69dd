"""Our model is rank-bm25's, on arrays."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.keys import keys_of
from retrieval.postings import Postings
from retrieval.scoring import Okapi, best

WORDS = st.text("甲乙丙丁ab", min_size=1, max_size=5)
CORPORA = st.lists(st.lists(WORDS, max_size=12), max_size=12)
PARAMETERS = st.tuples(st.floats(0.01, 3), st.floats(0, 1))


def postings(corpus: list[list[str]]) -> Postings:
    """The postings of passages given as lists of words."""
    passages = np.repeat(np.arange(len(corpus)), [len(words) for words in corpus] or 0)
    return Postings.of(keys_of([word for words in corpus for word in words]), passages, len(corpus))


@settings(deadline=None)
@given(CORPORA.filter(any), st.lists(WORDS, max_size=6), PARAMETERS)
def test_with_the_parents_idf_the_scores_are_the_parents(
    corpus: list[list[str]], question: list[str], parameters: tuple[float, float]
) -> None:
    """On any corpus and question, and for any k1 and b, to 1e-9."""
    k1, b = parameters
    theirs = BM25Okapi(corpus, k1=k1, b=b)
    ours = Okapi(postings(corpus), k1=k1, b=b, idf="okapi")
    with np.errstate(invalid="ignore"):  # the parent divides 0 by 0 for an empty passage where b is 1
        expected = np.nan_to_num(theirs.get_scores(question))
    np.testing.assert_allclose(ours.get_scores(question), expected, rtol=0, atol=1e-9)
    assert ours.get_batch_scores(question, [0]) == ours.get_scores(question)[:1].tolist()


@settings(deadline=None)
@given(CORPORA, st.lists(WORDS, max_size=6))
def test_every_passage_that_holds_a_term_scores_above_zero(
    corpus: list[list[str]], question: list[str]
) -> None:
    """Also where the term stands in most passages, or in all; and no other passage does."""
    scores = Okapi(postings(corpus)).get_scores(question)
    assert [score > 0 for score in scores] == [bool(set(words) & set(question)) for words in corpus]


@settings(deadline=None)
@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0])), st.integers(0, 6))
def test_the_best_come_first_and_ties_in_order(scores: list[float], limit: int) -> None:
    """Passages that hold nothing are never among the best."""
    expected = sorted((i for i, score in enumerate(scores) if score > 0), key=lambda i: (-scores[i], i))
    assert best(np.array(scores), limit).tolist() == expected[:limit]


def test_the_parents_top_n_leaves_out_what_does_not_match() -> None:
    """rank-bm25 returns documents that match nothing; we do not."""
    model = Okapi(postings([["甲"], ["乙"], ["甲", "甲"]]))
    assert model.get_top_n(["甲"], ["one", "two", "three"]) == ["three", "one"]


def test_an_empty_corpus_can_be_asked() -> None:
    """rank-bm25 divides by zero there."""
    assert Okapi(postings([])).get_scores(["甲"]).tolist() == []
    assert Okapi(postings([]), idf="okapi").get_top_n(["甲"], []) == []


@settings(deadline=None)
@given(CORPORA, st.data())
def test_merging_parts_is_building_at_once(corpus: list[list[str]], data: st.DataObject) -> None:
    """However passages are spread over parts, and whichever are left out, nothing of the way there stays."""
    part_of = [data.draw(st.integers(-1, 2)) for _ in corpus]
    kept = [words for words, part in zip(corpus, part_of, strict=True) if part >= 0]
    parts = []
    for part in range(3):
        mine = [words for words, theirs in zip(corpus, part_of, strict=True) if theirs in (part, -1)]
        numbers = np.cumsum([theirs >= 0 for theirs in part_of], dtype=np.int32) - 1
        mapped = [
            number if theirs >= 0 else -1
            for number, theirs in zip(numbers, part_of, strict=True)
            if theirs in (part, -1)
        ]
        parts.append((postings(mine), np.array(mapped, np.int32)))
    merged, whole = Postings.merged(parts, len(kept)), postings(kept)
    for name in Postings.__slots__:
        assert getattr(merged, name).tolist() == getattr(whole, name).tolist()
        assert getattr(merged, name).dtype == getattr(whole, name).dtype
