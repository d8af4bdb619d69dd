"""The people, the chats and what was said in them, and the updates that wait for the bot.

The side of a test: write as a person, press a button, wait for what the bot says.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.fake_telegram.rules import Json, bad, cut, spoken_entities


@dataclass(frozen=True)
class Message:
    """A message as it stands in a chat."""

    json: Json

    @property
    def id(self) -> int:
        return int(self.json["message_id"])

    @property
    def chat(self) -> int:
        return int(self.json["chat"]["id"])

    @property
    def text(self) -> str:
        return str(self.json.get("text", ""))

    @property
    def file_name(self) -> str:
        """The name of the document in it."""
        return str(self.json.get("document", {}).get("file_name", ""))

    @property
    def thread(self) -> int | None:
        topic: int | None = self.json.get("message_thread_id")
        return topic

    @property
    def reply_to(self) -> int | None:
        origin: int | None = self.json.get("reply_to_message", {}).get("message_id")
        return origin

    @property
    def buttons(self) -> dict[str, str]:
        """What stands on the buttons, and the data behind them."""
        rows = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return {
            button["text"]: button["callback_data"]
            for row in rows
            for button in row
            if "callback_data" in button
        }

    @property
    def addresses(self) -> dict[str, str]:
        """Buttons that open an address."""
        rows = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return {button["text"]: button["url"] for row in rows for button in row if "url" in button}

    @property
    def copies(self) -> dict[str, str]:
        """Buttons that copy, and the text that they copy."""
        rows = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return {
            button["text"]: button["copy_text"]["text"]
            for row in rows
            for button in row
            if "copy_text" in button
        }

    @property
    def links(self) -> dict[str, str]:
        """The words that are links, and where they lead."""
        return {
            cut(self.text, entity["offset"], entity["offset"] + entity["length"]): entity["url"]
            for entity in self.json.get("entities", [])
            if entity["type"] == "text_link"
        }

    def marked(self, *kinds: str) -> list[str]:
        """The words under entities of these kinds, in order."""
        return [
            cut(self.text, entity["offset"], entity["offset"] + entity["length"])
            for entity in self.json.get("entities", [])
            if entity["type"] in kinds
        ]


@dataclass(frozen=True)
class Offer:
    """What a bot offers to insert, for a query."""

    query: str
    results: list[Json]
    next_offset: str
    cache_time: int
    is_personal: bool
    button: Json | None


@dataclass
class Chat:
    """A chat and its messages; in a forum, `topics` are the ids of the messages that opened them."""

    about: Json
    messages: dict[int, Json] = field(default_factory=dict)
    topics: set[int] = field(default_factory=set)


class World:
    """Everything outside the bot."""

    def __init__(self, bot: Json) -> None:
        self.bot = bot
        self.chats: dict[int, Chat] = {}
        self.updates: list[Json] = []
        self.news = asyncio.Event()
        self.toasts: dict[str, str | None] = {}
        self.presses: set[str] = set()
        self.queries: set[str] = set()
        self.roles: dict[tuple[int, int], str] = {}
        self.files: dict[str, bytes] = {}
        self.sent_files: dict[int, bytes] = {}
        self.voters: dict[str, set[int]] = {}
        self._said: asyncio.Queue[Message] = asyncio.Queue()
        self._offers: asyncio.Queue[Offer] = asyncio.Queue()
        self._numbers = itertools.count(1)

    def private(
        self, user: int, text: str, *, language: str = "zh-hans", reply_to: Message | None = None
    ) -> Message:
        """A person writes to the bot alone."""
        chat = self._chat(user, {"type": "private", "first_name": f"Reader {user}"})
        content = _words(text)
        if reply_to is not None:
            content["reply_to_message"] = reply_to.json
        return self._hear(chat, user, content, language)

    def edited(self, message: Message, text: str, *, after: int = 5) -> Message:
        """A person changes what they wrote, so many seconds later."""
        messages = self.chats[message.chat].messages
        kept = {part: value for part, value in messages[message.id].items() if part != "entities"}
        messages[message.id] = {**kept, **_words(text), "edit_date": message.json["date"] + after}
        self._tell("edited_message", messages[message.id])
        return Message(messages[message.id])

    def file(self, user: int, name: str, content: bytes, *, language: str = "zh-hans") -> Message:
        """A person sends the bot a file."""
        chat = self._chat(user, {"type": "private", "first_name": f"Reader {user}"})
        identity = f"file-{next(self._numbers)}"
        self.files[identity] = content
        document = {"file_id": identity, "file_unique_id": identity, "file_name": name}
        return self._hear(chat, user, {"document": {**document, "file_size": len(content)}}, language)

    def inline(self, user: int, words: str, *, offset: str = "", language: str = "zh-hans") -> str:
        """A person types the bot's name and some words in any chat."""
        query = f"query-{next(self._numbers)}"
        self.queries.add(query)
        asked = {"id": query, "from": _person(user, language), "query": words, "offset": offset}
        self._tell("inline_query", asked)
        return query

    async def offered(self, *, timeout: float = 5) -> Offer:  # noqa: ASYNC109
        """What the bot offers for the next query."""
        async with asyncio.timeout(timeout):
            return await self._offers.get()

    def offer(self, offer: Offer) -> None:
        """The bot offers something to insert."""
        self._offers.put_nowait(offer)

    def sticker(self, user: int, *, language: str = "zh-hans") -> Message:
        """A person sends something that is not text."""
        chat = self._chat(user, {"type": "private", "first_name": f"Reader {user}"})
        sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
        return self._hear(
            chat, user, {"sticker": {**sticker, "is_animated": False, "is_video": False}}, language
        )

    def group(
        self,
        chat: int,
        user: int,
        text: str,
        *,
        topic: int | None = None,
        reply_to: Message | None = None,
        language: str = "zh-hans",
    ) -> Message:
        """A person writes in a group, or in a topic of a forum."""
        place = self._chat(chat, {"type": "supergroup", "title": "Readers"})
        content = _words(text)
        if topic is not None:
            place.about["is_forum"] = True
            opening = self._opening(place, topic)
            content |= {"message_thread_id": topic, "is_topic_message": True, "reply_to_message": opening}
        if reply_to is not None:
            content["reply_to_message"] = reply_to.json
        return self._hear(place, user, content, language)

    def place(
        self, user: int, latitude: float, longitude: float, *, chat: int = 0, reply_to: Message | None = None
    ) -> Message:
        """A person sends where they are, to the bot alone or in a group."""
        about = {"type": "supergroup", "title": "Readers"} if chat else {"type": "private", "first_name": "R"}
        content: Json = {"location": {"latitude": latitude, "longitude": longitude}}
        if reply_to is not None:
            content["reply_to_message"] = reply_to.json
        return self._hear(self._chat(chat or user, about), user, content, "zh-hans")

    def standing(self, chat: int, before: str, after: str, *, user: int = 1) -> None:
        """The bot is let into a chat or shown out, or a person stops it or starts it again."""
        place = self._chat(chat, {"type": "private" if chat > 0 else "supergroup", "title": "Readers"})
        old, new = ({**member(user, role), "user": self.bot} for role in (before, after))
        change = {"chat": place.about, "from": _person(user, "zh-hans"), "date": int(time.time())}
        self._tell("my_chat_member", {**change, "old_chat_member": old, "new_chat_member": new})

    def migrated(self, chat: int, to: int) -> None:
        """A group becomes a supergroup: the last that the old one says is where it went."""
        place = self._chat(chat, {"type": "group", "title": "Readers"})
        self._chat(to, {"type": "supergroup", "title": "Readers"})
        self._hear(place, 1, {"migrate_to_chat_id": to}, "zh-hans")

    def press(
        self,
        message: Message,
        label: str = "",
        *,
        data: str = "",
        user: int = 1,
        language: str = "zh-hans",
        forgotten: bool = False,
    ) -> str:
        """A person presses a button, or forges its data. `forgotten`: the message's content is gone."""
        press = f"press-{next(self._numbers)}"
        shown: Json = {"message_id": message.id, "chat": message.json["chat"], "date": 0}
        self.presses.add(press)
        self._tell(
            "callback_query",
            {
                "id": press,
                "from": _person(user, language),
                "chat_instance": "1",
                "message": shown if forgotten else self._as_it_stands(message),
                "data": data or message.buttons[label],
            },
        )
        return press

    def _as_it_stands(self, message: Message) -> Json:
        """A message with the one that it replies to, as both are now; what is deleted is not there."""
        messages = self.chats[message.chat].messages
        standing = dict(messages[message.id])
        if origin := standing.pop("reply_to_message", None):
            number = origin["message_id"]
            if number in messages:
                standing["reply_to_message"] = messages[number]
        return standing

    def vote(self, user: int, message: Message, option: int, *, language: str = "zh-hans") -> None:
        """A person answers a poll; its bot hears who, unless it is anonymous. A quiz is answered once."""
        poll = message.json["poll"]
        voters = self.voters.setdefault(poll["id"], set())
        if user in voters:
            raise AssertionError("a quiz is answered once")
        voters.add(user)
        chosen = poll["options"][option]
        chosen["voter_count"] += 1
        if not poll["is_anonymous"]:
            answer = {"poll_id": poll["id"], "user": _person(user, language), "option_ids": [option]}
            self._tell("poll_answer", {**answer, "option_persistent_ids": [chosen["persistent_id"]]})

    async def reply(self, *, timeout: float = 5) -> Message:  # noqa: ASYNC109
        """The next message that the bot sent or changed."""
        async with asyncio.timeout(timeout):
            return await self._said.get()

    @property
    def silent(self) -> bool:
        """Whether everything that the bot said was heard."""
        return self._said.empty()

    def send(self, chat_id: int, content: Json, topic: int | None, reply_to: int | None) -> Json:
        """The bot says something."""
        chat = self.chats[chat_id]
        if topic is not None:
            if topic not in chat.topics:
                raise bad("message thread not found")
            content |= {"message_thread_id": topic, "is_topic_message": True}
        if reply_to is not None:
            content["reply_to_message"] = chat.messages[reply_to]
        message = self._put(chat, self.bot, content)
        self._said.put_nowait(Message(message))
        return message

    def edit(self, chat_id: int, message_id: int, content: Json) -> Json:
        """The bot changes what it said."""
        messages = self.chats[chat_id].messages
        if message_id not in messages:
            raise bad("message to edit not found")
        old = messages[message_id]
        if old["from"] != self.bot:
            raise bad("message can't be edited")
        shown = ("text", "entities", "reply_markup")
        if all(old.get(part) == content.get(part) for part in shown):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message"
            )
        kept = {part: value for part, value in old.items() if part not in shown}
        messages[message_id] = {**kept, **content, "edit_date": int(time.time())}
        self._said.put_nowait(Message(messages[message_id]))
        return messages[message_id]

    def pending(self, offset: int, kinds: Sequence[str]) -> list[Json]:
        """The updates from `offset` on. Those before it are confirmed, and forgotten."""
        self.updates = [
            update
            for update in self.updates
            if update["update_id"] >= offset and (not kinds or any(kind in update for kind in kinds))
        ]
        return self.updates

    def _chat(self, chat_id: int, about: Json) -> Chat:
        return self.chats.setdefault(chat_id, Chat({"id": chat_id, **about}))

    def _opening(self, chat: Chat, topic: int) -> Json:
        """The message that opened a topic: the bot's own, yet that makes the topic no talk with it."""
        chat.topics.add(topic)
        about = {"forum_topic_created": {"name": "Topic", "icon_color": 7322096}}
        return {"message_id": topic, "chat": chat.about, "from": self.bot, "date": 1, **about}

    def _hear(self, chat: Chat, user: int, content: Json, language: str) -> Message:
        message = self._put(chat, _person(user, language), content)
        self._tell("message", message)
        return Message(message)

    def _put(self, chat: Chat, sender: Json, content: Json) -> Json:
        number = next(self._numbers)
        message = {"message_id": number, "date": int(time.time()), "chat": chat.about, "from": sender}
        chat.messages[number] = {**message, **content}
        return chat.messages[number]

    def _tell(self, kind: str, content: Json) -> None:
        self.updates.append({"update_id": next(self._numbers), kind: content})
        self.news.set()


def member(user: int, role: str) -> Json:
    """Someone in a group, as Telegram describes them."""
    about: Json = {"user": _person(user, "zh-hans"), "status": role}
    if role == "creator":
        about["is_anonymous"] = False
    if role == "kicked":
        about["until_date"] = 0
    if role == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
            "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
            "can_edit_stories can_delete_stories"
        )
        about |= dict.fromkeys(rights.split(), False)
    return about


def _words(text: str) -> Json:
    """What someone writes, with what Telegram finds in it."""
    entities = spoken_entities(text)
    return {"text": text, "entities": entities} if entities else {"text": text}


def _person(user: int, language: str) -> Json:
    return {"id": user, "is_bot": False, "first_name": f"Reader {user}", "language_code": language}
