"""Documents ▶ a generation: what is new is cut into terms, what is known is taken over as it stands.

Cutting is most of the work, so it is done once for a document and a dictionary, and on all cores. The result
does not depend on the way there: an index that grew is the index built at once.
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
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document
from retrieval import generations
from retrieval.acceleration import accelerator
from retrieval.collection import Collection, Room
from retrieval.errors import IndexMissing, IndexNotWritten
from retrieval.folding import FOLDING, code_points
from retrieval.keys import Keys, keys_at
from retrieval.postings import FIELDS, MOST_PASSAGES, Postings, arrays_of, fields_of
from retrieval.shelving import shelved
from retrieval.terms import Lexicon, Spans

Progress = Callable[[int, int], None]
Tokens = tuple[Keys, NDArray[np.int64]]
"""The key and the passage of each token, in order; each passage is a text with a line break after it."""

_BATCH = 1 << 18  # characters: some thirty megabytes of arrays while they are cut
_SHELVED = 1 << 23  # characters: some ten megabytes of documents as values
_MERGED_AT_ONCE = 2  # characters, in the time that one is cut
_LOADED = 1 << 21  # characters: below, loading compiled code costs more than it saves
_WOVEN = 150_000  # passages taken over: below, merging them costs less than loading it
_COMPILED = 1 << 26  # characters: below, compiling it does


class Batch(NamedTuple):
    """Passages from the one numbered `first`: their texts and the headings above them, a line break after
    each, and the lengths of these.
    """

    first: int
    bodies: str
    body_lengths: NDArray[np.int64]
    headings: str
    heading_lengths: NDArray[np.int64]

    @property
    def end(self) -> int:
        """The number after the last."""
        return self.first + len(self.body_lengths)


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
    were made, for the caller to compare later. `progress` hears how much is done, of how much.
    Gives whether there was anything to do. Raises IndexDamaged (unless `fresh`) and IndexNotWritten.
    """
    lexicon = Lexicon(cache, words)
    about = {"fingerprint": fingerprint(lexicon), "words": lexicon.words, "settings": settings}
    # Where they are missing, the tables for cutting are made while files are read.
    threading.Thread(target=lexicon.words_in, args=("",)).start()
    gone, other = set(remove), list(touched)
    with generations.writing(directory):
        new = _gathered(directory, add)
        old, old_fields, old_about = _standing(directory, fresh)
        same = old_about == {**about, "words": list(lexicon.words)}
        gone.intersection_update(document.name for document in old.receipts)
        if same and not (new.receipts or gone or other):
            return False
        old = old.with_receipts(other) if other else old
        room = partial(generations.room, directory)
        whole, old_numbers, new_numbers = old.updated(new, gone, room)
        if len(whole) > MOST_PASSAGES:
            raise IndexNotWritten(directory, f"超过 {MOST_PASSAGES:,} 段", "请把文件分到几个数据目录")
        taken_over = old_about.get("fingerprint") == about["fingerprint"]
        to_cut, numbers = (new, new_numbers) if taken_over else (whole, np.arange(len(whole), dtype=np.int32))
        if taken_over and len(old) > _WOVEN and accelerator.is_compiled(cache):
            accelerator.load(cache)
        steps = _Steps(to_cut.characters, whole.characters, progress)
        there: list[NDArray[np.int32]] = []
        aside = generations.put_aside(directory, _cut(to_cut, numbers, lexicon, there, steps))
        parts = list(zip(map(fields_of, aside), there, strict=True))
        if taken_over:
            parts.append((old_fields, old_numbers))
        generations.write(directory, _arrays(whole, parts, room, steps), about)
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


def _arrays(
    whole: Collection,
    parts: Sequence[tuple[dict[str, Postings], NDArray[np.int32]]],
    room: Room,
    steps: _Steps,
) -> Iterator[tuple[str, NDArray[Any]]]:
    """What is stored; while a field is written, the others are merged."""
    from concurrent.futures import ThreadPoolExecutor  # here, since no question needs it

    def merged(field: str) -> Postings:
        each = [(fields[field], numbers) for fields, numbers in parts]
        return Postings.merged(each, len(whole), room)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        under_way = deque((field, threads.submit(merged, field)) for field in FIELDS)
        yield from whole.arrays.items()
        while under_way:
            field, postings = under_way.popleft()
            yield from arrays_of({field: postings.result()}).items()
            steps.merged()


