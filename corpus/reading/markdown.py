"""Markdown to lines: its headings name their level, its marks are no text.

What a reader of the rendered page sees is what is stored; comments and markup are left out and counted.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.reading.lines import Draft, Line, is_separator, strip

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_FRONT_MATTER = re.compile(r"\A---[ ]*\n(?:(?:[\w-]+[ ]*:|[ #-]).*\n|\n)*?---[ ]*\n")
_SAID = re.compile(r"(title|author|date)[ ]*:[ ]*(?P<quote>[\"']?)([^\[{|>#\n]{1,100}?)(?P=quote)[ ]*")


def read(text: str) -> Draft:
    """The lines of a Markdown text, with heading levels 1 to 6."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    text, comments = _without_comments(text[front.end() :] if front else text)
    tokens = _parser().parse(text)
    lines: list[Line] = []
    level: int | None = None
    row: list[str] | None = None
    marker = ""
    depth = 0
    for token in tokens:
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
    left_out = [f"{comments} 处注释"] if comments else []
    said = {}
    if front:
        left_out.append("文件头的元数据")
        rows = map(_SAID.fullmatch, front.group().split("\n"))
        said = {row[1]: row[3].strip() for row in rows if row and row[3].strip()}
    return Draft(tuple(lines), tuple(left_out), (), said.get("title"), said.get("author"), said.get("date"))


@cache
def _parser() -> MarkdownIt:
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
