"""What a question looks for, weighed by this collection: a rare term says more than a common one.

Every term has a weight in each kind it belongs to (word, pair of characters, single character), as a share of
all the question's idf of that kind. What a text holds of a question is then a sum between 0 and 1.
A small collection cannot know which words are rare; for that its words are weighed by the whole language too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from retrieval.keys import Keys, keys_of
from retrieval.question import Question, is_character, is_empty
from retrieval.scoring import Okapi
from retrieval.terms import Lexicon

Floats = NDArray[np.float64]

WORDS, GRAMS, CHARACTERS = range(3)
_OF_AN_EMPTY_ONE = 0.3
_OF_EACH_EMPTY_ONE = 0.5
"""What is left of a pair's weight: 我又 is in no text, and says nothing by that."""
_OF_ITS_CHARACTERS = 0.4
"""Of a word's rarity, the share that goes to its characters: 录制 and 录音 have something in common."""
_LEAST_CHANCE = 1e-4


@dataclass(frozen=True)
class Sought:
    """The terms of a question, with a row of weights each: its idf as word, as pair and as character.

    `keys` are those that each field is asked for, and `unknown` the words that no passage holds. `shares` are
    the weights divided by their sums, `mass`; `near` are shares too, of what stands close to the asking word.
    Where one of the `synonyms` stands, the terms of these numbers stand too.

    `rarity` is that of each word in the Chinese language, at its term; `spread` the same, of which each word
    has given a part to its characters.
    """

    question: Question
    terms: tuple[str, ...]
    keys: Mapping[str, Keys]
    unknown: tuple[str, ...]
    shares: Floats
    mass: Floats
    near: Floats
    rarity: Floats
    spread: Floats
    synonyms: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """What is marked in a quotation: words, synonyms, and pairs without a character that says nothing."""
        pairs = (gram for gram in self.question.grams if not any(map(is_empty, gram)))
        return tuple(
            dict.fromkeys((*self.question.words, *pairs, *(synonym for synonym, _ in self.synonyms)))
        )


def weighed(question: Question, fields: Mapping[str, Okapi], lexicon: Lexicon) -> Sought:
    """The terms of a question with their weights in a collection."""
    word_keys, gram_keys = keys_of(question.words), keys_of(question.grams)
    in_words, in_grams = fields["words"].frequencies(word_keys), fields["grams"].frequencies(gram_keys)
    is_whole = [not is_character(word) for word in question.words]
    whole = list(compress(question.words, is_whole))
    weights = (
        fields["words"].idf_of(in_words[is_whole]),
        fields["grams"].idf_of(in_grams) * _said_by(question.grams),
        _of_characters(question.characters, fields["grams"]),
    )
    numbers: dict[str, int] = {}
    places = [
        [numbers.setdefault(term, len(numbers)) for term in kind]
        for kind in (whole, question.grams, question.characters)
    ]
    table = np.zeros((len(numbers), 3))
    for column, (place, weight) in enumerate(zip(places, weights, strict=True)):
        table[place, column] = weight
    mass = table.sum(axis=0)
    near = table[:, :CHARACTERS].sum(axis=1) * [question.near[term] for term in numbers]
    rarity, spread = _in_the_language(question.words, numbers, lexicon, fields["words"].avgdl)
    return Sought(
        question=question,
        terms=tuple(numbers),
        keys={"words": word_keys, "grams": gram_keys, "headings": gram_keys},
        unknown=tuple(compress(question.words, (in_words == 0).tolist())),
        shares=table / np.where(mass > 0, mass, 1.0),
        mass=mass,
        near=near / (near.sum() or 1.0),
        rarity=rarity,
        spread=spread,
        synonyms=tuple(
            (other, tuple(number for term, number in numbers.items() if term in standing))
            for standing, others in question.synonyms
            for other in others
        ),
    )


def _said_by(grams: Sequence[str]) -> Floats:
    """The share of each pair's weight that remains when its empty characters have lost theirs."""
    return np.array([_OF_EACH_EMPTY_ONE ** sum(map(is_empty, gram)) for gram in grams])


def _of_characters(characters: tuple[str, ...], grams: Okapi) -> Floats:
    """The idf of single characters, estimated from the pairs they begin: they have no postings of their own.

    If a character begins n pairs in N passages at random, it stands in about N(1 - exp(-n/N)) of them.
    """
    keys = keys_of(characters)
    size = max(grams.corpus_size, 1)
    standing = size * -np.expm1(-grams.postings.beginning(keys) / size)
    runs = [len(character) > 1 for character in characters]
    if any(runs):
        standing[runs] = grams.frequencies(keys[runs])
    idf = np.log1p((size - standing + 0.5) / (standing + 0.5))
    return idf * [_OF_AN_EMPTY_ONE if is_empty(character) else 1.0 for character in characters]


def _in_the_language(
    words: Sequence[str], numbers: Mapping[str, int], lexicon: Lexicon, length: float
) -> tuple[Floats, Floats]:
    """The rarity of words by the chance that they stand in `length` words of Chinese; see `Sought`."""
    rarity, spread = np.zeros(len(numbers)), np.zeros(len(numbers))
    chances = -np.expm1(-length * np.exp(lexicon.log_chances(words)))
    for word, weight in zip(words, -np.log(chances + _LEAST_CHANCE), strict=True):
        characters = [numbers[character] for character in word if character in numbers]
        given = _OF_ITS_CHARACTERS * weight if characters else 0.0
        if word in numbers:
            rarity[numbers[word]] = weight
            spread[numbers[word]] += weight - given
        for character in characters:
            spread[character] += given / len(characters)
    return rarity, spread
