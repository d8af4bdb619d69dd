"""What a question gets: frozen values that know nothing of their display.

Only the doors (terminal, Telegram, JSON) turn them into something to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_NOISE = 0.05
"""Confidence below which even what comes nearest has nothing to do with the question."""
_LIKELY, _POSSIBLE = 0.05, 0.01
"""Chances of answering from which on a further quotation is worth showing: without a word of the question in
it, and with one.
"""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation's place in words, and its code. `section` runs from the outermost section inwards."""

    work: str
    section: tuple[str, ...]
    document: str
    paragraph: int
    page: int | None
    code: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """An exact slice of a work's stored text.

    `start` and `end` are code-point offsets in the work's text and `matches` spans inside `text`.
    `cut_before` and `cut_after` say that the sentence goes on outside; the door marks it, never the text.
    `also` are the other places where the same words stand.
    """

    text: str
    citation: Citation
    start: int
    end: int
    score: float
    matches: tuple[tuple[int, int], ...] = ()
    cut_before: bool = False
    cut_after: bool = False
    also: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """`quotations` best first when `found`; otherwise none, and `near` holds the closest that there is.

    `confidence` is between 0 and 1. `missing` are words of the question that stand nowhere in the collection.
    """

    question: str
    found: bool
    confidence: float
    missing: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    near: tuple[Quotation, ...] = ()

    @property
    def shown(self) -> tuple[Quotation, ...]:
        """What people should see: the quotations, or else what is near, unless it is nothing but noise."""
        return self.quotations or (self.near if self.confidence >= _NOISE else ())

    @property
    def brief(self) -> Answer:
        """The same for people who said no number: up to the first quotation that hardly answers."""
        return replace(self, quotations=tuple(_telling(self.quotations)), near=tuple(_telling(self.near)))


@dataclass(frozen=True, slots=True)
class PassageInPlace:
    """A whole passage as it stands in its work; `previous` and `following` are its neighbours' codes.

    `start` and `end` are code-point offsets in the work's text, and `text` is the slice between them.
    """

    text: str
    citation: Citation
    start: int
    end: int
    previous: str | None = None
    following: str | None = None


def _telling(quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    for number, one in enumerate(quotations):
        if number and one.score < (_POSSIBLE if one.matches else _LIKELY):
            return
        yield one
