"""The verdicts on all quotations of a text as a table: a Word document to read, or a sheet to work on.

What differs is marked in red on both sides. The sheet begins with a byte order mark, without which
spreadsheets take its Chinese for something else; nothing in it can be taken for a formula.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.errors import DataError
from bot.notebook.sheets import harmless
from bot.notebook.word import fit
from bot.texts import Texts
from retrieval import Check, Span

_VERDICTS = ("verbatim", "altered", "misplaced", "absent")
_STRONG = ("replaced", "missing", "added")
_SCRIPTS = {"zh-hant": ("新細明體", "zh-TW")}
_USUAL = ("宋体", "zh-CN")
_WIDTHS = (1.0, 8.0, 2.6, 8.0, 5.6)
_RED = 0xC0

Piece = tuple[str, bool]
"""Some text, and whether it differs."""


def tally(given: Check, texts: Texts) -> str:
    """How many there are of each verdict."""
    said = texts.checks
    if not given.spans:
        return texts.nothing_quoted
    counts = Counter[str](span.verdict for span in given.spans)
    shown = [f"{getattr(said, name)} {counts[name]}" for name in _VERDICTS if counts[name]]
    return said.tally.format(len(given.spans), texts.comma.join(shown))


def written(given: Check, path: Path, texts: Texts) -> None:
    """Write the table, as the name of the file wants it. Raises DataError for a name that wants neither."""
    made = {".docx": document, ".csv": sheet}.get(path.suffix.lower())
    if made is None:
        raise DataError(f"写不成「{path.name}」这种文件；请把名字写成 .docx 或 .csv。")
    try:
        path.write_bytes(made(given, texts))
    except OSError as error:
        raise DataError(f"「{path}」写不进去（{error.strerror}）；请换个地方。") from error


def document(given: Check, texts: Texts) -> bytes:
    """A Word document on its side, with a row for each quotation."""
    from docx import Document  # here, since it takes long to load
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    said = texts.checks
    made = Document()
    normal = made.styles["Normal"]
    normal.font.size = Pt(10.5)
    font, language = _SCRIPTS.get(texts.language, _USUAL)
    looks = normal.element.get_or_add_rPr()
    looks.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    for known in made.styles.element.iter(qn("w:lang")):
        known.set(qn("w:eastAsia"), language)
    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2)
    made.core_properties.title, made.core_properties.author = said.title, "出处"
    made.add_paragraph().add_run(said.title).font.size = Pt(18)
    made.add_paragraph(tally(given, texts))
    made.add_paragraph(said.legend)
    table = made.add_table(rows=1, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    heads = table.rows[0]
    heads._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, head in zip(heads.cells, said.columns.split("|"), strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for number, span in enumerate(given.spans, 1):
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(str(number))
        _set(cells[1], _given(given.text, span))
        cells[2].paragraphs[0].add_run(getattr(said, span.verdict))
        if span.quotations:
            _set(cells[3], _stored(span))
            _set(cells[4], [(_place(span, texts), False)])
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def sheet(given: Check, texts: Texts) -> bytes:
    """Comma-separated values that a spreadsheet opens."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(texts.checks.columns_of_sheet.split("|"))
    for number, span in enumerate(given.spans, 1):
        place = span.quotations[0].citation if span.quotations else None
        differing = "；".join(f"{one.given}→{one.stored}" for one in span.differences if one.kind in _STRONG)
        row = [given.text[span.start : span.end], getattr(texts.checks, span.verdict), differing]
        row += [span.quotations[0].text if place else ""]
        row += [place.work, " › ".join(place.section)] if place else ["", ""]
        paragraph, code = (str(place.paragraph), place.code) if place else ("", "")
        writer.writerow([number, *map(harmless, row), paragraph, harmless(code)])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8", "replace")


def _given(text: str, span: Span) -> Iterator[Piece]:
    """What was given, in pieces that differ and that don't."""
    at = span.start
    for one in sorted(span.differences, key=lambda one: one.start):
        if one.kind in _STRONG and one.start >= at:
            yield text[at : one.start], False
            yield text[one.start : one.end], True
            at = one.end
    yield text[at : span.end], False


def _stored(span: Span) -> Iterator[Piece]:
    """What is stored: letters that agree with none that was given differ, unless …… leaves them out."""
    best = span.quotations[0]
    omitted = any(one.kind == "omitted" for one in span.differences)
    at = 0
    for start, end in (*best.matches, (len(best.text), len(best.text))):
        for one in best.text[at:start]:
            yield one, not omitted and span.verdict != "verbatim" and one.isalnum()
        yield best.text[start:end], False
        at = end


def _place(span: Span, texts: Texts) -> str:
    """Work, sections, and paragraph with code of the best place, a line each."""
    place = span.quotations[0].citation
    last = f"{texts.paragraph.format(place.paragraph)} · {place.code}"
    return "\n".join(filter(None, [texts.work.format(place.work), " › ".join(place.section), last]))


def _set(cell: Any, pieces: Iterable[Piece]) -> None:
    from docx.shared import RGBColor

    for text, differs in pieces:
        run = cell.paragraphs[0].add_run(fit(text))
        if differs:
            run.font.color.rgb, run.font.underline = RGBColor(_RED, 0, 0), True
