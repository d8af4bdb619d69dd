"""The short form of the story; `python -m tests.simulation.inbox` tells the long one."""

from __future__ import annotations

from tests.simulation.inbox import simulate


async def test_every_question_is_answered_though_the_process_is_killed() -> None:
    """None is missing, none is left over, order holds; twice only what was on its way."""
    outcome = await simulate(questions=300, chats=40, kills=2, patience=60)
    assert (outcome.missing, outcome.left_over, outcome.out_of_order) == (0, 0, 0)
    assert outcome.repeated <= outcome.excused
