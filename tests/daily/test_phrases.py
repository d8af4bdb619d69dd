"""What became of days, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.daily import phrases
from bot.daily.schedule import Due
from bot.daily.subscription import Skip, Skipped
from bot.texts import CATALOGUES, ZH, Texts

LATE, BLOCKED, NO_MORE = Skip.LATE, Skip.BLOCKED, Skip.NO_MORE
SAID = ZH.daily


@pytest.mark.parametrize(
    ("whys", "lines"),
    [
        ([], []),
        ([LATE], [SAID.missed_one.format("2026-03-01", ZH.daily_late)]),
        ([LATE] * 3, [SAID.missed_several.format("2026-03-01", "2026-03-03", 3, ZH.daily_late)]),
        ([BLOCKED], [SAID.missed_blocked.format("2026-03-01")]),
        ([NO_MORE, NO_MORE], []),
        (
            [LATE, NO_MORE, BLOCKED],
            [SAID.missed_one.format("2026-03-01", ZH.daily_late), SAID.missed_blocked.format("2026-03-03")],
        ),
    ],
)
def test_missed_days_are_told_in_a_line(whys: Sequence[Skip], lines: list[str]) -> None:
    """What choosing lacked was said on its day, and is not said again."""
    skipped = [Skipped(Due(date(2026, 3, day), 0), why) for day, why in enumerate(whys, 1)]
    assert phrases.missed(skipped, ZH) == lines


@pytest.mark.parametrize("texts", CATALOGUES, ids=lambda texts: texts.language)
def test_every_reason_has_words(texts: Texts) -> None:
    """In every language."""
    assert all(phrases.why(reason, texts) for reason in Skip)
