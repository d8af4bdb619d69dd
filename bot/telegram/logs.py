"""What the operator reads: one line a record on stderr, libraries only when something is wrong."""

from __future__ import annotations

import logging

_CHATTY = (
    "aiohttp",
    "alembic",
    "asyncio",
    "aiosqlite",
    "httpcore",
    "httpx",
    "jieba",
    "sqlalchemy",
    "telegram",
)


class _OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\n", " ⏎ ")


def start(level: str) -> None:
    """Show records of that level and above."""
    handler = logging.StreamHandler()
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
    if level != "DEBUG":
        for name in _CHATTY:
            logging.getLogger(name).setLevel(logging.WARNING)
