"""Settings, read once: from the environment, or from the file that CHUCHU_ENV_FILE names.

Nobody else reads the environment. What stands in the environment itself goes before the file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import NonNegativeInt, PositiveInt, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

Numbers = Annotated[frozenset[int], NoDecode]


class Settings(BaseSettings):
    """What `CHUCHU_…` says; lists of ids are separated by commas."""

    model_config = SettingsConfigDict(
        env_prefix="CHUCHU_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    admins: Numbers = frozenset()
    allowed_chats: Numbers = frozenset()
    timezone: str = "Asia/Shanghai"
    database_url: str | None = None
    log_level: str = "INFO"
    data_dir: Path | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_listen: str = "127.0.0.1:8080"
    max_file_mb: PositiveInt = 64
    max_pages: PositiveInt = 5_000
    keep_questions_days: NonNegativeInt = 0
    questions_a_minute: NonNegativeInt = 30

    @field_validator("admins", "allowed_chats", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        return (
            [part for part in given.replace("，", ",").split(",") if part.strip()]
            if isinstance(given, str)
            else given
        )

    @field_validator("telegram_api_url")
    @classmethod
    def _root(cls, given: str) -> str:
        if not given.startswith(("http://", "https://")):
            raise ValueError("应当以 http:// 或 https:// 开头")
        return given.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _https(cls, given: str | None) -> str | None:
        if given is not None and not given.startswith("https://"):
            raise ValueError("应当以 https:// 开头：Telegram 只往那里送")
        return given

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and not re.fullmatch("[A-Za-z0-9_-]{1,256}", given.get_secret_value()):
            raise ValueError("只能用字母、数字、_ 和 -，最多 256 个")
        return given

    @field_validator("webhook_listen")
    @classmethod
    def _listen(cls, given: str) -> str:
        if not re.fullmatch(r"\S+:\d{1,5}", given):
            raise ValueError("应当是 地址:端口，例如 127.0.0.1:8080")
        return given

    @field_validator("timezone")
    @classmethod
    def _zone(cls, given: str) -> str:
        try:
            ZoneInfo(given)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("没有这个时区，例如 Asia/Shanghai") from error
        return given

    @field_validator("log_level")
    @classmethod
    def _level(cls, given: str) -> str:
        if given.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("应当是 DEBUG、INFO、WARNING 或 ERROR")
        return given.upper()


def load(data_dir: Path | None = None) -> Settings:
    """The settings; `data_dir` is what was typed. Raises SettingsError, which never repeats a value."""
    env_file = os.environ.get("CHUCHU_ENV_FILE")
    if env_file and not Path(env_file).is_file():
        raise SettingsError("CHUCHU_ENV_FILE", "没有这个文件")
    try:
        settings = Settings(_env_file=env_file or None, _env_file_encoding="utf-8")
    except ValidationError as error:
        first = error.errors()[0]
        name = f"CHUCHU_{'_'.join(str(part) for part in first['loc'][:1]).upper()}"
        number = (
            "应当是大于零的整数"
            if first["loc"][0] in ("max_file_mb", "max_pages")
            else "应当是数字，用逗号隔开"
        )
        reason = str(first["ctx"]["error"]) if "error" in first.get("ctx", {}) else number
        raise SettingsError(name, reason) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("CHUCHU_ENV_FILE", "这个文件读不了") from error
    return settings.model_copy(update={"data_dir": data_dir or settings.data_dir or _default_data_dir()})


def _default_data_dir() -> Path:
    state = os.environ.get("STATE_DIRECTORY", "").split(":")[0]
    if state:
        return Path(state)
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / "chuchu"
