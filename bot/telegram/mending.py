"""/gaps: what people asked and did not find, and how the documents put it: those who keep them say so on the
spot, and the next question finds it.

A button or a reply says which words mean the same; every act is on record, and can be taken back.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence

from telegram import MessageEntity

from bot.answering import Answering
from bot.database.acts import Acts
from bot.database.gaps import Gap, Gaps
from bot.errors import DataError
from bot.telegram.access import Access
from bot.telegram.citations import short
from bot.telegram.entities import Marked, marked
from bot.telegram.reply import Reply, button, reply, rows_of
from bot.telegram.room import Command, Press, Room
from bot.telegram.visit import Visit
from bot.texts import CATALOGUES
from retrieval import Tried

MEND = "g"
"""What a button does: opens a gap, keeps a synonym, takes it back, or lists the gaps."""

_OPEN, _KEEP, _UNDO, _LIST = "o", "k", "u", "l"
_TAUGHT, _UNTAUGHT = "teach", "unteach"
_MOST = 20
_WORDS = 4
_LONGEST = 200


class Mending(Room):
    """The room where gaps are closed."""

    def __init__(self, answering: Answering, access: Access, acts: Acts, gaps: Gaps) -> None:
        self._answering = answering
        self._access = access
        self._acts = acts
        self._gaps = gaps

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"gaps": self.command}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {MEND: self.press}

    async def command(self, visit: Visit) -> None:
        """/gaps, or a rule behind it: words that mean the same, or one that is not torn apart."""
        if not self._may(visit):
            if visit.alone:
                await visit.say(Reply(visit.texts.unknown_command))
        elif visit.words:
            await visit.say(await self._taught(visit, visit.words))
        else:
            await visit.say(await self._list(visit))

    async def takes(self, visit: Visit) -> bool:
        words = _asked_about(visit)
        if words is None or not self._may(visit):
            return False
        said = (visit.message.text or "").strip()
        if "=" in said or "＝" in said:
            await visit.say(await self._taught(visit, said))
        elif len(words) == 1:
            await visit.say(await self._taught(visit, f"{words[0]} = {said}"))
        else:
            example = f"{words[0] if words else short(said)} = …"
            await visit.say(Reply(visit.texts.seeking.whole_rule.format(example)))
        return True

    async def press(self, visit: Visit, does: str = "", what: str = "", other: str = "") -> None:
        """A button of one of these messages."""
        if not self._may(visit):
            await visit.acknowledge(visit.texts.old_button)
        elif does == _KEEP and what and other:
            await visit.acknowledge()
            await visit.turn(await self._taught(visit, f"{what} = {other}"))
        elif does == _UNDO and what.isdecimal() and len(what) < 12:
            await self._undo(visit, int(what))
        elif does == _OPEN:
            await self._open(visit, what)
        elif does == _LIST:
            await visit.acknowledge()
            await visit.turn(await self._list(visit))
        else:
            await visit.acknowledge(visit.texts.old_button)

    async def _list(self, visit: Visit) -> Reply:
        """What is still not found; what is found by now is forgotten."""
        texts, said = visit.texts, visit.texts.seeking
        asked = await self._gaps.latest(_MOST) if self._gaps.days else []
        found = await asyncio.to_thread(self._found, asked)
        for gap in found:
            await self._gaps.drop(gap.question)
        left = [gap for gap in asked if gap not in found]
        lines = [texts.gaps, ""] if left else [texts.gaps_none if self._gaps.days else texts.gaps_off]
        for number, gap in enumerate(left, 1):
            missing = visit.manner.listed(gap.missing)
            missing = f" · {texts.missing.format(missing)}" if missing else ""
            often = f" ×{gap.times}" if gap.times > 1 else ""
            lines.append(f"{number}. {short(gap.question)}{often}{missing}")
        lines += ["", said.now_found.format(len(found))] if found else []
        lines += ["", said.hint] if left else []
        opening = [
            button(said.open_one.format(number), MEND, _OPEN, _key(gap)) for number, gap in enumerate(left, 1)
        ]
        return reply(Marked("\n".join(lines)), *rows_of(opening, 5))

    def _found(self, asked: Sequence[Gap]) -> list[Gap]:
        return [gap for gap in asked if self._answering.ask(gap.question, limit=1).found]

    async def _open(self, visit: Visit, key: str) -> None:
        """One gap, with words of the collection that may mean the same."""
        every = await self._gaps.latest(_MOST)
        gap = next((one for one in every if _key(one) == key), None)
        if gap is None:
            await visit.acknowledge(visit.texts.seeking.undo_gone)
            return
        await visit.acknowledge()
        tried = await asyncio.to_thread(self._tried, gap)
        said = visit.texts.seeking
        # The words stand in code, so that a reply to this message still tells which are meant.
        words = tried.missing[:_WORDS]
        message = Marked(f"{said.prompt}{short(gap.question)}\n\n")
        for word, _ in words:
            message = message + marked(MessageEntity.CODE, word) + " = ?\n"
        message += f"\n{said.prompt_more}" if words else said.no_words
        offers = [
            button(f"{word} = {other}", MEND, _KEEP, word, other)
            for word, others in words
            for other in others[:_WORDS]
            if ":" not in word + other
        ]
        await visit.turn(reply(message, *rows_of(offers, 2), [button(said.to_list, MEND, _LIST)]))

    def _tried(self, gap: Gap) -> Tried:
        return self._answering.tried(gap.question, self._answering.ask(gap.question, limit=1).missing)

    async def _taught(self, visit: Visit, rule: str) -> Reply:
        """Keep a rule, and say so, with the way back."""
        said = visit.texts.seeking
        try:
            kept = await asyncio.to_thread(self._answering.teach, rule[:_LONGEST])
        except DataError as error:
            return Reply(visit.texts.failed.format(error))
        number = await self._acts.record(visit.person.id, _TAUGHT, kept)
        buttons = [button(said.undo, MEND, _UNDO, number), button(said.to_list, MEND, _LIST)]
        return reply(Marked(said.taught.format(kept)), buttons)

    async def _undo(self, visit: Visit, number: int) -> None:
        said = visit.texts.seeking
        rule = await self._acts.what(number, _TAUGHT)
        try:
            dropped = rule is not None and await asyncio.to_thread(self._answering.unteach, rule)
        except DataError as error:
            await visit.acknowledge(visit.texts.failed.format(short(str(error))))
            return
        if rule is None or not dropped:
            await visit.acknowledge(said.undo_gone)
            return
        await self._acts.record(visit.person.id, _UNTAUGHT, rule)
        await visit.acknowledge()
        await visit.turn(reply(Marked(said.undone.format(rule)), [button(said.to_list, MEND, _LIST)]))

    def _may(self, visit: Visit) -> bool:
        return visit.alone and self._access.keeps_documents(visit.person.id)


def _key(gap: Gap) -> str:
    """A question in a button, which is too small for the question itself."""
    return hashlib.blake2b(gap.question.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _asked_about(visit: Visit) -> list[str] | None:
    """The words about which the bot asked in the message that this one replies to; None where it did not."""
    origin = visit.message.reply_to_message
    if origin is None or origin.from_user is None or origin.from_user.id != visit.bot.id:
        return None
    if not any((origin.text or "").startswith(texts.seeking.prompt) for texts in CATALOGUES):
        return None
    return list(origin.parse_entities([MessageEntity.CODE]).values())
