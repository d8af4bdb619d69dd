"""What a text is: documents, works, sections, passages.

Frozen values with offsets into one stored text. The text is stored once, in its work; everything else points
into it, so that whatever is shown can be held against what was read.
Offsets are code points of `Work.text`; an `end` is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Section(NamedTuple):
    """A node of a work's outline.

    `start` is where its label begins, `body` where the words after its heading begin, and `end` where its
    last subsection ends. A run-in heading is part of its paragraph: there `body` equals `start`.
    """

    label: str
    heading: str
    start: int
    body: int
    end: int
    sections: tuple[Section, ...] = ()

    @property
    def name(self) -> str:
        """Label and heading as they are cited: 「第二章 合同的订立」, 「一、过去一年工作回顾」."""
        if not self.label or not self.heading:
            return self.label or self.heading
        last = self.label[-1]
        spaced = last in "编編章节節条條篇部卷回分份讲講课課幕场場集辑輯元" or "条之" in self.label
        spaced = spaced or self.label[0] == "卷" or last.isdecimal() or self.label.isnumeric()
        between = " " if spaced else "" if last in "、.．)）是" else "，"
        return f"{self.label}{between}{self.heading}"


class Passage(NamedTuple):
    """A run of sentences inside one section: what is retrieved.

    `section` is the path from the outermost section to the one it stands in; empty outside all sections.
    `paragraph` counts from 1 within the work; `page` is None where the file has no pages.
    """

    code: str
    start: int
    end: int
    section: tuple[Section, ...]
    paragraph: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """One text with a title. `paragraphs` are its spans, in order, headings and title line included."""

    title: str
    text: str
    paragraphs: tuple[tuple[int, int], ...]
    outline: tuple[Section, ...]
    passages: tuple[Passage, ...]
    author: str | None = None
    date: str | None = None

    @property
    def characters(self) -> int:
        """How long its text is."""
        return len(self.text)

    def count_sections(self) -> int:
        """How many sections its outline has, on all levels."""
        return sum(1 for _ in self.walk())

    def walk(self) -> Iterator[tuple[Section, ...]]:
        """Every section as its path from the outermost one, in reading order."""
        paths: list[tuple[Section, ...]] = []

        def below(path: tuple[Section, ...], sections: tuple[Section, ...]) -> None:
            for section in sections:
                here = (*path, section)
                paths.append(here)
                if section.sections:
                    below(here, section.sections)

        below((), self.outline)
        return iter(paths)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a document stands in no passage; `characters` is None where its format hides how many."""

    what: str
    characters: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a document's characters, white space not counted.

    Those that are `indexed` stand in passages; with what was left out they are all. `texts` name the text of
    each work, however it is spaced, so that it is known again in another document.
    """

    characters: int
    indexed: int
    paragraphs: int
    sentences: int
    left_out: tuple[LeftOut, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the documents folder, read. `name` is its path below that folder, with `/`.

    `digest` is the SHA-256 of its bytes, `size` their number, `modified` the file's time in nanoseconds; its
    corrections, where there are any, count with it. A file that could not be read has no works and no
    receipt, and `error` says why; `warnings` say what was mended and what is doubtful.
    """

    name: str
    format: str
    encoding: str | None
    digest: str
    size: int
    modified: int
    works: tuple[Work, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str | None = None
    receipt: Receipt | None = None
