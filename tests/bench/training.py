"""Makes `retrieval/weights.toml` from the training questions of a task: `python -m tests.bench.training DIR`.

Three sums are fitted, all by the likelihood of what is right, without chance in the making: which sentence of
a passage holds the answer, which passage does, and whether the collection answers at all. The same questions
are asked of several collections (with titles, without, of short texts, of few), so that the weights do not
learn one of them by heart.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import DocumentError, parse
from corpus import sentences as sentences_of
from retrieval import Index, ranking, sentences, update
from retrieval.search import Found, Search
from retrieval.weights import Weights
from tests.bench.tasks import Query, Task, Text, document_id, holds_answer

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

TARGET = Path(ranking.__file__).with_name("weights.toml")
SHORT = 250
"""Characters of a short text."""
LONGEST = 120
"""Characters of a quotation."""
KEPT = 0.976
"""Share of the answerable questions that shall be answered."""
ENOUGH = 100
"""Questions of a collection from which on such a share is more than an accident."""
NONE = Weights(
    passage=dict.fromkeys(ranking.PARTS, 0.0),
    sentence=dict.fromkeys(sentences.PARTS, 0.0),
    confidence=dict.fromkeys(ranking.CONFIDENCE, 0.0),
    constant=0.0,
    found=0.5,
)
"""What is known before anything is learnt."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of which one or some are right."""

    rows: Floats
    right: NDArray[np.bool_]

    @property
    def tells(self) -> bool:
        """Whether anything can be learnt from it."""
        return bool(self.right.any() and not self.right.all())


@dataclass(frozen=True, slots=True)
class Lesson:
    """The candidates of a question and their pieces; `owners` are the candidates of the pieces, and
    `sections` the sections of the candidates.
    """

    passages: Group
    pieces: Group
    owners: Integers
    sections: Integers

    def about_sentences(self) -> Group:
        """The pieces of the first candidate with the answer; in others a short one may stand by chance."""
        holding = self.owners[self.pieces.right]
        own = self.owners == (holding.min() if holding.size else -1)
        return Group(self.pieces.rows[own].astype(np.float64), self.pieces.right[own])

    def about_passages(self, weights: Floats) -> Group:
        """The candidates, with what these weights make of their sentences."""
        firsts = np.flatnonzero(np.diff(self.owners, prepend=-1))
        best = np.maximum.reduceat(self.pieces.rows.astype(np.float64) @ weights, firsts)
        rows = self.passages.rows.copy()
        rows[:, ranking.PARTS.index("sentence")] = ranking.behind(best, self.sections)
        return Group(rows, self.passages.right)


def main(directory: Path) -> None:
    """Fit the weights and write them."""
    task = Task.load(directory, "train")
    lessons: list[Lesson] = []
    for asked in (task, task.untitled(), shortened(task)):
        for search, found, query in _asked(asked, asked.queries, NONE):
            lessons.extend(_lesson(search, found, query))
        print(f"{asked.name}: {len(lessons)} to learn from", flush=True)  # noqa: T201
    sentence = fitted_groups([lesson.about_sentences() for lesson in lessons])
    passage = fitted_groups([lesson.about_passages(sentence) for lesson in lessons])
    weights = replace(
        NONE,
        passage=dict(zip(ranking.PARTS, passage.tolist(), strict=True)),
        sentence=dict(zip(sentences.PARTS, sentence.tolist(), strict=True)),
    )
    TARGET.write_text(written(sure(task, weights), directory.name), "utf-8")


def sure(task: Task, weights: Weights) -> Weights:
    """The same with those weights that decide whether a question is answered."""
    answered = [
        (_sums(some, some.queries, weights), _sums(some, others, weights)) for some, others in _few(task)
    ]
    shares = levelled(fitted_shares(answered), answered)

    enough = [yes for yes, _ in answered if len(yes) >= ENOUGH]
    shares[-1] -= np.mean([np.quantile(_sum(yes, shares), 1 - KEPT) for yes in enough])
    return replace(
        weights,
        confidence=dict(zip(ranking.CONFIDENCE, shares[:-1].tolist(), strict=True)),
        constant=float(shares[-1]),
    )


