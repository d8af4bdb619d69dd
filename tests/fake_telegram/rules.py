"""What Telegram refuses, and what it silently repairs.

Pure functions over texts, entities and keyboards, with Telegram's own words in the refusals.
Offsets are UTF-16 units throughout.
"""

from __future__ import annotations

import json
import re
from typing import Any

Json = dict[str, Any]

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDES, PHOTO_RATIO = 10_000, 20
POLL_QUESTION, POLL_OPTIONS, POLL_OPTION = 300, 12, 100
POLL_EXPLANATION, POLL_LINE_FEEDS = 200, 2
ENTITIES = 100
BUTTONS = 100
BUTTONS_A_ROW = 8
BUTTON_DATA_BYTES = 64
TOAST_CHARACTERS = 200
COPIED_CHARACTERS = 256
DOWNLOAD_BYTES = 20 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
INLINE_RESULTS = 50
INLINE_BYTES = 64

_QUOTES = {"blockquote", "expandable_blockquote"}
_ALONE = {"code", "pre"}
_KNOWN = _QUOTES | _ALONE | {"bold", "italic", "underline", "strikethrough", "spoiler", "text_link"}
_SPOKEN = re.compile(r"(?<![\w/])/(?P<command>\w{1,32})(@\w+)?|(?<![\w@])@(?P<mention>\w{4,32})", re.ASCII)


class Refusal(Exception):
    """An answer with `"ok": false`."""

    def __init__(self, code: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(description: str) -> Refusal:
    """The commonest refusal: 400."""
    return Refusal(400, f"Bad Request: {description}")


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, start: int, end: int) -> str:
    """The slice between two UTF-16 offsets."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def spoken_entities(text: str) -> list[Json]:
    """The commands and mentions that Telegram finds in what a person writes."""
    return [
        {
            "type": "bot_command" if match["command"] else "mention",
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
        }
        for match in _SPOKEN.finditer(text)
    ]


def formatted(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """A bot's text and entities as they arrive: checked, cleaned, trimmed, nested as allowed."""
    if not text:
        raise bad("message text is empty")
    for entity in entities:
        _check(text, entity)
    text, spans = _cleaned(text, [entity for entity in entities if entity["type"] in _KNOWN])
    text, spans = _trimmed(text, spans)
    if units(text) > MESSAGE_UNITS:
        raise bad("message is too long")
    return text, _nested(spans)[:ENTITIES]


