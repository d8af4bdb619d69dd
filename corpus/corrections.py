"""Corrections: what a person says of a document, in a file beside it, goes before what was read.

The file is called like the document with `.toml` after it. A mistake in it becomes a warning with its line,
and the document is read as far as the corrections are understood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from corpus import headings
from corpus.model import Section, Work
from corpus.reading.lines import Line
from corpus.titles import Part

_KEYS = ("title", "author", "date", "outline")
_TEMPLATE = """\
# 对「{}」的更正：改好存盘，chuchu index 会照它重读；删掉这个文件，就恢复原来的读法。
#
# 一个 [[works]] 是一篇。空着的不改。
#   begins   这一篇从哪一行开始：写那一行开头的几个字
#   outline  提纲，一行一个标题：写标题所在那一行开头的字，下一级多缩进两个空格；
#            从这里删去的，就不再是标题。
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an outline: the beginning of a line of the text, how deep it stands, and its own line here."""

    text: str
    depth: int
    number: int

    def begins(self, line: str) -> bool:
        """Whether the line begins with these words, however they are spaced."""
        return _bare(line).startswith(_bare(self.text))

    def is_whole(self, line: str) -> bool:
        """Whether these words are the whole line."""
        return _bare(line) == _bare(self.text)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is said of one work; None and nothing where it stays as it was read."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    outline: tuple[Row, ...] = ()
    begins: Row | None = None

    def applied(self, part: Part) -> Part:
        """The work as it is said to be."""
        if not (self.title or self.author or self.date):
            return part
        return replace(
            part,
            title=self.title or part.title,
            author=self.author or part.author,
            date=self.date or part.date,
        )


@dataclass(slots=True)
class Corrections:
    """What is said of a document: of the `whole`, and of each of its works where these are named.

    `warnings` grow while it is read and applied.
    """

    name: str
    whole: Correction = field(default_factory=Correction)
    works: tuple[Correction, ...] = ()
    warnings: list[str] = field(default_factory=list)

    def starts(self, lines: Sequence[Line]) -> list[int]:
        """Where works begin, by line; nothing where that is left to judgement."""
        if not self.works:
            return [0] if self.whole.title or self.whole.outline else []
        found: list[int] = []
        kept = []
        for work in self.works:
            after = found[-1] + 1 if found else 0
            at = next((at for at in range(after, len(lines)) if _starts(work.begins, lines[at].text)), None)
            if at is None:
                self.unfound([work.begins] if work.begins else [])
                continue
            found.append(at)
            kept.append(work)
        self.works = tuple(kept)
        return [0, *found[1:]]

    def of(self, number: int) -> Correction:
        """What is said of a work: its own words go before those on the whole."""
        if not self.works:
            return self.whole
        own = self.works[number]
        return replace(own, author=own.author or self.whole.author, date=own.date or self.whole.date)

    def unfound(self, rows: Sequence[Row]) -> None:
        """Warn of rows with which no line of the text begins."""
        for row in rows:
            self.warn(row.number, f"正文里没有以「{row.text[:20]}」开头的行")

    def warn(self, number: int, what: str) -> None:
        """Add a warning that names a line of the corrections."""
        self.warnings.append(f"{self.name} 第 {number} 行：{what}；请改好这一行")


def read(data: bytes, name: str) -> Corrections:
    """The corrections in the file `name`; what is wrong with them stands in their warnings."""
    made = Corrections(name)
    if not data:
        return made
    import tomllib  # here, since few documents have any

    try:
        source = data.decode("utf-8-sig")
        said = tomllib.loads(source)
    except UnicodeDecodeError as error:
        made.warn(data.count(b"\n", 0, error.start) + 1, "不是 UTF-8")
        return made
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = re.search(r"line (\d+)", str(error))
        made.warn(int(where[1]) if where else source.count("\n") + 1, "TOML 写得不对，整个更正没有用上")
        return made
    rows = source.split("\n")
    works = said.pop("works", [])
    made.whole = _correction(said, rows, 0, made)
    if not isinstance(works, list) or not all(isinstance(work, dict) for work in works):
        made.warn(_find(rows, "works", 0), "works 应当写成 [[works]]")
        return made
    at = 0
    kept = []
    for work in works:
        at = _find(rows, "[[works]]", at)
        begins = work.pop("begins", None)
        if not isinstance(begins, str) or not begins.strip():
            made.warn(at, "这一篇少了 begins（它第一行开头的几个字）")
            continue
        place = Row(begins.strip(), 0, _find(rows, "begins", at))
        kept.append(replace(_correction(work, rows, at, made), begins=place))
    made.works = tuple(kept)
    return made


def _correction(said: dict[str, Any], rows: Sequence[str], after: int, made: Corrections) -> Correction:
    """One table's values; `after` is the line that it begins on."""
    values: dict[str, str | None] = {}
    for key, value in said.items():
        at = _find(rows, key, after)
        if key not in _KEYS:
            made.warn(at, f"不认识 {key}（可以写的有 title、author、date、outline、[[works]]）")
        elif isinstance(value, str | date | datetime):
            values[key] = str(value) if key == "outline" else " ".join(str(value).split()) or None
        else:
            made.warn(at, f"{key} 应当是引号里的文字")
    outline = _outline(values.get("outline") or "", rows, _find(rows, "outline", after))
    return Correction(values.get("title"), values.get("author"), values.get("date"), tuple(outline))


def _outline(text: str, rows: Sequence[str], at: int) -> Iterator[Row]:
    depths: list[int] = []
    for raw in text.split("\n"):
        words = raw.strip()
        if not words:
            continue
        indent = sum(2 if space in "\u3000\t" else 1 for space in raw[: len(raw) - len(raw.lstrip())])
        while depths and depths[-1] >= indent:
            depths.pop()
        depths.append(indent)
        at = _find(rows, words, at - 1)
        yield Row(words, len(depths), at)
        at += 1


def _find(rows: Sequence[str], words: str, after: int) -> int:
    """The number, from 1, of the first line after line `after` that holds these words."""
    return next((at for at in range(after + 1, len(rows) + 1) if words in rows[at - 1]), max(1, after))


def template(name: str, works: Sequence[Work]) -> str:
    """Corrections to start from: a document as it is read now."""
    parts = [_TEMPLATE.format(name)]
    for work in works:
        first = work.text.split("\n", 1)[0]
        said = (
            ("begins", first[:30]),
            ("title", work.title),
            ("author", work.author or ""),
            ("date", work.date or ""),
        )
        keys = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in said)
        rows = "\n".join(f"{'  ' * (len(path) - 1)}{_row(path[-1], work.text)}" for path in work.walk())
        quoted = rows.replace("\\", "\\\\").replace('"""', '""\\"')
        parts.append(f'\n[[works]]\n{keys}outline = """\n{quoted}\n"""\n')
    return "".join(parts)


def _row(section: Section, text: str) -> str:
    """The beginning of the line on which a section's heading stands, as far as it is heading."""
    if section.body > section.start:
        return text[section.start : section.body].split("\n", 1)[0]
    line = text[section.start : section.end].split("\n", 1)[0]
    if section.heading and (at := line.find(section.heading)) >= 0:
        return line[: at + len(section.heading)].rstrip()
    label = headings.label(line)
    return line[: label.length].rstrip(" 　、，：:") if label else line[:20]


def _starts(row: Row | None, line: str) -> bool:
    return row is not None and row.begins(line)


def _bare(text: str) -> str:
    return "".join(text.split())
