"""Works on their way: a few texts and rows of numbers instead of a value for each passage and section.

What a worker has read crosses to another process, and lies there with thousands of others until it is
stored. Packed, it takes a third of the memory, and is taken apart where somebody looks inside.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from corpus.model import Document, Passage, Section, Work

WIDTH = 5
"""Numbers of a passage: start, end, section in reading order (-1: none), paragraph, page (-1: none)."""
_listed = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Packed(Work):
    """A work that equals the one it was made of.

    `rows` are the numbers of its passages, `codes` theirs, a line each, `spans` the starts and ends of its
    paragraphs, `characters` the length of its text. `listed` is its outline as JSON, so many `sections`:
    label, heading, start, body, end and what stands below.
    """

    __slots__ = ("characters", "codes", "listed", "rows", "sections", "spans")
    spans: array[int]
    rows: array[int]
    codes: str
    listed: str
    sections: int
    characters: int

    def __init__(
        self,
        title: str,
        text: str,
        author: str | None,
        date: str | None,
        spans: array[int],
        rows: array[int],
        codes: str,
        listed: str,
        sections: int,
        characters: int,
    ) -> None:
        given = (title, text, author, date, spans, rows, codes, listed, sections, characters)
        for name, value in zip(_NAMES, given, strict=True):
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, work: Work) -> Packed:
        """A work, packed; ValueError for a passage that does not stand in it."""
        if isinstance(work, cls):
            return work
        numbers = {(path[-1].start, len(path)): number for number, path in enumerate(work.walk())}
        length = len(work.text)
        rows = array("i")
        for code, start, end, path, paragraph, page in work.passages:
            section = numbers.get((path[-1].start, len(path))) if path else -1
            if section is None or not 0 <= start <= end <= length:
                raise ValueError(f"passage {code} does not stand in 《{work.title}》")
            rows.extend((start, end, section, paragraph, -1 if page is None else page))
        spans = array("i", chain.from_iterable(work.paragraphs))
        codes = "\n".join([passage.code for passage in work.passages])
        about = work.title, work.text, work.author, work.date
        return cls(*about, spans, rows, codes, _listed(work.outline), len(numbers), length)

    def in_brief(self) -> Packed:
        """Without what its passages are made of: enough for a receipt."""
        about = self.title, "", self.author, self.date, array("i"), array("i"), ""
        return Packed(*about, self.listed, self.sections, self.characters)

    @property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        numbers = iter(self.spans)
        return tuple(zip(numbers, numbers, strict=True))

    @property
    def outline(self) -> tuple[Section, ...]:
        return sections_of(json.loads(self.listed))

    @property
    def passages(self) -> tuple[Passage, ...]:
        paths = [*self.walk(), ()]
        return tuple(
            Passage(code, start, end, paths[section], paragraph, None if page < 0 else page)
            for code, (start, end, section, paragraph, page) in zip(
                self.codes.split("\n"), _in_rows(self.rows, WIDTH), strict=False
            )
        )

    def count_sections(self) -> int:
        return self.sections

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Work):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in Work.__slots__)

    __hash__ = Work.__hash__

    def __reduce__(self) -> tuple[type[Packed], tuple[Any, ...]]:
        return Packed, tuple(getattr(self, name) for name in _NAMES)


_NAMES = ("title", "text", "author", "date", "spans", "rows", "codes", "listed", "sections", "characters")


def in_brief(document: Document) -> Document:
    """A document with as much of its works as its receipt needs."""
    return replace(document, works=tuple(Packed.of(work).in_brief() for work in document.works))


def _in_rows(numbers: array[int], width: int) -> Iterator[tuple[int, ...]]:
    return zip(*[iter(numbers)] * width, strict=True)


def sections_of(listed: Iterable[Any]) -> tuple[Section, ...]:
    """Sections from lists of what they hold."""
    return tuple(
        Section(label, heading, start, body, end, sections_of(below) if below else ())
        for label, heading, start, body, end, below in listed
    )
