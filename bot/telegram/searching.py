"""Searches, one at a time and in the order in which they were asked for, whichever door they came through.

Python runs one at a time, and threads that take turns at it cost each other dear.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.answering import Answering
from retrieval import Answer, Tried


class Searching:
    """The thread that searches."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._thread = ThreadPoolExecutor(1, "search")

    async def answer(self, question: str, *, limit: int, max_chars: int) -> Answer:
        """The answer to a question, with at most `limit` quotations."""

        def ask() -> Answer:
            return self._answering.ask(question, limit=limit, max_chars=max_chars)

        return await asyncio.get_running_loop().run_in_executor(self._thread, ask)

    async def tried(self, answer: Answer) -> Tried:
        """What was looked for in vain."""
        tried, question, missing = self._answering.tried, answer.question, answer.missing
        return await asyncio.get_running_loop().run_in_executor(self._thread, tried, question, missing)
