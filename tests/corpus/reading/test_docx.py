"""Word documents are read as Word shows them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

import corpus
from corpus.reading import read
from corpus.reading.lines import Draft
from tests.corpus.reading import oracle

NAMESPACE = nsdecls("w")
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
NUMBERED = {
    "rules": (r"(第.章 )|(第.条 )|(（.）)", ("第%1章", "第%2条", "（%3）"), ("space", "space", "tab")),
    "speech": (r"(一、|二、)|(（.）)", ("%1、", "（%2）"), ("nothing", "tab")),
}


def saved(document: Document) -> bytes:
    """A document as bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_parts(data: bytes, parts: dict[str, str]) -> bytes:
    """An archive with some of its parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, text in parts.items():
            after.writestr(name, text)
    return buffer.getvalue()


def body(*blocks: str) -> bytes:
    """A document with this XML in its body."""
    document = docx.Document()
    for block in blocks:
        element = parse_xml(f"<w:body {NAMESPACE}>{block}</w:body>")
        for child in list(element):
            document.element.body.insert_element_before(child, "w:sectPr")
    return saved(document)


def texts(data: bytes) -> list[str]:
    """The lines of a document."""
    return [line.text for line in draft(data).lines]


def draft(data: bytes) -> Draft:
    """A document as its format gives it."""
    return read(data, "a.docx").draft


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str) -> str:
    """The marks before the result of a field."""
    begin, separate = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}"


def numbered(document: Document, levels: list[tuple[str, str, str]], *, through: bool = False) -> None:
    """Gives a document the list 90 with levels of (kind, pattern, suffix)."""
    numbering = document.part.numbering_part.element
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        + ('<w:lvlRestart w:val="0"/>' if through and at == 1 else "")
        + f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (kind, pattern, suffix) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {NAMESPACE} w:abstractNumId="90">{xml}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {NAMESPACE} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def item(document: Document, text: str, level: int, name: int = 90) -> None:
    """Adds an item of a list."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {NAMESPACE}><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>')
    )


@pytest.mark.parametrize("name", oracle.WORKS)
def test_heading_styles_give_the_outline_of_the_text(name: str) -> None:
    """A work set with Title and Heading styles is the work."""
    document = docx.Document()
    for level, text in oracle.WORKS[name]:
        if level is None:
            document.add_paragraph(text)
        else:
            document.add_heading(text, level)
    assert oracle.shape(saved(document), f"{name}.docx") == oracle.expected(name)


@pytest.mark.parametrize("name", oracle.WORKS)
def test_bold_lines_give_the_outline_of_the_text(name: str) -> None:
    """A work whose headings are made by hand is the work."""
    document = docx.Document()
    for level, text in oracle.WORKS[name]:
        one = document.add_paragraph().add_run(text)
        one.bold = level is not None
        if level == 0:
            one.font.size = Pt(22)
    assert oracle.shape(saved(document), f"{name}.docx") == oracle.expected(name)


@pytest.mark.parametrize("name", oracle.WORKS)
def test_generated_numbers_give_the_outline_of_the_text(name: str) -> None:
    """A work whose labels Word generates is the work."""
    pattern, forms, suffixes = NUMBERED[name]
    document = docx.Document()
    kinds = ["chineseCountingThousand"] * len(forms)
    numbered(document, list(zip(kinds, forms, suffixes, strict=True)), through=name == "rules")
    for _, text in oracle.WORKS[name]:
        label = re.match(pattern, text)
        if label is None:
            document.add_paragraph(text)
        else:
            item(document, text[label.end() :], (label.lastindex or 1) - 1)
    assert oracle.shape(saved(document), f"{name}.docx") == oracle.expected(name)


