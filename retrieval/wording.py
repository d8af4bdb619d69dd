"""How else a question's words may be put: two lists of common knowledge that anyone can read and add to.

`everyday.txt` has what is written for what people say: who asks about his 房东 means the 出租人 of the law.
It helps to find; what is quoted holds the written word, and the marks show it. `paraphrases.txt` has other
words by which a sentence may answer, 去世 by 病逝, 哪里 by 位于. It finds no passage, but tells which of its
sentences is likeliest, and which passage of a section.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """Words of a question, `asked`, and `others` of which one may answer them."""

    asked: tuple[str, ...]
    others: tuple[str, ...]

    def stands_in(self, folded: str) -> bool:
        """Whether a text says it in other words, and not in those of the question."""
        return any(other in folded for other in self.others) and not any(
            asked in folded for asked in self.asked
        )


def written_for(folded: str, words: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What stands in a folded question of these words and is written otherwise, with how it is written.

    A single character counts only where it is a word.
    """
    for said, written in _everyday().items():
        if _stands(said, folded, words):
            yield said, written


def paraphrases(folded: str, words: Collection[str]) -> Iterator[Paraphrase]:
    """The same for sentences that may answer: what stands in a folded question, and what may answer it."""
    for said, others in _paraphrases():
        asked = tuple(one for one in said if _stands(one, folded, words))
        if asked and (unsaid := tuple(other for other in others if other not in folded)):
            yield Paraphrase(asked, unsaid)


def _stands(said: str, folded: str, words: Collection[str]) -> bool:
    return said in folded and (len(said) > 1 or said in words)


@cache
def _everyday() -> dict[str, tuple[str, ...]]:
    """By what is said, folded as it stands: what is written."""
    found: dict[str, list[str]] = {}
    for said, written in _lines("everyday.txt"):
        for one in said:
            found.setdefault(one, []).extend(word for word in written if word != one)
    return {said: tuple(dict.fromkeys(written)) for said, written in found.items()}


@cache
def _paraphrases() -> tuple[tuple[list[str], list[str]], ...]:
    return tuple(_lines("paraphrases.txt"))


def _lines(name: str) -> Iterator[tuple[list[str], list[str]]]:
    """What stands left and right of the colon in each line of a list."""
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        left, colon, right = line.partition(":")
        if colon and not line.startswith("#"):
            yield left.split(), right.split()
