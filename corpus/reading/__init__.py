"""Bytes of a document to its lines, one module a format.

The format is told by content first; a name's ending only decides between plain text and Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from corpus.errors import DocumentError
from corpus.reading import encodings, lines, markdown
from corpus.reading.lines import Draft

__all__ = ["Read", "read"]

_MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
_SIGNATURES = (
    (b"%PDF-", " PDF "),
    (b"PK\x03\x04", "压缩包或 Office 文档"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文档"),
    (b"{\\rtf", " RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"\x1f\x8b", "压缩文件"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x7fELF", "程序"),
)
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Read:
    """A document's lines with what its receipt says of the way in."""

    draft: Draft
    format: str
    encoding: str


def read(data: bytes, name: str) -> Read:
    """The lines of the document `name`; raises DocumentError where it is no text that can be read."""
    if not data.strip():
        raise DocumentError(name, "文件是空的；请放入文字后再加")
    if len(data) > _LARGEST:
        raise DocumentError(name, f"文件超过 {_LARGEST >> 20} MB；请拆成几个文件")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(name, f"这是{kind}，不是纯文本；请另存为 UTF-8 的 .txt 或 .md")
    decoded = encodings.decode(data)
    if decoded is None or _is_binary(decoded.text):
        raise DocumentError(
            name, "读不出文字（不是 UTF-8、UTF-16、GB18030 或 Big5）；请另存为 UTF-8 的 .txt 或 .md"
        )
    is_markdown = PurePosixPath(name).suffix.lower() in _MARKDOWN
    draft = markdown.read(decoded.text) if is_markdown else Draft(tuple(lines.split(decoded.text)))
    mended, joined = lines.mend(draft.lines)
    if not any(not line.separator for line in mended):
        raise DocumentError(name, "文件里没有文字；请放入文字后再加")
    warnings = list(draft.warnings)
    if decoded.doubt:
        warnings.append(f"编码 {decoded.encoding}：{decoded.doubt}")
    if joined:
        warnings.append(f"接好了 {joined} 处句子中间的断行")
    draft = replace(draft, lines=tuple(mended), warnings=tuple(warnings))
    return Read(draft, "markdown" if is_markdown else "text", decoded.encoding)


def _is_binary(text: str) -> bool:
    controls = sum(character < " " and character not in "\t\n\r\f\v\x1a\x1b" for character in text)
    return controls * 50 > len(text)
