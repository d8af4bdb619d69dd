"""A passage in its place, and whole sections in pages, as Telegram messages.

Pure, as answers are. Every quotation is one passage as it stands; where one passage ends and the next begins
is nothing that we know the words of, so two are never joined. A page ends where a passage ends, or else a
sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from telegram import MessageEntity

from bot.notebook.citing import Style
from bot.notebook.clippings import bare
from bot.telegram.citations import Manner, short
from bot.telegram.entities import Marked, joined, marked, units
from bot.telegram.replies import ANSWER, KEEP_QUOTATION, KEPT, PASSAGE, QUOTE
from bot.telegram.reply import UNITS, Button, Reply, button, copying, reply
from corpus import sentences
from retrieval import PassageInPlace

SECTION, COPY_PASSAGE, CARD = "s", "yp", "i"
"""What a button does: opens a page of the section around a passage, writes a passage out, draws it."""

_PAGE = 1800
_MOST_A_PAGE = 30
_LONGEST = 3000


def passage_reply(
    passage: PassageInPlace,
    previous: PassageInPlace | None,
    following: PassageInPlace | None,
    manner: Manner,
    *,
    first: str = "",
    heading: str = "",
) -> Reply:
    """A passage with its neighbours' text around it, and buttons that turn to them.

    `first` is the place in an answer to which a button leads back, where there is one.
    """
    texts, code = manner.texts, passage.citation.code
    top = Marked(f"{heading}\n\n" if heading else "") + manner.cited(passage.citation) + "\n\n"
    here = marked(MessageEntity.BLOCKQUOTE, _pieces(passage.text)[0])
    if here.text != passage.text:
        here += f"\n{texts.goes_on}"
    if previous is not None or following is not None:
        here = Marked(f"{texts.here}\n") + here
    if following is not None:
        wider = here + f"\n\n{_named(texts.after, following, passage)}\n" + _folded(following)
        here = wider if (top + wider).units <= UNITS else here
    if previous is not None:
        wider = Marked(f"{_named(texts.before, previous, passage)}\n") + _folded(previous) + "\n\n" + here
        here = wider if (top + wider).units <= UNITS else here
    beside = previous is not None or following is not None or here.text != passage.text
    turning = [
        button(texts.previous, PASSAGE, passage.previous, first) if passage.previous else None,
        button(texts.whole, SECTION, code, "", first) if beside else None,
        button(texts.following, PASSAGE, passage.following, first) if passage.following else None,
    ]
    asks = manner.style is Style.STANDARD  # for what is known of the work, which nobody knows here
    copy = None if asks else copying(texts.copy, manner.pasted(bare(passage)))
    copy = copy or button(texts.copy, COPY_PASSAGE, code)
    card = button(texts.pictures.card, CARD, code)
    keep = button(texts.notebook.keep, KEEP_QUOTATION, code)
    return reply(top + here, turning, [copy, card, keep, _back(first, manner)])


def section_reply(
    section: Sequence[PassageInPlace], code: str, page: int | None, manner: Manner, *, first: str = ""
) -> Reply:
    """A page of a section; where none is named, the one on which the passage of that code begins."""
    texts, pages = manner.texts, _pages(section)
    if page is None:
        page = next(n for n, on in enumerate(pages) for one, _ in on if one.citation.code == code)
    page = min(max(page, 0), len(pages) - 1)
    opening = pages[page][0][0].citation
    shared = _shared(section)
    names = (texts.work.format(short(opening.work)), *map(short, opening.section[:shared]))
    head = marked(MessageEntity.BOLD, " › ".join(names))
    if len(pages) > 1:
        head += f" · {texts.page_of.format(page + 1, len(pages))}"
    blocks, above, told = [head], opening.section[:shared], ""
    for passage, piece in pages[page]:
        inner = passage.citation.section
        named = [short(name) for name in inner[shared:] if not passage.text.startswith(name.split(" ")[0])]
        title = " › ".join(named) if inner != above else ""
        above = inner
        is_new, told = title not in ("", told), title or told
        block = marked(MessageEntity.BOLD, title) + "\n" if is_new else Marked()
        blocks.append(block + marked(MessageEntity.BLOCKQUOTE, piece))
    turning = [
        button(texts.previous_page, SECTION, code, page - 1, first) if page else None,
        button(texts.next_page, SECTION, code, page + 1, first) if page + 1 < len(pages) else None,
    ]
    to_passage = button(texts.back_to_passage, PASSAGE, code, first)
    return reply(joined(blocks, "\n\n"), turning, [to_passage, _back(first, manner)])


def _pages(section: Sequence[PassageInPlace]) -> list[list[tuple[PassageInPlace, str]]]:
    """Passages, or pieces of one that fills more than a page, as many a page as are read well."""
    pages: list[list[tuple[PassageInPlace, str]]] = []
    room = 0
    for passage in section:
        for piece in _pieces(passage.text):
            if units(piece) > room or len(pages[-1]) == _MOST_A_PAGE:
                pages.append([])
                room = _PAGE
            pages[-1].append((passage, piece))
            room -= units(piece)
    return pages


def _pieces(text: str) -> list[str]:
    """A text that fits a page; a longer one in slices that end with a sentence where they can."""
    pieces, start = [], 0
    ends = [end for _, end in sentences(text)] if units(text) > _LONGEST else []
    while units(text[start:]) > _LONGEST:
        limit = start + _LONGEST // 2
        stop = max((end for end in ends if start < end <= limit), default=limit)
        pieces.append(text[start:stop])
        start = stop
    return [*pieces, text[start:]]


def _shared(section: Sequence[PassageInPlace]) -> int:
    """How many sections, from the outermost inwards, all of these stand in together."""
    paths = [passage.citation.section for passage in section]
    shared = 0
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        shared += 1
    return shared


def _folded(neighbour: PassageInPlace) -> Marked:
    return marked(MessageEntity.EXPANDABLE_BLOCKQUOTE, neighbour.text)


def _named(label: str, neighbour: PassageInPlace, passage: PassageInPlace) -> str:
    """A neighbour's label, with its section where that is another one."""
    section = neighbour.citation.section
    return label if section == passage.citation.section or not section else f"{label} · {short(section[-1])}"


def _back(first: str, manner: Manner) -> Button:
    """The way back: to an answer from a place on, or to a list, whose letter stands before the place."""
    if first.startswith(KEPT):
        return button(manner.texts.notebook.back, KEPT, "p", first.removeprefix(KEPT))
    if first.startswith(QUOTE):
        return button(manner.texts.notebook.back_to_quotes, QUOTE, first.removeprefix(QUOTE))
    return button(manner.texts.back, ANSWER, first) if first else None
