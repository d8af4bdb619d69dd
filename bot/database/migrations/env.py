"""Run by Alembic, never imported: applies steps on the connection that `Database.open` hands over."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], transactional_ddl=True, transaction_per_migration=True
)
with context.begin_transaction():
    context.run_migrations()