def levelled(shares: Floats, answered: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The same, but the best of what is no answer looks no better in a collection of many things than of few.

    Where there is more to choose from, chance finds more; the likelihood alone learns too little of that.
    """
    column = ranking.CONFIDENCE.index("vocabulary")
    sizes = [float(no[0, column]) for _, no in answered]
    tops = [float(np.sort(_sum(no, shares))[-len(no) // 5 :].mean()) for _, no in answered]
    level = shares.copy()
    level[column] -= np.polyfit(sizes, tops, 1)[0]
    return level


def _few(task: Task) -> Iterator[tuple[Task, tuple[Query, ...]]]:
    """Collections that answer some of the questions, and others that they do not answer."""
    titled, untitled = task, task.untitled()
    for seed, (size, source, short) in enumerate(
        [
            (1500, titled, False),
            (1500, untitled, False),
            (500, titled, False),
            (500, untitled, True),
            (250, untitled, False),
            (250, titled, False),
            (150, untitled, True),
            (60, titled, False),
            (60, untitled, False),
            (60, untitled, True),
            (15, titled, False),
            (15, untitled, False),
            (5, untitled, True),
            (5, titled, False),
        ]
    ):
        some = source.some(size, seed)
        here = {query.id for query in some.queries}
        others = [query for query in task.queries if query.id not in here]
        some = replace(shortened(some) if short else some, queries=some.queries[:600])
        yield some, tuple(others[:600])


def shortened(task: Task) -> Task:
    """Every text in pieces of whole sentences, each an untitled text; those with the answer are relevant."""
    texts = []
    pieces: dict[str, list[Text]] = {}
    for text in task.texts:
        for number, (start, end) in enumerate(_pieces(text.text)):
            texts.append(Text(f"{text.id}-{number}", "", text.text[start:end]))
            pieces.setdefault(text.id, []).append(texts[-1])
    queries = [
        replace(
            query,
            relevant=frozenset(
                piece.id
                for text in query.relevant
                for piece in pieces[text]
                if holds_answer(piece.text, query.answers)
            ),
        )
        for query in task.queries
    ]
    return replace(task, texts=tuple(texts), queries=tuple(query for query in queries if query.relevant))


def fitted_groups(groups: Sequence[Group], ridge: float = 5e-3) -> Floats:
    """Weights under which softmax gives the right rows of each group the most, by Newton's method."""
    groups = [group for group in groups if group.tells]
    rows = np.concatenate([group.rows for group in groups])
    right = np.concatenate([group.right for group in groups])
    owners = np.repeat(np.arange(len(groups)), [len(group.right) for group in groups])
    scale = rows.std(axis=0) + 1e-9
    scaled = rows / scale

    def step(weights: Floats) -> tuple[float, Floats, Floats]:
        scores = scaled @ weights
        highest = np.maximum.reduceat(scores, np.flatnonzero(np.diff(owners, prepend=-1)))
        raised = np.exp(scores - highest[owners])
        chances = raised / np.bincount(owners, raised)[owners]
        of_right = np.bincount(owners, chances * right)
        given = chances * right / of_right[owners]
        loss = float(-np.log(of_right).mean()) + ridge * float(weights @ weights)
        slope = scaled.T @ (chances - given) / len(groups) + 2 * ridge * weights
        means = np.stack([np.bincount(owners, chances * column) for column in scaled.T], axis=1)
        curve = (scaled.T * chances) @ scaled / len(groups) - means.T @ means / len(groups)
        return loss, slope, curve + 2 * ridge * np.eye(len(weights))

    weights: Floats = _minimum(step, rows.shape[1]) / scale
    return weights


def fitted_shares(answered: Sequence[tuple[Floats, Floats]], ridge: float = 1e-3) -> Floats:
    """Weights, and last a constant, under which the logistic sum tells answerable questions from others.

    Each collection counts the same, and in it the answerable as much as the others.
    """
    rows = np.concatenate([part for both in answered for part in both])
    right = np.concatenate([np.full(len(part), i == 0) for both in answered for i, part in enumerate(both)])
    counts = np.concatenate([np.full(len(part), 1 / len(part)) for both in answered for part in both])
    counts /= counts.sum()
    scale = np.append(rows.std(axis=0) + 1e-9, 1.0)
    scaled = np.column_stack([rows, np.ones(len(rows))]) / scale
    free = np.append(np.ones(rows.shape[1]), 0.0)

    def step(weights: Floats) -> tuple[float, Floats, Floats]:
        sure = 1 / (1 + np.exp(-scaled @ weights))
        likely = np.where(right, sure, 1 - sure)
        loss = float(-(counts * np.log(likely + 1e-12)).sum()) + ridge * float(free @ weights**2)
        slope = scaled.T @ (counts * (sure - right)) + 2 * ridge * free * weights
        curve = (scaled.T * (counts * sure * (1 - sure))) @ scaled + 2 * ridge * np.diag(free)
        return loss, slope, curve + 1e-9 * np.eye(len(weights))

    weights: Floats = _minimum(step, len(scale)) / scale
    return weights


def written(weights: Weights, source: str) -> str:
    """The weights as TOML."""
    parts = {
        "passage": weights.passage,
        "sentence": weights.sentence,
        "confidence": weights.confidence,
        "not_found": {"constant": weights.constant, "found": weights.found},
    }
    tables = [
        "\n".join([f"[{name}]", *(f"{key} = {value:.3f}" for key, value in table.items())])
        for name, table in parts.items()
    ]
    head = (
        f"# Made by `python -m tests.bench.training` from the train questions of {source}; not by hand.\n\n"
    )
    return head + "\n\n".join(tables) + "\n"


def _asked(task: Task, queries: Sequence[Query], weights: Weights) -> Iterator[tuple[Search, Found, Query]]:
    """What is found in the texts of a task for these questions."""
    with tempfile.TemporaryDirectory() as directory:
        cache = Path(directory, "cache")
        documents = []
        for text in task.texts:
            with suppress(DocumentError):  # of a text that is nothing but tags
                documents.append(parse(text.markdown.encode(), f"{text.id}.md"))
        update(Path(directory, "index"), cache=cache, add=documents)
        search = Index.open(Path(directory, "index"), cache=cache).questions.weighing(weights)
        for query in queries:
            yield search, search.find(query.text, max_chars=LONGEST), query


def _sums(task: Task, queries: Sequence[Query], weights: Weights) -> Floats:
    """What speaks for an answer to each of these questions; those to which nothing is near are left out."""
    rows = (found.speaks_for for _, found, _ in _asked(task, queries, weights))
    return np.stack([row for row in rows if row is not None])


def _lesson(search: Search, found: Found, query: Query) -> Iterator[Lesson]:
    """What is right among the candidates, if there are any, and among their sentences."""
    evidence, order = found.evidence, found.ranking
    if evidence is None or order is None:
        return
    documents = [document_id(search.citation_of(known.passage).document) for known in evidence.candidates]
    relevant = np.array([document in query.relevant for document in documents])
    spans = [
        _spans(candidate.text, query.answers) if right else []
        for candidate, right in zip(evidence.candidates, relevant, strict=True)
    ]
    holding = np.array([bool(some) for some in spans])
    right = np.array(
        [
            any(p.start < end and p.end > start for start, end in spans[p.candidate])
            for p in evidence.every_piece
        ]
    )
    yield Lesson(
        passages=Group(order.parts, holding if holding.any() else relevant),
        pieces=Group(sentences.sentence_parts(evidence).astype(np.float32), right),
        owners=evidence.table[:, 0].copy(),
        sections=evidence.sections,
    )


def _spans(text: str, answers: Sequence[str]) -> list[tuple[int, int]]:
    return [
        (match.start(), match.end()) for answer in answers for match in re.finditer(re.escape(answer), text)
    ]


def _pieces(text: str) -> list[tuple[int, int]]:
    """Runs of whole sentences of at most SHORT characters."""
    pieces: list[tuple[int, int]] = []
    for start, end in sentences_of(text):
        if pieces and end - pieces[-1][0] <= SHORT:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return pieces


def _sum(rows: Floats, shares: Floats) -> Floats:
    summed: Floats = rows @ shares[:-1] + shares[-1]
    return summed


def _minimum(step: Callable[[Floats], tuple[float, Floats, Floats]], size: int) -> Floats:
    """By damped Newton steps from 0."""
    weights = np.zeros(size)
    loss, slope, curve = step(weights)
    for _ in range(100):
        change = np.linalg.solve(curve + 1e-9 * np.eye(size), slope)
        length = 1.0
        while length > 1e-6:
            after = step(weights - length * change)
            if after[0] < loss:
                break
            length /= 2
        else:
            break
        weights, gained = weights - length * change, loss - after[0]
        loss, slope, curve = after
        if gained < 1e-9:
            break
    return weights


if __name__ == "__main__":
    main(Path(sys.argv[1]))
