"""Where else the same sentences stand, so that they are shown once, with all their places.

What is compared are the letters of whole sentences: spaces and most marks may differ, a word or a number may
not.
"""

from __future__ import annotations

from typing import NamedTuple

from retrieval.evidence import Evidence

_SHORTEST = 8
"""Letters that a sentence must have for its like elsewhere to be no accident."""


class Shared(NamedTuple):
    """A run of pieces, rows of the table from `first` to `end`, and the candidates in which it stands, too.

    `letters` are those by which it is known when it comes again; empty where they are too few for that.
    """

    first: int
    end: int
    letters: str = ""
    twins: tuple[int, ...] = ()


def shared(evidence: Evidence, first: int, end: int, core: int) -> Shared:
    """As much of a run of pieces as stands where its likeliest, `core`, stands, too: all of it, where that is
    nowhere else. Parts of a sentence are taken together.
    """
    whole = evidence.piece(core).whole
    letters = _letters(evidence, core, core + 1) if whole else _letters(evidence, first, end)
    if len(letters.strip()) < _SHORTEST:
        return Shared(first, end)
    own = evidence.piece(core).candidate
    twins = [
        number
        for number, other in enumerate(evidence.candidates)
        if number != own and letters in other.letters
    ]
    if not twins or not whole:
        return Shared(first, end, letters, tuple(twins))

    def stand(begin: int, stop: int) -> bool:
        wanted = _letters(evidence, begin, stop)
        return all(wanted in evidence.candidates[twin].letters for twin in twins)

    begin, stop = core, core + 1
    while begin > first and stand(begin - 1, stop):
        begin -= 1
    while stop < end and stand(begin, stop + 1):
        stop += 1
    return Shared(begin, stop, letters, tuple(twins))


def _letters(evidence: Evidence, first: int, end: int) -> str:
    """The letters of pieces, a line each."""
    begin, last = evidence.piece(first), evidence.piece(end - 1)
    return evidence.candidates[begin.candidate].letters_between(begin.start, last.end)
