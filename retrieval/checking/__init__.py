"""Is this quotation real, and where does it stand? A text ▶ a verdict for each thing that it quotes."""

from retrieval.checking.differences import Difference
from retrieval.checking.verdicts import Check, Checker, Span

__all__ = ["Check", "Checker", "Difference", "Span"]
