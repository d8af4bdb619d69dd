"""The Bot API as this bot calls it: python-telegram-bot's, on our own line and in our own time."""

from __future__ import annotations

import re
from typing import Any

import telegram.error
from telegram import LinkPreviewOptions, MessageEntity
from telegram.ext import Defaults, ExtBot

from bot.telegram.courier import Courier
from bot.telegram.limiter import Limits
from bot.telegram.transport import AiohttpRequest
from bot.telegram.turns import Json

KINDS = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]
"""The updates that are wanted."""

_SIMPLE = ("blockquote", "bold", "code", "expandable_blockquote", "italic", "pre", "underline")
_PLACE = ("message_id", "message_thread_id", "date", "chat")
_CONNECTIONS = 100


class BotApi(ExtBot[Any]):
    """Its repr does not show the token."""

    def __init__(self, token: str, api_url: str, limits: Limits | None = None) -> None:
        """Raises InvalidToken for what cannot be one."""
        if not re.fullmatch(r"[\w:-]+", token, re.ASCII):
            raise telegram.error.InvalidToken
        root = api_url.rstrip("/")
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=AiohttpRequest(_CONNECTIONS),
            get_updates_request=AiohttpRequest(2),
            defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
            rate_limiter=Courier(limits),
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

    async def _do_post(self, endpoint: str, data: Json, **timeouts: Any) -> Any:
        """Spare what costs more than the sending: entities go the short way, and of a message that went out
        only where it stands comes back, since what it says is known.
        """
        if entities := data.get("entities"):
            data["entities"] = [_plain(entity) for entity in entities]
        result = await super()._do_post(endpoint, data, **timeouts)
        if endpoint in ("sendMessage", "editMessageText") and isinstance(result, dict):
            result = {part: value for part, value in result.items() if part in _PLACE}
        return result

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._base_url.removesuffix(self.token)}…)"


def _plain(entity: MessageEntity) -> Json:
    if entity.type in _SIMPLE:
        return {"type": entity.type, "offset": entity.offset, "length": entity.length}
    if entity.type == entity.TEXT_LINK:
        return {"type": entity.type, "offset": entity.offset, "length": entity.length, "url": entity.url}
    return entity.to_dict()
