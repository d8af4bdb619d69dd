"""Who wants a passage a day, and what became of each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "subscriptions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("length", sa.Integer),
        sa.Column("until", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("late", sa.Integer, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("paused", sa.Text),
        sa.Column("next_day", sa.Text),
        sa.Column("next_due", sa.BigInteger),
        sa.Column("spread", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("subscriptions_due", "subscriptions", ["next_due", "spread"])
    op.create_index("subscriptions_chat", "subscriptions", ["chat"])
    subscription = sa.ForeignKey("subscriptions.number", ondelete="CASCADE")
    op.create_table(
        "deliveries",
        sa.Column("subscription", sa.Integer, subscription, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("content", sa.Text),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("done", sa.BigInteger),
        sa.Column("message", sa.BigInteger),
    )
    op.create_index("deliveries_open", "deliveries", ["status"], sqlite_where=sa.text("status = 'sending'"))
    op.create_index("deliveries_due", "deliveries", ["due"])
