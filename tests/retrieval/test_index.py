"""A question gets exact quotations with their places, or is told that nothing fits."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import Answer, Index, UnknownWork, update
from tests.retrieval.shelf import READING, RULES, TRADITIONAL, document, index_of, shelf

QUESTIONS = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from(READING + RULES + TRADITIONAL + "《》在中什么吗？"), max_size=60
)


def check(answer: Answer, index: Index, max_chars: int) -> None:
    """What holds for every answer."""
    texts = {
        (document.name, work.title): work.text for document in index.documents for work in document.works
    }
    assert 0 <= answer.confidence <= 1
    assert bool(answer.quotations) == answer.found
    for quotation in (*answer.quotations, *answer.near):
        text = texts[quotation.citation.document, quotation.citation.work]
        assert text[quotation.start : quotation.end] == quotation.text
        assert 0 < len(quotation.text) <= max_chars
        assert all(0 <= start < end <= len(quotation.text) for start, end in quotation.matches)


@settings(deadline=None)
@given(QUESTIONS, st.integers(1, 4), st.integers(1, 150))
def test_every_quotation_is_a_slice_of_its_work(
    index: Index, question: str, limit: int, max_chars: int
) -> None:
    """For any question at all, as long as was asked for at most."""
    answer = index.search(question, limit=limit, max_chars=max_chars)
    assert answer.question == question
    assert len(answer.quotations) <= limit
    check(answer, index, max_chars)


def test_the_answer_has_its_place(index: Index) -> None:
    """Work, section, document and paragraph."""
    best = index.search("读书会几点开始？").quotations[0]
    assert best.text.startswith("读书会每周三晚上七点在图书馆二楼开始。")
    assert (best.citation.work, best.citation.section) == ("读书会指南", ("第一",))
    assert (best.citation.document, best.citation.paragraph) == ("guide.txt", 2)
    assert any(best.text[start:end] == "读书会" for start, end in best.matches)


@pytest.mark.parametrize(
    "question", ["图书馆开放时间", "圖書館開放時間", "借书证由谁签发", "1997年以前的证件"]
)
def test_script_and_digits_do_not_matter(index: Index, question: str) -> None:
    """Simplified finds traditional, 1997 finds 一九九七, and the original glyphs are shown."""
    answer = index.search(question)
    assert answer.found
    assert answer.quotations[0].citation.document == "library.txt"
    assert answer.quotations[0].text in TRADITIONAL


@pytest.mark.parametrize("question", ["", "？？！。", "   \n", "……", "😀", "\ud800"])
def test_a_question_without_words_finds_nothing(index: Index, question: str) -> None:
    """And does not fail."""
    assert index.search(question) == Answer(question, found=False, confidence=0.0)


def test_what_nothing_is_said_about_is_not_found(index: Index) -> None:
    """The words that stand nowhere are named."""
    answer = index.search("石油的价格是多少")
    assert not answer.found
    assert "石油" in answer.missing


@pytest.mark.parametrize("question", ["发展党员多少名", "热水是什么水", "有没有铁"])
def test_regression_a_character_beside_others_was_said_to_stand_nowhere(
    tmp_path: Path, cache: Path, question: str
) -> None:
    """名 stands in 十二名, and 水 in 茶水; 铁 nowhere."""
    texts = ("支部发展党员十二名", "会场备有热水和茶水", "渡口有一条木船")
    index = index_of(tmp_path, [document(f"{n}.txt", text) for n, text in enumerate(texts)], cache)
    assert set(index.search(question).missing) == ({"铁"} if "铁" in question else set())


@pytest.mark.parametrize(
    "question", ["会费" * 50_000, "会员每年缴纳多少会费" + "。" * 100_000, "x" * 100_000]
)
def test_a_question_of_a_hundred_thousand_characters_is_bounded(index: Index, question: str) -> None:
    """Its beginning is what counts."""
    check(index.search(question), index, 120)


def test_a_work_can_be_named(index: Index) -> None:
    """By the caller, folded and in part, or within the question."""
    asked = "每周三和开放时间"
    for answer in (
        index.search(asked, work="图书馆"),
        index.search(asked, work="圖書館規則"),
        index.search(f"在《图书馆规则》中，{asked}"),
    ):
        quotations = (*answer.quotations, *answer.near)
        assert {quotation.citation.work for quotation in quotations} == {"圖書館規則"}


def test_an_unknown_work_is_named_with_those_like_it(index: Index) -> None:
    """Where the caller names it; a question that names one is answered from all."""
    with pytest.raises(UnknownWork, match="《读书会指南》"):
        index.search("会费", work="读书会指北")
    assert index.search("《读书会指北》里，会员每年缴纳多少会费？").found


def test_an_empty_index_answers(tmp_path: Path, cache: Path) -> None:
    """Nothing is found in nothing."""
    empty = index_of(tmp_path, [], cache)
    answer = empty.search("会费")
    assert (answer.found, answer.missing, empty.documents, len(empty)) == (False, ("会费",), (), 0)
    assert empty.passage("x") is None


def test_one_passage_can_be_found(tmp_path: Path, cache: Path) -> None:
    """Every term stands in all passages there, and still counts."""
    assert index_of(tmp_path, [document("a", RULES)], cache).search("会费是多少").found


def test_an_open_index_answers_as_it_was_opened(tmp_path: Path, cache: Path) -> None:
    """A later generation changes nothing for who has an earlier one open."""
    before = index_of(tmp_path, shelf(), cache)
    update(tmp_path, cache=cache, remove=["guide.txt"])
    assert before.search("会员每年缴纳多少会费").found
    assert not before.is_current
    assert Index.open(tmp_path, cache=cache).is_current
    assert not Index.open(tmp_path, cache=cache).search("会员每年缴纳多少会费").found


def test_threads_may_search_at_once(tmp_path: Path, cache: Path) -> None:
    """Also the first searches, when dictionaries are loaded."""
    index = index_of(tmp_path, shelf(), cache)
    questions = ["读书会几点开始", "会费多少", "借书证由谁签发", "国际石油价格"] * 8
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(index.search, questions))
    assert answers == [index.search(question) for question in questions]


def test_the_same_words_are_shown_once_with_all_their_places(tmp_path: Path, cache: Path) -> None:
    """A sentence that stands in two documents is one quotation with two citations."""
    index = index_of(tmp_path, [document("a", RULES), document("b", RULES)], cache)
    answer = index.search("会员缴纳多少会费")
    assert [quotation.citation.document for quotation in answer.quotations] == ["a"]
    assert [citation.document for citation in answer.quotations[0].also] == ["b"]


def test_outlines_are_read_once_however_many_works_there_are(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question to ten long works took 46 ms, of which 43 went into reading their outlines again."""
    texts = [f"第{number}处的会员每年缴纳会费{number}元。" for number in range(12)]
    documents = [
        document(f"{number:02}.txt", text, title=f"第{number}处") for number, text in enumerate(texts)
    ]
    index = index_of(tmp_path, documents, cache)
    for text in texts:
        assert index.search(text, max_chars=60).quotations[0].text == text
    monkeypatch.setattr(json, "loads", None)  # whoever reads again now, fails
    for text in texts:
        assert index.search(text, max_chars=61).quotations[0].text == text
