"""What a catalogue holds: one field for every sentence a person can read in a chat.

A dataclass without defaults, so that a language with a sentence missing does not load. `{}` marks are filled
with `str.format`; words from documents and people only ever fill them, and are never a template themselves.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language."""

    language: str

    # hello
    start: str
    start_samples: str
    help: str
    commands: tuple[tuple[str, str], ...]
    usage: str
    unknown_command: str
    words_only: str

    # an answer
    work: str
    paragraph: str
    page: str
    also: str
    also_more: str
    missing: str
    too_long: str
    not_found: str
    not_found_hint: str
    looked_for: str
    near: str
    comma: str

    # a passage in its place
    context: str
    before: str
    here: str
    after: str
    previous: str
    following: str
    gone: str
    old_button: str

    # when it cannot be
    not_here: str
    trouble: str
