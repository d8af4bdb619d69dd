"""A quotation as pictures to share: its words, its place, and its code as a link that opens it.

The words are drawn as they are stored, in as many pictures as they need; what is drawn around them is small
and stays outside. The type is the largest with which the words fit on one page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from bot.errors import FontMissing
from bot.pictures.fonts import SANS, SERIF, Face, Fonts, visible
from bot.pictures.typesetting import NOT_FIRST, NOT_LAST, Extent, Line, lines
from bot.texts import Texts
from retrieval import PassageInPlace

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

MOST = 10
"""Pictures of one quotation: what an album of Telegram holds."""

PORTRAIT, SQUARE = (1080, 1440), (1080, 1080)
_PAPER, _INK, _FAINT, _RULE, _SEAL = "#FBF8F1", "#2A2622", "#7D746A", "#DDD3C1", "#B23A2E"
_MARGIN = 108
_TOP, _FOOT = 206, 300
_SIZES = (92, 84, 76, 70, 64, 58, 54, 50, 46, 42)
_LARGE, _AIRY = 60, 0.75
"""Type from this size on fills no more than so much of the page."""
_LONGEST, _LONGEST_LARGE = 6_000, 600
"""Characters that are set at all: more than all pictures hold; and those that may fit on one."""
_LEADING = 1.72
_BETWEEN = 0.55
"""Of a line: the space between two paragraphs."""
_QR = 176
_LONGEST_NAME = 120
_FOOT_LINES = 4
"""Lines that the foot holds: names give way, so that the paragraph and the code are always there."""
_NAME = "出处"


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a card: a quotation, its work, its place in lines, and what the QR code leads to."""

    text: str
    work: str
    place: tuple[str, ...]
    link: str | None = None
    cut: str = ""
    """What is said under the last picture where the words go on beyond `MOST`."""

    @classmethod
    def of(cls, passage: PassageInPlace, texts: Texts, link: str | None = None) -> Printed:
        """A passage, with its place in the words of a language."""
        place = passage.citation
        said = [texts.paragraph.format(place.paragraph)]
        if place.page is not None:
            said.append(texts.page.format(place.page))
        lines = (" › ".join(place.section), " · ".join([*said, place.code]))
        work = texts.work.format(" ".join(place.work.split()))
        return cls(passage.text, work, tuple(filter(None, lines)), link, texts.pictures.goes_on)


def cards(printed: Printed, fonts: Fonts, shape: tuple[int, int] = PORTRAIT) -> list[bytes]:
    """The pictures, as PNG. Raises FontMissing where a character has no font."""
    setter = _Setter(fonts)
    text = printed.text[:_LONGEST]
    fonts.faces(text + _NAME, SERIF)
    pages = _laid_out(text, shape, setter)
    shown = pages[:MOST]
    pictures = [
        _drawn(printed, page, (number, len(shown)), shape, setter) for number, page in enumerate(shown, 1)
    ]
    if len(pages) > MOST and printed.cut:
        setter.write(pictures[-1][1], (_MARGIN + 92, 134), printed.cut, 28, _FAINT, SANS)
    return [_saved(picture) for picture, _ in pictures]


@dataclass(frozen=True, slots=True)
class _Page:
    """Lines of a text in a size, with the top of each below that of the page."""

    text: str
    size: int
    lines: tuple[Line, ...]
    tops: tuple[float, ...]

    @property
    def height(self) -> float:
        return self.tops[-1] + self.size if self.lines else 0.0


class _Setter:
    """The fonts in use, by style and size."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._sized: dict[tuple[Face, int], FreeTypeFont] = {}

    def font(self, text: str, size: int, style: list[str]) -> FreeTypeFont:
        """The font that writes this text whole; a text that takes several is written cluster by cluster."""
        key = (self._fonts.face(text, style), size)
        if key not in self._sized:
            self._sized[key] = key[0].sized(size)
        return self._sized[key]

    def extent(self, text: str, size: int, style: list[str]) -> Extent:
        """How wide a cluster is, and what of that is blank."""
        drawn = visible(text)
        try:
            font = self.font(text, size, style)
        except FontMissing:
            if len(text) > 1:  # no font has all of it: it is set character by character
                return Extent(math.inf)
            raise
        advance = font.getlength(drawn) if drawn else 0.0
        if text not in NOT_FIRST | NOT_LAST:
            return Extent(advance)
        mask, (left, _) = font.getmask2(text)
        ink = mask.getbbox()
        if ink is None:
            return Extent(advance)
        return Extent(advance, max(ink[0] + left, 0.0), max(advance - ink[2] - left, 0.0))

    def lines(self, text: str, width: float, size: int, style: list[str]) -> list[Line]:
        return lines(text, width, size, lambda cluster: self.extent(cluster, size, style))

    def line(
        self,
        draw: ImageDraw,
        at: tuple[float, float],
        text: str,
        line: Line,
        size: int,
        ink: str,
        style: list[str],
    ) -> None:
        """Draw a line with its first cluster's left edge and its baseline there."""
        for glyphs in line.glyphs:
            part = visible(text[glyphs.start : glyphs.end])
            if part and not part.isspace():
                font = self.font(part, size, style)
                draw.text((at[0] + glyphs.x, at[1]), part, ink, font, anchor="ls")

    def write(
        self, draw: ImageDraw, at: tuple[float, float], text: str, size: int, ink: str, style: list[str]
    ) -> None:
        """Draw a text in one line."""
        for line in self.lines(text, 1e9, size, style)[:1]:
            self.line(draw, at, text, line, size, ink, style)