def test_numbers_restart_where_word_restarts_them() -> None:
    """A deeper level starts anew after an outer one, and an override starts a list anew."""
    document = docx.Document()
    numbered(document, [("decimal", "%1.", "tab"), ("lowerLetter", "%1.%2)", "tab")])
    numbering = document.part.numbering_part.element
    numbering.append(
        parse_xml(
            f'<w:num {NAMESPACE} w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        )
    )
    for level, name in ((0, 90), (1, 90), (1, 90), (0, 90), (1, 90), (0, 91), (0, 91)):
        item(document, "词", level, name)
    assert texts(saved(document)) == ["1. 词", "1.a) 词", "1.b) 词", "2. 词", "2.a) 词", "7. 词", "8. 词"]


def test_a_style_numbers_its_paragraphs() -> None:
    """The list may stand in the style, and the level be found by the style's name."""
    document = docx.Document()
    numbered(document, [("chineseCounting", "第%1章", "space"), ("chineseCounting", "第%2条", "space")])
    for level, style in enumerate(("Heading 1", "Heading 2")):
        element = document.styles[style].element
        element.get_or_add_pPr().append(parse_xml(f'<w:numPr {NAMESPACE}><w:numId w:val="90"/></w:numPr>'))
        levels = document.part.numbering_part.element[0]
        levels[level].append(parse_xml(f'<w:pStyle {NAMESPACE} w:val="{element.styleId}"/>'))
    document.add_heading("总则", 1)
    document.add_heading("目的", 2)
    document.add_heading("附则", 1)
    assert texts(saved(document)) == ["第一章 总则", "第一条 目的", "第二章 附则"]


def test_bullets_are_no_text() -> None:
    """A bullet makes an item of a paragraph and adds nothing to it."""
    document = docx.Document()
    document.add_paragraph("带上雨衣", style="List Bullet")
    (line,) = draft(saved(document)).lines
    assert line.text == "带上雨衣"
    assert line.item


def test_tables_are_read_row_by_row() -> None:
    """Cells are joined, merged cells stand once, and a table in a cell is part of it."""
    document = docx.Document()
    table = document.add_table(3, 3)
    for at, text in enumerate("甲乙丙丁戊己庚辛壬"):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 0).merge(table.cell(1, 0)).text = "合"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "宽"
    inner = table.cell(0, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内一", "内二"
    assert texts(saved(document)) == ["合 | 乙 | 丙 内一 | 内二", "| 戊 | 己", "庚 | 宽"]


def test_a_box_of_one_cell_is_text() -> None:
    """A table of one cell is a frame around paragraphs."""
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "第一段。"
    cell.add_paragraph("第二段。")
    assert texts(saved(document)) == ["第一段。", "第二段。"]


def test_notes_follow_their_paragraph() -> None:
    """A footnote is a line of its own, and the sentence that it is to stays whole."""
    data = body(
        f'<w:p>{run("水渠长")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("九里。")}</w:p>'
        f"<w:p>{run('下一段。')}</w:p>"
    )
    notes = (
        f'<w:footnotes {NAMESPACE}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p>{run(" 据县志。")}</w:p></w:footnote></w:footnotes>'
    )
    data = with_parts(data, {"word/footnotes.xml": notes})
    assert texts(data) == ["水渠长九里。", "〔注1〕据县志。", "下一段。"]


def test_tracked_changes_are_read_as_accepted() -> None:
    """Insertions are kept, deletions dropped and named, and a deleted paragraph mark joins two paragraphs."""
    data = body(
        f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("春天")}'
        f'<w:ins w:id="2">{run("动土，")}</w:ins>'
        f'<w:del w:id="3"><w:r><w:delText>冬天</w:delText></w:r></w:del></w:p><w:p>{run("秋天完工。")}</w:p>'
    )
    assert texts(data) == ["春天动土，秋天完工。"]
    assert draft(data).left_out == ("修订中删去的文字（1 处）",)


