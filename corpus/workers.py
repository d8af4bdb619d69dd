"""Files are read in worker processes, within limits of memory, processor time and patience.

A parser that a hostile file crashes, stops or inflates takes its worker along and nothing else: the file
gets its receipt, another worker takes its place, and the other files go on.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import resource
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic

from corpus.library import File, read
from corpus.model import Document

_TOO_LONG = "读得太久，停了下来；请把它拆小，或换一种格式"
_TOO_MUCH = "读的时候用尽了内存或时间；请把它拆小，或换一种格式"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: bytes of memory, seconds of processor time, seconds on the clock."""

    memory: int = 1 << 30
    processor: int = 60
    patience: float = 90.0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: int | None = None
    deadline: float = 0.0

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def read_all(files: Sequence[File], limits: Limits | None = None) -> Iterator[Document]:
    """The documents of files, in the files' order; what goes wrong with one stands in its `error`."""
    given = limits or Limits()
    count = min(len(files), os.cpu_count() or 1)
    workers = [_started(given) for _ in range(count)]
    done: dict[int, Document] = {}
    pending = iter(range(len(files)))
    following = 0
    try:
        for worker in workers:
            _give(worker, pending, files, given)
        while following < len(files):
            for number, worker in enumerate(workers):
                if worker.task is not None and monotonic() > worker.deadline:
                    done[worker.task] = _failed(files[worker.task], _TOO_LONG)
                    worker.end()
                    workers[number] = worker = _started(given)
                    _give(worker, pending, files, given)
            busy = [worker for worker in workers if worker.task is not None]
            until = min(worker.deadline for worker in busy) - monotonic() if busy else 0.0
            ready = wait([worker.pipe for worker in busy], timeout=max(0.0, until) + 0.05)
            for number, worker in enumerate(workers):
                if worker.task is None or worker.pipe not in ready:
                    continue
                task = worker.task
                try:
                    done[task] = worker.pipe.recv()
                except (EOFError, OSError):
                    done[task] = _failed(files[task], _TOO_MUCH)
                    worker.end()
                    workers[number] = worker = _started(given)
                _give(worker, pending, files, given)
            while following in done:
                yield done.pop(following)
                following += 1
    finally:
        for worker in workers:
            worker.end()


def _give(worker: _Worker, pending: Iterator[int], files: Sequence[File], limits: Limits) -> None:
    worker.task = next(pending, None)
    if worker.task is not None:
        worker.deadline = monotonic() + limits.patience
        worker.pipe.send(files[worker.task])


def _failed(file: File, reason: str) -> Document:
    """The receipt of a file that was too much; with its digest, so that it is not tried again as it is."""
    with file.path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    error = f"{file.name}：{reason}"
    return Document(file.name, "unknown", None, digest, file.size, file.modified, error=error)


def _started(limits: Limits) -> _Worker:
    # A fresh interpreter: a fork of a process with threads may hang.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, limits), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(pipe: Connection, limits: Limits) -> None:
    """A worker's life: read what it is told to, each within the limits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    while True:
        try:
            file: File = pipe.recv()
        except EOFError:
            return
        spent = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(spent.ru_utime + spent.ru_stime) + limits.processor
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        try:
            document = read(file)
        except Exception as error:
            document = _failed(file, f"读不了（{type(error).__name__}）；请另存为 UTF-8 的 .txt 或 .md")
        pipe.send(document)
