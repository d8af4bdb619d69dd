"""Documents ▶ a generation: what is new is cut into terms, what is known is taken over as it stands.

Cutting is most of the work, so it is done once for a document and a dictionary, on all cores, and while more
documents are read. The result does not depend on the way there: an index that grew is the index built at
once.
"""

from __future__ import annotations

import hashlib
import os
import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document
from retrieval import generations
from retrieval.acceleration import accelerator
from retrieval.collection import Collection, Room
from retrieval.errors import IndexMissing, IndexNotWritten
from retrieval.folding import FOLDING, Codes, code_points, text_of
from retrieval.keys import Keys, keys_at
from retrieval.postings import FIELDS, MOST_PASSAGES, Postings, arrays_of, fields_of
from retrieval.shelving import shelved
from retrieval.terms import Lexicon, Spans

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Part = tuple[dict[str, Postings], NDArray[np.int32]]
"""The postings of some passages by field, and the numbers that the passages have in the index."""
Progress = Callable[[int, int], None]
Tokens = tuple[Keys, NDArray[np.int64]]
"""The key and the passage of each token, in order; each passage is a text with a line break after it."""

_BATCH = 1 << 18  # characters: some thirty megabytes of arrays while they are cut
_UNDER_WAY = 8  # batches that may wait to be cut
_SHELVED = 1 << 21  # characters: some megabytes of documents as values
_MERGED_AT_ONCE = 2  # characters, in the time that one is cut
_LOADED = 1 << 21  # characters: below, loading compiled code costs more than it saves
_WOVEN = 150_000  # passages taken over: below, merging them costs less than loading it
_COMPILED = 1 << 26  # characters: below, compiling it does


class Batch(NamedTuple):
    """Passages: their texts by code point, and the headings above them, a line break after each, and how long
    they are.
    """

    bodies: NDArray[np.unsignedinteger]
    body_lengths: NDArray[np.int64]
    headings: Codes
    heading_lengths: NDArray[np.int64]

    @classmethod
    def of(cls, collection: Collection, first: int, end: int) -> Batch:
        """Those of a collection from `first` to `end`."""
        headings = collection.headings_of(first, end)
        lengths = np.array([len(heading) for heading in headings])
        return cls(*collection.texts_of(first, end), code_points("\n".join([*headings, ""])), lengths)


def update(
    directory: Path,
    *,
    cache: Path,
    add: Iterable[Document] = (),
    expected: int = 0,
    remove: Iterable[str] = (),
    touched: Iterable[Document] = (),
    words: Iterable[str] = (),
    settings: str = "",
    fresh: bool = False,
    progress: Progress = lambda done, total: None,
) -> bool:
    """Bring the index in `directory` up to date: `add` (or put in place) documents, `remove` others by name.

    Documents that come in the order of their names are cut while more are on their way; `expected` says how
    many characters they may have together, where that is known. Of documents that were `touched`, with the
    same works, only the receipts are replaced. With `fresh`, nothing that stood there before counts. `words`
    are the user's own, for all documents; when they differ from before, everything is cut again, from the
    stored texts. `settings` names how passages were made, for the caller to compare later. `progress` hears
    how much is done, of how much, once all documents have come.
    Gives whether there was anything to do. Raises IndexDamaged (unless `fresh`) and IndexNotWritten.
    """
    from concurrent.futures import ThreadPoolExecutor  # here, since no question needs it

    lexicon = Lexicon(cache, words)
    about = {"fingerprint": fingerprint(lexicon), "words": lexicon.words, "settings": settings}
    # Where they are missing, the tables for cutting are made while files are read.
    threading.Thread(target=lexicon.words_in, args=("",)).start()
    gone, other = set(remove), list(touched)
    room = partial(generations.room, directory)
    with (
        generations.writing(directory),
        ThreadPoolExecutor(os.cpu_count()) as threads,
        generations.Aside(directory) as shelf,
        generations.Aside(directory) as terms,
    ):
        old, old_fields, old_about = _standing(directory, fresh)
        cut_again = bool(old.receipts) and old_about.get("fingerprint") != about["fingerprint"]
        cutting = _Cutting(terms, lexicon, threads, expected)
        new, in_order = _arrived(shelf, add, None if cut_again else cutting)
        same = old_about == {**about, "words": list(lexicon.words)}
        gone.intersection_update(document.name for document in old.receipts)
        if same and not (new or gone or other):
            return False
        if not in_order:
            new = [Collection.of(()).updated(new, room=room)[0]]
        old = old.with_receipts(other) if other else old
        whole, (old_numbers, *new_numbers) = old.updated(new, gone, room)
        if len(whole) > MOST_PASSAGES:
            raise IndexNotWritten(directory, f"超过 {MOST_PASSAGES:,} 段", "请把文件分到几个数据目录")
        to_cut = [whole] if cut_again else new
        characters = sum(part.characters for part in to_cut)
        steps = _Steps(characters, whole.characters, progress)
        if cut_again or not in_order:
            terms.clear()
            cutting = _Cutting(terms, lexicon, threads, characters)
        cutting.tell(steps)
        if cut_again or not in_order:
            for part in to_cut:
                cutting.add(part)
        parts = cutting.parts([np.arange(len(whole), dtype=np.int32)] if cut_again else new_numbers)
        if old.receipts and not cut_again:
            parts.append((old_fields, old_numbers))
            if len(old) > _WOVEN and accelerator.is_compiled(cache):
                accelerator.load(cache)
        generations.write(directory, _arrays(whole, parts, room, threads, steps), about)
        steps.end()
        return True


