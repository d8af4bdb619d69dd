"""A line to the fake Telegram without a network, for stories that take place in virtual time.

It takes as long as a network would, and fails as one does, in the ways that the bot's own carrier tells
apart.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from typing import Any

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.api import BotApi
from bot.telegram.faults import Busy, NotSent, ServerDown
from tests.fake_telegram import TOKEN, Call, FakeTelegram, Refusal

Heard = Callable[[int], None]


class Weather:
    """Mostly fine: a share of the calls fails, and at times the server is down altogether."""

    def __init__(self, seed: int, share: float) -> None:
        self._random = random.Random(seed)
        self._share = share
        self.is_down = False
        self.faults = 0
        self.in_silence = 0
        self.gone: set[int] = set()
        self.moved: dict[int, int] = {}

    def fault(self) -> str:
        """What happens to a call; mostly nothing."""
        if self.is_down:
            return "down"
        if self._random.random() > self._share:
            return ""
        self.faults += 1
        return self._random.choice(["down", "busy", "unsent", "lost before", "lost after"])


class Line(BaseRequest):
    """Calls go to the fake Telegram directly. `heard` learns the chat of each message that was taken."""

    def __init__(self, telegram: FakeTelegram, weather: Weather, heard: Heard, latency: float) -> None:
        self._telegram = telegram
        self._weather = weather
        self._heard = heard
        self._latency = latency

    @property
    def read_timeout(self) -> float:
        return 20.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """One call."""
        call = Call(url.rsplit("/", 1)[-1], dict(request_data.json_parameters) if request_data else {})
        said = call.method == "sendMessage"
        fault = self._weather.fault() if said else ""
        await asyncio.sleep(self._latency / 2)
        match fault:
            case "down":
                raise ServerDown("HTTP 502")
            case "busy":
                raise Busy(3)
            case "unsent":
                raise NotSent("no connection")
            case "lost before":
                await asyncio.sleep(20)
                raise TimedOut
        try:
            answer = self._answer(call) if said else await self._telegram._result(call)
        except Refusal as refusal:
            told = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            return refusal.code, json.dumps({**told, "parameters": refusal.parameters}).encode()
        if fault == "lost after":
            self._weather.in_silence += 1
            raise NetworkError("broken")
        await asyncio.sleep(self._latency / 2)
        return 200, json.dumps({"ok": True, "result": answer}).encode()

    def _answer(self, call: Call) -> Any:
        chat = call.number("chat_id")
        if chat in self._weather.gone:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if to := self._weather.moved.get(chat):
            raise Refusal(
                400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=to
            )
        answer = self._telegram._send_message(call)
        self._heard(chat)
        self._telegram.chats[chat].messages.clear()
        while not self._telegram.silent:
            self._telegram._said.get_nowait()
        return answer


def bot_on(line: Line) -> BotApi:
    """The real bot, with the real limiter, on that line."""
    bot = BotApi(TOKEN, "http://telegram.invalid")
    bot._request = (line, line)
    return bot
