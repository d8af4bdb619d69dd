"""A place that a text names ▶ the stretches of the collection that are meant, for words to be found there.

Only what the collection can judge is judged: a title that no work has, or 第五条 of a work without articles,
says nothing against a quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus import Section
from corpus.headings import Family, label
from retrieval.answer import Citation
from retrieval.checking.locating import Stretch
from retrieval.checking.quoted import Named
from retrieval.collection import Collection
from retrieval.terms import Lexicon

_NATION = "中华人民共和国"


class Places:
    """The works and sections of a collection, by what they are called."""

    def __init__(self, collection: Collection, lexicon: Lexicon) -> None:
        self._collection, self._lexicon = collection, lexicon

    def named(self, named: Named, works: Sequence[int]) -> list[Stretch]:
        """The stretches that are meant, of these works if no title is named; empty if nothing is known."""
        if named.title is not None:
            works = self._titled(named.title, named.year)
        return [stretch for work in dict.fromkeys(works) for stretch in self._labelled(work, named)]

    def citation(self, work: int, start: int) -> Citation:
        """The place of words that start at an offset in a work."""
        collection = self._collection
        first, last = collection.work_passages[work : work + 2].tolist()
        ends = collection.arrays["passages"][first:last, 1]
        passage = min(first + int(np.searchsorted(ends, start, "right")), last - 1)
        place = collection.place(passage)
        path = [section for section in place.passage.section if section.start <= start < section.end]
        begin, stop = self._paragraphs[work : work + 2].tolist()
        paragraphs = collection.arrays["paragraphs"][begin:stop, 0]
        return Citation(
            work=place.work,
            section=tuple(section.name for section in path),
            document=place.document,
            paragraph=int(np.searchsorted(paragraphs, start, "right")),
            page=place.passage.page,
            code=place.passage.code,
        )

    def paragraph(self, work: int, at: int) -> tuple[int, int]:
        """The span of the paragraph in which an offset in a work lies; between two, of that offset alone."""
        rows = self._collection.arrays["paragraphs"][slice(*self._paragraphs[work : work + 2].tolist())]
        number = int(np.searchsorted(rows[:, 0], at, "right")) - 1
        if number < 0 or at >= rows[number, 1]:
            return at, at + 1
        start, end = rows[number].tolist()
        return start, end

    def _labelled(self, work: int, named: Named) -> list[Stretch]:
        """The outermost sections of a work that have the labels; the whole work where it has none such."""
        begin, end = self._collection.work_starts[work : work + 2].tolist()
        meant: dict[Family, set[int]] = {}
        for claimed in named.labels:
            meant.setdefault(claimed.family, set()).add(claimed.number)
        paths = list(self._collection.work(work).walk()) if meant else []
        numbers = {
            section: (one.family, one.number) for *_, section in paths if (one := label(section.label))
        }
        judged = meant.keys() & {family for family, _ in numbers.values()}
        if not judged:
            return [(begin, end)]

        def fits(path: Sequence[Section]) -> bool:
            here = [numbers[section] for section in path if section in numbers]
            return all(any((family, number) in here for number in meant[family]) for family in judged)

        return [
            (begin + path[-1].start, begin + path[-1].end)
            for path in paths
            if fits(path) and not fits(path[:-1])
        ]

    def _titled(self, title: str, year: str | None) -> list[int]:
        """The works with this title, or those of whose titles it is part; of the year, if any says it."""
        sought = self._plain(self._lexicon.fold(title))
        if not sought:
            return []
        held = [
            work
            for work, held in enumerate(self._titles)
            if sought in held or (len(held) > 2 and sought.endswith(held))
        ]
        exact = [work for work in held if self._titles[work] == sought]
        held = exact or held
        if year is not None:
            said = self._lexicon.fold(f"{year}年")[:4]
            held = [work for work in held if said in self._titles[work]] or held
        return held

    @cached_property
    def _titles(self) -> list[str]:
        titles = "\n".join(title.replace("\n", " ") for title in self._collection.titles)
        return [self._plain(title) for title in self._lexicon.fold(titles).split("\n")]

    @cached_property
    def _paragraphs(self) -> NDArray[np.int64]:
        return np.concatenate([[0], np.cumsum(self._collection.arrays["work_paragraphs"])])

    def _plain(self, folded: str) -> str:
        return "".join(filter(str.isalnum, folded)).removeprefix(_NATION)
