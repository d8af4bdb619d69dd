"""OpenDocument's .odt to lines: its headings, lists, tables and notes as the page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.errors import Unreadable
from corpus.reading import galley
from corpus.reading.archives import Archive
from corpus.reading.galley import Galley, Label, Piece
from corpus.reading.lines import Draft, strip
from corpus.reading.odt_styles import FO, OFFICE, Count, Numbering, S, Styles, T, number, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_LEFT_OUT = {
    f"{T}table-of-content": "目录",
    f"{T}alphabetical-index": "索引",
    f"{OFFICE}annotation": "批注",
    f"{T}hidden-text": "隐藏文字",
    f"{T}hidden-paragraph": "隐藏文字",
}
_PASSED = frozenset({f"{T}ruby-text", f"{T}sequence-decls", f"{T}number", f"{OFFICE}forms"})
_ITEMS = frozenset({f"{T}list-item", f"{T}list-header"})
_MOST_SPACES = 100


def read(data: bytes) -> Draft:
    """The lines of an .odt file; raises Unreadable where it is broken or no such file."""
    archive = Archive(data)
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    ):
        raise Unreadable("文件加了密码；请去掉密码后再加")
    return _Reader(archive).draft()


@dataclass(slots=True)
class _Reader:
    """A document's parts, lists that may be continued, and drawings that wait for their paragraph's end."""

    archive: Archive
    galley: Galley = field(default_factory=Galley)
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    headings: Count = field(default_factory=lambda: Count(""))
    lists: dict[str, Count] = field(default_factory=dict)
    drawings: list[Element] = field(default_factory=list)

    def draft(self) -> Draft:
        content = self.archive.xml("content.xml")
        named = self._part("styles.xml")
        body = content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise Unreadable("不是完整的 ODT 文档；请用原来的程序另存为 .docx 或 .odt 后再加")
        self.styles = Styles(named, content)
        self.numbering = Numbering(named, content)
        for part in () if named is None else named.iter(f"{S}header", f"{S}footer"):
            what = "页眉" if part.tag.endswith("header") else "页脚"
            self.galley.left_out[what] += bool(strip("".join(part.itertext())))
        self._blocks(body)
        return self.galley.draft(*self._metadata())

    def _part(self, name: str) -> Element | None:
        return self.archive.xml(name) if name in self.archive.names else None

    def _metadata(self) -> tuple[str | None, str | None, str | None]:
        meta = None
        with suppress(Unreadable):  # Where it is broken, the text still stands.
            meta = self._part("meta.xml")

        def first(*names: str) -> str | None:
            texts = ["" if meta is None else strip(meta.findtext(f".//{name}") or "") for name in names]
            return next(filter(None, texts), None)

        date = re.match(r"\d{4}-\d{2}-\d{2}", first(f"{_META}creation-date", f"{_DUBLIN}date") or "")
        author = first(f"{_META}initial-creator", f"{_DUBLIN}creator")
        return first(f"{_DUBLIN}title"), author, date.group() if date else None

    # Blocks: paragraphs, lists and tables, whatever wraps them.

    def _blocks(self, parent: Element) -> None:
        for block in parent:
            if block.tag in (f"{T}p", f"{T}h"):
                label = None
                if block.tag == f"{T}h" and block.get(f"{T}is-list-header") != "true":
                    label = self.numbering.label(self.headings, _outline_level(block))
                self._paragraph(block, label)
            elif block.tag == f"{T}list":
                self._list(block, self._count(block), 1)
            elif block.tag == f"{_TABLE}table":
                self._table(block)
            elif not self._is_left_out(block):
                self._blocks(block)

    def _is_left_out(self, element: Element) -> bool:
        if element.tag == f"{T}tracked-changes":
            self.galley.left_out["修订中删去的文字"] += sum(1 for _ in element.iter(f"{T}deletion"))
        elif element.tag == f"{T}section" and element.get(f"{T}display") == "none":
            self.galley.left_out["隐藏文字"] += 1
        elif element.tag in _LEFT_OUT:
            self.galley.left_out[_LEFT_OUT[element.tag]] += 1
        else:
            return element.tag in _PASSED
        return True

    def _count(self, block: Element) -> Count:
        """Where a list begins to count: anew, or where the list that it continues had come to."""
        style = block.get(f"{T}style-name")
        count = Count(style)
        continued = self.lists.get(block.get(f"{T}continue-list") or "")
        if continued is not None:
            count = Count(style, continued.numbers)
        elif block.get(f"{T}continue-numbering") == "true":
            count = self.lists.get(f"style {style}", count)
        self.lists[f"style {style}"] = count
        if identity := block.get(f"{_XML}id"):
            self.lists[identity] = count
        return count

    def _list(self, block: Element, count: Count, level: int) -> None:
        style = block.get(f"{T}style-name")
        if style and style != count.style:
            count = Count(style, count.numbers)
        for item in block:
            numbered = item.tag == f"{T}list-item"
            for child in item if item.tag in _ITEMS else ():
                if child.tag in (f"{T}p", f"{T}h"):
                    start = number(item.get(f"{T}start-value"))
                    self._paragraph(child, self.numbering.label(count, level, start) if numbered else None)
                    numbered = False
                elif child.tag == f"{T}list":
                    self._list(child, count, level + 1)

    def _table(self, table: Element) -> None:
        for row in _rows(table):
            cells = [cell for cell in row if cell.tag.endswith("table-cell")]
            if len(cells) == 1:
                self._blocks(cells[0])
            else:
                self.galley.row([self._cell(cell) for cell in cells])

    def _cell(self, cell: Element) -> str:
        if cell.tag == f"{_TABLE}covered-table-cell":
            return ""
        with self.galley.aside() as lines:
            self._blocks(cell)
        return galley.text(lines)

    # Paragraphs: pieces of text with their look.

    def _paragraph(self, paragraph: Element, label: Label | None) -> None:
        style = paragraph.get(f"{T}style-name")
        outer, self.drawings = self.drawings, []
        level = _outline_level(paragraph) if paragraph.tag == f"{T}h" else None
        if self.styles.is_title(style):
            level = 0
        shown = paragraph.findtext(f"{T}number")
        if shown is not None:
            label = Label(galley.spaced(strip(shown), "listtab"))
        indent = points(self.styles.inherited(style, None, "paragraph-properties", f"{FO}text-indent"))
        pieces = list(self._pieces(paragraph, style, None))
        self.galley.paragraph(pieces, level=level, label=label, indented=(indent or 0) > 0)
        drawings, self.drawings = self.drawings, outer
        for drawing in drawings:
            self._blocks(drawing)

    def _pieces(self, parent: Element, style: str | None, span: str | None) -> Iterator[Piece]:
        yield from self._piece(parent.text, style, span)
        for child in parent:
            if child.tag == f"{T}s":
                count = min(number(child.get(f"{T}c")) or 1, _MOST_SPACES)
                yield Piece(" " * count, *self.styles.look("", style, span))
            elif child.tag in (f"{T}tab", f"{T}line-break"):
                mark = "\t" if child.tag == f"{T}tab" else "\n"
                yield Piece(mark, *self.styles.look("", style, span))
            elif child.tag == f"{T}note":
                self._note(child)
            elif child.tag.startswith(_DRAW):
                self._drawing(child)
            elif not self._is_left_out(child):
                inner = child.get(f"{T}style-name") if child.tag == f"{T}span" else None
                yield from self._pieces(child, style, inner or span)
            yield from self._piece(child.tail, style, span)

    def _piece(self, text: str | None, style: str | None, span: str | None) -> Iterator[Piece]:
        if text and self.styles.is_hidden(style, span):
            self.galley.left_out["隐藏文字"] += bool(strip(text))
        elif text:
            yield Piece(re.sub(r"[ \t\r\n]+", " ", text), *self.styles.look(text, style, span))

    def _note(self, note: Element) -> None:
        body = note.find(f"{T}note-body")
        word = "尾注" if note.get(f"{T}note-class") == "endnote" else "注"
        if body is not None:
            with self.galley.aside() as lines:
                self._blocks(body)
            self.galley.note(word, lines)

    def _drawing(self, drawing: Element) -> None:
        if any(strip("".join(text.itertext())) for text in drawing.iter(f"{T}p", f"{T}h")):
            self.drawings.append(drawing)
        else:
            self.galley.left_out["图片或图形"] += 1


def _outline_level(heading: Element) -> int:
    return max(1, number(heading.get(f"{T}outline-level")) or 1)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            yield from _rows(child)
