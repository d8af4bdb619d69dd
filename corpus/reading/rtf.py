"""Rich Text Format to lines, by a reader of its control words.

The reader is our own because Chinese stands in such files in several ways (code pages by font, Unicode with
a fallback to skip) and because the numbers of lists, the notes and the looks of lines are wanted, too.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from corpus.errors import Unreadable
from corpus.reading.galley import Galley, Label, Piece, Set, spaced
from corpus.reading.lines import Draft, printable, strip
from corpus.reading.rtf_characters import UNKNOWN, Characters, Font
from corpus.reading.styles import named_level

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<value>-?[0-9]{1,9})? ?|(?P<hex>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\(?P<mark>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\"
)
_DEEPEST = 500
_DEFAULT_SIZE = 12.0
_MOST_FALLBACK = 16
_CHARACTERS = {
    **{"tab": "\t", "line": "\n", "nestcell": " ", "emspace": " ", "enspace": " ", "qmspace": " "},
    **{"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
    **{"emdash": "—", "endash": "–", "bullet": "•"},
}
_MARKS = {"~": "\u00a0", "_": "-"}
_PASSED = frozenset(
    {"colortbl", "filetbl", "generator", "listtable", "listoverridetable", "revtbl", "rsidtbl", "upr"}
    | {"xe", "tc", "tcn", "rxe", "bkmkstart", "bkmkend", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc"}
    | {"aftncn", "nonshppict", "shprslt", "nonesttables", "nesttableprops", "objdata", "objclass", "objname"}
    | {"sn", "sv", "themedata", "colorschememapping", "latentstyles", "datastore", "pnseclvl"}
)
_NAMED = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "页眉"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "页脚"),
    **{"annotation": "批注", "pict": "图片或图形"},
}
_APART = frozenset({"footnote", "shptxt", "dptxbxtext"})
_METADATA = frozenset({"title", "author", "creatim"})
_KNOWN = frozenset({"footnote", "shpinst", "shptxt", "do", "ud", "fldinst", "shppict", "listtext", "pntext"})


@dataclass(slots=True)
class _Style:
    name: str = ""
    level: int | None = None


@dataclass(slots=True)
class _Field:
    code: str = ""


@dataclass(slots=True)
class _Group:
    """What holds inside one pair of braces; `into` is where its text goes, "" being the body."""

    into: str = ""
    font: int = 0
    size: float = _DEFAULT_SIZE
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1
    style: int = 0
    level: int | None = None
    indented: bool = False
    in_table: bool = False
    field: _Field | None = None
    at_end: Callable[[], None] | None = None


def read(data: bytes) -> Draft:
    """The lines of an .rtf file; raises Unreadable where it is broken."""
    return _Reader(data).draft()


@dataclass(slots=True)
class _Reader:
    """The paragraph, the cells and the bytes not yet decoded, midway through a file."""

    data: bytes
    galley: Galley = field(default_factory=Galley)
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    characters: Characters = field(default_factory=Characters)
    styles: dict[int, _Style] = field(default_factory=dict)
    default_font: int = 0
    optional: bool = False
    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    cells: list[list[list[Piece]]] = field(default_factory=list)
    cell: list[list[Piece]] = field(default_factory=list)
    is_endnote: bool = False
    kept: dict[str, str] = field(default_factory=dict)

    def draft(self) -> Draft:
        position, end = 0, len(self.data)
        while position < end:
            found = _TOKEN.match(self.data, position)
            if found is None:
                break
            position = found.end()
            kind = found.lastgroup
            if kind in ("word", "value"):
                word = found["word"].decode("ascii")
                value = int(found["value"]) if found["value"] else None
                if word == "bin":
                    position += max(0, value or 0)
                else:
                    self._word(word, value)
            elif kind == "brace":
                self._brace(opens=found["brace"] == b"{")
            elif kind == "mark":
                self._mark(found["mark"].decode("latin-1"))
            elif kind is not None and self.groups[-1].into != "passed":
                self.characters.add(_unhexed(found["hex"]) if kind == "hex" else found["text"])
        while len(self.groups) > 1:
            self._brace(opens=False)
        self._paragraph()
        self._row()
        kept = {name: strip(text) or None for name, text in self.kept.items()}
        return self.galley.draft(kept.get("title"), kept.get("author"), self.kept.get("date"))

    # Text.

    def _text(self, text: str = "") -> None:
        """Text that follows on the bytes so far."""
        group = self.groups[-1]
        text = self.characters.taken(None if group.into == "font" else group.font) + text
        if not text:
            return
        if group.into == "":
            text, unknown = UNKNOWN.subn("", text)
            self.galley.left_out["认不出的符号"] += unknown
            if not group.hidden and not group.deleted:
                self.pieces.append(Piece(printable(text)[0], group.size, group.bold))
        elif group.into == "label":
            self.label += text
        elif group.into == "font" and group.font in self.characters.fonts:
            self.characters.fonts[group.font].name += text
        elif group.into == "style":
            self.styles.setdefault(group.style, _Style()).name += text
        elif group.into == "fldinst" and group.field is not None:
            group.field.code += text
        elif group.into in _METADATA:
            self.kept[group.into] = self.kept.get(group.into, "") + text

    def _mark(self, mark: str) -> None:
        if self.characters.skips():
            return
        if mark == "*":
            self.optional = True
        elif mark in "{}\\":
            self.characters.add(mark.encode())
        elif mark in "\r\n":
            self._word("par", None)
        elif mark in _MARKS:
            self._text(_MARKS[mark])

    # Groups and control words.

    def _brace(self, *, opens: bool) -> None:
        self._text()
        self.characters.to_skip = 0
        if opens:
            if len(self.groups) > _DEEPEST:
                raise Unreadable("文件的层次太深，读不下去；请用原来的程序打开后重新保存")
            group = copy.copy(self.groups[-1])
            group.at_end = None
            self.groups.append(group)
        elif len(self.groups) > 1:
            at_end = self.groups[-1].at_end
            if at_end:
                at_end()
            self.groups.pop()

    def _word(self, word: str, value: int | None) -> None:
        optional, self.optional = self.optional, False
        group = self.groups[-1]
        if word == "u" and value is not None:
            self.characters.to_skip = 0
            self._text()
            self._text(self.characters.unicode(value, group.font))
            self.characters.to_skip = group.fallback
            return
        if self.characters.skips():
            return
        self._text()
        if group.into == "passed" and word != "ud":
            return
        if word in _CHARACTERS:
            self._text(_CHARACTERS[word])
        elif word in _NAMED:
            self.galley.left_out[_NAMED[word]] += 1
            group.into = "passed"
        elif word in _PASSED or (optional and word not in _KNOWN):
            group.into = "passed"
        elif not self._structure(word, group) and not self._destination(word, group):
            self._property(word, value, group)

    def _structure(self, word: str, group: _Group) -> bool:
        if group.into:
            return False
        if word in ("par", "sect"):
            self._paragraph()
        elif word == "cell":
            self._end_cell()
        elif word == "row":
            self._row()
        else:
            return False
        return True

    def _destination(self, word: str, group: _Group) -> bool:
        if word == "fonttbl":
            group.into = "font"
        elif word == "stylesheet":
            group.into, group.style = "style", 0
        elif word == "info":
            group.into = "info"
        elif word in _METADATA and group.into == "info":
            group.into = word
        elif word in ("listtext", "pntext"):
            group.into, self.label = "label", ""
        elif word == "field":
            group.field = _Field()
        elif word == "fldinst":
            group.into = "fldinst"
        elif word == "fldrslt":
            if group.field is not None and group.field.code.split()[:1] == ["TOC"]:
                self.galley.left_out["目录"] = 1
                group.into = "passed"
        elif word in _APART and not group.into:
            if group.at_end is None and len(self.groups) > 1:
                self._apart(word, group)
        elif word == "ud":
            group.into = self.groups[-3].into if len(self.groups) > 2 else ""
        else:
            return False
        return True

    def _apart(self, word: str, group: _Group) -> None:
        """A note or a text box: paragraphs of its own in the midst of another."""
        outer = self.pieces, self.label, self.cell, self.cells
        self.pieces, self.label, self.cell, self.cells = [], "", [], []
        aside = ExitStack()
        lines: list[Set] = aside.enter_context(self.galley.aside()) if word == "footnote" else []
        group.style, group.level, group.in_table = 0, None, False
        self.is_endnote = False

        def end() -> None:
            self._paragraph()
            self._row()
            aside.close()
            self.galley.note("尾注" if self.is_endnote else "注", lines)
            self.pieces, self.label, self.cell, self.cells = outer

        group.at_end = end

    def _property(self, word: str, value: int | None, group: _Group) -> None:
        is_on, amount = value != 0, value or 0
        match word:
            case "b":
                group.bold = is_on
            case "v":
                group.hidden = is_on
                self.galley.left_out["隐藏文字"] += is_on and not group.into
            case "deleted":
                group.deleted = is_on
                self.galley.left_out["修订中删去的文字"] += is_on and not group.into
            case "fs":
                group.size = amount / 2
            case "f":
                group.font = amount
                if group.into == "font":
                    self.characters.fonts[amount] = Font()
            case "fcharset" if group.into == "font" and group.font in self.characters.fonts:
                self.characters.fonts[group.font].charset = amount
            case "plain":
                group.font, group.size = self.default_font, _DEFAULT_SIZE
                group.bold = group.hidden = group.deleted = False
            case "pard":
                group.style, group.level, group.indented, group.in_table = 0, None, False, False
            case "s":
                group.style = amount
            case "outlinelevel" if 0 <= amount < 9 and group.into == "style":
                self.styles.setdefault(group.style, _Style()).level = amount + 1
            case "outlinelevel" if 0 <= amount < 9:
                group.level = amount + 1
            case "fi" | "cufi":
                group.indented = amount > 0
            case "intbl":
                group.in_table = True
            case "uc":
                group.fallback = min(max(amount, 0), _MOST_FALLBACK)
            case "ansicpg":
                self.characters.codepage = amount
            case "deff":
                self.default_font = self.groups[-1].font = amount
            case "ftnalt":
                self.is_endnote = True
            case "yr" | "mo" | "dy" if group.into == "creatim":
                dash = "-" if "date" in self.kept else ""
                self.kept["date"] = f"{self.kept.get('date', '')}{dash}{amount:02}"

    # Paragraphs and rows.

    def _paragraph(self) -> None:
        group = self.groups[-1]
        if group.in_table:
            self.cell.append(self._taken())
            return
        self._row()
        style = self.styles.get(group.style, _Style())
        level = group.level
        if level is None:
            named = named_level(style.name.rstrip(";"))
            level = style.level if named is None else named
        label = _label(self.label)
        self.label = ""
        pieces, self.pieces = self.pieces, []
        self.galley.paragraph(pieces, level=level, label=label, indented=group.indented)

    def _taken(self) -> list[Piece]:
        """The pieces of a paragraph in a table, its label among them."""
        label = _label(self.label)
        pieces = [Piece(label.text), *self.pieces] if label else self.pieces
        self.pieces, self.label = [], ""
        return pieces

    def _end_cell(self) -> None:
        self.cells.append([*self.cell, self._taken()])
        self.cell = []

    def _row(self) -> None:
        if self.cell:
            self._end_cell()
        cells, self.cells = self.cells, []
        if len(cells) == 1:
            for pieces in cells[0]:
                self.galley.paragraph(pieces)
        elif cells:
            self.galley.row([_words(cell) for cell in cells])


def _unhexed(escapes: bytes) -> bytes:
    return bytes.fromhex(escapes.replace(b"\\'", b"").decode("ascii"))


def _words(cell: list[list[Piece]]) -> str:
    texts = ("".join(piece.text for piece in pieces) for pieces in cell)
    return " ".join(filter(None, map(strip, " ".join(texts).split("\n"))))


def _label(text: str) -> Label | None:
    """The number that a list shows; a mark without letter or digit is a bullet."""
    shown = strip(text)
    if not shown:
        return None
    if not any(character.isalnum() for character in shown):
        return Label("", bullet=True)
    suffix = "listtab" if text.endswith("\t") else "space" if text.endswith(" ") else "nothing"
    return Label(spaced(shown, suffix))
