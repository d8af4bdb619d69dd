"""Text with marks: what Telegram calls entities.

Marks are spans of code points here and become UTF-16 offsets only when they leave. Nothing is ever escaped or
parsed, so text from documents and people cannot turn into markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from telegram import MessageEntity


@dataclass(frozen=True, slots=True)
class Mark:
    """A kind of entity over the code points from `start` to `end`."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text and its marks. Pieces are joined with `+`."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: Marked | str) -> Marked:
        if isinstance(other, str):
            return Marked(self.text + other, self.marks)
        shift = len(self.text)
        shifted = (Mark(mark.kind, mark.start + shift, mark.end + shift) for mark in other.marks)
        return Marked(self.text + other.text, (*self.marks, *shifted))

    @property
    def units(self) -> int:
        """Its length as Telegram counts: in UTF-16 units."""
        return len(self.text) + sum(character > "\uffff" for character in self.text)

    def entities(self) -> list[MessageEntity]:
        """The marks as Telegram wants them, outer ones first."""
        offsets = list(accumulate((1 + (character > "\uffff") for character in self.text), initial=0))
        return [
            MessageEntity(mark.kind, offsets[mark.start], offsets[mark.end] - offsets[mark.start])
            for mark in sorted(self.marks, key=lambda mark: (mark.start, -mark.end))
        ]


def marked(kind: str, text: str, bold: Iterable[tuple[int, int]] = ()) -> Marked:
    """`text` as one entity, with spans of it in bold.

    White space at the ends stays outside the entity: there Telegram trims, and moves what comes after.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return Marked(text)
    inside = (Mark(MessageEntity.BOLD, max(first, start), min(last, end)) for first, last in bold)
    return Marked(text, (Mark(kind, start, end), *(mark for mark in inside if mark.start < mark.end)))


def joined(pieces: Iterable[Marked], between: str) -> Marked:
    """The pieces in one, with plain text between them."""
    whole = Marked()
    for number, piece in enumerate(pieces):
        whole += Marked(between) + piece if number else piece
    return whole
