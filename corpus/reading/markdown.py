"""Markdown to lines: its headings name their level, its marks are no text.

What a reader of the rendered page sees is what is stored; comments and markup are left out and counted.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.reading.lines import Draft, Line

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def read(text: str) -> Draft:
    """The lines of a Markdown text, with heading levels 1 to 6."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    comments = len(_COMMENT.findall(text))
    text, front = _FRONT_MATTER.subn("", _COMMENT.sub("", text))
    # Full-width spaces indent a Chinese paragraph, and four plain ones would make it code.
    tokens = MarkdownIt("commonmark").enable("table").disable("code").parse(text)
    lines: list[Line] = []
    level: int | None = None
    row: list[str] | None = None
    marker = ""
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = None
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
            parts = [part.strip() for part in plain.split("\n") if part.strip()]
            if level is not None and parts:
                lines.append(Line(" ".join(parts), gap=1, level=level))
                continue
            for number, part in enumerate(parts):
                lines.append(Line(marker + part, gap=0 if number else 1, item=bool(marker)))
                marker = ""
        elif token.type in ("fence", "code_block"):
            parts = [part.strip() for part in token.content.split("\n") if part.strip()]
            lines += [Line(part, gap=0 if number else 1) for number, part in enumerate(parts)]
        elif token.type == "html_block":
            parts = [part.strip() for part in _TAG.sub("", token.content).split("\n") if part.strip()]
            lines += [Line(part, gap=1) for part in parts]
        elif token.type == "hr":
            lines.append(Line(token.markup, gap=1, separator=True))
    left_out = [f"{comments} 处注释"] if comments else []
    if front:
        left_out.append("文件头的元数据")
    return Draft(tuple(lines), tuple(left_out))


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
    return "".join(words)
