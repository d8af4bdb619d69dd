"""Every sentence a person can read in a chat, one catalogue a language. Chinese comes first."""

from __future__ import annotations

from bot.texts.catalogue import Texts
from bot.texts.en import EN
from bot.texts.zh import ZH
from bot.texts.zh_hant import ZH_HANT

__all__ = ["CATALOGUES", "EN", "ZH", "ZH_HANT", "Texts", "texts_for"]

CATALOGUES = (ZH, ZH_HANT, EN)

_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def texts_for(language_code: str | None) -> Texts:
    """The catalogue for a language as Telegram or a catalogue names it; 简体 for all that have none."""
    code = (language_code or "").lower().replace("_", "-")
    if code.startswith(_TRADITIONAL):
        return ZH_HANT
    return EN if code.startswith("en") else ZH
