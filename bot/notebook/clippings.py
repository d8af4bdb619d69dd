"""A quotation cut out, with all that it takes to cite it, as it was at that moment.

The collection goes on changing; what somebody kept does not. So a clipping holds its words, its citation and
what was known of the work, and can be held against the collection as it is now.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from enum import Enum
from hashlib import blake2b

from bot.answering import Answering
from retrieval import Citation, PassageInPlace, Quotation

LONGEST = 4_000
"""Characters of the longest clipping."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """The exact words and their place. `start` and `end` are offsets in the work's text of that time.

    `author` and `date` are the work's, where they are known.
    """

    text: str
    citation: Citation
    start: int
    end: int
    author: str | None = None
    date: str | None = None

    @property
    def code(self) -> str:
        """The code of the passage that it was cut from."""
        return self.citation.code


class State(Enum):
    """What became of a clipping's words in the collection."""

    STANDS = "stands"
    CHANGED = "changed"
    GONE = "gone"


def clipped(answering: Answering, quotation: Quotation | PassageInPlace) -> Clipping:
    """A quotation, or a whole passage, with what is known of its work. Takes time on a large collection."""
    given = bare(quotation)
    about = {
        (work.author, work.date) for work in answering.contents.works if work.title == given.citation.work
    }
    if len(about) != 1:  # of two works with one name nobody knows which is meant
        return given
    author, date = about.pop()
    return replace(given, author=author, date=date)


def bare(quotation: Quotation | PassageInPlace) -> Clipping:
    """The same without what is known of its work."""
    return Clipping(quotation.text, quotation.citation, quotation.start, quotation.end)


def mark_of(text: str) -> str:
    """A short mark by which the same words are known again."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def cut(answering: Answering, code: str, length: int = 0, mark: str = "") -> Clipping | None:
    """The words of so many characters with that mark from the passage of that code; else the whole passage.

    None where the passage is gone or does not hold them.
    """
    passage = answering.passage(code)
    if passage is None or len(passage.text) > LONGEST:
        return None
    if not length:
        return clipped(answering, passage)
    for at in range(len(passage.text) - length + 1):
        text = passage.text[at : at + length]
        if mark_of(text) == mark:
            start = passage.start + at
            return clipped(answering, replace(passage, text=text, start=start, end=start + length))
    return None


def state(clipping: Clipping, answering: Answering) -> State:
    """Whether the words still stand where they were cut out."""
    passage = answering.passage(clipping.code)
    if passage is not None:
        return State.STANDS if clipping.text in passage.text else State.CHANGED
    closest = answering.closest(clipping.code)
    if closest is None:
        return State.GONE
    return State.STANDS if clipping.text in closest.text else State.CHANGED


def packed(clipping: Clipping) -> str:
    """As JSON in ASCII, so that whatever a document holds comes back as it was."""
    return json.dumps(asdict(clipping))


def unpacked(content: str) -> Clipping:
    """From JSON."""
    said = json.loads(content)
    citation = said.pop("citation")
    return Clipping(
        citation=Citation(**citation | {"section": tuple(citation["section"])}),
        **said,
    )
