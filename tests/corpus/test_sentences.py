"""Sentences end where Chinese sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["天亮了。", "鸟叫了！", "你醒了吗？", "快起来"],
        ["他说：“我不去。”", "大家都笑了。"],
        ["“来吧！”", "门开了。"],
        ["「好。」", "他點了點頭。"],
        ["他想起那句话（见第三条。）便停了笔。", "后来没有再写。"],
        ["老师说：“先读‘序’。再读正文。”", "我们照做。"],
        ["真的？！", "不会吧！！", "走吧。"],
        ["等等……再等等。", "她来了。"],
        ["他说：“我……”", "门关上了。"],
        ["增长3.5%，其中农业占1.2%。", "工业占2.3%。"],
        ["It rained.", "We stayed at home.", "Nobody came."],
        ["Mr. Wang met Dr. Li at 3.5 km.", "They talked."],
        ["见 https://example.org/a?b=1 一页。", "完。"],
        ["他喊了三声“不怕！不怕！不怕！”，没有人应。", "雨还在下。"],
        ["这就是“我来！”的精神。", "值得学。"],
        ["“谁在那里？”老人问。", "没有人回答。"],
        ["《为什么？》是一本书。", "很薄。"],
        ['他说："走。"', '"好。"', "她站起来。"],
        ["水︐來了︒", "﹁水來了︒﹂", "又說︓﹃走嗎︖﹄", "他︵見圖︒︶走了︕"],
        ["渠长十二公里．", "其中3．5公里最窄．", "见附表．", "二．测定方法"],
        ["渠水很清.", "他说:“水是活的.”", "大家都信.", "长3.2公里.", "完"],
        ["水退了｡", "船來了｡"],
        ["他读过威廉．华兹华斯和约翰.济慈的诗。", "他也写诗。"],
    ],
)
def test_a_text_is_cut_into_its_sentences(expected: list[str]) -> None:
    """Closing quotation marks and brackets belong to the sentence that they close."""
    joint = " " if expected[0].isascii() else ""
    assert cut(joint.join(expected)) == expected


def test_a_line_break_ends_a_sentence() -> None:
    """A heading without a full stop is a sentence of its own."""
    assert cut("第一章 总则\n读书的人都可以来。") == ["第一章 总则", "读书的人都可以来。"]


def test_a_long_speech_is_cut_at_its_own_sentences() -> None:
    """A quotation longer than an aside does not become one sentence."""
    speech = "“" + "今天我们谈一谈读书的事情。" * 10 + "”"
    assert len(cut(speech)) == 10


def test_regression_a_sentence_that_begins_with_di_was_glued_to_the_one_before() -> None:
    """「。地方…」「。的确…」「。得到…」 begin new sentences."""
    assert cut("会开完了。地方不大。的确很挤。得到了消息。") == [
        "会开完了。", "地方不大。", "的确很挤。", "得到了消息。"
    ]  # fmt: skip


def test_a_part_of_a_text_has_the_same_offsets() -> None:
    """`start` and `end` bound the search and the offsets stay those of the text."""
    text = "甲。乙。丙。丁。"
    assert sentences(text, 2, 6) == [(2, 4), (4, 6)]


@settings(deadline=None)
@given(st.text(alphabet="甲乙丙，。！？…“”「」（）《》\"' \n.aA3：的", max_size=120))
def test_every_character_but_white_space_is_in_one_sentence(text: str) -> None:
    """Sentences are in order, do not overlap, lose nothing, and have no white space at their ends."""
    spans = sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


def test_a_megabyte_of_openings_takes_no_time() -> None:
    """Brackets that never close are no reason to search the text again and again."""
    assert len(sentences("（" * 200_000 + "。")) == 1
    assert len(sentences('"。' * 100_000)) >= 1
