"""Web pages give what a reader came for: the same paragraphs and outline as plain text, and no furniture."""

from __future__ import annotations

import html as markup
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from corpus.reading import Read, read
from tests.corpus.reading import oracle

_FURNITURE = (
    "<header><a href=/>河湾网</a></header><nav><a href=1>首页</a> <a href=2>新闻</a></nav>"
    "<div><ul><li><a href=3>图书</a><li><a href=4>水利</a><li><a href=5>村史</a></ul></div>"
)


def page(name: str) -> str:
    """A work as a page of a site, in the midst of its menus."""
    title = oracle.paragraphs(name)[0]
    body = "\n".join(_element(level, text) for level, text in oracle.WORKS[name])
    return (
        f"<!DOCTYPE html><html><head><title>{title} - 河湾网</title><style>p {{}}</style></head>"
        f"<body>{_FURNITURE}<div class=text>{body}</div><script>var a = '<p>不是正文</p>';</script>"
        "<footer>版权所有</footer></body></html>"
    )


def _element(level: int | None, text: str) -> str:
    tag = "p" if level is None else f"h{level + 1}"
    return f"<{tag}>{markup.escape(text)}</{tag}>"


def texts(source: str | bytes, name: str = "页.html") -> list[str]:
    """The lines of a page."""
    return [line.text for line in _read(source, name).draft.lines]


def _read(source: str | bytes, name: str = "页.html") -> Read:
    return read(source.encode() if isinstance(source, str) else source, name)


@pytest.mark.parametrize("name", oracle.WORKS)
def test_a_page_gives_the_same_work_as_its_text(name: str) -> None:
    """Paragraphs and outline are those of the text form, and menus are left out and named."""
    data = page(name).encode()
    assert oracle.shape(data, "页.txt") == oracle.expected(name)
    receipt = corpus.parse(data, "页.html").receipt
    assert receipt is not None
    assert any("导航" in one.what for one in receipt.left_out)
    assert any("菜单" in one.what for one in receipt.left_out)


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        *(("gb18030", declared) for declared in ("gb2312", "utf-8", None)),
        *(("big5hkscs", declared) for declared in ("big5", "utf-8", None)),
        *((codec, declared) for codec in ("utf-16", "utf-8-sig") for declared in ("gb2312", "big5", "utf-8")),
    ],
)
def test_a_page_is_decoded_whatever_it_declares(codec: str, declared: str | None) -> None:
    """A wrong or missing declaration of the encoding does no harm."""
    text = "圖書室的書屬於全村，任何人不得據為己有。大家都可以來這裡讀書。"
    meta = f"<meta charset={declared}>" if declared else ""
    assert texts(f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(codec)) == [text]


def test_an_article_is_taken_for_the_text() -> None:
    """What stands beside an article is not read, however much it is."""
    beside = "<div><p>别处的话。</p></div>" * 3
    assert texts(f"<body>{beside}<article><h1>渠</h1><p>{'水' * 40}</p></article>{beside}") == [
        "渠",
        "水" * 40,
    ]


def test_what_a_browser_does_not_show_is_left_out() -> None:
    """Comments, hidden elements, readings above characters and controls are no text."""
    source = (
        "<p>看<!-- 不看 -->见<span style='display: none'>没有</span><span hidden>没有</span></p>"
        "<p><ruby>漢<rp>(</rp><rt>かん</rt></ruby>字<button>点</button></p><template><p>没有</p></template>"
    )
    assert texts(source) == ["看见", "漢字"]


def test_numbers_of_lists_are_text() -> None:
    """Numbers that a browser writes before items are written; bullets are not."""
    source = (
        "<ol start=3><li>甲<ul><li>子</li></ul></li><li><p>乙</p><p>丙</p></li></ol>"
        "<ol type=a><li>丁</li></ol>"
        "<ol style='list-style-type: cjk-ideographic'><li>戊</li></ol><ol><li>1. 己</li></ol>"
    )
    assert texts(source) == ["3. 甲", "子", "4. 乙", "丙", "a. 丁", "一、戊", "1. 己"]


def test_a_table_is_read_row_by_row() -> None:
    """A row is a line; a table that only lays out a page gives its paragraphs."""
    assert texts("<table><tr><th>书<th>册<tr><td>县志<td><p>2</p></table>") == ["书 | 册", "县志 | 2"]
    laid_out = f"<table><tr><td>栏<td><h2>题</h2><p>{'字' * 30}</p></table>"
    assert texts(laid_out) == ["栏", "题", "字" * 30]


def test_breaks_and_spaces_are_read_as_shown() -> None:
    """A <br> parts lines, an entity is its character, and a source's line break inside Chinese is nothing."""
    assert texts("<p>床前明月光，<br>疑是地上霜。</p>") == ["床前明月光，", "疑是地上霜。"]
    assert texts("<p>AT&amp;T&nbsp;&#20070;</p><p>河\n湾 and\nmore</p>") == ["AT&T 书", "河湾 and more"]


def test_a_page_without_the_tag_is_known_by_its_name_only() -> None:
    """Markdown may begin with a tag; .html may begin with any."""
    assert _read("<div align=center>渠</div>\n\n# 题\n\n文。", "a.md").format == "markdown"
    assert _read("<div>渠</div><p>文。</p>", "a.html").format == "html"
    assert _read("没有标签的文字。", "a.html").format == "text"


@pytest.mark.parametrize(
    "source",
    [
        "<html>" + "<div>" * 100_000,
        "<html><body></body></html>",
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x",
    ],
)
def test_a_page_that_cannot_be_read_ends_with_a_sentence(source: str) -> None:
    """Endless nesting, emptiness and archived pages are refused with the remedy."""
    with pytest.raises(corpus.DocumentError, match="；"):
        corpus.parse(source.encode(), "页.html")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_page_never_fails_otherwise(data: st.DataObject) -> None:
    """Whatever bytes are changed, a page is read or refused."""
    whole = bytearray(page("rules").encode())
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=20)):
        whole[at] = data.draw(st.sampled_from(b"<>/\"'&;! \x00\xff=-a"))
    with suppress(corpus.DocumentError):
        corpus.parse(bytes(whole[: data.draw(st.integers(1, len(whole)))]), "页.html")
