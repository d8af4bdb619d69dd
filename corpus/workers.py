"""Files are read in worker processes, within limits of memory, processor time and patience.

A parser that a hostile file crashes, stops or inflates takes its worker along and nothing else: the file
gets its receipt, another worker takes its place, and the other files go on. Small files are given several
at a time, and one by one where that does not go well. A little plain text is read here, because no parser of
others sees it and a process would take longer to start.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from corpus.library import File, failed, read
from corpus.limits import Limits
from corpus.model import Document
from corpus.packed import Packed

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_LITTLE = 1 << 18
_TOGETHER = 1 << 16
"""Bytes of files that are given to a worker at one time."""
_SELDOM = 1 << 18
"""Values made between two searches for garbage: most live until they are sent, and looking costs a fifth."""
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

    pending = deque(_batches(files))
    most = min(len(pending), os.cpu_count() or 1)
    workers: list[_Worker] = []
    done: dict[int, Document] = {}
    following = 0
    try:
        while following < len(files):
            while pending and len(workers) < most:
                workers.append(_Worker(limits))
            for worker in workers:
                if not worker.tasks and pending:
                    worker.give(pending[0], [files[task] for task in pending.popleft()])
            busy = [worker for worker in workers if worker.tasks]
            patience = min(worker.deadline for worker in busy) - monotonic()
            ready = wait([worker.pipe for worker in busy], timeout=max(0.0, patience))
            for worker in busy:
                heard = worker.pipe in ready
                if not (heard or monotonic() >= worker.deadline):
                    continue
                tasks, documents = worker.tasks, worker.take() if heard else None
                if documents is None:
                    worker.end()
                    workers.remove(worker)
                    if len(tasks) > 1:
                        pending.extendleft([task] for task in reversed(tasks))
                        continue
                    documents = [failed(files[tasks[0]], _TOO_MUCH if heard else _TOO_LONG)]
                done.update(zip(tasks, documents, strict=True))
            while following in done:
                yield done.pop(following)
                following += 1
    finally:
        for worker in workers:
            worker.end()


def _batches(files: Sequence[File]) -> Iterator[list[int]]:
    """The numbers of neighbouring files that go to a worker together."""
    batch: list[int] = []
    size = 0
    for number, file in enumerate(files):
        if batch and size + file.size > _TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(number)
        size += file.size
    if batch:
        yield batch


class _Worker:
    """A process that reads, and the numbers of the files that it is at."""

    def __init__(self, limits: Limits) -> None:
        from multiprocessing import get_context

        # A fresh interpreter: a fork of a process with threads may hang.
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, limits), daemon=True)
        self._process.start()
        theirs.close()
        self._patience = limits.patience
        self.tasks: Sequence[int] = ()
        self.deadline = 0.0

    def give(self, tasks: Sequence[int], files: Sequence[File]) -> None:
        """Let it read files; together they may take as long as one."""
        self.tasks, self.deadline = tasks, monotonic() + self._patience
        with suppress(OSError):  # A worker that is dead already is seen when nothing comes back.
            self.pipe.send(files)

    def take(self) -> list[Document] | None:
        """What it has read; None where it died of it."""
        self.tasks = ()
        try:
            documents: list[Document] = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return documents

    def end(self) -> None:
        self.pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _serve(pipe: Connection, limits: Limits) -> None:
    """A worker's life: read what it is told to, each within the limits."""
    import gc
    import resource
    import signal

    gc.set_threshold(_SELDOM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    while True:
        try:
            files: list[File] = pipe.recv()
        except (EOFError, OSError):
            return
        spent = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(spent.ru_utime + spent.ru_stime) + limits.processor
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        try:
            documents = [_read(file, limits) for file in files]
            pipe.send([replace(one, works=tuple(map(Packed.of, one.works))) for one in documents])
            del documents
        except MemoryError:
            return


def _read(file: File, limits: Limits) -> Document:
    try:
        return read(file, limits)
    except MemoryError:
        raise
    except Exception as error:
        return failed(file, f"读不了（{type(error).__name__}）；请另存为 UTF-8 的 .txt 或 .md")
