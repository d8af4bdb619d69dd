"""Lines of a document, and which of their breaks are real.

A text copied from a page breaks inside a sentence wherever a link or a subscript stood, and an old one
breaks at a fixed width. Such breaks are mended here, before offsets exist; one that may be meant is left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

_BLANK = "".join(map(chr, [*range(0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029])) + (
    "\u202f\u205f\u2060\u3000\ufeff"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")
_SEPARATOR = re.compile(
    r"#{2,}[ \t]*[A-Za-z0-9_]{1,40}[ \t]*#{2,}|[=\-_*~—·•☆★◆─━＝－]{3,}|</?[A-Za-z!][^<>]{0,40}>"
)
_PARTING = frozenset("#=-_*~—·•☆★◆─━＝－<")
_CLOSING = "，。、；：！？）》」』”’】〕〉,;:!?)]}%％"
_OPENING = "（《「『“‘【〔〈([{"
_PAIRS = (("（", "）"), ("《", "》"), ("(", ")"), ("〔", "〕"))
_SENTENCE_END = re.compile(r"[。！？!?…；;：:][”’」』）)】》\"']{0,3}$")
_CJK = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef\U00020000-\U0003ffff]")
_WIDE = re.compile("[\u3000-\u303e\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60“”‘’…—]+")
"""What is plainly two cells wide; of the rest each character is looked up."""
_LABELLED = re.compile(
    r"[（(]?[一二三四五六七八九十百\d]{1,4}[、.．）)](?!\d)|\d{4}\s*年|第[一二三四五六七八九十百千零〇\d]+|[①-⑳]|[-*•·—#]"
)
_HEADING = re.compile(rf"(?:{_LABELLED.pattern})[^，。；：]{{0,40}}")
_WORD = re.compile(r"[!-~]+|.[，。、；：！？）》」』”’】]*")
_FEWEST = 8
"""Lines that must have one width before it is taken for the page's."""
_HALF = 12
"""Characters of the shortest line that is taken for the half of a sentence, and for no heading."""
_WIDEST = 120
"""Cells of the widest page."""
_TAIL = 200
"""Characters at the end of a paragraph that tell whether it goes on."""


class Line(NamedTuple):
    """One line with white space at both ends left out.

    `gap` is the number of blank lines before it, or -1 where a sentence goes on in it over the end of a page;
    `level` a heading level that the format itself names (1 is outermost); `item` says that the format calls
    it an item of a list, `separator` that it is a mark between texts and no text; `page` counts from 1 and is
    where the line begins, in formats that have pages.
    """

    text: str
    gap: int = 0
    indented: bool = False
    level: int | None = None
    item: bool = False
    separator: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as its format gives it: `left_out` names what is no text, `warnings` what was mended.

    `title`, `author` and `date` are the file's own metadata: worth something only where the text is silent.
    `pages` is how many it has, in formats that have pages; `running` are the characters of page numbers and
    running heads in a format that has none.
    """

    lines: tuple[Line, ...]
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    title: str | None = None
    author: str | None = None
    date: str | None = None
    pages: int = 0
    running: int = 0


def printable(text: str) -> tuple[str, int]:
    """A text without its control characters, and how many there were."""
    kept = _CONTROLS.sub("", text)
    return kept, len(text) - len(kept)


def split(text: str) -> list[Line]:
    """The lines of a plain text; blank ones become the next line's gap."""
    lines: list[Line] = []
    gap = 0
    for raw in text.replace("\r\r\n", "\x85").splitlines():  # What one break becomes when it is saved twice.
        stripped = strip(raw)
        if not stripped:
            gap += 1
            continue
        lines.append(Line(stripped, gap, indented=raw[:1].isspace(), separator=is_separator(stripped)))
        gap = 0
    return lines


def is_separator(text: str) -> bool:
    """True for a line that only parts texts: 「##paidbegin##」, 「******」, 「<END>」."""
    return text[:1] in _PARTING and _SEPARATOR.fullmatch(text) is not None


