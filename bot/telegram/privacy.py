"""/privacy: what is known about a person, and a button that forgets it.

It is shown to them alone; in a group only what holds for everyone is said.
"""

from __future__ import annotations

from dataclasses import replace

from bot.database.acts import Acts
from bot.database.preferences import Choice, Preferences
from bot.database.subscriptions import Subscriptions
from bot.telegram.entities import Marked
from bot.telegram.reply import Reply, button, reply
from bot.telegram.visit import Visit

FORGET = "f"
"""What a button does: forgets what a person chose."""


class Privacy:
    """The room with the drawer that anyone may look into, at their own name."""

    def __init__(self, preferences: Preferences, subscriptions: Subscriptions, acts: Acts, days: int) -> None:
        self._preferences = preferences
        self._subscriptions = subscriptions
        self._acts = acts
        self._days = days

    async def command(self, visit: Visit) -> None:
        """/privacy."""
        await visit.say(await self._known(visit))

    async def forget(self, visit: Visit) -> None:
        """A button: what was chosen here is deleted. It only ever stands where a person is alone."""
        if not visit.alone:
            await visit.acknowledge(visit.texts.old_button)
            return
        await self._preferences.choose(visit.chat, Choice())
        for one in await self._subscriptions.of(visit.chat):
            await self._subscriptions.remove(one.number)
        await visit.acknowledge(visit.texts.forgotten)
        await visit.turn(await self._known(replace(visit, choice=Choice())))

    async def _known(self, visit: Visit) -> Reply:
        texts = visit.texts
        lines = [texts.privacy]
        lines.append(texts.privacy_kept.format(self._days) if self._days else texts.privacy_not_kept)
        if not visit.alone:
            return Reply("\n".join([*lines, texts.privacy_alone]))
        chosen, acts = visit.choice != Choice(), await self._acts.of(visit.person.id)
        daily = len(await self._subscriptions.of(visit.chat))
        if chosen:
            language = texts.name if visit.choice.language else texts.settings_automatic
            lines.append(texts.privacy_settings.format(language, visit.quotations, visit.length))
        if daily:
            lines.append(texts.privacy_daily.format(daily))
        if acts:
            lines.append(texts.privacy_acts.format(acts))
        if not (chosen or daily or acts):
            lines.append(texts.privacy_nothing)
        forgetting = button(texts.forget, FORGET) if chosen or daily else None
        return reply(Marked("\n".join(lines)), [forgetting])
