"""Breaks inside a sentence are mended, and breaks that may be meant are left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from corpus.reading import lines
from tests.corpus.reader import outline, paragraphs

PROSE = (
    2
    * (
        "清早起来村里的人都到河边看水，昨天夜里下了一场大雨，水涨到第二级台阶，木桥还在但是没有人敢走，"
        "老张看了半天才说这样的雨三年才有一次，孩子们不管这些脱了鞋就在水里跑，到了中午太阳出来了大家把粮食搬到院子里晒，"
        "晚上开会念了今年的账，收入比去年多支出也比去年多，余下的钱先修路再给学校买书，"
    )
    + "说完就散了。"
)


def wrapped(text: str, width: int, indent: str = "") -> str:
    text = indent + text
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def test_text_wrapped_at_a_fixed_width_is_joined() -> None:
    """Old files break every line at the same column."""
    assert paragraphs(wrapped(PROSE, 30)) == [PROSE]


def test_wrapped_paragraphs_are_told_apart_by_indents_or_blank_lines() -> None:
    """A full line that ends a sentence goes on if paragraphs are marked otherwise."""
    parts = [PROSE[:119] + "。" + PROSE, PROSE[30:], PROSE[60:]]
    assert paragraphs("\n".join(wrapped(part, 30, "　　") for part in parts)) == parts
    assert paragraphs("\n\n".join(wrapped(part, 30) for part in parts)) == parts


def test_wrapped_english_is_joined_with_spaces() -> None:
    """A line is full when the next word had no room on it."""
    words = (
        "The river rose in the night and nobody in the village dared to cross the wooden bridge " * 8
    ).split()
    rows, row = [], ""
    for word in words:
        if len(row) + len(word) + 1 > 72:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    assert paragraphs("\n".join([*rows, row])) == [" ".join(words)]


@pytest.mark.parametrize(
    "torn, whole",
    [
        ("根据《\n村规民约\n》第三条，不得在塘边洗车。", "根据《村规民约》第三条，不得在塘边洗车。"),
        ("他说“\n快走\n”，大家就走了。", "他说“快走”，大家就走了。"),
        ("每升水里有二氧化碳（CO\n2\n）三克，超过了规定。", "每升水里有二氧化碳（CO2）三克，超过了规定。"),
        ("这一部流传很广的作品的作者是\n老张\n，写于前年。", "这一部流传很广的作品的作者是老张，写于前年。"),
    ],
)
def test_brackets_and_quotation_marks_hold_lines_together(torn: str, whole: str) -> None:
    """Where a link or a subscript stood, a copied page breaks in the middle of a sentence."""
    others = "\n\n".join("这是另一段话，说的是别的事情。" for _ in range(9))
    assert whole in paragraphs(f"{others}\n\n{torn}\n\n{others}")


@pytest.mark.parametrize(
    "text",
    [
        "河水清\n月色明\n一个人走在桥上\n没有声音",
        "白日照高山，\n清泉入大川。\n欲知千里事，\n更上一层天。",
        "村委会\n2031年3月5日",
        "· 白菜\n· 萝卜\n· 豆腐",
        "- 白菜\n- 萝卜",
        "1. 白菜\n2. 萝卜",
        "① 白菜\n② 萝卜",
        "问：鱼呢？\n答：没有鱼。",
        "地点：村东头\n时间：晚上七点",
    ],
)
def test_poems_signatures_and_lists_keep_their_lines(text: str) -> None:
    """A break that may be meant is left, among paragraphs with blank lines between them, too."""
    given_lines = text.split("\n")
    for around in ("", "\n\n".join("这是另一段话，说的是别的事情。" for _ in range(9))):
        found = paragraphs(f"{around}\n\n{text}" if around else text)
        assert found[-len(given_lines) :] == given_lines


def test_regression_a_bullet_was_glued_to_the_line_above() -> None:
    """「·」 opens an item and closes nothing."""
    assert paragraphs("要买的东西\n·白菜\n·萝卜") == ["要买的东西", "·白菜", "·萝卜"]


def test_regression_a_heading_was_glued_to_its_text() -> None:
    """Between blank lines, a numbered heading right above its paragraph is a heading."""
    body = "这里说的是平常的事情，谁都看得明白。"
    part = "{}、认真总结今年种菜和养鱼的经验\n今年种了三亩菜，养了两塘鱼。\n\n" + f"{body}\n\n" * 4
    assert outline("报告\n\n" + part.format("一") + part.format("二")) == [
        "一、认真总结今年种菜和养鱼的经验",
        "二、认真总结今年种菜和养鱼的经验",
    ]


def test_regression_a_line_after_a_separator_was_glued_to_it() -> None:
    """Separators are known before breaks are mended."""
    blank = "\n\n".join("这是另一段话，说的是别的事情。" for _ in range(9))
    assert "同志们都来了" in paragraphs(f"{blank}\n\n##paidbegin##\n同志们都来了\n\n{blank}")


def test_mended_breaks_are_counted_in_the_receipt() -> None:
    """What was changed on the way in is said."""
    document = corpus.parse(wrapped(PROSE, 20).encode(), "河边.txt")
    assert document.warnings == (f"接好了 {-(-len(PROSE) // 20) - 1} 处句子中间的断行",)


@settings(deadline=None)
@given(st.text(alphabet="甲乙，。（）《》“”：aB1 　\n\r\t-—·", max_size=300))
def test_mending_loses_no_character(text: str) -> None:
    """Only white space comes and goes."""
    given_lines = lines.split(text)
    mended, joined = lines.mend(given_lines)
    assert len(given_lines) - len(mended) == joined
    assert "".join("".join(line.text.split()) for line in mended) == "".join(text.split())
    assert all(line.text and line.text == line.text.strip() for line in mended)
