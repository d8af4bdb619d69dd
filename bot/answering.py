"""What every door calls: the collection in a data directory, and questions to it.

Nothing here knows a terminal, Telegram or JSON. Methods are plain calls that may take CPU time; a door with
an event loop runs them in a thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from bot.collection import Change
from bot.contents import Contents
from corpus import Document
from retrieval import Answer, Check, PassageInPlace


class Answering(Protocol):
    """A collection that can be asked."""

    @property
    def is_sample(self) -> bool:
        """True while there are no documents of the user's own and the samples answer."""

    def ask(self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None) -> Answer:
        """Answer from the collection. Questions are cut at a bound; they never raise for their content."""

    def passage(self, code: str) -> PassageInPlace | None:
        """The passage of that code, or None where the collection has none."""

    def closest(self, code: str) -> PassageInPlace | None:
        """For the code of a passage that was changed or went: the one that comes closest to it, or None."""

    def check(self, text: str) -> Check:
        """Whether what the text quotes is real, and where it stands."""

    @property
    def contents(self) -> Contents:
        """What there is to read."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the user's own documents."""

    def preview(self, path: Path) -> Document:
        """A file as it would be read if it were added."""

    def add(self, paths: Sequence[Path]) -> Change:
        """Take files into the collection. Raises DataError where that cannot be."""

    def remove(self, names: Iterable[str]) -> Change:
        """Take documents out of it. Raises DataError for a name that is none."""

    def refresh(self) -> None:
        """Take in what has changed on disk; questions asked meanwhile are answered as before."""
