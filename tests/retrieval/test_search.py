"""Candidates are the best by the plain sum of the fields, whichever way they are found."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import lists
from retrieval.lists import Lists, best
from retrieval.question import understand
from retrieval.ranking import CANDIDATES, FIELDS
from retrieval.search import Search
from retrieval.terms import Lexicon
from tests.retrieval.shelf import document, index_of

LETTERS = "读书会图馆楼员费月开始主持人群里迟到后门"
TEXTS = st.text(st.sampled_from(f"{LETTERS}ab1，。"), min_size=1, max_size=40)
SHELVES = st.lists(st.lists(TEXTS, min_size=1, max_size=8), min_size=1, max_size=8)


def plainly(search: Search, question: str, lexicon: Lexicon, within: tuple[int, ...]) -> list[int]:
    """The passages of the highest sums among those within, ties by number."""
    asked = understand(question, lexicon)
    terms = {"words": asked.words, "grams": asked.grams, "headings": asked.grams}
    each = [search.fields[name].lists(terms[name]) for name in FIELDS]
    scores = Lists.joined(each, list(FIELDS.values())).scores()
    found: list[int] = best(scores * np.isin(np.arange(len(scores)), within), CANDIDATES).tolist()
    return found


@given(SHELVES, st.text(st.sampled_from(LETTERS), min_size=1, max_size=12), st.booleans())
@settings(deadline=None, max_examples=60)
def test_candidates_are_those_of_the_plain_sum(
    cache: Path, lexicon: Lexicon, shelves: list[list[str]], question: str, pruned: bool
) -> None:
    """In the whole collection, in one work, and in works that do not stand together."""
    documents = [
        document(f"{number}", *texts, title=f"题{'甲乙'[number % 2]}{number}丙")
        for number, texts in enumerate(shelves)
    ]
    with TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "_WALKED", 0 if pruned else 1 << 15)
        index = index_of(Path(directory), documents, cache)
        works = np.repeat(np.arange(len(documents)), [len(texts) for texts in shelves])
        for title, chosen in (
            (None, works >= 0),
            ("题甲0丙", works == 0),
            ("题甲", works % 2 == 0),
            ("丙", works >= 0),
        ):
            found = index.questions.find(question, max_chars=60, work=title)
            candidates = found.evidence.candidates if found.evidence else ()
            expected = plainly(index.questions, question, lexicon, tuple(np.flatnonzero(chosen).tolist()))
            assert [candidate.passage for candidate in candidates] == expected
            if found.evidence is not None:
                pairs = index.questions.fields["grams"].get_scores(found.sought.question.grams)
                assert found.evidence.pair_scores.tolist() == pairs[expected].tolist()