def strip(text: str) -> str:
    """A text without white space and zero-width characters at its ends."""
    return text.strip(_BLANK)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text is set: `spaced` has blank lines between most lines, `marked` shows where paragraphs begin.

    `width` is the number of cells, two for a Chinese character, at which lines were wrapped, or None.
    """

    spaced: bool
    marked: bool
    width: int | None


def mend(given: Sequence[Line]) -> tuple[list[Line], int]:
    """Lines with the breaks inside a sentence undone, and how many there were."""
    if not given:
        return [], 0
    layout = _layout(given)
    mended: list[Line] = []
    paragraph = [given[0]]
    for line in given[1:]:
        if line.gap < 0 or (not line.gap and _is_broken(paragraph, line, layout)):
            paragraph.append(line)
            continue
        mended.append(_whole(paragraph))
        paragraph = [line]
    mended.append(_whole(paragraph))
    return mended, len(given) - len(mended)


def goes_on(line: Line, after: Line) -> bool:
    """Whether a sentence goes on from a line to one that something has come between."""
    whole = _SENTENCE_END.search(line.text[-8:]) or len(line.text) < _HALF or _LABELLED.match(after.text)
    marked = line.separator or after.separator or line.level or after.level
    cjk = _CJK.match(line.text[-1]) and _CJK.match(after.text)
    return bool(cjk and not (whole or marked or after.indented))


def _whole(paragraph: Sequence[Line]) -> Line:
    first = paragraph[0]
    return first if len(paragraph) == 1 else first._replace(text=_joined(line.text for line in paragraph))


def _joined(texts: Iterable[str]) -> str:
    parts: list[str] = []
    for text in texts:
        if parts:
            end, begin = parts[-1][-1], text[0]
            subscript = end.isdigit() or (text.isdecimal() and len(text) <= 2)
            close = end in _OPENING or begin in _CLOSING or subscript
            parts.append("" if close or _CJK.match(begin) or _CJK.match(end) else " ")
        parts.append(text)
    return "".join(parts)


def _is_broken(paragraph: Sequence[Line], line: Line, layout: _Layout) -> bool:
    """Whether a sentence goes on over the break between a paragraph as far as it goes and the next line."""
    previous, after = paragraph[-1], line.text
    if previous.level or line.level or previous.separator or line.separator:
        return False
    if (after[0] in _CLOSING and not line.indented) or previous.text[-1] in _OPENING:
        return True
    if not layout.spaced and layout.width is None:
        return False
    tail = ""
    for before in reversed(paragraph):
        tail = (before.text + tail)[-_TAIL:]
        if len(tail) == _TAIL:
            break
    if layout.spaced and any(tail.count(o) > tail.count(c) for o, c in _PAIRS):
        return True
    if _LABELLED.match(after):
        return False
    full = layout.width is not None and not line.indented and _is_full(previous, after, layout.width)
    if _SENTENCE_END.search(tail[-8:]):
        return full and layout.marked
    heading = len(paragraph) == 1 and _HEADING.fullmatch(previous.text) is not None
    torn = layout.spaced and len(tail) >= _HALF and _CJK.search(tail[-20:] + after[0]) is not None
    return full or (torn and not heading)


def _layout(lines: Sequence[Line]) -> _Layout:
    gaps = sum(line.gap > 0 for line in lines)
    marks = max(gaps, sum(line.indented for line in lines))
    return _Layout(gaps >= 0.6 * len(lines), marks >= 0.05 * len(lines), _width(lines))


def _width(lines: Sequence[Line]) -> int | None:
    long = sum(len(line.text) > _WIDEST for line in lines)
    close = sum(not line.gap for line in lines)
    if len(lines) < _FEWEST or long > len(lines) // 20 or close < 0.5 * len(lines):
        return None
    width = sorted(map(_cells, lines), reverse=True)[len(lines) // 20]
    if not 36 <= width <= _WIDEST:
        return None
    full = sum(_is_full(line, after.text, width) for line, after in pairwise(lines) if not after.gap)
    return width if full >= 0.5 * len(lines) else None


def _cells(line: Line) -> int:
    return _length(line.text[:_TAIL]) + (4 if line.indented else 0)


def _length(text: str) -> int:
    """The cells of a text."""
    others = _WIDE.sub("", text)
    return 2 * len(text) - len(others) + sum(map(_is_wide, others))


@cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


def _is_full(line: Line, following: str, width: int) -> bool:
    """Whether a line of a text of this width has no room for the next one's first word."""
    word = _WORD.match(following)
    needed = _length(word.group()) + word.group().isascii() if word else 0
    return width - 24 <= (cells := _cells(line)) <= width + 4 and cells + needed > width
