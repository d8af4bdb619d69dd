"""/settings: in which language the bot speaks in a chat, how many quotations it gives, and how long ones.

In a group only its administrators choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from telegram.error import TelegramError

from bot.database.preferences import Choice, Preferences
from bot.notebook.citing import Style, style_names, style_of
from bot.telegram import menu
from bot.telegram.access import Access
from bot.telegram.entities import Marked
from bot.telegram.reply import Reply, button, reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.visit import Visit
from bot.texts import CATALOGUES, Texts

CHOOSE = "c"
"""What a button does: chooses a language, a number or a length."""

_LANGUAGE, _COUNT, _LENGTH, _STYLE = "l", "n", "c", "s"
_COUNTS = (1, 2, 3, 5)
_LENGTHS = (60, 120, 200, 400)


class Choosing(Room):
    """The room where people say how they want to be spoken to."""

    def __init__(self, preferences: Preferences, access: Access) -> None:
        self._preferences = preferences
        self._access = access

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"settings": self.command}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {CHOOSE: self.choose}

    async def known(self, visit: Visit) -> list[str]:
        texts, choice = visit.texts, visit.choice
        if choice == Choice():
            return []
        language = texts.name if choice.language else texts.settings_automatic
        style = style_names(texts)[style_of(choice.style)]
        return [texts.privacy_settings.format(language, visit.quotations, visit.length, style)]

    async def forget(self, visit: Visit) -> None:
        await self._preferences.choose(visit.chat, Choice())
        if visit.choice.language:
            await self._show_menu(visit, None)

    async def moved(self, chat: int, to: int) -> None:
        await self._preferences.moved(chat, to)

    async def command(self, visit: Visit) -> None:
        """/settings."""
        if await self._access.may_rule(visit):
            await visit.say(settings_reply(visit))
        else:
            await visit.say(Reply(visit.texts.settings_refused))

    async def choose(self, visit: Visit, part: str = "", value: str = "") -> None:
        """A button: keep the choice, and show it."""
        choice = _chosen(visit.choice, part, value)
        if choice is None:
            await visit.acknowledge(visit.texts.old_button)
        elif not await self._access.may_rule(visit):
            await visit.acknowledge(visit.texts.settings_refused)
        else:
            await visit.acknowledge()
            await self._preferences.choose(visit.chat, choice)
            chosen = replace(visit, choice=choice)
            await visit.turn(settings_reply(chosen))
            if part == _LANGUAGE:
                await self._show_menu(visit, chosen.texts if choice.language else None)

    async def _show_menu(self, visit: Visit, chosen: Texts | None) -> None:
        """The list of commands, in the chosen language."""
        administers = visit.alone and self._access.keeps_documents(visit.person.id)
        with suppress(TelegramError):
            await menu.show_in(visit.bot, visit.chat, chosen, administers)


def settings_reply(visit: Visit) -> Reply:
    """The settings of a chat, and buttons that change them."""
    texts, choice = visit.texts, visit.choice
    language = texts.name if choice.language else f"{texts.settings_automatic} · {texts.name}"
    style, styles = style_of(choice.style), style_names(texts)
    message = texts.settings.format(language, visit.quotations, visit.length, styles[style])
    if not visit.alone:
        message += f"\n{texts.settings_group}"

    def ticked(label: str, is_chosen: bool) -> str:
        return f"✓ {label}" if is_chosen else label

    languages = [
        button(ticked(one.name, choice.language == one.language), CHOOSE, _LANGUAGE, one.language)
        for one in CATALOGUES
    ]
    automatic = ticked(texts.settings_automatic, choice.language is None)
    counts = [
        button(ticked(texts.settings_count.format(count), choice.quotations == count), CHOOSE, _COUNT, count)
        for count in _COUNTS
    ]
    lengths = [
        button(ticked(texts.settings_length.format(long), visit.length == long), CHOOSE, _LENGTH, long)
        for long in _LENGTHS
    ]
    named = [button(ticked(label, style is one), CHOOSE, _STYLE, one.value) for one, label in styles.items()]
    alike = [button(automatic, CHOOSE, _LANGUAGE, "")]
    return reply(Marked(message), languages, alike, counts, lengths, named)


def _chosen(choice: Choice, part: str, value: str) -> Choice | None:
    """The choice with one part changed; None for what cannot be chosen."""
    if part == _LANGUAGE and value in ("", *(texts.language for texts in CATALOGUES)):
        return replace(choice, language=value or None)
    if part == _COUNT and value in map(str, _COUNTS):
        return replace(choice, quotations=None if choice.quotations == int(value) else int(value))
    if part == _STYLE and value in (one.value for one in Style):
        return replace(choice, style=value)
    if part == _LENGTH and value in map(str, _LENGTHS):
        return replace(choice, length=int(value))
    return None
