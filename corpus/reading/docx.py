"""Word's .docx to lines: what Word shows in the body of the text, and only that.

The XML is read as it stands, because what matters here (generated numbers, tracked changes, text boxes,
notes) is what general libraries pass over. What is no body text is left out and named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from corpus.errors import Unreadable
from corpus.reading import archives, galley
from corpus.reading.archives import Archive
from corpus.reading.docx_numbering import Numbering
from corpus.reading.docx_styles import Styles, W, is_on, number, value
from corpus.reading.galley import Galley, Piece
from corpus.reading.lines import Draft, strip
from corpus.reading.symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_BLANK = "2013-12-23T23:15:00Z"
"""When the blank document was made that python-docx begins with; no document is of that day."""
_DELETED = frozenset({"del", "moveFrom"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
_PASSED = frozenset({"pPr", "rPr", "rt", "sdtPr", "sdtEndPr"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": ("footnotes", "注"), "endnoteReference": ("endnotes", "尾注")}
_APART = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_DRAWINGS = frozenset({"drawing", "pict", "object"})
_ELSEWHERE = (("页眉", "header"), ("页脚", "footer"), ("批注", "comments"))


def read(data: bytes) -> Draft:
    """The lines of a .docx file; raises Unreadable where it is broken or no such file."""
    return _Reader(Archive(data)).draft()


@dataclass(slots=True)
class _Reader:
    """A document's parts, and what is known midway: open fields, text boxes that wait for their paragraph's
    end, and text carried over a deleted paragraph mark."""

    archive: Archive
    galley: Galley = field(default_factory=Galley)
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    trusts_fields: bool = True
    boxes: list[Element] = field(default_factory=list)
    carried: list[Piece] = field(default_factory=list)

    def draft(self) -> Draft:
        named = (name for name in self.archive.names if re.fullmatch(r"word/document\d*\.xml", name))
        main = next(named, None)
        root = self._part(main or "")
        body = None if root is None else root.find(f"{W}body")
        if root is None or body is None:
            raise Unreadable("不是完整的 Word 文档；请在 Word 或 WPS 里另存为 .docx 后再加")
        self.styles = Styles(self._part("word/styles.xml"))
        self.numbering = Numbering(self._part("word/numbering.xml"), self.styles)
        for kind, _ in _NOTES.values():
            part = self._part(f"word/{kind}.xml")
            for note in () if part is None else part:
                if value(note, "type") not in _APART:
                    self.notes[kind, value(note, "id") or ""] = note
        marks = Counter(value(mark, "fldCharType") for mark in root.iter(f"{W}fldChar"))
        # One end too few, and a table of contents would reach to the end of the text.
        self.trusts_fields = marks["begin"] == marks["end"]
        self._blocks(body)
        self._set(self.carried, self.styles.default, None)
        self._count_elsewhere(root)
        return self.galley.draft(*self._metadata())

    def _part(self, name: str) -> Element | None:
        """A part of the document; the strict variant of the format differs in the name of its namespace."""
        if name not in self.archive.names:
            return None
        return archives.parse(self.archive.read(name).replace(_STRICT, W[1:-1].encode()))

    def _aside(self, name: str) -> Element | None:
        """A part that is no text: where it is broken, the text still stands."""
        with suppress(Unreadable):
            return self._part(name)
        return None

    def _metadata(self) -> tuple[str | None, str | None, str | None]:
        core = self._aside("docProps/core.xml")
        if core is None:
            return None, None, None
        title, author = (strip(core.findtext(_DUBLIN + name) or "") or None for name in ("title", "creator"))
        made = core.findtext(f"{_TERMS}created") or ""
        date = re.match(r"\d{4}-\d{2}-\d{2}", made) if made != _BLANK else None
        return title, author, date.group() if date else None

    def _count_elsewhere(self, root: Element) -> None:
        for what, part in _ELSEWHERE:
            for name in self.archive.names:
                found = self._aside(name) if re.fullmatch(rf"word/{part}\d*\.xml", name) else None
                words = (
                    [] if found is None else [word for word in found.iter(f"{W}t") if strip(word.text or "")]
                )
                comments = 0 if found is None else len(found.findall(f"{W}comment"))
                self.galley.left_out[what] += comments or bool(words)
        self.galley.left_out["嵌入的另一份文件"] = sum(1 for _ in root.iter(f"{W}altChunk"))

    # Blocks: paragraphs and tables, whatever wraps them.

    def _blocks(self, parent: Element) -> None:
        for block in self._inside(parent, "p", "tbl"):
            if _name(block) == "p":
                self._paragraph(block)
            else:
                self._table(block)

    def _inside(self, parent: Iterable[Element], *names: str) -> Iterator[Element]:
        """The blocks of these names, through whatever wraps them."""
        for child in parent:
            name = _name(child)
            if name in names:
                yield child
            elif _is_contents_part(child):
                self.galley.left_out["目录"] = 1
            elif name in _WRAPPERS:
                yield from self._inside(child, *names)
            elif name == "AlternateContent":
                yield from self._inside(_chosen(child), *names)

    def _table(self, table: Element) -> None:
        for row in self._inside(table, "tr"):
            cells = list(self._inside(row, "tc"))
            if row.find(f"{W}trPr/{W}del") is not None:
                self.galley.left_out["修订中删去的文字"] += 1
            elif len(cells) == 1:
                self._blocks(cells[0])
            else:
                self.galley.row([self._cell(cell) for cell in cells])

    def _cell(self, cell: Element) -> str:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and value(merge) != "restart":
            return ""
        with self.galley.aside() as lines:
            self._blocks(cell)
        return galley.text(lines)

    # Paragraphs: pieces of text with their look.

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        named = None if properties is None else value(properties.find(f"{W}pStyle"))
        style = named if self.styles.lineage(named) else self.styles.default
        outer, self.boxes = self.boxes, []
        carried, self.carried = self.carried, []
        pieces = carried + list(self._pieces(paragraph, style, None))
        if self.styles.is_contents(style):
            self.galley.left_out["目录"] = 1
        elif properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.carried = pieces
        else:
            self._set(pieces, style, properties)
        boxes, self.boxes = self.boxes, outer
        for box in boxes:
            self._blocks(box)

    def _set(self, pieces: list[Piece], style: str | None, properties: Element | None) -> None:
        indent = None if properties is None else properties.find(f"{W}ind")
        indent = self.styles.inherited(style, "pPr/ind") if indent is None else indent
        self.galley.paragraph(
            pieces,
            level=self.styles.level(style, properties),
            label=self.numbering.label(style, properties),
            indented=any((number(indent, name) or 0) > 0 for name in ("firstLine", "firstLineChars")),
        )

    def _pieces(self, parent: Iterable[Element], style: str | None, run: Element | None) -> Iterator[Piece]:
        for child in parent:
            name = _name(child)
            if name in _PASSED:
                continue
            if name in _DELETED:
                self.galley.left_out["修订中删去的文字"] += 1
            elif _is_contents_part(child) or (name == "fldSimple" and _is_contents(value(child, "instr"))):
                self.galley.left_out["目录"] = 1
            elif name == "r":
                yield from self._pieces(child, style, child.find(f"{W}rPr"))
            elif name == "fldChar":
                self._field(value(child, "fldCharType"))
            elif name == "instrText":
                self.fields[-1:] = [code + (child.text or "") for code in self.fields[-1:]]
            elif name in _NOTES:
                self._note(*_NOTES[name], value(child, "id") or "")
            elif name in _DRAWINGS:
                self._drawing(child)
            elif name == "AlternateContent":
                yield from self._pieces(_chosen(child), style, run)
            elif name == "sym":
                text = symbol(value(child, "font") or "", value(child, "char") or "")
                self.galley.left_out["认不出的符号"] += not text
                yield from self._piece(text, style, run)
            elif name == "t":
                yield from self._piece((child.text or "").replace("\n", " "), style, run)
            elif name in _CHARACTERS:
                yield from self._piece(_CHARACTERS[name], style, run)
            else:
                yield from self._pieces(child, style, run)

    def _piece(self, text: str, style: str | None, run: Element | None) -> Iterator[Piece]:
        if self.trusts_fields and any(map(_is_contents, self.fields)):
            self.galley.left_out["目录"] = 1
        elif is_on(self.styles.run(style, run, "vanish")):
            self.galley.left_out["隐藏文字"] += bool(strip(text))
        else:
            yield Piece(text, self.styles.size(style, run), is_on(self.styles.run(style, run, "b")))

    def _field(self, mark: str | None) -> None:
        if mark == "begin":
            self.fields.append("")
        elif mark == "end" and self.fields:
            self.fields.pop()

    def _note(self, kind: str, word: str, identity: str) -> None:
        note = self.notes.pop((kind, identity), None)
        if note is not None:
            carried, self.carried = self.carried, []
            with self.galley.aside() as lines:
                self._blocks(note)
            self.galley.note(word, lines)
            self.carried = carried

    def _drawing(self, drawing: Element) -> None:
        boxes = list(_boxes(drawing))
        self.boxes += boxes
        self.galley.left_out["图片或图形"] += not boxes


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_contents(instruction: str | None) -> bool:
    return (instruction or "").split()[:1] == ["TOC"]


def _is_contents_part(block: Element) -> bool:
    """Whether a content control is Word's automatic table of contents."""
    if _name(block) != "sdt":
        return False
    gallery = value(block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")) or ""
    return gallery.lower() == "table of contents"


def _chosen(alternate: Element) -> Iterable[Element]:
    """The first of the forms that a drawing is stored in; all of them hold the same words."""
    return next(iter(alternate), ())


def _boxes(drawing: Element) -> Iterator[Element]:
    """The text boxes of a drawing, each once."""
    for box in drawing.iter(f"{W}txbxContent"):
        above = (_name(element) for element in box.iterancestors())
        inner = takewhile(lambda name: name not in _DRAWINGS, above)
        if not {"txbxContent", "Fallback"} & set(inner):
            yield box
