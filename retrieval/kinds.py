"""The words of a text with their kinds: what could stand in a word's place without looking odd there.

Years, and numbers by what they count, are kinds of their own; other words have the part of speech which
the dictionary of jieba gives them: a table that is made once and mapped from the cache directory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.dictionary import tags
from retrieval.keys import Keys, keys_of
from retrieval.mapped import mapped
from retrieval.terms import Lexicon

YEAR, NUMBER = "year", "number"

_FIGURES = re.compile(
    r"(?P<year>(?<![0-9０-９])[12１２][0-9０-９]{3}(?=\s*年))"
    r"|(?<![0-9０-９.．A-Za-z])"
    r"(?P<number>[0-9０-９]+(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?)"
    r"(?P<unit>\s*(?:[%％‰]|[万亿]?[^\W0-9０-９_]))?"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word from `start` to `end`, and its kind; empty where the dictionary has none."""

    start: int
    end: int
    kind: str


def words_of(texts: Sequence[str], lexicon: Lexicon) -> list[tuple[Word, ...]]:
    """The words of each text, in order; figures come before what else is made of them."""
    cut = [_words(text, lexicon) for text in texts]
    known = _kinds({folded for words in cut for _, _, folded in words}, lexicon)
    found = []
    for text, words in zip(texts, cut, strict=True):
        figures = list(_figures(text))
        taken = {at for figure in figures for at in range(figure.start, figure.end)}
        others = [
            Word(start, end, known.get(folded, ""))
            for start, end, folded in words
            if taken.isdisjoint(range(start, end))
        ]
        found.append(tuple(sorted([*figures, *others], key=lambda word: word.start)))
    return found


def _words(text: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    folded = lexicon.fold(text)
    starts, lengths = lexicon.word_spans(folded)
    return [
        (start, start + length, folded[start : start + length])
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)
    ]


def _kinds(words: set[str], lexicon: Lexicon) -> dict[str, str]:
    """The parts of speech of those words that have one."""
    from importlib.metadata import version  # here, since it takes 10 ms

    table = mapped(lexicon.cache / f"kinds-{version('jieba')}.npy", _table)
    asked = sorted(words)
    keys = keys_of(asked)
    places = np.minimum(np.searchsorted(table[0], keys), table.shape[1] - 1)
    kinds = np.where(table[0][places] == keys, table[1][places], 0)
    told = (int(kind).to_bytes(8).lstrip(b"\0").decode() for kind in kinds)
    return dict(zip(asked, told, strict=True))


def _table() -> Keys:
    """The keys of the dictionary's words, ascending, over their parts of speech, packed in numbers."""
    known = tags()
    keys = keys_of(list(known))
    kinds = np.array([int.from_bytes(tag.encode()[:8]) for tag in known.values()], np.uint64)
    order = np.argsort(keys)
    return np.stack([keys[order], kinds[order]])


def _figures(text: str) -> Iterable[Word]:
    for match in _FIGURES.finditer(text):
        if match["year"]:
            yield Word(*match.span("year"), YEAR)
        else:
            yield Word(*match.span("number"), f"{NUMBER} {(match['unit'] or '').strip()}")
