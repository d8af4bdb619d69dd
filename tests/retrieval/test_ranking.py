"""The passage that answers comes first, for reasons that can be named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval import Index
from retrieval.ranking import CONFIDENCE, PARTS
from retrieval.weights import Weights
from tests.retrieval.shelf import document, index_of

TEXTS = (
    "桂花书院建于清代。书院由乡绅集资修建，占地三亩。",
    "桂花茶要在清晨采摘。采茶人在书院门口集合，然后上山。",
    "图书馆周末开放。馆内藏书三万册，以方志为主。",
)


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Index:
    return index_of(
        tmp_path_factory.mktemp("academy"), [document("a.txt", *TEXTS, title="桂花书院志")], cache
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [("桂花书院建于什么时候", TEXTS[0]), ("采茶人在哪里集合", TEXTS[1]), ("馆里有多少册藏书", TEXTS[2])],
)
def test_the_passage_that_covers_most_comes_first(academy: Index, question: str, text: str) -> None:
    """Though the others have some of the words."""
    found = academy.questions.find(question, max_chars=120)
    assert found.evidence is not None
    assert found.ranking is not None
    assert found.evidence.candidates[found.ranking.best].text == text


@pytest.mark.parametrize(
    "question", ["什么是要约", "要约是什么意思？", "要约指的是什么", "請解釋一下什麼是要約"]
)
def test_what_is_asked_for_its_meaning_is_found_where_it_is_explained(
    tmp_path: Path, cache: Path, question: str
) -> None:
    """Though others speak of it more often."""
    told = (
        "要约可以撤回。撤回要约的通知应当在要约到达受要约人前到达，或者与要约同时到达。",
        "第三条　要约是希望与他人订立合同的意思表示。",
        "要约失效的情形有：要约被拒绝；要约被依法撤销；要约人死亡。",
    )
    index = index_of(tmp_path, [document("a.txt", *told, title="通则")], cache)
    assert index.search(question).quotations[0].text == told[1]


def test_the_first_quotation_is_the_best_passages(academy: Index) -> None:
    """Whatever the chances of single sentences."""
    for question in ("桂花书院建于什么时候？采茶人在哪里集合？", "书院有什么", "藏书和采摘"):
        told = academy.explain(question)
        shown = told.answer.quotations or told.answer.near
        assert shown[0].citation.code == told.passages[0].citation.code


def test_a_passage_that_repeats_its_title_does_not_come_before_one_that_answers(
    tmp_path: Path, cache: Path
) -> None:
    """What stands above a passage counts for each of its sentences."""
    told = (
        "按照水库工作报告的安排，各站统筹推进各项工作。",
        "今年疏浚渠道二十里，比去年多五里。",
        "渔户的登记由站长办理。",
    )
    index = index_of(tmp_path, [document("a.txt", *told, title="水库工作报告")], cache)
    assert index.search("水库工作报告关于疏浚渠道怎么说").quotations[0].text == told[1]


def test_what_stands_above_counts_for_a_sentence_with_the_answer_expected(
    tmp_path: Path, cache: Path
) -> None:
    """The year stands in the title alone, the number in one sentence: together they hold all asked for."""
    told = "疏浚渠道要紧的是人手。今年要疏浚渠道20里以上。"
    index = index_of(tmp_path, [document("a.txt", told, title="2019年水务报告")], cache)
    ranking = index.questions.find("2019年疏浚渠道多少里", max_chars=120).ranking
    assert ranking is not None
    assert ranking.parts[0, PARTS.index("expected")] == pytest.approx(1.0)


def test_every_part_of_a_score_is_a_share(academy: Index) -> None:
    """From 0 to 1, and the chances sum to 1."""
    ranking = academy.questions.find("桂花书院建于什么时候？采茶人在哪里集合？", max_chars=120).ranking
    assert ranking is not None
    assert ranking.parts.shape == (3, len(PARTS))
    assert ((ranking.parts >= 0) & (ranking.parts <= 1 + 1e-9)).all()
    assert ranking.chances.sum() == pytest.approx(1)
    assert ranking.chances.argmax() == ranking.best


def test_more_of_the_question_is_more_confidence(academy: Index) -> None:
    """A word that stands nowhere lowers it."""
    known = academy.search("采茶人在书院门口集合").confidence
    doubtful = academy.search("飞行员在书院门口集合").confidence
    strange = academy.search("飞行员在空军基地跳伞").confidence
    assert known > doubtful > strange


def test_weights_have_a_name_for_every_part() -> None:
    """And no other."""
    weights = Weights.load()
    assert tuple(weights.passage) == PARTS
    assert tuple(weights.confidence) == CONFIDENCE
    assert 0 < weights.found < 1
    assert np.isfinite([*weights.passage.values(), *weights.sentence.values()]).all()
