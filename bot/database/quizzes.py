"""Quiz polls, and who answered them how: a person's first answer to a poll is the one that counts.

Polls that are a year old are forgotten with their answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from bot.database.database import Database
from bot.database.tables import quiz_answers, quizzes

_KEPT = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Score:
    """A person's name (of several, one), how many answers of theirs were right, and how many there are."""

    name: str
    right: int
    answers: int


class Quizzes:
    """The polls and their scores."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def add(self, poll: str, chat: int, correct: int) -> None:
        """Remember which option of a poll is right."""
        now = int(self._now())
        async with self._database.writing() as connection:
            await connection.execute(delete(quizzes).where(quizzes.c.asked < now - _KEPT))
            await connection.execute(
                self._database.insert(quizzes)
                .values(poll=poll, chat=chat, correct=correct, asked=now)
                .on_conflict_do_nothing()
            )

    async def answer(self, poll: str, person: int, name: str, chosen: int) -> bool:
        """Keep a person's answer, if it is the first; False for a poll that is not known."""
        async with self._database.writing() as connection:
            found = await connection.execute(select(quizzes.c.correct).where(quizzes.c.poll == poll))
            correct = found.scalar_one_or_none()
            if correct is None:
                return False
            answered = {"poll": poll, "person": person, "name": name, "is_right": int(chosen == correct)}
            await connection.execute(
                self._database.insert(quiz_answers).values(**answered).on_conflict_do_nothing()
            )
        return True

    async def scores(self, chat: int, most: int) -> list[Score]:
        """The best of a chat: by right answers, and with as many by fewer answers."""
        right, answers = func.sum(quiz_answers.c.is_right), func.count()
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(func.max(quiz_answers.c.name), right, answers)
                .join(quizzes, quizzes.c.poll == quiz_answers.c.poll)
                .where(quizzes.c.chat == chat)
                .group_by(quiz_answers.c.person)
                .order_by(right.desc(), answers, quiz_answers.c.person)
                .limit(most)
            )
            return [Score(*row) for row in found]

    async def of(self, person: int) -> Score:
        """All answers of a person, in whatever chats."""
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(
                    func.coalesce(func.max(quiz_answers.c.name), ""),
                    func.coalesce(func.sum(quiz_answers.c.is_right), 0),
                    func.count(),
                ).where(quiz_answers.c.person == person)
            )
            return Score(*found.one())

    async def forget(self, person: int) -> None:
        """Drop all answers of a person."""
        async with self._database.writing() as connection:
            await connection.execute(delete(quiz_answers).where(quiz_answers.c.person == person))

    async def move(self, chat: int, to: int) -> None:
        """A group has become another chat: its polls go along."""
        async with self._database.writing() as connection:
            await connection.execute(update(quizzes).where(quizzes.c.chat == chat).values(chat=to))
