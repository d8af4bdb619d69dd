"""The engines that are measured side by side, each given the same tokens and asked for ten passages.

An engine is a class that builds itself in an empty directory from `Tokens` and then answers by number. Peers
are installed for the benchmark only; those that are missing are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.synthetic import Tokens, name_of

WANTED = 10

Asked = Callable[[list[int]], list[int]]
"""A question as terms ▶ the numbers of the best passages."""


def chuchu(tokens: Tokens, directory: Path) -> Asked:
    """Our one-field index, written and mapped, as a warm process has it: compiled where numba is there."""
    from retrieval.acceleration import accelerator

    accelerator.load(directory.parent / "cache")
    return chuchu_numpy(tokens, directory)


def chuchu_numpy(tokens: Tokens, directory: Path) -> Asked:
    """The same with what is loaded already, which in a process of its own is NumPy alone."""
    from retrieval import generations
    from retrieval.postings import Postings
    from retrieval.scoring import Okapi

    passages = np.repeat(np.arange(len(tokens)), np.diff(tokens.bounds))
    made = Postings.of(tokens.terms.astype(np.uint64) + np.uint64(1), passages, len(tokens))
    with generations.writing(directory):
        arrays = {name: getattr(made, name) for name in Postings.__slots__}
        generation = generations.write(directory, arrays, {})
    model = Okapi(Postings(**generation.arrays))

    def ask(question: list[int]) -> list[int]:
        found: list[int] = model.lists(np.array(question, np.uint64) + np.uint64(1)).best(WANTED)[0].tolist()
        return found

    return ask


def rank_bm25(tokens: Tokens, directory: Path) -> Asked:
    """As its own introduction has it."""
    model = import_module("rank_bm25").BM25Okapi([tokens.passage(i) for i in range(len(tokens))])
    return lambda question: np.argsort(model.get_scores(question))[::-1][:WANTED].tolist()


def bm25s(tokens: Tokens, directory: Path) -> Asked:
    """With numba, saved and mapped, on one thread."""
    module: Any = import_module("bm25s")
    vocabulary = {str(term): term for term in range(int(tokens.terms.max()) + 1)}
    ids = [tokens.passage(i) for i in range(len(tokens))]
    model = module.BM25(method="atire", backend="numba", k1=1.5, b=0.75)
    model.index(module.tokenization.Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
    model.save(directory, show_progress=False)
    model = module.BM25.load(directory, mmap=True)
    model.backend = "numba"

    def ask(question: list[int]) -> list[int]:
        words = [[str(term) for term in question]]
        found = model.retrieve(words, k=WANTED, show_progress=False, n_threads=1)
        passages: list[int] = found.documents[0].tolist()
        return passages

    return ask


def tantivy(tokens: Tokens, directory: Path) -> Asked:
    """Merged into one segment; terms are given as a query, not parsed."""
    module: Any = import_module("tantivy")
    builder = module.SchemaBuilder()
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = module.Index(schema, path=str(directory))
    writer = index.writer(heap_size=1 << 28, num_threads=1)
    for number in range(len(tokens)):
        body = " ".join(map(name_of, tokens.passage(number)))
        writer.add_document(module.Document(body=body))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(question: list[int]) -> list[int]:
        terms = [module.Query.term_query(schema, "body", name_of(term), "freq") for term in question]
        query = module.Query.boolean_query([(module.Occur.Should, term) for term in terms])
        return [address.doc for _, address in searcher.search(query, WANTED, count=False).hits]

    return ask


def fts5(tokens: Tokens, directory: Path) -> Asked:
    """SQLite's, without the texts."""
    import sqlite3

    database = sqlite3.connect(directory / "fts.db")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(body, content='')")
    rows = ((i, " ".join(map(name_of, tokens.passage(i)))) for i in range(len(tokens)))
    database.executemany("INSERT INTO texts(rowid, body) VALUES (?, ?)", rows)
    database.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    database.commit()

    def ask(question: list[int]) -> list[int]:
        any_of = " OR ".join(map(name_of, question))
        found = database.execute(
            f"SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT {WANTED}",
            (any_of,),
        )
        return [row for (row,) in found]

    return ask


_ENGINES: Mapping[str, tuple[Callable[[Tokens, Path], Asked], str]] = {
    "chuchu": (chuchu, "numba"),
    "chuchu, NumPy": (chuchu_numpy, "numpy"),
    "rank-bm25": (rank_bm25, "rank_bm25"),
    "bm25s, numba": (bm25s, "bm25s"),
    "tantivy": (tantivy, "tantivy"),
    "SQLite FTS5": (fts5, "sqlite3"),
}


def installed() -> dict[str, Callable[[Tokens, Path], Asked]]:
    """The engines that can be measured here, ours first."""
    return {name: build for name, (build, module) in _ENGINES.items() if find_spec(module) is not None}
