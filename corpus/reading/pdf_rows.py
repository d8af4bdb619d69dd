"""Segments to rows in reading order: columns one after the other, without what is repeated on every page.

Two columns are read as such only where they plainly are: both filled from edge to edge, so that the cells of
a table keep to their row. Running heads stand at the same place on several pages; page numbers count on.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.reading.pdf_segments import Segment, Sheet

_NUMBER = re.compile(
    r"([-—–―·•.~\s]*)(?:第\s*)?(\d{1,4}|[ivxlc]{1,7}|[一二三四五六七八九十百〇]{1,5})(.{0,12})"
)
_AROUND = re.compile(r"\s*页?[-—–―·•.~\s]*(?:[/／,，]?\s*共?\s*\d{0,4}\s*页?)?[-—–―·•.~\s]*")
_NOTE = re.compile(r"[①-⑳*＊※†]|[\[〔【(（]?\d{1,3}[\]〕】)）]?|注")
_HANGING = "，。、；：！？）》」』”’"
"""What may stand outside of the right edge."""
_OUTER = 3
"""How many rows at the top and bottom of a page may be running heads."""
_REPEATED = 3
_SAME_PLACE = 10.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line on a page. `indent` and `slack` are the room left and right of it in its column; `pitch` is the
    way down from the row above it there, 0 for the first; `cells` are more than one in a table."""

    text: str
    size: float
    bold: bool
    page: int
    indent: float
    slack: float
    pitch: float
    cells: int = 1
    note: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Segments that are read from top to bottom; `kind` is 0 for a page's full width, else 1 or 2."""

    page: int
    kind: int
    segments: tuple[Segment, ...]


def read(sheets: Sequence[Sheet]) -> tuple[list[Row], Counter[str]]:
    """The rows of all pages, and how much was left out by its name."""
    body = _body(sheets)
    kept, left_out = _without_running(sheets, body)
    columns = [
        column for sheet, segments in zip(sheets, kept, strict=True) for column in _columns(sheet, segments)
    ]
    margins = _margins(columns, body)
    rows = [row for column in columns for row in _rows(column, margins, body)]
    return rows, left_out


