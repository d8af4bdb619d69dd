"""OpenDocument texts are read as their pages show them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

import corpus
from corpus.reading import read
from corpus.reading.lines import Draft
from tests.corpus.reading import oracle

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{short}="{OASIS}:{name}:1.0"'
    for short, name in (
        *(
            ("office", "office"),
            ("text", "text"),
            ("style", "style"),
            ("table", "table"),
            ("draw", "drawing"),
        ),
        *(("fo", "xsl-fo-compatible"), ("meta", "meta")),
    )
)
BOLD = (
    '<style:style style:name="Bold" style:family="paragraph"><style:text-properties fo:font-weight="bold"'
    ' style:font-weight-asian="bold" style:font-size-asian="{size}"/></style:style>'
)


def archive(content: str, styles: str = "", **parts: str) -> bytes:
    """An .odt file with this XML as its text."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{content}</office:text></office:body></office:document-content>",
        )
        for name, text in parts.items():
            packed.writestr(f"{name}.xml", text)
    return buffer.getvalue()


def draft(content: str, styles: str = "", **parts: str) -> Draft:
    """The lines of such a file."""
    return read(archive(content, styles, **parts), "a.odt").draft


def texts(content: str, styles: str = "") -> list[str]:
    """The words of such a file."""
    return [line.text for line in draft(content, styles).lines]


def list_style(name: str, *levels: tuple[str, str, str]) -> str:
    """A list style with levels of (kind, before, after)."""
    xml = "".join(
        f'<text:list-level-style-number text:level="{at}" style:num-format="{kind}"'
        f' style:num-prefix="{before}" style:num-suffix="{after}"><style:list-level-properties>'
        '<style:list-level-label-alignment text:label-followed-by="nothing"/></style:list-level-properties>'
        f"</text:list-level-style-number>"
        for at, (kind, before, after) in enumerate(levels, 1)
    )
    return f'<text:list-style style:name="{name}">{xml}</text:list-style>'


@pytest.mark.parametrize("name", oracle.WORKS)
def test_headings_give_the_outline_of_the_text(name: str) -> None:
    """A work set with a title style and headings is the work."""
    content = "".join(
        f"<text:p>{text}</text:p>"
        if level is None
        else f'<text:p text:style-name="Title">{text}</text:p>'
        if level == 0
        else f'<text:h text:outline-level="{level}">{text}</text:h>'
        for level, text in oracle.WORKS[name]
    )
    title = '<style:style style:name="Title" style:family="paragraph"/>'
    assert oracle.shape(archive(content, title), f"{name}.odt") == oracle.expected(name)


@pytest.mark.parametrize("name", oracle.WORKS)
def test_bold_lines_give_the_outline_of_the_text(name: str) -> None:
    """A work whose headings are made by hand is the work."""
    styles = BOLD.format(size="12pt") + BOLD.format(size="22pt").replace("Bold", "Big")
    named = {
        None: "",
        0: ' text:style-name="Big"',
        1: ' text:style-name="Bold"',
        2: ' text:style-name="Bold"',
    }
    content = "".join(f"<text:p{named[level]}>{text}</text:p>" for level, text in oracle.WORKS[name])
    assert oracle.shape(archive(content, styles), f"{name}.odt") == oracle.expected(name)


def test_generated_numbers_give_the_outline_of_the_text() -> None:
    """A speech whose labels are a list's is the speech."""
    style = list_style("L", ("一, 二, 三, ...", "", "、"), ("一, 二, 三, ...", "（", "）"))
    content = ""
    for _, text in oracle.SPEECH:
        label = re.match(r"(一、|二、)|(（.）)", text)
        if label is None:
            content += f"<text:p>{text}</text:p>"
            continue
        inner = f"<text:list-item><text:p>{text[label.end() :]}</text:p></text:list-item>"
        if label.lastindex == 2:
            inner = f"<text:list-item><text:list>{inner}</text:list></text:list-item>"
        content += f'<text:list text:style-name="L" text:continue-numbering="true">{inner}</text:list>'
    assert oracle.shape(archive(content, style), "speech.odt") == oracle.expected("speech")


def test_a_list_counts_anew_unless_it_continues() -> None:
    """Lists start at one; one that continues another goes on, and an item may name its own number."""
    style = list_style("L", ("1", "", "."))
    item = "<text:list-item><text:p>词</text:p><text:p>续</text:p></text:list-item>"
    numbered = item.replace("list-item", 'list-item text:start-value="9"', 1)
    content = (
        f'<text:list xml:id="a" text:style-name="L">{item}</text:list><text:list text:style-name="L">{item}'
        f'</text:list><text:list text:continue-list="a" text:style-name="L">{item}'
        f"{numbered}</text:list>"
    )
    assert texts(content, style) == ["1.词", "续", "1.词", "续", "2.词", "续", "9.词", "续"]


