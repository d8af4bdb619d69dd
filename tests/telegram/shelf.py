"""A collection of a few passages, small enough to know by heart: for texts that no sample would hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.collection import Change
from bot.contents import Contents
from corpus import Document, Passage, Section, Work
from retrieval import Answer, Check, Citation, PassageInPlace, Quotation, Share, Span, Trace, Tried, Word


class Shelf:
    """Quotes the passages in which the question stands word for word."""

    is_sample = True
    names = ()

    def __init__(
        self, *passages: str, work: str = "读书会章程", section: tuple[str, ...] = ("第一章 总则",)
    ) -> None:
        self._passages = passages
        self._work = work
        self._section = section

    def ask(self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None) -> Answer:
        quotations = tuple(
            Quotation(
                text=text,
                citation=self._citation(number),
                start=0,
                end=len(text),
                score=1.0,
                matches=tuple(found.span() for found in re.finditer(re.escape(question), text)),
            )
            for number, text in enumerate(self._passages)
            if question in text
        )
        missing = () if quotations else (question,)
        return Answer(question, bool(quotations), float(bool(quotations)), missing, quotations[:limit])

    def tried(self, question: str, missing: Sequence[str]) -> Tried:
        return Tried((question,), tuple((word, ()) for word in missing))

    def teach(self, rule: str) -> str:
        raise NotImplementedError

    def unteach(self, rule: str) -> bool:
        raise NotImplementedError

    def check(self, text: str) -> Check:
        quotations = self.ask(text).quotations
        return Check(text, (Span(0, len(text), "verbatim" if quotations else "absent", quotations),))

    def trace(
        self, word: str, *, work: str | None = None, first: int = 0, limit: int = 10, max_chars: int = 120
    ) -> Trace:
        places = self.ask(word, limit=1_000).quotations
        share = Share(self._work, "shelf.txt", None, None, len(places))
        edge = (places[0], places[-1]) if places else (None, None)
        shares = (share,) if places else ()
        return Trace(word, len(places), shares, edge[0], edge[1], places[first : first + limit])

    def words_in(self, texts: Sequence[str]) -> list[tuple[Word, ...]]:
        return [() for _ in texts]

    def quotable(self, topic: str, *, limit: int = 10, work: str | None = None) -> tuple[Quotation, ...]:
        return self.ask(topic, limit=limit).quotations

    @property
    def contents(self) -> Contents:
        path = tuple(Section("", name, 0, 0, 0) for name in self._section)
        passages = tuple(
            Passage(self.code(number), 0, len(text), path, number + 1)
            for number, text in enumerate(self._passages)
        )
        work = Work(self._work, "".join(self._passages), (), path, passages)
        return Contents.of([Document("shelf.txt", "text", None, "", 0, 0, (work,))])

    def preview(self, path: Path) -> Document:
        raise NotImplementedError

    def add(self, paths: Sequence[Path]) -> Change:
        raise NotImplementedError

    def remove(self, names: Iterable[str]) -> Change:
        raise NotImplementedError

    def refresh(self) -> None: ...

    def closest(self, code: str) -> PassageInPlace | None:
        return None

    def passage(self, code: str) -> PassageInPlace | None:
        codes = [self._citation(number).code for number in range(len(self._passages))]
        if code not in codes:
            return None
        place = codes.index(code)
        text = self._passages[place]
        return PassageInPlace(
            text=text,
            citation=self._citation(place),
            start=0,
            end=len(text),
            previous=codes[place - 1] if place else None,
            following=codes[place + 1] if place + 1 < len(codes) else None,
        )

    def code(self, number: int) -> str:
        """The code of a passage."""
        return f"shelf-{number}"

    def _citation(self, number: int) -> Citation:
        return Citation(self._work, self._section, "shelf.txt", number + 1, None, self.code(number))