def _laid_out(text: str, shape: tuple[int, int], setter: _Setter) -> list[_Page]:
    """The text on one page if it fits in any size, else on several of about the same length."""
    width, height = shape[0] - 2 * _MARGIN, shape[1] - _TOP - _FOOT
    for size in _SIZES if len(text) <= _LONGEST_LARGE else _SIZES[-1:]:
        set_lines = setter.lines(text, width, size, SERIF)
        pages = _paged(text, set_lines, size, height)
        full = height * (_AIRY if size > _LARGE else 1)
        if (len(pages) == 1 and pages[0].height <= full) or size == _SIZES[-1]:
            break
    if len(pages) > 1:  # what the last one leaves over is spread over all
        lower = height
        while len(closer := _paged(text, set_lines, size, lower - size)) == len(pages):
            pages, lower = closer, lower - size
    return pages


def _paged(text: str, found: Sequence[Line], size: int, height: float) -> list[_Page]:
    pages: list[_Page] = []
    tops: list[float] = []
    first, top = 0, 0.0
    for number, line in enumerate(found):
        if number > first and top + size > height:
            pages.append(_Page(text, size, tuple(found[first:number]), tuple(tops)))
            first, top, tops = number, 0.0, []
        tops.append(top)
        top += size * _LEADING * (1 + (_BETWEEN if line.ends else 0))
    return [*pages, _Page(text, size, tuple(found[first:]), tuple(tops))]


def _drawn(
    printed: Printed, page: _Page, number: tuple[int, int], shape: tuple[int, int], setter: _Setter
) -> tuple[Image, ImageDraw]:
    from PIL import Image, ImageDraw

    width, height = shape
    picture = Image.new("RGB", shape, _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((36, 36, width - 37, height - 37), outline=_RULE, width=2)
    _seal(draw, setter)
    if number[1] > 1:
        said = f"{number[0]} / {number[1]}"
        wide = setter.extent(said, 30, SANS).advance
        setter.write(draw, (width - _MARGIN - wide, 134), said, 30, _FAINT, SANS)
    room = height - _TOP - _FOOT
    top = _TOP + (max(room - page.height, 0) * 0.42 if number[1] == 1 else 0)
    for line, below in zip(page.lines, page.tops, strict=True):
        setter.line(draw, (_MARGIN, top + below + page.size * 0.88), page.text, line, page.size, _INK, SERIF)
    _foot(printed, picture, draw, setter)
    return picture, draw


def _seal(draw: ImageDraw, setter: _Setter) -> None:
    """The name of the house, as a seal."""
    x, y, side = _MARGIN, 84, 64
    draw.rounded_rectangle((x, y, x + side, y + side), 8, fill=_SEAL)
    for character, left in zip(_NAME, (x + 3, x + 32), strict=True):
        setter.write(draw, (left, y + 42), character, 29, _PAPER, SERIF)


def _foot(printed: Printed, picture: Image, draw: ImageDraw, setter: _Setter) -> None:
    """The citation under a rule, and the code that opens it."""
    width, height = picture.size
    top = height - _FOOT + 20
    draw.line((_MARGIN, top, width - _MARGIN, top), _RULE, 2)
    room = width - 2 * _MARGIN
    if printed.link:
        code = _code(printed.link)
        picture.paste(code, (width - _MARGIN - code.width, top + 28))
        room -= code.width + 40
    baseline, left = top + 68.0, _FOOT_LINES
    rows = [(printed.work, 36, _INK), *((one, 27, _FAINT) for one in printed.place)]
    for after, (text, size, ink) in zip(reversed(range(len(rows))), rows, strict=True):
        style = SERIF if ink is _INK else SANS
        most = min(2, left - after)
        found = setter.lines(text, room, size, style)
        if len(found) > most:
            text = _shortened(text, room * most * 0.94, size, style, setter)
            found = setter.lines(text, room, size, style)[:most]
        left -= len(found)
        for line in found:
            setter.line(draw, (_MARGIN, baseline), text, line, size, ink, style)
            baseline += size * 1.45
        baseline += 4


def _shortened(text: str, room: float, size: int, style: list[str], setter: _Setter) -> str:
    """A name that is too long for its lines; names, unlike quotations, may be cut."""
    tail = "…》" if text.endswith("》") else "…"
    text = text.removesuffix("》")[:_LONGEST_NAME]
    while text and sum(setter.extent(one, size, style).advance for one in text + tail) > room:
        text = text[:-1]
    return text + tail


def _code(link: str) -> Image:
    """A link as a QR code on the paper's own colour, which serves as its quiet zone."""
    import segno
    from PIL import Image

    matrix = segno.make(link, error="m", micro=False).matrix
    size = len(matrix)
    code = Image.new("RGB", (size, size), _PAPER)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                code.putpixel((x, y), (0x2A, 0x26, 0x22))
    scale = max(_QR // size, 1)
    return code.resize((size * scale, size * scale), Image.Resampling.NEAREST)


def _saved(picture: Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
