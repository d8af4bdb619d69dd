"""/privacy: what is known about a person, and a button that forgets it.

Every room says and forgets what it keeps itself. It is shown to the person alone; in a group only what holds
for everyone is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.database.acts import Acts
from bot.database.preferences import Choice
from bot.telegram.entities import Marked
from bot.telegram.reply import Reply, button, reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.visit import Visit

FORGET = "f"
"""What a button does: forgets what is kept about a person."""


class Privacy(Room):
    """The room with the drawer that anyone may look into, at their own name."""

    def __init__(self, rooms: Sequence[Room], acts: Acts, days: int) -> None:
        self._rooms = rooms
        self._acts = acts
        self._days = days

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"privacy": self.command}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {FORGET: self.press}

    async def command(self, visit: Visit) -> None:
        """/privacy."""
        await visit.say(await self._shown(visit))

    async def press(self, visit: Visit) -> None:
        """A button: what is kept is deleted. It only ever stands where a person is alone."""
        if not visit.alone:
            await visit.acknowledge(visit.texts.old_button)
            return
        for room in self._rooms:
            await room.forget(visit)
        await visit.acknowledge(visit.texts.forgotten)
        await visit.turn(await self._shown(replace(visit, choice=Choice())))

    async def _shown(self, visit: Visit) -> Reply:
        texts = visit.texts
        lines = [texts.privacy]
        lines.append(texts.privacy_kept.format(self._days) if self._days else texts.privacy_not_kept)
        if not visit.alone:
            return Reply("\n".join([*lines, texts.privacy_alone]))
        known = [line for room in self._rooms for line in await room.known(visit)]
        acts = await self._acts.of(visit.person.id)
        lines += known
        if acts:
            lines.append(texts.privacy_acts.format(acts))
        if not (known or acts):
            lines.append(texts.privacy_nothing)
        return reply(Marked("\n".join(lines)), [button(texts.forget, FORGET) if known else None])