def _body(sheets: Sequence[Sheet]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for segment in sheet.segments:
            sizes[segment.size] += len(segment.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _lines(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments on about one baseline, from left to right."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.base):
        if lines and segment.base - lines[-1][0].base <= 0.4 * max(segment.size, lines[-1][0].size):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda segment: segment.left) for line in lines]


def _without_running(sheets: Sequence[Sheet], body: float) -> tuple[list[list[Segment]], Counter[str]]:
    pages = [_lines(sheet.segments) for sheet in sheets]
    numbers = _drop_numbers(sheets, pages)
    places: dict[tuple[str, str], list[float]] = defaultdict(list)
    for lines in pages:
        for side, line in _outer(lines):
            places[side, _masked(line)].append(line[0].base)
    running = {
        key: (median(bases), body * (1.15 if len(bases) >= _REPEATED else 0.95))
        for key, bases in places.items()
        if len(bases) >= min(_REPEATED, max(2, len(sheets)))
    }
    left_out: Counter[str] = Counter()
    for lines in pages:
        for side, line in _outer(lines):
            place, largest = running.get((side, _masked(line)), (math.inf, 0.0))
            here = abs(line[0].base - place) < _SAME_PLACE and max(one.size for one in line) <= largest
            if here and _is_outermost(lines, line):
                lines.remove(line)
                left_out["页眉页脚"] += 1
    left_out["页码"] = numbers + _drop_numbers(sheets, pages)
    return [[segment for line in lines for segment in line] for lines in pages], left_out


def _outer(lines: Sequence[list[Segment]]) -> list[tuple[str, list[Segment]]]:
    """A page's outer rows: from the top downward, then from the bottom upward."""
    top = [("top", line) for line in lines[:_OUTER]]
    return top + [("bottom", line) for line in lines[: max(_OUTER, len(lines) - _OUTER) - 1 : -1]]


def _is_outermost(lines: Sequence[list[Segment]], line: list[Segment]) -> bool:
    return bool(lines) and (line is lines[0] or line is lines[-1])


def _masked(line: Sequence[Segment]) -> str:
    return re.sub(r"\d+", "#", "".join("".join(segment.text.split()) for segment in line))


def _drop_numbers(sheets: Sequence[Sheet], pages: Sequence[list[list[Segment]]]) -> int:
    """Takes away page numbers: alone in an outermost row, and adorned or counting on with the pages."""
    found: list[tuple[list[list[Segment]], list[Segment], int | None]] = []
    for sheet, lines in zip(sheets, pages, strict=True):
        for line in {id(lines[at]): lines[at] for at in (0, -1) if lines}.values():
            match = _NUMBER.fullmatch(" ".join(segment.text for segment in line))
            if match is None or not _AROUND.fullmatch(match[3]):
                continue
            adorned = bool(match[1].strip() or match[3].strip()) and match[0].strip() != match[2]
            if adorned or (match[2].isascii() and match[2].isalpha()):
                found.append((lines, line, None))
            elif match[2].isdecimal():
                found.append((lines, line, int(match[2]) - sheet.number))
    offsets = Counter(offset for *_, offset in found if offset is not None)
    dropped = 0
    for lines, line, offset in found:
        if offset is None or offsets[offset] >= min(2, len(sheets)):
            lines.remove(line)
            dropped += 1
    return dropped


def _columns(sheet: Sheet, segments: Sequence[Segment]) -> Iterator[Column]:
    gutter = _gutter(segments)
    if gutter is None:
        yield Column(sheet.number, 0, tuple(segments))
        return
    parts: tuple[list[Segment], list[Segment], list[Segment]] = [], [], []
    for segment in sorted(segments, key=lambda segment: segment.base):
        kind = 1 if segment.right <= gutter else 2 if segment.left >= gutter else 0
        if parts[0] and kind:
            yield Column(sheet.number, 0, tuple(parts[0]))
            parts[0].clear()
        elif not kind:
            yield from _taken(sheet.number, parts[1], parts[2])
        parts[kind].append(segment)
    yield from _taken(sheet.number, *parts)


def _taken(page: int, *parts: list[Segment]) -> Iterator[Column]:
    """Columns of what has been gathered, which is gathered anew after them."""
    for kind, part in enumerate(parts, 3 - len(parts)):
        if part:
            yield Column(page, kind, tuple(part))
            part.clear()


def _gutter(segments: Sequence[Segment]) -> float | None:
    """Where the space between two columns is, or None."""
    if len(segments) < 12:
        return None
    left, right = min(one.left for one in segments), max(one.right for one in segments)
    width = right - left
    steps = [left + width * (0.3 + 0.4 * step / 60) for step in range(61)]
    crossing = [sum(one.left < step < one.right for one in segments) for step in steps]
    fewest = [step for step, count in zip(steps, crossing, strict=True) if count == min(crossing)]
    gutter = fewest[len(fewest) // 2]
    before = [one for one in segments if one.right <= gutter]
    after = [one for one in segments if one.left >= gutter]
    if min(len(before), len(after)) < 5 or min(crossing) > 0.5 * (len(before) + len(after)):
        return None
    filled = (
        median(one.right - one.left for one in before) >= 0.7 * (gutter - left)
        and median(one.right - one.left for one in after) >= 0.7 * (right - gutter)
        and min(one.base for one in after) < max(one.base for one in before)
    )
    return gutter if filled else None


def _margins(columns: Sequence[Column], body: float) -> dict[tuple[int, int], tuple[float, float]]:
    """The edges of columns by their kind and by odd and even pages, which may differ."""
    edges: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for column in columns:
        for line in _lines(column.segments):
            if abs(line[0].size - body) <= 0.1 * body:
                hanging = line[-1].size if line[-1].text[-1] in _HANGING else 0.0
                edges[column.kind, column.page % 2].append((line[0].left, line[-1].right - hanging))
    margins = {}
    for key, pairs in edges.items():
        lefts = Counter(2 * round(left / 2) for left, _ in pairs)
        common = [left for left, count in lefts.items() if count >= 0.04 * len(pairs)]
        rights = sorted(right for _, right in pairs)
        margins[key] = float(min(common)), rights[int(0.95 * (len(rights) - 1))]
    return margins


def _rows(column: Column, margins: dict[tuple[int, int], tuple[float, float]], body: float) -> Iterator[Row]:
    lines = _lines(column.segments)
    tabular = _tabular(lines)
    notes = _notes(lines, body)
    own = (
        (min(line[0].left for line in lines), max(line[-1].right for line in lines)) if lines else (0.0, 0.0)
    )
    left, right = margins.get((column.kind, column.page % 2), own)
    above = None
    for at, line in enumerate(lines):
        widest = max(line, key=lambda segment: len(segment.text))
        yield Row(
            (" | " if at in tabular else " ").join(segment.text for segment in line),
            widest.size,
            all(segment.bold for segment in line),
            column.page,
            line[0].left - left,
            right - line[-1].right,
            widest.base - above if above is not None else 0.0,
            len(line) if at in tabular else 1,
            at >= notes,
        )
        above = widest.base


def _tabular(lines: Sequence[Sequence[Segment]]) -> set[int]:
    """Rows of a table: cells apart from each other, and below each other in neighbouring rows."""
    found: set[int] = set()
    for at, (one, other) in enumerate(pairwise(lines)):
        if len(one) < 2 or len(other) < 2:
            continue
        near = one[0].size
        if any(
            abs(cell.left - below.left) < near
            or abs(cell.right - below.right) < near
            or abs(cell.left + cell.right - below.left - below.right) < 2 * near
            for cell in one[1:]
            for below in other[1:]
        ):
            found |= {at, at + 1}
    return found


def _notes(lines: Sequence[Sequence[Segment]], body: float) -> int:
    """The row with which footnotes begin: smaller to the end of the page, the first of them marked."""
    begin = len(lines)
    while begin and max(segment.size for segment in lines[begin - 1]) <= 0.92 * body:
        begin -= 1
    if 0 < begin < len(lines) and _NOTE.match(lines[begin][0].text):
        return begin
    return len(lines)
