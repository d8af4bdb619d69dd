"""A text as its reader would describe it: works, outline and passages, short enough to stand in a test."""

from __future__ import annotations

import corpus
from corpus import Passage, Work


def works(text: str, name: str = "文件.txt") -> tuple[Work, ...]:
    """The works of a text."""
    return corpus.parse(text.encode(), name).works


def work(text: str, name: str = "文件.txt") -> Work:
    """The only work of a text."""
    (only,) = works(text, name)
    return only


def titles(text: str, name: str = "文件.txt") -> list[str]:
    """The titles of the works of a text."""
    return [each.title for each in works(text, name)]


def outline(text: str, name: str = "文件.txt") -> list[str]:
    """The sections of a text's only work as lines, two spaces a level."""
    return ["  " * (len(path) - 1) + path[-1].name for path in work(text, name).walk()]


def quotable(of: Work) -> str:
    """All that can be quoted of a work, without white space."""
    return "".join("".join(of.text[passage.start : passage.end] for passage in of.passages).split())


def where(of: Work, words: str) -> list[str]:
    """The path of the section in which these words stand."""
    return [section.name for section in passage(of, words).section]


def passage(of: Work, words: str) -> Passage:
    """The passage that contains these words."""
    at = of.text.index(words)
    return next(one for one in of.passages if one.start <= at < one.end)


def paragraphs(text: str, name: str = "文件.txt") -> list[str]:
    """The paragraphs of all works of a text."""
    return [each.text[start:end] for each in works(text, name) for start, end in each.paragraphs]
