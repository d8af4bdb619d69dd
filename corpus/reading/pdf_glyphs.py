"""The characters of a PDF's pages, each at its place; everything that asks PDFium stands here.

A page may be turned, or written from top to bottom: places are given along the line and down the page as its
reader sees them. One thread at a time asks, because PDFium is not thread-safe.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from corpus.errors import Unreadable

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_PDFIUM = threading.RLock()
_MOST_PAGES = 5_000
_MOST_GLYPHS = 200_000
"""Characters on one page; a page of a newspaper has 20,000."""
_MOST_IN_ALL = 3_000_000
_BOLD = re.compile(rb"bold|heavy|black|simhei|stheiti|xbs|xiaobiao", re.IGNORECASE)
_BOLD_WEIGHT = 600
_STROKED = 2
_SPACE = 0x20
_BREAKS = (0x0A, 0x0D)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, from `left` to `right` along its line, and `base` down the page.

    `at` counts in the order of drawing.
    """

    at: int
    code: int
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its number from 1; `turned` counts the characters that run in another direction than most."""

    number: int
    glyphs: tuple[Glyph, ...] = ()
    vertical: bool = False
    turned: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """A character where the PDF has it: y grows upward, `quarter` is the direction in quarter turns."""

    at: int
    code: int
    quarter: int | None
    box: tuple[float, float, float, float]
    x: float
    y: float
    size: float
    bold: bool


@contextmanager
def opened(data: bytes) -> Iterator[PdfDocument]:
    """The document in a PDF's bytes; raises Unreadable where it cannot be opened or is too long."""
    from pypdfium2 import PdfDocument, PdfiumError, raw

    with _PDFIUM:
        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
                raise Unreadable("PDF 加了密码；请去掉密码、另存后再加") from error
            raise Unreadable("PDF 文件损坏，打不开；请用原来的程序重新导出") from error
        try:
            if len(document) > _MOST_PAGES:
                raise Unreadable(f"PDF 多于 {_MOST_PAGES:,} 页；请拆成几个文件")
            yield document
        finally:
            document.close()


def pages(document: PdfDocument) -> Iterator[Page]:
    """The pages; one that cannot be loaded has no text."""
    from pypdfium2 import PdfiumError

    total = 0
    for index in range(len(document)):
        try:
            page = document[index]
            text = page.get_textpage()
        except PdfiumError:
            yield Page(index + 1)
            continue
        try:
            places = list(_places(text.raw))
        finally:
            text.close()
            page.close()
        total += len(places)
        if total > _MOST_IN_ALL:
            raise Unreadable(f"PDF 多于 {_MOST_IN_ALL // 10_000} 万字；请拆成几个文件")
        yield _page(index + 1, places)


def _places(page: Any) -> Iterator[_Place]:
    from pypdfium2 import raw

    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    bold: dict[int, bool] = {}
    count = raw.FPDFText_CountChars(page)
    if count > _MOST_GLYPHS:
        raise Unreadable(f"PDF 有一页多于 {_MOST_GLYPHS // 10_000} 万字；请拆成几个文件")
    for at in range(count):
        code = raw.FPDFText_GetUnicode(page, at)
        if code in _BREAKS or (code == _SPACE and raw.FPDFText_IsGenerated(page, at) == 1):
            continue
        raw.FPDFText_GetLooseCharBox(page, at, box)
        raw.FPDFText_GetCharOrigin(page, at, x, y)
        raw.FPDFText_GetMatrix(page, at, matrix)
        size = raw.FPDFText_GetFontSize(page, at) * math.hypot(matrix.c, matrix.d)
        edges = (box.left, box.bottom, box.right, box.top)
        if not (all(map(math.isfinite, (*edges, x.value, y.value, size))) and 0 < size < 2_000):
            continue
        drawn = raw.FPDFText_GetTextObject(page, at)
        key = ctypes.addressof(drawn.contents) if drawn else -1
        if key not in bold:
            bold[key] = _is_bold(page, at, drawn)
        yield _Place(at, code, _quarter(matrix.a, matrix.b), edges, x.value, y.value, size, bold[key])


def _is_bold(page: Any, at: int, drawn: Any) -> bool:
    """Whether a character is bold: by its font's weight or name, or drawn with a stroke around it."""
    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(page, at) >= _BOLD_WEIGHT:
        return True
    name, flags = ctypes.create_string_buffer(64), ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, at, name, 64, flags)
    if _BOLD.search(name.value):
        return True
    return bool(drawn) and raw.FPDFTextObj_GetTextRenderMode(drawn) == _STROKED


def _quarter(a: float, b: float) -> int | None:
    """A direction in quarter turns; None where it is slanted, as a watermark is."""
    turns = math.atan2(b, a) / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.1 else None


def _page(number: int, places: Sequence[_Place]) -> Page:
    seen = [place for place in places if not chr(place.code).isspace()]
    quarter = Counter(place.quarter for place in seen).most_common(1)[0][0] if seen else None
    if quarter is None:
        return Page(number, turned=len(seen))
    kept = [place for place in places if place.quarter == quarter]
    vertical = quarter == 0 and _is_vertical(kept)
    turned = sum(place.quarter != quarter for place in seen)
    glyphs = tuple(_glyph(place, 3 if vertical else quarter, vertical) for place in kept)
    return Page(number, glyphs, vertical, turned)


def _is_vertical(places: Sequence[_Place]) -> bool:
    """Whether most characters stand below the one before."""
    below = beside = 0
    for one, other in pairwise(places):
        across, down = other.x - one.x, one.y - other.y
        below += abs(across) < 0.3 * one.size and 0.5 * one.size < down < 1.6 * one.size
        beside += abs(down) < 0.3 * one.size and 0 < across < 1.6 * one.size
    return below > beside


def _glyph(place: _Place, quarter: int, vertical: bool) -> Glyph:
    left, bottom, right, top = place.box
    x = (left + right) / 2 if vertical else place.x
    start, end, base = (
        (left, right, -place.y),
        (bottom, top, x),
        (-right, -left, place.y),
        (-top, -bottom, -x),
    )[quarter]
    return Glyph(place.at, place.code, start, end, base, place.size, place.bold)
