"""Files of quotations: what stands in them is what was kept, whatever it holds."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from hypothesis import given, settings
from lxml import etree

from bot.notebook.citing import Style
from bot.notebook.entries import Kept, Session, Used
from bot.notebook.exporting import FORMATS, manner_of, of_kept, of_session
from bot.notebook.papers import Manner, by_works, paper_of_kept, paper_of_session, plain
from bot.notebook.sheets import cards, table
from bot.notebook.word import word
from bot.texts import CATALOGUES, EN, ZH, Texts
from tests.notebook.clippings import HOSTILE, clipping, kept
from tests.telegram.shelf import Shelf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = 86_400
SELECTION = (
    kept(1, clipping("乙书的一句话。", work="乙书", code="b1", start=9), at=3 * DAY),
    kept(2, clipping("甲书的第二句话。", work="甲书", code="a2", start=50), tags=("青年",), at=3 * DAY),
    kept(3, clipping("甲书的第一句话。", work="甲书", code="a1", start=2), note="先念这一句", at=5 * DAY),
)


def manner(texts: Texts = ZH, style: Style = Style.TITLED) -> Manner:
    return Manner(texts, style, ZoneInfo("Asia/Shanghai"))


def quoted(content: bytes) -> list[str]:
    """The quotations of a Word document."""
    return [text for style, text in set_in(content) if style == "Quote"]


def set_in(content: bytes) -> list[tuple[str, str]]:
    """The paragraphs of a Word document, each behind the name of its style."""
    return [(str(one.style and one.style.name), one.text) for one in Document(io.BytesIO(content)).paragraphs]


def footnotes(content: bytes) -> list[str]:
    """Its footnotes, without the two that separate."""
    part = zipfile.ZipFile(io.BytesIO(content)).read("word/footnotes.xml")
    notes = etree.fromstring(part).findall(f"{W}footnote")
    return ["".join(note.itertext()).strip() for note in notes if note.get(f"{W}type") is None]


def rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def words(paper: Any) -> bytes:
    return word(paper, "zh-CN")


def test_a_word_document_has_headings_and_footnotes() -> None:
    """Works and sections are headings of Word's own styles; each quotation has its citation at the foot."""
    ordered = by_works(SELECTION, ["甲书", "乙书"])
    content = words(paper_of_kept(ordered, manner(), now=9 * DAY, works=True))
    headings = [(style, text) for style, text in set_in(content) if style.startswith(("Title", "Heading"))]
    assert headings == [
        ("Title", "引文摘录"),
        ("Heading 1", "《甲书》"),
        ("Heading 2", "第五章 领读与记录·第二十八条"),
        ("Heading 1", "《乙书》"),
        ("Heading 2", "第五章 领读与记录·第二十八条"),
    ]
    assert quoted(content) == ["甲书的第一句话。", "甲书的第二句话。", "乙书的一句话。"]
    assert footnotes(content) == [
        "《甲书》第五章 领读与记录·第二十八条（编号 a1）",
        "《甲书》第五章 领读与记录·第二十八条（编号 a2）",
        "《乙书》第五章 领读与记录·第二十八条（编号 b1）",
    ]
    references = [one.get(f"{W}id") for one in body(content).iter(f"{W}footnoteReference")]
    assert references == ["1", "2", "3"]


def body(content: bytes) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))


def test_the_footnotes_are_known_to_the_rest_of_the_document() -> None:
    """A relationship, a content type, and the separators in the settings, as Word wants them."""
    content = words(paper_of_kept(SELECTION, manner(), now=0, works=False))
    packed = zipfile.ZipFile(io.BytesIO(content))
    assert b"footnotes.xml" in packed.read("word/_rels/document.xml.rels")
    assert b"wordprocessingml.footnotes+xml" in packed.read("[Content_Types].xml")
    said = etree.fromstring(packed.read("word/settings.xml"))
    names = [child.tag.removeprefix(W) for child in said]
    assert names.index("footnotePr") < names.index("compat")


def test_the_order_may_be_that_of_keeping() -> None:
    """Under the days, the first first."""
    content = words(paper_of_kept(SELECTION, manner(), now=0, works=False))
    assert quoted(content) == ["乙书的一句话。", "甲书的第二句话。", "甲书的第一句话。"]
    text = plain(paper_of_kept(SELECTION, manner(), now=0, works=False))
    assert text.index("1970-01-04") < text.index("乙书的一句话。") < text.index("1970-01-06")
    assert "笔记：先念这一句" in text
    assert "#青年" in text


def test_minutes_give_each_quotation_once() -> None:
    """With who asked what; a second time only its number stands."""
    one, two = clipping("第一句。", code="a"), clipping("第二句。", code="b")
    used = [
        Used(1, "李", "怎样请假？", one, 60),
        Used(1, "李", "怎样请假？", two, 60),
        Used(2, "王", "请假找谁？", one, 120),
        Used(None, "", "", two, 180),
    ]
    session = Session(1, -5, "第一讲", 1, "李", 0, 3600)
    text = plain(paper_of_session(session, used, manner()))
    assert text.startswith(
        "学习纪要：第一讲\n时间：1970-01-01 08:00 — 1970-01-01 09:00\n提问：李、王、有人\n引文：2 条"
    )
    assert text.count("第一句。") == text.count("第二句。") == 1
    parts = text.split("■ ")[1:]
    assert parts[0].startswith("李：怎样请假？\n\n1. 第一句。")
    assert parts[1] == "王：请假找谁？\n\n也引了第 1 条。\n\n"
    assert parts[2].startswith("有人 打开或核对\n\n也引了第 2 条。")


