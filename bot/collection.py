"""The collection in a data directory: its documents, its index, and the answers from it.

The documents folder is the truth; the index follows it. While the folder is empty the samples answer.
Every door calls this and nothing beneath it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from threading import RLock
from time import sleep
from typing import TYPE_CHECKING

import corpus
from bot.errors import DataError
from bot.placing import placed
from bot.settled import Settled, state_of
from corpus import CORRECTIONS, Document, File, Limits
from retrieval import Index, IndexDamaged, IndexMissing, Vocabulary, VocabularyWrong, update

if TYPE_CHECKING:
    from bot.contents import Contents
    from retrieval import Answer, Check, Explanation, PassageInPlace, Quotation, Trace, Tried, Word

ProgressHeard = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much."""

_BYTES = 3
"""Of a Chinese character in most files."""
LONGEST_CHECK = 20_000
"""Characters of a text whose quotations are checked."""
LONGEST_QUESTION = 2_000
"""Characters of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an update did: documents read anew, and names that are gone."""

    read: tuple[Document, ...]
    gone: tuple[str, ...]
    repaired: str | None = None

    def __bool__(self) -> bool:
        return bool(self.read or self.gone)


class Collection:
    """A data directory, opened. Questions and changes may come from several threads."""

    def __init__(self, data_dir: Path, limits: Limits | None = None) -> None:
        """`limits` are what one file may cost. Raises DataError where the directory cannot be entered."""
        self.data_dir = data_dir
        self._limits = limits or Limits()
        self.documents_dir = data_dir / "documents"
        self._index_dir = data_dir / "index"
        self._cache_dir = data_dir / "cache"
        self._settled = Settled(self._cache_dir / "settled")
        try:
            data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            for directory in (self.documents_dir, self._index_dir, self._cache_dir):
                directory.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise DataError(
                f"数据目录 {data_dir} 用不了（{error.strerror}）；请换一个，或改它的权限。"
            ) from error
        self._index: Index | None = None
        self._vocabulary = Vocabulary()
        self._words: tuple[str, ...] = ()
        self._settings = ""
        self._contents: tuple[Index, Contents] | None = None
        self._seen: object = None
        self._changing = RLock()

    @property
    def is_sample(self) -> bool:
        """True while there are no documents of the user's own and the samples answer."""
        return not corpus.scan(self.documents_dir)

    def update(self, *, rebuild: bool = False, progress: ProgressHeard = lambda *_: None) -> Change:
        """Bring the index up to date with the folder; only what is new or changed is read."""
        with self._changing:
            return self._update({}, rebuild, progress)

    def refresh(self) -> None:
        """Take in what has changed on disk; questions asked meanwhile are answered as before."""
        words = Vocabulary.state(self.data_dir)
        seen = (corpus.scan(self.documents_dir), self._index_dir.stat().st_mtime_ns, words)
        if seen != self._seen:
            self.update()
            self._seen = seen

    def teach(self, rule: str) -> str:
        """Keep a rule of the vocabulary, from the next question on; gives it as it is kept.

        Raises DataError for what cannot be one.
        """
        with self._taught():
            return Vocabulary.add(self.data_dir, rule)

    def unteach(self, rule: str) -> bool:
        """Drop a rule of the vocabulary; false where there is none of the kind."""
        with self._taught():
            return Vocabulary.drop(self.data_dir, rule)

    @contextmanager
    def _taught(self) -> Iterator[None]:
        try:
            with self._changing:
                yield
                self.update()
        except VocabularyWrong as error:
            raise DataError(str(error)) from error

    def watch(self, *, pause: float = 1.0) -> Iterator[Change]:
        """What changes in the folder, as it happens, until one stops asking."""
        seen: object = None
        while True:
            now = corpus.scan(self.documents_dir)
            if now != seen:
                change = self.update()
                # While it read, more may have come and gone: what changed is looked at once more.
                seen = None if change else now
                if change:
                    yield change
            sleep(pause)

    @property
    def index(self) -> Index:
        """The index as it stands, brought up to date when it is first asked for."""
        if self._index is None:
            self.update()
        assert self._index is not None
        return self._index

    def _opened(self) -> Index:
        synonyms = self._vocabulary.synonyms
        return Index.open(self._index_dir, cache=self._cache_dir, synonyms=synonyms)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents with their works and outlines, those that could not be read included."""
        return self.index.documents

    def ask(self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None) -> Answer:
        """The answer to a question. Raises UnknownWork where `work` names none."""
        return self.index.search(question[:LONGEST_QUESTION], limit=limit, max_chars=max_chars, work=work)

    def explain(
        self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None
    ) -> Explanation:
        """The answer to a question, with its reasons."""
        return self.index.explain(question[:LONGEST_QUESTION], limit=limit, max_chars=max_chars, work=work)

    def check(self, text: str) -> Check:
        """Whether what the text quotes is real, and where it stands; of a very long text, the beginning."""
        return self.index.check(text[:LONGEST_CHECK])

    def trace(
        self, word: str, *, work: str | None = None, first: int = 0, limit: int = 10, max_chars: int = 120
    ) -> Trace:
        """How often and where a word stands. Raises UnknownWork where `work` names none."""
        return self.index.trace(word, work=work, first=first, limit=limit, max_chars=max_chars)

    def words_in(self, texts: Sequence[str]) -> list[tuple[Word, ...]]:
        """The words of each text with their kinds."""
        return self.index.words_in(texts)

    def quotable(self, topic: str, *, limit: int = 10, work: str | None = None) -> tuple[Quotation, ...]:
        """Sentences on a topic that can stand alone. Raises UnknownWork where `work` names none."""
        return self.index.quotable(topic[:LONGEST_QUESTION], limit=limit, work=work)

    def tried(self, question: str, missing: Sequence[str]) -> Tried:
        """What a question looks for; to the words of it that are `missing`, the closest of the collection."""
        return self.index.tried(question[:LONGEST_QUESTION], missing)

    def passage(self, code: str) -> PassageInPlace | None:
        """The passage of that code, or None where the collection has none."""
        return self.index.passage(code.strip())

    def closest(self, code: str) -> PassageInPlace | None:
        """For the code of a passage that was changed or went: the one that comes closest to it, or None."""
        return self.index.closest(code.strip())

    @property
    def duplicates(self) -> dict[str, tuple[str, ...]]:
        """The names of documents with the same words, for each that has its like."""
        return corpus.duplicates(self.index.receipts)

    def document(self, name: str) -> Document:
        """The document of that name. Raises DataError where there is none."""
        found = self.index.document(name)
        if found is None:
            raise DataError(f"没有叫「{name}」的文件；用 chuchu documents 看有哪些。")
        return found

    def corrections(self, name: str) -> Path:
        """Where a document is corrected; the file is written to start from where there is none yet.

        Raises DataError where there is no such document, or it is a sample.
        """
        document = self.document(name)
        if self.is_sample or document.error:
            raise DataError(
                document.error or f"「{name}」是自带的示例，不能更正；请用 chuchu add 加进自己的文件。"
            )
        path = self.documents_dir / (name + CORRECTIONS)
        if not path.exists():
            path.write_text(corpus.template(document), encoding="utf-8")
        return path

    @property
    def contents(self) -> Contents:
        """What there is to read, as the index stands."""
        from bot.contents import Contents

        index, known = self.index, self._contents
        if known is None or known[0] is not index:
            self._contents = known = (index, Contents.of(index.documents))
        return known[1]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the user's own documents, as they lie in the folder."""
        return tuple(file.name for file in corpus.scan(self.documents_dir))

    def preview(self, path: Path) -> Document:
        """A file as it would be read if it were added. Raises DataError for one that is no document."""
        for document in self._read(_files(path), lambda *_: None):
            return document
        raise DataError(f"{path.name} 不是可以加的文件；请给出一篇文字。")

    def add(self, paths: Sequence[Path], *, progress: ProgressHeard = lambda *_: None) -> Change:
        """Copy files, and the files in folders, into the documents folder, and index them.

        The same name replaces. A file that cannot be read stays outside; the change holds its receipt.
        Raises DataError where there is nothing to add or no room for it; then the folder is as it was.
        """
        sources: dict[str, File] = {}
        for file in (file for path in paths for file in _files(path)):
            if file.name in sources:
                raise DataError(f"有两个文件都叫「{file.name}」；请先给其中一个改名。")
            sources[file.name] = file
        if not sources:
            named = "、".join(map(str, paths))
            raise DataError(f"{named} 里没有文件；请给出要加的文件，或者放有文件的文件夹。")
        read = list(self._read(list(sources.values()), progress))
        good = {document.name: document for document in read if not document.error}
        if not good:
            return Change(tuple(read), ())
        read = list(map(corpus.in_brief, read))
        with self._changing, placed(self.documents_dir, [sources[name] for name in good]):
            change = self._update(good, rebuild=False, progress=progress)
        # Read again where there are corrections that a document of this name had before.
        latest = {document.name: document for document in (*read, *change.read)}
        return replace(change, read=tuple(latest.values()))

    def remove(self, names: Iterable[str], *, progress: ProgressHeard = lambda *_: None) -> Change:
        """Delete documents by name. Raises DataError, before anything is deleted, for a name that is none."""
        standing = {file.name: file for file in corpus.scan(self.documents_dir)}
        names = list(names)
        for name in names:
            if name not in standing:
                raise DataError(f"没有叫「{name}」的文件；用 chuchu documents 看有哪些。")
        for name in names:
            for path in filter(None, (standing[name].path, standing[name].corrections)):
                path.unlink(missing_ok=True)
        return self.update(progress=progress)

    def _update(self, fresh: dict[str, Document], rebuild: bool, progress: ProgressHeard) -> Change:
        """The index after the folder; `fresh` are documents that were read just now."""
        files = corpus.scan(self.documents_dir)
        source = "documents" if files else "samples"
        files = files or corpus.scan(corpus.SAMPLES)
        settings = f"{source} {corpus.READING} {self._limits.megabytes}/{self._limits.pages}"
        self._vocabulary = Vocabulary.read(self.data_dir)
        index, repaired = self._standing() if not rebuild else (None, None)
        known, state = {}, ""
        if index is not None:
            made = f"{index.version} {index.is_outdated} {settings} {self._vocabulary.words}"
            state = state_of(made, files)
            if not fresh and self._settled.knows(state):
                self._index = index
                return Change((), ())
            known = self._known(index, settings)
        try:
            read, gone, written = self._follow(files, known, fresh, settings, progress)
        except IndexDamaged as error:
            # Opening looks at what it needs; taking over looks at everything.
            repaired = str(error)
            read, gone, written = self._follow(files, {}, fresh, settings, progress)
        self._index = self._opened() if written or index is None else index
        if not written and all(_is_same(file, known.get(file.name)) for file in files):
            self._settled.keep(state)
        return Change(tuple(read), tuple(gone), repaired)

    def _follow(
        self,
        files: Sequence[File],
        known: Mapping[str, Document],
        fresh: dict[str, Document],
        settings: str,
        progress: ProgressHeard,
    ) -> tuple[list[Document], list[str], bool]:
        """What had to be read, what is gone, and whether anything was written so that the index holds what
        the files do.
        """
        read, touched, unread = [], [], []
        for file in files:
            was, now = known.get(file.name), fresh.pop(file.name, None)
            mended = was is not None and was.error and now is not None and not now.error
            if _is_same(file, was) and not mended:
                continue
            if now is not None and _is_same(file, now):
                read.append(now)
            elif was is not None and was.digest and was.digest == _digest(file):
                touched.append(replace(was, size=file.size, modified=file.modified))
            else:
                unread.append(file)
        gone = sorted(known.keys() - {file.name for file in files})
        remade = not known or (self._settings, self._words) != (settings, self._vocabulary.words)
        with closing(self._read(unread, progress)) as reading:
            # What cannot be opened is tried each time, and is no change as long as it cannot.
            changed = (document for document in reading if document != known.get(document.name))
            if not (read or gone or touched or remade):
                read += islice(changed, 1)
            written = bool(read or gone or touched or remade)
            if written:
                update(
                    self._index_dir,
                    cache=self._cache_dir,
                    add=_given_away(read, changed),
                    expected=sum(file.size for file in unread) // _BYTES,
                    remove=gone,
                    touched=touched,
                    words=self._vocabulary.words,
                    settings=settings,
                    fresh=not known,
                    progress=lambda done, total: progress("做索引", done, total),
                )
        return read, gone, written

    def _standing(self) -> tuple[Index | None, str | None]:
        """The index on disk, if there is one; what is wrong with it where it is damaged."""
        try:
            return self._opened(), None
        except IndexMissing:
            return None, None
        except IndexDamaged as error:
            return None, str(error)

    def _known(self, index: Index, settings: str) -> dict[str, Document]:
        """The documents that the index holds; none is known for sure where it is of another making."""
        self._words, self._settings = index.words, "" if index.is_outdated else index.settings
        before, now = (said.rpartition(" ")[::2] for said in (index.settings, settings))
        known = {document.name: document for document in index.receipts}
        if before[0] != now[0]:
            return {name: replace(document, digest="") for name, document in known.items()}
        if before[1] != now[1]:  # What was too large may not be so now.
            known |= {name: replace(one, digest="") for name, one in known.items() if one.error}
        return known

    def _read(self, files: Sequence[File], progress: ProgressHeard) -> Generator[Document, None, None]:
        for number, document in enumerate(corpus.read_all(files, self._limits), 1):
            yield document
            progress("读文件", number, len(files))


def _given_away(read: list[Document], following: Iterable[Document]) -> Iterator[Document]:
    """Documents that were read and those that follow, of which only what their receipts need stays in the
    list: all together are too large.
    """
    for number, document in enumerate(read):
        read[number] = corpus.in_brief(document)
        yield document
    for document in following:
        read.append(corpus.in_brief(document))
        yield document


def _is_same(file: File, known: Document | None) -> bool:
    """Whether a document is the file as it lies there; one that could not be opened is tried again."""
    if known is None or not known.digest:
        return False
    return (known.size, known.modified) == (file.size, file.modified)


def _digest(file: File) -> str | None:
    with suppress(OSError):
        return file.digest()
    return None


def _files(path: Path) -> list[File]:
    """The files that a person means by a path, by their names in the documents folder."""
    try:
        path.stat()
    except OSError as error:
        raise DataError(f"没有 {path} 这个文件，或者打不开（{error.strerror}）；请检查路径。") from error
    return corpus.scan(path)
