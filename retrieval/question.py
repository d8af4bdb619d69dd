"""A question ▶ what to look for: its terms without the words that only ask, and the work it limits itself to.

Asking words are blanked rather than cut out, so that every term keeps its distance from the place where the
answer is missing: 「他是【哪一年】被任命的」 is about 被任命 more than about the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from retrieval.expectations import Expectation, expectations
from retrieval.folding import IDEOGRAPH, LETTER, code_points
from retrieval.numerals import other_spellings
from retrieval.terms import Lexicon
from retrieval.wording import Paraphrase, paraphrases, written_for

MOST_CHARACTERS = 1000
MOST_TERMS = 200

_ASKING = re.compile(
    "为什么|(?:指的是|是指|[叫是指])?什么(?:样|时候|时间|地方|名字|意思|是|叫(?![声法]))?|怎么样|怎么办|怎么|怎样|如何|多少钱?|"
    "是哪|哪些|哪个|哪[里儿位一]|哪(?![吒咤])|是谁|谁|"
    "几(?![何乎率丁微内])|何[时地处人年月日种物事以为谓]|为何|是否|多长时间|"
    "多[大久长高远重](?=[?。 的]|$)|啥|"
    "吗(?!啡)|呢(?!绒)|有没有|是不是|能不能|可不可以|能否|可否"
)
_POLITE = re.compile(
    "请问(?:一下)?|请告诉我|告诉我|我想(?:知道|问|了解)(?:一下)?|麻烦问(?:一下)?|谢谢|[吧啊呀嘛]"
    "|^ *(?:请|麻烦)?(?:帮我)?"
    "(?:(?:解释|介绍|说明|讲解|讲|说|谈|查|找|搜)一下|讲讲|说说|谈谈|聊聊|查查|找找)(?:关于)?"
)
_OF_TEXTS = re.compile(
    "(?:文章?|书|原文|资料|材料|文件)(?:中|里面?|上)(?=[^国小医])|[提讲说谈]到过?的?|提及的?|关于|有?哪些地方|哪几[条段处篇章节]"
    "|的(?:相关)?(?:内容|论述|段落|部分|表述|说法|话)(?=[?。 ]*$)"
)
"""What is said of the texts themselves: 「文中提到的……」."""
_EMPTY = frozenset("的了是在和与或及之其而也都就被把对为于有以中我你他她它们这那又不很吗呢吧啊却")
_SCOPE = re.compile(
    "(?:在|从|据|根据|按照?)? *《([^《》]{1,80})》 *(?:这篇|一文|一书|这本书)?(?:中|里面?|上|规定)"
)
_NEAR = 4.0
"""Characters within which a term counts as near an asking word."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. Terms are folded, each once: words, pairs of characters, and single characters.

    `near` says how close, from 0 to 1, a term stands to a word that asks. `expects` are kinds of answers, and
    `work` a title to which the question limits itself. `synonyms` are what may stand for a part of it, and
    `paraphrases` what a sentence may say instead.
    """

    text: str
    folded: str
    words: tuple[str, ...]
    grams: tuple[str, ...]
    characters: tuple[str, ...]
    near: Mapping[str, float]
    expects: tuple[Expectation, ...]
    work: str | None = None
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    paraphrases: tuple[Paraphrase, ...] = ()


def understand(
    text: str, lexicon: Lexicon, synonyms: Iterable[Sequence[str]] = (), *, scoped: bool = True
) -> Question:
    """What a question looks for, in its first 1,000 characters and 200 terms of each kind.

    Words that only ask are dropped, unless nothing else is there. Without `scoped`, 「在《…》中」 is looked
    for like any other words.
    """
    text = text[:MOST_CHARACTERS]
    folded = lexicon.fold(text)
    scope = _SCOPE.search(folded) if scoped else None
    if scope:
        folded = f"{folded[: scope.start()]}{' ' * len(scope[0])}{folded[scope.end() :]}"
    folded = _OF_TEXTS.sub(_blank, _POLITE.sub(_blank, folded))
    asked = _ASKING.sub(_blank, folded)
    content = asked if any(_characters(asked, lexicon)) else folded
    words = [(w, at) for w, at in zip(*_placed(content, lexicon.word_spans(content)), strict=True)]
    grams = [(g, at) for g, at in zip(*_placed(content, lexicon.gram_spans(content)), strict=True)]
    characters = list(_characters(content, lexicon))
    close = _close(content, [match.start() + match.end() for match in _ASKING.finditer(folded)])
    near: dict[str, float] = {}
    for term, middle in (*words, *grams, *characters):
        near[term] = max(near.get(term, 0.0), close[int(2 * middle)])
    return Question(
        text=text,
        folded=folded,
        words=_some(words),
        grams=_some(grams),
        characters=tuple(dict.fromkeys(term for term, _ in characters))[:MOST_TERMS],
        near=near,
        expects=tuple(expectations(folded)),
        work=text[slice(*scope.span(1))] if scope else None,
        synonyms=(
            *_standing(folded, synonyms),
            *((written, (other,)) for written, other in other_spellings(folded)),
            *written_for(content, [word for word, _ in words]),
        ),
        paraphrases=tuple(paraphrases(folded, [word for word, _ in words])),
    )


def is_character(word: str) -> bool:
    """Whether a word is a single ideograph."""
    return len(word) == 1 and not word.isascii()


def is_empty(character: str) -> bool:
    """Whether a character says next to nothing by itself: 的, 我, 又."""
    return character in _EMPTY


def _standing(folded: str, groups: Iterable[Sequence[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The folded terms of these groups that stand in a question, each with those that mean the same."""
    for group in groups:
        term = max((term for term in group if term in folded), key=len, default=None)
        if term is not None:
            yield term, tuple(other for other in group if other not in (term, ""))


def _close(text: str, asking: Sequence[int]) -> list[float]:
    """How close each half character of a text is to a word that asks, from 0 to 1."""
    if not asking:
        return [0.0] * (2 * len(text) + 1)
    halves = np.arange(2 * len(text) + 1)
    distance = np.abs(halves - np.array(asking)[:, None]).min(axis=0) / 2
    close: list[float] = np.exp(-distance / _NEAR).tolist()
    return close


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _placed(text: str, spans: tuple[Any, Any]) -> tuple[list[str], list[float]]:
    starts, lengths = (part.tolist() for part in spans)
    terms = [text[start : start + length] for start, length in zip(starts, lengths, strict=True)]
    return terms, [start + length / 2 for start, length in zip(starts, lengths, strict=True)]


def _characters(text: str, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    """Single ideographs and whole runs of letters or digits, each with its middle."""
    start = 0
    kinds = lexicon.folding.kinds_of(code_points(text)).tolist()
    for at, kind in enumerate(kinds):
        if kind == IDEOGRAPH:
            yield text[at], at + 0.5
        if kind == LETTER and (at + 1 == len(kinds) or kinds[at + 1] != LETTER):
            yield text[start : at + 1], (start + at + 1) / 2
        if kind != LETTER:
            start = at + 1


def _some(terms: list[tuple[str, float]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term, _ in terms if term not in _EMPTY))[:MOST_TERMS]
