"""An answer can say why it is what it is."""

from __future__ import annotations

import math

import pytest

from retrieval import Index


def test_an_explanation_holds_the_answer_itself(index: Index) -> None:
    """The same as a search gives."""
    assert index.explain("读书会几点开始？").answer == index.search("读书会几点开始？")


def test_the_parts_sum_to_the_score(index: Index) -> None:
    """And the differences to the lead over the next passage."""
    first, second, *_ = index.explain("读书会迟到的会员从哪里进来？").passages
    assert math.isclose(sum(part.counts for part in first.parts), first.score)
    assert math.isclose(sum(gap for _, gap in first.before), first.score - second.score)
    assert first.score >= second.score


def test_the_confidence_can_be_followed(index: Index) -> None:
    """Its parts, by the logistic curve."""
    told = index.explain("会员每年缴纳多少会费")
    total = told.constant + sum(part.counts for part in told.confidence)
    assert told.answer.confidence == pytest.approx(1 / (1 + math.exp(-total)))
    assert told.answer.found == (told.answer.confidence >= told.found)


def test_terms_are_named_with_their_weight_and_where_they_stand(index: Index) -> None:
    """What stands nowhere weighs the most."""
    terms = {(term.text, term.kind): term for term in index.explain("石油和会费").terms}
    assert terms["石油", "word"].passages == 0
    assert terms["会费", "word"].passages == 1
    assert terms["石油", "word"].weight > terms["会费", "word"].weight
    best = index.explain("石油和会费").passages[0]
    assert best.holds == ("会费",)
    assert best.lacks == ("石油",)


def test_a_question_without_words_is_explained_too(index: Index) -> None:
    """With nothing."""
    told = index.explain("？？")
    assert (told.terms, told.passages, told.confidence) == ((), (), ())
