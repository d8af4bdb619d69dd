"""The Telegram door. `run` opens it; nothing else is needed from outside."""

from __future__ import annotations

from bot.telegram.application import run

__all__ = ["run"]
