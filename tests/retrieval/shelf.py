"""Small works written by hand, and an index of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from corpus import Document, Passage, Section, Work
from retrieval import Index, update

READING = "读书会每周三晚上七点在图书馆二楼开始。主持人提前一天把要读的章节发到群里。迟到的人从后门进来。"
RULES = "会员每年缴纳会费一百二十元。新会员第一个月免费。连续三次缺席的，视为退出。"
TRADITIONAL = "圖書館的開放時間是上午九點至下午五點。借書證由館長簽發。一九九七年以前的證件無效。"


def document(name: str, *texts: str, title: str | None = None) -> Document:
    """A document of one work, in which each text is a section of one passage, headed 第一, 第二 …"""
    lines = [f"第{'一二三四五六七八九十'[number % 10]}\n{text}\n" for number, text in enumerate(texts)]
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    sections = tuple(
        Section(line[:2], "", start, start + 3, start + len(line))
        for start, line in zip(starts, lines, strict=True)
    )
    passages = tuple(
        Passage(code(name, number), start + 3, start + len(line) - 1, (section,), 2 * number + 2)
        for number, (start, line, section) in enumerate(zip(starts, lines, sections, strict=True))
    )
    whole = "".join(lines)
    paragraphs = tuple(
        span
        for start, line in zip(starts, lines, strict=True)
        for span in ((start, start + 2), (start + 3, start + len(line) - 1))
    )
    work = Work(title or name, whole, paragraphs, sections, passages)
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(name, "text", "utf-8", digest, len(whole), 0, (work,))


def code(name: str, number: int) -> str:
    """The code of a passage."""
    return f"{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}-{number}"


def shelf() -> list[Document]:
    """Three documents: in simplified and in traditional script, and one that could not be read."""
    return [
        document("guide.txt", READING, RULES, title="读书会指南"),
        document("library.txt", TRADITIONAL, title="圖書館規則"),
        Document("broken.pdf", "pdf", None, "0" * 64, 3, 0, warnings=("half read",), error="cannot be read"),
    ]


def index_of(directory: Path, documents: Sequence[Document], cache: Path) -> Index:
    """A fresh index of these documents."""
    update(directory, cache=cache, add=documents, fresh=True)
    return Index.open(directory, cache=cache)
