"""How to find: documents ▶ an index on disk; a question ▶ exact quotations with their places."""

from retrieval.alike import Tried
from retrieval.answer import Answer, Citation, PassageInPlace, Quotation
from retrieval.building import update
from retrieval.checking import Check, Difference, Span
from retrieval.concordance import Share, Trace
from retrieval.errors import (
    IndexDamaged,
    IndexMissing,
    IndexNotWritten,
    RetrievalError,
    UnknownWork,
    VocabularyWrong,
)
from retrieval.explanation import Explanation
from retrieval.index import Index
from retrieval.kinds import Word
from retrieval.vocabulary import Vocabulary

__all__ = [
    "Answer",
    "Check",
    "Citation",
    "Difference",
    "Explanation",
    "Index",
    "IndexDamaged",
    "IndexMissing",
    "IndexNotWritten",
    "PassageInPlace",
    "Quotation",
    "RetrievalError",
    "Share",
    "Span",
    "Trace",
    "Tried",
    "UnknownWork",
    "Vocabulary",
    "VocabularyWrong",
    "Word",
    "update",
]
