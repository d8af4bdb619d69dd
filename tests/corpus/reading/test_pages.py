"""Page numbers and running heads are none of a text, and part no sentence."""

from __future__ import annotations

import pytest

import corpus
from tests.corpus.reader import outline, paragraphs, quotable, work

BODY = "这里说的是平常的事情，谁都看得明白。说完这一句，再说下一句。"
PAGE = BODY * 4
SENTENCE = "渡口的石碑上刻着当年开渠的人的名字，一共三百六十个。"


def paged(mark: str, head: str = "") -> str:
    """Four pages, of which each ends amid the sentence."""
    foot = f"{SENTENCE[:13]}\n{{}}\n{head}{SENTENCE[13:]}"
    return "渠书\n" + "\n".join(PAGE + foot.format(mark % number) for number in range(7, 11)) + "\n" + BODY


@pytest.mark.parametrize("mark", ["%d", "— %d —", "- %d -", "第 %d 页", "第%d页 共20页", "%d / 20"])
@pytest.mark.parametrize("head", ["", "渠书　第一章\n"])
def test_regression_a_page_number_stood_amid_a_sentence(mark: str, head: str) -> None:
    """The sentence is whole, and the receipt counts what was left out."""
    text = paged(mark, head)
    assert paragraphs(text) == ["渠书", *[PAGE + SENTENCE] * 4, BODY]
    receipt = corpus.parse(text.encode(), "渠书.txt").receipt
    assert receipt is not None
    counts = {one.what: one.characters for one in receipt.left_out}
    marks = sum(len("".join(f"{mark % number}{head}".split())) for number in range(7, 11))
    assert counts["页码和页眉"] == marks
    assert receipt.indexed + sum(count or 0 for count in counts.values()) == receipt.characters


def test_numbers_that_part_chapters_are_no_page_numbers() -> None:
    """They stand between whole sentences, without a running head."""
    text = "渠书\n" + "".join(f"{number}\n{PAGE}\n" for number in range(1, 5))
    assert outline(text) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "rows", ["1\n300\n2\n120\n3\n45", "1\n3元\n2\n5元\n3\n8元", "1\n东村\n2\n西村\n3\n南村"]
)
def test_the_cells_of_a_table_are_text(rows: str) -> None:
    """Numbers close to each other are no pages, whatever stands beside them."""
    assert quotable(work(f"账目\n序号\n{rows}\n{BODY}")).startswith("序号" + "".join(rows.split()))


def test_a_wrapped_text_goes_on_over_the_page() -> None:
    """The rest of the page's lines are joined as if there were no page."""
    prose = "".join(f"第{number}块旧石碑上刻着开渠的人的名字。" for number in "一二三四五六七八九十" * 3)
    rows = [prose[at : at + 30] for at in range(0, len(prose), 30)]
    for at in range(15, 0, -5):
        rows[at:at] = ["", f"- {at // 5} -", "", "渠书"]
    assert paragraphs("\n".join(rows)) == [prose]
