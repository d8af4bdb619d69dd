"""What a Word paragraph or run inherits: its properties through its style and that style's ancestors.

Little of a paragraph's look stands in it; whether it is a heading is mostly said two or three styles up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.reading.styles import named_level

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SUBTITLES = frozenset({"subtitle", "副标题", "副標題"})
_CONTENTS = re.compile(r"toc\b.*|toc\s*\d|(?:目录|目錄)\s*\d")
_WORDS_OWN_SIZE = 20
"""Half-points, where the file says nothing."""


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of a property element, or None."""
    return None if element is None else element.get(W + name)


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute as a number, or None where it is none."""
    text = value(element, name)
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else None


def is_on(element: Element | None) -> bool:
    """Whether a switch such as bold is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self.default: str | None = None
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._found: dict[tuple[str | None, str], Element | None] = {}
        for style in () if root is None else root.iterfind(f"{W}style"):
            identity = value(style, "styleId") or ""
            self._styles[identity] = style
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on"):
                self.default = identity

    def lineage(self, style: str | None) -> list[str]:
        """A style and those that it is based on, nearest first."""
        found: list[str] = []
        while style in self._styles and style not in found:
            found.append(style)
            style = value(self._styles[style].find(f"{W}basedOn"))
        return found

    def inherited(self, style: str | None, path: str) -> Element | None:
        """A property such as `pPr/outlineLvl` from the nearest style that has it."""
        key = style, path
        if key not in self._found:
            steps = "/".join(W + step for step in path.split("/"))
            lineage = (self._styles[name].find(steps) for name in self.lineage(style))
            self._found[key] = next((found for found in lineage if found is not None), None)
        return self._found[key]

    def level(self, style: str | None, properties: Element | None) -> int | None:
        """The heading level of a paragraph, 0 for the title, or None for text."""
        own = None if properties is None else properties.find(f"{W}outlineLvl")
        if own is None:
            for name in self._names(style):
                if name in _SUBTITLES:
                    return None
                if (level := named_level(name)) is not None:
                    return level
            own = self.inherited(style, "pPr/outlineLvl")
        level = number(own)
        return level + 1 if level is not None and 0 <= level < 9 else None

    def is_contents(self, style: str | None) -> bool:
        """Whether a paragraph's style is one of a table of contents."""
        return any(_CONTENTS.fullmatch(name) for name in self._names(style))

    def run(self, style: str | None, properties: Element | None, name: str) -> Element | None:
        """A property of a run in a paragraph of `style`: its own, its character style's, the paragraph's."""
        if properties is not None:
            if (own := properties.find(W + name)) is not None:
                return own
            character = value(properties.find(f"{W}rStyle"))
            if character and (found := self.inherited(character, f"rPr/{name}")) is not None:
                return found
        if (found := self.inherited(style, f"rPr/{name}")) is not None:
            return found
        return None if self._defaults is None else self._defaults.find(W + name)

    def size(self, style: str | None, properties: Element | None) -> float:
        """The font size of a run in points."""
        return (number(self.run(style, properties, "sz")) or _WORDS_OWN_SIZE) / 2

    def _names(self, style: str | None) -> list[str]:
        names = (value(self._styles[name].find(f"{W}name")) or name for name in self.lineage(style))
        return [name.strip().lower() for name in names]
