"""What labels and forms of address look like."""

from __future__ import annotations

import pytest

from tests.corpus.reader import outline, quotable, work

BODY = "这里说的是平常的事情，谁都看得明白。说完这一句，再说下一句。"


def test_a_label_may_be_glued_to_its_words_or_spaced_out() -> None:
    """第一条为了…, 第 一 章, 第1章 and 第２章 are labels, too."""
    glued = "办法\n第一条为了养好鱼，制定本办法。\n第二条国家鼓励养鱼。\n第三条中华鲟不得捕捞。"
    assert outline(glued) == ["第一条", "第二条", "第三条"]
    spaced = f"手册\n第 一 章  开头\n{BODY}\n第 二 章  结尾\n{BODY}"
    assert outline(spaced) == ["第一章 开头", "第二章 结尾"]
    arabic = f"手册\n第1章 开头\n{BODY}\n第２章 结尾\n{BODY}"
    assert outline(arabic) == ["第1章 开头", "第２章 结尾"]


@pytest.mark.parametrize(
    "one, two",
    [("一．", "二．"), ("一.", "二."), ("一 、", "二 、"), ("1、", "2、"), ("１．", "２．"), ("1）", "2）")],
)
def test_labels_are_written_in_many_ways(one: str, two: str) -> None:
    """Full-width dots, spaces and brackets make the same label."""
    text = f"报告\n{one}天气\n{BODY}\n{two}收成\n{BODY}"
    assert [name.lstrip(one.replace(" ", "") + two.replace(" ", "")) for name in outline(text)] == [
        "天气",
        "收成",
    ]


@pytest.mark.parametrize(
    "salutation",
    [
        "各位代表：",
        "同志们：",
        "尊敬的王校长：",
        "老师们、同学们：",
        "尊敬的各位领导，女士们、先生们：",
        "主席先生：",
        "大家好！",
        "各位老师，下午好！",
        "親愛的同學們：",
    ],
)
def test_a_salutation_is_no_text(salutation: str) -> None:
    """Forms of address are not quoted."""
    assert quotable(work(f"发言\n{salutation}\n{BODY}")) == "".join(BODY.split())


@pytest.mark.parametrize(
    "closing",
    [
        "谢谢大家！",
        "我的发言完毕，谢谢各位！",
        "汇报完了，谢谢！",
        "感谢大家的聆听。",
        "謝謝大家！",
        "此致敬礼！",
    ],
)
def test_leave_taken_is_no_text(closing: str) -> None:
    """Thanks at the end are not quoted."""
    assert quotable(work(f"发言\n{BODY}\n{closing}")) == "".join(BODY.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "谢谢你，老张！",
        "感谢去年的雨水！",
        "同志们要努力种菜，团结起来！",
        "各位都要早点回家！",
        "我是你们的老师！",
        "朋友来了有好酒，大家一起喝！",
        "大家好好干！",
    ],
)
def test_a_sentence_about_people_is_text(sentence: str) -> None:
    """Only a line that does nothing but address people is left out."""
    assert sentence in quotable(work(f"发言\n{BODY}\n{sentence}\n{BODY}"))
