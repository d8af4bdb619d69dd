"""Every quotation is found where it stands, told what differs, and never called verbatim when it is not."""

from __future__ import annotations

import re
from functools import cache as once
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import corpus
from corpus import Work
from retrieval import Index
from retrieval.checking import Check, Difference, Span
from tests.bench.check import measure
from tests.retrieval.shelf import READING, RULES, TRADITIONAL, document, index_of

LAW = [
    "第一条 会费每年一次缴清，逾期不缴的视为退会。\n第二条 会员可以带一位朋友旁听。",
    "第三条 会费用于购书、场地和茶水，由两人共同签字。",
]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Index:
    """The works that ship with the bot."""
    documents = [corpus.read(file) for file in corpus.scan(corpus.SAMPLES)]
    return index_of(tmp_path_factory.mktemp("samples"), documents, cache)


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Index:
    """Two works with sections that are numbered alike, and one with articles."""
    parsed = [
        corpus.parse("\n".join(["读书会公约", *LAW]).encode(), "公约.txt"),
        corpus.parse("购书办法\n第一条 每季购书一次。\n第二条 书款凭票报销。".encode(), "办法.txt"),
    ]
    documents = [*parsed, document("guide.txt", READING, RULES, title="读书会指南")]
    documents.append(document("library.txt", TRADITIONAL, title="圖書館規則"))
    return index_of(tmp_path_factory.mktemp("laws"), documents, cache)


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Index:
    """Chinese with Latin words in it, and sentences in English."""
    texts = [
        "The reading circle meets every two weeks in the library.",
        "请先安装 LibreOffice Writer 软件，再打开文件。",
        "Information retrieval begins with tokenization.",
    ]
    return index_of(tmp_path_factory.mktemp("manual"), [document("manual.txt", *texts)], cache)


def hold(check: Check, index: Index) -> None:
    """What is true of every check."""
    texts = {
        (document.name, work.title): work.text for document in index.documents for work in document.works
    }
    assert [span.start for span in check.spans] == sorted(span.start for span in check.spans)
    for span in check.spans:
        assert 0 <= span.start < span.end <= len(check.text)
        assert bool(span.quotations) == (span.verdict != "absent")
        for quotation in span.quotations:
            text = texts[quotation.citation.document, quotation.citation.work]
            assert quotation.text
            assert text[quotation.start : quotation.end] == quotation.text
            assert all(0 <= start < end <= len(quotation.text) for start, end in quotation.matches)
        for difference in span.differences:
            assert check.text[difference.start : difference.end] == difference.given
            assert span.start <= difference.start <= difference.end <= span.end
            assert difference.given != difference.stored


def only(index: Index, text: str) -> Span:
    """The one span of a text."""
    check = index.check(text)
    hold(check, index)
    assert len(check.spans) == 1, [text[span.start : span.end] for span in check.spans]
    return check.spans[0]


@once
def shipped() -> list[tuple[str, Work]]:
    """The works that ship with the bot, with their documents' names."""
    documents = [corpus.read(file) for file in corpus.scan(corpus.SAMPLES)]
    return [(document.name, work) for document in documents for work in document.works]


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, str, int, str]:
    """A document of the samples, a work of it, a place there and the text that stands at it.

    Cut anywhere but inside a Latin word or a number, which are terms as a whole.
    """
    name, work = draw(st.sampled_from(shipped()))
    start = draw(st.integers(0, len(work.text) - 12))
    end = draw(st.integers(start + 8, min(start + 300, len(work.text))))
    while end < len(work.text) and re.fullmatch(r"[A-Za-z0-9._/-]{2}", work.text[end - 1 : end + 1]):
        end += 1
    while start and re.fullmatch(r"[A-Za-z0-9._/-]{2}", work.text[start - 1 : start + 1]):
        start -= 1
    text = work.text[start:end]
    start += len(text) - len(text.lstrip())
    return name, work.title, start, text.strip()


def chinese(text: str) -> list[int]:
    """Where the Chinese letters of a text stand."""
    return [at for at, letter in enumerate(text) if "\u4e00" <= letter <= "\u9fff"]


