"""Opens the database, brings it up to date, and hands out transactions.

On SQLite a transaction that writes says so when it begins: one that finds out later that it has to write can
fail for no fault of its own. Within this process such transactions wait for each other here, in order,
rather than in SQLite, which polls. One that every question needs is given whole, and has a line of its own:
each statement of the others is several errands to another thread.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, StaticPool, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import DataError, SettingsError

_T = TypeVar("_T")

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
_PATIENCE, _PAUSE = 10.0, 0.02
"""Seconds that a database may be locked by another process, and between two looks."""
_PRAGMAS = {
    "busy_timeout": str(round(_PATIENCE * 1000)),
    "journal_mode": "WAL",
    "synchronous": "FULL",  # what Telegram was told has arrived must survive a power cut
    "foreign_keys": "ON",
    "secure_delete": "ON",
}


def default_url(data_dir: Path) -> str:
    """The database in a data directory."""
    return URL.create("sqlite+aiosqlite", database=str(data_dir / "chuchu.db")).render_as_string()


class Database:
    """An open database. Made by `async with Database.open(url) as database`."""

    def __init__(self, engine: AsyncEngine, line: Engine | None = None) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._line = line
        self._clerk = ThreadPoolExecutor(1, "database")

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator[Database]:
        """Open it, made and migrated if need be. Raises SettingsError or DataError where that cannot be."""
        engine = _engine(url)
        database = cls(engine, _line(engine))
        try:
            try:
                async with database.writing() as connection:
                    await connection.run_sync(_migrate)
            except (DatabaseError, OSError) as error:
                raise _trouble(error) from error
            yield database
        finally:
            if database._line is not None:
                await asyncio.get_running_loop().run_in_executor(database._clerk, database._line.dispose)
            database._clerk.shutdown()
            await engine.dispose()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may change things: committed at the end, undone by an exception.

        Raises DataError where the database is not well, as when the disk is full.
        """
        try:
            async with self._turn, self._engine.connect() as connection:
                await connection.execution_options(writing=True)
                async with connection.begin():
                    yield connection
        except OperationalError as error:
            raise _trouble(error) from error

    async def write(self, work: Callable[[Connection], _T]) -> _T:
        """The same, given whole: `work` is done in a thread and knows nothing of the event loop."""
        if self._line is None:
            async with self.writing() as connection:
                return await connection.run_sync(work)
        line = self._line

        def transaction() -> _T:
            with line.connect() as connection:
                connection.execution_options(writing=True)
                with connection.begin():
                    return work(connection)

        try:
            async with self._turn:
                return await asyncio.get_running_loop().run_in_executor(self._clerk, transaction)
        except OperationalError as error:
            raise _trouble(error) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only looks: it sees one moment, and waits for nobody."""
        try:
            async with self._engine.connect() as connection, connection.begin():
                yield connection
        except OperationalError as error:
            raise _trouble(error) from error

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An insertion that can say what to do where the row is already there."""
        return sqlite.insert(table) if self._engine.name == "sqlite" else postgresql.insert(table)


def _trouble(error: Exception) -> DataError:
    reason = getattr(error, "orig", error)
    return DataError(f"数据库用不了（{reason}）；请检查 CHUCHU_DATABASE_URL、权限和磁盘，或恢复备份。")


def _engine(url: str) -> AsyncEngine:
    try:
        parsed = make_url(url)
        parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
        engine = create_async_engine(parsed, hide_parameters=True)
    except (SQLAlchemyError, ImportError) as error:
        raise SettingsError("CHUCHU_DATABASE_URL", "应当像 sqlite+aiosqlite:////路径/chuchu.db") from error
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            _made_private(Path(parsed.database))
        _told(engine.sync_engine)
    return engine


def _line(engine: AsyncEngine) -> Engine | None:
    """A connection to the same file without the event loop; None where there is no such file."""
    if engine.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return None
    url = engine.url.set(drivername="sqlite")
    line = create_engine(
        url, hide_parameters=True, poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    _told(line)
    return line


def _told(engine: Engine) -> None:
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)


def _made_private(path: Path) -> None:
    """An empty file that only its owner reads; what SQLite puts beside it takes the same mode."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise DataError(f"数据库 {path} 打不开（{error.strerror}）；请检查路径和权限。") from error


def _prepared(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions, not the driver
    cursor = connection.cursor()
    for name, value in _PRAGMAS.items():
        _insisted(connection, cursor, f"PRAGMA {name} = {value}")
    cursor.close()


def _insisted(connection: Any, cursor: Any, statement: str) -> None:
    """SQLite does not wait by itself where another process opens or closes the same file just now."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            cursor.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        if hasattr(connection, "run_async"):
            connection.run_async(lambda _: asyncio.sleep(_PAUSE))
        else:
            time.sleep(_PAUSE)


def _begun(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _migrate(connection: Connection) -> None:
    from alembic import command  # here, since it takes as long to load as all the rest of a door
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "bot.database:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise DataError("数据库是更新版本的出处写的；请升级程序，或换回原来的数据库。") from error
