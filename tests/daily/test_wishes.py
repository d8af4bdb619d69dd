"""What people write behind /daily, and the zones that they name or send."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily.schedule import EVERY_DAY, WEEKDAYS
from bot.daily.wishes import Wish, understood
from bot.daily.zones import zone_named, zone_near

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("07:30", Wish(at=time(7, 30))),
        ("7：30 东京", Wish(at=time(7, 30), zone="Asia/Tokyo")),
        ("7:30pm New York weekdays", Wish(at=time(19, 30), zone="America/New_York", days=WEEKDAYS)),
        ("每天 12:00am", Wish(at=time(0), days=EVERY_DAY)),
        ("《礼记》 每次600字 周一三五", Wish(work="礼记", length=600, days=frozenset({0, 2, 4}))),
        ("《礼记》，5分钟", Wish(work="礼记", length=1500)),
        ("《礼记》 30日读完", Wish(work="礼记", until=date(2026, 11, 30))),
        ("《礼记》 12月5日前", Wish(work="礼记", until=date(2026, 12, 5))),
        ("《x》 by the 20th", Wish(work="x", until=date(2026, 12, 20))),
        ("by 2027-01-31", Wish(until=date(2027, 1, 31))),
        ("《x》 finish by the 30th", Wish(work="x", until=date(2026, 11, 30))),
        ("《x》 到30日读完", Wish(work="x", until=date(2026, 11, 30))),
        ("08:00 随机", Wish(at=time(8), chance=True)),
        ("补0小时", Wish(window=3600)),
        ("关于 怎样请假", Wish(theme="怎样请假")),
        ("mon,wed 08:00 about leave days", Wish(at=time(8), days=frozenset({0, 2}), theme="leave days")),
        ("补3小时", Wish(window=10800)),
        ("25:00", Wish(unclear="25:00")),
        ("火星 08:00", Wish(at=time(8), unclear="火星")),
    ],
)
def test_wishes_are_understood(words: str, wish: Wish) -> None:
    """In any order, in three languages; what is not understood is named."""
    assert understood(words, TODAY) == wish


@given(st.text(max_size=60))
def test_nothing_that_is_written_breaks_it(words: str) -> None:
    """Whatever comes behind the command."""
    understood(words, TODAY)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("上海", "Asia/Shanghai"),
        ("臺北", "Asia/Taipei"),
        ("伦敦", "Europe/London"),
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("los angeles", "America/Los_Angeles"),
        ("san francisco", "America/Los_Angeles"),
        ("月球", None),
    ],
)
def test_zones_by_name(words: str, zone: str | None) -> None:
    """Cities in Chinese and English, and the names of the database."""
    assert zone_named(words) == zone


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (31.2, 121.5, "Asia/Shanghai"),
        (43.8, 87.6, "Asia/Shanghai"),
        (48.85, 2.35, "Europe/Paris"),
        (40.7, -74.0, "America/New_York"),
        (-33.9, 151.2, "Australia/Sydney"),
    ],
)
def test_zones_by_place(latitude: float, longitude: float, zone: str) -> None:
    """The nearest chief city; in the west of China by the clocks on its walls."""
    assert zone_near(latitude, longitude) == zone
