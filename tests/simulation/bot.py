"""The bot as a process of its own, on a shelf of one passage and without limits of pace, to be killed."""

from __future__ import annotations

from bot.settings import load
from bot.telegram import run
from bot.telegram.limiter import Limits, Rate
from tests.telegram.shelf import Shelf

if __name__ == "__main__":
    run(load(), Shelf("读书会每两周聚一次。"), limits=Limits(*[Rate(1_000_000, 1.0)] * 3))