MARKED = st.text(st.sampled_from('“”「」『』"‘’>《》……（）第三条：，。\n 会费每年一次缴清12.5%'), max_size=80)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())) | MARKED)
def test_any_text_is_checked(laws: Index, text: str) -> None:
    """Nothing that is given raises, and all that is said of it is true."""
    hold(laws.check(text), laws)


@settings(deadline=None)
@given(slices())
def test_what_is_copied_is_verbatim_at_its_place(samples: Index, copied: tuple[str, str, int, str]) -> None:
    """A run of a work, across sentences, paragraphs and sections, is found as it stands."""
    name, title, start, text = copied
    assume(len(chinese(text)) >= 8)
    span = only(samples, f"『{text}』")
    assert span.verdict == "verbatim"
    first = span.quotations[0]
    assert first.text == text
    here = [(one.citation.document, one.citation.work, one.start) for one in span.quotations]
    assert (name, title, start) in here or len(text) < 30
    assert not span.differences


@settings(deadline=None)
@given(slices(), st.data())
def test_a_wrong_letter_is_never_verbatim(
    samples: Index, copied: tuple[str, str, int, str], data: st.DataObject
) -> None:
    """One Chinese letter replaced is told as such, where it is."""
    *_, text = copied
    letters = chinese(text)
    assume(len(letters) >= 12)
    at = data.draw(st.sampled_from(letters[2:-2]))
    span = only(samples, f"『{text[:at]}鑫{text[at + 1 :]}』")
    assert span.verdict == "altered"
    assert span.differences == (Difference("replaced", at + 1, at + 2, "鑫", text[at]),)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("會費每年一次繳清，逾期不繳的視為退會。", {"script"}),
        ("会费每年一次缴清,逾期不缴的视为退会。", {"width"}),
        ("会费每年 一次缴清，逾期　不缴的\n视为退会。", {"space"}),
        ("会费每年一次缴清；逾期不缴的，视为退会！", {"punctuation"}),
        ("图书馆的开放时间是上午九点至下午五点", {"script"}),
    ],
)
def test_looks_alone_leave_it_verbatim(laws: Index, text: str, kinds: set[str]) -> None:
    """Width, script, spaces and punctuation are listed, and change no verdict."""
    span = only(laws, f"“{text}”")
    assert span.verdict == "verbatim"
    assert {difference.kind for difference in span.differences} == kinds


@pytest.mark.parametrize(
    ("text", "differences"),
    [
        ("会费每月一次缴清，逾期不缴的视为退会。", [("replaced", "月", "年")]),
        ("会费每年一次清，逾期不缴的视为退会。", [("missing", "", "缴")]),
        ("会费每年一次性缴清，逾期不缴的视为退会。", [("added", "性", "")]),
        ("会费每年一次缴清，逾期不的缴视为退会。", [("replaced", "的缴", "缴的")]),
        ("会费每年一次缴清，逾期不缴的视为退会了", [("added", "了", "")]),
    ],
)
def test_other_words_are_told_letter_by_letter(
    laws: Index, text: str, differences: list[tuple[str, str, str]]
) -> None:
    """Altered, with what was given and what is stored."""
    span = only(laws, f"他说：“{text}”")
    assert span.verdict == "altered"
    assert [(one.kind, one.given, one.stored) for one in span.differences] == differences
    assert span.quotations[0].citation.work == "读书会公约"


@pytest.mark.parametrize(
    "text",
    [
        "逾期不缴的视为退会，会费每年一次缴清。",
        "会费每年一次缴清，由两人共同签字。",
        "会费用于聚餐，逾期三个月的罚款一百元。",
        "天下没有不散的筵席",
        "退会第二条会员",
    ],
)
def test_what_stands_nowhere_is_absent(laws: Index, text: str) -> None:
    """Though the words may be there: in another order, or in several places."""
    assert only(laws, f"“{text}”").verdict in ("absent", "verbatim")[: 1 + (text == "退会第二条会员")]


