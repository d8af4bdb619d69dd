"""Deals with the updates in the inbox: chats side by side, within a chat one after the other.

One clerk hands back what is done and takes what comes next in the same transaction, at most every few
hundredths of a second, and less often while there is much to do, so that a hundred chats cost hardly more
than one. What a process did not finish, however it ended, the next one takes up again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from bot.database.inbox import Arrived, Begun, Inbox
from bot.errors import DataError
from bot.telegram.portion_replies import READ

_LOG = logging.getLogger(__name__)
_AT_ONCE = 64
_BREATH, _BREATHS = 0.03, 3
"""Seconds from one exchange to the next, and how many times that while over half of the places are taken."""
_LONGEST_PAUSE = 30.0
_ATTEMPTS = 20
"""An update that was begun so often and never finished is what brings the process down."""
_PRUNING = 3600.0

Json = dict[str, Any]
Handle = Callable[[Json], Awaitable[None]]


class Turns:
    """Everything between a door that receives updates and the handler that deals with one."""

    def __init__(self, inbox: Inbox, handle: Handle) -> None:
        self._inbox = inbox
        self._handle = handle
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._finished: dict[int, str] = {}
        self._last = ""
        self._news = asyncio.Event()
        self._closing = False

    async def receive(self, updates: Iterable[Json]) -> None:
        """Keep updates for good. When this returns, Telegram may be told that they have arrived."""
        await self._inbox.receive(
            Arrived(update["update_id"], lane(update), json.dumps(update, ensure_ascii=False))
            for update in updates
        )
        self._news.set()

    async def work(self) -> None:
        """Deal with what waits, until `close`."""
        self._news.set()
        pause, pruned = 0.0, float("-inf")
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                await self._exchange()
                if asyncio.get_running_loop().time() > pruned + _PRUNING:
                    await self._inbox.prune()
                    pruned = asyncio.get_running_loop().time()
                pause = 0.0
            except DataError as error:
                if not pause:
                    _LOG.error("%s 在那之前，消息都等着。", error)
                pause = min(_LONGEST_PAUSE, 2 * pause or 0.5)
                self._news.set()
                if self._closing:
                    return
            if self._closing and not self._busy:
                return
            await asyncio.sleep(pause or _BREATH)
            for _ in range(1, _BREATHS):
                if self._closing or len(self._busy) - len(self._finished) <= _AT_ONCE // 2:
                    break
                await asyncio.sleep(_BREATH)

    async def close(self, within: float) -> None:
        """Begin nothing more; what was begun has so many seconds to end. The rest waits for next time."""
        self._closing = True
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=within)
            for task in late:
                task.cancel()
        self._news.set()

    async def _exchange(self) -> None:
        finished = dict(self._finished)
        room = 0 if self._closing else _AT_ONCE - len(self._busy) + len(finished)
        if not finished and not room:
            return
        busy = self._busy.keys() - finished.values()
        begun = await self._inbox.exchange(list(finished), room=room, besides=busy, after=self._last)
        for number, its_lane in finished.items():
            del self._finished[number], self._busy[its_lane]
        for one in begun:
            self._busy[one.lane] = asyncio.create_task(self._deal(one), name=f"update {one.number}")
        if begun:
            self._last = max(begun, key=lambda one: (one.lane <= self._last, one.lane)).lane

    async def _deal(self, begun: Begun) -> None:
        try:
            if begun.attempt <= _ATTEMPTS:
                await self._handle(json.loads(begun.content))
            else:
                _LOG.error("更新 %d 已经 %d 次没能处理完，不再试了。", begun.number, _ATTEMPTS)
        except Exception:
            _LOG.exception("更新 %d 没能处理。", begun.number)
        except asyncio.CancelledError:
            del self._busy[begun.lane]
            self._news.set()
            raise
        self._finished[begun.number] = begun.lane
        self._news.set()


def lane(update: Json) -> str:
    """Whose turn it takes: the chat's, or the person's where there is no chat, and where a whole group may
    press the same button.
    """
    press = update.get("callback_query", {})
    if press.get("data", "").startswith(f"{READ}:"):
        return f"person {press['from']['id']}"
    for content in update.values():
        if isinstance(content, dict):
            for part in (content, content.get("message") or {}):
                if "chat" in part:
                    return f"chat {part['chat']['id']}"
            for person in ("from", "user"):
                if person in content:
                    return f"person {content[person]['id']}"
    return "nobody"
