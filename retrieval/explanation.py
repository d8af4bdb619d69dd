"""Why an answer came out as it did: what was looked for, what was found where, and what decided.

Every score is a sum of parts, each a share of the question times a weight, so the difference of two passages
is a sum of differences. Frozen values that know nothing of their display, like the answer itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.answer import Answer, Citation
from retrieval.evidence import Floats, Held, places
from retrieval.ranking import CONFIDENCE, PARTS
from retrieval.scoring import Okapi
from retrieval.search import Found, Search
from retrieval.sought import CHARACTERS, GRAMS, WORDS, Sought
from retrieval.weights import Weights

_KINDS = {WORDS: "word", GRAMS: "pair", CHARACTERS: "character"}


@dataclass(frozen=True, slots=True)
class Term:
    """Something that was looked for: a "word", a "pair" of characters or a "character", folded.

    `weight` is its idf, the higher, the rarer; `passages` and `headings` are how many hold it (for a single
    character, which is counted only as part of pairs, None).
    """

    text: str
    kind: str
    weight: float
    passages: int | None
    headings: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sum: how much there is of it, what that counts, and the product."""

    name: str
    value: float
    weight: float

    @property
    def counts(self) -> float:
        """What it adds to the sum."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage that was considered: its place, score and chance, what it holds, and what its title holds;
    a word that is written otherwise there with how it is written, 房东（出租人）.

    `parts` sum to the score. `before` says why it came before the next one: how much more each part counts
    here than there, the most telling first; empty for the last.
    """

    citation: Citation
    score: float
    chance: float
    holds: tuple[str, ...]
    headings_hold: tuple[str, ...]
    lacks: tuple[str, ...]
    parts: tuple[Part, ...]
    before: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with its reasons. `expects` are the kinds of answer that the question asks for.

    `written` is how words of the question may be written in a text: numbers, synonyms, everyday words.

    `confidence` are the parts that, with `constant`, make the answer's confidence by a logistic curve; from
    `found` on it counts as found.
    """

    answer: Answer
    terms: tuple[Term, ...]
    expects: tuple[str, ...]
    written: tuple[tuple[str, tuple[str, ...]], ...]
    passages: tuple[Weighed, ...]
    confidence: tuple[Part, ...]
    constant: float
    found: float


def explain(
    search: Search, question: str, *, limit: int, max_chars: int, work: str | None, passages: int = 5
) -> Explanation:
    """The answer to a question, and why it is that: with the best `passages` that were considered."""
    found = search.find(question, max_chars=max_chars, work=work)
    weights = search.weights
    return Explanation(
        answer=search.told(question, found, limit=limit),
        terms=_terms(found.sought, search.fields),
        expects=tuple(kind.name for kind in found.sought.question.expects),
        written=found.sought.question.synonyms,
        passages=_weighed(search, found, weights, passages),
        confidence=()
        if found.speaks_for is None
        else _parts(CONFIDENCE, found.speaks_for, weights.confidence),
        constant=weights.constant,
        found=weights.found,
    )


def _terms(sought: Sought, fields: Mapping[str, Okapi]) -> tuple[Term, ...]:
    terms = []
    for number, text in enumerate(sought.terms):
        for kind, name in _KINDS.items():
            weight = float(sought.shares[number, kind] * sought.mass[kind])
            if not weight:
                continue
            field = {WORDS: "words", GRAMS: "grams"}.get(kind)
            passages = int(fields[field].frequencies([text])[0]) if field else None
            headings = int(fields["headings"].frequencies([text])[0]) if field else None
            terms.append(Term(text, name, weight, passages, headings))
    return tuple(sorted(terms, key=lambda term: -term.weight))


def _weighed(search: Search, found: Found, weights: Weights, limit: int) -> tuple[Weighed, ...]:
    evidence, ranking = found.evidence, found.ranking
    if evidence is None or ranking is None:
        return ()
    order = sorted(range(len(ranking.scores)), key=lambda number: (-ranking.scores[number], number))
    parts = {number: _parts(PARTS, ranking.parts[number], weights.passage) for number in order[: limit + 1]}
    held = evidence.whole
    words = [n for n, term in enumerate(evidence.sought.terms) if evidence.sought.shares[n, WORDS] > 0]

    def of(standing: Held, text: str) -> tuple[str, ...]:
        return tuple(_as_written(evidence.sought, n, text) for n in words if standing[n])

    weighed = []
    for place, number in enumerate(order[:limit]):
        candidate = evidence.candidates[number]
        following = parts.get(order[place + 1]) if place + 1 < len(order) else None
        weighed.append(
            Weighed(
                citation=search.citation_of(candidate.passage),
                score=float(ranking.scores[number]),
                chance=float(ranking.chances[number]),
                holds=of(held[number], candidate.folded),
                headings_hold=of(evidence.headings[number], "\n".join(candidate.titles)),
                lacks=of(~held[number] & ~evidence.headings[number], ""),
                parts=parts[number],
                before=_difference(parts[number], following) if following else (),
            )
        )
    return tuple(weighed)


def _as_written(sought: Sought, number: int, text: str) -> str:
    """A term, and in brackets what stands for it in a text where it does not stand itself."""
    term = sought.terms[number]
    others = [other for other, numbers in sought.synonyms if number in numbers and places(other, text)]
    return term if places(term, text) or not others else f"{term}（{'、'.join(others)}）"


def _parts(names: Sequence[str], values: Floats, weights: Mapping[str, float]) -> tuple[Part, ...]:
    parts = (Part(name, float(value), weights[name]) for name, value in zip(names, values, strict=True))
    return tuple(sorted(parts, key=lambda part: -abs(part.counts)))


def _difference(one: Sequence[Part], other: Sequence[Part]) -> tuple[tuple[str, float], ...]:
    there = {part.name: part.counts for part in other}
    gaps = ((part.name, part.counts - there[part.name]) for part in one)
    return tuple(sorted(gaps, key=lambda gap: -abs(gap[1])))
