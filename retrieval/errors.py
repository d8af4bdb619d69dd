"""What can be wrong with an index or a question to it. Each message names the thing and the remedy, in one
sentence.

RetrievalError
├── IndexMissing      nothing was indexed here yet
├── IndexDamaged      what is there cannot be trusted, or is of another format
├── IndexNotWritten   the new generation could not be written; the old one stands
├── UnknownWork       no work has such a title
└── VocabularyWrong   a line of the user's words or synonyms is no rule
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class RetrievalError(Exception):
    """Root of what this package raises."""


class IndexMissing(RetrievalError):
    """There is no index in `directory`."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"{directory} 里还没有索引；请用 chuchu index 从文件做一个")
        self.directory = directory


class IndexDamaged(RetrievalError):
    """The index in `directory` is incomplete, altered, or of another format; `reason` says which."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(f"{directory} 里的索引不能用（{reason}）；请用 chuchu index --rebuild 重做")
        self.directory = directory
        self.reason = reason


class IndexNotWritten(RetrievalError):
    """The index in `directory` could not be written for `reason`; what stood there before still stands."""

    def __init__(self, directory: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{directory} 里的索引没有写成（{reason}），原来的还在；{remedy}")
        self.directory = directory
        self.reason = reason


class UnknownWork(RetrievalError):
    """No work's title holds `title`; `closest` are the titles most like it."""

    def __init__(self, title: str, closest: Sequence[str]) -> None:
        hint = (
            f"是不是{'、'.join(f'《{near}》' for near in closest)}？" if closest else "请看 chuchu documents"
        )
        super().__init__(f"没有叫《{title}》的篇；{hint}")
        self.title = title
        self.closest = tuple(closest)


class VocabularyWrong(RetrievalError):
    """Line `line` of `path` is no rule, for `reason`; line 0 means the whole file."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        where = f"{path.name} 第 {line} 行" if line else path.name
        super().__init__(f"{where}：{reason}")
        self.path = path
        self.line = line
        self.reason = reason
