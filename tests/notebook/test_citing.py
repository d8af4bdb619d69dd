"""Citations in four styles, without an invented datum."""

from __future__ import annotations

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from bot.notebook.citing import Style, escaped, ready, reference, style_names, style_of, year
from bot.texts import CATALOGUES, EN, ZH
from tests.notebook.clippings import HOSTILE, clipping

FULL = clipping(page=12, author="张三、李四，王五；赵六", date="2023年3月5日")


def test_plain_is_the_whole_place() -> None:
    """Title, sections, paragraph and page, as under every answer."""
    assert reference(FULL, Style.PLAIN, ZH) == (
        "《读书会章程》 › 第五章 领读与记录 › 第二十八条 · 第 46 段 · 第 12 页"
    )


def test_titled_is_the_title_and_the_section() -> None:
    """As people write it under a quotation; where there is no section, the paragraph says where."""
    assert ready(clipping(), Style.TITLED, ZH) == (
        "主持人由会员轮流担任。\n——《读书会章程》第五章 领读与记录·第二十八条"
    )
    assert reference(clipping(section=()), Style.TITLED, ZH) == "《读书会章程》第 46 段"


def test_the_standard_names_what_is_known() -> None:
    """GB/T 7714: three authors and 等, the year in brackets since it is the work's, the page."""
    assert reference(FULL, Style.STANDARD, ZH) == (
        "张三, 李四, 王五, 等. 读书会章程[Z]. [出版地不详]: [出版者不详], [2023]: 12."
        "（第五章 领读与记录·第二十八条·第 46 段·第 12 页）"
    )


def test_the_standard_leaves_out_what_is_not_known() -> None:
    """No author, no year, no page is made up."""
    assert reference(clipping(section=()), Style.STANDARD, ZH) == (
        "读书会章程[Z]. [出版地不详]: [出版者不详].（第 46 段）"
    )
    english = reference(clipping(work="On Reading", section=()), Style.STANDARD, EN)
    assert english.startswith("On Reading[Z]. [S.l.]: [s.n.].(")


def test_markdown_is_a_quotation_with_a_link() -> None:
    """To be pasted where Markdown is read."""
    given = ready(clipping("读*书*慢。\n1. 记笔记。"), Style.MARKDOWN, ZH, "https://t.me/x?start=c")
    assert given.startswith("> 读\\*书\\*慢。\n> 1\\. 记笔记。\n>\n> —— [《读书会章程》")
    assert given.endswith("](https://t.me/x?start=c)")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023年3月5日", "2023"),
        ("1956-06-15", "1956"),
        ("１９８７年", "1987"),
        ("二〇一九年三月", "2019"),
        ("今年春天", None),
        ("第20231号", None),
        (None, None),
    ],
)
def test_a_year_is_read_only_where_one_stands(date: str | None, expected: str | None) -> None:
    """In figures of any kind."""
    assert year(date) == expected


def test_styles_have_names_in_every_language() -> None:
    """And an unknown name is the usual style."""
    for texts in CATALOGUES:
        assert set(style_names(texts)) == set(Style)
    assert style_of("gbt7714") is Style.STANDARD
    assert style_of("nonsense") is style_of(None) is Style.PLAIN


@given(HOSTILE)
def test_markdown_shows_every_character_as_it_is(text: str) -> None:
    """No document text becomes markup."""
    shown = text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    tokens = MarkdownIt("commonmark").parse("\n".join(f"> {line}" for line in escaped(shown).split("\n")))
    kinds = {token.type for token in tokens}
    assert kinds <= {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"}
    inside = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inside} <= {"text", "text_special", "softbreak", "hardbreak"}
    assert "".join("".join(child.content for child in inside).split()) == "".join(shown.split())


@given(HOSTILE)
def test_a_quotation_stays_word_for_word_in_every_style(text: str) -> None:
    """Only Markdown writes its own signs before some of the characters."""
    for style in (Style.PLAIN, Style.TITLED, Style.STANDARD):
        assert ready(clipping(text), style, ZH).startswith(f"{text}\n")
