"""Every table, as it stands after the last migration; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text

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

# How the bot speaks in a chat, where that was chosen; an empty column follows what is usual.
preferences = Table(
    "preferences",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text),
    Column("quotations", Integer),
    Column("length", Integer),
    Column("style", Text),
)

# Questions that found nothing, without who asked: kept only where a setting says so, and as long as it says.
gaps = Table(
    "gaps",
    metadata,
    Column("question", Text, primary_key=True),
    Column("missing", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("last", BigInteger, nullable=False),
)

# What administrators did, and when.
acts = Table(
    "acts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("act", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("done", BigInteger, nullable=False),
)
Index("acts_person", acts.c.person)

# A passage a day for a chat. `at` is the wall time in minutes, `days` a bit for each weekday, `late` by how
# many seconds it may be late, `place` how far a course has come; `next_due` is the next instant in UTC, empty
# while it rests, and `spread` the place in the queue of that moment, another one every day.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("topic", BigInteger),
    Column("zone", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("length", Integer),
    Column("until", Text),
    Column("language", Text),
    Column("late", Integer, nullable=False),
    Column("place", Text),
    Column("paused", Text),
    Column("next_day", Text),
    Column("next_due", BigInteger),
    Column("spread", Integer, nullable=False),
    sqlite_autoincrement=True,
)
Index("subscriptions_due", subscriptions.c.next_due, subscriptions.c.spread)
Index("subscriptions_chat", subscriptions.c.chat)

# What became of a subscription's date: `sending` before the call, `sent` after it, or `skipped` and why.
# `code` is the first passage, `content` the whole portion, `again` how often it was sent once more because
# nobody could know whether it had arrived. A date that was skipped has a message where that was said.
deliveries = Table(
    "deliveries",
    metadata,
    Column("subscription", ForeignKey("subscriptions.number", ondelete="CASCADE"), primary_key=True),
    Column("day", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("why", Text),
    Column("code", Text),
    Column("content", Text),
    Column("due", BigInteger, nullable=False),
    Column("done", BigInteger),
    Column("message", BigInteger),
    Column("again", Integer, nullable=False, server_default="0"),
)
Index("deliveries_open", deliveries.c.status, sqlite_where=deliveries.c.status == "sending")
Index("deliveries_due", deliveries.c.due)

# Who has read what came on a date.
readings = Table(
    "readings",
    metadata,
    Column("subscription", ForeignKey("subscriptions.number", ondelete="CASCADE"), primary_key=True),
    Column("day", Text, primary_key=True),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
)
Index("readings_person", readings.c.person)

# A quotation in the list of a chat: `content` is the clipping as JSON, `tags` a line each. `person` and
# `name` are who kept it; empty where they do not want to be named any more.
kept = Table(
    "kept",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("person", BigInteger),
    Column("name", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    sqlite_autoincrement=True,
)
Index("kept_chat", kept.c.chat, kept.c.code)
Index("kept_person", kept.c.person)

# A session of a chat, which goes on until it has an end; and each quotation that was shown in it, as it was,
# with who was shown it and what they had asked.
sessions = Table(
    "sessions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("topic", Text, nullable=False),
    Column("person", BigInteger),
    Column("name", Text, nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("ended", BigInteger),
    sqlite_autoincrement=True,
)
Index("sessions_chat", sessions.c.chat)
used = Table(
    "used",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("session", ForeignKey("sessions.number", ondelete="CASCADE"), nullable=False),
    Column("person", BigInteger),
    Column("name", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
Index("used_session", used.c.session)
Index("used_person", used.c.person)

# A quiz poll, by the number that Telegram gave it, and which option is right; and each person's one answer.
quizzes = Table(
    "quizzes",
    metadata,
    Column("poll", Text, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("correct", Integer, nullable=False),
    Column("asked", BigInteger, nullable=False),
)
Index("quizzes_chat", quizzes.c.chat)
quiz_answers = Table(
    "quiz_answers",
    metadata,
    Column("poll", Text, ForeignKey("quizzes.poll", ondelete="CASCADE"), primary_key=True),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("is_right", Integer, nullable=False),
)
Index("quiz_answers_person", quiz_answers.c.person)
