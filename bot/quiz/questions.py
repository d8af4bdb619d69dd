"""A sentence of the collection ▶ a question with one right answer.

From which work, or from which section of it, is this? Which word is missing? What else may be chosen is of
the same kind and from the same collection, and every wrong answer is held against the documents first: one
that they say too, somewhere, would be right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.contents import About, Contents
from corpus import sentences
from retrieval import Check, PassageInPlace, Word

Kind = Literal["work", "section", "word"]

_SENTENCE = (14, 120)
"""Characters of a sentence that is asked about."""
_CHOICES = 4
_FEWEST = 3
_ATTEMPTS = 40
_POOL = 40
"""Passages in which words are sought that could stand in another's place."""
_ASKABLE = re.compile(r"n\w*|v|vn|vd|vi|a|ad|an|i|l|j|z|year|number .*")
_STATED = re.compile(r"\w.*[。！？…”」』）)]", re.DOTALL)
_YEAR = re.compile(r"[12][0-9]{3}")


class Material(Protocol):
    """What questions are made from."""

    @property
    def contents(self) -> Contents: ...

    def passage(self, code: str) -> PassageInPlace | None: ...

    def check(self, text: str) -> Check: ...

    def words_in(self, texts: Sequence[str]) -> list[tuple[Word, ...]]: ...


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence, which is `text` of a passage from `start` on; what may be chosen, and which is right.

    `gap` are the offsets in the sentence of the word that is asked for, where it is a word.
    """

    kind: Kind
    passage: PassageInPlace
    start: int
    sentence: str
    choices: tuple[str, ...]
    right: int
    gap: tuple[int, int] | None = None


class Questioner:
    """Draws questions; `dice` decides."""

    def __init__(self, material: Material, dice: random.Random | None = None) -> None:
        self._material = material
        self._dice = dice or random.SystemRandom()

    def question(self, works: Sequence[int] | None = None) -> Question | None:
        """A question about one of these works, by their numbers, or any; None where none can be made."""
        contents = self._material.contents
        chosen = [contents.works[number] for number in works] if works is not None else list(contents.works)
        chosen = [work for work in chosen if work.opening]
        if not chosen:
            return None
        titles = list(dict.fromkeys(" ".join(work.title.split()) for work in contents.works))
        for _ in range(_ATTEMPTS):
            work = self._dice.choice(chosen)
            drawn = self._drawn(work)
            if drawn is None:
                continue
            kinds: list[Kind] = ["word", "word"]
            kinds.append("work" if works is None and len(titles) >= _FEWEST else "section")
            kind = self._dice.choice(kinds)
            if kind == "word":
                made = self._of_word(*drawn, chosen)
            elif kind == "work":
                made = self._of_work(*drawn, titles)
            else:
                made = self._of_section(*drawn, work)
            if made is not None:
                return made
        return None

    def _drawn(self, work: About) -> tuple[PassageInPlace, int, str] | None:
        """A sentence that says something by itself, with its passage and where it begins there."""
        passage = self._material.passage(self._dice.choice(self._codes(work)))
        if passage is None:
            return None
        spans = [
            (start, end)
            for start, end in sentences(passage.text)
            if _SENTENCE[0] <= end - start <= _SENTENCE[1] and _STATED.fullmatch(passage.text, start, end)
        ]
        if not spans:
            return None
        start, end = self._dice.choice(spans)
        return passage, start, passage.text[start:end]

    def _codes(self, work: About) -> Sequence[str]:
        """Passages of a work that stand alone; where none does, its first ones."""
        if work.days:
            return work.days
        codes: list[str] = []
        code = work.opening
        while code and len(codes) < _POOL:
            codes.append(code)
            passage = self._material.passage(code)
            code = passage.following if passage else None
        return codes

    def _of_work(
        self, passage: PassageInPlace, start: int, sentence: str, titles: list[str]
    ) -> Question | None:
        right = " ".join(passage.citation.work.split())
        standing = {" ".join(place.split()) for place in self._works_with(sentence)}
        if (
            standing - {right}
            or right in sentence
            or set(_YEAR.findall(right)) & set(_YEAR.findall(sentence))
        ):
            return None  # it stands elsewhere too, or says itself where it is from
        others = [title for title in titles if title != right]
        return self._chosen("work", passage, start, sentence, right, others)

    def _of_section(self, passage: PassageInPlace, start: int, sentence: str, work: About) -> Question | None:
        if not passage.citation.section:
            return None
        right = passage.citation.section[0]
        names = list(dict.fromkeys(section.name for section in work.outline))
        headed = [section.heading for section in work.outline if section.heading]
        inner = {
            place.section[:1]
            for quotation in self._material.check(f"『{sentence}』").spans[0].quotations
            for place in (quotation.citation, *quotation.also)
            if place.work == passage.citation.work
        }
        if len(headed) < _FEWEST or inner != {(right,)} or sentence.startswith(right.split(" ")[0]):
            return None
        return self._chosen(
            "section", passage, start, sentence, right, [one for one in names if one != right]
        )

    def _of_word(
        self, passage: PassageInPlace, start: int, sentence: str, works: Sequence[About]
    ) -> Question | None:
        """A gap for a word that stands but once in the sentence, and others of its kind and length."""
        pool = [passage.text, *self._pool(works)]
        words, *rest = self._material.words_in([sentence, *pool])
        asked = [word for word in words if self._is_askable(word, sentence)]
        self._dice.shuffle(asked)
        asked.sort(key=lambda word: not word.kind.startswith(("year", "number")) or self._dice.random() < 0.5)
        for word in asked[:6]:
            wrong = self._wrong(sentence, words, word, pool, rest)
            if len(wrong) >= _FEWEST - 1:
                right, gap = sentence[word.start : word.end], (word.start, word.end)
                return self._chosen("word", passage, start, sentence, right, wrong, gap)
        return None

    def _wrong(
        self,
        sentence: str,
        words: Sequence[Word],
        word: Word,
        pool: Sequence[str],
        found: Sequence[Sequence[Word]],
    ) -> list[str]:
        """Others of a word's kind that the documents never have in its place: first those that stand, where
        they stand, between words of the same kinds.
        """
        right, around = sentence[word.start : word.end], _around(words, word)
        fits: dict[str, int] = {}
        for text, others in zip(pool, found, strict=True):
            for other in others:
                said = text[other.start : other.end]
                figure = word.kind.startswith(("year", "number"))
                fit = said.isascii() == right.isascii() if figure else len(said) == len(right)
                if other.kind == word.kind and said not in sentence and fit:
                    same = sum(map(str.__eq__, _around(others, other), around))
                    fits[said] = max(fits.get(said, 0), same)
        candidates = sorted(fits)
        self._dice.shuffle(candidates)
        candidates.sort(key=lambda said: -fits[said])
        wrong: list[str] = []
        for said in candidates[: 4 * _CHOICES]:
            if not self._works_with(sentence[: word.start] + said + sentence[word.end :]):
                wrong.append(said)
            if len(wrong) == _CHOICES - 1:
                break
        return wrong

    def _is_askable(self, word: Word, sentence: str) -> bool:
        said = sentence[word.start : word.end]
        long = len(said) > 1 or word.kind.startswith("number")
        return long and _ASKABLE.fullmatch(word.kind) is not None and sentence.count(said) == 1

    def _pool(self, works: Sequence[About]) -> list[str]:
        """The texts of some passages, of these works before others."""
        drawn = {self._dice.choice(self._codes(self._dice.choice(works))) for _ in range(_POOL)}
        every = self._material.contents.days
        drawn |= set(self._dice.sample(every, min(len(every), _POOL - len(drawn))))
        found = map(self._material.passage, sorted(drawn))
        return [passage.text for passage in found if passage is not None]

    def _works_with(self, sentence: str) -> set[str]:
        """The titles of the works in which a sentence stands word for word."""
        return {
            place.work
            for span in self._material.check(f"『{sentence}』").spans
            if span.verdict == "verbatim"
            for quotation in span.quotations
            for place in (quotation.citation, *quotation.also)
        }

    def _chosen(
        self,
        kind: Kind,
        passage: PassageInPlace,
        start: int,
        sentence: str,
        right: str,
        others: Sequence[str],
        gap: tuple[int, int] | None = None,
    ) -> Question:
        wrong = self._dice.sample(others, min(len(others), _CHOICES - 1))
        choices = [right, *wrong]
        self._dice.shuffle(choices)
        return Question(kind, passage, start, sentence, tuple(choices), choices.index(right), gap)


def _around(words: Sequence[Word], word: Word) -> tuple[str, str]:
    """The kinds of the words that touch a word on both sides."""
    before = next((one.kind for one in words if one.end == word.start), "")
    after = next((one.kind for one in words if one.start == word.end), "")
    return before, after
