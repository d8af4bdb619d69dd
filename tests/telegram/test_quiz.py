"""/quiz: polls made from the text, and who answers them best."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp import web

from bot.collection import Collection
from bot.telegram.turns import lane
from bot.texts import ZH
from tests.fake_telegram import FakeTelegram, Message
from tests.fake_telegram.server import Call, Proceed
from tests.telegram.conftest import at_work
from tests.telegram.shelf import Shelf

GROUP = -1001


async def asked(circle: FakeTelegram, words: str = "/quiz") -> Message:
    """A quiz in the group."""
    circle.group(GROUP, 1, words)
    return await circle.reply(timeout=30)


async def scores(circle: FakeTelegram) -> str:
    """What the score board of the group says."""
    circle.group(GROUP, 1, "/quiz scores")
    return (await circle.reply()).text


def right(poll: Message) -> int:
    """The option that is right."""
    return int(poll.json["poll"]["correct_option_ids"][0])


async def test_a_quiz_is_a_poll_with_an_explanation(circle: FakeTelegram) -> None:
    """It is seen who answers; the explanation is the quotation and its citation."""
    about = (await asked(circle)).json["poll"]
    assert about["type"] == "quiz"
    assert not about["is_anonymous"]
    assert 3 <= len(about["options"]) <= 4
    assert "「" in about["explanation"]
    assert "《" in about["explanation"]


async def test_scores_are_kept_by_group(circle: FakeTelegram) -> None:
    """Who has more right stands first; what was answered elsewhere does not count."""
    for voters in ({2: True, 3: False}, {2: True, 3: True}):
        poll = await asked(circle)
        for person, knows in voters.items():
            answer = right(poll)
            circle.vote(person, poll, answer if knows else (answer + 1) % len(poll.json["poll"]["options"]))
    circle.private(3, "/quiz")
    alone = await circle.reply(timeout=30)
    circle.vote(3, alone, right(alone))
    expected = "\n".join(
        [
            ZH.quiz.scores,
            "",
            ZH.quiz.score.format(1, "Reader 2", 2, 2),
            ZH.quiz.score.format(2, "Reader 3", 1, 2),
        ]
    )
    assert await until(circle, expected) == expected


async def until(circle: FakeTelegram, expected: str) -> str:
    """The score board once it is as expected: votes come in turn with nothing else of the chat."""
    for _ in range(50):
        if (said := await scores(circle)) == expected:
            break
    return said


async def test_scores_survive_a_restart(telegram: FakeTelegram, samples: Collection, tmp_path: Path) -> None:
    """Both the answers that were given and the polls that are open."""
    async with at_work(telegram, samples, data_dir=tmp_path):
        poll = await asked(telegram)
    telegram.vote(2, poll, right(poll))
    async with at_work(telegram, samples, data_dir=tmp_path):
        expected = "\n".join([ZH.quiz.scores, "", ZH.quiz.score.format(1, "Reader 2", 1, 1)])
        assert await until(telegram, expected) == expected


async def test_an_answer_counts_once(circle: FakeTelegram) -> None:
    """Telegram may tell it again, and a poll that nobody knows is passed over."""
    poll = await asked(circle)
    for option in (right(poll), right(poll) - 1):
        answer = {
            "poll_id": poll.json["poll"]["id"],
            "user": {"id": 2, "is_bot": False, "first_name": "甲"},
            "option_ids": [option % 4],
            "option_persistent_ids": ["0"],
        }
        circle._tell("poll_answer", answer)
        circle._tell("poll_answer", {**answer, "poll_id": "unknown"})
    expected = "\n".join([ZH.quiz.scores, "", ZH.quiz.score.format(1, "甲", 1, 1)])
    assert await until(circle, expected) == expected


async def test_an_answer_may_come_before_the_poll_is_written_down(circle: FakeTelegram) -> None:
    """Someone is always faster than the line; they wait, and count."""

    async def hasty(call: Call, proceed: Proceed) -> web.StreamResponse:
        response = await proceed()
        if call.method.lower() == "sendpoll":
            poll = Message(list(circle.chats[GROUP].messages.values())[-1])
            circle.vote(2, poll, right(poll))
            await asyncio.sleep(0.3)
        return response

    circle.around = hasty
    await asked(circle)
    expected = "\n".join([ZH.quiz.scores, "", ZH.quiz.score.format(1, "Reader 2", 1, 1)])
    assert await until(circle, expected) == expected


def test_answers_wait_for_nobody_else() -> None:
    """Each person has a lane of their own."""
    answer = {"poll_id": "1", "user": {"id": 5}, "option_ids": [0]}
    assert lane({"update_id": 1, "poll_answer": answer}) == "person 5"


async def test_the_next_one_is_a_button_away(circle: FakeTelegram) -> None:
    """About the same work, where one was named."""
    poll = await asked(circle, "/quiz 读书会章程")
    circle.press(poll, ZH.quiz.more)
    following = await circle.reply(timeout=30)
    assert following.id != poll.id
    assert following.buttons == poll.buttons
    assert "《读书会章程》" in following.json["poll"]["explanation"]
    circle.press(poll, data="qz:999999")
    assert "poll" in (await circle.reply(timeout=30)).json


async def test_who_wants_to_be_forgotten_is(circle: FakeTelegram) -> None:
    """/privacy shows how many answers are kept, and deletes them."""
    poll = await asked(circle)
    circle.vote(2, poll, right(poll))
    await until(circle, "\n".join([ZH.quiz.scores, "", ZH.quiz.score.format(1, "Reader 2", 1, 1)]))
    circle.private(2, "/privacy")
    known = await circle.reply()
    assert ZH.quiz.privacy.format(1, 1) in known.text
    circle.press(known, ZH.forget, user=2)
    assert ZH.privacy_nothing in (await circle.reply()).text
    assert await scores(circle) == ZH.quiz.no_scores


async def test_a_group_that_moves_takes_its_scores_along(circle: FakeTelegram) -> None:
    """As when it becomes a supergroup."""
    poll = await asked(circle)
    circle.vote(2, poll, right(poll))
    expected = "\n".join([ZH.quiz.scores, "", ZH.quiz.score.format(1, "Reader 2", 1, 1)])
    await until(circle, expected)
    circle._hear(circle._chat(GROUP, {}), 1, {"migrate_to_chat_id": -2002}, "zh-hans")
    for _ in range(50):
        circle.group(-2002, 1, "/quiz scores")
        if (said := (await circle.reply()).text) == expected:
            break
    assert said == expected


async def test_what_cannot_be_asked_is_said_so(telegram: FakeTelegram) -> None:
    """No such work, or too little text."""
    async with at_work(telegram, Shelf("短。")):
        telegram.private(1, "/quiz 没有")
        assert (await telegram.reply()).text == ZH.quiz.no_work.format("没有")
        telegram.private(1, "/quiz")
        assert (await telegram.reply()).text == ZH.quiz.too_little