def test_a_point_within_a_number_is_no_punctuation(tmp_path: Path, cache: Path) -> None:
    """6.5% is not 65%."""
    index = index_of(
        tmp_path, [document("a.txt", "国内生产总值比上年增长6.5%，城镇新增就业一千万人。")], cache
    )
    assert only(index, "“国内生产总值比上年增长65%”").verdict == "altered"
    assert only(index, "“国内生产总值比上年增长６．５％”").verdict == "verbatim"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("《读书会公约》第一条规定：“会费每年一次缴清，逾期不缴的视为退会。”", "verbatim"),
        ("《读书会公约》第三条规定：“会费每年一次缴清，逾期不缴的视为退会。”", "misplaced"),
        ("《购书办法》说：“会费每年一次缴清，逾期不缴的视为退会。”", "misplaced"),
        ("“会费每年一次缴清，逾期不缴的视为退会”（《购书办法》第一条）。", "misplaced"),
        ("“会费每年一次缴清，逾期不缴的视为退会”（《读书会公约》第1条）。", "verbatim"),
        ("“会费每年一次缴清，逾期不缴的视为退会。”——《购书办法》", "misplaced"),
        ("“会费每年一次缴清，逾期不缴的视为退会”出自《购书办法》。", "misplaced"),
        ("《论语》说：“会费每年一次缴清，逾期不缴的视为退会。”", "verbatim"),
        ("《购书办法》第一条：会费每年一次缴清，逾期不缴的视为退会。", "misplaced"),
        ("会费每年一次缴清，逾期不缴的视为退会（《读书会公约》第一条）", "verbatim"),
        ("第二条说“会员可以带一个朋友旁听”", "altered"),
        ("第一条说“会员可以带一个朋友旁听”", "misplaced"),
    ],
)
def test_a_place_that_is_named_has_to_be_the_true_one(laws: Index, text: str, verdict: str) -> None:
    """By title or number, before or behind; a work that is not there cannot be judged."""
    span = only(laws, text)
    assert span.verdict == verdict
    assert span.quotations[0].citation.work == "读书会公约"


def test_each_quotation_has_its_own_place(laws: Index) -> None:
    """What is named for one is not for the next."""
    check = laws.check("“每季购书一次”（《购书办法》第一条），“由两人共同签字”（《读书会公约》第一条）。")
    assert [span.verdict for span in check.spans] == ["verbatim", "misplaced"]


@pytest.mark.parametrize(
    ("between", "verdict"), [("又说：", "misplaced"), ("，", "misplaced"), ("读书会公约说", "verbatim")]
)
def test_regression_a_place_reached_past_the_sentence_that_its_quotation_ended(
    laws: Index, between: str, verdict: str
) -> None:
    """Only where the text goes on to quote the same source."""
    text = f"《购书办法》说：“每季购书一次。”{between}“会费每年一次缴清，逾期不缴的视为退会。”"
    assert [span.verdict for span in laws.check(text).spans] == ["verbatim", verdict]


def test_an_ellipsis_leaves_words_out_in_order(laws: Index) -> None:
    """Its pieces stand in one work, one after the other, and what is left out is told."""
    span = only(laws, "“会费每年一次缴清……由两人共同签字”")
    assert span.verdict == "verbatim"
    assert span.quotations[0].text.startswith("会费每年")
    assert span.quotations[0].text.endswith("共同签字")
    assert [difference.kind for difference in span.differences] == ["omitted"]
    assert only(laws, "“由两人共同签字……会费每年一次缴清”").verdict == "absent"
    assert only(laws, "“会费每年一次缴清……书款凭票报销”").verdict == "absent"


def test_marks_inside_a_quotation_belong_to_it(samples: Index) -> None:
    """Only the outermost are taken, and none that the stored text has itself."""
    stored = "多问“在哪一页”，少问“你同意吗”。"
    for text in (stored, f"“{stored}”", f"「{stored}」", "“多问‘在哪一页’，少问‘你同意吗’。”"):
        assert only(samples, text).verdict == "verbatim"
        assert only(samples, text).quotations[0].text == stored


