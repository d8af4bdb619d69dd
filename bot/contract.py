"""Answers and receipts as the JSON that scripts rely on.

The keys are a contract: they may be added to, never renamed. Chinese stands unescaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.notebook.entries import Kept
    from corpus import Document, Section, Work
    from retrieval import Answer, Check, Citation, Explanation, PassageInPlace, Quotation, Trace


def line(value: Any) -> str:
    """One object on one line."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def answer(given: Answer) -> dict[str, Any]:
    """An answer; `near` stands only where there are near misses."""
    said: dict[str, Any] = {
        "question": given.question,
        "found": given.found,
        "confidence": round(given.confidence, 4),
        "missing": list(given.missing),
        "quotations": [quotation(one) for one in given.quotations],
    }
    if given.near:
        said["near"] = [quotation(one) for one in given.near]
    return said


def reasons(given: Explanation) -> dict[str, Any]:
    """Why an answer came out as it did, under the one key "explanation"."""
    said = asdict(given)
    del said["answer"]
    return {"explanation": said}


def quotation(given: Quotation) -> dict[str, Any]:
    """A quotation with its place; `also` names the other places of the same words."""
    said = {
        "text": given.text,
        **_citation(given.citation),
        "start": given.start,
        "end": given.end,
        "score": round(given.score, 4),
        "matches": [list(span) for span in given.matches],
        "cut_before": given.cut_before,
        "cut_after": given.cut_after,
    }
    if given.also:
        said["also"] = [_citation(one) for one in given.also]
    return said


def kept(given: Kept) -> dict[str, Any]:
    """A kept quotation, as it was when it was kept."""
    clipping = given.clipping
    return {
        "number": given.number,
        "text": clipping.text,
        **_citation(clipping.citation),
        "start": clipping.start,
        "end": clipping.end,
        "author": clipping.author,
        "date": clipping.date,
        "tags": list(given.tags),
        "note": given.note,
        "kept": given.at,
    }


def passage(given: PassageInPlace) -> dict[str, Any]:
    """A passage in its place, with its neighbours' codes."""
    return {
        "text": given.text,
        **_citation(given.citation),
        "start": given.start,
        "end": given.end,
        "previous": given.previous,
        "next": given.following,
    }


def check(given: Check) -> dict[str, Any]:
    """The verdict on each quotation of a text."""
    return {
        "text": given.text,
        "spans": [
            {
                "start": span.start,
                "end": span.end,
                "verdict": span.verdict,
                "quotations": [quotation(one) for one in span.quotations],
                "differences": [asdict(difference) for difference in span.differences],
            }
            for span in given.spans
        ],
    }


def trace(given: Trace) -> dict[str, Any]:
    """How often and where a word stands; `places` are as many as were asked for."""
    return {
        "word": given.word,
        "count": given.count,
        "works": [asdict(share) for share in given.works],
        "first": quotation(given.first) if given.first else None,
        "last": quotation(given.last) if given.last else None,
        "places": [quotation(one) for one in given.places],
    }


def documents(
    given: Iterable[Document], duplicates: Mapping[str, Sequence[str]] | None = None
) -> list[dict[str, Any]]:
    """Receipts of documents, with their works' outlines; `duplicates` names documents with the same words."""
    return [_document(document, (duplicates or {}).get(document.name, ())) for document in given]


def _document(given: Document, duplicates: Sequence[str]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": given.name,
        "format": given.format,
        "encoding": given.encoding,
        "works": [_work(work) for work in given.works],
        "warnings": [*([given.error] if given.error else []), *given.warnings],
    }
    if given.receipt is not None:
        said |= asdict(given.receipt)
        del said["texts"]
    return said | {"duplicates": list(duplicates)}


def _citation(given: Citation) -> dict[str, Any]:
    return {
        "work": given.work,
        "section": list(given.section),
        "document": given.document,
        "paragraph": given.paragraph,
        "page": given.page,
        "code": given.code,
    }


def _work(given: Work) -> dict[str, Any]:
    return {
        "title": given.title,
        "author": given.author,
        "date": given.date,
        "characters": given.characters,
        "outline": [_section(section) for section in given.outline],
    }


def _section(given: Section) -> dict[str, Any]:
    return {
        "label": given.label,
        "heading": given.heading,
        "start": given.start,
        "sections": [_section(section) for section in given.sections],
    }
