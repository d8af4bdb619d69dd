"""Those who keep the documents: they send files, look at how these were read, and decide; they see what there
is, and take documents out again.

Nothing enters the collection before somebody pressed the button, and every act is on record.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from telegram import Message, MessageEntity
from telegram.error import TelegramError

from bot.answering import Answering
from bot.database.acts import Acts
from bot.errors import DataError
from bot.telegram.access import Access
from bot.telegram.arrivals import Arrival, Arrivals
from bot.telegram.browsing import outline
from bot.telegram.citations import Manner, short
from bot.telegram.entities import Marked, joined, marked
from bot.telegram.reply import Reply, button, reply, rows_of
from bot.telegram.room import Command, Press, Room
from bot.telegram.visit import Visit
from corpus import CORRECTIONS, Document, Work

KEEP = "k"
"""What a button does: adds, entitles or discards a file that waits; lists, or removes, documents."""

_LARGEST = 20 * 1024 * 1024
_A_PAGE = 8
_MOST_WORKS = 12
_MOST_WARNINGS = 6
_LONGEST_TITLE = 100
_WAITING = re.compile(r"\b[0-9a-f]{12}\b")


class Keeping(Room):
    """The room behind the shelves."""

    def __init__(self, answering: Answering, access: Access, acts: Acts, cache: Path) -> None:
        self._answering = answering
        self._access = access
        self._acts = acts
        self._arrivals = Arrivals(cache)

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"documents": self.documents}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {KEEP: self.press}

    async def takes(self, visit: Visit) -> bool:
        if self.expects(visit):
            await self.entitle(visit)
        elif visit.message.document:
            await self.receive(visit)
        else:
            return False
        return True

    async def receive(self, visit: Visit) -> None:
        """A file: from those who may, fetched and shown as it would be read; else declined kindly."""
        texts, given = visit.texts, visit.message.document
        assert given is not None
        if not self._access.keeps_documents(visit.person.id):
            await visit.say(Reply(texts.file_declined))
            return
        if (given.file_size or 0) > _LARGEST:
            await visit.say(Reply(texts.file_too_big))
            return
        arrival = self._arrivals.make_room(given.file_name or "")
        try:
            fetched = await visit.bot.get_file(given.file_id)
            await fetched.download_to_drive(arrival.path)
        except TelegramError as error:
            arrival.discard()
            too_big = "too big" in str(error)
            await visit.say(Reply(texts.file_too_big if too_big else texts.file_lost), to=visit.message)
            return
        await visit.say(await self._receipt(arrival, visit), to=visit.message)

    def expects(self, visit: Visit) -> bool:
        """Whether this message says the title of a file that waits."""
        return visit.alone and self._access.keeps_documents(visit.person.id) and bool(_asked(visit.message))

    async def entitle(self, visit: Visit) -> None:
        """The title that was asked for."""
        arrival = self._arrivals.find(_asked(visit.message))
        title = " ".join((visit.message.text or "").split())[:_LONGEST_TITLE].strip("《》 ")
        if arrival is None:
            await visit.say(Reply(visit.texts.arrival_gone))
        elif title:
            arrival.entitle(title)
            await visit.say(await self._receipt(arrival, visit), to=visit.message)

    async def documents(self, visit: Visit) -> None:
        """/documents."""
        if await self._keeps(visit):
            await visit.say(self._list(visit, 0))

    async def press(self, visit: Visit, does: str = "", what: str = "") -> None:
        """A button of one of these messages."""
        if not self._access.keeps_documents(visit.person.id):
            await visit.acknowledge(visit.texts.file_declined)
            return
        if does in ("add", "title", "no"):
            await self._decide(visit, does, what)
        elif does in ("ask", "remove"):
            await self._remove(visit, does, what)
        elif does == "list":
            await visit.acknowledge()
            await visit.turn(self._list(visit, int(what) if what.isdecimal() else 0))
        else:
            await visit.acknowledge(visit.texts.old_button)

    async def _decide(self, visit: Visit, does: str, code: str) -> None:
        """What is to become of a file that waits."""
        texts, arrival = visit.texts, self._arrivals.find(code)
        if arrival is None:
            await visit.acknowledge(texts.arrival_gone)
            return
        await visit.acknowledge()
        name = arrival.path.name
        if does == "title":
            words = f"{texts.rename_prompt}\n{texts.arrival_code.format(code)}"
            await visit.say(Reply(words, asks=True))
        elif does == "no":
            arrival.discard()
            await visit.turn(Reply(texts.discarded.format(name)))
        else:
            try:
                change = await asyncio.to_thread(self._answering.add, [arrival.path])
            except DataError as error:
                await visit.turn(Reply(texts.failed.format(error)))
                return
            arrival.discard()
            await self._acts.record(visit.person.id, "add", name)
            titles = (texts.work.format(short(work.title)) for one in change.read for work in one.works)
            await visit.turn(Reply(texts.kept.format(visit.manner.listed(titles) or name)))

    async def _remove(self, visit: Visit, does: str, key: str) -> None:
        """Take a document out, once it was asked twice."""
        texts = visit.texts
        name = next((name for name in self._answering.names if _key(name) == key), None)
        if name is None:
            await visit.acknowledge(texts.remove_gone)
            return
        await visit.acknowledge()
        if does == "ask":
            row = [
                button(texts.remove_yes, KEEP, "remove", key),
                button(texts.keep, KEEP, "list", 0),
            ]
            await visit.turn(reply(Marked(texts.remove_ask.format(name)), row))
            return
        try:
            await asyncio.to_thread(self._answering.remove, [name])
        except DataError as error:
            await visit.turn(Reply(texts.failed.format(error)))
            return
        await self._acts.record(visit.person.id, "remove", name)
        await visit.turn(Reply(texts.removed.format(name)))

    async def _receipt(self, arrival: Arrival, visit: Visit) -> Reply:
        if arrival.path.name.endswith(CORRECTIONS):
            arrival.discard()
            return Reply(visit.texts.file_corrections.format(arrival.path.name))
        document = await asyncio.to_thread(self._answering.preview, arrival.path)
        if document.error:
            arrival.discard()
            return Reply(visit.texts.file_unreadable.format(document.error))
        replaces = arrival.path.name in self._answering.names
        return receipt_reply(document, arrival.code, visit.manner, replaces=replaces)

    async def _keeps(self, visit: Visit) -> bool:
        """Whether they may; to others these commands do not exist."""
        keeps = visit.alone and self._access.keeps_documents(visit.person.id)
        if not keeps and visit.alone:
            await visit.say(Reply(visit.texts.unknown_command))
        return keeps

    def _list(self, visit: Visit, page: int) -> Reply:
        return documents_reply(self._answering.names, page, visit.manner)


def receipt_reply(document: Document, code: str, manner: Manner, *, replaces: bool = False) -> Reply:
    """How a file was read, and buttons that decide on it. A title can be mended where there is one work."""
    texts = manner.texts
    parts = [Marked(texts.receipt.format(document.name)), *(_work(work, manner) for work in document.works)]
    if len(parts) > _MOST_WORKS + 1:
        parts = [*parts[: _MOST_WORKS + 1], Marked(texts.also_more.format(len(parts) - _MOST_WORKS - 1))]
    if len(document.works) == 1:
        parts += [outline(document.works[0].outline, texts.outline, room=2_000)]
    parts += [Marked(f"⚠️ {short(warning)}") for warning in document.warnings[:_MOST_WARNINGS]]
    parts += [Marked(texts.receipt_replaces)] if replaces else []
    deciding = [
        button(texts.confirm, KEEP, "add", code),
        button(texts.rename, KEEP, "title", code) if len(document.works) == 1 else None,
        button(texts.discard, KEEP, "no", code),
    ]
    return reply(joined(filter(None, parts), "\n\n"), deciding)


def documents_reply(names: tuple[str, ...], page: int, manner: Manner) -> Reply:
    """A page of the documents, and buttons that remove them."""
    texts = manner.texts
    if not names:
        return Reply(texts.no_documents)
    last = -(-len(names) // _A_PAGE) - 1
    page = min(page, last)
    shown = list(enumerate(names, 1))[page * _A_PAGE : (page + 1) * _A_PAGE]
    lines = [texts.documents.format(len(names)), "", *(f"{number}. {short(name)}" for number, name in shown)]
    removing = [button(texts.remove.format(number), KEEP, "ask", _key(name)) for number, name in shown]
    turning = [
        button(texts.previous_page, KEEP, "list", page - 1) if page else None,
        button(texts.next_page, KEEP, "list", page + 1) if page < last else None,
    ]
    return reply(Marked("\n".join(lines)), *rows_of(removing, 4), turning)


def _work(work: Work, manner: Manner) -> Marked:
    sections = sum(1 for _ in work.walk())
    about = manner.texts.receipt_work.format(sections, f"{len(work.text):,}")
    known = [short(part) for part in (work.author, work.date) if part]
    title = marked(MessageEntity.BOLD, manner.texts.work.format(short(work.title)))
    return title + "\n" + " · ".join([*known, about])


def _key(name: str) -> str:
    """A document's name in a button, which may be too small for the name itself."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _asked(message: Message) -> str:
    """The code in the bot's request for a title that a message replies to."""
    origin = message.reply_to_message
    if origin is None or origin.from_user is None or not origin.from_user.is_bot or not message.text:
        return ""
    found = _WAITING.findall(origin.text or "")
    return found[-1] if found and origin.reply_markup is None else ""
