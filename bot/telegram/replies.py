"""An answer as one Telegram message.

Pure: values in, text with entities and buttons out. A quotation is shown whole or not at all; it is folded
where it is long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from telegram import MessageEntity

from bot.telegram.citations import Manner
from bot.telegram.entities import Marked, joined, marked, units
from bot.telegram.reply import ENTITIES, UNITS, Button, Reply, button, copying, reply
from retrieval import Answer, Quotation

ANSWER, COPY_ANSWER, PASSAGE = "a", "y", "p"
"""What a button does: shows the answer from a place in it on, writes it out to copy, opens a passage."""

MOST = 5
"""Quotations in one message."""
_ALSO = 3
_BETWEEN = "\n\n"
_FOLDED = 240


def answer_reply(answer: Answer, manner: Manner, *, first: int = 0, count: int = MOST) -> Reply:
    """The quotations from the `first` on with their citations; or "not found" and the closest that there is.

    Where the answer has more quotations than are shown, a button leads on.
    """
    texts = manner.texts
    missing = manner.listed(answer.missing)
    gap = texts.missing.format(missing) if missing else ""
    if not answer.found:
        near = answer.near[:count]
        matched = manner.listed(_matched(near))
        lines = [texts.not_found, texts.looked_for.format(matched) if matched else "", gap]
        lines.append(f"\n{texts.near}\n\n" if near else texts.not_found_hint)
        head = "\n".join(line for line in lines if line)
        return _quoting(head, replace(answer, quotations=near), 0, count, "", manner)
    return _quoting("", answer, first, count, f"\n\n{gap}" if gap else "", manner)


def copied(answer: Answer, manner: Manner, *, first: int, count: int) -> Reply | None:
    """The same quotations as one block of plain text that a tap copies; None where there are none."""
    text = _plain(answer.quotations[first : first + count], manner)
    return reply(marked(MessageEntity.PRE, text)) if text and Marked(text).units <= UNITS else None


def quoted(quotation: Quotation, manner: Manner, number: str = "", most: int = ENTITIES // 2) -> Marked:
    """A quotation, its citation under it, and the other places where the same words stand.

    Where it is a cut, the sign for it stands outside.
    """
    kind = MessageEntity.BLOCKQUOTE
    if len(quotation.text) > _FOLDED:
        kind = MessageEntity.EXPANDABLE_BLOCKQUOTE
    block = Marked("…\n" if quotation.cut_before else "")
    block += marked(kind, quotation.text, quotation.matches[:most])
    block += "\n…\n" if quotation.cut_after else "\n"
    block += f"{number} " if number else ""
    block += manner.cited(quotation.citation)
    for citation in quotation.also[:_ALSO]:
        block += Marked(f"\n{manner.texts.also} ") + manner.cited(citation)
    rest = len(quotation.also) - _ALSO
    return block + f"\n{manner.texts.also_more.format(rest)}" if rest > 0 else block


def _quoting(head: str, answer: Answer, first: int, count: int, foot: str, manner: Manner) -> Reply:
    """As many whole quotations between `head` and `foot` as one message holds."""
    texts, quotations = manner.texts, answer.quotations[first : first + count]
    alone = len(quotations) == 1 and not first
    numbers = [""] if alone else [_number(first + place) for place in range(len(quotations))]
    bold = ENTITIES // (len(quotations) or 1) - 3 - 2 * _ALSO

    room = UNITS - units(head) - units(foot)
    blocks: list[Marked] = []
    shown: list[tuple[str, Quotation]] = []
    for number, quotation in zip(numbers, quotations, strict=True):
        block = quoted(quotation, manner, number, max(bold, 0))
        if block.units <= room:
            room -= block.units + units(_BETWEEN)
            blocks.append(block)
            shown.append((number, quotation))
    message = Marked(head) + joined(blocks, _BETWEEN) + foot
    if quotations and not shown:
        shown = [(numbers[0], quotations[0])]
        message = Marked(head) + manner.cited(quotations[0].citation) + f"\n{texts.too_long}{foot}"
    if not message:
        message = Marked(texts.nothing_more)
    label = texts.context if alone else texts.context_short
    opening = [button(f"{label} {n}".strip(), PASSAGE, q.citation.code, first) for n, q in shown]
    if not answer.found:
        return reply(message, opening)
    earlier = button(texts.earlier, ANSWER, max(0, first - count)) if first else None
    more = button(texts.more, ANSWER, first + count) if len(answer.quotations) > first + count else None
    return reply(message, [earlier, *opening, _copying([q for _, q in shown], first, manner), more])


def _copying(shown: Sequence[Quotation], first: int, manner: Manner) -> Button:
    if not shown:
        return None
    label = manner.texts.copy
    return copying(label, _plain(shown, manner)) or button(label, COPY_ANSWER, first)


def _plain(quotations: Iterable[Quotation], manner: Manner) -> str:
    return "\n\n".join(f"{one.text}\n——{manner.place(one.citation)}" for one in quotations)


def _number(place: int) -> str:
    """①, ②, … ⑳, then figures."""
    return chr(ord("①") + place) if place < 20 else f"({place + 1})"


def _matched(quotations: Sequence[Quotation]) -> Iterable[str]:
    """The words that were found after all; single characters say too little."""
    words = (quotation.text[start:end] for quotation in quotations for start, end in quotation.matches)
    return (word for word in words if len(word) > 1)
