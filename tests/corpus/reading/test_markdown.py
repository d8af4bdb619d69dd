"""Of Markdown, what a reader of the rendered page sees is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import corpus
from corpus.reading import markdown
from tests.corpus.reader import outline, paragraphs, where, work

BODY = "这里说的是平常的事情，谁都看得明白。说完这一句，再说下一句。"


def read(text: str) -> list[str]:
    """The paragraphs of a Markdown text."""
    return paragraphs(text, "手册.md")


def test_headings_make_the_outline() -> None:
    """Levels nest, levels may be left out, and both ways of writing a heading count."""
    text = f"# 农家手册\n\n{BODY}\n\n## 种菜\n\n#### 白菜\n\n{BODY}\n\n"
    text += f"## 养鱼 ##\n\n{BODY}\n\n养蜂\n----\n\n{BODY}"
    assert outline(text, "手册.md") == ["种菜", "  白菜", "养鱼", "养蜂"]
    assert work(text, "手册.md").title == "农家手册"


def test_numbering_below_headings_is_outline_too() -> None:
    """Articles that are plain paragraphs stand under their chapter."""
    text = f"# 村规\n\n## 第一章 总则\n\n第一条 守时。\n\n第二条 守信。\n\n## 第二章 罚则\n\n第三条 {BODY}"
    assert outline(text, "村规.md") == ["第一章 总则", "  第一条", "  第二条", "第二章 罚则", "  第三条"]
    bold = text.replace("第一条", "**第一条**").replace("第三条", "### 第三条\n\n")
    assert outline(bold, "村规.md") == outline(text, "村规.md")


def test_marks_are_no_text() -> None:
    """Emphasis, code and links keep their words and lose their marks."""
    text = f"# 手册\n\n**大家**都要*记住*：用 `网` 捞[小鱼](http://example.org/x)，别捞![大鱼](a.png)。\n\n{BODY}"
    assert "大家都要记住：用 网 捞小鱼，别捞大鱼。" in read(text)


def test_comments_and_front_matter_are_left_out_and_named() -> None:
    """What is no text is said in the receipt."""
    text = f"---\ntitle: 手册\ntags:\n  - 菜\n---\n\n# 手册\n\n<!-- 草稿 -->\n\n{BODY}<!-- 待改 -->\n"
    document = corpus.parse(text.encode(), "手册.md")
    assert document.works[0].text == f"手册\n{BODY}"
    assert document.receipt is not None
    named = [one.what for one in document.receipt.left_out if one.characters is None]
    assert named == ["2 处注释", "文件头的元数据"]


def test_regression_text_between_two_rules_was_taken_for_front_matter() -> None:
    """A document may begin with a rule."""
    assert BODY in read(f"---\n\n{BODY}\n\n---\n\n{BODY}再说一遍。")
    assert "种菜" in read(f"---\nkey: 1\n---\n# 种菜\n- 白菜\n---\n{BODY}")


def test_regression_a_comment_that_never_closes_swallowed_the_rest() -> None:
    """Nothing is lost to a forgotten mark."""
    assert any(BODY in paragraph for paragraph in read(f"# 手册\n\n{BODY}\n\n<!-- 忘了\n\n再说：{BODY}")[2:])


def test_lists_are_text() -> None:
    """Items stand on lines of their own, numbered as they were, and are no sections among headings."""
    items = "1. 白菜要买三颗。挑大的。\n2. 萝卜要买五斤。挑小的。\n\n- 盐\n- 糖"
    text = f"# 手册\n\n## 采购\n\n{items}\n\n## 做菜\n\n{BODY}"
    assert outline(text, "手册.md") == ["采购", "做菜"]
    assert read(text)[2:6] == ["1. 白菜要买三颗。挑大的。", "2. 萝卜要买五斤。挑小的。", "盐", "糖"]
    assert where(work(text, "手册.md"), "萝卜") == ["采购"]


def test_a_table_is_read_row_by_row() -> None:
    """Cells of a row stay together."""
    assert "白菜 | 三颗" in read(f"# 手册\n\n{BODY}\n\n| 菜 | 数量 |\n|---|---|\n| 白菜 | 三颗 |\n")


def test_code_keeps_its_lines() -> None:
    """Regression: the lines of a code block were joined like a torn sentence."""
    code = "把网放进水里等一刻钟再拉上来\n把鱼放进桶里盖上盖子别让它跳"
    assert read(f"# 手册\n\n{BODY}\n\n```\n{code}\n```\n\n{BODY}")[2:4] == code.split("\n")


def test_an_indented_paragraph_is_no_code() -> None:
    """and four spaces indent Chinese paragraphs."""
    assert read(f"# 手册\n\n　　{BODY}\n\n    {BODY}再来。")[1:] == [BODY, f"{BODY}再来。"]


def test_html_tags_are_no_text() -> None:
    """Tags go, words stay, and a <br> is a line break."""
    found = read(f"# 手册\n\n<div align=center>\n种菜要趁早\n</div>\n\n{BODY}<br>第二行。<b>粗</b>")
    assert found == ["手册", "种菜要趁早", BODY, "第二行。粗"]


BLOCKS = (
    "字字。", "# 题", "## 二 #", "#无", "* 一项", "1. 甲", "1.", "12) 乙", "> 引", "---", "===", "+ x", "3.5",
    "| a |\n|---|\n| 1 |", "**粗**字", "[链](http://x)", "    缩进", "\t制表", "  ", "\u3000\u3000段",
    "行  ", "末\\", "&lt;", "一\u2028二", "`c`", "<b>x", "x<y", "题\n---", "一\n## 二\n三", "5. 年", "\u3000",
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(BLOCKS), st.sampled_from(["\n", "\n\n", "\n \n", "\n\n\n"]))))
def test_plain_blocks_are_read_as_the_parser_reads_them(blocks: list[tuple[str, str]]) -> None:
    """A text that goes through the parser as a whole, because of its last block, has the same lines."""
    text = "".join(block + gap for block, gap in blocks)
    whole = markdown.read(f"{text}\n\n# 末尾\n\n~~~\n末\n~~~\n").lines
    assert markdown.read(f"{text}\n\n# 末尾\n\n末\n").lines[:-1] == whole[:-1]


def test_regression_a_footnote_was_left_out_and_its_mark_stood_in_the_sentence() -> None:
    """Notes follow the paragraphs that they are to, as in Word; a mark without a note is text."""
    text = "## 水\n\n渠长十里[^a]，宽三米[^7]。\n\n下一段[^1]。\n\n## 土\n\n土黄。\n\n"
    text += "[^1]: 据旧志，\n    不确。\n[^a]: 据新志。\n[^无]: 备考。\n"
    assert [line.text for line in markdown.read(text).lines] == [
        "水",
        "渠长十里，宽三米[^7]。",
        "〔注1〕据新志。",
        "下一段。",
        "〔注2〕据旧志，",
        "不确。",
        "土",
        "土黄。",
        "〔注3〕备考。",
    ]
