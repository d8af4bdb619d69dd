"""The short forms of the story; `python -m tests.simulation.daily` tells the long one."""

from __future__ import annotations

from tests.simulation.daily import killed, tell


def test_every_passage_comes_once_and_on_time_though_the_bot_is_killed() -> None:
    """Through changes of clocks, faults, blocks and migrations; twice only what was on its way."""
    outcome = tell(subscribers=150, days=3, kills=4, outages=1, faults=0.01, seed=3)
    assert (outcome.missing, outcome.early, outcome.late) == (0, 0, 0)
    assert outcome.repeated_after_kills <= outcome.in_flight
    assert outcome.repeated - outcome.repeated_after_kills <= outcome.in_silence
    assert outcome.kills == 4


def test_the_pace_is_reached_and_not_exceeded() -> None:
    """Many at one moment take no longer than they must, and who asks meanwhile does not wait."""
    outcome = tell(at_once=600)
    assert (outcome.missing, outcome.early, outcome.repeated) == (0, 0, 0)
    assert outcome.busiest_second <= 30
    assert outcome.virtual_seconds < 600 / 28 + 1
    assert outcome.longest_wait < 1


async def test_a_process_that_is_killed_owes_nothing() -> None:
    """With a real process and a real `kill -9`."""
    outcome = await killed(subscribers=60, kills=2)
    assert outcome.missing == 0
    assert outcome.repeated <= outcome.in_flight
