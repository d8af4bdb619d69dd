"""Files of kept quotations and of minutes, by format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.answering import Answering
from bot.notebook.citing import Style
from bot.notebook.clippings import Clipping, State, state
from bot.notebook.entries import Kept, Session, Used
from bot.notebook.papers import (
    Manner,
    Paper,
    by_works,
    markdown,
    paper_of_kept,
    paper_of_session,
    plain,
)
from bot.notebook.sheets import cards, table
from bot.notebook.word import word
from bot.texts import Texts

FORMATS = {"docx": ".docx", "md": ".md", "txt": ".txt", "csv": ".csv", "anki": ".anki.txt"}
"""Formats, and how their files' names end."""
ORDERS = ("works", "kept")
_LANGUAGES = {"zh": "zh-CN", "zh-hant": "zh-TW", "en": "zh-CN"}
_LONGEST_NAME = 60
_NO_NAME = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class Made:
    """A file by its name."""

    name: str
    content: bytes


def manner_of(answering: Answering, texts: Texts, style: Style, zone: str) -> Manner:
    """How files are written, which tell what has changed in the collection since."""
    said = {State.CHANGED: texts.notebook.changed, State.GONE: texts.notebook.gone, State.STANDS: ""}

    def changed(clipping: Clipping) -> str:
        return said[state(clipping, answering)]

    return Manner(texts, style, ZoneInfo(zone), changed)


def ordered(kept: Sequence[Kept], order: str, answering: Answering) -> list[Kept]:
    """In the order of the works, or that of keeping, the first first."""
    if order == "works":
        return by_works(kept, [work.title for work in answering.contents.works])
    return sorted(kept, key=lambda one: one.number)


def of_kept(
    kept: Sequence[Kept], form: str, order: str, answering: Answering, manner: Manner, now: int
) -> Made:
    """A list in one of the FORMATS and ORDERS. Takes CPU time."""
    kept = ordered(kept, order, answering)
    name = f"{manner.texts.notebook.paper} {manner.day(now)}{FORMATS[form]}"
    if form == "csv":
        return Made(name, table(kept, manner))
    if form == "anki":
        return Made(name, cards(kept, manner))
    paper = paper_of_kept(kept, manner, now=now, works=order == "works")
    return Made(name, _set(paper, form, manner))


def of_session(session: Session, used: Sequence[Used], form: str, manner: Manner) -> Made:
    """Minutes as docx, md or txt. Takes CPU time."""
    paper = paper_of_session(session, used, manner)
    title = _NO_NAME.sub(" ", paper.title).strip()[:_LONGEST_NAME]
    return Made(f"{title} {manner.day(session.begun)}{FORMATS[form]}", _set(paper, form, manner))


def _set(paper: Paper, form: str, manner: Manner) -> bytes:
    if form == "docx":
        return word(paper, _LANGUAGES[manner.texts.language])
    return (markdown(paper) if form == "md" else plain(paper)).encode("utf-8", "replace")
