"""A word ▶ how often and where it stands, in which works and of which years, counted to the last place.

What is counted is the text itself, headings included, folded as it is for search but for runs of digits. The
postings say which of the word's characters is the rarest; a pass over the text looks for that one alone, and
only around it for the others, so that a million passages take a moment and nothing but the places is held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.sentences import sentences
from retrieval.answer import Quotation
from retrieval.checking.places import Places
from retrieval.collection import Collection
from retrieval.errors import UnknownWork
from retrieval.folding import IDEOGRAPH, LETTER, Codes, code_points, text_of
from retrieval.postings import Postings
from retrieval.scanning import scanned
from retrieval.terms import Lexicon

LONGEST = 40
"""Characters of a word that is traced; of more, the beginning."""

_REMEMBERED = 1 << 14
_YEAR = re.compile(r"(1[0-9]{3}|20[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})(?=\s*年|[-/.]|$)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CLAUSE_END = re.compile("[，、；：,;:]")


@dataclass(frozen=True, slots=True)
class Share:
    """How often the word stands in a work. `year` is that of its date, or else the one in its title."""

    work: str
    document: str
    date: str | None
    year: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a word stands: `count` places in `works`, those with a year first, the earliest before the rest.

    `first` and `last` are in that order, the last of those with a year where any has one; `places` are some
    of all, each quoted with its sentence.
    """

    word: str
    count: int
    works: tuple[Share, ...] = ()
    first: Quotation | None = None
    last: Quotation | None = None
    places: tuple[Quotation, ...] = ()


