"""All the works as arrays: documents ▶ numbers that can be stored, mapped and merged, and back.

Every text is stored once, by code point, and a passage is two offsets into it, so what is quoted is a slice.
Whatever a document has stands together, in the order of the documents' names: a document is taken over or
left out by slicing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document, LeftOut, Passage, Receipt, Section, Work
from corpus.packed import sections_of
from retrieval import former
from retrieval.folding import text_of
from retrieval.shelving import counts, encoded, receipt, shelved

Room = Callable[[int, Any], NDArray[Any]]
"""Makes an array to be filled, of a length and a type."""

_DOCUMENT_COUNTS = ("document_works", "document_bytes", "document_former")
_WORK_COUNTS = ("work_bytes", "work_characters", "work_paragraphs", "work_passages")
_COUNTED_BY = {
    "about_works": "work_bytes",
    "text": "work_characters",
    "paragraphs": "work_paragraphs",
    "passages": "work_passages",
    "codes": "work_passages",
}
_OF_DOCUMENTS = {"about_documents": "document_bytes", "former": "document_former"}


@dataclass(frozen=True)
class Place:
    """Where a passage stands: its document, its work's title, and itself."""

    document: str
    work: str
    passage: Passage


class Collection:
    """Documents by name, their works in order, and the passages of these, each numbered from 0.

    `arrays` are what is stored: the texts, a row (start, end, section, paragraph, page) a passage, the
    passages' codes, paragraph spans, JSON for what is small, what is remembered of former passages, and how
    many of each belong to a document or a work.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        names = (*_COUNTED_BY, *_OF_DOCUMENTS, *_DOCUMENT_COUNTS, *_WORK_COUNTS)
        self.arrays = {name: arrays[name] for name in names}
        self.work_starts = _starts(self.arrays["work_characters"])
        self.work_passages = _starts(self.arrays["work_passages"])
        self._document_works = _starts(self.arrays["document_works"])
        self._document_bytes = _starts(self.arrays["document_bytes"])
        self._work_bytes = _starts(self.arrays["work_bytes"])
        self._outline = lru_cache(1024)(self._read_outline)
        self._headings = lru_cache(8)(self._read_headings)  # for builds, which come to each work once

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Collection:
        """From values; of documents with one name the last counts. ValueError for a misplaced passage."""
        return cls(shelved(documents))

    def updated(
        self, new: Sequence[Collection], remove: Iterable[str] = (), room: Room = np.empty
    ) -> tuple[Collection, list[NDArray[np.int32]]]:
        """This collection without the documents `remove`, and with those of `new` added or put in place; of
        documents with one name the last counts. `room` makes what is filled.

        Also gives the number in it of each passage of this one and of each of `new`; -1 for those left out.
        """
        gone = set(remove)
        parts = (self, *new)
        source = {name: (0, i) for name, i in self._numbers.items() if name not in gone}
        source |= {name: (p, i) for p, part in enumerate(new, 1) for name, i in part._numbers.items()}
        names = sorted(source)
        order = [source[name] for name in names]
        if len(new) == 1 and not self.receipts:
            whole = new[0]
        else:
            arrays = _together(parts, order, room)
            memories = [self._memory_after(parts[source[name][0]], name) for name in names]
            arrays["former"] = np.concatenate([former.nothing(), *memories])
            arrays["document_former"] = counts(map(len, memories))
            whole = Collection(arrays)
        numbers = [np.full(len(part.arrays["passages"]), -1, np.int32) for part in parts]
        bounds = [part._bounds("passages") for part in parts]
        done = 0
        for p, i in order:
            count = bounds[p][i + 1] - bounds[p][i]
            numbers[p][bounds[p][i] : bounds[p][i + 1]] = np.arange(done, done + count)
            done += count
        return whole, numbers

    def with_receipts(self, receipts: Iterable[Document]) -> Collection:
        """This collection with other receipts for documents whose works are the same."""
        named = {document.name: document for document in receipts}
        about = [receipt(named.get(document.name, document)) for document in self.receipts]
        changed: dict[str, NDArray[Any]] = {
            "about_documents": np.frombuffer(b"".join(about), np.uint8),
            "document_bytes": counts(map(len, about)),
        }
        return Collection(self.arrays | changed)

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.arrays["passages"])

    @cached_property
    def receipts(self) -> tuple[Document, ...]:
        """The documents without their works: quick, however large the collection."""
        return tuple(map(self._receipt, range(len(self._document_bytes) - 1)))

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, whole."""
        return tuple(document for name in self._numbers if (document := self.document(name)))

    def document(self, name: str) -> Document | None:
        """The document of that name, whole."""
        number = self._numbers.get(name)
        if number is None:
            return None
        works = range(*self._document_works[number : number + 2])
        return replace(self.receipts[number], works=tuple(map(self.work, works)))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The title of each work."""
        return tuple(self._outline(work)[0] for work in range(len(self.work_starts) - 1))

    def work(self, number: int) -> Work:
        """A work, whole."""
        title, author, date, outline = self._about_work(number)
        sections = sections_of(outline)
        spans = _starts(self.arrays["work_paragraphs"])[number : number + 2]
        paragraphs = tuple(map(tuple, self.arrays["paragraphs"][slice(*spans)].tolist()))
        work = Work(title, self.text(number), paragraphs, sections, (), author, date)
        paths = list(work.walk())
        first, last = self.work_passages[number : number + 2]
        return replace(work, passages=tuple(self._passage(i, paths) for i in range(first, last)))

    def text(self, work: int) -> str:
        """The text of a work."""
        return text_of(self.arrays["text"][self.work_starts[work] : self.work_starts[work + 1]])

    def place(self, passage: int) -> Place:
        """Where a passage stands."""
        work = self.work_of(passage)
        document = int(np.searchsorted(self._document_works, work, "right")) - 1
        title, paths = self._outline(work)
        return Place(self._receipt(document).name, title, self._passage(passage, paths))

    def about(self, work: int) -> tuple[str, str | None, str]:
        """A work's title, its date, and the name of its document."""
        title, _, date, _ = self._about_work(work)
        document = int(np.searchsorted(self._document_works, work, "right")) - 1
        return title, date, self.receipts[document].name

    def work_of(self, passage: int) -> int:
        """The number of the work in which a passage stands."""
        return int(np.searchsorted(self.work_passages, passage, "right")) - 1

    def beside(self, passage: int) -> tuple[str | None, str | None]:
        """The codes of the passages before and after it in its work."""
        first, end = self.work_passages[self.work_of(passage) :][:2]
        before = self._code(passage - 1) if passage > first else None
        return before, self._code(passage + 1) if passage + 1 < end else None

    def words_of(self, passage: int) -> str:
        """The text of a passage."""
        start, end = self.arrays["passages"][passage, :2] + self.work_starts[self.work_of(passage)]
        return text_of(self.arrays["text"][start:end])

    def start_of(self, passage: int) -> int:
        """Where a passage begins in its work's text."""
        return int(self.arrays["passages"][passage, 0])

    def heading_of(self, passage: int) -> str:
        """The title of a passage's work and the names of the sections it stands in, a line each."""
        section = int(self.arrays["passages"][passage, 2])
        title, paths = self._outline(self.work_of(passage))
        return "\n".join([title, *(above.name for above in (paths[section] if section >= 0 else ()))])

    def _read_headings(self, work: int) -> list[str]:
        """What stands above the text outside all sections of a work, and in each, in reading order."""
        title, _, _, outline = self._about_work(work)
        headings = [title]

        def below(above: str, sections: Iterable[Any]) -> None:
            for label, heading, start, body, end, inner in sections:
                here = f"{above}\n{Section(label, heading, start, body, end).name}"
                headings.append(here)
                below(here, inner)

        below(title, outline)
        return headings

    def texts_of(self, first: int, end: int) -> tuple[NDArray[np.unsignedinteger], NDArray[np.int64]]:
        """The texts of the passages from `first` to `end` by code point, a line break after each, and their
        lengths.
        """
        works = np.searchsorted(self.work_passages, np.arange(first, end), "right") - 1
        spans = self.arrays["passages"][first:end, :2] + self.work_starts[works, None]
        text = self.arrays["text"]
        line_break = np.array([ord("\n")], text.dtype)
        each = chain.from_iterable((text[start:stop], line_break) for start, stop in spans.tolist())
        return np.concatenate([text[:0], *each]), (spans[:, 1] - spans[:, 0]).astype(np.int64)

    def headings_of(self, first: int, end: int) -> list[str]:
        """`heading_of` of the passages from `first` to `end`."""
        works = np.searchsorted(self.work_passages, np.arange(first, end), "right") - 1
        sections = self.arrays["passages"][first:end, 2]
        headings: dict[int, list[str]] = {}
        for work in dict.fromkeys(works.tolist()):
            headings[work] = self._headings(work)
        return [
            headings[work][section + 1]
            for work, section in zip(works.tolist(), sections.tolist(), strict=True)
        ]

    @cached_property
    def characters(self) -> int:
        """How many characters the passages have together."""
        spans = self.arrays["passages"]
        return int((spans[:, 1] - spans[:, 0]).sum(dtype=np.int64))

    def find(self, code: str) -> int | None:
        """The number of the passage with this code."""
        codes, sought = self.arrays["codes"], encoded(code)
        place = int(np.searchsorted(codes, np.array(sought), sorter=self._code_order))
        if not code or place == len(codes) or codes[self._code_order[place]] != sought:
            return None
        return int(self._code_order[place])

    def closest(self, code: str) -> int | None:
        """The number of the passage that comes closest to the one that had this code before it changed."""
        memory = self.arrays["former"]
        row = former.find(memory, encoded(code))
        if row is None:
            return None
        document = int(np.searchsorted(self._former, row, "right")) - 1
        first, end = self._bounds("passages")[document : document + 2]
        found = former.closest(int(memory[row, 1]), [self.words_of(number) for number in range(first, end)])
        return None if found is None else int(first) + found

    def _memory_after(self, now_in: Collection, name: str) -> former.Memory:
        """What is remembered of a document's former passages, now that it stands in a collection."""
        at = self._numbers.get(name)
        if at is None:
            return former.nothing()
        memory: former.Memory = self.arrays["former"][self._former[at] : self._former[at + 1]]
        if now_in is self:
            return memory
        now = now_in._numbers[name]
        before = range(*self._bounds("passages")[at : at + 2])
        codes = now_in.arrays["codes"][slice(*now_in._bounds("passages")[now : now + 2])]
        known = ((bytes(self.arrays["codes"][number]), self.words_of(number)) for number in before)
        return former.passed_on(memory, known, map(bytes, codes))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each document by its name."""
        return {document.name: number for number, document in enumerate(self.receipts)}

    @cached_property
    def _former(self) -> NDArray[np.int64]:
        return _starts(self.arrays["document_former"])

    @cached_property
    def _code_order(self) -> NDArray[np.int64]:
        return np.argsort(self.arrays["codes"], kind="stable")

    def _code(self, passage: int) -> str:
        code: str = self.arrays["codes"][passage].decode("utf-8", "surrogatepass")
        return code

    def _passage(self, number: int, paths: Sequence[tuple[Section, ...]]) -> Passage:
        start, end, section, paragraph, page = self.arrays["passages"][number].tolist()
        code = self._code(number)
        path = paths[section] if section >= 0 else ()
        return Passage(code, start, end, path, paragraph, page if page >= 0 else None)

    def _read_outline(self, work: int) -> tuple[str, list[tuple[Section, ...]]]:
        """A work's title, and its sections as paths, in reading order."""
        title, _, _, outline = self._about_work(work)
        return title, list(Work(title, "", (), sections_of(outline), ()).walk())

    def _about_work(self, number: int) -> Any:
        start, end = self._work_bytes[number : number + 2]
        return json.loads(self.arrays["about_works"][start:end].tobytes().decode("utf-8", "surrogatepass"))

    def _receipt(self, number: int) -> Document:
        start, end = self._document_bytes[number : number + 2]
        said = json.loads(self.arrays["about_documents"][start:end].tobytes())
        receipt = said["receipt"] and _receipt(said["receipt"])
        return Document(**said | {"warnings": tuple(said["warnings"]), "receipt": receipt})

    def _bounds(self, name: str) -> NDArray[np.int64]:
        """Where in an array each document begins, and the last one ends."""
        if name in _DOCUMENT_COUNTS:
            return np.arange(len(self.arrays[name]) + 1)
        if name in _OF_DOCUMENTS:
            return _starts(self.arrays[_OF_DOCUMENTS[name]])
        if name in _WORK_COUNTS:
            return self._document_works
        return _starts(self.arrays[_COUNTED_BY[name]])[self._document_works]


def _together(
    parts: Sequence[Collection], order: Sequence[tuple[int, int]], room: Room
) -> dict[str, NDArray[Any]]:
    """The arrays of documents, each given as its part and its number there."""
    arrays = {}
    for name, first in parts[0].arrays.items():
        bounds = [part._bounds(name).tolist() for part in parts]
        each = [part.arrays[name] for part in parts]
        slices = [first[:0], *(each[p][bounds[p][i] : bounds[p][i + 1]] for p, i in order)]
        shape = sum(map(len, slices)), *first.shape[1:]
        filled = room(math.prod(shape), np.result_type(*each)).reshape(shape)
        arrays[name] = np.concatenate(slices, out=filled)
    return arrays


def _starts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)])


def _receipt(said: dict[str, Any]) -> Receipt:
    left_out = tuple(LeftOut(**one) for one in said["left_out"])
    return Receipt(**said | {"left_out": left_out, "texts": tuple(said["texts"])})
