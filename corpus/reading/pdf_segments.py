"""Glyphs to segments: runs of characters that stand beside each other on one baseline.

A PDF has no lines and few spaces, only glyphs at places, drawn in any order and some of them twice. Those
that a font draws with another's glyph (⽂ for 文, ﬁ for fi) become what a reader sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.reading.pdf_glyphs import Glyph, Page

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_FOLDED = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that Unicode itself does not fold."""
_HYPHENS = (0x02, 0xAD, 0xFFFE)
_LOST = "\ufffd"
_APART = 1.2
"""How many times its size two characters may stand apart in one segment."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters; `base` grows down the page."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's segments by its number from 1; `lost` counts characters that no one can read, `mended` those
    that were folded."""

    number: int
    segments: tuple[Segment, ...]
    vertical: bool
    turned: int
    lost: int
    mended: int


def sheet(page: Page) -> Sheet:
    """The segments of a page, row by row."""
    segments = []
    lost = mended = 0
    for run in _runs(page.glyphs):
        seen = [glyph for glyph in run if not chr(glyph.code).isspace()]
        raw = _text(run)
        if len(raw) > 1 and raw[0] == _LOST:
            raw = raw[1:].lstrip()  # A bullet from a symbol font; like every bullet, it is no text.
        text = _FOLDED.sub(lambda found: _folded(found.group()), raw)
        lost += text.count(_LOST)
        mended += sum(character >= "\u2e80" and character not in text for character in raw)
        size = Counter(round(glyph.size, 1) for glyph in seen).most_common(1)[0][0]
        base = next(glyph.base for glyph in seen if round(glyph.size, 1) == size)
        bold = all(glyph.bold for glyph in seen)
        segments.append(Segment(text, seen[0].left, seen[-1].right, base, size, bold))
    return Sheet(page.number, tuple(segments), page.vertical, page.turned, lost, mended)


def _folded(character: str) -> str:
    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    for row in _rows(glyphs):
        run: list[Glyph] = []
        space = False
        last: Glyph | None = None
        for glyph in row:
            if chr(glyph.code).isspace():
                if run:
                    run.append(glyph)
                    space = space or glyph.code == 0x3000
                continue
            if last is not None:
                if _is_double(last, glyph):
                    continue
                gap = glyph.left - last.right
                if gap > (4 if space else _APART) * max(last.size, glyph.size):
                    yield run
                    run = []
            run.append(glyph)
            last, space = glyph, False
        if run:
            yield run


def _is_double(last: Glyph, glyph: Glyph) -> bool:
    """Whether a character is drawn again in its place, for a shadow or a bolder look."""
    near = (
        abs(glyph.left - last.left) < 0.25 * glyph.size and abs(glyph.right - last.right) < 0.25 * glyph.size
    )
    return near and glyph.code == last.code and abs(glyph.at - last.at) > 1


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs on about one baseline, from left to right; a raised or lowered one keeps to its row."""
    row: list[Glyph] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if row and glyph.base - base > 0.5 * max(size, glyph.size):
            yield sorted(row, key=lambda glyph: (round(glyph.left, 1), glyph.at))
            row, size = [], 0.0
        row.append(glyph)
        if glyph.size > size:
            base, size = glyph.base, glyph.size
    if row:
        yield sorted(row, key=lambda glyph: (round(glyph.left, 1), glyph.at))


def _text(run: Sequence[Glyph]) -> str:
    """The words of a run. A space counts where it shows, and a gap where words would else run together."""
    parts: list[str] = []
    space = ""
    last: Glyph | None = None
    for glyph in run:
        character = _character(glyph.code)
        if character.isspace():
            space = space + "\u3000" if glyph.code == 0x3000 else space or " "
            continue
        if last is not None:
            size = max(last.size, glyph.size)
            gap = (glyph.left - last.right) / size
            wide = bool(_CJK.match(character)), bool(_CJK.match(parts[-1]))
            if space and ("\u3000" in space or not all(wide) or gap > 0.12):
                parts.append(space)
            elif not space and gap > (0.8 if any(wide) else 0.15) and not character == parts[-1] == ".":
                parts.append(" ")
        parts.append(character)
        last, space = glyph, ""
    return "".join(parts)


def _character(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    character = chr(code) if code <= 0x10FFFF else _LOST
    return _LOST if unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") and code != 9 else character
