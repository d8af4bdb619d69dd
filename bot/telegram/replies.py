"""An answer as one Telegram message.

Pure: values in, text with entities and buttons out. A quotation is shown whole or not at all; it is folded
where it is long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from telegram import MessageEntity

from bot.notebook.citing import Style
from bot.notebook.clippings import Clipping, bare, mark_of
from bot.telegram.citations import Manner
from bot.telegram.entities import Marked, joined, marked, units
from bot.telegram.reply import ENTITIES, UNITS, Button, Reply, button, copying, reply, rows_of
from retrieval import Answer, Quotation, Tried

ANSWER, COPY_ANSWER, PASSAGE, KEEP_QUOTATION, TRY = "a", "y", "p", "nk", "aw"
"""What a button does: shows the answer from a place in it on, writes it out to copy, opens a passage, keeps
a quotation, asks again with another word."""

QUOTE, KEPT = "q", "n"
"""What leads back to a list: of quotations worth quoting, and of kept ones."""

MOST = 5
"""Quotations in one message."""
Clip = Callable[[Quotation], Clipping]
"""Cuts a quotation out, with what is known of its work."""

_ALSO = 3
_CLOSE, _MOST_CLOSE = 4, 8
"""Words offered for one that stands nowhere, and for all of them."""
_BETWEEN = "\n\n"
_FOLDED = 240


def answer_reply(
    answer: Answer,
    manner: Manner,
    *,
    first: int = 0,
    count: int = MOST,
    tried: Tried | None = None,
    instead: str = "",
) -> Reply:
    """The quotations from the `first` on with their citations; or "not found" and the closest that there is.

    Where the answer has more quotations than are shown, a button leads on. `tried` is what was looked for,
    where that was in vain; `instead` a word that took the place of one in the question: then the buttons that
    ask the question once more are left out, but for the way back to its own answer.
    """
    texts = manner.texts
    missing = manner.listed(answer.missing)
    foot = texts.missing.format(missing) if missing else ""
    head = f"{texts.seeking.instead.format(instead)}\n\n" if instead else ""
    ways: Sequence[Sequence[Button]] = ()
    if not answer.found:
        near = answer.shown[:count]
        told, ways = _in_vain(tried, manner) if tried else ([foot], [])
        ways = () if instead else ways
        lines = [texts.not_found, *told]
        lines += [f"\n{texts.near}\n\n"] if near else [] if ways else [f"\n{texts.not_found_hint}"]
        head += "\n".join(line for line in lines if line)
        answer, first, foot = replace(answer, quotations=near), 0, texts.seeking.close if ways else ""
    if instead:
        answer = replace(answer, quotations=answer.quotations[:count])
        ways = [[button(texts.back, ANSWER, 0)]]
    foot = f"\n\n{foot}" if foot else ""
    return _quoting(head, answer, first, count, foot, manner, ways, is_whole=not instead)


def _in_vain(tried: Tried, manner: Manner) -> tuple[list[str], list[list[Button]]]:
    """What was looked for, what of it stands nowhere, and buttons for words that come close."""
    texts, said = manner.texts, manner.texts.seeking
    words, missing = manner.listed(tried.words), manner.listed(word for word, _ in tried.missing)
    lines = [texts.looked_for.format(words)] if words != missing else []
    lines += [texts.missing.format(missing)] if missing else []
    ways = [
        button(said.try_it.format(other), TRY, word, other)
        for word, others in tried.missing
        for other in others[:_CLOSE]
        if ":" not in word + other
    ]
    return lines, rows_of([way for way in ways if way is not None][:_MOST_CLOSE], 4)


def copied(answer: Answer, manner: Manner, *, first: int, count: int, clip: Clip = bare) -> Reply | None:
    """The same quotations as one block of plain text that a tap copies; None where there are none."""
    text = _plain(answer.quotations[first : first + count], manner, clip)
    return reply(marked(MessageEntity.PRE, text)) if text and Marked(text).units <= UNITS else None


def quoted(quotation: Quotation, manner: Manner, number: str = "", most: int = ENTITIES // 2) -> Marked:
    """A quotation, its citation under it, and the other places where the same words stand.

    Where it is a cut, the sign for it stands outside.
    """
    kind = MessageEntity.BLOCKQUOTE
    if len(quotation.text) > _FOLDED:
        kind = MessageEntity.EXPANDABLE_BLOCKQUOTE
    pieces = [
        "…\n" if quotation.cut_before else "",
        marked(kind, quotation.text, quotation.matches[:most]),
        "\n…\n" if quotation.cut_after else "\n",
        f"{number} " if number else "",
        manner.cited(quotation.citation),
    ]
    for citation in quotation.also[:_ALSO]:
        pieces += [f"\n{manner.texts.also} ", manner.cited(citation)]
    rest = len(quotation.also) - _ALSO
    return joined([*pieces, f"\n{manner.texts.also_more.format(rest)}" if rest > 0 else ""])


def _quoting(
    head: str,
    answer: Answer,
    first: int,
    count: int,
    foot: str,
    manner: Manner,
    ways: Sequence[Sequence[Button]],
    *,
    is_whole: bool,
) -> Reply:
    """As many whole quotations between `head` and `foot` as one message holds; `ways` are further buttons."""
    texts, quotations = manner.texts, answer.quotations[first : first + count]
    alone = len(quotations) == 1 and not first
    numbers = [""] if alone else [number_of(first + place) for place in range(len(quotations))]
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
    message = joined((head, joined(blocks, _BETWEEN), foot))
    if quotations and not shown:
        shown = [(numbers[0], quotations[0])]
        message = Marked(head) + manner.cited(quotations[0].citation) + f"\n{texts.too_long}{foot}"
    if not message:
        message = Marked(texts.nothing_more)
    label = texts.context if alone else texts.context_short
    opening = [button(f"{label} {n}".strip(), PASSAGE, q.citation.code, first) for n, q in shown]
    if not answer.found:
        return reply(message, *ways, opening)
    earlier = button(texts.earlier, ANSWER, max(0, first - count)) if first else None
    more = button(texts.more, ANSWER, first + count) if len(answer.quotations) > first + count else None
    keeps = [keeping(manner, q.citation.code, q.text, n) for n, q in shown]
    asks = is_whole and manner.style is Style.STANDARD  # for what is known of the work
    copy = copying(texts.copy, _plain([q for _, q in shown], manner)) if shown and not asks else None
    if shown and is_whole:
        copy = copy or button(texts.copy, COPY_ANSWER, first)
    return reply(message, [earlier, *opening, copy, more], keeps, *ways)


def _plain(quotations: Iterable[Quotation], manner: Manner, clip: Clip = bare) -> str:
    return "\n\n".join(manner.pasted(clip(one)) for one in quotations)


def keeping(manner: Manner, code: str, text: str, number: str = "") -> Button:
    """A button that keeps these words of a passage."""
    label = f"{manner.texts.notebook.keep} {number}".strip()
    return button(label, KEEP_QUOTATION, code, len(text), mark_of(text))


def number_of(place: int) -> str:
    """①, ②, … ⑳, then figures."""
    return chr(ord("①") + place) if place < 20 else f"({place + 1})"
