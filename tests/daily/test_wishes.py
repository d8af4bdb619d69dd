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
        ("早上七点半", Wish(at=time(7, 30))),
        ("每天早上8点", Wish(at=time(8), days=EVERY_DAY)),
        (
            "周一三五 晚上九點一刻 上海",
            Wish(at=time(21, 15), zone="Asia/Shanghai", days=frozenset({0, 2, 4})),
        ),
        ("二十三点零五分", Wish(at=time(23, 5))),
        ("周五八点", Wish(at=time(8), days=frozenset({4}))),
        ("周二十点半", Wish(at=time(10, 30), days=frozenset({1}))),
        ("周一三五晚上十一点", Wish(at=time(23), days=frozenset({0, 2, 4}))),
        ("下午3:20", Wish(at=time(15, 20))),
        ("中午十二点", Wish(at=time(12))),
        ("晚上12点", Wish(at=time(0))),
        ("9pm", Wish(at=time(21))),
        ("7:30 Amsterdam", Wish(at=time(7, 30), zone="Europe/Amsterdam")),
        ("《礼记》8点30日读完", Wish(at=time(8), work="礼记", until=date(2026, 11, 30))),
        ("8点 关于 三点要求", Wish(at=time(8), theme="三点要求")),
        ("25点", Wish(unclear="25点")),
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
