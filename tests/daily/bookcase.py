"""Works to read a little of every day, which may change while they are read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.contents import Contents
from corpus import Document, Passage, Section, Work
from retrieval import Answer, Citation, PassageInPlace, Quotation

Texts = Sequence[tuple[str, str]]


class Bookcase:
    """Titles, each with its passages in order as (section, text); answers with what holds the question."""

    def __init__(self, **works: Texts) -> None:
        self.put(**works)

    def put(self, **works: Texts) -> None:
        """Other books in their place."""
        self._passages: dict[str, PassageInPlace] = {}
        self.contents = Contents.of(
            [Document(f"{title}.txt", "text", None, "", 0, 0, (self._work(title, texts),))
             for title, texts in works.items()]
        )  # fmt: skip

    def passage(self, code: str) -> PassageInPlace | None:
        return self._passages.get(code)

    def ask(self, question: str, *, limit: int = 3) -> Answer:
        found = tuple(
            Quotation(one.text, one.citation, one.start, one.end, 1.0)
            for one in self._passages.values()
            if question in one.text
        )
        return Answer(question, bool(found), 1.0, quotations=found[:limit])

    def _work(self, title: str, texts: Texts) -> Work:
        codes = [_code(title, text) for _, text in texts]
        text, passages = "", []
        for number, (section, words) in enumerate(texts):
            start, end = len(text), len(text) + len(words)
            path = (Section("", section, start, start, end),)
            passages.append(Passage(codes[number], start, end, path, number + 1))
            self._passages[codes[number]] = PassageInPlace(
                words,
                Citation(title, (section,), f"{title}.txt", number + 1, None, codes[number]),
                start,
                end,
                codes[number - 1] if number else None,
                codes[number + 1] if number + 1 < len(codes) else None,
            )
            text += words + "\n"
        return Work(title, text, (), (), tuple(passages))


def _code(title: str, text: str) -> str:
    return f"{title}-{hashlib.blake2b(text.encode(), digest_size=5).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences that are told apart by their numbers."""

    first: int = 0

    def passages(self, count: int, sentences: int = 3, sections: int = 4) -> list[tuple[str, str]]:
        """So many passages of so many sentences, in so many sections."""
        return [
            (
                f"第 {number * sections // count + 1} 章",
                "".join(
                    f"第{self.first + number}段的第{n}句话，写的是每天读一点书，日子就会慢慢地变得不同。"
                    for n in range(sentences)
                ),
            )
            for number in range(count)
        ]
