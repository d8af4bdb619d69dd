"""A question ▶ what to look for: its words without those that only ask, and the work it limits itself to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.terms import Lexicon

MOST_CHARACTERS = 1000
MOST_TERMS = 200

_ASKING = re.compile(
    "请问|什么是|是?什么|怎么样|怎么|怎样|如何|为何|为什么|是?多少|几点|哪些|哪个|哪里|哪儿|哪|几个|多久|多大|"
    "是谁|谁|吗|呢|吧|啊|有没有|是不是|是否|能否|可否|(?:一下|告诉我|我想知道|有关|关于)"
)
_EMPTY = frozenset("的了是在和与或及之其而也都就被把对为于有")
_SCOPE = re.compile("(?:在|从|据|根据)?《([^《》]{1,80})》(?:中|里|里面|这篇|一文)")


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. `words` and `grams` are folded terms, each once; `work` is a title it limits itself
    to.
    """

    text: str
    words: tuple[str, ...]
    grams: tuple[str, ...]
    work: str | None = None


def understand(text: str, lexicon: Lexicon) -> Question:
    """What a question looks for, in its first 1,000 characters and 200 terms of each kind.

    Words that only ask are dropped, unless nothing else is there.
    """
    text = text[:MOST_CHARACTERS]
    folded = lexicon.fold(text)
    scope = _SCOPE.search(folded)
    if scope:
        folded = folded[: scope.start()] + " " + folded[scope.end() :]
    words, grams = _terms(_ASKING.sub(" ", folded), lexicon)
    if not words:
        words, grams = _terms(folded, lexicon)
    return Question(text, words, grams, text[slice(*scope.span(1))] if scope else None)


def _terms(folded: str, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = [word for word in lexicon.words_in(folded) if word not in _EMPTY]
    grams = [gram for gram in lexicon.grams_in(folded) if gram not in _EMPTY]
    return tuple(dict.fromkeys(words))[:MOST_TERMS], tuple(dict.fromkeys(grams))[:MOST_TERMS]
