"""/quiz: questions made from the text as quiz polls, and who answers them best.

Telegram tells an answer by the poll's number alone: it is remembered which chat and which option belong to
it. An answer may come before that is written down, and then waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardMarkup, Poll

from bot.answering import Answering
from bot.database.quizzes import Quizzes
from bot.quiz.questions import Questioner
from bot.quiz.wording import Worded, worded
from bot.telegram.citations import short
from bot.telegram.entities import Marked
from bot.telegram.reply import Reply, button, reply
from bot.telegram.room import Command, Press, Room
from bot.telegram.visit import Visit
from bot.texts import Texts

QUIZ = "qz"
"""What a button does: asks another question, about the same work if it was about one."""

SCORES = ("scores", "score", "榜", "成绩", "成績")
_MOST_SCORES = 20
_TRIES = 5
_PATIENCE = 60.0


class Quizzing(Room):
    """The room where the bot asks."""

    def __init__(self, answering: Answering, quizzes: Quizzes) -> None:
        self._answering = answering
        self._quizzes = quizzes
        self._questioner = Questioner(answering)
        self._sending = 0
        self._sent = asyncio.Condition()

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"quiz": self.command}

    @property
    def buttons(self) -> Mapping[str, Press]:
        return {QUIZ: self.more}

    async def command(self, visit: Visit) -> None:
        """/quiz, /quiz TITLE, or /quiz scores."""
        if visit.words.lower() in SCORES:
            await visit.say(await self._scores(visit))
            return
        numbers: Sequence[int] | None = None
        if visit.words:
            numbers = await asyncio.to_thread(lambda: self._answering.contents.named(visit.words))
            if not numbers:
                await visit.say(Reply(visit.texts.quiz.no_work.format(short(visit.words))))
                return
        await self._ask(visit, numbers)

    async def more(self, visit: Visit, number: str = "") -> None:
        """A button: another question."""
        await visit.acknowledge()
        works = await asyncio.to_thread(lambda: len(self._answering.contents.works))
        known = number.isdecimal() and len(number) < 7 and int(number) < works
        await self._ask(visit, [int(number)] if known else None)

    async def notices(self, visit: Visit) -> None:
        """Somebody answered a poll."""
        answer = visit.update.poll_answer
        if answer is None or answer.user is None or not answer.option_ids:
            return
        told = (answer.poll_id, answer.user.id, answer.user.full_name, answer.option_ids[0])
        if await self._quizzes.answer(*told):
            return
        async with asyncio.timeout(_PATIENCE), self._sent:
            await self._sent.wait_for(lambda: not self._sending)
        await self._quizzes.answer(*told)

    async def moved(self, chat: int, to: int) -> None:
        """A group has become another chat."""
        await self._quizzes.move(chat, to)

    async def known(self, visit: Visit) -> list[str]:
        """How many answers are kept."""
        score = await self._quizzes.of(visit.person.id)
        return [visit.texts.quiz.privacy.format(score.answers, score.right)] if score.answers else []

    async def forget(self, visit: Visit) -> None:
        """Drop them."""
        await self._quizzes.forget(visit.person.id)

    async def _ask(self, visit: Visit, works: Sequence[int] | None) -> None:
        made = await asyncio.to_thread(self._made, works, visit.texts)
        if made is None:
            await visit.say(Reply(visit.texts.quiz.too_little))
            return
        number = works[0] if works and len(works) == 1 else ""
        below = reply(Marked(""), [button(visit.texts.quiz.more, QUIZ, number)]).keyboard
        assert isinstance(below, InlineKeyboardMarkup)
        self._sending += 1
        try:
            sent = await visit.bot.send_poll(
                visit.chat,
                made.question,
                made.options,
                is_anonymous=False,
                type=Poll.QUIZ,
                correct_option_ids=[made.right],  # type: ignore[list-item]  # there are four
                explanation=made.explanation,
                reply_markup=below,
                message_thread_id=visit.topic,
                protect_content=True,  # forwarded, strangers' answers would count here
            )
            if sent.poll is not None:
                await self._quizzes.add(sent.poll.id, visit.chat, made.right)
        finally:
            self._sending -= 1
            async with self._sent:
                self._sent.notify_all()

    def _made(self, works: Sequence[int] | None, texts: Texts) -> Worded | None:
        for _ in range(_TRIES):
            question = self._questioner.question(works)
            if question is None:
                return None
            if made := worded(question, texts):
                return made
        return None

    async def _scores(self, visit: Visit) -> Reply:
        said = visit.texts.quiz
        scores = await self._quizzes.scores(visit.chat, _MOST_SCORES)
        if not scores:
            return Reply(said.no_scores)
        lines = [
            said.score.format(place, short(score.name), score.right, score.answers)
            for place, score in enumerate(scores, 1)
        ]
        return Reply("\n".join([said.scores, "", *lines]))
