"""A receipt accounts for every character, and names what looks spoilt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

import corpus
from corpus import Document, DocumentError, Receipt
from tests.corpus.test_properties import TEXTS

BODY = "这里说的是平常的事情，谁都看得明白。说完这一句，再说下一句。"
SPEECH = f"""春耕动员讲话
（2031年3月5日）
各位乡亲：
目录
一、种菜……1
二、养鱼……2
三、植树……3
一、种菜
{BODY}
二、养鱼
{BODY}
三、植树
{BODY}
谢谢大家！
******
"""


def receipt(document: Document) -> Receipt:
    """The receipt of a document that was read."""
    assert document.receipt is not None
    return document.receipt


def left_out(document: Document) -> dict[str, int | None]:
    """What was left out, and how many characters of it."""
    return {one.what: one.characters for one in receipt(document).left_out}


def test_every_character_is_indexed_or_named() -> None:
    """Title matter, contents, headings, forms of address and rules are counted each."""
    document = corpus.parse(SPEECH.encode(), "讲话.txt")
    assert left_out(document) == {
        "标题和题下文字": len("春耕动员讲话（2031年3月5日）"),
        "目录": len("目录一、种菜……1二、养鱼……2三、植树……3"),
        "称呼和致谢": len("各位乡亲：谢谢大家！"),
        "独占一行的标题": len("一、种菜二、养鱼三、植树"),
        "分隔线": 6,
    }
    assert receipt(document).indexed == 3 * len(BODY)
    assert (receipt(document).paragraphs, receipt(document).sentences) == (3, 6)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_the_sum_is_always_the_whole(text: str) -> None:
    """Indexed and left out together are all the characters that the text has."""
    for name in ("杂.txt", "杂.md"):
        try:
            document = corpus.parse(text.encode("utf-8", "replace"), name)
        except DocumentError:
            continue
        rest = sum(one.characters or 0 for one in receipt(document).left_out)
        assert receipt(document).characters == receipt(document).indexed + rest
        assert "其他" not in left_out(document)
        quoted = sum(
            len("".join(work.text[one.start : one.end].split()))
            for work in document.works
            for one in work.passages
        )
        assert quoted == receipt(document).indexed


def test_what_markdown_is_written_with_is_counted() -> None:
    """Marks, comments and front matter are no text, and no loss."""
    text = f"---\nauthor: 丁小满\ndate: 2031-03-05\n---\n# 种菜\n\n<!-- 草稿 -->\n\n**{BODY}**\n"
    document = corpus.parse(text.encode(), "种菜.md")
    assert receipt(document).characters == len("".join(text.split()))
    assert receipt(document).indexed == len(BODY)
    assert (document.works[0].author, document.works[0].date) == ("丁小满", "2031-03-05")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (f"杂记\n{BODY}锟斤拷锟斤拷{BODY}", "乱码"),
        ("杂记\n" + BODY.encode().decode("gb18030", "replace"), "乱码"),
        ("杂记\n" + "走过一座桥，" * 100, "句末标点"),
        (f"杂记\n{BODY * 200}", "换行"),
    ],
)
def test_what_looks_spoilt_is_named(text: str, doubt: str) -> None:
    """A warning in the receipt; the document is read all the same."""
    assert any(doubt in warning for warning in corpus.parse(text.encode(), "杂记.txt").warnings)


def test_sound_texts_are_not_doubted() -> None:
    """Verse without full stops, French and long chapters are as they should be."""
    for text in (f"杂记\n{BODY}\n" * 200, "静夜\n床前明月光\n疑是地上霜", f"杂记\nDéjà vu, garçon! {BODY}"):
        assert corpus.parse(text.encode(), "杂记.txt").warnings == ()


def test_documents_with_the_same_words_know_each_other(tmp_path: Path) -> None:
    """However they are spaced and encoded."""
    (tmp_path / "甲.txt").write_text(f"杂记\n{BODY}", encoding="utf-8")
    (tmp_path / "乙.txt").write_text(f"杂记\r\n\r\n　　{BODY}\r\n", encoding="gb18030")
    (tmp_path / "丙.txt").write_text(f"杂记\n{BODY}别的。", encoding="utf-8")
    alike = corpus.duplicates(map(corpus.read, corpus.scan(tmp_path)))
    assert alike == {"甲.txt": ("乙.txt",), "乙.txt": ("甲.txt",)}
