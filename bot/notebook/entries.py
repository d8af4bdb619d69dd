"""What stands in a notebook: kept quotations, sessions, and what was shown in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.notebook.clippings import Clipping

TERMINAL = 0
"""The chat whose list is that of the terminal."""
MOST_KEPT = 2_000
"""Quotations in a chat's list."""
LONGEST_NOTE = 500
LONGEST_NAME = 60
LONGEST_TOPIC = 100
MOST_TAGS, LONGEST_TAG = 10, 30
LONGEST_QUESTION = 300
MOST_USED = 1_000
"""Quotations in the minutes of one session."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A quotation in a chat's list; `person` kept it, and `name` is what they are called there.

    Both are empty where nobody is to be named. `at` is the time in seconds.
    """

    number: int
    chat: int
    person: int | None
    name: str
    clipping: Clipping
    tags: tuple[str, ...]
    note: str
    at: int


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a chat, from `begun` to `ended`, if it is over."""

    number: int
    chat: int
    topic: str
    person: int | None
    name: str
    begun: int
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """A quotation that was shown in a session: whom, and what they had asked."""

    person: int | None
    name: str
    asked: str
    clipping: Clipping
    at: int


def tag_of(word: str) -> str:
    """A tag as it is kept: without the sign and white space."""
    return "".join(line_of(word, LONGEST_TAG).lstrip("#＃").split())


def line_of(words: str, most: int) -> str:
    """What a person wrote, in one line that any database and any file takes."""
    return " ".join(words.encode("utf-8", "replace").decode().split())[:most]


def matching(kept: Iterable[Kept], words: str) -> list[Kept]:
    """Those in which all the words stand, in the quotation, its place or note; #words are tags."""
    sought = [_same(word) for word in words.split()]
    tags = {word.lstrip("#") for word in sought if word.startswith("#")}
    others = [word for word in sought if not word.startswith("#")]

    def holds(one: Kept) -> bool:
        cited = one.clipping.citation
        said = _same(
            "\n".join((one.clipping.text, cited.work, *cited.section, one.note, *one.tags, one.name))
        )
        return tags <= set(map(_same, one.tags)) and all(word in said for word in others)

    return [one for one in kept if holds(one)]


def _same(words: str) -> str:
    """As it is compared: in one width and case."""
    return unicodedata.normalize("NFKC", words).casefold()
