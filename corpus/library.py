"""The documents folder: what lies there, and each file read into works, sections and passages.

The folder is the truth. A file that cannot be read is a document too: without works, with the reason. What
reading needs is imported when there is something to read: a question finds everything read already.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from corpus.errors import DocumentError
from corpus.limits import Limits
from corpus.model import Document, Work
from corpus.sentences import Sentences, sentences

if TYPE_CHECKING:
    from corpus.corrections import Correction, Corrections
    from corpus.titles import Part

SAMPLES = Path(__file__).with_name("samples")
"""The works that ship with the bot."""

READING = "3"
"""Goes up whenever the same bytes may make other works, sections or passages."""

CORRECTIONS = ".toml"
"""What stands behind a document's name in the name of its corrections; such files are no documents."""

_CJK = re.compile("[\u3400-\u9fff]")
_NOBODY = re.compile(
    "|administrator|admin|user|owner|unknown|python-docx|微软用户|用户|匿名|未知", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder, by its name in it, with its corrections if it has any.

    `size` in bytes is that of both together, and `modified` in nanoseconds the later of their times.
    """

    name: str
    path: Path
    size: int
    modified: int
    corrections: Path | None = None

    def digest(self) -> str:
        """The SHA-256 of its bytes and of its corrections; raises OSError."""
        digest = hashlib.sha256()
        for path in filter(None, (self.path, self.corrections)):
            with path.open("rb") as opened:
                while block := opened.read(1 << 20):
                    digest.update(block)
        return digest.hexdigest()


def scan(place: Path) -> list[File]:
    """The files of a folder and its subfolders in the order of their names, or the one file that this is.

    Hidden ones are passed over.
    """
    if place.is_file():
        return list(_regular(place.parent, "", [place.name], {place.name}))
    return sorted(_files(place, ""), key=lambda file: file.name)


def _files(folder: Path, above: str) -> Iterator[File]:
    """The files below a folder whose own name, with a stroke behind it, is `above`."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        if above:  # A folder that cannot be opened is a file that cannot be read.
            yield File(_name(above[:-1]), folder, 0, 0)
        return
    names = []
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder / entry.name, f"{above}{entry.name}/")
        else:
            names.append(entry.name)
    endings = (name for name in names if name.endswith(CORRECTIONS))
    yield from _regular(folder, above, names, {name.removesuffix(CORRECTIONS) for name in endings})


def _regular(folder: Path, above: str, names: list[str], corrected: Collection[str]) -> Iterator[File]:
    """Those of the names that are documents; only files called as `corrected` says have corrections."""
    for name in names:
        if name.endswith(CORRECTIONS):
            continue
        path = folder / name
        status = _status(path)
        if status is None:
            continue
        beside = folder / (name + CORRECTIONS) if name in corrected else None
        said = _status(beside) if beside else None
        size, modified = status.st_size, status.st_mtime_ns
        if said is None:
            yield File(_name(above + name), path, size, modified)
        else:
            both = size + said.st_size, max(modified, said.st_mtime_ns)
            yield File(_name(above + name), path, *both, beside)


def _status(path: Path) -> os.stat_result | None:
    """The status of a regular file; None for what is none, or is gone."""
    with suppress(OSError):
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            return status
    return None


def _name(below: str) -> str:
    return os.fsencode(below).decode("utf-8", "replace")


def read(file: File, limits: Limits | None = None) -> Document:
    """A file as a document; what is wrong with it stands in `error`, and nothing is raised for it."""
    most = (limits or Limits()).megabytes
    if file.size > most << 20:
        return failed(file, f"文件超过 {most} MB；请拆成几个文件，或调大 CHUCHU_MAX_FILE_MB")
    try:
        data = file.path.read_bytes()
        said = file.corrections.read_bytes() if file.corrections else None
    except OSError:
        return failed(file, "打不开；请检查它是否还在、有没有读取权限")
    try:
        document = parse(data, file.name, corrections=said, limits=limits)
    except DocumentError as error:
        return failed(file, error.reason)
    return replace(document, size=file.size, modified=file.modified)


