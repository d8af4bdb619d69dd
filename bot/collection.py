"""The collection in a data directory: its documents, its index, and the answers from it.

The documents folder is the truth; the index follows it. While the folder is empty the samples answer.
Every door calls this and nothing beneath it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus
from bot.errors import DataError
from corpus import Document, File
from retrieval import Answer, Index, IndexDamaged, IndexMissing, PassageInPlace, update

ProgressHeard = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much."""

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
    """A data directory, opened. Questions may come from several threads; changes from one."""

    def __init__(self, data_dir: Path) -> None:
        """Raises DataError where the directory cannot be made or entered."""
        self.data_dir = data_dir
        self.documents_dir = data_dir / "documents"
        self._index_dir = data_dir / "index"
        self._cache_dir = data_dir / "cache"
        try:
            data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            for directory in (self.documents_dir, self._index_dir, self._cache_dir):
                directory.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise DataError(
                f"数据目录 {data_dir} 用不了（{error.strerror}）；请换一个，或改它的权限。"
            ) from error
        self._index: Index | None = None

    @property
    def is_sample(self) -> bool:
        """True while there are no documents of the user's own and the samples answer."""
        return not corpus.scan(self.documents_dir)

    def update(self, *, rebuild: bool = False, progress: ProgressHeard = lambda *_: None) -> Change:
        """Bring the index up to date with the folder; only what is new or changed is read."""
        files = corpus.scan(self.documents_dir)
        source = "documents" if files else "samples"
        files = files or corpus.scan(corpus.SAMPLES)
        settings = f"{source} {corpus.READING}"
        known, repaired = self._known(settings) if not rebuild else ({}, None)
        changed = [file for file in files if _is_changed(file, known.get(file.name))]
        read = []
        for number, file in enumerate(changed, 1):
            read.append(corpus.read(file))
            progress("读文件", number, len(changed))
        gone = sorted(known.keys() - {file.name for file in files})
        if read or gone or not known:
            update(
                self._index_dir,
                cache=self._cache_dir,
                add=read,
                remove=gone,
                settings=settings,
                fresh=not known,
                progress=lambda done, total: progress("做索引", done, total),
            )
            self._index = None
        return Change(tuple(read), tuple(gone), repaired)

    @property
    def index(self) -> Index:
        """The index as it stands, brought up to date when it is first asked for."""
        if self._index is None:
            self.update()
            self._index = Index.open(self._index_dir, cache=self._cache_dir)
        return self._index

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents with their works and outlines, those that could not be read included."""
        return self.index.documents

    def ask(self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None) -> Answer:
        """The answer to a question. Raises UnknownWork where `work` names none."""
        return self.index.search(question[:LONGEST_QUESTION], limit=limit, max_chars=max_chars, work=work)

    def passage(self, code: str) -> PassageInPlace | None:
        """The passage of that code, or None where the collection has none."""
        return self.index.passage(code.strip())

    def add(self, paths: Sequence[Path], *, progress: ProgressHeard = lambda *_: None) -> Change:
        """Copy files, and the files in folders, into the documents folder, and index them.

        The same name replaces. Raises DataError where there is nothing to add or no room for it.
        """
        sources = [source for path in paths for source in _sources(path)]
        if not sources:
            raise DataError(
                f"{'、'.join(map(str, paths))} 里没有文件；请给出要加的文件，或者放有文件的文件夹。"
            )
        for name, source in sources:
            self._copy(source, self.documents_dir / name)
        return self.update(progress=progress)

    def remove(self, names: Iterable[str], *, progress: ProgressHeard = lambda *_: None) -> Change:
        """Delete documents by name. Raises DataError, before anything is deleted, for a name that is none."""
        standing = {file.name: file.path for file in corpus.scan(self.documents_dir)}
        names = list(names)
        for name in names:
            if name not in standing:
                raise DataError(f"没有叫「{name}」的文件；用 chuchu documents 看有哪些。")
        for name in names:
            standing[name].unlink(missing_ok=True)
        return self.update(progress=progress)

    def _known(self, settings: str) -> tuple[dict[str, Document], str | None]:
        """The documents that the index holds; none where it is missing, damaged or of another making."""
        try:
            index = Index.open(self._index_dir, cache=self._cache_dir)
        except IndexMissing:
            return {}, None
        except IndexDamaged as error:
            return {}, str(error)
        if index.settings != settings:
            return {}, None
        return {document.name: document for document in index.receipts}, None

    def _copy(self, source: Path, target: Path) -> None:
        """A copy that stands there whole or not at all."""
        temporary = None
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".adding-", delete=False) as opened:
                temporary = Path(opened.name)
                with source.open("rb") as given:
                    shutil.copyfileobj(given, opened)
                opened.flush()
                os.fsync(opened.fileno())
            temporary.replace(target)
        except OSError as error:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
            raise DataError(f"{source} 加不进来（{error.strerror}）；请检查文件权限和磁盘空间。") from error


def _is_changed(file: File, known: Document | None) -> bool:
    """Whether the file has to be read; one that could not be opened is tried again."""
    return known is None or not known.digest or (known.size, known.modified) != (file.size, file.modified)


def _sources(path: Path) -> list[tuple[str, Path]]:
    """Names in the documents folder and the files they come from."""
    if path.is_dir():
        return [(file.name, file.path) for file in corpus.scan(path)]
    if not path.exists():
        raise DataError(f"没有 {path} 这个文件；请检查路径。")
    return [(path.name, path)]
