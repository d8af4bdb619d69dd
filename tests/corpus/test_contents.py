"""A table of contents is neither heading nor text."""

from __future__ import annotations

from tests.corpus.reader import outline, quotable, work

BODY = "这里说的是平常的事情，谁都看得明白。说完这一句，再说下一句。"


def test_a_table_of_contents_is_neither_heading_nor_text() -> None:
    """With page numbers or without, titled or not, its lines are left out."""
    body = f"第一章 种菜\n{BODY}\n第二章 养鱼\n{BODY}\n第三章 养蜂\n{BODY}"
    expected = ["第一章 种菜", "第二章 养鱼", "第三章 养蜂"]
    for table in (
        "目录\n第一章　种菜……3\n第二章　养鱼……12\n第三章　养蜂……25",
        "目　录\n第一章 种菜\t3\n第二章 养鱼\t12\n第三章 养蜂\t25",
        "目录\n第一章　种菜\n第二章　养鱼\n第三章　养蜂",
        "第一章 种菜\n第二章 养鱼\n第三章 养蜂",
    ):
        text = f"农家手册\n{table}\n{body}"
        assert outline(text) == expected
        assert quotable(work(text)) == "".join((BODY * 3).split())


def test_data_with_tabs_is_text() -> None:
    """Rows that end in numbers are a table of contents only if the pages rise."""
    text = f"账目\n白菜\t300\n萝卜\t120\n豆腐\t45\n{BODY}"
    assert "萝卜120" in quotable(work(text))
