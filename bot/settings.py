"""Settings, read once: from the environment, or from the file that CHUCHU_ENV_FILE names.

Nobody else reads the environment. What stands in the environment itself goes before the file. Every command
waits for this, so it asks for nothing that takes long to import.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.errors import SettingsError

_PREFIX = "CHUCHU_"


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that shows itself only to those who ask for it."""

    _value: str

    def get_secret_value(self) -> str:
        """The value."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('**********')"


def _secret(given: str) -> Secret:
    if not re.fullmatch("[A-Za-z0-9_-]{1,256}", given):
        raise ValueError("只能用字母、数字、_ 和 -，最多 256 个")
    return Secret(given)


def _root(given: str) -> str:
    if not given.startswith(("http://", "https://")):
        raise ValueError("应当以 http:// 或 https:// 开头")
    return given.rstrip("/")


def _https(given: str) -> str:
    if not given.startswith("https://"):
        raise ValueError("应当以 https:// 开头：Telegram 只往那里送")
    return given


def _listen(given: str) -> str:
    if not re.fullmatch(r"\S+:\d{1,5}", given):
        raise ValueError("应当是 地址:端口，例如 127.0.0.1:8080")
    return given


def _zone(given: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(given)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("没有这个时区，例如 Asia/Shanghai") from error
    return given


def _level(given: str) -> str:
    if given.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("应当是 DEBUG、INFO、WARNING 或 ERROR")
    return given.upper()


def _numbers(given: str) -> frozenset[int]:
    try:
        return frozenset(int(part) for part in given.replace("，", ",").split(",") if part.strip())
    except ValueError:
        raise ValueError("应当是数字，用逗号隔开") from None


def _positive(given: str) -> int:
    if not re.fullmatch(r"\d{1,18}", given.strip()) or not int(given):
        raise ValueError("应当是大于零的整数")
    return int(given)


def _count(given: str) -> int:
    if not re.fullmatch(r"\d{1,18}", given.strip()):
        raise ValueError("应当是不小于零的整数")
    return int(given)


@dataclass(frozen=True, slots=True)
class Settings:
    """What `CHUCHU_…` says; lists of ids are separated by commas."""

    telegram_token: Secret | None = None
    telegram_api_url: str = "https://api.telegram.org"
    admins: frozenset[int] = frozenset()
    allowed_chats: frozenset[int] = frozenset()
    timezone: str = "Asia/Shanghai"
    database_url: str | None = None
    log_level: str = "INFO"
    data_dir: Path | None = None
    webhook_url: str | None = None
    webhook_secret: Secret | None = None
    webhook_listen: str = "127.0.0.1:8080"
    max_file_mb: int = 64
    max_pages: int = 5_000
    keep_questions_days: int = 0
    questions_a_minute: int = 30

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Settings:
        """The settings that are written, by name. Raises SettingsError, which never repeats a value."""
        made: dict[str, Any] = {}
        for name in filter(said.__contains__, cls.__slots__):
            try:
                made[name] = _READ.get(name, str)(said[name])
            except ValueError as error:
                raise SettingsError(f"{_PREFIX}{name.upper()}", str(error)) from None
        return cls(**made)


_READ: Mapping[str, Callable[[str], object]] = {
    "telegram_token": Secret,
    "telegram_api_url": _root,
    "admins": _numbers,
    "allowed_chats": _numbers,
    "timezone": _zone,
    "log_level": _level,
    "data_dir": Path,
    "webhook_url": _https,
    "webhook_secret": _secret,
    "webhook_listen": _listen,
    "max_file_mb": _positive,
    "max_pages": _positive,
    "keep_questions_days": _count,
    "questions_a_minute": _count,
}
"""What a setting is made of what is written by; ValueError says what it should have been."""


def load(data_dir: Path | None = None) -> Settings:
    """The settings; `data_dir` is what was typed. Raises SettingsError."""
    # Else NumPy starts a thread a core, which only spins while one waits for sums as small as ours.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    said = {
        name[len(_PREFIX) :].lower(): value
        for source in (_filed(), os.environ)
        for name, value in source.items()
        if name.upper().startswith(_PREFIX) and value
    }
    settings = Settings.of(said)
    return replace(settings, data_dir=data_dir or settings.data_dir or _default_data_dir())


def _filed() -> Mapping[str, str | None]:
    """What stands in the file that CHUCHU_ENV_FILE names."""
    path = os.environ.get(f"{_PREFIX}ENV_FILE")
    if not path:
        return {}
    if not Path(path).is_file():
        raise SettingsError(f"{_PREFIX}ENV_FILE", "没有这个文件")
    from dotenv import dotenv_values

    try:
        return dotenv_values(path, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{_PREFIX}ENV_FILE", "这个文件读不了") from error


def _default_data_dir() -> Path:
    state = os.environ.get("STATE_DIRECTORY", "").split(":")[0]
    if state:
        return Path(state)
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / "chuchu"
