"""Page numbers and running heads in a plain text that was copied from pages.

They stand between the halves of sentences and are none of the text. A number is that of a page only where
several count on from each other, and a line is a running head only where it stands beside most of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.reading.lines import Line, goes_on

_NUMBER = re.compile(
    r"(?P<sign>[-—–－·]*)\s*(?:(?P<named>第)\s*)?(?P<page>[0-9]{1,4})\s*(?(named)[页頁]|[页頁]?)"
    r"(?:(?:\s*[/／]\s*|\s*[,，]?\s*共\s*)[0-9]{1,4}\s*[页頁]?)?\s*[-—–－·]*"
)
_FEWEST = 3
_PAGE = 100
"""Characters of the shortest page that is told by a bare number."""
_LONGEST = 40


def without(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines without page numbers and running heads, and how many characters these had.

    A line that goes on with a sentence over the end of a page has a gap of -1.
    """
    dropped: set[int] = set()
    for numbers in _numbers(lines):
        heads = _heads(numbers, lines)
        if _are_pages(numbers, lines, headed=bool(heads)):
            dropped.update(numbers, heads)
    if not dropped:
        return list(lines), 0
    kept: list[Line] = []
    torn = False
    for at, line in enumerate(lines):
        if at in dropped:
            torn = bool(kept)
            continue
        kept.append(line._replace(gap=-1) if torn and goes_on(kept[-1], line) else line)
        torn = False
    return kept, sum(len("".join(lines[at].text.split())) for at in dropped)


def _numbers(lines: Sequence[Line]) -> list[list[int]]:
    """Lines that may be page numbers: rows of one form that count without a gap."""
    chains: dict[tuple[int, bool, bool], list[int]] = {}
    for at, line in enumerate(lines):
        found = _NUMBER.fullmatch(line.text) if len(line.text) <= _LONGEST else None
        if found:
            page, form = int(found["page"]), (bool(found["sign"]), bool(found["named"]))
            chain = chains.pop((page - 1, *form), [])
            chain.append(at)
            chains[(page, *form)] = chain
    return [chain for chain in chains.values() if len(chain) >= _FEWEST]


def _heads(numbers: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The running heads beside page numbers."""
    near = _neighbours(numbers, lines)
    beside = Counter(_bare(lines[at].text) for at in near)
    often = max(_FEWEST, len(numbers) // 2)
    return [at for at in near if (bare := _bare(lines[at].text)) and beside[bare] >= often]


def _are_pages(numbers: Sequence[int], lines: Sequence[Line], *, headed: bool) -> bool:
    """Whether numbers are those of pages: 「— 3 —」, or bare ones far apart, by heads or amid sentences."""
    lengths = [sum(len(line.text) for line in lines[one + 1 : other]) for one, other in pairwise(numbers)]
    if not any(lines[at].text[0].isdecimal() for at in numbers):
        return min(lengths) > 0
    inner = [at for at in numbers if 0 < at < len(lines) - 1]
    torn = headed or any(goes_on(lines[at - 1], lines[at + 1]) for at in inner)
    return torn and min(lengths) >= _PAGE


def _neighbours(numbers: Iterable[int], lines: Sequence[Line]) -> list[int]:
    """The lines beside page numbers that may be running heads: short, and no end of a sentence."""
    taken = set(numbers)
    near = sorted({at + step for at in taken for step in (-1, 1)} - taken)
    return [at for at in near if 0 <= at < len(lines) and _may_be_head(lines[at].text)]


def _may_be_head(text: str) -> bool:
    return len(text) <= _LONGEST and text[-1] not in "。！？；，、：”"


def _bare(text: str) -> str:
    return "".join(character for character in text if not (character.isdecimal() or character.isspace()))