def test_headings_may_be_numbered_by_the_outline() -> None:
    """The numbers of an outline style stand before the headings."""
    levels = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1"'
        ' style:num-format="一, 二, 三, ..." style:num-prefix="第" style:num-suffix="章"/>'
        "</text:outline-style>"
    )
    content = '<text:h text:outline-level="1">总则</text:h><text:h text:outline-level="1">附则</text:h>'
    assert texts(content, levels) == ["第一章 总则", "第二章 附则"]


def test_the_small_signs_of_a_line() -> None:
    """Spans, spaces, tabs and breaks are what they show as; white space of the file is one space."""
    content = (
        '<text:p>甲<text:span>乙</text:span><text:s text:c="2"/>丙<text:tab/>丁\n  <text:a>戊</text:a>'
        "<text:line-break/>己<text:soft-page-break/>。</text:p>"
    )
    assert texts(content) == ["甲乙  丙\t丁 戊", "己。"]


def test_tables_and_notes() -> None:
    """A row is a line, covered cells are empty, and a note follows its paragraph."""
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>据县志。</text:p></text:note-body></text:note>"
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    content = (
        f"<text:p>水渠长{note}九里。</text:p><table:table><table:table-header-rows><table:table-row>"
        f"{cell.format('甲')}{cell.format('乙')}</table:table-row></table:table-header-rows><table:table-row>"
        f"<table:covered-table-cell/>{cell.format('丙')}</table:table-row></table:table>"
    )
    assert texts(content) == ["水渠长九里。", "〔注1〕据县志。", "甲 | 乙", "| 丙"]


def test_what_is_not_shown_is_left_out() -> None:
    """Deleted and hidden text, comments, contents and margins are left out and named."""
    hidden = (
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/>'
        "</style:style>"
    )
    content = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:table-of-content><text:p>第一章 1</text:p>"
        '</text:table-of-content><text:p>正<text:span text:style-name="H">藏</text:span>文'
        "<office:annotation><text:p>批</text:p></office:annotation>。</text:p>"
    )
    found = draft(content, hidden)
    assert [line.text for line in found.lines] == ["正文。"]
    assert set(found.left_out) == {
        *("修订中删去的文字（1 处）", "目录（1 处）", "隐藏文字（1 处）", "批注（1 处）")
    }


def test_a_text_box_follows_its_paragraph() -> None:
    """The words of a frame are lines of their own; a picture is named as left out."""
    box = "<draw:frame><draw:text-box><text:p>框里的话。</text:p></draw:text-box></draw:frame>"
    found = draft(f"<text:p>段{box}落。<draw:frame><draw:image/></draw:frame></text:p>")
    assert [line.text for line in found.lines] == ["段落。", "框里的话。"]
    assert found.left_out == ("图片或图形（1 处）",)


def test_metadata_is_kept_for_the_receipt() -> None:
    """Title, author and date of the file are given with the lines."""
    meta = (
        f'<office:document-meta {NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        "<dc:title>修渠记</dc:title><meta:initial-creator>何长河</meta:initial-creator>"
        "<meta:creation-date>2024-05-01T08:00:00</meta:creation-date></office:meta></office:document-meta>"
    )
    found = draft("<text:p>正文。</text:p>", meta=meta)
    assert (found.title, found.author, found.date) == ("修渠记", "何长河", "2024-05-01")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"META-INF/manifest": "<encryption-data/>"}, "密码"),
        ({"styles": "<office"}, "损坏"),
    ],
    ids=["encrypted", "torn"],
)
def test_what_cannot_be_read_ends_with_a_sentence(parts: dict[str, str], words: str) -> None:
    """Encrypted and broken files are refused with the way out."""
    with pytest.raises(corpus.DocumentError, match=words):
        corpus.parse(archive("<text:p>正文。</text:p>", **parts), "a.odt")


def test_a_subtitle_is_no_heading() -> None:
    """Its style is based on the title's, and it is no second title."""
    styles = (
        '<style:style style:name="Title" style:family="paragraph"/>'
        '<style:style style:name="Subtitle" style:family="paragraph" style:parent-style-name="Title"/>'
    )
    content = (
        '<text:p text:style-name="Title">修渠记</text:p><text:p text:style-name="Subtitle">一年</text:p>'
    )
    assert [line.level for line in draft(content, styles).lines] == [1, None]
