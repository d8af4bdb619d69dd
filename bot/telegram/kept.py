"""Kept quotations: ⭐ under a quotation, and /kept with tags, notes and files.

Who is alone with the bot has a list of their own; a group has one that all of it see. What is done to a list
goes by the command's own message, which its buttons find as the one that theirs replies to.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping

from telegram import Message, MessageEntity

from bot.answering import Answering
from bot.database.kept import KeptLists
from bot.notebook.citing import style_of
from bot.notebook.clippings import State, cut, state
from bot.notebook.entries import MOST_KEPT, Kept, matching
from bot.notebook.exporting import FORMATS, ORDERS, manner_of, of_kept
from bot.telegram.access import Access
from bot.telegram.addressing import parted, question_of
from bot.telegram.citations import short
from bot.telegram.entities import Marked, joined, marked, units
from bot.telegram.replies import KEEP_QUOTATION, KEPT, PASSAGE
from bot.telegram.reply import UNITS, Reply, button, copying, reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.visit import Visit

_A_PAGE = 5
_FOLDED = 240
_ROOM = UNITS - 300
_EXPORT = ("export", "导出", "匯出", "导", "下载")
_PROMPT = re.compile(r"（收藏 (\d{1,18})( ✏️)?）\s*$")
_NONE = ("-", "－", "—", "无", "無", "none")


class Keepsakes(Room):
    """The room with the drawers of what people keep."""

    def __init__(self, answering: Answering, lists: KeptLists, access: Access, zone: str) -> None:
        self._answering = answering
        self._lists = lists
        self._access = access
        self._zone = zone

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"kept": self.command}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {KEEP_QUOTATION: self.keep, KEPT: self.press}

    async def command(self, visit: Visit) -> None:
        """/kept, /kept WORDS, /kept #TAG, /kept export."""
        word, rest = parted(visit.words)
        shown = self._export(visit, rest, ORDERS[0]) if word in _EXPORT else self._list(visit, visit.words, 0)
        await visit.say(await shown, to=visit.message)

    async def keep(self, visit: Visit, code: str = "", length: str = "", mark: str = "") -> None:
        """A button: keep these words, or the whole passage."""
        texts = visit.texts.notebook
        count = int(length) if length.isdecimal() and len(length) < 5 else 0
        clipping = await asyncio.to_thread(cut, self._answering, code, count, mark)
        if clipping is None or (length and not count):
            await visit.acknowledge(texts.keep_lost)
            return
        person = visit.person
        kept, is_new = await self._lists.add(visit.chat, clipping, person=person.id, name=person.full_name)
        if kept is None:
            await visit.acknowledge(texts.keep_full.format(MOST_KEPT))
        else:
            done = texts.keep_done if visit.alone else texts.keep_done_group
            await visit.press.answer(done if is_new else texts.keep_again)

    async def press(self, visit: Visit, does: str = "", what: str = "", first: str = "") -> None:
        """A button of a list, or of one in it."""
        place = int(first or 0) if (first or "0").isdecimal() and len(first) < 6 else 0
        if does == "p":
            page = int(what) if what.isdecimal() and len(what) < 6 else 0
            await self._turned(visit, page)
        elif does == "x":
            await visit.acknowledge()
            order = what if what in ORDERS else ORDERS[0]
            await visit.turn(await self._export(visit, _filter(visit), order))
        elif does == "e" and what in FORMATS and first in ORDERS:
            await self._hand_out(visit, what, first)
        elif does in ("o", "y", "t", "w", "r") and what.isdecimal() and len(what) < 19:
            kept = await self._lists.one(visit.chat, int(what))
            if kept is None:
                await visit.acknowledge(visit.texts.notebook.list_page_gone)
            elif does == "o":
                await visit.acknowledge()
                await visit.turn(await self._one(visit, kept, place))
            elif does == "y":
                await visit.acknowledge()
                block = reply(marked(MessageEntity.PRE, visit.manner.pasted(kept.clipping)))
                await visit.say(block if units(block.text) <= UNITS else Reply(visit.texts.too_long))
            elif not await self._may(visit, kept):
                await visit.acknowledge(visit.texts.notebook.refused)
            elif does == "r":
                await self._lists.remove(visit.chat, kept.number)
                await visit.press.answer(visit.texts.notebook.removed)
                await visit.turn(await self._list(visit, _filter(visit), place))
            else:
                await visit.acknowledge()
                texts = visit.texts.notebook
                asked = texts.tag_prompt if does == "t" else texts.note_prompt
                await visit.say(Reply(asked.format(kept.number), asks=visit.alone))
        else:
            await visit.acknowledge(visit.texts.old_button)

    async def takes(self, visit: Visit) -> bool:
        """A tag or a note that was asked for."""
        message = visit.update.message
        origin = message.reply_to_message if message else None
        if message is None or origin is None or not origin.from_user or origin.from_user.id != visit.bot.id:
            return False
        asked = _PROMPT.search(origin.text or "")
        if asked is None or not message.text:
            return False
        kept = await self._lists.one(visit.chat, int(asked[1]))
        if kept is None:
            await visit.say(Reply(visit.texts.notebook.list_page_gone))
        elif not await self._may(visit, kept):
            await visit.say(Reply(visit.texts.notebook.refused))
        else:
            given = "" if message.text.strip() in _NONE else message.text
            if asked[2]:
                await self._lists.note(visit.chat, kept.number, given)
            else:
                await self._lists.tag(visit.chat, kept.number, re.split(r"[\s,，、]+", given))
            kept = await self._lists.one(visit.chat, kept.number) or kept
            await visit.say(await self._one(visit, kept, 0))
        return True

    async def known(self, visit: Visit) -> list[str]:
        own, groups = await self._lists.counts_of(visit.person.id)
        texts = visit.texts.notebook
        lines = [texts.privacy_kept.format(own)] if own else []
        return [*lines, texts.privacy_kept_groups.format(groups)] if groups else lines

    async def forget(self, visit: Visit) -> None:
        await self._lists.forget(visit.person.id)

    async def moved(self, chat: int, to: int) -> None:
        await self._lists.moved(chat, to)

    async def _turned(self, visit: Visit, first: int) -> None:
        await visit.acknowledge()
        await visit.turn(await self._list(visit, _filter(visit), first))

    async def _list(self, visit: Visit, words: str, first: int) -> Reply:
        """A page of the list, or of what of it holds the words."""
        kept = await self._lists.of(visit.chat)
        found = matching(kept, words)
        texts = visit.texts.notebook
        if not found:
            return Reply(texts.list_none_found.format(short(words)) if kept else texts.list_none)
        if not words.strip():
            head = (texts.list_head if visit.alone else texts.list_of_group).format(len(found))
        elif words.startswith(("#", "＃")) and len(words.split()) == 1:
            head = texts.list_tagged.format(short(words.lstrip("#＃")), len(found))
        else:
            head = texts.list_found.format(short(words), len(found))
        first = min(first, (len(found) - 1) // _A_PAGE * _A_PAGE) if first >= len(found) else first
        page = found[first : first + _A_PAGE]
        states = await asyncio.to_thread(lambda: [state(one.clipping, self._answering) for one in page])
        message = marked(MessageEntity.BOLD, head)
        shown: list[Kept] = []
        for number, (one, became) in enumerate(zip(page, states, strict=True), first + 1):
            wider = message + "\n\n" + self._entry(visit, one, became, f"{number}. ")
            if shown and (wider.units > _ROOM):
                break
            message = wider if wider.units <= UNITS else message + f"\n\n{visit.texts.too_long}"
            shown.append(one)
        after = first + len(shown)
        opening = [
            button(str(number), KEPT, "o", one.number, first) for number, one in enumerate(shown, first + 1)
        ]
        turning = [
            button(visit.texts.previous_page, KEPT, "p", max(0, first - _A_PAGE)) if first else None,
            button(visit.texts.next_page, KEPT, "p", after) if after < len(found) else None,
        ]
        return reply(message, opening, turning, [button(texts.export, KEPT, "x")])

    async def _one(self, visit: Visit, kept: Kept, first: int) -> Reply:
        """One of the list, and what can be done to it."""
        texts, clipping = visit.texts, kept.clipping
        became = await asyncio.to_thread(state, clipping, self._answering)
        entry = self._entry(visit, kept, became, "")
        if entry.units > UNITS:
            entry = Marked(texts.too_long)
        text = visit.manner.pasted(clipping)
        doing = [
            button(texts.notebook.tag, KEPT, "t", kept.number),
            button(texts.notebook.note, KEPT, "w", kept.number),
            button(texts.notebook.remove, KEPT, "r", kept.number, first),
        ]
        reading = [
            button(texts.context, PASSAGE, clipping.code, f"{KEPT}{first}")
            if became is not State.GONE
            else None,
            copying(texts.copy, text) or button(texts.copy, KEPT, "y", kept.number),
            button(texts.notebook.back, KEPT, "p", first),
        ]
        return reply(entry, doing, reading)

    def _entry(self, visit: Visit, kept: Kept, became: State, number: str) -> Marked:
        """A quotation with its citation, and what people added."""
        texts, text = visit.texts.notebook, kept.clipping.text
        kind = MessageEntity.EXPANDABLE_BLOCKQUOTE if len(text) > _FOLDED else MessageEntity.BLOCKQUOTE
        lines = [marked(kind, text), Marked(number) + visit.manner.cited(kept.clipping.citation)]
        lines += [Marked(" ".join(f"#{tag}" for tag in kept.tags))] if kept.tags else []
        lines += [Marked(texts.kept_note.format(kept.note))] if kept.note else []
        if not visit.alone and kept.name:
            day = manner_of(self._answering, visit.texts, style_of(None), self._zone).day(kept.at)
            lines.append(Marked(texts.kept_by.format(short(kept.name), day)))
        said = {State.CHANGED: texts.changed, State.GONE: texts.gone}
        lines += [Marked(said[became])] if became in said else []
        return joined(lines, "\n")

    async def _export(self, visit: Visit, words: str, order: str) -> Reply:
        """Which order, and which format."""
        texts = visit.texts.notebook
        kept = await self._lists.of(visit.chat)
        found = matching(kept, words)
        if not found:
            return Reply(texts.list_none_found.format(short(words)) if kept else texts.list_none)
        labels = {"works": texts.order_works, "kept": texts.order_kept}
        orders = [
            button(f"✓ {label}" if name == order else label, KEPT, "x", name)
            for name, label in labels.items()
        ]
        names = {
            "docx": "Word",
            "md": "Markdown",
            "txt": texts.as_text,
            "csv": texts.as_table,
            "anki": "Anki",
        }
        formats = [button(label, KEPT, "e", form, order) for form, label in names.items()]
        back = button(texts.back, KEPT, "p", 0)
        return reply(Marked(texts.export_ask.format(len(found))), orders, formats[:3], formats[3:], [back])

    async def _hand_out(self, visit: Visit, form: str, order: str) -> None:
        await visit.acknowledge()
        kept = matching(await self._lists.of(visit.chat), _filter(visit))
        if not kept:
            await visit.say(Reply(visit.texts.notebook.list_none))
            return

        def made() -> tuple[str, bytes]:
            manner = manner_of(self._answering, visit.texts, style_of(visit.choice.style), self._zone)
            file = of_kept(kept, form, order, self._answering, manner, int(time.time()))
            return file.name, file.content

        name, content = await asyncio.to_thread(made)
        await visit.hand(name, content, visit.texts.notebook.exported.format(len(kept)))

    async def _may(self, visit: Visit, kept: Kept) -> bool:
        """Whether a person may change it: who kept it, and those who rule the group."""
        return visit.person.id == kept.person or await self._access.may_rule(visit)


def _filter(visit: Visit) -> str:
    """The words behind the command to which the list replies."""
    shown = visit.press.message
    origin = shown.reply_to_message if isinstance(shown, Message) else None
    words = question_of(origin, visit.bot.bot) if origin and (origin.text or "").startswith("/kept") else ""
    word, rest = parted(words)
    return rest if word in _EXPORT else words
