"""Documents ▶ the arrays that they are stored as.

A document is taken apart as it comes, and nothing of it is held but numbers and bytes.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document
from corpus.packed import WIDTH, Packed
from retrieval import former
from retrieval.folding import code_points


def shelved(documents: Iterable[Document]) -> dict[str, NDArray[Any]]:
    """The arrays of a collection of these, by name; of documents with one name the last counts.

    ValueError for a misplaced passage.
    """
    named = {document.name: (receipt(document), _Shelf.of(document)) for document in documents}
    ordered = [named.pop(name) for name in sorted(named)]
    about_documents = [about for about, _ in ordered]
    shelves = [shelf for _, shelf in ordered]
    works = [work for shelf in shelves for work in shelf.works]
    codes = [work.codes for work in works if work.codes]
    return {
        "text": np.concatenate([np.empty(0, np.uint16), *(shelf.text for shelf in shelves)]),
        "about_documents": np.frombuffer(b"".join(about_documents), np.uint8),
        "about_works": np.frombuffer(b"".join(work.about for work in works), np.uint8),
        "paragraphs": _rows([work.spans for work in works], 2),
        "passages": _rows([work.rows for work in works], WIDTH),
        "codes": np.array(encoded("\n".join(codes)).split(b"\n") if codes else [], np.bytes_),
        "document_works": counts(len(shelf.works) for shelf in shelves),
        "document_bytes": counts(map(len, about_documents)),
        "former": former.nothing(),
        "document_former": counts(0 for _ in ordered),
        "work_bytes": counts(len(work.about) for work in works),
        "work_characters": counts(work.characters for work in works),
        "work_paragraphs": counts(len(work.spans) // 2 for work in works),
        "work_passages": counts(len(work.rows) // WIDTH for work in works),
    }


class _Shelved(NamedTuple):
    """A work as it will be stored, without its text."""

    about: bytes
    characters: int
    spans: array[int]
    rows: array[int]
    codes: str


class _Shelf(NamedTuple):
    """A document's works as they will be stored: their text by code point, as narrow as it goes."""

    text: NDArray[np.unsignedinteger]
    works: list[_Shelved]

    @classmethod
    def of(cls, document: Document) -> _Shelf:
        works = [Packed.of(work) for work in document.works]
        text = code_points("".join([work.text for work in works]))
        narrow = text.max(initial=0) < 1 << 16
        shelved = [
            _Shelved(
                encoded(f"{_written([work.title, work.author, work.date])[:-1]},{work.listed}]"),
                len(work.text),
                work.spans,
                work.rows,
                work.codes,
            )
            for work in works
        ]
        return cls(text.astype(np.uint16) if narrow else text, shelved)


def counts(each: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(each, np.int64)


def _rows(numbers: Sequence[array[int]], width: int) -> NDArray[np.int32]:
    return np.frombuffer(b"".join(numbers), np.int32).reshape(-1, width)


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_fields).encode


def receipt(document: Document) -> bytes:
    """What is kept of a document besides its works."""
    said = _fields(document)
    del said["works"]
    return encoded(_written(said))
