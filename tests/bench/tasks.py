"""A retrieval task on disk, and a collection made of it the way a person would: files in a folder.

A task is a folder with `corpus.jsonl` {id, title, text}, `queries.jsonl` {id, text, answers, split} and
`qrels.jsonl` {qid, docid}.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.collection import Collection


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the corpus."""

    id: str
    title: str
    text: str

    @property
    def markdown(self) -> str:
        """The text as a file."""
        return f"# {self.title}\n\n{self.text}\n" if self.title else f"{self.text}\n"


@dataclass(frozen=True, slots=True)
class Query:
    """A question; `relevant` are the texts it was written for, `answers` what an excerpt has to hold."""

    id: str
    text: str
    answers: tuple[str, ...]
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Task:
    """Texts, and questions to them."""

    name: str
    texts: tuple[Text, ...]
    queries: tuple[Query, ...]

    @classmethod
    def load(cls, directory: Path, split: str) -> Task:
        """The texts of a task and its questions of one split."""
        relevant: dict[str, set[str]] = {}
        for line in _lines(directory / "qrels.jsonl"):
            relevant.setdefault(line["qid"], set()).add(line["docid"])
        return cls(
            name=directory.name,
            texts=tuple(
                Text(line["id"], line["title"], line["text"]) for line in _lines(directory / "corpus.jsonl")
            ),
            queries=tuple(
                Query(line["id"], line["text"], tuple(line["answers"]), frozenset(relevant[line["id"]]))
                for line in _lines(directory / "queries.jsonl")
                if line.get("split", split) == split
            ),
        )

    def untitled(self) -> Task:
        """The same texts without their titles."""
        return replace(
            self, name=f"{self.name}, untitled", texts=tuple(replace(t, title="") for t in self.texts)
        )

    def some(self, texts: int, seed: int) -> Task:
        """A sample of the texts that have questions, with these questions."""
        asked = sorted({text for query in self.queries for text in query.relevant})
        kept = set(random.Random(seed).sample(asked, min(texts, len(asked))))
        return replace(
            self,
            texts=tuple(text for text in self.texts if text.id in kept),
            queries=tuple(query for query in self.queries if query.relevant <= kept),
        )


def collection_of(texts: Iterable[Text], directory: Path) -> Collection:
    """A collection of these texts, a Markdown file each, in a data directory."""
    collection = Collection(directory)
    for text in texts:
        (collection.documents_dir / f"{text.id}.md").write_text(text.markdown, "utf-8")
    collection.update()
    return collection


def document_id(document: str) -> str:
    """The text that a document was made of."""
    return document.removesuffix(".md")


def holds_answer(excerpt: str, answers: Sequence[str]) -> bool:
    """Whether an excerpt has one of the answers, word for word."""
    return any(answer in excerpt for answer in answers)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
