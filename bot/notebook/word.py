"""A paper as a Word document: real headings, and citations in real footnotes.

python-docx makes the document; footnotes it has none of, so their part is made here, as Word itself makes it.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

from bot.notebook.papers import Entry, Paper

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, or Word would obey."""
_FONTS = {"zh-CN": ("宋体", "黑体"), "zh-TW": ("新細明體", "微軟正黑體")}
"""For words and for headings, by language."""
_DEEPEST = 3
_LONGEST_TITLE = 255
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)
_AFTER = ("endnotePr", "compat", "docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping")
"""What stands behind the footnotes' settings, by the order that Word insists on."""


def word(paper: Paper, language: str) -> bytes:
    """The document; `language`, zh-CN or zh-TW, is that of the fonts."""
    from docx import Document  # here, since it takes long to load

    document = Document()
    _lay_out(document, language)
    about = document.core_properties
    about.title, about.author, about.comments = fit(paper.title)[:_LONGEST_TITLE], "出处", ""
    about.created = about.modified = datetime.now(UTC)
    document.add_heading(fit(paper.title), 0)
    for line in paper.about:
        document.add_paragraph(fit(line), "Subtitle")
    notes: list[str] = []
    for part in paper.parts:
        if part.heading:
            document.add_heading(fit(part.heading), min(part.depth, _DEEPEST))
        for entry in part.entries:
            _set(document, entry, notes)
    _add_footnotes(document, notes)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set(document: Any, entry: Entry, notes: list[str]) -> None:
    from docx.shared import Pt

    if entry.quotation:
        paragraph = document.add_paragraph(style="Quote")
        if entry.remarks:
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.keep_with_next = True
        if entry.number:
            paragraph.add_run(f"{entry.number}  ").bold = True
        paragraph.add_run(fit(entry.quotation))
        notes.append(fit(entry.citation))
        reference = paragraph.add_run()
        reference.style = document.styles["footnote reference"]
        reference._r.append(_element("w:footnoteReference", id=len(notes)))
    for number, remark in enumerate(entry.remarks, 1):
        form = document.add_paragraph(fit(remark), "List").paragraph_format
        form.space_after = Pt(10 if number == len(entry.remarks) else 0)


def _lay_out(document: Any, language: str) -> None:
    """A page of A4, Chinese fonts, and styles for what there is."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin = section.bottom_margin = Cm(2.5)
    styles = document.styles
    note = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = styles["Normal"]
    mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    sizes = {"Normal": 11, "Title": 20, "Subtitle": 10, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}
    sizes |= {"Quote": 12, "List": 10, "footnote text": 9}
    for name, size in sizes.items():
        style = styles[name]
        heading = name == "Title" or name.startswith("Heading")
        style.font.size, style.font.italic = Pt(size), False
        style.font.color.rgb = (
            RGBColor(0x59, 0x59, 0x59) if name in ("Subtitle", "List") else RGBColor(0, 0, 0)
        )
        _fonts(style.element.get_or_add_rPr(), heading, language)
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(14 if name == "Heading 1" else 6 if heading else 0), Pt(6)
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Subtitle"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Subtitle"].paragraph_format.space_after = Pt(2)
    for name in ("Quote", "List"):
        form = styles[name].paragraph_format
        form.left_indent, form.first_line_indent = Cm(0.8), Cm(0)
    styles["Quote"].paragraph_format.line_spacing = 1.5
    styles["footnote text"].paragraph_format.space_after = Pt(2)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot._p.append(_element("w:fldSimple", instr="PAGE"))


def _fonts(properties: Any, heading: bool, language: str) -> None:
    """Fonts by script; those of the theme, which are told first, are taken away."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    latin, east_asian = "Arial" if heading else "Times New Roman", _FONTS[language][heading]
    for script, font in {"ascii": latin, "hAnsi": latin, "cs": latin, "eastAsia": east_asian}.items():
        fonts.set(qn(f"w:{script}"), font)
    for known in properties.findall(qn("w:lang")):
        properties.remove(known)
    properties.append(_element("w:lang", val="en-US", eastAsia=language))


def _add_footnotes(document: Any, notes: list[str]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml.ns import nsdecls, qn

    bodies = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="footnotetext"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="footnotereference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {_escaped(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}{bodies}</w:footnotes>"
    )
    part = document.part
    made = Part(PackURI("/word/footnotes.xml"), _KIND, content.encode(), part.package)
    part.relate_to(made, _FOOTNOTES)
    settings = document.settings.element
    said = _element("w:footnotePr")
    said.extend([_element("w:footnote", id=-1), _element("w:footnote", id=0)])
    after = [child for child in settings if any(child.tag.endswith(f"}}{name}") for name in _AFTER)]
    if after:
        after[0].addprevious(said)
    else:
        settings.append(said)
    assert settings.find(qn("w:footnotePr")) is not None


def _element(tag: str, **attributes: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def fit(text: str) -> str:
    """What a document can hold: characters that it cannot become visible, as in the terminal."""
    return _UNFIT.sub("\ufffd", text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
