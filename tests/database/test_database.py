"""Opening the database, and its transactions."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, select, text

from bot.database import Database, default_url
from bot.database.tables import inbox, metadata
from bot.errors import DataError, SettingsError


async def test_the_migrations_make_the_tables(database: Database) -> None:
    """What the steps lead to is what the tables say."""

    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


@pytest.mark.usefixtures("database")
def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    """And so is what SQLite puts beside it."""
    assert {path.name for path in tmp_path.iterdir()} >= {"chuchu.db", "chuchu.db-wal"}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


async def test_it_opens_again_with_what_was_in_it(tmp_path: Path) -> None:
    """A second opening migrates nothing and loses nothing."""
    for count in (0, 1):
        async with Database.open(default_url(tmp_path)) as database, database.writing() as connection:
            assert (await connection.execute(select(func.count()).select_from(inbox))).scalar_one() == count
            await connection.execute(inbox.insert().values(bot=1, number=count, arrived=0))


async def test_a_failed_transaction_changes_nothing(database: Database) -> None:
    """All or nothing."""
    with pytest.raises(ZeroDivisionError):
        async with database.writing() as connection:
            await connection.execute(inbox.insert().values(bot=1, number=1, arrived=0))
            raise ZeroDivisionError
    async with database.reading() as connection:
        assert (await connection.execute(select(inbox))).all() == []


async def test_a_transaction_given_whole_is_one(database: Database) -> None:
    """All or nothing, and in its turn among the others."""

    def write(connection: Connection) -> int:
        connection.execute(inbox.insert().values(bot=1, number=1, arrived=0))
        return connection.execute(select(func.count()).select_from(inbox)).scalar_one()

    def fail(connection: Connection) -> None:
        connection.execute(inbox.insert().values(bot=1, number=2, arrived=0))
        raise ZeroDivisionError

    async with database.writing() as connection:
        waiting = asyncio.create_task(database.write(write))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        await connection.execute(inbox.insert().values(bot=1, number=3, arrived=0))
    assert await waiting == 2
    with pytest.raises(ZeroDivisionError):
        await database.write(fail)
    async with database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(inbox))).scalar_one() == 2


async def test_writers_take_turns_and_readers_do_not_wait(database: Database) -> None:
    """Side by side they do not lock each other out."""

    async def write(number: int) -> None:
        async with database.writing() as connection:
            await connection.execute(inbox.insert().values(bot=1, number=number, arrived=0))
            async with database.reading() as other:
                await other.execute(select(inbox))

    await asyncio.gather(*(write(number) for number in range(20)))
    async with database.reading() as connection:
        assert len((await connection.execute(select(inbox))).all()) == 20


async def test_foreign_keys_hold_and_what_is_deleted_is_overwritten(database: Database) -> None:
    """Neither is SQLite's default."""
    async with database.reading() as connection:
        for pragma in ("foreign_keys", "secure_delete"):
            assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar_one() == 1


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x", "sqlite+nosuch:///x", "postgresql://h/d"])
async def test_an_address_that_is_none_names_the_setting(url: str) -> None:
    """One sentence, before anything is tried."""
    with pytest.raises(SettingsError, match="CHUCHU_DATABASE_URL"):
        async with Database.open(url):
            pass


async def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    """It is left as it is."""
    (tmp_path / "chuchu.db").write_text("not a database, " * 100)
    with pytest.raises(DataError, match="not a database"):
        async with Database.open(default_url(tmp_path)):
            pass
    assert (tmp_path / "chuchu.db").read_text().startswith("not a database")


async def test_a_database_of_a_newer_program_is_one_sentence(tmp_path: Path) -> None:
    """An older program does not touch it."""
    async with Database.open(default_url(tmp_path)):
        pass
    with sqlite3.connect(tmp_path / "chuchu.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(DataError, match="更新版本"):
        async with Database.open(default_url(tmp_path)):
            pass


async def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """It names the path."""
    with pytest.raises(DataError, match="nowhere"):
        async with Database.open(default_url(tmp_path / "nowhere")):
            pass
