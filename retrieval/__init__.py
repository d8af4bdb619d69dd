"""How to find: documents ▶ an index on disk; a question ▶ exact quotations with their places."""

from retrieval.answer import Answer, Citation, PassageInPlace, Quotation
from retrieval.building import update
from retrieval.errors import IndexDamaged, IndexMissing, IndexNotWritten, RetrievalError, UnknownWork
from retrieval.index import Index

__all__ = [
    "Answer",
    "Citation",
    "Index",
    "IndexDamaged",
    "IndexMissing",
    "IndexNotWritten",
    "PassageInPlace",
    "Quotation",
    "RetrievalError",
    "UnknownWork",
    "update",
]
