"""What people say ▶ what is written for it: who asks about his 房东 means the 出租人 of the law.

A short list of common knowledge, `everyday.txt`, that anyone can read and add to. It only helps to find:
what is quoted holds the written word, and the marks show it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path


def written_for(folded: str, words: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What stands in a folded question of these words and is written otherwise, with how it is written.

    A single character counts only where it is a word.
    """
    for said, written in _everyday().items():
        if said in folded and (len(said) > 1 or said in words):
            yield said, written


@cache
def _everyday() -> dict[str, tuple[str, ...]]:
    """By what is said, folded as it stands: what is written."""
    found: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("everyday.txt").read_text("utf-8").splitlines():
        said, colon, written = line.partition(":")
        if colon and not line.startswith("#"):
            for one in said.split():
                found.setdefault(one, []).extend(word for word in written.split() if word != one)
    return {said: tuple(dict.fromkeys(written)) for said, written in found.items()}
