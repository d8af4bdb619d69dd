"""A question's way through an opened index: what is sought ▶ candidates ▶ order ▶ quotations.

Two fields choose the candidates; everything finer is looked up in these few passages only, so that a large
collection costs little more than a small one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.answer import Answer, Citation, Quotation
from retrieval.collection import Collection, Place
from retrieval.errors import UnknownWork
from retrieval.evidence import Evidence, gather
from retrieval.excerpts import Excerpt, choose, matches
from retrieval.keys import Keys, keys_of
from retrieval.layout import Candidate
from retrieval.lists import Lists
from retrieval.question import Question, is_character, understand
from retrieval.ranking import CANDIDATES, FIELDS, Ranking, confidence, confidence_parts, rank
from retrieval.scoring import Okapi
from retrieval.sought import Sought, weighed
from retrieval.terms import Lexicon
from retrieval.weights import Weights

_BEGINNING = 60
_BEFORE = 200
_REMEMBERED = 4096
"""Passages that are kept folded, so that a warm server reads each but once."""
_ON_EVERY_PAGE = math.log(1 / 1300)
"""The share of all words of Chinese from which on a word says little by being missing."""
_SPARE = 5
"""Excerpts that are looked at beyond those shown, since some of them may say the same."""


class Within(NamedTuple):
    """The passages from `first` to `end`, or those of them for which `mask` is true."""

    first: int
    end: int
    mask: NDArray[np.bool_] | None

    @classmethod
    def of(cls, works: Sequence[int], bounds: NDArray[np.int64]) -> Within:
        """The passages of some works, ascending; work i has those from `bounds[i]` to `bounds[i + 1]`."""
        first, end = int(bounds[works[0]]), int(bounds[works[-1] + 1])
        if len(works) == works[-1] + 1 - works[0]:
            return cls(first, end, None)
        chosen = np.zeros(len(bounds) - 1, bool)
        chosen[list(works)] = True
        return cls(first, end, np.repeat(chosen, np.diff(bounds)))


@dataclass(frozen=True)
class Found:
    """Everything that is known of a question before it becomes an Answer; None where no passage is near."""

    sought: Sought
    evidence: Evidence | None = None
    ranking: Ranking | None = None
    confidence: float = 0.0
    speaks_for: NDArray[np.float64] | None = None


class Search:
    """Questions to a collection, given its postings. Remembers passages, and nothing of the questions."""

    def __init__(
        self,
        collection: Collection,
        fields: Mapping[str, Okapi],
        lexicon: Lexicon,
        synonyms: Iterable[Iterable[str]] = (),
        weights: Weights | None = None,
    ) -> None:
        self._collection, self.fields, self._lexicon = collection, fields, lexicon
        self._synonyms = tuple(tuple(map(lexicon.fold, group)) for group in synonyms)
        self.weights = weights or Weights.load()
        self._laid_out = lru_cache(_REMEMBERED)(self._candidate)
        self.citation_of = lru_cache(_REMEMBERED)(self._citation)

    def weighing(self, weights: Weights) -> Search:
        """The same with other weights."""
        return Search(self._collection, self.fields, self._lexicon, self._synonyms, weights)

    def answer(self, question: str, *, limit: int, max_chars: int, work: str | None) -> Answer:
        """See `Index.search`."""
        found = self.find(question, max_chars=max_chars, work=work)
        return self.told(question, found, limit=limit)

    def told(self, question: str, found: Found, *, limit: int) -> Answer:
        """What was found, as an answer."""
        quotations: tuple[Quotation, ...] = ()
        if found.evidence is not None and found.ranking is not None:
            quotations = self._quotations(found.evidence, found.ranking, limit)
        is_answer = bool(quotations) and found.confidence >= self.weights.found
        return Answer(
            question=question,
            found=is_answer,
            confidence=found.confidence,
            missing=self._missing(found.sought, found.evidence),
            quotations=quotations if is_answer else (),
            near=() if is_answer else quotations,
        )

    def find(
        self, question: str, *, max_chars: int, work: str | None = None, most: int = CANDIDATES
    ) -> Found:
        """The candidates for a question, `most` of them, weighed."""
        asked = understand(question, self._lexicon, self._synonyms)
        within = self._within(work, asked)
        if asked.work is not None and within is None:
            asked = understand(question, self._lexicon, self._synonyms, scoped=False)
        sought = weighed(asked, self.fields, self._lexicon)
        candidates, pair_scores = self._candidates(sought, within, most, max_chars)
        if not candidates:
            return Found(sought)
        evidence = gather(sought, candidates, pair_scores)
        average = self._collection.characters / max(len(self._collection), 1)
        ranking = rank(evidence, average, self.weights)
        speaks_for = confidence_parts(evidence, ranking, len(self.fields["grams"].postings.keys))
        return Found(sought, evidence, ranking, confidence(speaks_for, self.weights), speaks_for)

    def _candidates(
        self, sought: Sought, within: Within | None, most: int, longest: int
    ) -> tuple[list[Candidate], NDArray[np.float64]]:
        """The passages that score best in all fields together, and what they score by their pairs."""
        keys = self._keys(sought)
        lists = {name: self.fields[name].lists(keys[name]) for name in FIELDS}
        joined = Lists.joined(list(lists.values()), list(FIELDS.values()))
        if within is None:
            passages, _ = joined.best(most)
        else:
            passages, _ = joined.between(within.first, within.end).best(most, within.mask)
        candidates = [self._laid_out(passage, longest) for passage in passages.tolist()]
        said = np.array([candidate.layout.clauses > 0 for candidate in candidates], bool)
        return list(compress(candidates, said)), lists["grams"].scores_of(passages)[said]

    def _keys(self, sought: Sought) -> Mapping[str, Keys]:
        """What each field is asked for: the question's terms, and those of their synonyms."""
        if not sought.synonyms:
            return sought.keys
        others = "\n".join(other for other, _ in sought.synonyms)
        grams = np.concatenate([sought.keys["grams"], keys_of(self._lexicon.grams_in(others))])
        words = np.concatenate([sought.keys["words"], keys_of(self._lexicon.words_in(others))])
        return {"words": words, "grams": grams, "headings": grams}

    def _candidate(self, passage: int, longest: int) -> Candidate:
        """A passage as it is compared."""
        collection = self._collection
        work, text = collection.work_of(passage), collection.words_of(passage)
        start = collection.words_of(collection.work_passages[work])[:_BEGINNING]
        folded, heading, beginning, before = self._lexicon.fold_all(
            [text, collection.heading_of(passage), start, self._before(passage)]
        )
        before = f"{beginning}\n{before}" if before else ""
        return Candidate.of(passage, work, text, folded, heading, beginning, before, longest)

    def _citation(self, passage: int) -> Citation:
        """A passage's place in words."""
        return citation(self._collection.place(passage))

    def _before(self, passage: int) -> str:
        """The end of the passage before, in the same work."""
        first = self._collection.work_passages[self._collection.work_of(passage)]
        return self._collection.words_of(passage - 1)[-_BEFORE:] if passage > first else ""

    def _within(self, work: str | None, asked: Question) -> Within | None:
        """The passages of the works that the caller means, who has to name one, or else the question."""
        title = work if work is not None else asked.work
        if title is None:
            return None
        sought = self._lexicon.fold(title).strip()
        works = [number for number, title in enumerate(self._titles) if sought in title]
        if works:
            return Within.of(works, self._collection.work_passages)
        if work is None:
            return None
        import difflib  # here, since only a mistake needs it

        raise UnknownWork(title, difflib.get_close_matches(title, self._collection.titles, 3, 0.3))

    @cached_property
    def _titles(self) -> list[str]:
        """The titles of the works, folded."""
        return self._lexicon.fold_all(self._collection.titles)

    def _missing(self, sought: Sought, evidence: Evidence | None) -> tuple[str, ...]:
        """Words whose term, and some pair of whose characters, stands nowhere; of 没 nobody needs to know.

        A single character may still stand beside others, as 名 does in 十二名.
        """
        texts = "\n".join(candidate.folded for candidate in evidence.candidates) if evidence else ""
        return tuple(
            word
            for word, chance in zip(
                sought.unknown, self._lexicon.log_chances(sought.unknown).tolist(), strict=True
            )
            if chance < _ON_EVERY_PAGE
            and not self._stands(word)
            and not (is_character(word) and word in texts)
            and not any(
                self._stands(other)
                for term, synonyms in sought.question.synonyms
                for other in synonyms
                if word in term
            )
        )

    def _stands(self, word: str) -> bool:
        grams = self._lexicon.grams_in(word)
        if is_character(word) and self.fields["grams"].postings.beginning(keys_of([word])).any():
            return True
        known = (self.fields[name].frequencies(grams) > 0 for name in ("grams", "headings"))
        return bool((self.fields["words"].frequencies([word]) > 0).all()) or bool(
            np.logical_or.reduce(list(known)).all()
        )

    def _quotations(self, evidence: Evidence, ranking: Ranking, limit: int) -> tuple[Quotation, ...]:
        """The best excerpts, each once, with the other places where all of it stands."""
        shown: list[Quotation] = []
        said: set[str] = set()
        for excerpt in islice(choose(evidence, ranking), limit + _SPARE):
            if excerpt.letters in said:
                continue
            if excerpt.letters:
                said.add(excerpt.letters)
            shown.append(self._quotation(evidence, excerpt))
            if len(shown) == limit:
                break
        return tuple(shown)

    def _quotation(self, evidence: Evidence, excerpt: Excerpt) -> Quotation:
        candidate = evidence.candidates[excerpt.candidate]
        start = self._collection.start_of(candidate.passage)
        return Quotation(
            text=candidate.text[excerpt.start : excerpt.end],
            citation=self.citation_of(candidate.passage),
            start=start + excerpt.start,
            end=start + excerpt.end,
            score=excerpt.chance,
            matches=matches(evidence.sought, candidate.folded, excerpt.start, excerpt.end),
            cut_before=excerpt.cut_before,
            cut_after=excerpt.cut_after,
            also=tuple(self.citation_of(evidence.candidates[twin].passage) for twin in excerpt.twins),
        )


def citation(place: Place) -> Citation:
    """A passage's place in words."""
    return Citation(
        work=place.work,
        section=tuple(section.name for section in place.passage.section),
        document=place.document,
        paragraph=place.passage.paragraph,
        page=place.passage.page,
        code=place.passage.code,
    )