def test_what_word_does_not_show_is_left_out() -> None:
    """Field codes, hidden text and the table of contents are left out; a field's result is text."""
    data = body(
        f"<w:p>{field(' TOC ')}{run('第一章 1')}</w:p><w:p>{run('第二章 9')}{END}</w:p>"
        f"<w:p>{run('共')}{field('NUMPAGES')}{run('三')}{END}{run('页。')}{run('藏着', '<w:vanish/>')}</w:p>"
    )
    assert texts(data) == ["共三页。"]
    assert set(draft(data).left_out) == {"目录（1 处）", "隐藏文字（1 处）"}


def test_a_field_without_end_hides_nothing() -> None:
    """Where the marks of fields do not match, the text is kept rather than taken for contents."""
    data = body(f"<w:p>{field('TOC')}</w:p><w:p>{run('正文。')}</w:p>")
    assert texts(data) == ["正文。"]


def test_the_small_signs_of_a_line() -> None:
    """Tabs, breaks, hyphens, symbols and links are what they show as."""
    data = body(
        f"<w:p>{run('甲')}<w:r><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>"
        f'<w:hyperlink>{run("链接")}</w:hyperlink><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        f"<w:r><w:br/></w:r><w:sdt><w:sdtContent>{run('丙。')}</w:sdtContent></w:sdt></w:p>"
    )
    assert texts(data) == ["甲\t乙-链接☑", "丙。"]


def test_a_text_box_is_read_once() -> None:
    """The two forms that Word keeps of a text box are one text, after the paragraph that holds it."""
    box = f"<w:txbxContent><w:p>{run('框里的话。')}</w:p></w:txbxContent>"
    data = body(
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('段落。')}</w:p>"
    )
    assert texts(data) == ["段落。", "框里的话。"]


def test_a_styled_sentence_is_no_heading() -> None:
    """An article that is set whole in a heading style stays text."""
    document = docx.Document()
    document.add_heading("第一章 总则", 1)
    document.add_heading("第一条 书有破损的，应当说明原因。", 2)
    assert [line.level for line in draft(saved(document)).lines] == [1, None]


def test_metadata_is_kept_for_the_receipt() -> None:
    """Title, author and date of the file are given with the lines."""
    document = docx.Document()
    document.add_paragraph("正文。")
    document.core_properties.title = "修渠记"
    document.core_properties.author = "何长河"
    document.core_properties.created = datetime(2031, 3, 5, 8, 30)
    found = draft(saved(document))
    assert (found.title, found.author, found.date) == ("修渠记", "何长河", "2031-03-05")


def test_regression_the_day_of_a_blank_document_was_the_date_of_the_text() -> None:
    """What a program made from python-docx's blank document is not of 2013."""
    document = docx.Document()
    document.add_paragraph("正文。")
    assert draft(saved(document)).date is None


def test_headers_and_comments_are_named() -> None:
    """What stands in the margins is left out, and said."""
    document = docx.Document()
    document.add_paragraph("正文。")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    assert draft(saved(document)).left_out == ("页眉（1 处）",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (with_parts(body(), {"word/document.xml": "<w:document"}), "损坏"),
        (with_parts(body(), {"word/document.xml": "<a/>"}), "不是完整的 Word 文档"),
        (
            with_parts(body(), {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "DTD",
        ),
    ],
    ids=["doc", "encrypted", "torn", "foreign", "entities"],
)
def test_what_cannot_be_read_ends_with_a_sentence(data: bytes, words: str) -> None:
    """Old, encrypted, broken and hostile files are refused with the way out."""
    with pytest.raises(corpus.DocumentError, match=words):
        corpus.parse(data, "a.docx")


def test_the_format_is_told_by_content() -> None:
    """A Word document is one whatever its name says."""
    document = docx.Document()
    document.add_paragraph("正文。")
    assert corpus.parse(saved(document), "a.txt").format == "docx"


def test_a_broken_margin_does_not_cost_the_text() -> None:
    """Metadata and headers that cannot be read are passed over."""
    document = docx.Document()
    document.add_paragraph("正文。")
    parts = {"docProps/core.xml": "<torn", "word/header1.xml": "", "word/comments.xml": "<"}
    assert texts(with_parts(saved(document), parts)) == ["正文。"]
