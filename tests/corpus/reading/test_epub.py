"""A book is one work: its chapters in reading order, with the headings that it or its contents give them."""

from __future__ import annotations

import html
import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from corpus.reading import read
from corpus.reading.lines import Draft
from tests.corpus.reading import oracle

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'


def book(
    chapters: dict[str, str],
    contents: tuple[tuple[str, str], ...] = (),
    title: str = "河湾村志",
    parts: dict[str, str] | None = None,
) -> bytes:
    """An EPUB with chapters by their file's name, and a table of contents of (label, target)."""
    items = "".join(
        f'<item id="{name}" href="text/{name}" media-type="application/xhtml+xml"/>' for name in chapters
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    links = "".join(f'<li><a href="text/{target}">{label}</a></li>' for label, target in contents)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>周砚</dc:creator><dc:date>2024-05-01</dc:date></metadata>"
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'{items}</manifest><spine><itemref idref="nav"/>{order}</spine></package>'
    )
    written = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package,
        "OEBPS/nav.xhtml": f'{XHTML}<body><nav epub:type="toc"><ol>{links}</ol></nav></body></html>',
        **{
            f"OEBPS/text/{name}": f"{XHTML}<head><title/></head>{body}</html>"
            for name, body in chapters.items()
        },
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in written.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def bound(name: str, *, marked: bool = True) -> bytes:
    """A work as a book, a file for each heading of the first level."""
    chapters: dict[str, str] = {"0.xhtml": ""}
    for level, text in oracle.WORKS[name]:
        if level == 1:
            chapters[f"{len(chapters)}.xhtml"] = ""
        tag = f"h{level or 1}" if marked and level is not None else "p"
        chapters[f"{len(chapters) - 1}.xhtml"] += f"<{tag}>{html.escape(text)}</{tag}>"
    return book(chapters, title=oracle.paragraphs(name)[0])


def draft(data: bytes) -> Draft:
    """What is read of a book."""
    return read(data, "书.epub").draft


def levels(data: bytes) -> list[tuple[int | None, str]]:
    """The lines of a book with their levels."""
    return [(line.level, line.text) for line in draft(data).lines]


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("name", oracle.WORKS)
def test_a_book_gives_the_same_work_as_its_text(name: str, marked: bool) -> None:
    """Chapters in files of their own are one work, with the paragraphs and outline of the text form."""
    assert oracle.shape(bound(name, marked=marked), "书.zip") == oracle.expected(name)


def test_a_chapter_without_a_heading_gets_that_of_the_contents() -> None:
    """A label of the table of contents marks its line, or is put where no heading stands."""
    chapters = {
        "a.xhtml": "<p>水从山上来。</p>",
        "b.xhtml": "<p>早 年</p><p>他生在河湾。</p><p id='x'>后来他走了。</p>",
        "c.xhtml": "<h1>归来</h1><p>他又回来了。</p>",
    }
    contents = (
        ("Section 1", "a.xhtml"),
        ("缘起", "a.xhtml"),
        ("早年", "b.xhtml"),
        ("后来", "b.xhtml#x"),
        ("第三章", "c.xhtml"),
    )
    assert levels(book(chapters, contents)) == [
        (2, "缘起"),
        (None, "水从山上来。"),
        (2, "早 年"),
        (None, "他生在河湾。"),
        (2, "后来"),
        (None, "后来他走了。"),
        (2, "归来"),
        (None, "他又回来了。"),
    ]


def test_the_contents_of_an_older_book_are_read() -> None:
    """The table of contents of EPUB 2 gives the chapters' headings, too."""
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>缘起</text></navLabel>'
        '<content src="text/a.xhtml"/></navPoint></navMap></ncx>'
    )
    package = (
        '<package><manifest><item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine toc="n"><itemref idref="a"/></spine></package>'
    )
    data = book({"a.xhtml": "<p>水来。</p>"}, parts={"OEBPS/book.opf": package, "OEBPS/toc.ncx": ncx})
    assert levels(data) == [(2, "缘起"), (None, "水来。")]


def test_contents_and_pages_without_text_are_left_out_and_named() -> None:
    """A cover of one image and pages of links are no text."""
    links = "".join(f"<p><a href='{at}'>第{at}章</a></p>" for at in "一二三四")
    found = draft(book({"a.xhtml": "<img src='a.png'/>", "b.xhtml": links, "c.xhtml": "<p>水来。</p>"}))
    assert [line.text for line in found.lines] == ["水来。"]
    assert found.left_out == ("目录（2 处）", "没有文字的页（1 处）")
    assert (found.title, found.author, found.date) == ("河湾村志", "周砚", "2024-05-01")


def test_a_missing_chapter_is_warned_of() -> None:
    """The other chapters are read."""
    data = book({"a.xhtml": "<p>水来。</p>"})
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        package = before.read("OEBPS/book.opf").decode()
        named = '<item id="z" href="z.xhtml" media-type="application/xhtml+xml"/></manifest>'
        package = package.replace("</manifest>", named).replace("</spine>", '<itemref idref="z"/></spine>')
        for name in before.namelist():
            after.writestr(name, package if name == "OEBPS/book.opf" else before.read(name))
    found = draft(buffer.getvalue())
    assert [line.text for line in found.lines] == ["水来。"]
    assert found.warnings == ("OEBPS/z.xhtml 读不出来，跳过了",)


@pytest.mark.parametrize(
    ("algorithm", "locked"),
    [("http://www.idpf.org/2008/embedding", False), ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", True)],
)
def test_a_locked_book_is_refused_but_scrambled_fonts_are_no_lock(algorithm: str, locked: bool) -> None:
    """Only protection that hides the text is a reason to refuse a book."""
    keys = f'<e><EncryptedData><EncryptionMethod Algorithm="{algorithm}"/></EncryptedData></e>'
    data = book({"a.xhtml": "<p>水来。</p>"}, parts={"META-INF/encryption.xml": keys})
    if locked:
        with pytest.raises(corpus.DocumentError, match="DRM"):
            corpus.parse(data, "书.epub")
    else:
        assert [line.text for line in draft(data).lines] == ["水来。"]


@pytest.mark.parametrize(
    "parts",
    [
        {"OEBPS/book.opf": "<package"},
        {"OEBPS/book.opf": '<!DOCTYPE p [<!ENTITY a "aaaa">]><package>&a;</package>'},
        {"META-INF/container.xml": "<container/>", "OEBPS/book.opf": "<package/>"},
    ],
)
def test_a_broken_book_ends_with_a_sentence(parts: dict[str, str]) -> None:
    """Broken XML, entities and a missing reading order are refused with the remedy."""
    with pytest.raises(corpus.DocumentError, match="；"):
        corpus.parse(book({"a.xhtml": "<p>水来。</p>"}, parts=parts), "书.epub")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_book_never_fails_otherwise(data: st.DataObject) -> None:
    """Whatever bytes are changed, a book is read or refused."""
    whole = bytearray(bound("rules"))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=20)):
        whole[at] = data.draw(st.integers(0, 255))
    with suppress(corpus.DocumentError):
        corpus.parse(bytes(whole[: data.draw(st.integers(1, len(whole)))]), "书.epub")
