"""A Telegram for one person in a terminal: to try the bot without a token and without a network.

`python -m tests.fake_telegram` prints how to start the bot against it. What is typed is sent; a number
presses the button of that number under the last message.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

from tests.fake_telegram.rules import units
from tests.fake_telegram.server import TOKEN, FakeTelegram
from tests.fake_telegram.world import Message

PORT = 8081
READER = 1


def drawn(message: Message) -> str:
    """The message for a terminal: a bar before each quoted line, numbered buttons under it."""
    quoted = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in message.json.get("entities", [])
        if "blockquote" in entity["type"]
    ]
    lines, place = [], 0
    for line in message.text.split("\n"):
        lines.append(f"▏ {line}" if any(start <= place < end for start, end in quoted) else line)
        place += units(line) + 1
    lines.append("  ".join(f"[{number}] {label}" for number, label in enumerate(message.buttons, 1)))
    return "\n".join(lines)


async def main() -> None:
    """Talk until the input ends."""
    last: Message | None = None
    async with FakeTelegram(port=PORT) as telegram:

        async def show() -> None:
            nonlocal last
            while True:
                last = await telegram.reply(timeout=1e9)
                sys.stdout.write(f"\n{drawn(last)}\n> ")
                sys.stdout.flush()

        sys.stdout.write(
            f"CHUCHU_TELEGRAM_API_URL={telegram.url} CHUCHU_TELEGRAM_TOKEN={TOKEN} chuchu telegram\n> "
        )
        sys.stdout.flush()
        showing = asyncio.create_task(show())
        while line := await asyncio.to_thread(sys.stdin.readline):
            words = line.strip()
            labels = list(last.buttons) if last else []
            if last and words.isdecimal() and 1 <= int(words) <= len(labels):
                telegram.press(last, labels[int(words) - 1], user=READER)
            elif words:
                telegram.private(READER, words)
        showing.cancel()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
