"""Every table, as it stands after the last migration; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()

# An update for a bot, by its number, which another bot's may have too. Once it is dealt with, the number is
# all that is left, for a while, so that the same update is not taken twice: `lane`, where it waits behind
# others, and `content`, its JSON, are then empty.
inbox = Table(
    "inbox",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", Text),
    Column("content", Text),
    Column("begun", Integer, nullable=False, server_default="0"),
    Column("arrived", BigInteger, nullable=False),
)
Index("inbox_waiting", inbox.c.bot, inbox.c.lane, inbox.c.number, sqlite_where=inbox.c.lane.is_not(None))