class _Steps:
    """How much is done: characters cut, and characters of which the terms are merged, which is quicker."""

    def __init__(self, cut: int, merged: int, progress: Progress) -> None:
        self._field = merged // _MERGED_AT_ONCE // len(FIELDS)
        self._done, self._total, self._progress = 0, cut + len(FIELDS) * self._field, progress
        progress(0, self._total)

    def cut(self, characters: int) -> None:
        """So many more are cut."""
        self._done += characters
        self._progress(self._done, self._total)

    def merged(self) -> None:
        """One more field is."""
        self.cut(self._field)

    def end(self) -> None:
        """All is written."""
        self._progress(self._total, self._total)


class _Cutting:
    """Collections cut in order, batch by batch, by threads, since neither NumPy nor compiled code keeps the
    others waiting; what comes of it is put aside.
    """

    def __init__(self, aside: generations.Aside, lexicon: Lexicon, threads: Executor, expected: int) -> None:
        self._aside, self._lexicon, self._threads = aside, lexicon, threads
        self._under_way: deque[tuple[int, Future[dict[str, Postings]]]] = deque()
        self._sizes: list[int] = []
        self._loading: Future[object] | None = None
        self._added = self._done = 0
        self._steps: _Steps | None = None
        self._expect(expected)

    def add(self, collection: Collection) -> None:
        """Cut a collection, too; waits while many batches are under way."""
        self._added += collection.characters
        self._expect(self._added)
        size = _BATCH if self._loading is None else 2 * _BATCH  # compiled code needs half as much
        for first, end, characters in _batches(collection, size):
            self._sizes.append(end - first)
            fields = self._threads.submit(self._cut, collection, first, end, self._loading)
            self._under_way.append((characters, fields))
            if len(self._under_way) > _UNDER_WAY:
                self._take()

    def tell(self, steps: _Steps) -> None:
        """Say from now on how much is cut, beginning with what is."""
        self._steps = steps
        if self._done:
            steps.cut(self._done)

    def parts(self, numbers: Sequence[NDArray[np.int32]]) -> list[Part]:
        """What came of it, when all is cut: `numbers` are those that the passages of each collection get."""
        while self._under_way:
            self._take()
        every = np.concatenate([np.zeros(0, np.int32), *numbers])
        each = np.split(every, np.cumsum(self._sizes)[:-1]) if self._sizes else []
        return list(zip(map(fields_of, self._aside.mapped()), each, strict=True))

    def _expect(self, characters: int) -> None:
        """Load compiled code beside the rest, where so many characters are worth it."""
        cache = self._lexicon.cache
        least = _LOADED if accelerator.is_compiled(cache) else _COMPILED
        if self._loading is None and characters > least:
            self._loading = self._threads.submit(accelerator.load, cache)

    def _take(self) -> None:
        characters, fields = self._under_way.popleft()
        self._aside.put(arrays_of(fields.result()))
        self._done += characters
        if self._steps:
            self._steps.cut(characters)

    def _cut(
        self, collection: Collection, first: int, end: int, loading: Future[object] | None
    ) -> dict[str, Postings]:
        if loading:  # which was begun before this, so that a thread is at it
            loading.result()
        return cut(Batch.of(collection, first, end), self._lexicon)


