"""A passage a day: when it is due, which one it is, and what the ledger says of it.

Nothing here knows Telegram or SQL: `schedule.py` and `choice.py` are pure, `pusher.py` brings them together
with the ledger in the database and with whoever delivers.
"""