class Concordance:
    """Every place of every word of a collection. Safe for threads."""

    def __init__(self, collection: Collection, grams: Postings, lexicon: Lexicon) -> None:
        self._collection, self._grams, self._lexicon = collection, grams, lexicon
        self._text: NDArray[Any] = collection.arrays["text"]
        self._about = lru_cache(_REMEMBERED)(self._read_about)

    def trace(self, word: str, work: str | None, first: int, limit: int, max_chars: int) -> Trace:
        """See `Index.trace`."""
        is_meant = self._titled(work) if work is not None else None
        word = " ".join(word.split())[:LONGEST]
        sought = self._lexicon.folding.fold_each(code_points(word))
        if not self._says_something(sought):
            return Trace(word, 0)
        places = self._places_of(sought)
        starts = self._collection.work_starts
        bounds = np.searchsorted(places, starts)
        counts = np.diff(bounds)
        if is_meant is not None:
            counts *= is_meant
        shares = [
            (number, self._share(number, int(counts[number]))) for number in np.flatnonzero(counts).tolist()
        ]
        shares.sort(key=lambda one: (one[1].year is None, one[1].year or 0, one[1].date or "", one[0]))
        total = int(counts.sum())
        dated = sum(share.count for _, share in shares if share.year is not None)

        def quoted(number: int) -> Quotation:
            for work, share in shares:
                if number < share.count:
                    at = int(places[bounds[work] + number] - starts[work])
                    return self._quotation(work, at, len(sought), max_chars)
                number -= share.count
            raise IndexError(number)

        return Trace(
            word=word,
            count=total,
            works=tuple(share for _, share in shares),
            first=quoted(0) if total else None,
            last=quoted((dated or total) - 1) if total else None,
            places=tuple(quoted(number) for number in range(max(first, 0), min(first + limit, total))),
        )

    def _titled(self, title: str) -> NDArray[np.bool_]:
        """Which works are meant by a title."""
        sought, titles = self._lexicon.fold(title).strip().strip("《》"), self._collection.titles
        titled = np.array([sought in self._lexicon.fold(one) for one in titles], bool)
        if not titled.any():
            import difflib  # here, since only a mistake needs it

            raise UnknownWork(title, difflib.get_close_matches(title, titles, 3, 0.3))
        return titled

    def _says_something(self, sought: Codes) -> bool:
        return bool((self._lexicon.folding.kinds_of(sought) > 0).any())

    def _places_of(self, sought: Codes) -> NDArray[np.int64]:
        """Where the word begins in the whole text, ascending; no two places overlap, none is part of a Latin
        word or number, and none runs from one work into the next.
        """
        size = len(sought)
        places = scanned(self._text, sought, self._rarest(sought), self._lexicon.folding)
        for edge, beside in ((sought[0], -1), (sought[-1], size)):
            if self._lexicon.folding.kinds_of(np.array([edge]))[0] == LETTER:
                places = places[~self._is_letter(places + beside)]
        works = np.searchsorted(self._collection.work_starts, places, "right")
        places = places[places + size <= self._collection.work_starts[works]]
        return _apart(places, size)

    def _rarest(self, sought: Codes) -> int:
        """Which character of the word fewest passages hold, as far as the index tells."""
        kinds = self._lexicon.folding.kinds_of(sought)
        ideographs = np.flatnonzero(kinds == IDEOGRAPH)
        if not len(ideographs):
            return int(np.flatnonzero(kinds)[0])
        return int(ideographs[np.argmin(self._grams.beginning(sought[ideographs].astype(np.uint64)))])

    def _is_letter(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        inside = (places >= 0) & (places < len(self._text))
        codes = self._text[np.clip(places, 0, len(self._text) - 1)].astype(np.uint32)
        letters: NDArray[np.bool_] = inside & (self._lexicon.folding.kinds_of(codes) == LETTER)
        return letters

    def _share(self, number: int, count: int) -> Share:
        title, date, document, year = self._about(number)
        return Share(title, document, date, year, count)

    def _read_about(self, number: int) -> tuple[str, str | None, str, int | None]:
        title, date, document = self._collection.about(number)
        year = _YEAR.search(date or "") or _YEAR.search(title)
        return title, date, document, int(year.group().translate(_DIGITS)) if year else None

    @cached_property
    def _citing(self) -> Places:
        return Places(self._collection, self._lexicon)

    def _quotation(self, work: int, at: int, size: int, max_chars: int) -> Quotation:
        """The sentence around a place in a work; of a long one, whole clauses."""
        begin, end = self._citing.paragraph(work, at)
        text = text_of(self._text[slice(*(self._collection.work_starts[work] + [begin, end]))])
        here = at - begin
        start, stop = next(
            ((a, b) for a, b in sentences(text) if a <= here < b), (here, min(here + size, len(text)))
        )
        whole = (start, stop)
        if stop - start > max_chars:
            start, stop = _clauses(text, whole, (here, min(here + size, stop)), max_chars)
        return Quotation(
            text=text[start:stop],
            citation=self._citing.citation(work, begin + start),
            start=begin + start,
            end=begin + stop,
            score=1.0,
            matches=((here - start, min(here + size, stop) - start),),
            cut_before=start > whole[0],
            cut_after=stop < whole[1],
        )


def _apart(places: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Places that do not overlap, from the left: 人人人 holds 人人 once."""
    if len(places) < 2 or np.diff(places).min() >= size:
        return places
    kept: list[int] = []
    for at in places.tolist():
        if not kept or at >= kept[-1] + size:
            kept.append(at)
    return np.array(kept, np.int64)


def _clauses(text: str, sentence: tuple[int, int], word: tuple[int, int], max_chars: int) -> tuple[int, int]:
    """Whole clauses of a sentence around a word, as many as fit; a clause that does not fit is cut."""
    bounds = [sentence[0], *(m.end() for m in _CLAUSE_END.finditer(text, *sentence)), sentence[1]]
    start = max((bound for bound in bounds if bound <= word[0]), default=sentence[0])
    stop = min((bound for bound in bounds if bound >= word[1]), default=sentence[1])
    if stop - start > max_chars:
        spare = max(max_chars - (word[1] - word[0]), 0) // 2
        return max(start, word[0] - spare), min(stop, word[1] + spare)
    while True:
        before = max((bound for bound in bounds if bound < start), default=start)
        after = min((bound for bound in bounds if bound > stop), default=stop)
        if after > stop and after - start <= max_chars:
            stop = after
        elif before < start and stop - before <= max_chars:
            start = before
        else:
            return start, stop
