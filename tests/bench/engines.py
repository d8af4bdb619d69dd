"""The engines that are measured side by side, each given the same tokens and asked for ten passages.

An engine builds itself in an empty directory from `Tokens`; what is opened there, in another process, answers
by number. Peers are installed for the benchmark only; those that are missing are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.synthetic import Tokens, name_of

WANTED = 10

Asked = Callable[[list[int]], list[int]]
"""A question as terms ▶ the numbers of the best passages."""


def build_chuchu(tokens: Tokens, directory: Path) -> None:
    """Our one-field index, compiled where numba is there."""
    from retrieval.acceleration import accelerator

    accelerator.load(directory.parent / "cache")
    build_chuchu_numpy(tokens, directory)


def build_chuchu_numpy(tokens: Tokens, directory: Path) -> None:
    """The same with what is loaded already, which in a process of its own is NumPy alone."""
    from retrieval import generations
    from retrieval.postings import Postings

    passages = np.repeat(np.arange(len(tokens)), np.diff(tokens.bounds))
    made = Postings.of(tokens.terms.astype(np.uint64) + np.uint64(1), passages, len(tokens))
    with generations.writing(directory):
        arrays = ((name, getattr(made, name)) for name in Postings.__slots__)
        generations.write(directory, arrays, {})


def chuchu(directory: Path) -> Asked:
    """As a warm process has it."""
    from retrieval.acceleration import accelerator

    accelerator.load(directory.parent / "cache")
    return chuchu_numpy(directory)


def chuchu_numpy(directory: Path) -> Asked:
    """As a young one has it."""
    from retrieval import generations
    from retrieval.postings import Postings
    from retrieval.scoring import Okapi

    model = Okapi(Postings(**generations.opened(directory).arrays))

    def ask(question: list[int]) -> list[int]:
        found: list[int] = model.lists(np.array(question, np.uint64) + np.uint64(1)).best(WANTED)[0].tolist()
        return found

    return ask


def build_nothing(tokens: Tokens, directory: Path) -> None:
    """rank-bm25 has no file to keep: its tokens are kept, and it is made when it is opened."""
    np.savez(directory / "tokens.npz", terms=tokens.terms, bounds=tokens.bounds)


def rank_bm25(directory: Path) -> Asked:
    """As its own introduction has it."""
    stored = np.load(directory / "tokens.npz")
    tokens = Tokens(stored["terms"], stored["bounds"], [])
    model = import_module("rank_bm25").BM25Okapi([tokens.passage(i) for i in range(len(tokens))])
    return lambda question: np.argsort(model.get_scores(question))[::-1][:WANTED].tolist()


def build_bm25s(tokens: Tokens, directory: Path) -> None:
    """With numba."""
    module: Any = import_module("bm25s")
    vocabulary = {str(term): term for term in range(int(tokens.terms.max()) + 1)}
    ids = [tokens.passage(i) for i in range(len(tokens))]
    model = module.BM25(method="atire", backend="numba", k1=1.5, b=0.75)
    model.index(module.tokenization.Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
    model.save(directory, show_progress=False)


def bm25s(directory: Path) -> Asked:
    """Mapped, with numba, on one thread."""
    module: Any = import_module("bm25s")
    model = module.BM25.load(directory, mmap=True)
    model.backend = "numba"

    def ask(question: list[int]) -> list[int]:
        words = [[str(term) for term in question]]
        found = model.retrieve(words, k=WANTED, show_progress=False, n_threads=1)
        passages: list[int] = found.documents[0].tolist()
        return passages

    return ask


def _schema(module: Any) -> Any:
    builder = module.SchemaBuilder()
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def build_tantivy(tokens: Tokens, directory: Path) -> None:
    """Merged into one segment."""
    module: Any = import_module("tantivy")
    writer = module.Index(_schema(module), path=str(directory)).writer(heap_size=1 << 28, num_threads=1)
    for number in range(len(tokens)):
        body = " ".join(map(name_of, tokens.passage(number)))
        writer.add_document(module.Document(body=body))
    writer.commit()
    writer.wait_merging_threads()


def tantivy(directory: Path) -> Asked:
    """Terms are given as a query, not parsed."""
    module: Any = import_module("tantivy")
    schema = _schema(module)
    searcher = module.Index(schema, path=str(directory)).searcher()

    def ask(question: list[int]) -> list[int]:
        terms = [module.Query.term_query(schema, "body", name_of(term), "freq") for term in question]
        query = module.Query.boolean_query([(module.Occur.Should, term) for term in terms])
        return [address.doc for _, address in searcher.search(query, WANTED, count=False).hits]

    return ask


def build_fts5(tokens: Tokens, directory: Path) -> None:
    """SQLite's, without the texts."""
    import sqlite3

    database = sqlite3.connect(directory / "fts.db")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(body, content='')")
    rows = ((i, " ".join(map(name_of, tokens.passage(i)))) for i in range(len(tokens)))
    database.executemany("INSERT INTO texts(rowid, body) VALUES (?, ?)", rows)
    database.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    database.commit()
    database.close()


def fts5(directory: Path) -> Asked:
    """Any of the words, ordered by its own rank."""
    import sqlite3

    database = sqlite3.connect(directory / "fts.db")

    def ask(question: list[int]) -> list[int]:
        any_of = " OR ".join(map(name_of, question))
        found = database.execute(
            f"SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT {WANTED}",
            (any_of,),
        )
        return [row for (row,) in found]

    return ask


@dataclass(frozen=True, slots=True)
class Engine:
    """How an engine is built and opened, and the module that it needs."""

    module: str
    build: Callable[[Tokens, Path], None]
    open: Callable[[Path], Asked]


_ENGINES: Mapping[str, Engine] = {
    "chuchu": Engine("numba", build_chuchu, chuchu),
    "chuchu, NumPy": Engine("numpy", build_chuchu_numpy, chuchu_numpy),
    "rank-bm25": Engine("rank_bm25", build_nothing, rank_bm25),
    "bm25s, numba": Engine("bm25s", build_bm25s, bm25s),
    "tantivy": Engine("tantivy", build_tantivy, tantivy),
    "SQLite FTS5": Engine("sqlite3", build_fts5, fts5),
}


def installed() -> dict[str, Engine]:
    """The engines that can be measured here, ours first."""
    return {name: engine for name, engine in _ENGINES.items() if find_spec(engine.module) is not None}
