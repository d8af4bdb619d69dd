"""An answer as a message: the words of the documents arrive as they stand, whatever they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.telegram.citations import Manner
from bot.telegram.entities import Mark
from bot.telegram.entities import marked as marked_as
from bot.telegram.pages import passage_reply, section_reply
from bot.telegram.replies import answer_reply
from bot.telegram.reply import Reply
from bot.texts import CATALOGUES, EN, ZH, Texts
from retrieval import Tried
from retrieval.answer import Answer, Citation, PassageInPlace, Quotation
from tests.fake_telegram.rules import Json, cut, formatted, keyboard, units

IN_ZH, IN_EN = Manner(ZH, "chuchu_bot"), Manner(EN, "chuchu_bot")
CITATION = Citation("读书会章程", ("第二章 聚会", "第五条"), "rules.txt", 7, None, "k3f9")


def quotation(text: str, **more: object) -> Quotation:
    return replace(Quotation(text, CITATION, 0, len(text), 1.0), **more)  # type: ignore[arg-type]


def found(*quotations: Quotation, missing: tuple[str, ...] = ()) -> Answer:
    return Answer("问", True, 1.0, missing, quotations)


def wire(reply: Reply) -> list[Json]:
    return [entity.to_dict() for entity in reply.entities]


def marked(reply: Reply, *kinds: str) -> list[str]:
    return [
        cut(reply.text, entity["offset"], entity["offset"] + entity["length"])
        for entity in wire(reply)
        if entity["type"] in kinds
    ]


def buttons(reply: Reply) -> list[object]:
    rows = reply.keyboard.inline_keyboard if isinstance(reply.keyboard, InlineKeyboardMarkup) else ()
    return [button.callback_data for row in rows for button in row if button.callback_data]


def test_offsets_are_utf16_units() -> None:
    """A character beyond the basic plane counts twice."""
    reply = answer_reply(found(quotation("𠮷野家的𠮷字", matches=((0, 2), (4, 5)))), IN_ZH)
    assert marked(reply, "blockquote") == ["𠮷野家的𠮷字"]
    assert marked(reply, "bold") == ["𠮷野", "𠮷"]
    assert marked(reply, "code") == ["k3f9"]


@pytest.mark.parametrize(
    "text", ["<b>粗</b>", "*a* _b_ `c`", "[a](https://b)", "&lt; {0} %s", "@chuchu /ask"]
)
def test_what_looks_like_markup_stays_text(text: str) -> None:
    """Nothing is parsed, nothing escaped."""
    assert marked(answer_reply(found(quotation(text)), IN_ZH), "blockquote") == [text]
    assert text in answer_reply(Answer("问", False, 0.0, (text,)), IN_ZH).text


def test_signs_of_a_cut_stand_outside_the_quotation() -> None:
    """The reader sees that the sentence goes on; the quotation does not contain what is not there."""
    reply = answer_reply(found(quotation("一句话的中间", cut_before=True, cut_after=True)), IN_ZH)
    assert marked(reply, "blockquote") == ["一句话的中间"]
    assert reply.text.startswith("…\n一句话的中间\n…\n")


def test_other_places_of_the_same_words_are_named() -> None:
    """A few of them; the rest is counted."""
    also = tuple(replace(CITATION, work=f"第{number}本", code=f"c{number}") for number in range(5))
    reply = answer_reply(found(quotation("同样的话", also=also)), IN_ZH)
    assert marked(reply, "code") == ["k3f9", "c0", "c1", "c2"]
    assert reply.text.endswith(ZH.also_more.format(2))


def test_pages_are_cited_where_there_are_some() -> None:
    """A text file has none."""
    paged = quotation("有页码", citation=replace(CITATION, page=12))
    assert "page 12" in answer_reply(found(paged), IN_EN).text
    assert "page" not in answer_reply(found(quotation("无页码")), IN_EN).text


def test_words_that_stand_nowhere_are_named_under_an_answer_too() -> None:
    """Found in part is said as such."""
    reply = answer_reply(found(quotation("读书"), missing=("石油", "价格")), IN_ZH)
    assert reply.text.endswith(ZH.missing.format("石油、价格"))


def test_quotations_that_do_not_fit_are_left_out_whole() -> None:
    """Never cut; a shorter one may still find room."""
    texts = ["长" * 3000, "更" * 3000, "短句。"]
    reply = answer_reply(found(*map(quotation, texts)), IN_ZH)
    assert units(reply.text) <= 4096
    assert marked(reply, "expandable_blockquote") == [texts[0]]
    assert marked(reply, "blockquote") == [texts[2]]
    assert [data for data in buttons(reply) if str(data).startswith("p:")] == ["p:k3f9:0"] * 2


def test_a_quotation_longer_than_a_message_is_cited() -> None:
    """Its place is still an answer, and the context opens."""
    reply = answer_reply(found(quotation("长" * 5000)), IN_ZH)
    assert not marked(reply, "blockquote")
    assert ZH.too_long in reply.text
    assert "p:k3f9:0" in buttons(reply)


def test_near_misses_are_shown_as_such() -> None:
    """Not found stays not found; all words that were looked for are named, and what is close stands below."""
    near = quotation("石头的油画", matches=((0, 2), (3, 4)))
    answer, tried = (
        Answer("石头油价", False, 0.1, ("油价",), (), (near,)),
        Tried(("石头", "油价"), (("油价", ()),)),
    )
    reply = answer_reply(answer, IN_ZH, tried=tried)
    words, missing = ZH.looked_for.format("石头、油价"), ZH.missing.format("油价")
    assert reply.text.startswith(f"{ZH.not_found}\n{words}\n{missing}\n")
    assert reply.text.index(ZH.near) < reply.text.index(near.text)
    assert marked(reply, "blockquote") == [near.text]


def test_noise_is_no_near_miss() -> None:
    """What comes close to nothing is not shown at all."""
    reply = answer_reply(Answer("石头价", False, 0.001, (), (), (quotation("石头的油画"),)), IN_ZH)
    assert reply.text == f"{ZH.not_found}\n\n{ZH.not_found_hint}"
    assert not buttons(reply)


def test_words_that_come_close_are_buttons() -> None:
    """As many as are read at a glance; none for words that a button cannot hold."""
    close = tuple(f"石{place}" for place in range(9))
    tried = Tried(("石油", "长" * 30), (("石油", close), ("长" * 30, ("长",))))
    reply = answer_reply(Answer("石油", False, 0.0, ("石油",), (), ()), IN_ZH, tried=tried)
    assert reply.text.endswith(ZH.seeking.close)
    assert buttons(reply) == [f"aw:石油:石{place}" for place in range(4)]


def test_the_call_to_tap_a_word_stands_over_the_buttons() -> None:
    """It once stood over the near misses, with nothing there to tap."""
    near = quotation("石头的油画", matches=((0, 2), (3, 4)))
    answer = Answer("石头油价", False, 0.1, ("油价",), (), (near,))
    reply = answer_reply(answer, IN_ZH, tried=Tried(("石头", "油价"), (("油价", ("油画",)),)))
    assert reply.text.index(ZH.near) < reply.text.index(near.text)
    assert reply.text.endswith(f"\n\n{ZH.seeking.close}")
    assert buttons(reply)[0] == "aw:油价:油画"


def test_a_code_too_long_for_a_button_gets_none() -> None:
    """Telegram would refuse the whole message."""
    long = replace(CITATION, code="c" * 70)
    assert not buttons(answer_reply(found(quotation("话", citation=long)), IN_ZH))


def test_context_names_the_section_of_a_neighbour_from_another_one() -> None:
    """Turning the page into the next article should not go unnoticed."""
    here = PassageInPlace("本条", CITATION, 0, 2, "before", "after")
    other = replace(here, text="下条", citation=replace(CITATION, section=("第二章 聚会", "第六条")))
    reply = passage_reply(here, replace(here, text="上文"), other, IN_ZH)
    assert f"{ZH.before}\n上文" in reply.text
    assert f"{ZH.after} · 第六条\n下条" in reply.text
    assert buttons(reply) == ["p:before:", "s:k3f9::", "p:after:", "i:k3f9", "nk:k3f9"]


def test_neighbours_that_do_not_fit_are_left_out() -> None:
    """The passage itself comes first."""
    here = PassageInPlace("本段。", CITATION, 0, 3, "before", None)
    reply = passage_reply(here, replace(here, text="前" * 4090), None, IN_ZH)
    assert marked(reply, "blockquote") == ["本段。"]
    assert not marked(reply, "expandable_blockquote")
    assert buttons(reply) == ["p:before:", "s:k3f9::", "i:k3f9", "nk:k3f9"]


patiently = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

_words = st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from("𠮷 \n　…`*<"), max_size=40)
_said = st.tuples(_words, st.integers(1, 200)).map(lambda drawn: (drawn[0] * drawn[1]).strip() or "。")
_names = _words.map(lambda words: words.strip() or "名")
_codes = st.text("abcdefghijkmnpqrstuvwxyz23456789-", min_size=1, max_size=70)
_citations = st.builds(
    Citation,
    work=_names,
    section=st.lists(_names, max_size=9).map(tuple),
    document=_names,
    paragraph=st.integers(1, 10**6),
    page=st.none() | st.integers(1, 9999),
    code=_codes,
)


@st.composite
def _quotations(draw: st.DrawFn) -> Quotation:
    text = draw(_said)
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=80)))
    return Quotation(
        text=text,
        citation=draw(_citations),
        start=0,
        end=len(text),
        score=1.0,
        matches=tuple(zip(ends[::2], ends[1::2], strict=False)),
        cut_before=draw(st.booleans()),
        cut_after=draw(st.booleans()),
        also=tuple(draw(st.lists(_citations, max_size=5))),
    )


@patiently
@given(
    quotations=st.lists(_quotations(), min_size=1, max_size=12).map(tuple),
    missing=st.lists(_words, max_size=20).map(tuple),
    is_found=st.booleans(),
    texts=st.sampled_from(CATALOGUES),
)
def test_telegram_finds_nothing_to_refuse_or_repair(
    quotations: tuple[Quotation, ...], missing: tuple[str, ...], is_found: bool, texts: Texts
) -> None:
    """Whatever is quoted arrives unchanged: text, entities, buttons, and every quotation whole."""
    reply = answer_reply(
        Answer("问", is_found, 0.5, missing, quotations if is_found else (), () if is_found else quotations),
        Manner(texts, "chuchu_bot"),
    )
    assert formatted(reply.text, wire(reply)) == (reply.text, wire(reply))
    keyboard(reply.keyboard.to_dict() if reply.keyboard else None)
    shown = iter(quotation.text for quotation in quotations)
    assert all(text in shown for text in marked(reply, "blockquote", "expandable_blockquote"))


@patiently
@given(
    texts=st.lists(_said, min_size=3, max_size=3), citation=_citations, language=st.sampled_from(CATALOGUES)
)
def test_a_context_needs_no_repair_either(texts: list[str], citation: Citation, language: Texts) -> None:
    """The same holds for a passage among its neighbours."""
    before, here, after = (PassageInPlace(text, citation, 0, len(text), "b", "a") for text in texts)
    reply = passage_reply(here, before, after, Manner(language, "chuchu_bot"), first="3")
    assert formatted(reply.text, wire(reply)) == (reply.text, wire(reply))
    (shown,) = marked(reply, "blockquote")
    assert here.text.startswith(shown)


def test_a_heading_stands_once_over_what_is_under_it() -> None:
    """In a work of articles it once stood over every one of them."""
    section = [
        PassageInPlace(text, replace(CITATION, section=("通则", chapter, article), code=f"c{article}"), 0, 9)
        for chapter, article, text in (
            ("第一章 规定", "第一条", "第一条 甲。"),
            ("第一章 规定", "第二条", "第二条 乙。"),
            ("第二章 订立", "第三条", "第三条 丙。"),
            ("第二章 订立", "第四条", "第四条 丁。"),
        )
    ]
    reply = section_reply(section, "c第一条", None, IN_ZH)
    assert marked(reply, "bold")[1:] == ["第一章 规定", "第二章 订立"]


@patiently
@given(
    texts=st.lists(_said, min_size=1, max_size=30),
    citation=_citations,
    language=st.sampled_from(CATALOGUES),
    page=st.none() | st.integers(0, 9),
)
def test_a_section_is_shown_in_whole_passages(
    texts: list[str], citation: Citation, language: Texts, page: int | None
) -> None:
    """Page after page, nothing is lost, nothing doubled, nothing cut that fits a page."""
    section = [
        PassageInPlace(text, replace(citation, code=f"c{number}"), 0, len(text))
        for number, text in enumerate(texts)
    ]
    manner = Manner(language, "chuchu_bot")
    reply = section_reply(section, "c0", page, manner)
    assert formatted(reply.text, wire(reply)) == (reply.text, wire(reply))
    keyboard(reply.keyboard.to_dict() if reply.keyboard else None)
    pages = [section_reply(section, "c0", number, manner) for number in range(60)]
    read = [
        words
        for number, one in enumerate(pages)
        if number == 0 or one != pages[number - 1]
        for words in marked(one, "blockquote")
    ]
    assert "".join("".join(read).split()) == "".join("".join(texts).split())


def test_regression_a_mark_over_a_space_was_an_entity() -> None:
    """Telegram takes such a one away, so it is never sent."""
    assert marked_as("blockquote", "甲 乙", [(1, 2), (2, 3)]).marks == (
        Mark("blockquote", 0, 3),
        Mark("bold", 2, 3),
    )
