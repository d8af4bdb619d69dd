"""An event loop whose time passes only while everybody waits, and then at once.

What happens in threads (the database, choosing) takes no time at all: while any of it is under way, time
stands still.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any


class _Selector(selectors.DefaultSelector):
    """Instead of waiting, moves the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.outside = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self.outside:
            return super().select(5.0 if timeout is None or timeout > 0 else 0)
        if timeout is None:
            raise RuntimeError("everybody waits, and nothing will ever happen")
        if timeout > 0:
            self.now += timeout
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """For `asyncio.Runner(loop_factory=VirtualLoop)`; begins at 0."""

    def __init__(self) -> None:
        self._moving = _Selector()
        super().__init__(self._moving)

    def time(self) -> float:
        return self._moving.now

    def create_future(self) -> asyncio.Future[Any]:
        future = super().create_future()
        if "aiosqlite" in sys._getframe(1).f_globals["__name__"]:
            self._counted(future)
        return future

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        future = super().run_in_executor(executor, func, *args)
        self._counted(future)
        return future

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ASYNC109
        self._moving.outside += 1
        await super().shutdown_default_executor()
        self._moving.outside -= 1

    def _counted(self, future: asyncio.Future[Any]) -> None:
        def arrived(_: object) -> None:
            self._moving.outside -= 1

        self._moving.outside += 1
        future.add_done_callback(arrived)