def keyboard(markup: Json | None) -> Json | None:
    """An inline keyboard, checked."""
    if markup is None:
        return None
    rows = [row for row in markup.get("inline_keyboard", []) if row]
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise bad("text buttons are unallowed in the inline keyboard")
        if len(button.keys() - {"text"}) != 1:
            raise bad("inline keyboard button must have exactly one action")
        if not 1 <= len(button.get("callback_data", "-").encode()) <= BUTTON_DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
        if not 1 <= units(button.get("copy_text", {"text": "-"})["text"]) <= COPIED_CHARACTERS:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    if sum(map(len, rows)) > BUTTONS or any(len(row) > BUTTONS_A_ROW for row in rows):
        raise bad("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def photo(content: bytes) -> list[Json]:
    """An uploaded photo, checked, as the sizes of it that Telegram keeps. This server knows PNG alone."""
    if content[:8] != b"\x89PNG\r\n\x1a\n":
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    if len(content) > PHOTO_BYTES:
        raise Refusal(413, "Request Entity Too Large")
    about = {"width": width, "height": height, "file_size": len(content)}
    return [{"file_id": "photo", "file_unique_id": "photo", **about}]


def poll(given: dict[str, str]) -> Json:
    """A poll as a bot sends it, checked; with what its bot is told about it."""
    question, kind = given.get("question", "").strip(), given.get("type", "regular")
    options = [option["text"].strip() for option in json.loads(given.get("options", "[]"))]
    right = json.loads(given.get("correct_option_ids", "[]"))
    said = given.get("explanation", "")
    if not 1 <= units(question) <= POLL_QUESTION:
        raise bad(f"poll question length must not exceed {POLL_QUESTION}")
    if not 2 <= len(options) <= POLL_OPTIONS:
        raise bad("poll must have at least 2 option")
    if not all(1 <= units(option) <= POLL_OPTION for option in options):
        raise bad(f"poll options length must not exceed {POLL_OPTION}")
    if len(set(options)) < len(options):
        raise bad("POLL_OPTION_DUPLICATE")
    if kind == "quiz" and (not right or not all(0 <= at < len(options) for at in right)):
        raise bad("wrong correct option ID specified")
    if units(said) > POLL_EXPLANATION or said.count("\n") > POLL_LINE_FEEDS:
        raise bad("message is too long")
    about: Json = {
        "question": question,
        "options": [
            {"persistent_id": str(at), "text": option, "voter_count": 0} for at, option in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": given.get("is_anonymous", "true") == "true",
        "type": kind,
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    return about | ({"correct_option_ids": right, "explanation": said} if kind == "quiz" else {})


def inline_results(given: list[Json], next_offset: str) -> list[Json]:
    """What is offered inline, checked; the messages as they would arrive."""
    if len(given) > INLINE_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    if len(next_offset.encode()) > INLINE_BYTES:
        raise bad("NEXT_OFFSET_INVALID")
    identities = [result["id"] for result in given]
    if not all(1 <= len(identity.encode()) <= INLINE_BYTES for identity in identities):
        raise bad("RESULT_ID_INVALID")
    if len(set(identities)) < len(identities):
        raise bad("RESULT_ID_DUPLICATE")
    arrived = []
    for result in given:
        if not result.get("title"):
            raise bad("ARTICLE_TITLE_EMPTY")
        content = result["input_message_content"]
        text, entities = formatted(content["message_text"], content.get("entities", []))
        arrived.append({**result, "text": text, "entities": entities})
    return arrived


def commands(given: list[Json]) -> None:
    """A list of commands, checked."""
    fits = all(
        re.fullmatch("[a-z0-9_]{1,32}", command["command"]) and 1 <= len(command["description"]) <= 256
        for command in given
    )
    if not fits or len(given) > 100:
        raise bad("BOT_COMMAND_INVALID")


def _check(text: str, entity: Json) -> None:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    if start < 0 or entity["length"] < 0:
        raise bad(f"receive an entity with incorrect offset {start}")
    if end > units(text):
        raise bad(f"entity beginning at UTF-16 offset {start} ends after the end of the text")
    if entity["type"] == "text_link" and not re.match("(https?|tg)://", entity.get("url", "")):
        raise bad("can't parse entities: a link leads nowhere")
    for place, word in ((start, "begins"), (end, "ends")):
        unit = text.encode("utf-16-le")[2 * place + 1 : 2 * place + 2]
        if unit and 0xDC <= unit[0] <= 0xDF:
            raise bad(f"entity {word} in a middle of a UTF-16 symbol at offset {place}")


def _cleaned(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Control characters become spaces, carriage returns and direction marks go, entities move."""
    gone = re.compile("[\r\u2028-\u202e]")

    def moved(place: int) -> int:
        return units(gone.sub("", cut(text, 0, place)))

    spans = [
        {**entity, "offset": (start := moved(entity["offset"])), "length": end - start}
        for entity in entities
        for end in [moved(entity["offset"] + entity["length"])]
    ]
    return re.sub("[\x00-\x09\x0b-\x1f]", " ", gone.sub("", text)), spans


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The end loses its white space, the beginning too as far as the first entity; empty entities vanish."""
    text = text.rstrip(" \n")
    if not text:
        raise bad("message text is empty")
    end = units(text)
    spans = [
        {**entity, "length": min(entity["length"], end - entity["offset"])}
        for entity in entities
        if cut(text, entity["offset"], entity["offset"] + entity["length"]).strip()
    ]
    first = min((span["offset"] for span in spans), default=end)
    lead = min(first, len(text) - len(text.lstrip(" \n")))
    return text[lead:], [{**span, "offset": span["offset"] - lead} for span in spans]


def _nested(entities: list[Json]) -> list[Json]:
    """Outer ones first. Nothing nests in code, no quotation in a quotation; what overlaps is clipped."""
    kept: list[Json] = []
    for entity in sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        around = [outer for outer in kept if outer["offset"] + outer["length"] > start]
        if any(
            outer["type"] in _ALONE or (outer["type"] in _QUOTES and entity["type"] in _QUOTES)
            for outer in around
        ):
            continue
        end = min([end, *(outer["offset"] + outer["length"] for outer in around)])
        kept.append({**entity, "length": end - start})
    return kept
