"""What can stop a door. Each message is one sentence that names the remedy.

BotError                exit status 1
├── TokenError          Telegram does not know the token
├── UnreachableError    nobody answers at the address of the Bot API
├── SettingsError       a setting makes no sense
├── FontMissing         no font of this machine has a character that is to be drawn
└── DataError           something in the data directory stands in the way
"""

from __future__ import annotations

from pathlib import Path


class BotError(Exception):
    """Root of what this package raises for a person to read."""

    exit_code = 1


class TokenError(BotError):
    """The token is malformed, wrong or revoked. It is not repeated here: errors end up in logs."""

    def __init__(self, api_url: str) -> None:
        super().__init__(
            f"Telegram（{api_url}）不认这个令牌：请向 @BotFather 要一个新的，写进 CHUCHU_TELEGRAM_TOKEN。"
        )


class UnreachableError(BotError):
    """No usable answer from the Bot API, after some patience."""

    def __init__(self, api_url: str) -> None:
        super().__init__(
            f"连不上 Telegram（{api_url}）：请检查网络、代理和 CHUCHU_TELEGRAM_API_URL，然后再启动一次。"
        )


class SettingsError(BotError):
    """A setting that makes no sense; its value is not repeated, since it may be a secret."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"设置 {name} 不对：{reason}；请改好后再试。")


class FontMissing(BotError):
    """No font here can write `characters`; `folder` is where one may be put."""

    def __init__(self, characters: str, folder: Path) -> None:
        super().__init__(
            f"没有能写「{characters[:8]}」的字体，画不了图；请装 fonts-noto-cjk，或把字体文件放进 {folder}。"
        )
        self.characters = characters


class DataError(BotError):
    """Something in the data directory, or on the way into it, that stands in the way."""
