"""Quiz polls and who answered them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "quizzes",
        sa.Column("poll", sa.Text, primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("correct", sa.Integer, nullable=False),
        sa.Column("asked", sa.BigInteger, nullable=False),
    )
    op.create_index("quizzes_chat", "quizzes", ["chat"])
    op.create_table(
        "quiz_answers",
        sa.Column("poll", sa.Text, sa.ForeignKey("quizzes.poll", ondelete="CASCADE"), primary_key=True),
        sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("is_right", sa.Integer, nullable=False),
    )
    op.create_index("quiz_answers_person", "quiz_answers", ["person"])