def test_excel_gets_a_mark_and_no_formula() -> None:
    """UTF-8 with its mark; a cell that begins like a formula begins with a quotation mark."""
    bad = kept(1, clipping('=HYPERLINK("http://x")&"a"'), note="@SUM(A1)", tags=("+1",))
    content = table([bad], manner())
    assert content.startswith(b"\xef\xbb\xbf")
    head, row = rows(content)
    assert head[:2] == ["引文", "篇名"]
    assert (row[0], row[10], row[9]) == ('\'=HYPERLINK("http://x")&"a"', "'@SUM(A1)", "'+1")


def test_anki_gets_its_headers() -> None:
    """Each card has an identity, so that a second import renews it."""
    lines = cards(SELECTION, manner()).decode().split("\n")
    assert lines[:5] == [
        "#separator:tab",
        "#html:false",
        "#deck:引文摘录",
        "#guid column:1",
        "#tags column:4",
    ]
    read = list(csv.reader(io.StringIO("\n".join(lines[5:]), newline=""), delimiter="\t"))
    assert [row[1] for row in read] == [one.clipping.text for one in SELECTION]
    assert len({row[0] for row in read}) == 3
    assert read[1][3] == "青年"
    assert read[2][2] == "《甲书》\n第五章 领读与记录·第二十八条·第 46 段\n\n先念这一句"


@pytest.mark.parametrize("texts", CATALOGUES, ids=lambda texts: texts.language)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_made_in_every_language(form: str, texts: Texts) -> None:
    """Also of words that the collection no longer has, which is said where there is room."""
    made = Shelf("别的书。")
    for style in Style:
        how = manner_of(made, texts, style, "Asia/Shanghai")
        file = of_kept(SELECTION, form, "works", made, how, 0)
        assert file.name.endswith(FORMATS[form])
        assert file.content
        if form in ("md", "txt"):
            assert texts.notebook.gone in file.content.decode()


def test_a_files_name_holds_nothing_that_a_disk_refuses() -> None:
    """Whatever the topic is called."""
    session = Session(1, 1, '../a\\b:c*?"<>|\n' + "长" * 200, 1, "李", 0)
    file = of_session(session, [Used(1, "李", "问", clipping(), 0)], "md", manner())
    assert not set('/\\:*?"<>|\n') & set(file.name)
    assert len(file.name.encode()) < 255


def one_kept(text: str) -> Sequence[Kept]:
    given = clipping(text, work=f"题{text}", section=(text, f"节{text}"), code="c")
    return [replace(kept(1, given), tags=("签",), note=text, name=text)]


def visible(text: str) -> str:
    """What a document shows of a text: what it cannot hold became a sign."""
    kinds = {character: unicodedata.category(character) for character in text}
    unfit = {one for one in kinds if kinds[one] in ("Cc", "Cs") or one in "\ufffe\uffff"} - {"\t", "\n"}
    return "".join("\ufffd" if character in unfit else character for character in text)


@settings(max_examples=15)
@given(HOSTILE)
def test_any_text_goes_into_a_word_document_and_comes_out(text: str) -> None:
    """Nothing in it breaks the file, and the quotation is word for word."""
    for works in (False, True):
        content = words(paper_of_kept(one_kept(text), manner(EN), now=0, works=works))
        assert quoted(content) == [visible(text)]
        assert len(footnotes(content)) == 1


@given(HOSTILE)
def test_any_text_goes_into_a_table_and_comes_out(text: str) -> None:
    """Word for word behind the sign that disarms it; and no cell of any row is a formula."""
    _, row = rows(table(one_kept(text), manner()))
    expected = "".join("\ufffd" if ord(c) < 32 and c not in "\t\n\r" else c for c in text)
    expected = expected.encode("utf-8", "replace").decode()
    assert row[0] in (expected, f"'{expected}")
    assert not any(cell.lstrip(" ").startswith(tuple("=+-@＝＋－＠\t\r\n")) for cell in row)


@given(HOSTILE)
def test_any_text_goes_onto_a_card_and_comes_out(text: str) -> None:
    """One row with four columns, whatever tabs and line breaks there are."""
    lines = cards(one_kept(text), manner()).decode().split("\n", 5)
    (row,) = csv.reader(io.StringIO(lines[5], newline=""), delimiter="\t")
    assert len(row) == 4
    expected = "".join("\ufffd" if ord(c) < 32 and c not in "\t\n\r" else c for c in text)
    assert row[1] == expected.replace("\r", "\n").encode("utf-8", "replace").decode()
