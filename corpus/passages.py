"""Sections to passages: runs of whole sentences inside one section, about as long as one thought.

A passage's code depends on its work's title and its own text only, so it survives re-indexing and changes
elsewhere, and an edited passage gets another code.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import product
from operator import itemgetter

from corpus.model import Passage, Section
from corpus.sentences import Sentences

LONGEST = 400
"""Characters of the longest passage; only a single longer sentence is cut, at a clause."""
SHORT = 100
"""Characters below which a paragraph joins its neighbour inside the section."""
_Uncoded = tuple[int, int, tuple[Section, ...], int]
_PAIRS = [first + second for first, second in product("abcdefghijklmnopqrstuvwxyz234567", repeat=2)]
_CLAUSE_END = re.compile(r"[，、；：,;:]")


def cut(
    title: str,
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    outline: Sequence[Section],
    sentences: Sentences,
    left_out: frozenset[int],
) -> tuple[Passage, ...]:
    """The passages of a work. `left_out` are indices of paragraphs that are no body text."""
    passages = []
    for path, numbers in _stretches(paragraphs, outline, left_out):
        for start, end, number in _runs(text, sentences, [(*paragraphs[at], at + 1) for at in numbers]):
            passages.append((start, end, path, number))
    passages.sort(key=itemgetter(0))
    return _coded(title, text, passages)


def _stretches(
    paragraphs: Sequence[tuple[int, int]], outline: Sequence[Section], left_out: frozenset[int]
) -> Iterator[tuple[tuple[Section, ...], list[int]]]:
    """Neighbouring paragraphs that stand in the same section, with the path to it.

    A section that has nothing but its heading is quoted by the heading, so that no words are lost.
    """
    current: tuple[Section, ...] | None = None
    run: list[int] = []
    path: list[Section] = []
    here: tuple[Section, ...] = ()
    for at, (start, _) in enumerate(paragraphs):
        before = len(path)
        while path and path[-1].end <= start:
            path.pop()
        inner = path[-1].sections if path else outline
        entered = False
        while inner and (deeper := _at(inner, start)):
            path.append(deeper)
            inner, entered = deeper.sections, True
        if entered or len(path) != before:
            here = tuple(path)
        bare = bool(path) and path[-1].body >= path[-1].end
        kept = at not in left_out or bare
        if here != current or not kept:
            if current is not None and run:
                yield current, run
            current, run = here, []
        if kept:
            run.append(at)
    if current is not None and run:
        yield current, run


def _at(sections: Sequence[Section], start: int) -> Section | None:
    low, high = 0, len(sections)
    while low < high:
        middle = (low + high) // 2
        if sections[middle].start <= start:
            low = middle + 1
        else:
            high = middle
    if low and start < sections[low - 1].end:
        return sections[low - 1]
    return None


def _runs(
    text: str, sentences: Sentences, paragraphs: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int]]:
    """(start, end, paragraph number) of runs of sentences, none longer than LONGEST."""
    pending: tuple[int, int, int] | None = None
    for start, end, number in paragraphs:
        for begin, stop in _pieces(text, sentences, start, end):
            joins = pending is not None and stop - pending[0] <= LONGEST
            short = pending is not None and (pending[1] - pending[0] < SHORT or stop - begin < SHORT)
            if pending is not None and joins and short:
                pending = (pending[0], stop, pending[2])
                continue
            if pending is not None:
                yield pending
            pending = (begin, stop, number)
    if pending is not None:
        yield pending


def _pieces(text: str, sentences: Sentences, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph in pieces of whole sentences, of about equal length."""
    if end - start <= LONGEST:
        yield start, end
        return
    target = -(-(end - start) // -(-(end - start) // LONGEST))
    begin = stop = start
    for first, last in _bounded(text, sentences(start, end)):
        if stop > begin and (last - begin > LONGEST or (stop - begin >= target)):
            yield begin, stop
            begin = first
        elif stop == begin:
            begin = first
        stop = last
    if stop > begin:
        yield begin, stop


def _bounded(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans, of which those that are longer than a passage are cut after a clause."""
    for start, end in spans:
        while end - start > LONGEST:
            cuts = [mark.end() for mark in _CLAUSE_END.finditer(text, start, start + LONGEST)]
            stop = cuts[-1] if cuts else start + LONGEST
            yield start, stop
            start = stop
        if start < end:
            yield start, end


def _coded(title: str, text: str, passages: Sequence[_Uncoded]) -> tuple[Passage, ...]:
    work = _name(title, 4)
    seen: dict[str, int] = {}
    coded = []
    for start, end, path, number in passages:
        code = work + _name(text[start:end], 6)
        seen[code] = seen.get(code, 0) + 1
        if seen[code] > 1:
            code = f"{code}-{seen[code]}"
        coded.append(Passage(code, start, end, path, number))
    return tuple(coded)


def _name(text: str, length: int) -> str:
    """A short name of a text: up to six characters of its BLAKE2 hash in lower-case base 32."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).digest()
    bits = int.from_bytes(digest[:4], "big")
    return (_PAIRS[bits >> 22] + _PAIRS[bits >> 12 & 1023] + _PAIRS[bits >> 2 & 1023])[:length]
