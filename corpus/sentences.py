"""Where Chinese sentences begin and end, closing quotes and brackets included.

A sentence never ends inside a short bracket or quotation: 「（见第三条。）」 stays with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"(?:[。！？]|[!?](?![\w=&/]))+…*[”’」』）)】》〕\]\"']*|…{1,2}[”’」』]+|\n"
    r"|(?<=[A-Za-z0-9)])(?<!\b[A-Z])(?<!\b[DMS][rst])(?<!\bMrs)(?<!\bProf)\.[”’\"')\]]*(?=\s+[“\"'(]?[A-Z])"
)
_MARK = re.compile(r"[。！？!?…\n.]")
"""What a sentence's end begins with: found at once, where trying `_END` at every character is slow."""
_PAIRS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】"}
_OPENINGS = re.compile("[" + re.escape("".join(_PAIRS)) + "]")
_GOES_ON = "，、；：,;"
_LOUD = "！？!?…"
_SPOKEN = re.compile(
    rf"[{_LOUD}]+[”’」』]+(?:[的地得]|[^，。！？；：“”「」…\n]{{0,8}}[说說道问問答喊叫][着著了]?[：，。！])"
)
"""「“来！”他喊。」 and 「“不怕！”的口号」 are one sentence."""
_LONGEST_SPEECH = 2000
_LONGEST_ASIDE = 80
"""Characters of a bracket or quotation that is kept whole; longer speech is cut at its own sentences."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, without the white space around them."""
    stop = len(text) if end is None else end
    asides = _asides(text, start, stop)
    spans: list[tuple[int, int]] = []
    begin = start
    aside = 0
    for mark in _marks(text, start, stop):
        while aside < len(asides) and asides[aside][1] <= mark.start():
            aside += 1
        within = False
        if aside < len(asides) and asides[aside][0] < mark.start():
            opening = asides[aside][0]
            amid = begin < opening and not text[begin : min(opening, begin + _LONGEST_ASIDE)].isspace()
            inserted = text[opening] == "《" or (text[opening] in "（(【" and amid)
            within = inserted or mark.end() < asides[aside][1]
        end = mark.end()
        if text[end - 1] == '"' and text.count('"', max(begin, end - _LONGEST_SPEECH), end) % 2:
            end -= 1  # A straight quotation mark that opens the next sentence.
        if text[mark.start()] != "\n" and (within or _goes_on(text, mark.start(), end, stop)):
            continue
        _append(spans, text, begin, end)
        begin = end
    _append(spans, text, begin, stop)
    return spans


def _marks(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """As `_END.finditer(text, start, stop)`."""
    while found := _MARK.search(text, start, stop):
        mark = _END.match(text, found.start(), stop)
        start = (mark or found).end()
        if mark:
            yield mark


def _goes_on(text: str, start: int, end: int, stop: int) -> bool:
    if end < stop and text[end] in _GOES_ON:
        return True
    return text[start] in _LOUD and _SPOKEN.match(text, start, stop) is not None


def _append(spans: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        spans.append((begin, end))


def _asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost brackets and quotations that are short enough to stay whole, in order."""
    found: list[tuple[int, int]] = []
    position = start
    while opening := _OPENINGS.search(text, position, end):
        closing = _PAIRS[opening.group()]
        limit = min(end, opening.end() + _LONGEST_ASIDE)
        at = text.find(closing, opening.end(), limit)
        newline = text.find("\n", opening.end(), limit)
        if at < 0 or 0 <= newline < at:
            position = opening.end()
            continue
        found.append((opening.start(), at + 1))
        position = at + 1
    return found
