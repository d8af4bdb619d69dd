"""An answer, or a passage in its place, as one Telegram message.

Pure: values in, text with entities and buttons out. A quotation is shown whole or not at all, and what
Telegram would refuse or silently drop (beyond 4096 UTF-16 units, some 100 entities, 64 bytes behind a button)
is kept clear of here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.telegram.entities import Marked, joined, marked
from bot.texts import Texts
from retrieval.answer import Answer, Citation, PassageInPlace, Quotation

OPEN, TURN = "open", "turn"
"""What a button does with the passage whose code follows: opens it below, or turns this message to it."""

_UNITS = 4096
_ENTITIES = 90
_QUOTATIONS = 10
_ALSO = 3
_WORDS = 8
_NAME = 60
_SECTIONS = 6
_ROW = 3
_PASSAGE = 1500
_BUTTON_BYTES = 64


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: text, its entities, and the buttons under it."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None


def answer_reply(answer: Answer, texts: Texts) -> Reply:
    """The quotations with their citations, best first; or "not found" and the closest that there is."""
    missing = _listed(answer.missing, texts)
    gap = texts.missing.format(missing) if missing else ""
    if answer.found:
        return _quoting("", answer.quotations, f"\n\n{gap}" if gap else "", texts)
    matched = _listed(_matched(answer.near), texts)
    lines = [texts.not_found, texts.looked_for.format(matched) if matched else "", gap]
    lines.append(f"\n{texts.near}\n\n" if answer.near else texts.not_found_hint)
    return _quoting("\n".join(line for line in lines if line), answer.near, "", texts)


def context_reply(
    passage: PassageInPlace, previous: PassageInPlace | None, following: PassageInPlace | None, texts: Texts
) -> Reply:
    """A passage with its neighbours' text around it, and buttons that turn to them."""
    top = _cited(passage.citation, texts) + "\n\n"
    here = Marked(f"{texts.here}\n") + _quoted(passage.text[:_PASSAGE], after=len(passage.text) > _PASSAGE)
    if following is not None:
        wider = here + f"\n\n{_named(texts.after, following, passage)}\n" + _folded(following)
        here = wider if (top + wider).units <= _UNITS else here
    if previous is not None:
        wider = Marked(f"{_named(texts.before, previous, passage)}\n") + _folded(previous) + "\n\n" + here
        here = wider if (top + wider).units <= _UNITS else here
    neighbours = ((texts.previous, passage.previous), (texts.following, passage.following))
    return _reply(top + here, [_button(label, TURN, code) for label, code in neighbours if code])


def _quoting(head: str, quotations: Sequence[Quotation], foot: str, texts: Texts) -> Reply:
    """As many whole quotations between `head` and `foot` as one message holds."""
    quotations = quotations[:_QUOTATIONS]
    numbers = [chr(ord("①") + place) for place in range(len(quotations))] if len(quotations) > 1 else [""]
    bold = _ENTITIES // (len(quotations) or 1) - 2 - _ALSO

    def whole(shown: Iterable[tuple[str, Quotation]]) -> Marked:
        blocks = (_quotation(number, quotation, bold, texts) for number, quotation in shown)
        return Marked(head) + joined(blocks, "\n\n") + foot

    shown: list[tuple[str, Quotation]] = []
    for numbered in zip(numbers, quotations, strict=False):
        if whole([*shown, numbered]).units <= _UNITS:
            shown.append(numbered)
    message = whole(shown)
    if quotations and not shown:
        shown = [("", quotations[0])]
        message = Marked(head) + _cited(quotations[0].citation, texts) + f"\n{texts.too_long}{foot}"
    return _reply(message, [_button(f"{texts.context} {n}".strip(), OPEN, q.citation.code) for n, q in shown])


def _quotation(number: str, quotation: Quotation, bold: int, texts: Texts) -> Marked:
    """A quotation, its citation under it, and the other places where the same words stand."""
    block = _quoted(
        quotation.text, quotation.matches[:bold], before=quotation.cut_before, after=quotation.cut_after
    )
    block = block + f"\n{number}{' ' if number else ''}" + _cited(quotation.citation, texts)
    for citation in quotation.also[:_ALSO]:
        block = block + f"\n{texts.also} " + _cited(citation, texts)
    rest = len(quotation.also) - _ALSO
    return block + f"\n{texts.also_more.format(rest)}" if rest > 0 else block


def _quoted(
    text: str, bold: Iterable[tuple[int, int]] = (), *, before: bool = False, after: bool = False
) -> Marked:
    """A quotation; where it is a cut, the sign for it stands outside."""
    quotation = marked(MessageEntity.BLOCKQUOTE, text, bold)
    return Marked("…\n" if before else "") + quotation + ("\n…" if after else "")


def _folded(neighbour: PassageInPlace) -> Marked:
    return marked(MessageEntity.EXPANDABLE_BLOCKQUOTE, neighbour.text)


def _named(label: str, neighbour: PassageInPlace, passage: PassageInPlace) -> str:
    """A neighbour's label, with its section where that is another one."""
    section = neighbour.citation.section
    return label if section == passage.citation.section or not section else f"{label} · {_short(section[-1])}"


def _cited(citation: Citation, texts: Texts) -> Marked:
    """《work》 › section › section · paragraph · page · code."""
    place = " › ".join(
        (texts.work.format(_short(citation.work)), *map(_short, citation.section[-_SECTIONS:]))
    )
    parts = [place, texts.paragraph.format(citation.paragraph)]
    if citation.page is not None:
        parts.append(texts.page.format(citation.page))
    return Marked(" · ".join(parts) + " · ") + marked(MessageEntity.CODE, citation.code)


def _matched(quotations: Sequence[Quotation]) -> Iterable[str]:
    return (quotation.text[start:end] for quotation in quotations for start, end in quotation.matches)


def _listed(words: Iterable[str], texts: Texts) -> str:
    return texts.comma.join([_short(word) for word in dict.fromkeys(words)][:_WORDS])


def _short(name: str) -> str:
    """A title, heading or word, which unlike a quotation may be shortened."""
    name = " ".join(name.split())
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _button(label: str, action: str, code: str) -> InlineKeyboardButton | None:
    data = f"{action}:{code}"
    return InlineKeyboardButton(label, callback_data=data) if len(data.encode()) <= _BUTTON_BYTES else None


def _reply(message: Marked, buttons: Iterable[InlineKeyboardButton | None]) -> Reply:
    row = [button for button in buttons if button is not None]
    rows = [row[first : first + _ROW] for first in range(0, len(row), _ROW)]
    return Reply(message.text, tuple(message.entities()), InlineKeyboardMarkup(rows) if rows else None)
