"""How fast retrieval is, beside its peers on the same tokens: `python -m tests.bench.speed`.

Every engine is built and asked in a process of its own, and asked in turns with the others, so that what else
the machine does falls on all alike. Times are CPU; a ratio above 1 says how many times ours is better.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import process_time

import numpy as np

from tests.bench.engines import installed
from tests.bench.pipeline import pipeline
from tests.bench.synthetic import Tokens, numbered, synthetic
from tests.bench.tasks import Task

_TURN = 25
_ROUNDS = 3
_RANK_BM25_UP_TO = 100_000
_RANK_BM25_ASKED = 25
_HEAD = (
    "| passages | engine | p50 ms | × | p95 ms | × | p99 ms | × | build s | × | disk MB | resident MB | × |\n"
    f"|{'---|' * 13}"
)
_PLACE = re.compile("(?<=<!-- speed -->\n\n).*?(?=<!-- /speed -->)", re.DOTALL)
_README = Path(__file__).parents[2] / "README.md"

Measured = tuple[list[float], float, float, float]
"""CPU seconds a question, of the build, and bytes on disk and resident."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", nargs="*", type=Path, help="tasks with real questions")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--all", action="store_true", help="rank-bm25 on large collections, too")
    parser.add_argument("--readme", action="store_true", help="put the figures into the README")
    told = parser.parse_args(arguments)
    lines = []
    for line in _lines(told.sizes, told.tasks, told.questions, told.all):
        print(line, flush=True)  # noqa: T201
        lines.append(line)
    if told.readme:
        page = _README.read_text(encoding="utf-8")
        _README.write_text(_PLACE.sub("\n".join([*lines, ""]), page), encoding="utf-8")


def _lines(sizes: Sequence[int], tasks: Sequence[Path], questions: int, everything: bool) -> Iterator[str]:
    if sizes or tasks:
        yield _HEAD
    for size in sizes:
        yield from _compare(f"{size:,}", synthetic(size, questions), everything)
    for directory in tasks:
        task = Task.load(directory, "test")
        yield from _compare(f"{directory.name}, {len(task.texts):,}", _of_task(task, questions), everything)
    if tasks:
        yield ""
    for directory in tasks:
        yield from pipeline(directory)


def _of_task(task: Task, questions: int) -> Tokens:
    from retrieval.terms import Lexicon

    with tempfile.TemporaryDirectory() as cache:
        lexicon = Lexicon(Path(cache))
        texts = [lexicon.words_in(lexicon.fold(text.text)) for text in task.texts]
        asked = [lexicon.words_in(lexicon.fold(query.text)) for query in task.queries[:questions]]
    return numbered(texts, asked)


def _compare(name: str, tokens: Tokens, everything: bool) -> Iterator[str]:
    small = len(tokens) <= _RANK_BM25_UP_TO or everything
    measured = measure(tokens, [engine for engine in installed() if small or engine != "rank-bm25"])
    ours = _row(measured["chuchu" if "chuchu" in measured else "chuchu, NumPy"])
    for engine, theirs in measured.items():
        p50, p95, p99, build, disk, resident = _row(theirs)
        cells = [name, engine]
        for value, own, digits in (
            (p50, ours[0], 3), (p95, ours[1], 3), (p99, ours[2], 3), (build, ours[3], 1)
        ):  # fmt: skip
            cells += [f"{value:.{digits}f}", f"{value / own:.2f}"]
        cells += [f"{disk:.0f}", f"{resident:.0f}", f"{resident / ours[5]:.2f}"]
        yield f"| {' | '.join(cells)} |"


def _row(measured: Measured) -> tuple[float, float, float, float, float, float]:
    seconds, build, disk, resident = measured
    p50, p95, p99 = (1000 * np.quantile(seconds, [0.5, 0.95, 0.99])).tolist()
    return p50, p95, p99, build, disk / 1e6, resident / 1e6


def measure(tokens: Tokens, engines: Sequence[str]) -> dict[str, Measured]:
    """Each engine's figures: of each question the quickest of some rounds, all engines in turns."""
    context = get_context("spawn")
    measured: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory() as home:
        here: dict[str, Connection] = {}
        processes = []
        (Path(home) / "cache").mkdir()
        np.savez(Path(home) / "tokens.npz", terms=tokens.terms, bounds=tokens.bounds)
        for number, engine in enumerate(engines):
            directory = Path(home) / str(number)
            directory.mkdir()
            here[engine], there = context.Pipe()
            processes.append(context.Process(target=_serve, args=(engine, directory, there)))
            processes[-1].start()
            measured[engine] = ([], here[engine].recv(), 0.0, 0.0)
        for start in range(0, len(tokens.questions), _TURN):
            for engine in engines:
                turn = tokens.questions[start : start + _TURN]
                if engine == "rank-bm25" and len(measured[engine][0]) >= _RANK_BM25_ASKED:
                    continue
                here[engine].send(turn)
                measured[engine][0].extend(here[engine].recv())
        for number, engine in enumerate(engines):
            here[engine].send(None)
            seconds, build, _, _ = measured[engine]
            disk = sum(
                path.stat().st_size for path in (Path(home) / str(number)).rglob("*") if path.is_file()
            )
            measured[engine] = (seconds, build, disk, here[engine].recv())
        for process in processes:
            process.join()
    return measured


def _build(engine: str, directory: Path, connection: Connection) -> None:
    """One engine's files, in a process that ends with it: tells how long that took."""
    warm = directory.parent / f"warm {directory.name}"
    warm.mkdir()
    installed()[engine].build(synthetic(50, 1), warm)  # what is imported and compiled but once
    stored = np.load(directory.parent / "tokens.npz")
    tokens = Tokens(stored["terms"], stored["bounds"], [])
    before = process_time()
    installed()[engine].build(tokens, directory)
    connection.send(process_time() - before)


def _serve(engine: str, directory: Path, connection: Connection) -> None:
    """One engine: tells how long it took to build, then answers turns, then tells how large it is."""
    here, there = get_context("spawn").Pipe()
    builder = get_context("spawn").Process(target=_build, args=(engine, directory, there))
    builder.start()
    built = here.recv()
    builder.join()
    installed()[engine].open(directory.parent / f"warm {directory.name}")
    before = process_time()
    ask = installed()[engine].open(directory)
    built += process_time() - before
    ask([1, 2, 3])
    connection.send(built)
    rounds = 1 if engine in ("rank-bm25", "SQLite FTS5") else _ROUNDS
    while (turn := connection.recv()) is not None:
        seconds = []
        for question in turn:
            spent = []
            for _ in range(rounds):
                started = process_time()
                ask(question)
                spent.append(process_time() - started)
            seconds.append(min(spent))
        connection.send(seconds)
    connection.send(_resident())


def _resident() -> int:
    """Bytes of memory that this process holds, mapped files included as far as they were read."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096


if __name__ == "__main__":
    main()
