"""Updates wait here until they are answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the inbox."""
    op.create_table(
        "inbox",
        sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("lane", sa.Text),
        sa.Column("content", sa.Text),
        sa.Column("begun", sa.Integer, nullable=False, server_default="0"),
        sa.Column("arrived", sa.BigInteger, nullable=False),
    )
    op.create_index(
        "inbox_waiting", "inbox", ["bot", "lane", "number"], sqlite_where=sa.text("lane IS NOT NULL")
    )
