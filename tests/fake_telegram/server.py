"""A Bot API server on loopback.

Speaks HTTP as Telegram does, so that the real application is tested with its real client. `around` is the
place for faults: it sees every call and may answer in Telegram's stead, before or after the call took effect.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, web

from tests.fake_telegram import rules
from tests.fake_telegram.rules import Json, Refusal, bad
from tests.fake_telegram.world import Offer, World, member

TOKEN = "7654321:fake-TOKEN_of-a-fake-telegram"


@dataclass(frozen=True)
class Call:
    """One call of the Bot API: its method and its parameters, as they came over the wire."""

    method: str
    given: dict[str, str]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def number(self, name: str, otherwise: int = 0) -> int:
        return int(self.given.get(name, otherwise))

    def value(self, name: str, otherwise: Any = None) -> Any:
        return json.loads(self.given[name]) if name in self.given else otherwise


def _list_of(call: Call) -> str:
    """The list of commands that is meant: by language, or by language and chat."""
    scope = call.value("scope") or {"type": "default"}
    language = call.given.get("language_code", "")
    return f"{language}@{scope['chat_id']}" if scope["type"] == "chat" else language


Proceed = Callable[[], Awaitable[web.StreamResponse]]
Around = Callable[[Call, Proceed], Awaitable[web.StreamResponse]]


async def _no_fault(call: Call, proceed: Proceed) -> web.StreamResponse:
    return await proceed()


def refused(refusal: Refusal) -> web.Response:
    """The answer that carries a refusal."""
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.code)


class FakeTelegram(World):
    """`async with FakeTelegram() as telegram:` — then `telegram.url` is the root of its Bot API."""

    def __init__(self, *, token: str = TOKEN, username: str = "chuchu_bot", port: int = 0) -> None:
        bot_id = int(token.partition(":")[0])
        super().__init__({"id": bot_id, "is_bot": True, "first_name": "出处", "username": username})
        self.token = token
        self.url = ""
        self.calls: list[Call] = []
        self.commands: dict[str, list[Json]] = {}
        self.around: Around = _no_fault
        self._port = port
        self.webhook: dict[str, str] = {}
        self._change = asyncio.Condition()
        self._poll = 0
        self._kinds: list[str] = []
        self._methods: dict[str, Callable[[Call], Any]] = {
            "getme": lambda call: {**self.bot, "can_join_groups": True, "supports_inline_queries": True},
            "getchat": lambda call: self._chat_of(call).about,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._set_webhook,
            "getwebhookinfo": lambda call: {
                "url": self.webhook.get("url", ""),
                "has_custom_certificate": False,
                "pending_update_count": len(self.updates),
            },
            "sendchataction": lambda call: bool(self._chat_of(call)),
            "sendmessage": self._send_message,
            "senddocument": self._send_document,
            "sendphoto": self._send_photo,
            "sendmediagroup": self._send_media_group,
            "sendpoll": self._send_poll,
            "editmessagetext": self._edit_message_text,
            "editmessagereplymarkup": self._edit_message_reply_markup,
            "answercallbackquery": self._answer_callback_query,
            "setmycommands": self._set_my_commands,
            "deletemycommands": self._delete_my_commands,
            "answerinlinequery": self._answer_inline_query,
            "getchatmember": self._get_chat_member,
            "getfile": self._get_file,
        }

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_route("*", "/bot{token:[^/]+}/{method}", self._serve)
        application.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)
        self._runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    def called(self, method: str) -> list[Call]:
        """The calls of that method so far."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    async def was_called(self, method: str, *, within: float = 5) -> None:
        """Until that method was called once."""
        async with asyncio.timeout(within), self._change:
            await self._change.wait_for(lambda: self.called(method))

    async def toast(self, press: str, *, within: float = 5) -> str | None:
        """What the bot said to a press, once it did."""
        async with asyncio.timeout(within), self._change:
            await self._change.wait_for(lambda: press in self.toasts)
        return self.toasts[press]

    async def deliver(self, address: str, *, secret: str = "") -> int:
        """Bring the next update to a webhook, and forget it if that was accepted; gives the status."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        async with (
            ClientSession() as session,
            session.post(address, json=self.updates[0], headers=headers) as answer,
        ):
            if answer.status == 200:
                del self.updates[0]
            return answer.status

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        if token != self.token:
            known_form = token.partition(":")[0].isdigit()
            return refused(Refusal(401, "Unauthorized") if known_form else Refusal(404, "Not Found"))
        form: dict[str, Any] = {**request.query, **await request.post()}
        if request.content_type == "application/json":
            form |= {
                name: value if isinstance(value, str) else json.dumps(value)
                for name, value in (await request.json()).items()
            }
        call = Call(
            request.match_info["method"],
            {name: value for name, value in form.items() if isinstance(value, str)},
            {
                name: (value.filename, value.file.read())
                for name, value in form.items()
                if isinstance(value, web.FileField)
            },
        )
        self.calls.append(call)
        async with self._change:
            self._change.notify_all()

        async def proceed() -> web.StreamResponse:
            try:
                return web.json_response({"ok": True, "result": await self._result(call)})
            except Refusal as refusal:
                return refused(refusal)
            finally:
                async with self._change:
                    self._change.notify_all()

        return await self.around(call, proceed)

    async def _result(self, call: Call) -> Any:
        if call.method.lower() == "getupdates":
            return await self._get_updates(call)
        method = self._methods.get(call.method.lower())
        if method is None:
            raise Refusal(404, "Not Found: method not found")
        return method(call)

    async def _get_updates(self, call: Call) -> list[Json]:
        """Waits for news; a second poller ends the wait of the first."""
        if self.webhook.get("url"):
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        mine = self._poll
        self.news.set()
        self._kinds = call.value("allowed_updates", self._kinds)
        offset, limit = call.number("offset"), call.number("limit", 100)
        try:
            async with asyncio.timeout(call.number("timeout")):
                while not (waiting := self.pending(offset, self._kinds)):
                    self.news.clear()
                    await self.news.wait()
                    if mine != self._poll:
                        raise Refusal(
                            409,
                            "Conflict: terminated by other getUpdates request; "
                            "make sure that only one bot instance is running",
                        )
        except TimeoutError:
            return []
        return waiting[:limit]

    def _send_message(self, call: Call) -> Json:
        self._chat_of(call)
        content = self._content(call)
        chat, topic = call.number("chat_id"), call.number("message_thread_id")
        reply = call.value("reply_parameters", {})
        reply_to = reply.get("message_id")
        if reply_to not in self.chats[chat].messages:
            if reply_to is not None and not reply.get("allow_sending_without_reply"):
                raise bad("message to be replied not found")
            reply_to = None
        return self.send(chat, content, topic or None, reply_to)

    def _send_document(self, call: Call) -> Json:
        self._chat_of(call)
        name, content = self._file_of(call, "document")
        document = {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": len(content)}
        return self._send_file(call, {"document": document}, content)

    def _send_photo(self, call: Call) -> Json:
        self._chat_of(call)
        _, content = self._file_of(call, "photo")
        return self._send_file(call, {"photo": rules.photo(content)}, content)

    def _send_media_group(self, call: Call) -> list[Json]:
        """An album of photos; each is a message, and the first one's caption is the album's."""
        self._chat_of(call)
        media = call.value("media", [])
        if not 2 <= len(media) <= 10:
            raise bad("group send failed: an album has 2 to 10 parts")
        sent = []
        group = f"album-{len(self.calls)}"
        for part in media:
            given = {name: value for name, value in call.given.items() if name != "reply_markup"}
            given |= {"photo": part["media"], "caption": part.get("caption", "")}
            given |= {"caption_entities": json.dumps(part.get("caption_entities", []))}
            one = Call(call.method, given, call.files)
            _, content = self._file_of(one, "photo")
            about = {"photo": rules.photo(content), "media_group_id": group}
            sent.append(self._send_file(one, about, content))
        return sent

    def _send_poll(self, call: Call) -> Json:
        self._chat_of(call)
        poll = rules.poll(call.given)
        chat, topic = call.number("chat_id"), call.number("message_thread_id")
        content: Json = {"poll": {"id": f"poll-{len(self.calls)}", **poll}}
        if markup := rules.keyboard(call.value("reply_markup")):
            content["reply_markup"] = markup
        return self.send(chat, content, topic or None, None)

    def _file_of(self, call: Call, kind: str) -> tuple[str, bytes]:
        """What was uploaded, itself or under the name that stands in its stead."""
        part = call.given.get(kind, "").removeprefix("attach://") or kind
        if part not in call.files:
            raise bad(f"there is no {kind} in the request")
        name, content = call.files[part]
        if not content:
            raise bad("file must be non-empty")
        if len(content) > rules.UPLOAD_BYTES:
            raise Refusal(413, "Request Entity Too Large")
        return name, content

    def _send_file(self, call: Call, content: Json, file: bytes) -> Json:
        """A message with a file and its caption; what was in it is kept for the test to look at."""
        chat, topic = call.number("chat_id"), call.number("message_thread_id")
        if caption := call.given.get("caption"):
            text, entities = rules.formatted(caption, call.value("caption_entities", []))
            if rules.units(text) > rules.CAPTION_UNITS:
                raise bad("message caption is too long")
            content |= {"caption": text, "caption_entities": entities}
        if markup := rules.keyboard(call.value("reply_markup")):
            content["reply_markup"] = markup
        reply_to = call.value("reply_parameters", {}).get("message_id")
        sent = self.send(
            chat, content, topic or None, reply_to if reply_to in self.chats[chat].messages else None
        )
        self.sent_files[sent["message_id"]] = file
        return sent

    def _edit_message_text(self, call: Call) -> Json:
        self._chat_of(call)
        return self.edit(call.number("chat_id"), call.number("message_id"), self._content(call))

    def _edit_message_reply_markup(self, call: Call) -> Json:
        standing = self._chat_of(call).messages.get(call.number("message_id"), {})
        content = {part: standing[part] for part in ("text", "entities") if part in standing}
        if markup := rules.keyboard(call.value("reply_markup")):
            content["reply_markup"] = markup
        return self.edit(call.number("chat_id"), call.number("message_id"), content)

    def _answer_callback_query(self, call: Call) -> bool:
        press, toast = call.given.get("callback_query_id", ""), call.given.get("text")
        if press not in self.presses:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(toast or "") > rules.TOAST_CHARACTERS:
            raise bad("MESSAGE_TOO_LONG")
        self.presses.remove(press)
        self.toasts[press] = toast
        return True

    def _set_webhook(self, call: Call) -> bool:
        self.webhook = call.given
        return True

    def _set_my_commands(self, call: Call) -> bool:
        given = call.value("commands", [])
        rules.commands(given)
        scope = call.value("scope") or {}
        if "chat_id" in scope and int(scope["chat_id"]) not in self.chats:
            raise bad("chat not found")
        self.commands[_list_of(call)] = given
        return True

    def _delete_my_commands(self, call: Call) -> bool:
        self.commands.pop(_list_of(call), None)
        return True

    def _answer_inline_query(self, call: Call) -> bool:
        query = call.given.get("inline_query_id", "")
        if query not in self.queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.queries.remove(query)
        given = call.value("results", [])
        next_offset = call.given.get("next_offset", "")
        results = rules.inline_results(given, next_offset)
        button = call.value("button")
        if button and not re.fullmatch("[A-Za-z0-9_-]{1,64}", button.get("start_parameter", "")):
            raise bad("START_PARAM_INVALID")
        self.offer(
            Offer(
                query,
                results,
                next_offset,
                call.number("cache_time", 300),
                call.value("is_personal", False),
                button,
            )
        )
        return True

    def _get_chat_member(self, call: Call) -> Json:
        self._chat_of(call)
        user = call.number("user_id")
        role = self.roles.get((call.number("chat_id"), user))
        if role is None:
            raise bad("PARTICIPANT_ID_INVALID")
        return member(user, role)

    def _get_file(self, call: Call) -> Json:
        given = self.files.get(call.given.get("file_id", ""))
        if given is None:
            raise bad("invalid file_id")
        if len(given) > rules.DOWNLOAD_BYTES:
            raise bad("file is too big")
        name = call.given["file_id"]
        return {"file_id": name, "file_unique_id": name, "file_path": f"documents/{name}"}

    async def _download(self, request: web.Request) -> web.StreamResponse:
        given = self.files.get(request.match_info["path"].removeprefix("documents/"))
        if request.match_info["token"] != self.token or given is None:
            return web.Response(status=404)
        return web.Response(body=given)

    def _chat_of(self, call: Call) -> Any:
        try:
            return self.chats[call.number("chat_id")]
        except KeyError:
            raise bad("chat not found") from None

    def _content(self, call: Call) -> Json:
        if "parse_mode" in call.given:
            raise bad("can't parse entities: this server takes explicit entities only")
        text, entities = rules.formatted(call.given.get("text", ""), call.value("entities", []))
        content: Json = {"text": text, "entities": entities}
        if markup := rules.keyboard(call.value("reply_markup")):
            content["reply_markup"] = markup
        return content
