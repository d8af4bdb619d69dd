"""What there is to read: the works of a collection with their outlines, a passage for every day, and whole
sections.

Made once from a collection as it stands; of the texts themselves nothing is held.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from corpus import Document, Section
from retrieval import PassageInPlace

_LONGEST_SECTION = 2_000
"""Passages of a section, or of a work without sections, that are laid out."""
_OF_A_DAY = (30, 240)
"""Characters of a passage that says something and is read at a glance."""
_WHOLE = re.compile(
    r"[^\s，。、；：！？…”’」』）】》,.;:!?)\]].*[。！？….!?][”’」』）】》\"')\]]*", re.DOTALL
)
"""Text that neither begins nor ends amid a sentence."""


@dataclass(frozen=True, slots=True)
class About:
    """A work without its text: the code of its first passage, and of those that may stand for a day."""

    title: str
    author: str | None
    date: str | None
    characters: int
    outline: tuple[Section, ...]
    opening: str | None
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The works in order, and the codes of passages that may stand for a day."""

    works: tuple[About, ...]
    days: tuple[str, ...]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Contents:
        """What these documents hold."""
        works: list[About] = []
        every: list[str] = []
        for work in (work for document in documents for work in document.works):
            passages = work.passages
            opening = passages[0].code if passages else None
            days = tuple(one.code for one in passages if _stands_alone(work.text[one.start : one.end]))
            about = (work.title, work.author, work.date, len(work.text), work.outline)
            works.append(About(*about, opening=opening, days=days))
            every += [one.code for one in passages]
        return cls(tuple(works), tuple(code for work in works for code in work.days) or tuple(every))

    def named(self, title: str) -> list[int]:
        """The numbers of the works of that title; else of those whose titles, or else headings, hold it."""
        sought = "".join(title.split()).strip("《》").casefold()
        titles = ["".join(work.title.split()).casefold() for work in self.works]
        exact = [number for number, title in enumerate(titles) if title == sought]
        if exact or not sought:
            return exact
        held = [number for number, title in enumerate(titles) if sought in title]
        return held or [number for number, work in enumerate(self.works) if _heads(sought, work.outline)]

    def of_day(self, day: date) -> str | None:
        """The code of that day's passage: the same for everyone all day, and another one tomorrow."""
        if not self.days:
            return None
        drawn = hashlib.blake2b(day.isoformat().encode(), digest_size=8).digest()
        return self.days[int.from_bytes(drawn) % len(self.days)]


def _heads(sought: str, outline: Iterable[Section]) -> bool:
    """Whether one of the outermost headings holds these words."""
    return any(sought in "".join(section.heading.split()).casefold() for section in outline)


def _stands_alone(text: str) -> bool:
    return _OF_A_DAY[0] <= len(text) <= _OF_A_DAY[1] and _WHOLE.fullmatch(text) is not None


def section_around(
    passage: PassageInPlace, look_up: Callable[[str], PassageInPlace | None]
) -> tuple[PassageInPlace, ...]:
    """The passages of the section in which it stands; if it fills that one alone, of the next larger one."""
    beside = [found for code in (passage.previous, passage.following) if code and (found := look_up(code))]
    path = passage.citation.section
    while path and not any(_within(found, path) for found in beside):
        path = path[:-1]
    walked = [passage]
    for forward in (False, True):
        while len(walked) < _LONGEST_SECTION:
            edge = walked[-1 if forward else 0]
            code = edge.following if forward else edge.previous
            found = look_up(code) if code else None
            if found is None or not _within(found, path):
                break
            walked.insert(len(walked) if forward else 0, found)
    return tuple(walked)


def _within(passage: PassageInPlace, path: tuple[str, ...]) -> bool:
    return passage.citation.section[: len(path)] == path
