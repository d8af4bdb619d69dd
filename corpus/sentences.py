"""Where Chinese sentences begin and end, closing quotes and brackets included.

A sentence never ends inside a short bracket or quotation: 「（见第三条。）」 stays with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

_STOPS = "。！？︒︕︖｡"
_CLOSINGS = "”’」』）)】》〕\\]\"'﹂﹄︶︼︾︺"
_QUOTED = "”’」』﹂﹄"
_CJK = "\u3400-\u9fff"
_END = re.compile(
    rf"(?:[{_STOPS}]|[!?](?![\w=&/]))+…*[{_CLOSINGS}]*|[…︙]{{1,2}}[{_QUOTED}]+|\n"
    r"|(?<=[A-Za-z0-9)])(?<!\b[A-Z])(?<!\b[DMS][rst])(?<!\bMrs)(?<!\bProf)\.[”’\"')\]]*(?=\s+[“\"'(]?[A-Z])"
    rf"|(?<=[{_CJK}{_QUOTED}）》])(?<![一二三四五六七八九十甲乙丙丁戊己])(?:．(?![0-9０-９])|\.(?=[{_CLOSINGS}]*(?:\s|[{_CJK}“‘「『（《])))"
    rf"[{_CLOSINGS}]*"
)
"""The last is a full stop as papers and keyboards have it; 「一.」 is a number, and see `_parts_names`."""
_NEAR = 200
_MARK = re.compile(rf"[{_STOPS}!?…︙\n.．]")
"""What a sentence's end begins with: found at once, where trying `_END` at every character is slow."""
_PAIRS = {
    **{"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】"},
    **{"﹁": "﹂", "﹃": "﹄", "︵": "︶", "︽": "︾", "︻": "︼"},
}
_OPENINGS = re.compile("[" + re.escape("".join(_PAIRS)) + "]")
_INSERTED = "（(【︵︻"
_GOES_ON = "，、；：,;︐︑︔︓"
_LOUD = "！？!?…︕︖︙"
_SPOKEN = re.compile(
    rf"[{_LOUD}]+[{_QUOTED}]+(?:[的地得]|[^，。！？；：“”「」…\n]{{0,8}}[说說道问問答喊叫][着著了]?[：，。！])"
)
"""「“来！”他喊。」 and 「“不怕！”的口号」 are one sentence."""
_LONGEST_SPEECH = 2000
_LONGEST_ASIDE = 80
"""Characters of a bracket or quotation that is kept whole; longer speech is cut at its own sentences."""
_ASIDES = "|".join(
    f"{re.escape(o)}[^{re.escape(c)}{_STOPS}!?…︙.．\n]{{0,{_LONGEST_ASIDE - 1}}}+{re.escape(c)}"
    for o, c in _PAIRS.items()
)
_BARE = rf"[^{_STOPS}!?…︙.．\n{re.escape(''.join(_PAIRS))}]*+"
_PLAIN_END = rf"[{_STOPS}]++(?![!?…︙{_CLOSINGS}{_GOES_ON}])"
_PLAIN = re.compile(rf"{_BARE}(?:{_PLAIN_END}|(?:(?:{_ASIDES}|\.(?=[0-9A-Za-z_%])){_BARE})++{_PLAIN_END})")
"""A sentence without any of the cases that the rest is for: no end within brackets, no doubtful end.

Most have no brackets either, and are seen at once.
"""


Sentences = Callable[[int, int], Sequence[tuple[int, int]]]
"""`sentences` of one text, kept for those who ask again."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, without the white space around them."""
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    while begin < stop:
        plain = _PLAIN.match(text, begin, stop)
        after = plain.end() if plain else _end(text, begin, stop)
        if plain and not text[begin].isspace():
            spans.append((begin, after))
        else:
            _append(spans, text, begin, after)
        begin = after
    return spans


def first_end(text: str) -> int:
    """Where the first sentence of a text ends."""
    plain = _PLAIN.match(text)
    return plain.end() if plain else _end(text, 0, len(text))


def _end(text: str, begin: int, stop: int) -> int:
    """Where the sentence from `begin` on ends, whatever stands in it."""
    opening = closed = begin
    for mark in _marks(text, begin, stop):
        while closed <= mark.start() and (aside := _aside(text, closed, mark.start(), stop)):
            opening, closed = aside
        within = False
        if opening < mark.start() < closed:
            amid = begin < opening and not text[begin : min(opening, begin + _LONGEST_ASIDE)].isspace()
            inserted = text[opening] in "《︽" or (text[opening] in _INSERTED and amid)
            within = inserted or mark.end() < closed
        else:
            closed = mark.start()
        end = mark.end()
        if text[end - 1] == '"' and text.count('"', max(begin, end - _LONGEST_SPEECH), end) % 2:
            end -= 1  # A straight quotation mark that opens the next sentence.
        if text[mark.start()] == "\n" or not (within or _goes_on(text, mark.start(), end, stop)):
            return end
    return stop


def _marks(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """As `_END.finditer(text, start, stop)`, without the dots that part names."""
    while found := _MARK.search(text, start, stop):
        mark = _END.match(text, found.start(), stop)
        start = (mark or found).end()
        if mark and not (found.group() in ".．" and _parts_names(text, found.start())):
            yield mark


def _parts_names(text: str, at: int) -> bool:
    """Whether a dot after Chinese is the one in 「威廉．华兹华斯」: where it ends sentences, 。 does not."""
    return text[at - 1] >= "\u2e80" and text.find("。", max(0, at - _NEAR), at + _NEAR) >= 0


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


def _aside(text: str, position: int, until: int, stop: int) -> tuple[int, int] | None:
    """The first bracket or quotation that opens before `until` and is short enough to stay whole."""
    while opening := _OPENINGS.search(text, position, until):
        position = opening.end()
        limit = min(stop, position + _LONGEST_ASIDE)
        at = text.find(_PAIRS[opening.group()], position, limit)
        if at >= 0 and text.find("\n", position, at) < 0:
            return opening.start(), at + 1
    return None
