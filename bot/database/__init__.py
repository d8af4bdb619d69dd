"""What the bot remembers, and the only SQL there is.

To add a subject: its tables in `tables.py`, a numbered migration that makes them, and a module here with one
small class that takes the `Database` and speaks of the subject, not of rows: `inbox.py` is the example.
"""

from __future__ import annotations

from bot.database.database import Database, default_url

__all__ = ["Database", "default_url"]
