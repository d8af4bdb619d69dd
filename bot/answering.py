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
from retrieval import Answer, Check, PassageInPlace, Quotation, Trace, Tried, Word


class Answering(Protocol):
    """A collection that can be asked."""

    @property
    def is_sample(self) -> bool:
        """True while there are no documents of the user's own and the samples answer."""

    def ask(self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None) -> Answer:
        """Answer from the collection. Questions are cut at a bound; they never raise for their content."""

    def tried(self, question: str, missing: Sequence[str]) -> Tried:
        """What a question looks for; to the words of it that are `missing`, the closest of the collection."""

    def teach(self, rule: str) -> str:
        """Keep a rule of the vocabulary; gives it as it is kept. Raises DataError for what cannot be one."""

    def unteach(self, rule: str) -> bool:
        """Drop a rule of the vocabulary; false where there is none of the kind."""

    def passage(self, code: str) -> PassageInPlace | None:
        """The passage of that code, or None where the collection has none."""

    def closest(self, code: str) -> PassageInPlace | None:
        """For the code of a passage that was changed or went: the one that comes closest to it, or None."""

    def check(self, text: str) -> Check:
        """Whether what the text quotes is real, and where it stands."""

    def trace(
        self, word: str, *, work: str | None = None, first: int = 0, limit: int = 10, max_chars: int = 120
    ) -> Trace:
        """How often and where a word stands. Raises UnknownWork where `work` names none."""

    def words_in(self, texts: Sequence[str]) -> list[tuple[Word, ...]]:
        """The words of each text with their kinds: what could stand in each other's place."""

    def quotable(self, topic: str, *, limit: int = 10, work: str | None = None) -> tuple[Quotation, ...]:
        """Sentences on a topic that can stand alone. Raises UnknownWork where `work` names none."""

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
