"""Where a web page's tree is set into lines: its words in the order in which a browser shows them.

The tree is walked once, without recursion; a line is set as its block ends, and a block that turns out to be
a menu is taken back. What a browser would not show, or shows as furniture, is left out and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.reading import numerals
from corpus.reading.lines import Line, is_separator, split, strip

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UNSEEN = _names(
    "script style noscript template svg iframe object embed audio video canvas select option button textarea"
    " input datalist rt rp head title"
)
_FURNITURE = _names("nav footer aside menu header")
_FURNITURE_ROLES = _names(
    "navigation banner contentinfo complementary search menu menubar toolbar dialog alert"
)
_UNSHOWN_CLASSES = _names("noprint mw-editsection sr-only visually-hidden")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_NUMERALS = {
    **{"a": "lowerLetter", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter"},
    **{"A": "upperLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter"},
    **{"i": "lowerRoman", "lower-roman": "lowerRoman", "I": "upperRoman", "upper-roman": "upperRoman"},
    **dict.fromkeys(
        ("cjk-ideographic", "cjk-decimal", "simp-chinese-informal", "trad-chinese-informal"),
        "chineseCountingThousand",
    ),
    "cjk-heavenly-stem": "ideographTraditional",
}
_UNSHOWN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form header hgroup legend li main menu nav ol p pre section summary table"
    " tbody tfoot thead ul"
)
_MENUS = _names("div ul ol dl section table td center")
_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF])
_CJK = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff]"
_WRAP = re.compile(rf"(?<={_CJK})\n(?={_CJK})")
_LONGEST_ROW = 600
"""Characters above which the cells of a row are no table's but a page's layout."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines; `anchors` are the lines before which the wanted ids stand, `linked` is the share of the
    text that is links."""

    lines: tuple[Line, ...]
    left_out: Counter[str]
    anchors: dict[str, int]
    linked: float


def plain(text: str) -> str:
    """Words with their white space as a browser shows it; a break between Chinese characters is none."""
    text = _SPACE.sub(lambda run: "\n" if "\n" in run.group() else " ", text.translate(_INVISIBLE))
    return strip(_WRAP.sub("", text).replace("\n", " "))


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str = ""
    number: int = 1


@dataclass(slots=True)
class _Row:
    outer: list[Line]
    cells: list[list[Line]] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """What had been set when a block began."""

    lines: int
    characters: int
    linked: int
    links: int


@dataclass(slots=True)
class Setter:
    """Sets a tree into lines. `into` takes them: the page's list, or that of a table's cell."""

    menus: bool
    wanted: frozenset[str] = frozenset()
    lines: list[Line] = field(default_factory=list)
    into: list[Line] = field(init=False)
    left_out: Counter[str] = field(default_factory=Counter)
    anchors: dict[str, int] = field(default_factory=dict)
    buffer: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)
    level: int | None = None
    preformatted: int = 0
    marker: str = ""
    gap: int = 1
    breaks: int = 0
    characters: int = 0
    linked: int = 0
    links: int = 0

    def page(self, root: LexborNode) -> Page:
        self.into = self.lines
        inside_body = root.tag == "body"
        for node, entering in _walk(root, lambda node: self._is_passed(node, inside_body)):
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif entering:
                self._enter(tag, node)
            else:
                self._leave(tag)
        self._end()
        if self.breaks * 2 < len(self.lines):
            # Here and there a <br> is meant; where it is all there is, breaks are judged as in plain text.
            self.lines = [line._replace(gap=max(1, line.gap)) for line in self.lines]
        share = self.linked / self.characters if self.characters else 0.0
        return Page(tuple(self.lines), self.left_out, self.anchors, share)

    def _is_passed(self, node: LexborNode, inside_body: bool) -> bool:
        """Whether an element is no text; what was meant to be seen is counted."""
        tag, attributes = node.tag or "", node.attributes
        if tag in _UNSEEN:
            return True
        hidden = (
            "hidden" in attributes
            or (attributes.get("aria-hidden") or "").lower() == "true"
            or _UNSHOWN_STYLE.search(attributes.get("style") or "") is not None
            or not _UNSHOWN_CLASSES.isdisjoint((attributes.get("class") or "").split())
        )
        headed = tag == "header" and not (inside_body and node.css_first("h1") is None)
        furniture = (
            (attributes.get("role") or "").lower() in _FURNITURE_ROLES
            # So does LibreOffice write the head and foot of a document's pages.
            or (tag == "div" and attributes.get("title") in ("header", "footer"))
            or (self.menus and tag in _FURNITURE and not headed)
        )
        if hidden:
            self.left_out["隐藏的内容"] += 1
        elif furniture:
            self.left_out["导航、页眉页脚和侧栏"] += 1
        return hidden or furniture

    def _enter(self, tag: str, node: LexborNode) -> None:
        attributes = node.attributes
        if self.wanted and (name := attributes.get("id") or attributes.get("name")) in self.wanted:
            self.anchors.setdefault(name or "", len(self.lines))
        if tag in _BLOCKS or tag in _HEADINGS or tag in ("tr", "td", "th", "hr"):
            self._end()
        if tag in _MENUS or tag == "a":
            self.blocks.append(_Block(len(self.into), self.characters, self.linked, self.links))
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            self.lists.append(_list(tag, attributes))
        elif tag == "li" and self.lists:
            self._begin_item(attributes.get("value"))
        elif tag == "tr":
            self.rows.append(_Row(self.into))
        elif tag in ("td", "th") and self.rows:
            self.into = []
            self.rows[-1].cells.append(self.into)
        elif tag == "br":
            self._break()
        elif tag == "hr":
            self.into.append(Line("———", 1, separator=True))
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "q":
            self.buffer.append("“")

    def _leave(self, tag: str) -> None:
        if tag == "q":
            self.buffer.append("”")
        if tag in _BLOCKS or tag in _HEADINGS or tag in ("tr", "td", "th"):
            self._end()
        if tag in _HEADINGS:
            self.level = None
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "pre":
            self.preformatted -= 1
        if tag == "a":
            self._link(self.blocks.pop())
        elif tag in _MENUS and self._is_menu(self.blocks.pop()):
            self.left_out["菜单和链接列表"] += 1
        if tag in ("td", "th") and self.rows:
            self.into = self.rows[-1].outer
        elif tag == "tr" and self.rows:
            self._set_row(self.rows.pop())

    def _text(self, text: str) -> None:
        self.buffer.append(text)
        self.characters += len(text) - sum(map(str.isspace, text))

    def _link(self, begun: _Block) -> None:
        if self.characters > begun.characters:
            self.links += 1
            self.linked += self.characters - begun.characters

    def _is_menu(self, begun: _Block) -> bool:
        """Whether a block is mostly short links; if so, its lines are taken back."""
        characters, linked = self.characters - begun.characters, self.linked - begun.linked
        links = self.links - begun.links
        if not self.menus or links < 3 or linked < 0.6 * characters or linked > 25 * links:
            return False
        kept = len(self.into) > begun.lines
        del self.into[begun.lines :]
        return kept

    def _begin_item(self, value: str | None) -> None:
        own = self.lists[-1]
        if not own.ordered:
            self.marker = ""
            return
        if value and re.fullmatch(r"-?\d{1,6}", value.strip()):
            own.number = int(value)
        self.marker = _label(own.number, own.style)
        own.number += 1

    def _break(self) -> None:
        if self.preformatted:
            self.buffer.append("\n")
        elif self.level is not None:
            self.buffer.append(" ")
        elif plain("".join(self.buffer)):
            self._end()
            self.breaks += 1
            self.gap = 0
        else:
            self.buffer.clear()
            self.gap += 1

    def _end(self) -> None:
        """Sets what has been read since the last block as a line."""
        raw = "".join(self.buffer)
        self.buffer.clear()
        if self.preformatted:
            for line in split(raw):
                self.into.append(line._replace(gap=max(line.gap, self.gap)))
                self.gap = 0
        elif text := plain(raw):
            if self.marker and not text.startswith(self.marker.strip()):
                text = self.marker + text
            item = bool(self.lists) and self.level is None
            indented = raw.lstrip("\n\r\t ")[:1] in ("\u3000", "\xa0")
            separator = self.level is None and is_separator(text)
            self.into.append(Line(text, self.gap, indented, self.level, item, separator))
            self.marker = ""
        else:
            return
        self.gap = 1

    def _set_row(self, row: _Row) -> None:
        cells = [" ".join(line.text for line in cell) for cell in row.cells]
        filled = sum(map(bool, cells))
        headed = any(line.level for cell in row.cells for line in cell)
        if filled < 2 or headed or sum(map(len, cells)) > _LONGEST_ROW:
            self.into += [line for cell in row.cells for line in cell]
        else:
            self.into.append(Line(strip(" | ".join(cells)), 1))


def _walk(root: LexborNode, is_passed: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """The nodes below a root in reading order, elements twice: on the way in (True) and out (False)."""
    above: list[LexborNode] = []
    node = root.first_child
    while node is not None or above:
        if node is None:
            node = above.pop()
            yield node, False
        elif node.is_text_node:
            yield node, True
        elif node.is_element_node and not is_passed(node):
            yield node, True
            above.append(node)
            node = node.first_child
            continue
        node = node.next


def _list(tag: str, attributes: Mapping[str, str | None]) -> _List:
    style = _LIST_STYLE.search(attributes.get("style") or "")
    named = style.group(1).lower() if style else attributes.get("type") or "1"
    start = (attributes.get("start") or "").strip()
    number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
    return _List(tag == "ol" and named not in ("none", "disc"), _NUMERALS.get(named, ""), number)


def _label(number: int, kind: str) -> str:
    """What a browser writes before an item of a numbered list."""
    text = numerals.numeral(number, kind)
    return f"{text}、" if kind in ("chineseCountingThousand", "ideographTraditional") else f"{text}. "
