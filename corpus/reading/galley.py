"""Where a word processor's text is set into lines, whatever format it came in.

Paragraphs arrive as pieces of one look each. A note follows the paragraph it is to, as a line of its own, so
that the sentence stays whole; a row of a table is one line; heading levels are judged when all is set.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from corpus.reading import styles
from corpus.reading.lines import Draft, Line, strip
from corpus.reading.styles import Look

_WIDE_ENDS = "、）】。．」』"
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look: its size in points, and whether it is bold."""

    text: str
    size: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph, with the space after it; a bullet is no text."""

    text: str
    bullet: bool = False

    @property
    def is_item(self) -> bool:
        """Whether it makes an item of a list: 「第一条」 and 「（二）」 may be an outline."""
        return self.bullet or (bool(self.text) and _CJK.search(self.text) is None)


@dataclass(frozen=True, slots=True)
class Set:
    """A line that is set: without a level, and with the look that may give it one."""

    line: Line
    look: Look


@dataclass(slots=True)
class Galley:
    """The lines of a document as they are set; `left_out` counts what is passed over, by its name."""

    left_out: Counter[str] = field(default_factory=Counter)
    _lines: list[Set] = field(default_factory=list)
    _notes: list[Set] = field(default_factory=list)
    _numbers: Counter[str] = field(default_factory=Counter)
    _asides: int = 0
    _gap: int = 1

    def paragraph(
        self,
        pieces: Sequence[Piece],
        *,
        level: int | None = None,
        label: Label | None = None,
        indented: bool = False,
    ) -> None:
        """A paragraph; `level` is what the format calls a heading's. A line break inside it parts lines."""
        text = "".join(piece.text for piece in pieces)
        if not strip(text):
            self._gap += 1
        else:
            size, bold = _look(pieces)
            rows = text.split("\n") if level is None else [" ".join(text.split("\n"))]
            for row in filter(strip, rows):
                shown = strip((label.text if label else "") + strip(row))
                indent = indented or row[:1].isspace()
                line = Line(shown, self._gap, indent, item=label is not None and label.is_item)
                self._lines.append(Set(line, Look(shown, size, bold, level)))
                self._gap, label = 0, None
            self._gap = 1
        self._set_notes()

    def row(self, cells: Sequence[str]) -> None:
        """A row of a table."""
        text = strip(" | ".join(cells))
        if any(cells):
            self._lines.append(Set(Line(text, self._gap), Look(text)))
            self._gap = 1
        self._set_notes()

    def note(self, word: str, lines: Sequence[Set]) -> None:
        """A note to the paragraph or row that is set next: 〔注1〕…"""
        if lines:
            self._numbers[word] += 1
        for at, one in enumerate(lines):
            text = one.line.text if at else f"〔{word}{self._numbers[word]}〕{one.line.text}"
            self._notes.append(Set(Line(text, 1, item=True), Look(text)))

    @contextmanager
    def aside(self) -> Iterator[list[Set]]:
        """What is set meanwhile stands in the list that is given, and not among the lines."""
        outer, self._lines = self._lines, []
        gap, self._gap = self._gap, 1
        self._asides += 1
        try:
            yield self._lines
        finally:
            self._lines, self._gap = outer, gap
            self._asides -= 1

    def draft(self, title: str | None = None, author: str | None = None, date: str | None = None) -> Draft:
        """All lines, with their levels."""
        self._set_notes()
        levels = styles.levels([one.look for one in self._lines])
        lines = tuple(
            one.line._replace(level=level, item=one.line.item and level is None)
            for one, level in zip(self._lines, levels, strict=True)
        )
        left_out = tuple(f"{what}（{count} 处）" for what, count in self.left_out.items() if count)
        return Draft(lines, left_out, (), title, author, date)

    def _set_notes(self) -> None:
        if not self._asides:
            self._lines += self._notes
            self._notes = []


def text(lines: Sequence[Set]) -> str:
    """The words of a table's cell."""
    return " ".join(one.line.text for one in lines)


def spaced(label: str, suffix: str) -> str:
    """A generated label with the space after it; a tab adds none to a full-width mark, which has its own."""
    if not strip(label):
        return ""
    return label if suffix == "nothing" or (suffix != "space" and label[-1] in _WIDE_ENDS) else label + " "


def _look(pieces: Sequence[Piece]) -> tuple[float, bool]:
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[piece.size] += len(strip(piece.text))
    return sizes.most_common(1)[0][0], all(piece.bold for piece in pieces if strip(piece.text))
