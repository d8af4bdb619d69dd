"""The front room: hello, help, links, and a word when the bot is let into a group."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from telegram import Chat

from bot.answering import Answering
from bot.telegram.access import Access
from bot.telegram.addressing import addressed, mentions, says
from bot.telegram.reading import Reading
from bot.telegram.reply import Reply
from bot.telegram.room import Command, Room
from bot.telegram.visit import Visit

INLINE = "inline"
"""What comes behind /start for who comes from an inline query that had no answer."""

_HELLO = "你好|您好|大家好|早|早上好|晚上好|hi|hello|hey"
_COURTESY = re.compile(
    f"(?:(?P<hello>{_HELLO})|晚安|再见|再見|謝謝|谢谢|多謝|多谢|感謝|感谢|辛苦了|好的?|行|嗯+|哦+|收到|明白了?|知道了|"
    "thanks|thank you|ok|okay|bye)[你您啦了啊呀哈大家]{0,3}[\\s!！。.,，~～👍🙏😊]*",
    re.IGNORECASE,
)
_WHAT_IS_THIS = re.compile(
    "(?:请问|請問)?(?:你是[谁誰]|你[会會能](?:做)?什[么麼]|(?:这个?|這個?|你)?怎[么麼]用|help)[呀啊呢吗嗎?？。!！\\s]*",
    re.IGNORECASE,
)
_HERE = ("member", "administrator", "creator", "restricted")


class Welcome(Room):
    """Where people arrive, and are shown into the other rooms by links."""

    def __init__(self, answering: Answering, access: Access, reading: Reading, rooms: Sequence[Room]) -> None:
        self._answering = answering
        self._access = access
        self._reading = reading
        self._links = {name: serve for room in rooms for name, serve in room.links.items()}

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"start": self.start, "help": self.help}

    async def notices(self, visit: Visit) -> None:
        """Let into a group: say how one is called there, or that one does not answer there."""
        change = visit.update.my_chat_member
        if change is None or change.chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
            return
        if change.old_chat_member.status in _HERE or change.new_chat_member.status not in _HERE:
            return
        if await self._access.may_read(visit.bot, None, change.chat.id):
            await visit.say(Reply(visit.texts.hello_group.format(bot=visit.bot.username)))
        else:
            await visit.say(Reply(visit.texts.not_here.format(change.chat.id)))

    async def takes(self, visit: Visit) -> bool:
        """Who asks what this is gets the help. A greeting, thanks or 👍 are no question: answered alone, and
        let be among others; who greets the bot by its name there is told how it is called.
        """
        message, bot = visit.message, visit.bot.bot
        said = (addressed(message, bot) if message.text else None) or ""
        is_named = bool(said) and not visit.alone and bool(mentions(message, bot))
        if (visit.alone or is_named) and _WHAT_IS_THIS.fullmatch(said):
            await self.help(visit)
            return True
        courtesy = _COURTESY.fullmatch(said)
        if courtesy is None and (is_named or not said or says(said)):
            return False
        if visit.alone:
            await visit.say(Reply(visit.texts.courtesy))
        elif is_named and courtesy and courtesy["hello"]:
            await visit.say(Reply(visit.texts.hello_group.format(bot=visit.bot.username)))
        return True

    async def start(self, visit: Visit) -> None:
        """/start, or a link: to a passage, unless a room knows its name."""
        name, _, rest = visit.words.partition("_")
        if serve := self._links.get(name):
            await serve(replace(visit, words=rest))
        elif visit.words and visit.words != INLINE:
            await self._reading.open(visit, visit.words)
        elif not visit.alone:
            await visit.say(Reply(visit.texts.hello_group.format(bot=visit.bot.username)))
        else:
            is_sample = await asyncio.to_thread(lambda: self._answering.is_sample)
            samples = f"\n\n{visit.texts.start_samples}" if is_sample else ""
            await visit.say(Reply(visit.texts.start + samples))

    async def help(self, visit: Visit) -> None:
        """/help."""
        await visit.say(Reply(visit.texts.help.format(bot=visit.bot.username)))
