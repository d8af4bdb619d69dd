"""Every place of a word, counted as the text itself counts it."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from corpus import Document
from retrieval import Index, Trace, UnknownWork
from retrieval.terms import Lexicon
from tests.retrieval.shelf import document, index_of

TEXTS = [
    "改革開放以來，改革不斷深化。",
    "改革改革改革！ＡＩ与 AI、ai 和 FAIR；1978年，１９７８年。",
    "人人人人都说：“人人为我。”",
]


def works() -> list[Document]:
    """Three works, of which two say from which year they are."""
    first = corpus.parse(
        "2004年报告\n\n第一条 改革是动力。\n第二条 改革要深化，改革要配套。".encode(), "a.txt"
    )
    second = corpus.parse("1987年报告\n\n第一条 改革刚刚开始。\n第二条 開放與改革。".encode(), "b.txt")
    return [first, second, document("c.txt", *TEXTS, title="随笔")]


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Index:
    return index_of(tmp_path_factory.mktemp("traced"), works(), cache)


def hold(index: Index, trace: Trace, every: Trace) -> None:
    """What is true of every trace."""
    texts = {(one.name, work.title): work.text for one in index.documents for work in one.works}
    assert sum(share.count for share in trace.works) == trace.count == len(every.places)
    for place in filter(None, (trace.first, trace.last, *every.places)):
        text = texts[place.citation.document, place.citation.work]
        assert text[place.start : place.end] == place.text
        ((start, end),) = place.matches
        assert 0 <= start < end <= len(place.text)


def test_every_place_is_counted_whatever_its_script_width_or_case(traced: Index) -> None:
    """改革 and 改革, AI and ＡＩ; a heading counts as any other line."""
    counts = {word: traced.trace(word).count for word in ("改革", "開放", "开放", "ai", "ＡＩ", "第一")}
    assert counts == {"改革": 10, "開放": 2, "开放": 2, "ai": 3, "ＡＩ": 3, "第一": 3}


def test_a_latin_word_or_a_number_counts_as_a_whole(traced: Index) -> None:
    """AI is no part of FAIR, nor 97 of 1978."""
    assert traced.trace("FAIR").count == 1
    assert traced.trace("97").count == 0
    assert traced.trace("1978年").count == 2


def test_places_do_not_overlap(traced: Index) -> None:
    """人人人人 holds 人人 twice."""
    assert traced.trace("人人").count == 3


def test_works_come_by_year_and_those_without_one_last(traced: Index) -> None:
    """The first place is the earliest, the last the latest that has a year."""
    trace = traced.trace("改革")
    assert [(share.work, share.year, share.count) for share in trace.works] == [
        ("1987年报告", 1987, 2),
        ("2004年报告", 2004, 3),
        ("随笔", None, 5),
    ]
    assert trace.first is not None
    assert trace.last is not None
    assert trace.first.text.endswith("改革刚刚开始。")
    assert trace.last.text.endswith("改革要深化，改革要配套。")
    assert trace.last.matches[0][0] > trace.last.text.index("改革")


def test_places_come_page_by_page(traced: Index) -> None:
    """Together they are all, in order."""
    every = traced.trace("改革", limit=100)
    pages = [traced.trace("改革", first=first, limit=3).places for first in range(0, 12, 3)]
    assert tuple(place for page in pages for place in page) == every.places
    hold(traced, traced.trace("改革"), every)


def test_a_word_may_be_traced_in_one_work(traced: Index) -> None:
    """By what its title holds; a title that none has is told."""
    assert traced.trace("改革", work="随笔").count == 5
    assert traced.trace("改革", work="《1987年报告》").count == 2
    with pytest.raises(UnknownWork):
        traced.trace("改革", work="没有")


@pytest.mark.parametrize("word", ["", " ", "，", "……", "火星", "\U0002a6d6", "x" * 500, "一二三"])
def test_what_stands_nowhere_is_none(traced: Index, word: str) -> None:
    """Marks alone say nothing."""
    assert traced.trace(word).count == 0
    assert traced.trace(word).places == ()


def test_characters_beyond_the_basic_plane_are_characters(tmp_path: Path, cache: Path) -> None:
    """One of them makes the whole text wide."""
    index = index_of(tmp_path, [document("d.txt", "在𠮷野家和吉野家吃饭。"), *works()], cache)
    assert index.trace("野家").count == 2
    assert index.trace("𠮷野").count == 1
    assert index.trace("改革").count == 10
    (place,) = index.trace("𠮷野").places
    assert place.text[slice(*place.matches[0])] == "𠮷野"


def test_a_long_sentence_is_cut_between_clauses(tmp_path: Path, cache: Path) -> None:
    """Around the word, with as many clauses as there is room for."""
    clauses = [f"这是第{number}个分句" for number in "甲乙丙丁戊己庚辛壬癸"]
    index = index_of(tmp_path, [document("a.txt", "，".join(clauses) + "。")], cache)
    place = index.trace("戊", max_chars=24).places[0]
    assert place.text == "这是第戊个分句，这是第己个分句，这是第庚个分句，"
    assert place.cut_before
    assert place.cut_after


@settings(max_examples=50)
@given(
    text=st.text(st.sampled_from("改革开開放，。人AＡa19 "), max_size=60),
    word=st.text("改革开人Aa1", min_size=1, max_size=3),
)
def test_the_count_is_that_of_a_plain_search(cache: Path, lexicon: Lexicon, text: str, word: str) -> None:
    """As a regular expression over the folded text would count."""
    with TemporaryDirectory() as folder:
        held = document("a.txt", f"甲{text}乙")
        index = index_of(Path(folder), [held], cache)
        fold = lexicon.folding
        stored = "".join(chr(fold.folds[ord(one)]) for one in held.works[0].text)
        sought = "".join(chr(fold.folds[ord(one)]) for one in word)
        before = r"(?<![0-9A-Za-z])" if sought[0].isascii() else ""
        after = r"(?![0-9A-Za-z])" if sought[-1].isascii() else ""
        expected = re.findall(before + re.escape(sought) + after, stored)
        trace = index.trace(word, limit=100)
        assert trace.count == len(expected)
        hold(index, trace, trace)