def _arrays(
    whole: Collection, parts: Sequence[Part], room: Room, threads: Executor, steps: _Steps
) -> Iterator[tuple[str, NDArray[Any]]]:
    """What is stored; while a field is written, the others are merged."""

    def merged(field: str) -> Postings:
        each = [(fields[field], numbers) for fields, numbers in parts]
        return Postings.merged(each, len(whole), room)

    under_way = deque((field, threads.submit(merged, field)) for field in FIELDS)
    yield from whole.arrays.items()
    while under_way:
        field, postings = under_way.popleft()
        yield from arrays_of({field: postings.result()}).items()
        steps.merged()


def _arrived(
    shelf: generations.Aside, documents: Iterable[Document], cutting: _Cutting | None
) -> tuple[list[Collection], bool]:
    """These documents as collections, cut as they come, and whether they came in the order of their names;
    of many, some at a time are in memory.
    """
    last, in_order = "", True
    for run in _runs(documents):
        arrays = shelved(run)
        shelf.put(arrays)
        names = [document.name for document in run]
        in_order, last = in_order and last < min(names), max(names)
        if cutting and in_order:
            cutting.add(Collection(arrays))
    return list(map(Collection, shelf.mapped())), in_order


def _runs(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents, some million characters at a time."""
    run: list[Document] = []
    characters = 0
    for document in documents:
        run.append(document)
        characters += sum(work.characters for work in document.works)
        if characters > _SHELVED:
            yield run
            run, characters = [], 0
    if run:
        yield run


def fingerprint(lexicon: Lexicon) -> str:
    """What terms depend on: an index with another fingerprint has to be cut again."""
    found = find_spec("jieba")
    assert found is not None
    assert found.origin is not None
    jieba = [Path(found.origin).parent / name for name in ("dict.txt", "finalseg/prob_emit.py")]
    tables = [zlib.crc32(table.data) for table in (lexicon.folding.folds, lexicon.folding.kinds)]
    said = "\n".join(map(str, [*(path.stat().st_size for path in jieba), *tables, FOLDING, *lexicon.words]))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def cut(batch: Batch, lexicon: Lexicon) -> dict[str, Postings]:
    """The postings of each field over these passages, numbered from 0."""
    bodies, headings = map(lexicon.folding.fold_codes, (batch.bodies, batch.headings))
    return {
        "words": _postings(batch.body_lengths, _words(bodies, batch.body_lengths, lexicon)),
        "grams": _postings(batch.body_lengths, _grams(bodies, batch.body_lengths, lexicon)),
        "headings": _postings(batch.heading_lengths, _grams(headings, batch.heading_lengths, lexicon)),
    }


def _postings(texts: NDArray[np.int64], tokens: Tokens) -> Postings:
    return Postings.of(*tokens, len(texts))


def _words(folded: Codes, texts: NDArray[np.int64], lexicon: Lexicon) -> Tokens:
    kernels = accelerator.loaded
    if kernels is None:
        return _tokens(folded, texts, lexicon.word_spans(text_of(folded)))
    return kernels.words(folded, lexicon.folding.kinds_of(folded), texts, lexicon.word_starts(folded))


def _grams(folded: Codes, texts: NDArray[np.int64], lexicon: Lexicon) -> Tokens:
    kernels = accelerator.loaded
    if kernels is None:
        return _tokens(folded, texts, lexicon.gram_spans(text_of(folded)))
    return kernels.grams(folded, lexicon.folding.kinds_of(folded), texts)


def _tokens(folded: Codes, texts: NDArray[np.int64], spans: Spans) -> Tokens:
    starts, lengths = spans
    passages = np.repeat(np.arange(len(texts)), texts + 1)
    return keys_at(folded, starts, lengths), passages[starts]


def _batches(collection: Collection, size: int) -> Iterator[tuple[int, int, int]]:
    """Bounds of the passages in order, some `size` characters at a time, and how many they are."""
    rows = collection.arrays["passages"]
    reached = np.cumsum(rows[:, 1] - rows[:, 0], dtype=np.int64)
    first = 0
    while first < len(rows):
        before = reached[first - 1] if first else 0
        end = min(int(np.searchsorted(reached, before + size)) + 1, len(rows))
        yield first, end, int(reached[end - 1] - before)
        first = end


def _standing(directory: Path, fresh: bool) -> tuple[Collection, dict[str, Postings], Mapping[str, Any]]:
    """What stands in the index, or nothing."""
    if not fresh:
        with suppress(IndexMissing):
            generation = generations.opened(directory, check=True)
            return Collection(generation.arrays), fields_of(generation.arrays), generation.about
    return Collection.of(()), {}, {}
