"""/privacy: what is known about a person, and a button that forgets it."""

from __future__ import annotations

from dataclasses import replace

from bot.database.acts import Acts
from bot.database.preferences import Choice, Preferences
from bot.telegram.entities import Marked
from bot.telegram.reply import Reply, button, reply
from bot.telegram.visit import Visit
from bot.texts import texts_for

FORGET = "f"
"""What a button does: forgets what a person chose."""


class Privacy:
    """The room with the drawer that anyone may look into, at their own name."""

    def __init__(self, preferences: Preferences, acts: Acts, days: int) -> None:
        self._preferences = preferences
        self._acts = acts
        self._days = days

    async def command(self, visit: Visit) -> None:
        """/privacy. Everyone sees their own."""
        await visit.say(await self._known(visit))

    async def forget(self, visit: Visit) -> None:
        """A button: what the person who presses it chose is deleted."""
        await self._preferences.choose(visit.person.id, Choice())
        await visit.acknowledge(visit.texts.forgotten)
        if visit.alone:
            await visit.turn(await self._known(replace(visit, choice=Choice())))

    async def _known(self, visit: Visit) -> Reply:
        texts = visit.texts
        choice = await self._preferences.of(visit.person.id)
        acts = await self._acts.of(visit.person.id)
        lines = [texts.privacy]
        lines.append(texts.privacy_kept.format(self._days) if self._days else texts.privacy_not_kept)
        if choice != Choice():
            language = texts_for(choice.language).name if choice.language else texts.settings_automatic
            count, length = choice.quotations or visit.quotations, choice.length or visit.length
            lines.append(texts.privacy_settings.format(language, count, length))
        if acts:
            lines.append(texts.privacy_acts.format(acts))
        if choice == Choice() and not acts:
            lines.append(texts.privacy_nothing)
        forgetting = button(texts.forget, FORGET) if choice != Choice() else None
        return reply(Marked("\n".join(lines)), [forgetting])
