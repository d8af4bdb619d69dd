"""What is sent, before it is: text with marks, and the buttons under it.

A button carries all that its press needs, so that it works as long as its message stands, whatever process
serves it: a letter for what it does, then codes and numbers, in at most 64 bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import CopyTextButton, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.telegram.entities import Mark, Marked, units

UNITS = 4096
"""UTF-16 units that a message holds."""
ENTITIES = 90
"""Entities that a message may have, with some air: beyond 100, Telegram drops them without a word."""

_BUTTON_BYTES = 64
_COPIED = 256
_BETWEEN = ":"

Button = InlineKeyboardButton | None


@dataclass(frozen=True, slots=True)
class Reply:
    """Text, its marks, and the buttons under it."""

    text: str
    marks: tuple[Mark, ...] = ()
    keyboard: InlineKeyboardMarkup | ForceReply | None = None

    @property
    def entities(self) -> tuple[MessageEntity, ...]:
        """The marks as python-telegram-bot wants them."""
        return Marked(self.text, self.marks).entities()

    def sent(self) -> dict[str, object]:
        """What it is in a call of the Bot API, as JSON has it."""
        sent: dict[str, object] = {"text": self.text, "entities": Marked(self.text, self.marks).sent()}
        if isinstance(self.keyboard, InlineKeyboardMarkup):
            rows = [[_sent(one) for one in row] for row in self.keyboard.inline_keyboard]
            sent["reply_markup"] = {"inline_keyboard": rows}
        elif self.keyboard is not None:
            sent["reply_markup"] = self.keyboard.to_dict()
        return sent


def reply(message: Marked, *rows: Sequence[Button]) -> Reply:
    """A message with rows of buttons; buttons that cannot be are left out."""
    kept = [[button for button in row if button is not None] for row in rows]
    kept = [row for row in kept if row]
    return Reply(message.text, message.marks, InlineKeyboardMarkup(kept) if kept else None)


def button(label: str, does: str, *what: object) -> Button:
    """A button that `does` something; None where Telegram would refuse what stands behind it."""
    data = _BETWEEN.join([does, *("" if part is None else str(part) for part in what)])
    return InlineKeyboardButton(label, callback_data=data) if len(data.encode()) <= _BUTTON_BYTES else None


def pressed(data: str) -> tuple[str, list[str]]:
    """What a button does, and with what. Data may be forged: the parts are any strings."""
    does, *what = data.split(_BETWEEN)
    return does, what


def copying(label: str, text: str) -> Button:
    """A button that copies a text; None where it is too long for one."""
    return InlineKeyboardButton(label, copy_text=CopyTextButton(text)) if 0 < units(text) <= _COPIED else None


def rows_of(buttons: Iterable[Button], count: int) -> list[list[Button]]:
    """Buttons in rows of at most so many."""
    every = list(buttons)
    return [every[first : first + count] for first in range(0, len(every), count)]


def _sent(button: InlineKeyboardButton) -> dict[str, object]:
    """As JSON; those that there are many of without the detour over every field that a button may have."""
    if isinstance(button.callback_data, str):
        return {"text": button.text, "callback_data": button.callback_data}
    return button.to_dict()
