"""Settings: what is written, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Secret, Settings, load

TOKEN = "123456:AAexampletoken-not-a-real-one-000000"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what the tester has set."""
    for name in Settings.__slots__:
        monkeypatch.delenv(f"CHUCHU_{name.upper()}", raising=False)
    monkeypatch.delenv("CHUCHU_ENV_FILE", raising=False)


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But what is empty there says nothing."""
    file = tmp_path / "chuchu.env"
    file.write_text(
        "# settings\nCHUCHU_ADMINS='1，2, 3'\nexport CHUCHU_TIMEZONE=Europe/Berlin\nCHUCHU_LOG_LEVEL=debug\n"
        "CHUCHU_MAX_PAGES=\nOTHER=1\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("CHUCHU_ENV_FILE", str(file))
    monkeypatch.setenv("CHUCHU_TIMEZONE", "Asia/Taipei")
    monkeypatch.setenv("CHUCHU_ADMINS", "")
    settings = load(tmp_path)
    assert settings.admins == {1, 2, 3}
    assert (settings.timezone, settings.log_level, settings.max_pages) == ("Asia/Taipei", "DEBUG", 5_000)
    assert settings.data_dir == tmp_path


def test_a_file_that_is_no_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the file, not as a setting in it."""
    file = tmp_path / "chuchu.env"
    file.write_bytes(b"CHUCHU_ADMINS=\xff\xfe\n")
    monkeypatch.setenv("CHUCHU_ENV_FILE", str(file))
    with pytest.raises(SettingsError, match="CHUCHU_ENV_FILE"):
        load()


def test_secrets_do_not_show() -> None:
    """Neither alone nor among the settings, however they are printed."""
    settings = Settings.of({"telegram_token": TOKEN, "webhook_secret": "hush-hush"})
    assert settings.telegram_token == Secret(TOKEN)
    assert settings.telegram_token.get_secret_value() == TOKEN
    for shown in (
        repr(settings),
        str(settings),
        f"{settings.telegram_token}",
        f"{settings.telegram_token!r}",
    ):
        assert TOKEN not in shown
        assert "hush" not in shown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("telegram_api_url", "telegram.org"),
        ("admins", "1;2x"),
        ("allowed_chats", "1.5x"),
        ("timezone", "Mars/Olympus"),
        ("timezone", "../passwd-x"),
        ("log_level", "LOUDx"),
        ("max_file_mb", "0"),
        ("max_pages", "-1"),
        ("max_pages", "9" * 5000),
        ("keep_questions_days", "-1"),
        ("questions_a_minute", "manyx"),
    ],
)
def test_a_wrong_value_is_named_and_not_repeated(name: str, value: str) -> None:
    """It may be a secret that stands in the wrong place."""
    with pytest.raises(SettingsError, match=f"CHUCHU_{name.upper()} ") as caught:
        Settings.of({name: value})
    assert len(value) < 3 or value not in str(caught.value)


def test_right_values_are_taken_as_they_are_meant() -> None:
    """Numbers, lists of them, an address without its last stroke, and paths."""
    settings = Settings.of(
        {
            "telegram_api_url": "http://127.0.0.1:8081/",
            "allowed_chats": "-100123, 7,",
            "max_file_mb": " 8 ",
            "keep_questions_days": "0",
            "data_dir": "/var/lib/chuchu",
        }
    )
    assert settings.telegram_api_url == "http://127.0.0.1:8081"
    assert settings.allowed_chats == {-100123, 7}
    assert (settings.max_file_mb, settings.keep_questions_days) == (8, 0)
    assert settings.data_dir == Path("/var/lib/chuchu")
