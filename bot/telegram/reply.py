"""What is sent, before it is: text with marks, and the buttons under it.

A button carries all that its press needs, so that it works as long as its message stands, whatever process
serves it: a letter for what it does, then codes and numbers, in at most 64 bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import ForceReply, InlineKeyboardMarkup, MessageEntity

from bot.telegram.entities import Mark, Marked, units

UNITS = 4096
"""UTF-16 units that a message holds."""
ENTITIES = 90
"""Entities that a message may have, with some air: beyond 100, Telegram drops them without a word."""

_BUTTON_BYTES = 64
_COPIED = 256
_BETWEEN = ":"

Button = dict[str, Any] | None
"""As the Bot API has it in JSON; None for one that cannot be."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Text, its marks, and rows of buttons under it, or that it `asks` for a reply to itself."""

    text: str
    marks: tuple[Mark, ...] = ()
    rows: Sequence[Sequence[Button]] = ()
    asks: bool = False

    @property
    def entities(self) -> tuple[MessageEntity, ...]:
        """The marks as python-telegram-bot wants them."""
        return Marked(self.text, self.marks).entities()

    @property
    def keyboard(self) -> InlineKeyboardMarkup | ForceReply | None:
        """What is under it as python-telegram-bot wants it."""
        if self.rows:
            return InlineKeyboardMarkup.de_json({"inline_keyboard": self.rows})
        return ForceReply() if self.asks else None

    def sent(self) -> dict[str, object]:
        """What it is in a call of the Bot API, as JSON has it."""
        sent: dict[str, object] = {"text": self.text, "entities": Marked(self.text, self.marks).sent()}
        if self.rows:
            sent["reply_markup"] = {"inline_keyboard": self.rows}
        elif self.asks:
            sent["reply_markup"] = {"force_reply": True}
        return sent


def reply(message: Marked, *rows: Sequence[Button]) -> Reply:
    """A message with rows of buttons; buttons that cannot be are left out."""
    kept = [[button for button in row if button is not None] for row in rows]
    return Reply(message.text, message.marks, [row for row in kept if row])


def button(label: str, does: str, *what: object) -> Button:
    """A button that `does` something; None where Telegram would refuse what stands behind it."""
    data = _BETWEEN.join([does, *("" if part is None else str(part) for part in what)])
    return {"text": label, "callback_data": data} if len(data.encode()) <= _BUTTON_BYTES else None


def pressed(data: str) -> tuple[str, list[str]]:
    """What a button does, and with what. Data may be forged: the parts are any strings."""
    does, *what = data.split(_BETWEEN)
    return does, what


def copying(label: str, text: str) -> Button:
    """A button that copies a text; None where it is too long for one."""
    return {"text": label, "copy_text": {"text": text}} if 0 < units(text) <= _COPIED else None


def leads(label: str, url: str) -> Button:
    """A button that opens an address."""
    return {"text": label, "url": url}


def rows_of(buttons: Iterable[Button], count: int) -> list[list[Button]]:
    """Buttons in rows of at most so many."""
    every = list(buttons)
    return [every[first : first + count] for first in range(0, len(every), count)]
