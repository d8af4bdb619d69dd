"""What an OpenDocument paragraph or span inherits, and the numbers that its lists and headings show.

Styles stand in two parts of the archive, named and automatic ones; Chinese text has font properties of its
own beside those of Latin text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.reading.galley import Label, spaced
from corpus.reading.numerals import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
T, S, OFFICE = f"{{{_OASIS}:text:1.0}}", f"{{{_OASIS}:style:1.0}}", f"{{{_OASIS}:office:1.0}}"
FO = f"{{{_OASIS}:xsl-fo-compatible:1.0}}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_LENGTH = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)(pt|in|cm|mm|px|%)")
_KINDS = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"},
    **{"一": "chineseCountingThousand", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle"},
    **{"甲": "ideographTraditional", "子": "ideographZodiac", "１": "decimalFullWidth"},
}
_PLACE = re.compile(r"%([0-9]{1,2})%")
_CJK = re.compile(r"[\u3400-\u9fff]")


def number(text: str | None) -> int | None:
    """An attribute as a number, or None where it is none."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else None


def points(text: str | None, whole: float = 0.0) -> float | None:
    """A length in points; a percentage is of `whole`."""
    found = _LENGTH.fullmatch(text or "")
    if found is None:
        return None
    return float(found[1]) * (whole / 100 if found[2] == "%" else _POINTS[found[2]])


class Styles:
    """The paragraph and text styles of a document."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._found: dict[tuple[str | None, str | None, str, str], str | None] = {}
        for root in (root for root in roots if root is not None):
            for style in root.iter(f"{S}style", f"{S}default-style"):
                key = style.get(f"{S}family") or "", style.get(f"{S}name") or ""
                self._styles[key] = style

    def lineage(self, family: str, name: str | None) -> Iterator[Element]:
        """A style and those that it is based on, nearest first."""
        passed = set()
        while name and name not in passed and (family, name) in self._styles:
            passed.add(name)
            yield self._styles[family, name]
            name = self._styles[family, name].get(f"{S}parent-style-name")

    def inherited(self, paragraph: str | None, span: str | None, group: str, name: str) -> str | None:
        """An attribute such as `text-properties` `font-size`, of the span first, then of the paragraph."""
        key = paragraph, span, group, name
        if key not in self._found:
            self._found[key] = next(self._values(*key), None)
        return self._found[key]

    def _values(self, paragraph: str | None, span: str | None, group: str, name: str) -> Iterator[str]:
        default = self._styles.get(("paragraph", ""))
        styles = [*self.lineage("text", span), *self.lineage("paragraph", paragraph)]
        for style in styles if default is None else [*styles, default]:
            properties = style.find(S + group)
            if properties is not None and (found := properties.get(name)) is not None:
                yield found

    def is_title(self, paragraph: str | None) -> bool:
        """Whether a paragraph's style is the title's; a subtitle's is based on that, too."""
        for style in self.lineage("paragraph", paragraph):
            names = {style.get(f"{S}name"), style.get(f"{S}display-name")}
            if names & {"Title", "Subtitle"}:
                return "Title" in names
        return False

    def look(self, text: str, paragraph: str | None, span: str | None) -> tuple[float, bool]:
        """The font size in points of a text, and whether it is bold."""
        size = weight = None
        if _CJK.search(text):
            size = self._size(paragraph, span, f"{S}font-size-asian")
            weight = self.inherited(paragraph, span, "text-properties", f"{S}font-weight-asian")
        size = size or self._size(paragraph, span, f"{FO}font-size")
        weight = weight or self.inherited(paragraph, span, "text-properties", f"{FO}font-weight")
        return size or 0.0, weight in ("bold", "600", "700", "800", "900")

    def _size(self, paragraph: str | None, span: str | None, name: str) -> float | None:
        scale = 1.0
        for text in self._values(paragraph, span, "text-properties", name):
            if not text.endswith("%"):
                size = points(text)
                return None if size is None else size * scale
            scale *= (points(text, 100.0) or 100.0) / 100
        return None

    def is_hidden(self, paragraph: str | None, span: str | None) -> bool:
        """Whether a text is not shown."""
        return self.inherited(paragraph, span, "text-properties", f"{T}display") == "none"


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    pattern: str
    start: int
    space: str


@dataclass(slots=True)
class Count:
    """Where one list stands: the style that numbers it, and the last number on each level."""

    style: str | None
    numbers: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The list styles of a document, and the style that numbers its headings."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str | None, dict[int, _Level]] = {}
        for root in (root for root in roots if root is not None):
            for style in root.iter(f"{T}list-style", f"{T}outline-style"):
                name = style.get(f"{S}name") if style.tag == f"{T}list-style" else ""
                self._styles[name] = {number(level.get(f"{T}level")) or 1: _level(level) for level in style}

    def label(self, count: Count, level: int, start: int | None = None) -> Label | None:
        """The label of the next item on a level, 1 being outermost; None where the list has none."""
        levels = self._styles.get(count.style, {})
        own = levels.get(level)
        if own is None:
            return None
        count.numbers[level] = count.numbers.get(level, own.start - 1) + 1 if start is None else start
        for deeper in [other for other in count.numbers if other > level]:
            del count.numbers[deeper]
        if own.kind == "bullet":
            return Label("", bullet=True)

        def shown(match: re.Match[str]) -> str:
            other = levels.get(int(match.group(1)), own)
            return numeral(count.numbers.get(int(match.group(1)), other.start), other.kind)

        return Label(spaced(_PLACE.sub(shown, own.pattern), own.space))


def _level(element: Element) -> _Level:
    level = number(element.get(f"{T}level")) or 1
    if not element.tag.endswith(("list-level-style-number", "outline-level-style")):
        return _Level("bullet", "", 1, "nothing")
    form = element.get(f"{S}num-format") or ""
    pattern = element.get(f"{S}num-list-format") or element.get(f"{_EXTENDED}num-list-format")
    if pattern is None:
        first = level - (number(element.get(f"{T}display-levels")) or 1) + 1
        places = ".".join(f"%{place}%" for place in range(max(1, first), level + 1))
        pattern = (element.get(f"{S}num-prefix") or "") + places + (element.get(f"{S}num-suffix") or "")
    alignment = element.find(f".//{S}list-level-label-alignment")
    space = "listtab" if alignment is None else alignment.get(f"{T}label-followed-by") or "listtab"
    kind = _KINDS.get(form[:1], "decimal") if form else "none"
    start = number(element.get(f"{T}start-value"))
    return _Level(kind, pattern, 1 if start is None else start, space)
