"""How to find: documents ▶ an index on disk; a question ▶ exact quotations with their places.

What a plain question does without is imported when it is first asked for: a command answers once and ends.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from retrieval.answer import Answer, Citation, PassageInPlace, Quotation
from retrieval.building import update
from retrieval.errors import (
    IndexDamaged,
    IndexMissing,
    IndexNotWritten,
    RetrievalError,
    UnknownWork,
    VocabularyWrong,
)
from retrieval.index import Index
from retrieval.vocabulary import Vocabulary

if TYPE_CHECKING:
    from retrieval.alike import Tried
    from retrieval.checking import Check, Difference, Span
    from retrieval.concordance import Share, Trace
    from retrieval.explanation import Explanation
    from retrieval.kinds import Word

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

_LATER = {
    "Check": "checking",
    "Difference": "checking",
    "Explanation": "explanation",
    "Share": "concordance",
    "Span": "checking",
    "Trace": "concordance",
    "Tried": "alike",
    "Word": "kinds",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
