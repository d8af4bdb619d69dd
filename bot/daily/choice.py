"""Which words come next: of a course, on a theme, or by chance.

What was given before decides, not a plan that was made once: when the collection changes under way, new text
joins and what is gone is passed over. The same subscription gets the same choice for the same day, however
often it is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from math import sqrt
from random import Random
from typing import Protocol

from bot.contents import Contents
from bot.daily.portions import Leaf, Place, Portion, plan, whole
from retrieval import Answer, PassageInPlace

MINUTE = 300
"""Characters that are read in a minute."""
LENGTHS = (60, 3000)
"""Characters of the shortest and the longest portion that may be wished for."""

_DRAWS = 64
_AT_A_TIME = 16
_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Course:
    """A work from its beginning to its end: so many characters at a time, or to be finished by a date."""

    work: str
    length: int = 2 * MINUTE
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """What answers a question, best first."""

    question: str


@dataclass(frozen=True, slots=True)
class Chance:
    """Anything worth a moment."""


Aim = Course | Theme | Chance


class Lack(Enum):
    """Why there is nothing to give."""

    NO_TEXT = "no text"
    NO_WORK = "no work"
    NO_MORE = "no more"
    FINISHED = "finished"


class Library(Protocol):
    """Where words come from."""

    @property
    def contents(self) -> Contents: ...

    def passage(self, code: str) -> PassageInPlace | None: ...

    def ask(self, question: str, *, limit: int = 3) -> Answer: ...


class Chooser:
    """Chooses from a library. Takes time on large works; may be called from one thread at a time."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._contents: Contents | None = None
        self._leaves: dict[str, tuple[Leaf, ...] | None] = {}
        self._answers: dict[tuple[str, int], tuple[str, ...]] = {}

    def choose(
        self, aim: Aim, *, key: str, given: Collection[str] = (), place: Place | None = None, left: int = 1
    ) -> Portion | Lack:
        """The next portion.

        `key` names the subscription and the day. `given` are the codes it had before, as often as it had
        them; a course goes by its place instead, and by how many days are `left` until its date.
        """
        if (contents := self._library.contents) is not self._contents:
            self._contents = contents
            self._leaves.clear()
            self._answers.clear()
        if isinstance(aim, Course):
            return self._of_course(aim, place, left if aim.until else None)
        code = self._on_theme(aim, given) if isinstance(aim, Theme) else self._by_chance(contents, key, given)
        if isinstance(code, Lack):
            return code
        passage = self._library.passage(code)
        return Portion((whole(passage),)) if passage else Lack.NO_TEXT

    def _of_course(self, course: Course, place: Place | None, left: int | None) -> Portion | Lack:
        leaves = self._work(course.work)
        if not leaves:
            return Lack.NO_WORK
        portions = plan(leaves, place, course.length, left, self._library.passage)
        return portions or Lack.FINISHED

    def _work(self, title: str) -> tuple[Leaf, ...] | None:
        if title not in self._leaves:
            if len(self._leaves) >= _MOST_KEPT:
                self._leaves.clear()
            works = [work for work in self._library.contents.works if work.title == title]
            self._leaves[title] = self._walked(works[0].opening) if works else None
        return self._leaves[title]

    def _walked(self, code: str | None) -> tuple[Leaf, ...]:
        leaves = []
        while code and (passage := self._library.passage(code)):
            leaves.append(Leaf(code, passage.start, passage.end, passage.citation.section))
            code = passage.following
        return tuple(leaves)

    def _on_theme(self, theme: Theme, given: Collection[str]) -> str | Lack:
        had = set(given)
        asked = theme.question, (len(had) // _AT_A_TIME + 1) * _AT_A_TIME
        if asked not in self._answers:
            if len(self._answers) >= _MOST_KEPT:
                self._answers.clear()
            found = self._library.ask(theme.question, limit=asked[1]).quotations
            self._answers[asked] = tuple(dict.fromkeys(one.citation.code for one in found))
        return next((code for code in self._answers[asked] if code not in had), Lack.NO_MORE)

    def _by_chance(self, contents: Contents, key: str, given: Collection[str]) -> str | Lack:
        """Works by the root of how much they hold, their passages alike; what came least often comes next."""
        groups = [work.days for work in contents.works if work.days] or [contents.days]
        if not any(groups):
            return Lack.NO_TEXT
        times, chance = Counter(given), Random(key)  # noqa: S311
        least = 0
        if len(times) >= sum(map(len, groups)):
            least = min(times[code] for group in groups for code in group)
        for group in chance.choices(groups, _weights(groups), k=_DRAWS):
            if times[code := chance.choice(group)] <= least:
                return code
        groups = [tuple(code for code in group if times[code] <= least) for group in groups]
        groups = [group for group in groups if group]
        (group,) = chance.choices(groups, _weights(groups))
        return chance.choice(group)


def _weights(groups: Sequence[Sequence[str]]) -> list[float]:
    return [sqrt(len(group)) for group in groups]
