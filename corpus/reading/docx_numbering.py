"""The numbers that Word shows before paragraphs and keeps nowhere: 「第三章」, 「（二）」, 「4.1」.

A paragraph only names a list and a level. The number follows from all paragraphs before it, so a document's
paragraphs are asked about in their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.reading.docx_styles import Styles, W, is_on, number, value
from corpus.reading.galley import Label, spaced
from corpus.reading.numerals import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts. `restart` is None by default: after any outer level."""

    start: int
    kind: str
    pattern: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: its levels, those that start anew, and where it counts."""

    counter: str
    levels: dict[int, _Level]
    anew: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, counting as its paragraphs pass."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstract = {
            value(element, "abstractNumId") or "": element for element in root.iterfind(f"{W}abstractNum")
        }
        numbers = {value(element, "numId") or "": element for element in root.iterfind(f"{W}num")}
        for name, element in numbers.items():
            counter = value(element.find(f"{W}abstractNumId")) or ""
            definition = self._defining(abstract.get(counter), abstract, numbers)
            own = _List(counter, _levels(definition))
            for override in element.iterfind(f"{W}lvlOverride"):
                level = number(override, "ilvl") or 0
                own.levels.update(_levels(override))
                start = number(override.find(f"{W}startOverride"))
                if start is not None:
                    own.anew[level] = start
            self._lists[name] = own

    def _defining(
        self, element: Element | None, abstract: dict[str, Element], numbers: dict[str, Element]
    ) -> Element | None:
        """The definition itself, where one only names the list style that has it."""
        linked = None if element is None else value(element.find(f"{W}numStyleLink"))
        named = value(self._styles.inherited(linked, "pPr/numPr/numId")) if linked else None
        if named is None or named not in numbers:
            return element
        return abstract.get(value(numbers[named].find(f"{W}abstractNumId")) or "", element)

    def label(self, style: str | None, properties: Element | None) -> Label | None:
        """The label of the next paragraph, or None where it has no number."""
        place = self._place(style, properties)
        found = self._lists.get(place[0]) if place else None
        if place is None or found is None:
            return None
        level = found.levels.get(place[1])
        if level is None:
            return None
        counts = self._counts.setdefault(found.counter, {})
        if place[1] in found.anew:
            counts[place[1]] = found.anew.pop(place[1]) - 1
        counts[place[1]] = counts.get(place[1], level.start - 1) + 1
        for deeper, other in found.levels.items():
            if deeper > place[1] and (other.restart is None or place[1] < other.restart):
                counts.pop(deeper, None)
        if level.kind == "bullet":
            return Label("", bullet=True)
        text = _PLACE.sub(lambda match: _shown(int(match.group(1)) - 1, level, found, counts), level.pattern)
        return Label(spaced(text, level.suffix))

    def _place(self, style: str | None, properties: Element | None) -> tuple[str, int] | None:
        """The list and the level that a paragraph or its style names."""
        own = None if properties is None else properties.find(f"{W}numPr")
        name = None if own is None else value(own.find(f"{W}numId"))
        level = None if own is None else number(own.find(f"{W}ilvl"))
        if name is None:
            name = value(self._styles.inherited(style, "pPr/numPr/numId"))
            if level is None:
                level = number(self._styles.inherited(style, "pPr/numPr/ilvl"))
        if name is None or name == "0":
            return None
        if level is None and name in self._lists:
            levels = self._lists[name].levels
            lineage = self._styles.lineage(style)
            level = next((at for at, one in sorted(levels.items()) if one.style in lineage), None)
        return name, level or 0


def _levels(element: Element | None) -> dict[int, _Level]:
    levels = {}
    for level in () if element is None else element.iterfind(f"{W}lvl"):
        start = number(level.find(f"{W}start"))
        levels[number(level, "ilvl") or 0] = _Level(
            1 if start is None else start,
            value(level.find(f".//{W}numFmt")) or "decimal",
            value(level.find(f"{W}lvlText")) or "",
            value(level.find(f"{W}suff")) or "tab",
            number(level.find(f"{W}lvlRestart")),
            is_on(level.find(f"{W}isLgl")),
            value(level.find(f"{W}pStyle")),
        )
    return levels


def _shown(at: int, level: _Level, within: _List, counts: dict[int, int]) -> str:
    other = within.levels.get(at)
    if other is None:
        return ""
    return numeral(counts.get(at, other.start), "decimal" if level.legal else other.kind)
