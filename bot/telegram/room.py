"""A room of the conversation: by what it is called, and what it remembers about people.

The conversation only ever asks its rooms, in order; what a room does is known to nobody else. A room that
keeps something about a person says so in `known` and drops it in `forget`: /privacy shows and deletes what
all of them do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.telegram.visit import Visit

Command = Callable[[Visit], Awaitable[None]]
"""Serves a command; the words behind it are in the visit."""
Press = Callable[..., Awaitable[None]]
"""Serves a button, given the visit and what stands behind the button: any strings, for it may be forged."""


class Room:
    """What a room may say of itself; each says only what it has."""

    @property
    def commands(self) -> Mapping[str, Command]:
        """What it does, by the name of the command."""
        return {}

    @property
    def buttons(self) -> Mapping[str, Press]:
        """What it does, by the word with which the data of a button begins."""
        return {}

    @property
    def links(self) -> Mapping[str, Command]:
        """What it does for `?start=NAME_REST`, by NAME; the REST is in the visit's words."""
        return {}

    async def takes(self, visit: Visit) -> bool:
        """Deal with a message that is no command, if it is meant for this room: an answer to what it asked,
        a file, a place. What no room takes is a question.
        """
        return False

    async def notices(self, visit: Visit) -> None:
        """Something else happened that people did not say: the bot was let in or shown out, a vote…"""

    async def moved(self, chat: int, to: int) -> None:
        """A group has become another chat: what is kept for it goes along."""

    async def known(self, visit: Visit) -> list[str]:
        """What it remembers about the person who is alone with the bot, a line each."""
        return []

    async def forget(self, visit: Visit) -> None:
        """Drop all of that."""
