"""A Telegram to test against: real HTTP on loopback, with Telegram's own refusals."""

from __future__ import annotations

from tests.fake_telegram.rules import Refusal
from tests.fake_telegram.server import TOKEN, Call, FakeTelegram, Proceed, refused
from tests.fake_telegram.world import Message

__all__ = ["TOKEN", "Call", "FakeTelegram", "Message", "Proceed", "Refusal", "refused"]
