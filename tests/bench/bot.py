"""What a question costs the whole bot, beside a bot on the same line that only echoes.

`python -m tests.bench.bot --questions 2000 --passages 1000` runs them as processes against the same fake
Telegram, one after the other, and counts the CPU time of each: the bot as it is, the bot with every answer
known beforehand, which is the bot without retrieval, and the echo. The least of several rounds counts, since
whatever else runs on the machine only adds. A last round of the bot as it is says where its time goes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.collection import Collection
from bot.settings import Settings, load
from bot.telegram import run
from bot.telegram.limiter import Limits, Rate
from bot.telegram.transport import AiohttpRequest
from corpus import SAMPLES
from retrieval.answer import Answer
from tests.bench.shares import Shares
from tests.fake_telegram import TOKEN, FakeTelegram

ROOT = Path(__file__).parents[2]
WARMING = 100
SHOWN = 4
"""Quotations that the bot asks for: those it shows, and one more."""
WHO = ("whole", "without", "echo")


class Remembered(Collection):
    """Answers that were found beforehand."""

    def __init__(self, data_dir: Path, asked: Sequence[str]) -> None:
        super().__init__(data_dir)
        self._answers = {question: super(Remembered, self).ask(question, limit=SHOWN) for question in asked}

    def ask(self, question: str, *, limit: int = 3, max_chars: int = 120, work: str | None = None) -> Answer:
        return self._answers[question]


def fill(folder: Path, passages: int, count: int) -> int:
    """A collection of about so many passages, sewn from the samples, and as many questions on it."""
    chance = random.Random(1)
    sentences = [
        sentence
        for path in sorted(SAMPLES.iterdir())
        for sentence in re.findall("[^。！？\n#]{10,}[。！？]", path.read_text(encoding="utf-8"))
    ]
    lines = ["".join(chance.sample(sentences, 4)) for _ in range(2 * passages)]
    collection = Collection(folder)
    book = folder / "documents" / "book.txt"
    for _ in range(3):
        book.write_text("书\n\n" + "\n".join(lines), encoding="utf-8")
        collection.update()
        lines = lines[: round(len(lines) * passages / len(collection.index))]
    starts = ((chance.choice(sentences), chance.random()) for _ in range(count))
    asked = [
        sentence[int(start * (len(sentence) - 8)) :][:10].strip(" `/") + "吗？" for sentence, start in starts
    ]
    (folder / "asked").write_text("\n".join(asked), encoding="utf-8")
    return len(collection.index)


def questions(folder: Path) -> list[str]:
    """What will be asked."""
    return (folder / "asked").read_text(encoding="utf-8").splitlines()


def our_bot(settings: Settings, *, remembering: bool) -> None:
    """The bot as it is, but for the limits of pace."""
    assert settings.data_dir is not None
    place, shares = settings.data_dir, Shares()
    answering = Remembered(place, questions(place)) if remembering else Collection(place)
    signal.signal(signal.SIGUSR1, lambda *_: shares.begin())
    signal.signal(signal.SIGUSR2, lambda *_: print(json.dumps(shares.end()), flush=True))  # noqa: T201
    run(settings, answering, limits=Limits(*[Rate(1_000_000, 1.0)] * 3))


async def echo_bot(settings: Settings) -> None:
    """The least that a bot can do on this line: fetch, hand to a handler, answer."""

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    assert settings.telegram_token is not None
    application = (
        ApplicationBuilder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{settings.telegram_api_url}/bot")
        .request(AiohttpRequest(100))
        .get_updates_request(AiohttpRequest(2))
        .updater(None)
        .concurrent_updates(64)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    offset = 0
    async with application:
        await application.start()
        while True:
            for update in await application.bot.get_updates(offset=offset, timeout=25):
                offset = update.update_id + 1
                await application.update_queue.put(update)


def cpu(process: int) -> float:
    """Seconds of CPU time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def later(process: int) -> float:
    """The same a second later."""
    await asyncio.sleep(1)
    return cpu(process)


async def measured(who: str, folder: Path, chats: int, *, divided: bool = False) -> dict[str, float]:
    """CPU seconds a question: of it all, or by part."""
    asked = questions(folder)
    async with FakeTelegram() as telegram:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.bench.bot",
            "--run",
            who,
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            env={
                "PATH": os.environ["PATH"],
                "NO_PROXY": "127.0.0.1",
                "CHUCHU_TELEGRAM_TOKEN": TOKEN,
                "CHUCHU_TELEGRAM_API_URL": telegram.url,
                "CHUCHU_DATA_DIR": str(folder),
                "CHUCHU_DATABASE_URL": f"sqlite:///{folder}/{uuid4().hex}.db",
                "CHUCHU_LOG_LEVEL": "WARNING",
            },
        )

        async def ask(some: Sequence[str]) -> None:
            for number, question in enumerate(some):
                telegram.private(number % chats + 1, question)
            for _ in some:
                await telegram.reply(timeout=300)

        await ask(asked[:WARMING])
        while cpu(process.pid) + 0.02 < await later(process.pid):
            pass  # it still warms up: kernels are made beside the first questions
        if divided:
            process.send_signal(signal.SIGUSR1)
        before = cpu(process.pid)
        await ask(asked[WARMING:])
        await asyncio.sleep(0.5)
        spent = {"all": cpu(process.pid) - before}
        if divided:
            process.send_signal(signal.SIGUSR2)
            assert process.stdout is not None
            spent = json.loads(await process.stdout.readline())
        process.kill()
        await process.wait()
    return {part: seconds / len(asked[WARMING:]) for part, seconds in spent.items()}


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--passages", type=int, default=1000)
    parser.add_argument("--chats", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--run", choices=WHO, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run == "echo":
        asyncio.run(echo_bot(load()))
    elif given.run:
        our_bot(load(), remembering=given.run == "without")
    else:
        with TemporaryDirectory() as place:
            folder = Path(place)
            passages = fill(folder, given.passages, given.questions + WARMING)
            rounds = [
                [asyncio.run(measured(who, folder, given.chats))["all"] for who in WHO]
                for _ in range(given.rounds)
            ]
            whole, without, echo = map(min, zip(*rounds, strict=True))
            shares = asyncio.run(measured("whole", folder, given.chats, divided=True))
        parts = ", ".join(f"{part} {1000 * spent:.2f}" for part, spent in shares.items())
        sys.stdout.write(
            f"{passages} passages, {given.questions} questions, {given.chats} chats, "
            f"the least of {given.rounds} rounds\n"
            f"whole bot          {1000 * whole:.2f} ms of CPU a question: {1 / whole:.0f} a CPU-second\n"
            f"without retrieval  {1000 * without:.2f} ms: {without / echo:.2f} times the echo\n"
            f"echo               {1000 * echo:.2f} ms\n"
            f"of the whole: {parts} ms\n"
        )


if __name__ == "__main__":
    main()
