"""The place under a quotation: work › section › section · paragraph · page · code.

The place is a link to the bot that opens the passage, wherever the quotation is passed on to; the code stays
readable, for those who copy the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from telegram import MessageEntity

from bot.notebook.citing import USUAL, Style, ready
from bot.notebook.clippings import Clipping
from bot.telegram.entities import Marked, joined, linked, marked
from bot.texts import Texts
from retrieval import Citation

_NAME = 60
_SECTIONS = 6
_WORDS = 8
_LINKED = re.compile("[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the bot speaks to someone: in which language, under which name its links call it, and in
    which style it cites what people copy.
    """

    texts: Texts
    username: str
    style: Style = USUAL

    def cited(self, citation: Citation) -> Marked:
        """A citation with its link and its code."""
        code = citation.code
        return joined((self.linked(self.place(citation), code), " · ", marked(MessageEntity.CODE, code)))

    def linked(self, words: str, code: str | None) -> Marked:
        """Words as a link that opens a passage; plain where a link could not carry its code."""
        if code is None or not self.links(code):
            return Marked(words)
        return linked(words, self.link(code))

    def links(self, code: str) -> bool:
        """Whether a link can carry a code."""
        return _LINKED.fullmatch(code) is not None

    def pasted(self, clipping: Clipping) -> str:
        """A quotation and its citation, to be taken elsewhere."""
        return ready(clipping, self.style, self.texts, self.link(clipping.code))

    def place(self, citation: Citation) -> str:
        """A citation as plain words, without the code."""
        names = (self.texts.work.format(short(citation.work)), *map(short, citation.section[-_SECTIONS:]))
        parts = [" › ".join(names), self.texts.paragraph.format(citation.paragraph)]
        if citation.page is not None:
            parts.append(self.texts.page.format(citation.page))
        return " · ".join(parts)

    def link(self, parameter: str) -> str:
        """The address that opens the bot with that parameter behind /start."""
        return f"https://t.me/{self.username}?start={parameter}"

    def listed(self, words: Iterable[str]) -> str:
        """A few words in one line, each once."""
        named = [name for word in dict.fromkeys(words) if (name := short(word))]
        return self.texts.comma.join(named[:_WORDS])


def code_in(words: str) -> str:
    """The code that someone gives: alone, or at the end of a citation that was pasted whole."""
    return words.split()[-1].strip("（）()。")


def short(name: str) -> str:
    """A title, heading or word, which unlike a quotation may be shortened."""
    name = " ".join(name.split())
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
