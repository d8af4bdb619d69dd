"""Lines as a Chinese page is set: nothing lost, nothing outside, no mark where none may stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.typesetting import NOT_FIRST, NOT_LAST, Extent, lines

SIZE = 10.0


def measure(cluster: str) -> Extent:
    """As a font would: ideographs a square, Latin letters half of one, marks with a blank half."""
    advance = sum(SIZE / 2 if one < "\u2000" else SIZE for one in cluster)
    blank = SIZE / 2 if len(cluster) == 1 and cluster > "\u2000" else 0
    return Extent(advance, blank if cluster in NOT_LAST else 0, blank if cluster in NOT_FIRST else 0)


WORDS = st.sampled_from(
    [
        *("会员", "读书", "，", "。", "、", "”", "“", "《", "》", "？！", "”，", "（", "）", "2019", "6.5%"),
        *("GDP", " ", "——", "……", "一", "的", "\n", "\n\n", "读书会每两周聚一次", "é\u0301", "葛\U000e0100"),
        "９３８０",
    ]
)
TEXT = st.lists(WORDS, max_size=60).map("".join)
WIDTH = st.floats(60, 300)


@given(TEXT, WIDTH)
def test_lines_are_slices_that_leave_out_only_white_space(text: str, width: float) -> None:
    """In order; and their glyphs are slices of them."""
    at = 0
    for line in lines(text, width, SIZE, measure):
        assert not text[at : line.start].strip()
        assert line.start < line.end
        drawn = [text[glyphs.start : glyphs.end] for glyphs in line.glyphs]
        assert "".join(drawn).rstrip() == text[line.start : line.end].rstrip()
        at = line.end
    assert not text[at:].strip()


@given(TEXT, WIDTH)
def test_no_line_is_wider_than_the_page(text: str, width: float) -> None:
    """But for the blank half of a mark, which may hang over the edge, and marks that cannot be parted."""
    for line in lines(text, width, SIZE, measure):
        first, last = line.glyphs[0], line.glyphs[-1]
        cluster = text[last.start : last.end]
        extent = measure(cluster)
        assert last.x + extent.advance - extent.after <= width + 0.01
        assert first.x >= -SIZE / 2
        assert all(one.x <= other.x for one, other in zip(line.glyphs, line.glyphs[1:], strict=False))


@pytest.mark.parametrize("number", ["９３８０", "９４．９％", "9380", "94.9%"])
def test_a_number_stays_whole(number: str) -> None:
    """In full width too, where 93 and 80 once stood on two lines."""
    for before in range(12):
        text = "增" * before + number + "亿元"
        ends = {line.end for line in lines(text, 100, SIZE, measure)}
        assert not ends & set(range(before + 1, before + len(number)))


LETTERS = st.text("会员读书的是一在", min_size=2, max_size=9)
MARKS = st.sampled_from(
    ["，", "。", "、", "：“", "。”", "（", "）", "《", "》", "；", "！”", "，「", "」，", "？"]
)
SENTENCES = st.lists(st.tuples(LETTERS, MARKS), min_size=1, max_size=30).map(
    lambda parts: "会" + "".join(letters + mark for letters, mark in parts)
)


@given(SENTENCES, WIDTH)
def test_no_line_begins_or_ends_with_what_it_may_not(text: str, width: float) -> None:
    """、。」 stay with what they close, 「《 with what they open."""
    set_lines = lines(text, width, SIZE, measure)
    for number, line in enumerate(set_lines):
        assert text[line.start] not in NOT_FIRST or number == 0
        assert text[line.end - 1] not in NOT_LAST or number == len(set_lines) - 1


@given(SENTENCES, WIDTH)
def test_words_and_figures_stay_whole(text: str, width: float) -> None:
    """As do —— and ……"""
    mixed = text.replace("读书", "6.5%").replace("员", "GDP").replace("是", "——").replace("在", "……")
    bounds = {line.start for line in lines(mixed, width, SIZE, measure)}
    for whole in ("6.5%", "GDP"):
        at = mixed.find(whole)
        while at >= 0:
            alone = (at == 0 or not mixed[at - 1].isascii()) and not mixed[at + len(whole) :][:1].isascii()
            assert not alone or bounds.isdisjoint(range(at + 1, at + len(whole)))
            at = mixed.find(whole, at + 1)


def test_full_lines_are_flush() -> None:
    """What is left over goes between the characters, but never so much that they fall apart."""
    text = "读书会每两周聚一次，由会员轮流推荐，推荐的人先讲三分钟；" * 4
    *full, last = lines(text, 105, SIZE, measure)
    for line in full:
        end = line.glyphs[-1]
        extent = measure(text[end.start : end.end])
        assert abs(end.x + extent.advance - extent.after - 105) < 1
    assert last.ends
    (loose,) = lines("会 Gesellschaftsvertrag", 125, SIZE, measure)[:1]
    assert loose.glyphs[-1].x < 100


def test_two_marks_share_their_blank_halves() -> None:
    """。” is one and a half characters wide."""
    (line,) = lines("书。”会", 100, SIZE, measure)
    assert [glyphs.x for glyphs in line.glyphs] == [0, 10, 15, 25]
