"""Thousands of questions, faults on the way, and `kill -9` again and again: every question is answered.

`python -m tests.simulation.inbox --questions 10000 --chats 500 --kills 10`

Twice answered may be only what was on its way when the process was killed, and what Telegram had taken
without being able to say so.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from bot.database import Database, default_url
from bot.database.inbox import Inbox
from tests.fake_telegram import TOKEN, Call, FakeTelegram, Proceed
from tests.fake_telegram.faults import busy, down, lost

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    questions: int
    missing: int
    repeated: int
    excused: int
    out_of_order: int
    left_over: int
    kills: int
    faults: int
    seconds: float


class Weather:
    """Mostly fine."""

    def __init__(self, seed: int, share: float) -> None:
        self._random = random.Random(seed)
        self._share = share
        self.faults = 0
        self.taken_in_silence = 0

    async def around(self, call: Call, proceed: Proceed) -> web.StreamResponse:
        """A fault for a few of the calls."""
        if call.method not in ("sendMessage", "getUpdates") or self._random.random() > self._share:
            return await proceed()
        self.faults += 1
        fault = self._random.choice([down, down, down, busy(1), lost])
        self.taken_in_silence += fault is lost and call.method == "sendMessage"
        return await fault(call, proceed)


@asynccontextmanager
async def bot(telegram: FakeTelegram, data_dir: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a process; killed at the end, if it still lives."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.simulation.bot",
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "NO_PROXY": "127.0.0.1",
            "CHUCHU_TELEGRAM_TOKEN": TOKEN,
            "CHUCHU_TELEGRAM_API_URL": telegram.url,
            "CHUCHU_DATA_DIR": str(data_dir),
            "CHUCHU_LOG_LEVEL": "ERROR",
        },
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def simulate(
    *, questions: int, chats: int, kills: int, faults: float = 0.01, seed: int = 1, patience: float = 600
) -> Outcome:
    """Ask, kill, and count."""
    start, chance = time.monotonic(), random.Random(seed)
    asked = {f"q{number:06}": chance.randrange(1, chats + 1) for number in range(questions)}
    answered: Counter[str] = Counter()
    order: dict[int, list[str]] = {chat: [] for chat in range(1, chats + 1)}
    in_flight = 0
    with TemporaryDirectory() as folder:
        async with FakeTelegram() as telegram, asyncio.timeout(patience):
            weather = Weather(seed, faults)
            telegram.around = weather.around
            for question, chat in asked.items():
                telegram.private(chat, question)

            async def listen(until: int) -> None:
                while len(answered) < until:
                    message = await telegram.reply(timeout=patience)
                    (question,) = re.findall(r"q\d{6}", message.text)
                    answered[question] += 1
                    if answered[question] == 1:
                        order[message.chat].append(question)

            for moment in sorted(chance.sample(range(1, questions), kills)):
                async with bot(telegram, Path(folder)) as process:
                    await listen(moment)
                    process.kill()
                    in_flight += min(64, chats)
            async with bot(telegram, Path(folder)) as process:
                await listen(questions)
                await asyncio.sleep(1)
                process.terminate()
                await process.wait()
            while not telegram.silent:
                answered[re.findall(r"q\d{6}", (await telegram.reply()).text)[0]] += 1
        async with Database.open(default_url(Path(folder))) as database:
            left_over = await Inbox(database, int(TOKEN.partition(":")[0])).waiting()
    return Outcome(
        questions=questions,
        missing=len(asked.keys() - answered.keys()),
        repeated=sum(count - 1 for count in answered.values()),
        excused=in_flight + weather.taken_in_silence,
        out_of_order=sum(numbers != sorted(numbers) for numbers in order.values()),
        left_over=left_over,
        kills=kills,
        faults=weather.faults,
        seconds=round(time.monotonic() - start, 1),
    )


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--chats", type=int, default=500)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--faults", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    outcome = asyncio.run(simulate(**vars(parser.parse_args())))
    sys.stdout.write(f"{outcome}\n")
    sys.exit(bool(outcome.missing or outcome.left_over or outcome.repeated > outcome.excused))


if __name__ == "__main__":
    main()
