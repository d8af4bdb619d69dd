"""The index as it is asked: a question ▶ an Answer of exact quotations with their places.

What else it can be asked is imported when it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model import Document
from retrieval import generations
from retrieval.acceleration import accelerator
from retrieval.answer import Answer, PassageInPlace, Quotation
from retrieval.building import fingerprint
from retrieval.collection import Collection
from retrieval.postings import fields_of
from retrieval.ranking import SATURATION
from retrieval.scoring import Okapi
from retrieval.search import Search, citation
from retrieval.terms import Lexicon

if TYPE_CHECKING:
    from retrieval.alike import Alike, Tried
    from retrieval.checking import Check, Checker
    from retrieval.concordance import Concordance, Trace
    from retrieval.explanation import Explanation
    from retrieval.kinds import Word


class Index:
    """A collection that can be asked, as it stood when it was opened. Safe for threads."""

    def __init__(self, directory: Path, *, cache: Path, synonyms: Iterable[Sequence[str]] = ()) -> None:
        generation = generations.opened(directory)
        self._directory, self._generation = directory, generation.name
        self.version: str = f"{generation.name} {generation.checksum}"
        """Names what it holds: of another version, an index holds something else."""
        self.settings: str = generation.about["settings"]
        self.words: tuple[str, ...] = tuple(generation.about["words"])
        self._collection = Collection(generation.arrays)
        self._fields = {
            field: Okapi(postings, k1=SATURATION[field][0], b=SATURATION[field][1])
            for field, postings in fields_of(generation.arrays).items()
        }
        accelerator.keep_in(cache)
        self._lexicon = lexicon = Lexicon(cache, generation.about["words"])
        self.is_outdated: bool = generation.about["fingerprint"] != fingerprint(lexicon)
        """Whether its terms were cut in another way than a question's are; `update` cuts them again."""
        self.questions = Search(self._collection, self._fields, lexicon, synonyms)

    @classmethod
    def open(cls, directory: Path, *, cache: Path, synonyms: Iterable[Sequence[str]] = ()) -> Index:
        """The current generation of an index; `synonyms` are groups of terms that mean the same.

        Raises IndexMissing or IndexDamaged.
        """
        return cls(directory, cache=cache, synonyms=synonyms)

    @property
    def is_current(self) -> bool:
        """False once the index has a later generation, or none; then it can be opened again."""
        return generations.current(self._directory) == self._generation

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

    def document(self, name: str) -> Document | None:
        """The document of that name, whole, or None."""
        return self._collection.document(name)

    def search(
        self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None
    ) -> Answer:
        """At most `limit` quotations of at most `max_chars` code points, best first, or the closest there is.

        `work` limits to the works whose titles hold it; raises UnknownWork where none does. Never raises for
        what a question holds.
        """
        return self.questions.answer(question, limit=limit, max_chars=max_chars, work=work)

    def explain(
        self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None
    ) -> Explanation:
        """The answer that `search` gives, with its reasons."""
        from retrieval.explanation import explain

        return explain(self.questions, question, limit=limit, max_chars=max_chars, work=work)

    def tried(self, question: str, missing: Sequence[str]) -> Tried:
        """What a question looks for; to the words of it that are `missing`, the closest of the collection."""
        return self._alike.tried(question, tuple(missing))

    def check(self, text: str) -> Check:
        """What the text quotes, held against the collection: is it real, and where does it stand?"""
        return self._checker.check(text)

    def trace(
        self, word: str, *, work: str | None = None, first: int = 0, limit: int = 10, max_chars: int = 120
    ) -> Trace:
        """How often and where a word stands, with `limit` of the places from the `first` on.

        `work` limits to the works whose titles hold it; raises UnknownWork where none does.
        """
        return self._concordance.trace(word, work, first, limit, max_chars)

    def quotable(self, topic: str, *, limit: int = 10, work: str | None = None) -> tuple[Quotation, ...]:
        """At most `limit` sentences on a topic that can stand alone, from different works and sections.

        `work` limits to the works whose titles hold it; raises UnknownWork where none does.
        """
        from retrieval.quotable import quotable

        return quotable(self.questions, self._collection, topic, limit=limit, work=work)

    def words_in(self, texts: Sequence[str]) -> list[tuple[Word, ...]]:
        """The words of each text with their kinds: what could stand in each other's place."""
        from retrieval.kinds import words_of

        return words_of(texts, self._lexicon)

    def passage(self, code: str) -> PassageInPlace | None:
        """The passage of that code, or None."""
        return self._in_place(self._collection.find(code))

    def closest(self, code: str) -> PassageInPlace | None:
        """For the code of a passage that was changed or went: the one that comes closest to it, or None."""
        return self._in_place(self._collection.closest(code))

    @cached_property
    def _alike(self) -> Alike:
        from retrieval.alike import Alike

        return Alike(self._collection, self._fields["words"].postings, self._lexicon)

    @cached_property
    def _checker(self) -> Checker:
        from retrieval.checking import Checker

        return Checker(self._collection, self._fields["grams"].postings, self._lexicon)

    @cached_property
    def _concordance(self) -> Concordance:
        from retrieval.concordance import Concordance

        return Concordance(self._collection, self._fields["grams"].postings, self._lexicon)

    def _in_place(self, number: int | None) -> PassageInPlace | None:
        if number is None:
            return None
        place = self._collection.place(number)
        previous, following = self._collection.beside(number)
        return PassageInPlace(
            text=self._collection.words_of(number),
            citation=citation(place),
            start=place.passage.start,
            end=place.passage.end,
            previous=previous,
            following=following,
        )
