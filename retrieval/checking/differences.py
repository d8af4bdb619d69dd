"""Two texts whose letters are paired ▶ where they differ, character by character, and of which kind.

What is given and what is stored are quoted as they stand on both sides; nothing is counted that both have.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal, NamedTuple

from retrieval.checking.letters import Alphabet

Kind = Literal["replaced", "missing", "added", "width", "script", "space", "punctuation", "omitted"]


@dataclass(frozen=True, slots=True)
class Difference:
    """`given`, from `start` to `end` in the text that was checked, is `stored` in the work.

    Letters are replaced, missing or added; of another width or script only; or what stands between them is
    other space or punctuation. What an ellipsis leaves out is omitted; `stored` is empty where that is long.
    """

    kind: Kind
    start: int
    end: int
    given: str
    stored: str


class Pair(NamedTuple):
    """A letter that was given and the one it stands for: the number of each, and its place in its text."""

    number: int
    place: int
    stored_number: int
    stored_place: int


def between(given: str, stored: str, pairs: Iterable[Pair], alphabet: Alphabet) -> Iterator[Difference]:
    """The differences from the first pair to the last, neighbouring letters of one kind together."""
    last: Difference | None = None
    for one in _single(given, stored, pairs, alphabet):
        if (
            last
            and last.kind == one.kind
            and one.kind in ("replaced", "script", "width")
            and last.end == one.start
        ):
            last = replace(last, end=one.end, given=last.given + one.given, stored=last.stored + one.stored)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def gap(start: int, given: str, stored: str, kind: Kind | None = None) -> Iterator[Difference]:
    """The difference of two strings without pairs, if any, less what they begin and end with in common.

    Without a `kind` they are taken to hold no letters.
    """
    if given == stored:
        return
    head = _common(given, stored)
    tail = _common(given[head:][::-1], stored[head:][::-1])
    ours, theirs = given[head : len(given) - tail], stored[head : len(stored) - tail]
    yield Difference(kind or _kind(ours, theirs), start + head, start + head + len(ours), ours, theirs)


def _single(given: str, stored: str, pairs: Iterable[Pair], alphabet: Alphabet) -> Iterator[Difference]:
    before: Pair | None = None
    for pair in pairs:
        if before:
            added = pair.number - before.number > 1
            missing = pair.stored_number - before.stored_number > 1
            yield from gap(
                before.place + 1,
                given[before.place + 1 : pair.place],
                stored[before.stored_place + 1 : pair.stored_place],
                "replaced" if added and missing else "added" if added else "missing" if missing else None,
            )
        ours, theirs = given[pair.place], stored[pair.stored_place]
        if ours != theirs:
            yield Difference(_of_pair(ours, theirs, alphabet), pair.place, pair.place + 1, ours, theirs)
        before = pair


def _of_pair(given: str, stored: str, alphabet: Alphabet) -> Kind:
    if not alphabet.same(given, stored):
        return "replaced"
    if _narrow(given) == _narrow(stored):
        return "width"
    return "script" if given.isalnum() and stored.isalnum() else "punctuation"


def _kind(given: str, stored: str) -> Kind:
    if "".join(given.split()) == "".join(stored.split()):
        return "space"
    return "width" if _narrow(given) == _narrow(stored) else "punctuation"


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
