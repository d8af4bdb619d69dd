"""The index as it is asked: a question ▶ an Answer of exact quotations with their places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document
from retrieval import generations
from retrieval.answer import Answer, Citation, PassageInPlace, Quotation
from retrieval.collection import Collection
from retrieval.errors import UnknownWork
from retrieval.excerpts import excerpts
from retrieval.postings import fields_of
from retrieval.question import Question, understand
from retrieval.ranking import CANDIDATES, FIELD_WEIGHTS, FOUND, Candidate, Sought, confidence, rank
from retrieval.scoring import Okapi, best
from retrieval.terms import Lexicon

_SATURATION = {"words": (0.9, 0.8), "grams": (1.0, 0.6), "headings": (0.9, 0.4)}
"""k1 and b of each field."""


class Index:
    """A collection that can be asked, as it stood when it was opened. Safe for threads."""

    def __init__(self, generation: generations.Generation, cache: Path) -> None:
        self.generation = generation.name
        self.settings: str = generation.about["settings"]
        self._collection = Collection(generation.arrays)
        self._fields = {
            field: Okapi(postings, k1=_SATURATION[field][0], b=_SATURATION[field][1])
            for field, postings in fields_of(generation.arrays).items()
        }
        self._lexicon = Lexicon(cache, generation.about["words"])

    @classmethod
    def open(cls, directory: Path, *, cache: Path) -> Index:
        """The current generation of an index. Raises IndexMissing or IndexDamaged."""
        return cls(generations.opened(directory), cache)

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._collection)

    @property
    def receipts(self) -> tuple[Document, ...]:
        """The documents without their works, by name: quick, however large the collection."""
        return self._collection.receipts

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, whole, by name; takes time on a large collection."""
        return self._collection.documents

    def search(
        self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None
    ) -> Answer:
        """The best quotations of at most `max_chars` code points, at most `limit`, from works titled like
        `work`.

        Never raises for what a question holds; raises UnknownWork where no title holds `work`.
        """
        asked = understand(question, self._lexicon)
        within = self._within(work, asked)
        sought = Sought(
            dict(zip(asked.words, self._fields["words"].weights(asked.words).tolist(), strict=True)),
            dict(zip(asked.grams, self._fields["grams"].weights(asked.grams).tolist(), strict=True)),
        )
        ranked = rank(sought, self._candidates(asked, within))
        sure = confidence(sought, ranked)
        quotations: list[Quotation] = []
        for score, candidate in ranked:
            if len(quotations) >= limit:
                break
            quotations += self._quotations(sought, candidate, score, max_chars)
        found = bool(quotations) and sure >= FOUND
        return Answer(
            question=question,
            found=found,
            confidence=sure,
            missing=self._missing(asked),
            quotations=tuple(quotations[:limit]) if found else (),
            near=() if found else tuple(quotations[:limit]),
        )

    def passage(self, code: str) -> PassageInPlace | None:
        """The passage of that code, or None."""
        number = self._collection.find(code)
        if number is None:
            return None
        place = self._collection.place(number).passage
        previous, following = self._collection.beside(number)
        return PassageInPlace(
            text=self._collection.words_of(number),
            citation=self._citation(number),
            start=place.start,
            end=place.end,
            previous=previous,
            following=following,
        )

    def _candidates(self, asked: Question, within: NDArray[np.bool_] | None) -> list[Candidate]:
        terms = {"words": asked.words, "grams": asked.grams, "headings": asked.grams}
        scores = np.zeros(len(self))
        for field, model in self._fields.items():
            scores += FIELD_WEIGHTS[field] * model.get_scores(terms[field])
        if within is not None:
            scores *= within
        fold, collection = self._lexicon.fold, self._collection
        return [
            Candidate(n, float(scores[n]), fold(collection.words_of(n)), fold(collection.heading_of(n)))
            for n in best(scores, CANDIDATES).tolist()
        ]

    def _within(self, work: str | None, asked: Question) -> NDArray[np.bool_] | None:
        """The passages of the works meant: by the caller, who must name one, or by the question, which may
        not.
        """
        title = work if work is not None else asked.work
        if title is None:
            return None
        sought = self._lexicon.fold(title).strip()
        titles = self._collection.titles
        works = np.array([sought in self._lexicon.fold(title) for title in titles], bool)
        if works.any():
            return np.repeat(works, np.diff(self._collection.work_passages))
        if work is None:
            return None
        import difflib  # here, since only a mistake needs it

        raise UnknownWork(title, difflib.get_close_matches(title, titles, 3, 0.3))

    def _missing(self, asked: Question) -> tuple[str, ...]:
        """Words whose term, and some pair of whose characters, stands nowhere."""
        return tuple(
            word
            for word in asked.words
            if not any(self._knows(field, [word]) for field in ("words", "headings"))
            and not self._knows("grams", self._lexicon.grams_in(word))
        )

    def _knows(self, field: str, terms: list[str]) -> bool:
        return bool((self._fields[field].frequencies(terms) > 0).all())

    def _quotations(
        self, sought: Sought, candidate: Candidate, score: float, max_chars: int
    ) -> Iterator[Quotation]:
        text = self._collection.words_of(candidate.passage)
        offset = self._collection.place(candidate.passage).passage.start
        for excerpt in excerpts(sought, text, candidate.text, max_chars):
            yield Quotation(
                text=text[excerpt.start : excerpt.end],
                citation=self._citation(candidate.passage),
                start=offset + excerpt.start,
                end=offset + excerpt.end,
                score=score,
                matches=tuple((a - excerpt.start, b - excerpt.start) for a, b in excerpt.matches),
                cut_before=excerpt.cut_before,
                cut_after=excerpt.cut_after,
            )

    def _citation(self, number: int) -> Citation:
        place = self._collection.place(number)
        passage = place.passage
        return Citation(
            work=place.work,
            section=tuple(section.name for section in passage.section),
            document=place.document,
            paragraph=passage.paragraph,
            page=passage.page,
            code=passage.code,
        )
