"""PDF pages to lines: rows are joined into paragraphs, and headings are seen by bookmarks, size and boldness.

A paragraph ends where a reader sees it end: at an indent, after a short row, at a gap, at another size. The
end of a page ends none. What cannot be read soundly is warned of, and a scan without text is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from corpus import headings
from corpus.errors import Unreadable
from corpus.headings import Family
from corpus.reading import pdf_glyphs, pdf_rows, pdf_segments, styles
from corpus.reading.lines import Draft, Line, is_separator, strip
from corpus.reading.pdf_rows import Row
from corpus.reading.pdf_segments import Sheet
from corpus.reading.styles import Look

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026\u2014\U00020000-\U0003ffff]")
_FIRST_WORD = re.compile(r"[（《〈“‘「『【]*(?:[!-~\u00c0-\u024f]+|.)[，。、；：！？）》〉」』”’】…—]*")
_SENTENCE_END = re.compile(r"[。！？!?…；;：:.][”’」』）)】》]*$")
_CLOSING = "，。、；：！？）》」』”’"
_HANGING = re.compile(r"[\[［【(（]?\d{1,3}[\]］】.)）、]|[•●■◆▪○·\-—*①-⑳]|[a-zA-Z][.)]\s")
_PROGRAM_NAME = re.compile(
    r"^\(?(?:microsoft word|untitled|anonymous|unspecified|administrator|user|无标题|未命名)"
    r"|\.(?:docx?|wps|pdf|indd)$",
    re.IGNORECASE,
)
_MOST_BOOKMARKS = 5_000


@dataclass(slots=True)
class _Paragraph:
    """Rows that are one paragraph; `apart` from the one above it by more than a row's distance."""

    rows: list[Row]
    apart: bool = True

    def text(self) -> str:
        words = self.rows[0].text
        for row in self.rows[1:]:
            if re.search(r"[a-z]-$", words) and re.match(r"[a-z]", row.text):
                words = words[:-1] + row.text
            else:
                wide = _CJK.match(words[-1]) or _CJK.match(row.text)
                words += ("" if wide else " ") + row.text
        return strip(words)

    def look(self, named: int | None) -> Look:
        sizes: Counter[float] = Counter()
        for row in self.rows:
            sizes[row.size] += len(row.text)
        return Look(self.text(), sizes.most_common(1)[0][0], all(row.bold for row in self.rows), named)


def read(data: bytes) -> Draft:
    """The lines of a PDF; raises Unreadable where it is broken, locked, too long or a scan without text."""
    with pdf_glyphs.opened(data) as document:
        sheets = [pdf_segments.sheet(page) for page in pdf_glyphs.pages(document)]
        bookmarks = _bookmarks(document)
        metadata = {key: strip(value) or None for key, value in document.get_metadata_dict().items()}
    _judge(sheets)
    rows, left_out = pdf_rows.read(sheets)
    paragraphs = _Joiner(rows).paragraphs()
    named = _named(paragraphs, bookmarks)
    levels = styles.levels(
        [paragraph.look(level) for paragraph, level in zip(paragraphs, named, strict=True)]
    )
    lines = tuple(_line(paragraph, level) for paragraph, level in zip(paragraphs, levels, strict=True))
    blank = [sheet.number for sheet in sheets if not sheet.segments]
    left_out["斜排或旋转的字"] = sum(sheet.turned for sheet in sheets)
    left_out[f"没有文字的页（第 {_few(blank)} 页，可能是图片）"] = len(blank)
    return Draft(
        lines,
        tuple(f"{what}（{count} 处）" for what, count in left_out.items() if count),
        tuple(_warnings(sheets)),
        _named_well(metadata.get("Title")),
        _named_well(metadata.get("Author")),
        pages=len(sheets),
    )


def _judge(sheets: Sequence[Sheet]) -> None:
    characters = sum(len(segment.text) for sheet in sheets for segment in sheet.segments)
    if not characters:
        raise Unreadable("PDF 里没有文字，像是扫描件；请先做文字识别（OCR）再加")
    if sum(sheet.lost for sheet in sheets) * 3 > characters:
        raise Unreadable("PDF 的字体没有文字对照，读出来是乱码；请先做文字识别（OCR）再加")


def _warnings(sheets: Sequence[Sheet]) -> list[str]:
    warnings = []
    if vertical := [sheet.number for sheet in sheets if sheet.vertical]:
        warnings.append(f"第 {_few(vertical)} 页是竖排，按从右到左的次序读，请核对原文")
    if lost := sum(sheet.lost for sheet in sheets):
        warnings.append(f"有 {lost} 个字的字体没有文字对照，显示为 \ufffd，请核对原文")
    if mended := sum(sheet.mended for sheet in sheets):
        warnings.append(f"有 {mended} 个部首或兼容字形改成了通用的字")
    return warnings


def _few(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:5]))
    return f"{shown} 等" if len(numbers) > 5 else shown


def _named_well(name: str | None) -> str | None:
    """A name that a person gave; programs write the file's, or that there is none."""
    return None if name and _PROGRAM_NAME.search(name) else name


