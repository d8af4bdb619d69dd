"""A text ▶ what it quotes, and the place that it says this is from.

Quoted is what stands in quotation marks, outermost ones, or after > at the head of a line; a text without
either is one quotation. Marks around a word or two only stress it, unless nothing longer is quoted; a
letter is no quotation. A place is a 《title》, or 第五条, 第三章, in the sentence before the quotation, or in
brackets behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import starmap

from corpus.headings import Label, label

SHORT = 4
"""Letters from which on quotation marks mean a quotation whatever else the text holds."""

_CLOSINGS = {
    "“": "”",
    "「": "」",
    "『": "』",
    "‘": "’",
    "〝": "〞",
    "﹁": "﹂",
    "﹃": "﹄",
    '"': '"',
    "＂": "＂",
}
_OPENINGS = re.compile("[" + "".join(_CLOSINGS) + "]|(?m:^[>＞][ 　]?)")
MARKS = frozenset("".join(_CLOSINGS) + "".join(_CLOSINGS.values()))
_LETTER = re.compile(r"[^\W_]")
_ELLIPSIS = re.compile(
    r"[（(【\[［]\s*(?:…+|⋯+|\.{3,}|。{3,}|中?略)\s*[）)】\]］]|…+|⋯+|\.{3,}|．{3,}|。{3,}|·{3,}"
)

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_GOES_ON = re.compile(
    r"[”’」』\s，,；;：:]*(?:(?:又|还|還|并|並|也|再|接着|接著|随后|隨後|后来|後來|同时|同時|然后|然後)?"
    r"(?:说|說|讲|講|写|寫|指出|强调|強調|提出|要求|规定|規定|提到)?[道到过過着著]?)[\s，,：:“‘「『]*"
)
"""What stands between two quotations of one source: 「……。」又说：「……」."""
_TITLE = re.compile("《([^《》\n]{1,80})》")
_LABEL = re.compile(r"第\s*[0-9０-９〇零一二三四五六七八九十百千两]+\s*(?:分?[编編]|部分|[篇卷章回节節条條])")
_YEAR = re.compile(r"([12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})\s*年[^，。；《》]{0,8}$")
_BEHIND = re.compile(
    r"[，,。.；;！!？?\s]{0,2}(?:[（(【\[［](?P<bracket>[^（）()【】\[\]\n]{1,80})[）)】\]］]"
    r"|(?:——|—|--|－－)[ 　]*(?P<dash>[^\n“「『]{1,80})"
    r"|(?:这[句段]话|此[语句])?(?:出自|语出|见于|见|载于|摘自|选自|引自|源自|来自|写在)(?P<verb>[^\n。！？；“「『]{1,60}))"
)
_HEAD = re.compile(
    r"[^\n：:“「『]{0,20}(?:《[^《》\n]+》|第[^\s，。：:]{1,8}[条章节編编])[^\n：:“「『。]{0,20}[：:]"
)
_TAIL = re.compile(
    r"(?:[（(【\[［][^（）()【】\[\]\n]*《[^《》\n]+》[^（）()【】\[\]\n]*[）)】\]］]|(?:——|--)\s*《[^《》\n]+》.{0,20})\s*$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A place as a text names it: a title, the year said before it, and labels of sections."""

    title: str | None
    year: str | None
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is quoted, from `start` to `end`, and the place named for it, if any."""

    start: int
    end: int
    named: Named | None


def quoted(text: str) -> tuple[Quoted, ...]:
    """What is quoted by marks, in order; empty where nothing is."""
    spans = [span for span in starmap(partial(_trimmed, text), _marked(text)) if _size(text, span) > 1]
    long = [span for span in spans if _size(text, span) >= SHORT]
    return _placed(text, long or spans)


def whole(text: str) -> tuple[Quoted, ...]:
    """All of a text as one quotation; and what is left of it without the place named at its head or tail."""
    start, end = _trimmed(text, 0, len(text))
    if _size(text, (start, end)) < 2:
        return ()
    head, tail = _HEAD.match(text, start, end), _TAIL.search(text, start, end)
    inner = _trimmed(text, head.end() if head else start, tail.start() if tail else end)
    if inner == (start, end) or _size(text, inner) < SHORT:
        return (Quoted(start, end, None),)
    return (Quoted(start, end, None), *_placed(text, [inner]))


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans between the ellipses of a quotation, without those that hold no letter."""
    cuts = [start, *(bound for mark in _ELLIPSIS.finditer(text, start, end) for bound in mark.span()), end]
    return [span for span in zip(cuts[::2], cuts[1::2], strict=True) if _size(text, span)]


def _marked(text: str) -> Iterator[tuple[int, int]]:
    start, end = _trimmed(text, 0, len(text))
    closing = _CLOSINGS.get(text[start:end][:1])
    if closing and text[end - 1] == closing and text.count(closing) > text.count(text[start]):
        yield start + 1, end - 1  # closed too often: cut out of a quotation with marks of its own
        return
    at = 0
    while opening := _OPENINGS.search(text, at):
        at = opening.end()
        stop = _closing(text, opening)
        if stop is not None:
            yield at, stop
            at = stop + 1


def _closing(text: str, opening: re.Match[str]) -> int | None:
    """Where what was opened ends: with its own mark, the last one if too few, else with its line."""
    mark = opening.group()
    line = text.find("\n", opening.end())
    line = len(text) if line < 0 else line
    closing = _CLOSINGS.get(mark)
    if closing is None:
        return line
    if closing == mark:
        at = text.find(mark, opening.end())
        return at if at >= 0 else None
    last: int | None = None
    depth = 1
    for found in re.finditer(f"[{mark}{closing}]", text[opening.end() :]):
        last = opening.end() + found.start() if found.group() == closing else last
        depth += -1 if found.group() == closing else 1
        if not depth:
            break
    return line if last is None else last


def _placed(text: str, spans: list[tuple[int, int]]) -> tuple[Quoted, ...]:
    """The spans with the places named for them. Words inside one are nothing the text says itself."""
    said = list(text)
    for start, end in spans:
        said[start:end] = " " * (end - start)
    found = []
    before = 0
    for start, end in spans:
        masked = "".join(said)
        behind = _BEHIND.match(masked, end + 1 if end < len(text) and text[end] in MARKS else end)
        named = None
        if behind:
            named = _named(masked, behind.start(behind.lastgroup or 0), behind.end())
        if named is None:
            ends = [mark.end() for mark in _SENTENCE_END.finditer(masked, 0, start)]
            if _SENTENCE_END.match(text, before - 1) and not _GOES_ON.fullmatch(masked, before, start):
                ends.append(before)  # the sentence ended with what it quoted
            named = _named(masked, max(ends, default=0), start)
        elif behind:
            said[behind.start() : behind.end()] = " " * (behind.end() - behind.start())
        before = end
        found.append(Quoted(start, end, named))
    return tuple(found)


def _named(text: str, start: int, end: int) -> Named | None:
    """The last title, and the labels that follow it, or all labels where there is none."""
    titles = list(_TITLE.finditer(text, start, end))
    title = titles[-1] if titles else None
    year = _YEAR.search(text[start : title.start()]) if title else None
    begin = title.end() if title else start
    labels = [one for mark in _LABEL.finditer(text, begin, end) if (one := label(mark.group()))]
    if title is None and not labels:
        return None
    return Named(title.group(1) if title else None, year.group(1) if year else None, tuple(labels))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _size(text: str, span: tuple[int, int]) -> int:
    return sum(1 for _ in _LETTER.finditer(text, *span))
