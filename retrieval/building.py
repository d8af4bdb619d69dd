"""Documents ▶ a generation: what is new is cut into terms, what is known is taken over as it stands.

Cutting is most of the work, so it is done once for a document and a dictionary; large inputs go to several
processes. The result does not depend on the way there: an index that grew is the index built at once.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import unidata_version

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document
from retrieval import generations
from retrieval.acceleration import accelerator
from retrieval.collection import Collection
from retrieval.errors import IndexMissing, IndexNotWritten
from retrieval.folding import FOLDING, code_points
from retrieval.keys import keys_at
from retrieval.postings import FIELDS, MOST_PASSAGES, Postings, fields_of
from retrieval.terms import Lexicon, Spans

Progress = Callable[[int, int], None]

_BATCH = 1 << 19  # characters: some tens of megabytes of arrays while they are cut
_PARALLEL = 1 << 23  # characters: below, starting a process costs more than it saves
_COMPILED = 1 << 24  # characters: below, compiling costs more than it saves


class Batch(NamedTuple):
    """Passages from the one numbered `first`, and for each the title and the headings above it."""

    first: int
    bodies: list[str]
    headings: list[str]


def update(
    directory: Path,
    *,
    cache: Path,
    add: Iterable[Document] = (),
    remove: Iterable[str] = (),
    touched: Iterable[Document] = (),
    words: Iterable[str] = (),
    settings: str = "",
    fresh: bool = False,
    progress: Progress = lambda done, total: None,
) -> bool:
    """Bring the index in `directory` up to date: `add` (or put in place) documents, `remove` others by name.

    Of documents that were `touched`, with the same works, only the receipts are replaced. With `fresh`,
    nothing that stood there before counts. `words` are the user's own, for all documents; when
    they differ from before, everything is cut again, from the stored texts. `settings` names how passages
    were made, for the caller to compare later. `progress` hears how many characters are done, of how many.
    Gives whether there was anything to do. Raises IndexDamaged (unless `fresh`) and IndexNotWritten.
    """
    lexicon = Lexicon(cache, words)
    about = {"fingerprint": fingerprint(lexicon.words), "words": lexicon.words, "settings": settings}
    new, gone, other = Collection.of(add), set(remove), list(touched)
    with generations.writing(directory):
        old, old_fields, old_about = _standing(directory, fresh)
        same = old_about == {**about, "words": list(lexicon.words)}
        gone.intersection_update(document.name for document in old.receipts)
        if same and not (new.receipts or gone or other):
            return False
        old = old.with_receipts(other) if other else old
        whole, old_numbers, new_numbers = old.updated(new, gone)
        if len(whole) > MOST_PASSAGES:
            raise IndexNotWritten(directory, f"超过 {MOST_PASSAGES:,} 段", "请把文件分到几个数据目录")
        taken_over = old_about.get("fingerprint") == about["fingerprint"]
        to_cut, numbers = (new, new_numbers) if taken_over else (whole, np.arange(len(whole), dtype=np.int32))
        parts = list(_cut(to_cut, numbers, lexicon, progress))
        if taken_over:
            parts.append((old_fields, old_numbers))
        arrays = dict(whole.arrays)
        for field in FIELDS:
            merged = Postings.merged([(fields[field], numbers) for fields, numbers in parts], len(whole))
            arrays |= {f"{field}.{name}": getattr(merged, name) for name in Postings.__slots__}
        generations.write(directory, arrays, about)
        return True


def fingerprint(words: Sequence[str]) -> str:
    """What terms depend on: an index with another fingerprint has to be cut again."""
    from importlib.metadata import version  # here, since questions do without

    said = "\n".join([version("jieba"), version("opencc"), unidata_version, FOLDING, *words])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def cut(batch: Batch, lexicon: Lexicon) -> dict[str, Postings]:
    """The postings of each field over these passages, numbered from 0."""
    bodies, headings = (lexicon.fold("\n".join(texts)) for texts in (batch.bodies, batch.headings))
    return {
        "words": _postings(batch.bodies, bodies, lexicon.word_spans(bodies)),
        "grams": _postings(batch.bodies, bodies, lexicon.gram_spans(bodies)),
        "headings": _postings(batch.headings, headings, lexicon.gram_spans(headings)),
    }


def _postings(texts: Sequence[str], folded: str, spans: Spans) -> Postings:
    starts, lengths = spans
    passages = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    return Postings.of(keys_at(code_points(folded), starts, lengths), passages[starts], len(texts))


def _cut(
    collection: Collection, numbers: NDArray[np.int32], lexicon: Lexicon, progress: Progress
) -> Iterator[tuple[dict[str, Postings], NDArray[np.int32]]]:
    """The postings of a collection, batch by batch, each with the final numbers of its passages."""
    total, done = collection.characters, 0
    progress(done, total)
    several = total > _PARALLEL and (os.cpu_count() or 1) > 1
    if total > _COMPILED:
        accelerator.load(lexicon.cache)
    cutting = _cut_in_processes if several else _cut_here
    for batch, fields in cutting(_batches(collection), lexicon):
        done += sum(map(len, batch.bodies))
        progress(done, total)
        yield fields, numbers[batch.first : batch.first + len(batch.bodies)]


def _batches(collection: Collection) -> Iterator[Batch]:
    """The passages in order, some half a million characters at a time."""
    batch, characters = Batch(0, [], []), 0
    for number in range(len(collection)):
        batch.bodies.append(collection.words_of(number))
        batch.headings.append(collection.heading_of(number))
        characters += len(batch.bodies[-1])
        if characters >= _BATCH or number == len(collection) - 1:
            yield batch
            batch, characters = Batch(number + 1, [], []), 0


def _cut_here(batches: Iterable[Batch], lexicon: Lexicon) -> Iterator[tuple[Batch, dict[str, Postings]]]:
    for batch in batches:
        yield batch, cut(batch, lexicon)


def _cut_in_processes(
    batches: Iterable[Batch], lexicon: Lexicon
) -> Iterator[tuple[Batch, dict[str, Postings]]]:
    """The same, in order, on every core; no more batches are under way than there are cores and one."""
    from concurrent.futures import Future, ProcessPoolExecutor  # here, since only large inputs need it
    from multiprocessing import get_context

    cores = os.cpu_count() or 1
    told = (lexicon.cache, lexicon.words, accelerator.loaded is not None)
    with ProcessPoolExecutor(cores, get_context("spawn"), _start, told) as pool:
        under_way: deque[tuple[Batch, Future[dict[str, Postings]]]] = deque()
        for batch in batches:
            under_way.append((batch, pool.submit(_cut_there, batch)))
            if len(under_way) > cores:
                earliest, fields = under_way.popleft()
                yield earliest, fields.result()
        for batch, fields in under_way:
            yield batch, fields.result()


_lexicon: Lexicon  # of a worker process, which has no other


def _start(cache: Path, words: tuple[str, ...], compiled: bool) -> None:
    global _lexicon
    _lexicon = Lexicon(cache, words)
    if compiled:
        accelerator.load(cache)


def _cut_there(batch: Batch) -> dict[str, Postings]:
    return cut(batch, _lexicon)


def _standing(directory: Path, fresh: bool) -> tuple[Collection, dict[str, Postings], Mapping[str, Any]]:
    """What stands in the index, or nothing."""
    if not fresh:
        with suppress(IndexMissing):
            generation = generations.opened(directory, check=True)
            return Collection(generation.arrays), fields_of(generation.arrays), generation.about
    return Collection.of(()), {}, {}
