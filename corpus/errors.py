"""What can be wrong with a document. Each message names the file and the remedy, in one sentence.

CorpusError
├── DocumentError   one document cannot be read; the others go on
└── Unreadable      the same inside `reading`, where a format's module knows the reason but not the name
"""

from __future__ import annotations


class CorpusError(Exception):
    """Root of what this package raises."""


class DocumentError(CorpusError):
    """A document that cannot be read: `name` is the file, `reason` the sentence's rest."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}：{reason}")
        self.name = name
        self.reason = reason


class Unreadable(CorpusError):
    """Why bytes are no text of their format: a sentence's rest, with the remedy."""
