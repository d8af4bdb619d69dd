"""Where a bot's processor time goes: to the parts of the way of a question, while it runs.

Time of the threads that search is retrieval's, that of the database's own thread the inbox's; the event
loop's time is divided by looking, every millisecond of processor time, at which part is being worked on. A
look counts for as much time as the event loop itself took since the last: it comes when the loop gets its
turn again, and what others did meanwhile is none of its own.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import defaultdict
from types import FrameType

PARTS = {
    "retrieval": ("/retrieval/", "/bot/collection.py"),
    "inbox": ("/bot/database/", "/sqlalchemy/", "/aiosqlite/", "/bot/telegram/turns.py"),
    "transport": (
        "/aiohttp/",
        "/bot/telegram/api.py",
        "/bot/telegram/courier.py",
        "/bot/telegram/limiter.py",
        "/bot/telegram/polling.py",
        "/bot/telegram/transport.py",
    ),
    "reply": (
        "/bot/telegram/citations.py",
        "/bot/telegram/entities.py",
        "/bot/telegram/replies.py",
        "/bot/telegram/reply.py",
    ),
    "parse": ("/telegram/_update.py", "/bot/telegram/arriving.py", "/bot/telegram/application.py"),
    "talk": (
        "/bot/telegram/access.py",
        "/bot/telegram/addressing.py",
        "/bot/telegram/asking.py",
        "/bot/telegram/conversation.py",
        "/bot/telegram/visit.py",
        "/telegram/ext/_application.py",
    ),
}
"""The files of each part; what these call and no other part owns is theirs too."""

_THREADS = {
    "search": "retrieval",
    "asyncio_": "retrieval",
    "database": "inbox",
    "_connection_worker": "inbox",
}
_EVERY = 0.001
_WAITING = "/selectors.py"


class Shares:
    """Counts in the process that made it, from `begin` on; made in the main thread."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = defaultdict(float)
        self._looked = 0.0
        self._before: dict[int, float] = {}

    def begin(self) -> None:
        """From now on."""
        self._seen.clear()
        self._before, self._looked = _spent(), time.thread_time()
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)

    def end(self) -> dict[str, float]:
        """Seconds of processor time by part; "rest" is what belongs to none."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        main = threading.main_thread().ident
        seconds = dict.fromkeys((*PARTS, "rest"), 0.0)
        for thread in threading.enumerate():
            spent = _spent().get(thread.ident or 0, 0.0) - self._before.get(thread.ident or 0, 0.0)
            if thread.ident != main:
                named = (part for name, part in _THREADS.items() if name in thread.name)
                seconds[next(named, "rest")] += spent
                continue
            for part, seen in self._seen.items():
                seconds[part] += spent * seen / sum(self._seen.values())
        return seconds

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        since, self._looked = self._looked, time.thread_time()
        if frame is None or frame.f_code.co_filename.endswith(_WAITING):
            return
        while frame is not None:
            file = frame.f_code.co_filename
            for part, files in PARTS.items():
                if any(own in file for own in files):
                    self._seen[part] += self._looked - since
                    return
            frame = frame.f_back
        self._seen["rest"] += self._looked - since


def _spent() -> dict[int, float]:
    """The processor time of each thread that lives."""
    return {
        thread.ident: time.clock_gettime(time.pthread_getcpuclockid(thread.ident))
        for thread in threading.enumerate()
        if thread.ident is not None and thread.is_alive()
    }
