"""Sentences worth quoting: they name the topic, say something by themselves, and come from many places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import SAMPLES, parse
from retrieval import Index, UnknownWork
from retrieval.quotable import LONGEST, stands_alone
from tests.retrieval.shelf import document, index_of

SAME = "读书笔记要写得像给陌生人指路，半年以后才看得懂。"
ALIKE = "读书笔记要写得像给陌生人指路，半年以后自己才看得懂。"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Index:
    """The works that ship with the bot."""
    documents = [parse(path.read_bytes(), path.name) for path in sorted(SAMPLES.iterdir())]
    return index_of(tmp_path_factory.mktemp("samples"), documents, cache)


@pytest.mark.parametrize(
    "sentence",
    [
        "解决农业、农村和农民问题，是我们全部工作的重中之重。",
        "“大家事大家办”是读书会最要紧的一条规矩。",
        "应当事人的请求，主持人可以再念一遍原文。",
        "十八周岁以上的会员都可以领读一次。",
        "其他会员可以旁听，也可以提出自己的看法。",
        "彼此不认识的人坐在一起读书，最要紧的是不着急。",
        "債權人分立、合併或者變更住所沒有通知債務人的，債務人可以中止履行。",
        "债务人不履行其义务的，债权人可以请求他承担责任。",
    ],
)
def test_a_sentence_that_says_something_by_itself_stands_alone(sentence: str) -> None:
    """Also where it holds a character that points elsewhere in other company."""
    assert stands_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "这是读书会最要紧的一条规矩，大家都要遵守。",
        "其收入归读书会所有，用来买新书和修旧书。",
        "此外，会员还应当按时缴纳会费，不得拖欠。",
        "上述规定适用于所有参加集会的会员和客人。",
        "该转让对债务人不发生效力，债务人可以拒绝。",
        "因此，我们要把时间留给讨论，而不是讲解。",
        "同时，要加强对新会员的引导和帮助，让他们安心。",
        "但是，双方另有约定的除外，也不影响别人。",
        "依照前款规定退会的，会费不再退还给本人。",
        "這是讀書會最要緊的一條規矩，大家都要遵守。",
        "為此，讀書會準備了三張桌子和十二把椅子。",
        "該筆記並不算數，只說明當時有過一點感覺。",
        "如果該轉讓沒有通知債務人，對他就不發生效力。",
        "做到这一点，关键在于主持人能不能管住时间。",
        "为办好这两件大事，大家都要作出自己的贡献。",
        "有下列情形之一的，视为自动退出读书会。",
        "一是坚持每周读书，二是坚持每次写下笔记。",
        "（二）加强读书会的管理，完善各项规章制度。",
        "1. 三天前看领读稿，把三个问题按从易到难排好。",
        "第一，要读得慢，读到不懂的地方就停下来。",
        "读书会为什么要规定每次只读三四十页呢？",
        "加强读书会的管理，完善各项规章制度",
        "加强读书会的管理，完善各项规章制度；",
        "读书会要做到以下几点：",
        "他说：“读书要慢，慢到能听见自己的声音。",
        "读书要慢。",
        "各位代表，现在我向大会报告读书会的工作。",
        "读书会的规矩只有一条，" + "大家一起慢慢读，" * 30 + "读完为止。",
        "GDP 2019 1,234 5,678 90.12% ABC DEF GHI。",
    ],
)
def test_what_leans_on_something_else_does_not(sentence: str) -> None:
    """Pointers, items of lists, headings, questions, halves, and what is too short or too long."""
    assert not stands_alone(sentence)


def test_quotations_are_whole_sentences_that_name_the_topic(samples: Index) -> None:
    """Exact slices with their places, the topic marked in each."""
    texts = {
        (document.name, work.title): work.text for document in samples.documents for work in document.works
    }
    found = samples.quotable("主持人", limit=10)
    assert len(found) >= 5
    for quotation in found:
        text = texts[quotation.citation.document, quotation.citation.work]
        assert text[quotation.start : quotation.end] == quotation.text
        assert not quotation.cut_before
        assert not quotation.cut_after
        assert "主持人" in quotation.text
        assert any(quotation.text[start:end] == "主持人" for start, end in quotation.matches)


def test_they_come_from_different_works(samples: Index) -> None:
    """No single work fills the list."""
    found = samples.quotable("读书", limit=5)
    assert len({quotation.citation.work for quotation in found}) >= 3


def test_a_longer_list_begins_as_the_shorter_one(samples: Index) -> None:
    """Otherwise leafing would show things twice, and others never."""
    assert samples.quotable("笔记", limit=9)[:4] == samples.quotable("笔记", limit=4)


def test_an_articles_number_is_left_to_the_citation(samples: Index) -> None:
    """「第二十八条 领读人…」 is quoted without the number, which its section names."""
    found = [one for one in samples.quotable("领读人", limit=20) if one.citation.work == "读书会章程"]
    assert found
    for one in found:
        assert not one.text.startswith("第")
        assert one.citation.section[-1].startswith("第")


def test_what_is_said_twice_is_quoted_once_with_both_places(tmp_path: Path, cache: Path) -> None:
    """Near-duplicates count as one."""
    documents = [document("one.txt", SAME), document("two.txt", ALIKE), document("three.txt", SAME)]
    found = index_of(tmp_path, documents, cache).quotable("读书笔记", limit=5)
    assert len(found) == 1
    places = {found[0].citation.document, *(place.document for place in found[0].also)}
    assert places == {"one.txt", "two.txt", "three.txt"}


def test_nothing_is_quoted_on_a_topic_that_nobody_speaks_of(samples: Index) -> None:
    """Rather none than one that only shares a character."""
    for topic in ("火星移民", "量子计算机", "", "   ", "？！"):
        assert samples.quotable(topic, limit=5) == ()


def test_a_list_may_be_limited_to_a_work(samples: Index) -> None:
    """And a work that there is not is named, with those that come close."""
    found = samples.quotable("读书", limit=5, work="章程")
    assert found
    assert {one.citation.work for one in found} == {"读书会章程"}
    with pytest.raises(UnknownWork, match="没有"):
        samples.quotable("读书", limit=5, work="没有这本")


@settings(deadline=None)
@given(st.text(max_size=40) | st.text("读书会主持人这其第一条，。！“”《》", max_size=40))
def test_any_topic_gets_whole_sentences_or_none(samples: Index, topic: str) -> None:
    """Whatever is typed."""
    for quotation in samples.quotable(topic, limit=5):
        assert stands_alone(quotation.text)
        assert len(quotation.text) <= LONGEST
