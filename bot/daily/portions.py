"""A work in portions: cut where sections and sentences end, each about as long as is wished.

How far a course has come is kept by the code of the passage that was read last, then by that of the next one,
then by where it stood: so it goes on at the right place when passages around it, or it itself, have changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus import sentences
from retrieval import PassageInPlace

LongText = Callable[[str], PassageInPlace | None]

_MOST = 3000
_MOST_PIECES = 40
"""What a message holds: characters, and passages."""
_ENOUGH = 2 / 3
"""Of the length, after which the end of a section is a good place to stop."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A passage without its text: where it stands in its work, and in which section."""

    code: str
    start: int
    end: int
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage, or whole sentences of one: offsets in the passage's text."""

    code: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Place:
    """How far a course was read: to where in which passage, what came next, and where that was in the work.

    `part` counts the portions so far.
    """

    code: str
    within: int
    following: str | None
    at: int
    part: int


@dataclass(frozen=True, slots=True)
class Portion:
    """What is given at a time; in a course, with its number, how many there are, and the place after it."""

    pieces: tuple[Piece, ...]
    number: int = 0
    total: int = 0
    place: Place | None = None

    @property
    def is_last(self) -> bool:
        """Whether a course ends with it."""
        return self.place is not None and self.number >= self.total


def whole(passage: PassageInPlace) -> Piece:
    """A passage as one piece."""
    return Piece(passage.citation.code, 0, len(passage.text))


def plan(
    leaves: Sequence[Leaf], place: Place | None, length: int, left: int | None, look_up: LongText
) -> Portion | None:
    """The next portion of a work after a place, or None at its end; with `left`, as many as that remain."""
    first, within = _next(leaves, place)
    rest = leaves[first:]
    characters = sum(leaf.end - leaf.start for leaf in rest) - within
    if characters <= 0:
        return None
    if left is not None:
        left = max(left, 1)
        length = -(-characters // left)
    pieces = [
        (piece, leaf)
        for number, leaf in enumerate(rest)
        for piece in _pieces(leaf, within if number == 0 else 0, length, look_up)
    ]
    portions = list(_cut(pieces, length, left))
    chosen = portions[0]
    last, leaf = chosen[-1]
    at = first + rest.index(leaf)
    following = leaves[at + 1].code if at + 1 < len(leaves) else None
    part = place.part if place else 0
    return Portion(
        tuple(piece for piece, _ in chosen),
        number=part + 1,
        total=part + len(portions),
        place=Place(last.code, last.end, following, leaf.start + last.end, part + 1),
    )


def _next(leaves: Sequence[Leaf], place: Place | None) -> tuple[int, int]:
    """The passage at which to go on, and how much of it was read."""
    if place is None:
        return 0, 0
    for number, leaf in enumerate(leaves):
        if leaf.code == place.code:
            read = place.within < leaf.end - leaf.start
            return (number, place.within) if read else (number + 1, 0)
    for number, leaf in enumerate(leaves):
        if leaf.code == place.following:
            return number, 0
    return next((number for number, leaf in enumerate(leaves) if leaf.start >= place.at), len(leaves)), 0


def _pieces(leaf: Leaf, start: int, length: int, look_up: LongText) -> Iterator[Piece]:
    """A passage whole, or, where it is longer than a portion, by sentences."""
    end = leaf.end - leaf.start
    passage = look_up(leaf.code) if end - start > length else None
    spans = sentences(passage.text, start) if passage else []
    for first, last in spans:
        if last - start > length and first > start:
            yield Piece(leaf.code, start, first)
            start = first
    yield Piece(leaf.code, start, end)


def _cut(
    pieces: Sequence[tuple[Piece, Leaf]], length: int, left: int | None
) -> Iterator[list[tuple[Piece, Leaf]]]:
    """In portions; with `left` the length follows what remains, and the last of them takes all."""
    remaining = sum(len(piece) for piece, _ in pieces)
    portion: list[tuple[Piece, Leaf]] = []
    size = 0
    wanted = length
    for piece, leaf in pieces:
        full = size + len(piece) > _MOST or len(portion) == _MOST_PIECES
        if portion and not full and left != 1:
            full = _is_full(size, len(piece), wanted, leaf.section != portion[-1][1].section)
        if portion and full:
            yield portion
            remaining -= size
            portion, size = [], 0
            if left is not None:
                left = max(left - 1, 1)
                wanted = -(-remaining // left)
        portion.append((piece, leaf))
        size += len(piece)
    if portion:
        yield portion


def _is_full(size: int, more: int, wanted: int, new_section: bool) -> bool:
    return (new_section and size >= _ENOUGH * wanted) or size + more - wanted > wanted - size