def _gathered(directory: Path, documents: Iterable[Document]) -> Collection:
    """These documents as a collection; of many, some at a time are in memory."""
    runs = [Collection(arrays) for arrays in generations.put_aside(directory, map(shelved, _runs(documents)))]
    return Collection.joined(runs, partial(generations.room, directory)) if len(runs) > 1 else runs[0]


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
    bodies, headings = lexicon.fold(batch.bodies), lexicon.fold(batch.headings)
    return {
        "words": _postings(batch.body_lengths, _words(bodies, batch.body_lengths, lexicon)),
        "grams": _postings(batch.body_lengths, _grams(bodies, batch.body_lengths, lexicon)),
        "headings": _postings(batch.heading_lengths, _grams(headings, batch.heading_lengths, lexicon)),
    }


def _postings(texts: NDArray[np.int64], tokens: Tokens) -> Postings:
    return Postings.of(*tokens, len(texts))


def _words(folded: str, texts: NDArray[np.int64], lexicon: Lexicon) -> Tokens:
    kernels = accelerator.loaded
    if kernels is None:
        return _tokens(folded, texts, lexicon.word_spans(folded))
    codes = code_points(folded)
    return kernels.words(codes, lexicon.folding.kinds_of(codes), texts, lexicon.word_starts(folded))


def _grams(folded: str, texts: NDArray[np.int64], lexicon: Lexicon) -> Tokens:
    kernels = accelerator.loaded
    if kernels is None:
        return _tokens(folded, texts, lexicon.gram_spans(folded))
    codes = code_points(folded)
    return kernels.grams(codes, lexicon.folding.kinds_of(codes), texts)


def _tokens(folded: str, texts: NDArray[np.int64], spans: Spans) -> Tokens:
    starts, lengths = spans
    passages = np.repeat(np.arange(len(texts)), texts + 1)
    return keys_at(code_points(folded), starts, lengths), passages[starts]


def _cut(
    collection: Collection,
    numbers: NDArray[np.int32],
    lexicon: Lexicon,
    there: list[NDArray[np.int32]],
    steps: _Steps,
) -> Iterator[generations.Arrays]:
    """The postings of a collection, batch by batch; the final numbers of the passages of each go `there`."""
    total = collection.characters
    if total > (_LOADED if accelerator.is_compiled(lexicon.cache) else _COMPILED):
        accelerator.load(lexicon.cache)
    for batch, fields in _cut_on_all_cores(_batches(collection), lexicon):
        there.append(numbers[batch.first : batch.end])
        yield arrays_of(fields)
        steps.cut(int(batch.body_lengths.sum()))


def _batches(collection: Collection) -> Iterator[Batch]:
    """The passages in order, some half a million characters at a time."""
    rows = collection.arrays["passages"]
    reached = np.cumsum(rows[:, 1] - rows[:, 0], dtype=np.int64)
    first = 0
    while first < len(rows):
        before = reached[first - 1] if first else 0
        end = min(int(np.searchsorted(reached, before + _BATCH)) + 1, len(rows))
        headings = collection.headings_of(first, end)
        lengths = np.array([len(heading) for heading in headings])
        yield Batch(first, *collection.texts_of(first, end), "\n".join([*headings, ""]), lengths)
        first = end


def _cut_on_all_cores(
    batches: Iterable[Batch], lexicon: Lexicon
) -> Iterator[tuple[Batch, dict[str, Postings]]]:
    """Cut in order, and by threads, since neither NumPy nor compiled code keeps the others waiting; no more
    batches are under way than there are cores and one.
    """
    from concurrent.futures import Future, ThreadPoolExecutor  # here, since no question needs it

    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as threads:
        under_way: deque[tuple[Batch, Future[dict[str, Postings]]]] = deque()
        for batch in batches:
            under_way.append((batch, threads.submit(cut, batch, lexicon)))
            if len(under_way) > cores:
                earliest, fields = under_way.popleft()
                yield earliest, fields.result()
        for batch, fields in under_way:
            yield batch, fields.result()


def _standing(directory: Path, fresh: bool) -> tuple[Collection, dict[str, Postings], Mapping[str, Any]]:
    """What stands in the index, or nothing."""
    if not fresh:
        with suppress(IndexMissing):
            generation = generations.opened(directory, check=True)
            return Collection(generation.arrays), fields_of(generation.arrays), generation.about
    return Collection.of(()), {}, {}
