"""The documents folder: what lies there, and each file read into works, sections and passages.

The folder is the truth. A file that cannot be read is a document too: without works, with the reason.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path, PurePosixPath

from corpus import outline, passages, reading, works
from corpus.errors import DocumentError
from corpus.model import Document, Work

SAMPLES = Path(str(resources.files("corpus"))) / "samples"
"""The works that ship with the bot."""

READING = "1"
"""Goes up whenever the same bytes may make other works, sections or passages."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder, by its name in it, its size in bytes and its time in nanoseconds."""

    name: str
    path: Path
    size: int
    modified: int


def scan(folder: Path) -> list[File]:
    """The files of the folder and its subfolders in the order of their names; hidden ones are passed over."""
    return sorted(_files(folder, folder), key=lambda file: file.name)


def _files(folder: Path, below: Path) -> Iterator[File]:
    try:
        entries = list(os.scandir(below))
    except OSError:
        if below != folder:  # A folder that cannot be opened is a file that cannot be read.
            yield _file(folder, below, 0, 0)
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder, path)
            continue
        with suppress(OSError):
            status = entry.stat()
            if stat.S_ISREG(status.st_mode):
                yield _file(folder, path, status.st_size, status.st_mtime_ns)


def _file(folder: Path, path: Path, size: int, modified: int) -> File:
    name = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")
    return File(name, path, size, modified)


def read(file: File) -> Document:
    """A file as a document; what is wrong with it stands in `error`, and nothing is raised for it."""
    try:
        data = file.path.read_bytes()
    except OSError:
        error = DocumentError(file.name, "打不开；请检查它是否还在、有没有读取权限")
        return Document(file.name, "unknown", None, "", file.size, file.modified, error=str(error))
    digest = hashlib.sha256(data).hexdigest()
    try:
        return parse(data, file.name, digest=digest, modified=file.modified)
    except DocumentError as error:
        return Document(file.name, "unknown", None, digest, file.size, file.modified, error=str(error))


def parse(data: bytes, name: str, *, digest: str = "", modified: int = 0) -> Document:
    """The document `name` from its bytes; raises DocumentError where it is no text that can be read."""
    read = reading.read(data, name)
    stem = PurePosixPath(name).stem
    parts = works.split(read.draft.lines, stem)
    if not parts:
        raise DocumentError(name, "文件里没有文字；请放入文字后再加")
    made = tuple(_work(part) for part in parts)
    warnings = [*read.draft.warnings, *(f"未收入：{what}" for what in read.draft.left_out)]
    digest = digest or hashlib.sha256(data).hexdigest()
    return Document(name, read.format, read.encoding, digest, len(data), modified, made, tuple(warnings))


def _work(part: works.Part) -> Work:
    starts: list[int] = []
    length = 0
    for line in part.lines:
        starts.append(length)
        length += len(line.text) + 1
    text = "\n".join(line.text for line in part.lines)
    paragraphs = tuple(
        (start, start + len(line.text)) for start, line in zip(starts, part.lines, strict=True)
    )
    built = outline.build(part.lines, starts, part.matter)
    matter = frozenset(range(part.matter)) if part.matter < len(part.lines) else frozenset()
    pieces = part.title, text, paragraphs, built.sections
    # Where there is nothing but titles and forms of address, they are the text.
    cut = passages.cut(*pieces, matter | built.left_out) or passages.cut(*pieces, frozenset())
    if part.lines[0].page is not None:
        cut = tuple(replace(passage, page=part.lines[passage.paragraph - 1].page) for passage in cut)
    return Work(part.title, text, paragraphs, built.sections, cut, part.author, part.date)
