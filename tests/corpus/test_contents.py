"""A table of contents is neither heading nor text."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    "rows",
    [
        ["渡口\t3", "山路\t12", "灯下\t25"],
        ["渡口 3", "山路 12", "灯下 25"],
        ["渡口（3）", "山路（12）", "灯下（25）"],
        ["渡口……3", "山路……12", "灯下……25"],
        ["渡口", "山路", "灯下"],
    ],
    ids=lambda rows: rows[0],
)
def test_regression_headings_that_only_the_contents_name_were_text(rows: list[str]) -> None:
    """What stood below them was cited as the preface."""
    table = "\n".join(["目录", *rows])
    body = "".join(f"{name}\n{BODY}\n" for name in ("渡口", "山路", "灯下"))
    text = f"文集\n{table}\n序\n{BODY}\n{body}"
    assert outline(text) == ["序", "渡口", "山路", "灯下"]
    assert "渡口" not in quotable(work(text))


def test_the_indents_of_a_table_of_contents_are_those_of_the_outline() -> None:
    """Names without a number stand below the chapter that encloses them."""
    table = "目录\n序……1\n第一章 渡口……3\n　　早晨……3\n　　夜里……9\n第二章 山路……15\n　　雨天……15\n跋……30"
    names = ("序", "第一章 渡口", "早晨", "夜里", "第二章 山路", "雨天", "跋")
    text = f"渠书\n{table}\n" + "".join(f"{name}\n{BODY}\n" for name in names)
    assert outline(text) == ["序", "第一章 渡口", "  早晨", "  夜里", "第二章 山路", "  雨天", "跋"]


def test_a_page_number_after_one_space_does_not_make_a_heading() -> None:
    """Regression: 「第一章 种菜 3」 was a chapter of its own before the chapters."""
    names = ("第一章 种菜", "第二章 养鱼", "第三章 养蜂")
    table = "\n".join(f"{name} {page}" for name, page in zip(names, (3, 12, 25), strict=True))
    text = f"手册\n目录\n{table}\n" + "".join(f"{name}\n{BODY}\n" for name in names)
    assert outline(text) == list(names)


def test_cells_of_a_table_that_come_again_are_no_table_of_contents() -> None:
    """Bare numbers name nothing."""
    cells = "1\n2\n3\n4\n5\n"
    assert quotable(work(f"账目\n{cells}{cells}{BODY}")).startswith("12345" * 2)
