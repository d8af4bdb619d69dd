"""The Bot API as this bot calls it: python-telegram-bot's, on our own line and in our own time.

Answers and what turns them go to Telegram as they are, by `say` and `change`: what the library would make of
them on the way, and of what Telegram says to them, costs more than the sending.
"""

from __future__ import annotations

import re
from typing import Any

import telegram.error
from telegram import LinkPreviewOptions
from telegram.ext import Defaults, ExtBot
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.courier import Courier
from bot.telegram.limiter import Limits
from bot.telegram.reply import Reply
from bot.telegram.transport import AiohttpRequest
from bot.telegram.turns import Json

KINDS = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member", "poll_answer"]
"""The updates that are wanted."""

_CONNECTIONS = 100


class BotApi(ExtBot[Any]):
    """Its repr does not show the token."""

    def __init__(self, token: str, api_url: str, limits: Limits | None = None) -> None:
        """Raises InvalidToken for what cannot be one."""
        if not re.fullmatch(r"[\w:-]+", token, re.ASCII):
            raise telegram.error.InvalidToken
        root = api_url.rstrip("/")
        self._courier = Courier(limits)
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=AiohttpRequest(_CONNECTIONS),
            get_updates_request=AiohttpRequest(2),
            defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
            rate_limiter=self._courier,
        )

    async def fetch(self, offset: int, wait: int) -> list[Json]:
        """Updates as Telegram sends them; after `wait` seconds none."""
        asked = {"offset": offset, "timeout": wait, "allowed_updates": KINDS}
        try:
            fetched = await self._post("getUpdates", asked, read_timeout=wait + 10)
        except telegram.error.Conflict as error:
            if "webhook" not in str(error):
                raise
            await self.delete_webhook()  # left from a time when updates were brought
            return []
        return [update for update in fetched if isinstance(update.get("update_id"), int)]

    async def say(self, chat: int, reply: Reply, *, topic: int | None = None, to: int | None = None) -> int:
        """Send a message, in a topic, as a reply `to` another if that is still there; gives its number."""
        where: Json = {"chat_id": chat}
        if topic is not None:
            where["message_thread_id"] = topic
        if to is not None:
            where["reply_parameters"] = {"message_id": to, "allow_sending_without_reply": True}
        sent = await self._call("sendMessage", where, reply)
        return int(sent["message_id"])

    async def change(self, chat: int, message: int, reply: Reply) -> None:
        """Put it in the place of what a message of ours says."""
        await self._call("editMessageText", {"chat_id": chat, "message_id": message}, reply)

    async def _call(self, endpoint: str, where: Json, reply: Reply) -> Any:
        given = where | reply.sent() | {"link_preview_options": {"is_disabled": True}}
        return await self._courier.process_request(self._send, (), {}, endpoint, given, None)

    async def _send(self, endpoint: str, given: Json) -> Any:
        data = RequestData([RequestParameter(name, value, None) for name, value in given.items()])
        return await self.request.post(f"{self.base_url}/{endpoint}", data)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._base_url.removesuffix(self.token)}…)"