def _bookmarks(document: PdfDocument) -> list[tuple[str, int, int | None]]:
    """The outline that the file itself has: (title, level from 1, page from 1)."""
    found = []
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        index = target.get_index() if target else None
        found.append(
            (_squashed(bookmark.get_title()), bookmark.level + 1, None if index is None else index + 1)
        )
        if len(found) >= _MOST_BOOKMARKS:
            break
    return found


def _named(
    paragraphs: Sequence[_Paragraph], bookmarks: Sequence[tuple[str, int, int | None]]
) -> list[int | None]:
    """The levels that bookmarks give to the lines they name, where most of them name one."""
    levels: list[int | None] = [None] * len(paragraphs)
    texts = [_squashed(paragraph.text()) if len(paragraph.rows) < 4 else "" for paragraph in paragraphs]
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        places.setdefault(text, []).append(at)
    matched = 0
    for title, level, page in bookmarks:
        for at in places.get(title, []) if title else []:
            if levels[at] is None and (page is None or abs(paragraphs[at].rows[0].page - page) <= 1):
                levels[at] = level
                matched += 1
                break
    return levels if matched >= 2 and matched * 2 > len(bookmarks) else [None] * len(paragraphs)


def _squashed(text: str) -> str:
    return "".join(text.split())


def _line(paragraph: _Paragraph, level: int | None) -> Line:
    first, text = paragraph.rows[0], paragraph.text()
    indented = first.indent > 0.8 * first.size
    if headings.page_number(text) is not None:
        level = None  # A line of a table of contents, which may look like the heading that it names.
    return Line(
        text,
        int(paragraph.apart),
        indented,
        level,
        separator=level is None and is_separator(text),
        page=first.page,
    )


@dataclass(slots=True)
class _Joiner:
    """Joins rows. A footnote follows the paragraph that its page ends in the midst of."""

    rows: Sequence[Row]
    body: float = field(init=False)
    leading: float = field(init=False)
    indents: bool = field(init=False)

    def __post_init__(self) -> None:
        sizes: Counter[float] = Counter()
        for row in self.rows:
            sizes[row.size] += len(row.text)
        self.body = sizes.most_common(1)[0][0] if sizes else 1.0
        own = [row for row in self.rows if row.size == self.body]
        self.leading = median([row.pitch / row.size for row in own if row.pitch > 0] or [1.5])
        self.indents = sum(row.indent > 0.8 * row.size for row in own) >= 0.05 * len(own)

    def paragraphs(self) -> list[_Paragraph]:
        done: list[_Paragraph] = []
        notes: list[_Paragraph] = []
        current: _Paragraph | None = None
        for row in self.rows:
            if row.note:
                if notes and notes[-1].rows[-1].page == row.page and not self._begins(notes[-1], row):
                    notes[-1].rows.append(row)
                else:
                    notes.append(_Paragraph([row]))
            elif current is not None and not self._begins(current, row):
                current.rows.append(row)
            else:
                if current is not None:
                    ended = [note for note in notes if note.rows[0].page < row.page]
                    done += [current, *ended]
                    notes = notes[len(ended) :]
                current = _Paragraph([row], not row.pitch or self._is_apart(row))
        return [*done, *([current] if current else []), *notes]

    def _begins(self, paragraph: _Paragraph, row: Row) -> bool:
        """Whether a row begins a paragraph."""
        first, last = paragraph.rows[0], paragraph.rows[-1]
        if row.cells > 1 or last.cells > 1 or abs(row.size - last.size) > 0.06 * last.size:
            return True
        if self._is_apart(row):
            return True
        if row.text[0] in _CLOSING:
            return False
        label = headings.label(row.text)
        if self._is_centred(last) and self._is_centred(row):
            return (
                label is not None or not row.pitch or _cells(row.text) * row.size < last.indent + last.slack
            )
        if self._has_room(last, row):
            return True
        if row.indent > 0.8 * row.size:
            if _HANGING.match(first.text) and row.indent > first.indent + 0.5 * row.size:
                return False
            if abs(row.indent - last.indent) > 0.5 * row.size:
                return True
            return last is first and _SENTENCE_END.search(last.text) is not None
        if last is not first and last.indent > 0.8 * row.size:
            return True
        structural = label is not None and label.family <= Family.BRACKETED
        return structural and not self.indents and _SENTENCE_END.search(last.text) is not None

    def _is_apart(self, row: Row) -> bool:
        return row.pitch > 1.35 * self.leading * row.size

    def _is_centred(self, row: Row) -> bool:
        """Whether a row is a title in the middle of the page."""
        large = row.size > 1.1 * self.body or row.bold
        return (
            large
            and min(row.indent, row.slack) > 1.5 * row.size
            and abs(row.indent - row.slack) < 2 * row.size
        )

    @staticmethod
    def _has_room(last: Row, row: Row) -> bool:
        """Whether the next row's first word would have fitted after the last row."""
        word = _FIRST_WORD.match(row.text)
        joint = 0.0 if _CJK.match(row.text) or _CJK.match(last.text[-1]) else 0.3
        return last.slack > (_cells(word.group() if word else "") + joint + 0.3) * row.size


def _cells(text: str) -> float:
    """The width of a text, in its size."""
    return sum(1.0 if _CJK.match(character) else 0.55 for character in text)
