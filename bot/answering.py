"""What every door calls: the collection in a data directory, and questions to it.

Nothing here knows a terminal, Telegram or JSON. Methods are plain calls that may take CPU time; a door with
an event loop runs them in a thread.
"""

from __future__ import annotations

from typing import Protocol

from retrieval.answer import Answer, PassageInPlace


class Answering(Protocol):
    """A collection that can be asked."""

    @property
    def is_sample(self) -> bool:
        """True while there are no documents of the user's own and the samples answer."""

    def ask(self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None) -> Answer:
        """Answer from the collection. Questions are cut at a bound; they never raise for their content."""

    def passage(self, code: str) -> PassageInPlace | None:
        """The passage of that code, or None where the collection has none."""

    def refresh(self) -> None:
        """Take in what has changed on disk; questions asked meanwhile are answered as before."""
