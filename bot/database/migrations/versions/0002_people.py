"""How chats want to be spoken to, what was not found, and what administrators did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "preferences",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.Text),
        sa.Column("quotations", sa.Integer),
        sa.Column("length", sa.Integer),
    )
    op.create_table(
        "gaps",
        sa.Column("question", sa.Text, primary_key=True),
        sa.Column("missing", sa.Text, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "acts",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("done", sa.BigInteger, nullable=False),
    )
    op.create_index("acts_person", "acts", ["person"])
