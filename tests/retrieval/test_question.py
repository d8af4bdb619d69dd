"""A question is taken for what it looks for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.expectations import expectations
from retrieval.question import MOST_TERMS, understand
from retrieval.terms import Lexicon


@pytest.mark.parametrize(
    "question",
    [
        "图书馆几点开门？",
        "请问图书馆什么时候开门",
        "圖書館何時開門？",
        "图书馆为什么开门呢",
        "谁给图书馆开门啊",
    ],
)
def test_words_that_only_ask_are_not_looked_for(lexicon: Lexicon, question: str) -> None:
    """In either script, politely or not."""
    words = set(understand(question, lexicon).words)
    assert {"图书馆", "开门"} <= words
    assert words <= {"图书馆", "开门", "点", "时候", "给"}


@pytest.mark.parametrize(
    ("question", "word"), [("几何学研究什么", "几何学"), ("几乎人人都有什么", "几乎"), ("咖啡和吗啡", "吗啡")]
)
def test_words_that_look_like_asking_are_kept(lexicon: Lexicon, question: str, word: str) -> None:
    """几何 asks nothing."""
    assert word in understand(question, lexicon).words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("什么叫三会一课", {"三会", "一课"}),
        ("定金是什么意思", {"定金"}),
        ("请解释一下什么是定金", {"定金"}),
        ("文中提到的定金是多少", {"定金"}),
        ("有没有关于定金的内容？", {"定金"}),
        ("帮我找一下关于定金的论述", {"定金"}),
        ("有哪些地方提到定金", {"定金"}),
        ("讲讲定金", {"定金"}),
    ],
)
def test_what_is_said_of_texts_and_asking_is_not_looked_for(
    lexicon: Lexicon, question: str, words: set[str]
) -> None:
    """Nor does 叫 become a part of what stands behind it."""
    assert set(understand(question, lexicon).words) == words


def test_a_question_of_nothing_but_asking_looks_for_what_it_has(lexicon: Lexicon) -> None:
    """Rather than for nothing."""
    assert understand("什么？", lexicon).words == ("什么",)


def test_what_stands_next_to_the_asking_word_is_nearest(lexicon: Lexicon) -> None:
    """The answer will stand where the asking word does."""
    near = understand("读书会的主持人提前多少天发章节？", lexicon).near
    assert near["提前"] > near["主持人"] > near["读书会"] > 0


def test_without_an_asking_word_nothing_is_near(lexicon: Lexicon) -> None:
    """As in a search of a few words."""
    assert set(understand("图书馆开放时间", lexicon).near.values()) == {0.0}


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("在《读书会指南》中，会费是多少", "读书会指南"),
        ("《读书会指南》里怎么说会费", "读书会指南"),
        ("根据《圖書館規則》规定，几点开门", "圖書館規則"),
        ("《读书会指南》是谁写的", None),
    ],
)
def test_a_question_may_name_its_work(lexicon: Lexicon, question: str, title: str | None) -> None:
    """As it is written there; the name is then no part of what is looked for, unless that is wished."""
    asked = understand(question, lexicon)
    assert asked.work == title
    unscoped = understand(question, lexicon, scoped=False)
    assert unscoped.work is None
    assert set(asked.words) <= set(unscoped.words)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("会费是多少元", {"number", "measure"}),
        ("哪一年成立", {"date", "number"}),
        ("为什么要交会费", {"reason"}),
        ("图书馆在哪里", {"place"}),
        ("有哪些规定", {"list"}),
        ("它又叫什么名字", {"name"}),
        ("什么是读书会", {"definition", "meaning"}),
        ("读书会指的是什么?", {"meaning", "definition"}),
        ("迟到的人从后门进来", set()),
    ],
)
def test_a_question_says_what_it_expects(question: str, names: set[str]) -> None:
    """By its asking words."""
    assert {kind.name for kind in expectations(question)} == names


@pytest.mark.parametrize(
    ("text", "holds"), [("每季度60元", True), ("一百二十人", True), ("三人", True), ("说一声就行", False)]
)
def test_regression_one_alone_was_a_number(text: str, holds: bool) -> None:
    """一 begins too many words, such as 一声 and 一般, to tell how many there are."""
    (number,) = expectations("会费是多少")
    assert number.given is not None
    assert (number.given.search(text) is not None) == holds


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_can_be_a_question(lexicon: Lexicon, question: str) -> None:
    """Terms are bounded, each once, and none is empty."""
    asked = understand(question, lexicon)
    for terms in (asked.words, asked.grams, asked.characters):
        assert len(set(terms)) == len(terms) <= MOST_TERMS
        assert all(terms)
        assert set(terms) <= set(asked.near)
