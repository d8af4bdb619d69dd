"""Remembers that an index held all that the folder does: a start need not go through every receipt again.

Nothing depends on it: where it is not there, or says something else, they are gone through.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from corpus import File


class Settled:
    """The last state in which nothing was left to do, in a file of the cache."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def knows(self, state: str) -> bool:
        """Whether this is it."""
        with suppress(OSError, ValueError):
            return self._path.read_text("ascii") == state
        return False

    def keep(self, state: str) -> None:
        """Remember a state instead."""
        with suppress(OSError):
            self._path.write_text(state, "ascii")


def state_of(made: str, files: Iterable[File]) -> str:
    """A name for what is `made` beside these files as they are."""
    said = [made, *((file.name, file.size, file.modified) for file in files)]
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()
