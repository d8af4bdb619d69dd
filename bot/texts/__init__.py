"""Every sentence a person can read in a chat, one catalogue a language. Chinese comes first."""

from __future__ import annotations

from bot.texts.catalogue import Texts
from bot.texts.en import EN
from bot.texts.zh import ZH

__all__ = ["CATALOGUES", "EN", "ZH", "Texts", "texts_for"]

CATALOGUES = (ZH, EN)


def texts_for(language_code: str | None) -> Texts:
    """English for those whose Telegram speaks it, Chinese for everyone else."""
    return EN if (language_code or "").lower().startswith("en") else ZH
