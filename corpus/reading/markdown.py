"""Markdown to lines: its headings name their level, its marks are no text.

What a reader of the rendered page sees is what is stored; comments and markup are left out and counted.
Most blocks are plain words or a heading and are read as they stand; the rest goes through a parser, which
takes ten times as long.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from corpus.reading.lines import Draft, Line, is_separator, strip

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_FRONT_MATTER = re.compile(r"\A---[ ]*\n(?:(?:[\w-]+[ ]*:|[ #-]).*\n|\n)*?---[ ]*\n")
_SPANNING = ("```", "~~~", "]:", "\0")
_SPANNING_TAG = re.compile("<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
"""What may reach over blank lines: a text that has one of these is parsed whole."""
_MARK = re.compile(r"[\\`*_\[\]<>&|]")
_BLANK_LINES = re.compile(r"\n[ \t]*(?=\n)")
_ODD = re.compile(r"#(?!#{0,5}[ \t][^#]*\Z)|[ \t>*+\-=_~]|[0-9]{1,9}[.)](?:\s|\Z)")
"""A line that begins as Markdown's own constructs do, and not as a heading."""
_BARE_ITEM = re.compile(r"[0-9][.)]\s*\Z")
_NO_ITEM = frozenset({"heading_open", "hr", "table_open", "html_block", "fence"})
"""The number of an item without words is not that of what comes after these."""
_NOTE = re.compile(r"^\[\^([^\]\s]{1,40})\]:[ \t]*(\S.*(?:\n[ \t]+\S.*)*)(?:\n|\Z)", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_PARTING = re.compile(r"\n(?:[ \t]*\n)+")
_SAID = re.compile(r"(title|author|date)[ ]*:[ ]*(?P<quote>[\"']?)([^\[{|>#\n]{1,100}?)(?P=quote)[ ]*")


def read(text: str) -> Draft:
    """The lines of a Markdown text, with heading levels 1 to 6."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    text, comments = _without_comments(text[front.end() :] if front else text)
    left_out = [f"{comments} 处注释"] if comments else []
    said = {}
    if front:
        left_out.append("文件头的元数据")
        rows = map(_SAID.fullmatch, front.group().split("\n"))
        said = {row[1]: row[3].strip() for row in rows if row and row[3].strip()}
    lines = tuple(_lines(_with_notes(text)))
    return Draft(lines, tuple(left_out), (), said.get("title"), said.get("author"), said.get("date"))


def _lines(text: str) -> list[Line]:
    """The lines of a text, block by block; odd blocks that follow one another belong together."""
    if any(mark in text for mark in _SPANNING) or _SPANNING_TAG.search(text):
        return _parsed(text)
    marks = (found.start() for found in _MARK.finditer(text))
    mark, begin = next(marks, len(text)), 0
    lines: list[Line] = []
    odd: list[str] = []
    last = ""
    for after in chain((found.span() for found in _BLANK_LINES.finditer(text)), [(len(text), 0)]):
        block = text[begin : after[0]]
        while mark < begin:
            mark = next(marks, len(text))
        begin = after[1]
        rows = block.strip("\n").split("\n")
        if rows == [""]:
            continue
        if mark < after[0] or any(map(_ODD.match, rows)) or _BARE_ITEM.search(last):
            odd.append(block)
            last = block if block.strip() else last
            continue
        if odd:
            lines += _parsed("\n\n".join(odd))
            odd, last = [], ""
        gap = 1
        for raw in rows:
            if raw[:1] == "#":
                words = raw.lstrip("#")
                if part := strip(words):
                    lines.append(Line(part, 1, level=len(raw) - len(words)))
                gap = 1
            elif part := strip(raw):
                lines.append(Line(part, gap, separator=is_separator(part)))
                gap = 0
    return lines + _parsed("\n\n".join(odd)) if odd else lines


def _parsed(text: str) -> list[Line]:
    """The same, read by a parser."""
    tokens = _parser().parse(text)
    lines: list[Line] = []
    level: int | None = None
    row: list[str] | None = None
    marker = ""
    depth = 0
    for token in tokens:
        if not depth and token.type in _NO_ITEM:
            marker = ""
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = None
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            if row and any(row):
                lines.append(Line(" | ".join(row), gap=1))
            row = None
        elif token.type == "inline":
            plain = _plain(token)
            if row is not None:
                row.append(plain)
                continue
            parts = _parts(plain)
            if level is not None and parts:
                lines.append(Line(" ".join(parts), gap=1, level=level))
                continue
            for number, part in enumerate(parts):
                text, gap = marker + part, 0 if number else 1
                lines.append(Line(text, gap, item=depth > 0, separator=is_separator(text)))
                marker = ""
        elif token.type in ("fence", "html_block"):
            content = _TAG.sub("", token.content) if token.type == "html_block" else token.content
            lines += [Line(part, gap=1) for part in _parts(content)]
        elif token.type == "hr":
            lines.append(Line(token.markup, gap=1, separator=True))
    return lines


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # here, since most texts need none

    # Full-width spaces indent a Chinese paragraph, and four plain ones would make it code.
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").disable("code")
    parser.parse("*")  # Its rules are put together at the first use, which threads must not share.
    return parser


def _parts(text: str) -> list[str]:
    return [part for raw in text.split("\n") if (part := strip(raw))]


def _without_comments(text: str) -> tuple[str, int]:
    """A text without its comments, and how many there were; one that is never closed is text."""
    kept: list[str] = []
    position = 0
    while (begin := text.find("<!--", position)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[position:begin])
        position = end + 3
    return "".join([*kept, text[position:]]), len(kept)


def _with_notes(text: str) -> str:
    """A text in which notes, [^1]: …, follow the paragraphs they are to."""
    if "[^" not in text:
        return text
    notes: dict[str, str] = {}
    without = _NOTE.sub(lambda note: notes.setdefault(note[1], note[2]) and "\n", text)
    if not notes:
        return text
    known, number = frozenset(notes), 0
    blocks = []
    for block in (*_PARTING.split(without), "".join(f"[^{name}]" for name in notes)):
        named = [found[1] for found in _REFERENCE.finditer(block)]
        blocks.append(_REFERENCE.sub(lambda found: "" if found[1] in known else found[0], block))
        for name in named:
            if name in notes:
                number += 1
                blocks.append(f"〔注{number}〕{notes.pop(name)}")
    return "\n\n".join(blocks)


def _plain(token: Token) -> str:
    """The words of an inline token, without its marks; a soft break stays a line break."""
    words = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif child.type == "image":
            words.append(child.content)
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            words.append("\n")
    return "".join(words)