def failed(file: File, reason: str) -> Document:
    """The document of a file that is not read; with its digest, so that it is not tried again as it is."""
    digest = ""
    with suppress(OSError):
        digest = file.digest()
    error = str(DocumentError(file.name, reason))
    return Document(file.name, "unknown", None, digest, file.size, file.modified, error=error)


def parse(
    data: bytes, name: str, *, corrections: bytes | None = None, limits: Limits | None = None
) -> Document:
    """The document `name` from its bytes; raises DocumentError where it is no text that can be read."""
    from corpus import corrections as correcting
    from corpus import reading, receipts, works

    read = reading.read(data, name, limits)
    draft = read.draft
    said = correcting.read(corrections or b"", PurePosixPath(name).name + CORRECTIONS)
    stem = PurePosixPath(name).stem
    # A name in Chinese was given by a person; the file's own title is often that of another file.
    called = stem if read.format != "markdown" and _CJK.search(stem) else draft.title or stem
    parts = works.split(draft.lines, called, said.starts(draft.lines))
    if not parts:
        raise DocumentError(name, "文件里没有文字；请放入文字后再加")
    if len(parts) == 1 and (draft.author or draft.date):
        author = None if _NOBODY.fullmatch(draft.author or "") else draft.author
        parts = [replace(p, author=p.author or author, date=p.date or draft.date) for p in parts]
    made = [_work(part, said.of(number), said) for number, part in enumerate(parts)]
    receipt = receipts.receipt(read.characters, draft, made, read.marks)
    whole = tuple(work for work, _, _ in made)
    return Document(
        name,
        read.format,
        read.encoding,
        hashlib.sha256(data + (corrections or b"")).hexdigest(),
        len(data) + len(corrections or b""),
        0,
        whole,
        (*draft.warnings, *said.warnings, *receipts.doubts(whole)),
        receipt=receipt,
    )


def template(document: Document) -> str:
    """Corrections to start from: the works and outlines of a document as it is read now."""
    from corpus import corrections

    return corrections.template(document.name, document.works)


def duplicates(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """The names of documents with the same words, however spaced, for each that has its like."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for document in documents:
        if document.receipt is not None:
            alike[document.receipt.texts].append(document.name)
    groups = [names for names in alike.values() if len(names) > 1]
    return {name: tuple(other for other in names if other != name) for names in groups for name in names}


def _work(part: Part, correction: Correction, said: Corrections) -> tuple[Work, Mapping[int, str], Sentences]:
    """A work, what those of its lines are that are no body text, and its sentences."""
    from corpus import outline, passages

    part = correction.applied(part)
    starts: list[int] = []
    length = 0
    for line in part.lines:
        starts.append(length)
        length += len(line.text) + 1
    text = "\n".join(line.text for line in part.lines)
    paragraphs = tuple(
        (start, start + len(line.text)) for start, line in zip(starts, part.lines, strict=True)
    )
    built = outline.build(part.lines, starts, part.matter, correction.outline)
    said.unfound(built.unfound)
    reasons = dict(built.left_out)
    if part.matter < len(part.lines):
        reasons |= dict.fromkeys(range(part.matter), "标题和题下文字")
    spoken = lru_cache(None)(partial(sentences, text))
    pieces = part.title, text, paragraphs, built.sections, spoken
    # Where there is nothing but titles and forms of address, they are the text.
    cut = passages.cut(*pieces, frozenset(reasons)) or passages.cut(*pieces, frozenset())
    if part.lines[0].page is not None:
        cut = tuple(passage._replace(page=part.lines[passage.paragraph - 1].page) for passage in cut)
    work = Work(part.title, text, paragraphs, built.sections, cut, part.author, part.date)
    return work, reasons, spoken
