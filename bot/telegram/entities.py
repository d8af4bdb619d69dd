"""Text with marks: what Telegram calls entities.

Marks are spans of code points here and become UTF-16 offsets only when they leave. Nothing is ever escaped or
parsed, so text from documents and people cannot turn into markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from telegram import MessageEntity


class Mark(NamedTuple):
    """A kind of entity over the code points from `start` to `end`; a link has an address."""

    kind: str
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text and its marks. Pieces are joined with `+`."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: Marked | str) -> Marked:
        return joined((self, other))

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def units(self) -> int:
        """Its length as Telegram counts: in UTF-16 units."""
        return units(self.text)

    def entities(self) -> tuple[MessageEntity, ...]:
        """The marks as python-telegram-bot wants them, outer ones first."""
        return tuple(MessageEntity(**entity) for entity in self.sent())

    def sent(self) -> list[dict[str, Any]]:
        """The marks as they go over the wire, outer ones first."""
        at: Sequence[int] = range(len(self.text) + 1)
        if self.units > len(self.text):
            at = list(accumulate((1 + (character > "\uffff") for character in self.text), initial=0))
        return [
            {"type": kind, "offset": at[start], "length": at[end] - at[start]} | ({"url": url} if url else {})
            for kind, start, end, url in sorted(self.marks, key=lambda mark: (mark.start, -mark.end))
        ]


def units(text: str) -> int:
    """The length of a text as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def marked(
    kind: str, text: str, inside: Iterable[tuple[int, int]] = (), *, within: str = MessageEntity.BOLD
) -> Marked:
    """`text` as one entity, with spans of it marked `within`: in bold, unless told otherwise.

    White space at the ends stays outside the entity: there Telegram trims, and moves what comes after. A span
    of nothing else is no entity.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return Marked(text)
    spans = ((max(first, start), min(last, end)) for first, last in inside)
    marks = (Mark(within, *span) for span in spans if text[slice(*span)].strip())
    return Marked(text, (Mark(kind, start, end), *marks))


def linked(text: str, url: str) -> Marked:
    """`text` as a link."""
    return Marked(text, (Mark(MessageEntity.TEXT_LINK, 0, len(text), url),))


def joined(pieces: Iterable[Marked | str], between: str = "") -> Marked:
    """The pieces in one, with plain text between them."""
    texts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for piece in pieces:
        if isinstance(piece, str):
            text = piece
        elif length:
            text = piece.text
            marks += [Mark(kind, start + length, end + length, url) for kind, start, end, url in piece.marks]
        else:
            text = piece.text
            marks += piece.marks
        texts.append(text)
        length += len(text) + len(between)
    return Marked(between.join(texts), tuple(marks))
