r"""Rich Text files are read in every notation that Chinese stands in there."""

from __future__ import annotations

import pytest

import corpus
from corpus.reading import read
from corpus.reading.lines import Draft
from tests.corpus.reading import oracle

STYLES = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}{\s9 Title;}}"
GBK = r"\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fcharset2 Wingdings;}}"


def file(content: str) -> bytes:
    """An .rtf file with this in it."""
    return rf"{{\rtf1{GBK}{STYLES}{content}}}".encode("latin-1")


def draft(content: str) -> Draft:
    """The lines of such a file."""
    return read(file(content), "a.rtf").draft


def texts(content: str) -> list[str]:
    """The words of such a file."""
    return [line.text for line in draft(content).lines]


def by_bytes(text: str) -> str:
    """A text as bytes of its code page."""
    return "".join(rf"\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode("gbk"))


def by_unicode(text: str) -> str:
    """A text in Unicode, with the bytes of its code page as a fallback of two characters."""
    return r"\uc2" + "".join(rf"\u{(ord(one) + 0x8000) % 0x10000 - 0x8000}{by_bytes(one)}" for one in text)


WRITINGS = {"bytes": by_bytes, "unicode": by_unicode}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("name", oracle.WORKS)
def test_heading_styles_give_the_outline_of_the_text(name: str, writing: str) -> None:
    """A work set with heading styles is the work, in either notation."""
    styles = {None: 0, 0: 9, 1: 1, 2: 2}
    content = "".join(
        rf"\pard\s{styles[level]} {WRITINGS[writing](text)}\par " for level, text in oracle.WORKS[name]
    )
    assert oracle.shape(file(content), f"{name}.rtf") == oracle.expected(name)


@pytest.mark.parametrize("name", oracle.WORKS)
def test_bold_lines_give_the_outline_of_the_text(name: str) -> None:
    """A work whose headings are made by hand is the work."""
    looks = {None: "", 0: r"\b\fs44 ", 1: r"\b ", 2: r"\b "}
    content = "".join(
        rf"\pard{{\fs24{looks[level]} {by_bytes(text)}\par}}" for level, text in oracle.WORKS[name]
    )
    assert oracle.shape(file(content), f"{name}.rtf") == oracle.expected(name)


def test_a_second_byte_may_stand_as_it_is() -> None:
    """The two bytes of a character may be written in two notations: a backslash and a brace may be one."""
    assert texts(r"\f0 \'88Z\'d1\'d3\par") == ["圸延"]
    assert texts(r"\f0 \'95\'5c\'95\\\par") == ["昞昞"]


def test_characters_beyond_the_first_plane_are_whole() -> None:
    """A character in two halves is one, with the fallback of each left out."""
    assert texts(r"\uc1\u-10174?\u-8265?\u23383?\par") == ["𠮷字"]


def test_generated_numbers_are_kept() -> None:
    """The number that a list shows is text, and its bullet is none."""
    number, bullet = rf"{{\listtext {by_bytes('一、')}\tab}}", r"{\pntext\f1\'6c\tab}"
    lines = draft(rf"{number}{by_bytes('开工')}\par {bullet}{by_bytes('雨衣')}\par").lines
    assert [(line.text, line.item) for line in lines] == [("一、开工", False), ("雨衣", True)]


def test_tables_and_notes() -> None:
    """A row is a line; a note follows its paragraph, and the paragraph goes on after it."""
    table = rf"\trowd\intbl {by_bytes('甲')}\par {by_bytes('乙')}\cell {by_bytes('丙')}\cell\row\pard "
    note = rf"{{\footnote\pard\plain {by_bytes('据县志。')}}}"
    end = rf"{{\*\footnote\ftnalt {by_bytes('又记。')}}}"
    content = rf"{table}{by_bytes('水渠长')}{note}{by_bytes('九里。')}{end}\par {by_bytes('完。')}\par"
    assert texts(content) == ["甲 乙 | 丙", "水渠长九里。", "〔注1〕据县志。", "〔尾注1〕又记。", "完。"]


def test_what_is_not_shown_is_left_out() -> None:
    """Margins, pictures, hidden and deleted text, field codes and contents are left out and named."""
    word = by_bytes("藏")
    content = (
        rf"{{\header {word}\par}}{{\*\unknown {word}}}{{\pict\bin3 }}}}}}}}{{\v {word}}}{{\deleted {word}}}"
        rf"{{\field{{\*\fldinst TOC \\o}}{{\fldrslt {word}\par}}}}"
        rf"{{\object{{\*\objdata 00}}{{\result {by_bytes('正')}}}}}"
        rf"{{\field{{\*\fldinst PAGE}}{{\fldrslt {by_bytes('文')}}}}}\par"
    )
    found = draft(content)
    assert [line.text for line in found.lines] == ["正文"]
    assert [what.partition("（")[0] for what in found.left_out] == [
        *("页眉", "图片或图形", "隐藏文字", "修订中删去的文字", "目录")
    ]


def test_metadata_is_kept_for_the_receipt() -> None:
    """Title, author and date of the file are given with the lines."""
    info = rf"{{\info{{\title {by_bytes('修渠记')}}}"
    info += rf"{{\author {by_bytes('何长河')}}}"
    info += r"{\creatim\yr2024\mo5\dy1\hr8}}"
    found = draft(rf"{info}{by_bytes('正文。')}\par")
    assert (found.title, found.author, found.date) == ("修渠记", "何长河", "2024-05-01")


@pytest.mark.parametrize(
    "data", [rb"{\rtf1 " + b"{" * 10_000, rb"{\rtf1\bin99999999 x}"], ids=["deep", "cut"]
)
def test_what_cannot_be_read_ends_with_a_sentence(data: bytes) -> None:
    """A file that never ends its groups, or ends too early, is refused."""
    with pytest.raises(corpus.DocumentError):
        corpus.parse(data, "a.rtf")
