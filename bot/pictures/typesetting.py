"""Text ▶ lines as a Chinese page is set.

No line begins with 、。」 or ends with 「《, Latin words and numbers stay whole, and the lines are flush on
both sides: the blank half of a mark may hang over the edge, two marks side by side share theirs, and what is
left over goes between the characters. The text itself is never touched: a line is a slice of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

NOT_FIRST = frozenset("、。，．：；！？…‥·・」』》〉）】〕〗｝］”’～〜ー々%‰℃°,.:;!?)]}")
"""What no line may begin with."""
NOT_LAST = frozenset("「『《〈（【〔〖｛［“‘([{¥$￥＄£#№")
"""What no line may end with."""

_CLUSTER = re.compile(
    r"[A-Za-z0-9À-ɏ]+(?:[.,:/'’\-_@&+][A-Za-z0-9À-ɏ]+)*[%‰°℃]?"  # a word or a number
    r"|[０-９]+(?:[．，][０-９]+)*[％‰]?"
    r"|—+|…+|[ \t\u00a0]+"
    r"|.(?:[\u0300-\u036f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]|\u200d.)*",
    re.DOTALL,
)
_LOOSEST = 0.2
"""Of the size of a character: what may at most be added between two, to make a line flush."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How wide a cluster of characters is, and how much of that is blank on either side."""

    advance: float
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A cluster at its place in a line: the slice from `start` to `end`, with its left edge at `x`."""

    start: int
    end: int
    x: float


@dataclass(frozen=True, slots=True)
class Line:
    """The slice of a text from `start` to `end`; `ends` where a paragraph does."""

    start: int
    end: int
    glyphs: tuple[Glyphs, ...]
    ends: bool


Measure = Callable[[str], Extent]


def lines(text: str, width: float, size: float, measure: Measure) -> list[Line]:
    """The lines of a text that are at most so wide, of characters of that size."""
    extent = lru_cache(None)(measure)
    found: list[Line] = []
    at = 0
    for paragraph in text.split("\n"):
        spans = _clusters(text, at, at + len(paragraph), width, extent)
        first = 0
        while first < len(spans):
            last = _broken(text, spans, first, width, extent)
            ends = last == len(spans)
            found.append(_set(text, spans[first:last], None if ends else width, size, extent))
            first = last
        if found and spans:
            found[-1] = replace(found[-1], ends=True)
        at += len(paragraph) + 1
    return found


def _clusters(text: str, start: int, end: int, width: float, extent: Measure) -> list[tuple[int, int]]:
    """What is never parted, but where it is wider than a line; without the white space around it all."""
    spans: list[tuple[int, int]] = []
    for match in _CLUSTER.finditer(text, start, end):
        if extent(match.group()).advance <= width:
            spans.append(match.span())
        else:
            spans += [(at, at + 1) for at in range(*match.span())]
    while spans and text[slice(*spans[0])].isspace():
        del spans[0]
    while spans and text[slice(*spans[-1])].isspace():
        del spans[-1]
    return spans


def _broken(text: str, spans: Sequence[tuple[int, int]], first: int, width: float, extent: Measure) -> int:
    """Where the line that begins with a cluster ends: as late as fits and is allowed."""
    x, last = 0.0, first
    allowed = first + 1
    while last < len(spans):
        here = extent(text[slice(*spans[last])])
        x -= here.before if last == first else _shared(text, spans[last - 1], spans[last], extent)
        hangs = text[slice(*spans[last])].isspace()
        if last > first and not hangs and x + here.advance - here.after > width + 1e-6:
            break
        x += here.advance
        last += 1
        if last == len(spans) or _may_part(text, spans[last - 1], spans[last]):
            allowed = last
    return allowed


def _may_part(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return (
        text[one[1] - 1] not in NOT_LAST and text[other[0]] not in NOT_FIRST and not text[other[0]].isspace()
    )


def _set(
    text: str, spans: Sequence[tuple[int, int]], width: float | None, size: float, extent: Measure
) -> Line:
    """A line of these clusters; flush where a width is given and not too much is missing to it."""
    start, end = spans[0][0], spans[-1][1]
    while len(spans) > 1 and text[slice(*spans[-1])].isspace():
        spans = spans[:-1]
    places: list[float] = []
    x = 0.0
    for number, span in enumerate(spans):
        here = extent(text[slice(*span)])
        x -= _shared(text, spans[number - 1], span, extent) if number else here.before
        places.append(x)
        x += here.advance
    missing = (width or x) - (x - extent(text[slice(*spans[-1])]).after)
    gaps = [number for number in range(1, len(spans)) if _may_part(text, spans[number - 1], spans[number])]
    if width is not None and gaps and 0 < missing <= _LOOSEST * size * len(gaps):
        for number in gaps:
            for later in range(number, len(places)):
                places[later] += missing / len(gaps)
    glyphs = tuple(Glyphs(*span, place) for span, place in zip(spans, places, strict=True))
    return Line(start, end, glyphs, ends=False)


def _shared(text: str, one: tuple[int, int], other: tuple[int, int], extent: Measure) -> float:
    """How far two marks, or a mark and a space, move together: of two blanks side by side one is enough."""
    marks = NOT_FIRST | NOT_LAST
    last, first = text[one[1] - 1], text[other[0]]
    if not (last in marks or last.isspace()) or not (first in marks or first.isspace()):
        return 0.0
    before, after = extent(text[slice(*one)]), extent(text[slice(*other)])
    return max(min(before.after, before.advance / 2), min(after.before, after.advance / 2))
