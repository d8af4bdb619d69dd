"""Bytes of a document to its lines, one module a format.

The format is told by content first; a name's ending only decides between plain text and Markdown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import PurePosixPath

from corpus.errors import DocumentError, Unreadable
from corpus.limits import Limits
from corpus.reading import encodings, kinds, lines, markdown, pages
from corpus.reading.lines import Draft

__all__ = ["Read", "is_plain", "read"]

_MARKDOWN = frozenset({".md", ".markdown", ".mdown"})


@dataclass(frozen=True, slots=True)
class Read:
    """A document's lines with what its receipt says of the way in.

    `characters` are those of the text that it is written in, white space not counted, and `marks` names what
    of them is no text; formats that are no text have none of either.
    """

    draft: Draft
    format: str
    encoding: str | None
    characters: int = 0
    marks: str = ""


def read(data: bytes, name: str, limits: Limits | None = None) -> Read:
    """The lines of the document `name`; raises DocumentError where it is no text that can be read."""
    if not data or data.isspace():
        raise DocumentError(name, "文件是空的；请放入文字后再加")
    try:
        kind = kinds.kind(data, name)
        found = _parsed(data, kind, limits or Limits()) if kind else _plain(data, name)
    except Unreadable as error:
        raise DocumentError(name, str(error)) from error
    mended, joined = lines.mend(found.draft.lines)
    warnings = list(found.draft.warnings)
    if joined:
        warnings.append(f"接好了 {joined} 处句子中间的断行")
    return replace(found, draft=replace(found.draft, lines=tuple(mended), warnings=tuple(warnings)))


def _reader(kind: str) -> Callable[[bytes], Draft]:
    """What reads a kind; loaded when a file of it is met, because a question meets none."""
    read: Callable[[bytes], Draft] = import_module(f"corpus.reading.{kind}").read
    return read


def _parsed(data: bytes, kind: str, limits: Limits) -> Read:
    """What a program wrote, read by its format's own module."""
    try:
        draft = _reader(kind)(data)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        # A hostile file finds the one unguarded step in a parser, and must end no other file's reading.
        raise Unreadable("文件损坏，读不下去；请用原来的程序打开后重新保存") from error
    if draft.pages > limits.pages:
        raise Unreadable(f"多于 {limits.pages:,} 页；请拆成几个文件，或调大 CHUCHU_MAX_PAGES")
    return Read(draft, kind, None)


def is_plain(data: bytes, name: str) -> bool:
    """Whether these bytes go through no parser but our own for plain text."""
    try:
        return kinds.kind(data, name) is None
    except Unreadable:
        return True


def _plain(data: bytes, name: str) -> Read:
    """Plain text and Markdown."""
    decoded = encodings.decode(data)
    text, controls = "", 0
    if decoded:
        text, controls = (decoded.text, 0) if decoded.is_clean else lines.printable(decoded.text)
    if decoded is None or controls * 50 > len(decoded.text):
        raise Unreadable("读不出文字（不是 UTF-8、UTF-16、GB18030 或 Big5）；请另存为 UTF-8 的 .txt 或 .md")
    is_markdown = PurePosixPath(name).suffix.lower() in _MARKDOWN
    draft = markdown.read(text) if is_markdown else _draft(text)
    warnings = list(draft.warnings)
    if decoded.doubt:
        warnings.append(f"编码 {decoded.encoding}：{decoded.doubt}")
    if controls:
        warnings.append(f"去掉了 {controls} 个看不见的控制字符")
    if warnings:
        draft = replace(draft, warnings=tuple(warnings))
    characters = sum(map(len, decoded.text.split()))
    if is_markdown:
        return Read(draft, "markdown", decoded.encoding, characters, "Markdown 记号、注释和元数据")
    return Read(draft, "text", decoded.encoding, characters, "看不见的字符")


def _draft(text: str) -> Draft:
    kept, running = pages.without(lines.split(text))
    return Draft(tuple(kept), running=running)
