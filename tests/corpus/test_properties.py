"""What holds for every text, of any shape: places are true, nothing is lost, nothing overlaps."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from corpus import DocumentError, Section, Work

PIECES = st.sampled_from(
    """第一编 总则;第二分编 分则;第一章 起头;第二章;第三章 末了;第一节 甲;第一条 人要守时。
第二条 人要守信。说到做到。;第三条规定的事;第十条之一 丙。;一、今年;二、明年;三、后年，好。再好。
（一）种菜;（二）养鱼；;（三）养蜂。蜂多。;第一，早起。天亮。;第二，早睡。天黑。;首先，看天。再看。
其次，看地。再看。;最后，看人。再看。;1. 白菜;2. 萝卜。大的。;一是种菜。多种。;二是养鱼。多养。;1 引言
1.1 背景;1.2 问题;1.1.1 水;（1）盐;目录;第一章 起头……3;第二章 末了……9;各位乡亲：;各位代表！
谢谢大家！;附则;结束语;在种菜上用心，有菜。吃。;在养鱼上用心，有鱼。吃。;在养蜂上用心，有蜜。吃。
##paidbegin##;------;（2篇）;篇一：种菜;篇二：养鱼;第一篇 种菜;种菜发言;# 标题;## 小标题;- 项目;1) 项目
> 引用;```;<!-- 注;-->;| a | b |;---;　　缩进的一段话，没有说完;（括号没有关;”引号;——李某
2031年3月5日;1;2;3;一;二;（一）;（二）;二、;卷一;卷下;上篇 水;第一讲 土;甲、山;乙、石;Ⅰ．天;IX. 地;附件1：名单
附录 年表;《渡口》;《山路》;罗望;渡口;山路;- 3 -;- 4 -;- 5 -;第6页;渠书　第一章;目录;渡口 3;山路 9;渡口（3）
首页 > 乡村 > 正文;主题：水;河湾发〔2031〕7号;种菜总结（一）;种菜总结（二）;种菜总结 篇1
水退了.船来了．;水︒﹁船︒﹂
渠长十里[^1]。;[^1]: 据旧志。;;;""".replace("\n", ";").split(";")
)
TEXTS = st.lists(
    st.one_of(
        PIECES,
        PIECES,
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30),
        st.just("走过一座桥，" * 90),
    ),
    max_size=25,
).map("\n".join)


def check(work: Work) -> None:
    """Everything that must be true of a work."""
    assert "\r" not in work.text
    assert "\n".join(work.text[start:end] for start, end in work.paragraphs) == work.text
    assert all(start < end for start, end in work.paragraphs)
    assert work.title
    nested(work.outline, 0, len(work.text))
    paths = {path[-1].start: path for path in work.walk()}
    for passage in work.passages:
        text = work.text[passage.start : passage.end]
        assert text == text.strip() != ""
        assert len(text) <= 400
        start, end = work.paragraphs[passage.paragraph - 1]
        assert start <= passage.start < end
        for section in passage.section:
            assert section.start <= passage.start
            assert passage.end <= section.end
        inner = [path[-1] for path in paths.values() if passage.start < path[-1].start < passage.end]
        assert not inner
        around = [path for path in paths.values() if path[-1].start <= passage.start < path[-1].end]
        assert passage.section == max(around, key=len, default=())
    for before, after in pairwise(work.passages):
        assert before.end <= after.start
    assert len({passage.code for passage in work.passages}) == len(work.passages)
    assert work.passages or not work.text.strip()


def nested(sections: tuple[Section, ...], start: int, end: int) -> None:
    """Sections lie in order inside their parent."""
    for section in sections:
        assert start <= section.start <= section.body <= section.end <= end
        assert section.start < section.end
        assert section.label or section.heading
        nested(section.sections, section.start, section.end)
        start = section.end


def read(data: bytes, name: str) -> tuple[Work, ...]:
    """The works of bytes; none where they are refused for what they are."""
    try:
        return corpus.parse(data, name).works
    except DocumentError as error:
        assert error.__cause__ is None or isinstance(error.__cause__, corpus.CorpusError)
        return ()


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["杂.txt", "杂.md"]))
def test_every_text_keeps_its_promises(text: str, name: str) -> None:
    """Places nest and lie in the text, and passages are slices that neither overlap nor cross a section."""
    for work in read(text.encode("utf-8", "replace"), name):
        check(work)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_body_text_is_lost(text: str) -> None:
    """A paragraph that is no title, heading, contents, form of address or separator can be quoted whole."""
    sentence = "这一句谁也没有说过，所以一定要找得到。"
    text = f"{sentence}\n{text}\n{sentence[:-1]}吗？\n{text}\n　　{sentence}"
    works = read(text.encode("utf-8", "replace"), "杂.txt")
    quotable = "".join(work.text[one.start : one.end] for work in works for one in work.passages)
    assert "".join(quotable.split()).count(sentence[:-1]) == 3


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_the_same_text_is_read_the_same_way(text: str) -> None:
    """Reading is a function of the bytes, and line ends and encodings make no difference."""
    data = text.encode("utf-8", "replace")
    works = read(data, "杂.txt")
    assert read(data, "杂.txt") == works
    assert read(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), "杂.txt") == works


@pytest.mark.parametrize("file", corpus.scan(corpus.SAMPLES), ids=lambda file: str(file.name))
def test_mutated_samples_keep_their_promises(file: corpus.File) -> None:
    """Lines dropped, doubled, swapped, cut and glued, and bytes overwritten, end in works or in a reason."""
    chance = random.Random(file.name)
    data = file.path.read_bytes()
    for _ in range(12):
        rows = data.decode().split("\n")
        for _ in range(chance.randint(1, 12)):
            at, to = chance.randrange(len(rows)), chance.randrange(len(rows))
            rows[at] = chance.choice(
                ["", rows[to], rows[at][: len(rows[at]) // 2], rows[at] + rows[to], "　　" + rows[at]]
            )
        mutated = bytearray("\n".join(rows).encode())
        for _ in range(chance.choice([0, 0, 3])):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        for work in read(bytes(mutated), file.name):
            check(work)


LAW = "".join(
    f"第{n}条 塘主应当看好第{n}号鱼塘。\n（一）早上看；\n（二）晚上看；\n（三）夜里听。\n"
    for n in range(1, 1200)
)


@pytest.mark.parametrize(
    "text",
    [
        LAW,
        "走过一座桥没有\n" * 8_000,
        "走过一座没有名字的桥又走过一座没有名字的桥又走过\n" * 4_000,
        "一、" * 100_000,
        "第" + "一" * 200_000 + "章",
        "9" * 100_000 + "篇\n好。",
        "a" + " " * 200_000 + "b\n好。",
        "（" * 100_000,
        "（。）" * 50_000,
        "<!--" * 50_000,
        "<a" * 50_000,
        "\r" * 200_000 + "好",
        "[" * 20_000,
        "`" * 50_000 + "\n" + "*a_" * 20_000,
        "> " * 90 + "好",
        "- " * 45 + "好",
        "| a " * 3_000 + "|\n" + "|---" * 3_000 + "|\n" + "| b " * 3_000 + "|",
        "在种菜上用心，才有菜吃。好。\n在养鱼上用心，才有鱼吃。好。\n" * 1_500,
        "…" * 100_000 + "\n" + "。》" * 50_000 + "\n" + "，" * 100_000,
        "1. 白菜\n2. 萝卜\n" * 3_000,
        "---\n" + "a: b\n" * 12_000,
        ">" * 50_000 + "\n" + "首页 > " * 20_000,
        "\n".join(f"{number}\n水" for number in range(9_999)),
        "水." * 100_000 + "”" * 50_000,
        "渠[^1]。\n\n" * 5_000 + "[^1]: 水。\n" + "[^" * 20_000,
        "（" + "3" * 100_000 + "）",
        "附件1" + "：" * 50_000 + "\n" + "文/" * 30_000,
        "渡口\n罗望\n水\n水\n水\n\n" * 4_000,
    ],
    ids=range(28),
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    """The time that a text takes grows with its length, whatever it is made of."""
    for name in ("长.txt", "长.md"):
        before = time.process_time()
        read(text.encode(), name)
        assert time.process_time() - before < 5
