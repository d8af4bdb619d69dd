"""Who may read the collection, who may change things, and how fast anyone may ask.

With no chats named, everyone may read. Otherwise: the chats that are named, the administrators, and those who
are in a group that is named: what they read there they may also ask alone, open by a link and insert inline.
Nobody else gets a word of the documents through any door. Roles are Telegram's own, asked of Telegram and
remembered for a minute.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from telegram import ChatMember, ChatMemberRestricted
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.settings import Settings
from bot.telegram.visit import Visit

_REMEMBERED = 60.0
_PACE = 60.0
_MOST_KNOWN = 10_000

_RULING = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
_INSIDE = (*_RULING, ChatMember.MEMBER)


class Access:
    """The doorkeeper."""

    def __init__(self, settings: Settings, *, now: Callable[[], float] = time.monotonic) -> None:
        self._chats = settings.allowed_chats
        self._admins = settings.admins
        self._now = now
        self._members: dict[tuple[int, int], tuple[float, ChatMember | None]] = {}

    @property
    def is_open(self) -> bool:
        """Whether everyone may read."""
        return not self._chats

    def keeps_documents(self, person: int) -> bool:
        """Whether the person may add and remove documents."""
        return person in self._admins

    async def may_read(self, bot: ExtBot[Any], person: int | None, chat: int | None) -> bool:
        """Whether a person may read the collection in a chat; alone or inline, where none is given."""
        if self.is_open or chat in self._chats:
            return True
        if person is None or chat not in (None, person):
            return False
        if person in self._admins or person in self._chats:
            return True
        for group in self._chats:
            if group < 0 and _is_inside(await self._member(bot, group, person)):
                return True
        return False

    async def belongs(self, bot: ExtBot[Any], person: int, group: int) -> bool:
        """Whether a person is in a group in which the collection may be read."""
        if group >= 0 or not await self.may_read(bot, None, group):
            return False
        return _is_inside(await self._member(bot, group, person))

    async def may_rule(self, visit: Visit) -> bool:
        """Whether who speaks or presses is an administrator of the group; alone everyone is their own."""
        spoken = visit.update.message
        if spoken and spoken.sender_chat and spoken.sender_chat.id == visit.chat:
            return True  # an administrator who speaks as the group
        if visit.alone:
            return True
        member = await self._member(visit.bot, visit.chat, visit.person.id)
        return member is not None and member.status in _RULING

    async def _member(self, bot: ExtBot[Any], chat: int, person: int) -> ChatMember | None:
        known = self._members.get((chat, person))
        if known is None or known[0] < self._now():
            try:
                member = await bot.get_chat_member(chat, person)
            except TelegramError:
                member = None
            if len(self._members) >= _MOST_KNOWN:
                self._members.clear()
            known = self._members[chat, person] = (self._now() + _REMEMBERED, member)
        return known[1]


def _is_inside(member: ChatMember | None) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member is not None and member.status in _INSIDE


class Pace:
    """How many questions a person asked in the last minute."""

    def __init__(self, most: int, *, now: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._now = now
        self._asked: dict[int, deque[float]] = {}

    def asked(self, person: int) -> int:
        """Count one more; gives how many are too many by now: 0 is fine, 1 is the first to be declined."""
        if not self._most:
            return 0
        if len(self._asked) >= _MOST_KNOWN and person not in self._asked:
            self._asked.clear()
        asked = self._asked.setdefault(person, deque(maxlen=2 * self._most))
        now = self._now()
        while asked and asked[0] <= now - _PACE:
            asked.popleft()
        asked.append(now)
        return max(0, len(asked) - self._most)
