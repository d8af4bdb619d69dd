"""Files are read in worker processes, within limits of memory, processor time and patience.

A parser that a hostile file crashes, stops or inflates takes its worker along and nothing else: the file
gets its receipt, another worker takes its place, and the other files go on. A little plain text is read
here, because no parser of others sees it and a process would take longer to start.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from corpus.library import File, failed, read
from corpus.limits import Limits
from corpus.model import Document

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_LITTLE = 1 << 18
_TOO_LONG = "读得太久，停了下来；请把它拆小，或换一种格式"
_TOO_MUCH = "读的时候用尽了内存或时间；请把它拆小，或换一种格式"


def read_all(files: Sequence[File], limits: Limits | None = None) -> Iterator[Document]:
    """The documents of files, in the files' order; what goes wrong with one stands in its `error`."""
    given = limits or Limits()
    if sum(file.size for file in files) <= _LITTLE and all(map(_is_plain, files)):
        yield from (read(file, given) for file in files)
    else:
        yield from _read_by_workers(files, given)


def _is_plain(file: File) -> bool:
    from corpus import reading

    with suppress(OSError):
        return reading.is_plain(file.path.read_bytes(), file.name)
    return True


def _read_by_workers(files: Sequence[File], limits: Limits) -> Iterator[Document]:
    from multiprocessing.connection import wait

    most = min(len(files), os.cpu_count() or 1)
    workers: list[_Worker] = []
    pending = deque(range(len(files)))
    done: dict[int, Document] = {}
    following = 0
    try:
        while following < len(files):
            while pending and len(workers) < most:
                workers.append(_Worker(limits))
            for worker in workers:
                if worker.task is None and pending:
                    worker.give(pending[0], files[pending.popleft()])
            busy = [worker for worker in workers if worker.task is not None]
            patience = min(worker.deadline for worker in busy) - monotonic()
            ready = wait([worker.pipe for worker in busy], timeout=max(0.0, patience))
            for worker in busy:
                heard = worker.pipe in ready
                task = worker.task
                if task is None or not (heard or monotonic() >= worker.deadline):
                    continue
                document = worker.take() if heard else None
                if document is None:
                    document = failed(files[task], _TOO_MUCH if heard else _TOO_LONG)
                    worker.end()
                    workers.remove(worker)
                done[task] = document
            while following in done:
                yield done.pop(following)
                following += 1
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """A process that reads, and the file that it is at."""

    def __init__(self, limits: Limits) -> None:
        from multiprocessing import get_context

        # A fresh interpreter: a fork of a process with threads may hang.
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, limits), daemon=True)
        self._process.start()
        theirs.close()
        self._patience = limits.patience
        self.task: int | None = None
        self.deadline = 0.0

    def give(self, task: int, file: File) -> None:
        """Let it read a file."""
        self.task, self.deadline = task, monotonic() + self._patience
        with suppress(OSError):  # A worker that is dead already is seen when nothing comes back.
            self.pipe.send(file)

    def take(self) -> Document | None:
        """What it has read; None where it died of it."""
        self.task = None
        try:
            document: Document = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return document

    def end(self) -> None:
        self.pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _serve(pipe: Connection, limits: Limits) -> None:
    """A worker's life: read what it is told to, each within the limits."""
    import resource
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    while True:
        try:
            file: File = pipe.recv()
        except (EOFError, OSError):
            return
        spent = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(spent.ru_utime + spent.ru_stime) + limits.processor
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        try:
            document = read(file, limits)
        except MemoryError:
            return
        except Exception as error:
            reason = f"读不了（{type(error).__name__}）；请另存为 UTF-8 的 .txt 或 .md"
            document = failed(file, reason)
        pipe.send(document)
