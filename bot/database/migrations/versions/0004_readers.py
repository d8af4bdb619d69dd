"""Who has read what a group was given, and what was sent again for want of certainty."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table, and the column."""
    subscription = sa.ForeignKey("subscriptions.number", ondelete="CASCADE")
    op.create_table(
        "readings",
        sa.Column("subscription", sa.Integer, subscription, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_index("readings_person", "readings", ["person"])
    op.add_column("deliveries", sa.Column("again", sa.Integer, nullable=False, server_default="0"))