def test_marks_around_a_word_only_stress_it(laws: Index) -> None:
    """Unless nothing else is quoted."""
    assert len(laws.check("他的“会费”论：“由两人共同签字”").spans) == 1
    assert only(laws, "他老说“会费”这个词").verdict == "verbatim"


def test_a_heading_is_found_too(samples: Index) -> None:
    """What stands outside all passages is text all the same."""
    span = only(samples, "“怎么查看和删除”")
    assert span.verdict == "verbatim"
    assert span.quotations[0].citation.section[-1] == "怎么查看和删除"


def test_a_place_is_that_of_its_first_words(laws: Index) -> None:
    """Section, paragraph and code, though the quotation goes on into the next section."""
    quotation = only(laws, "“由两人共同签字”").quotations[0]
    assert (quotation.citation.section, quotation.citation.paragraph) == (("第三条",), 4)
    crossing = only(laws, "“视为退会。\n第二条 会员可以带”").quotations[0]
    assert (crossing.citation.section, crossing.citation.paragraph) == (("第一条",), 2)
    place = laws.passage(crossing.citation.code)
    assert place is not None
    assert place.start <= crossing.start < place.end


def test_nothing_quoted_is_nothing_to_check(laws: Index, tmp_path: Path, cache: Path) -> None:
    """Neither in an empty text, nor in an empty collection."""
    assert laws.check("").spans == laws.check("“……”。").spans == ()
    assert only(index_of(tmp_path, [], cache), "“会费每年一次缴清”").verdict == "absent"


@pytest.mark.parametrize(
    ("text", "verdict", "stored"),
    [
        ("eading circle meets every two wee", "verbatim", "eading circle meets every two wee"),
        ("reading circel meets every", "altered", "reading circle meets every"),
        ("retrievel", "altered", "retrieval"),
        ("nformation retriev", "verbatim", "nformation retriev"),
        ("breOffice Wri", "verbatim", "breOffice Wri"),
        ("LibreOfice Writer 软件", "altered", "LibreOffice Writer 软件"),
        ("nothing like this stands here", "absent", None),
    ],
)
def test_latin_words_are_found_though_cut_or_with_a_slip(
    manual: Index, text: str, verdict: str, stored: str | None
) -> None:
    """They are terms as a whole, and still nothing but letters."""
    span = only(manual, f"“{text}”")
    assert span.verdict == verdict
    assert [one.text for one in span.quotations[:1]] == [stored] * bool(stored)


def test_quotations_keep_their_places_in_the_text(laws: Index) -> None:
    """Of many, each span is where its words were given, however many places each has."""
    given = ["会费每年一次缴清", "由两人共同签字", "每季购书一次", "第一条", "书款凭票报销"]
    text = "。".join(f"他说“{one}”" for one in given)
    check = laws.check(text)
    hold(check, laws)
    assert [text[span.start : span.end] for span in check.spans] == [one for one in given if len(one) > 3]


def test_a_slice_ends_where_the_whole_is_best(samples: Index) -> None:
    """Of two ways that begin alike the one with fewer edits counts, wherever the stretches were cut."""
    work = next(work for one in samples.documents for work in one.works if len(work.text) > 1_000)
    for start in range(0, len(work.text) - 160, 97):
        text = "".join(letter for letter in work.text[start : start + 120] if letter.isalnum())
        span = only(samples, f"『{text[:60]}鑫{text[60:]}』")
        assert span.verdict == "altered"
        assert [difference.given for difference in span.differences if difference.kind == "added"] == ["鑫"]


def test_the_measures_hold_over_the_samples(tmp_path: Path) -> None:
    """A short form of `python -m tests.bench.check`."""
    documents = [corpus.read(file) for file in corpus.scan(corpus.SAMPLES)]
    result = measure(documents, tmp_path, count=60)
    assert result.falsely_verbatim == 0
    assert result.verdict_share >= 0.99, result.wrong
    assert result.place_share >= 0.995, result.wrong
