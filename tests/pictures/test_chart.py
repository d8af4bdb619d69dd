"""How often a word stands where, as few bars in large type."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.errors import DataError, FontMissing
from bot.pictures.chart import bars_of, chart, charted
from bot.pictures.fonts import Fonts
from bot.texts import ZH
from retrieval import Share, Trace
from tests.pictures.fonts import FONTS, needs_fonts


def trace(*shares: tuple[str, int | None, int]) -> Trace:
    """A word that stands in these works, with their years, so often."""
    works = tuple(Share(work, f"{work}.txt", None, year, count) for work, year, count in shares)
    return Trace("改革", sum(share.count for share in works), works)


def test_years_come_in_their_order() -> None:
    """With those places beside them that have none."""
    bars = bars_of(trace(("丙", 2019, 5), ("甲", 1987, 3), ("乙", 1987, 4), ("丁", None, 2)), "{}", "无年份")
    assert bars is not None
    assert bars.by_year
    assert bars.bars == (("1987", 7), ("2019", 5), ("无年份", 2))


def test_many_years_are_decades() -> None:
    """A phone shows few bars."""
    bars = bars_of(trace(*((f"第{year}号", year, 1) for year in range(1950, 2020))), "{}", "")
    assert bars is not None
    assert [label for label, _ in bars.bars] == [f"{year}–" for year in range(1950, 2020, 10)]


def test_works_come_by_number_and_the_rest_together() -> None:
    """Where years are not known."""
    bars = bars_of(trace(*((f"第{number}篇", None, number) for number in range(1, 15))), "其余 {} 篇", "")
    assert bars is not None
    assert not bars.by_year
    assert bars.bars[0] == ("第14篇", 14)
    assert bars.bars[-1] == ("其余 4 篇", 10)


def test_one_bar_is_no_chart(tmp_path: Path) -> None:
    """Nothing to compare, nothing drawn."""
    assert charted(trace(("甲", None, 3)), ZH, Fonts(tmp_path, []), tmp_path) is None
    assert bars_of(trace(), "{}", "") is None


@needs_fonts
def test_the_chart_fits_a_phone_and_nothing_leaves_it(tmp_path: Path) -> None:
    """Nor do the longest labels."""
    long = [("关于进一步加强读书会建设的若干意见" * 3, None, 9), ("短", None, 123_456), ("第三篇", None, 1)]
    for given in (trace(*long), trace(("甲", 1956, 3), ("乙", 2019, 70))):
        drawn = charted(given, ZH, FONTS, tmp_path)
        assert drawn is not None
        picture = Image.open(BytesIO(drawn)).convert("L")
        assert picture.width == 1080
        assert picture.height <= 1800
        for edge in ((0, 0, 40, picture.height), (picture.width - 20, 0, picture.width, picture.height)):
            assert min(picture.crop(edge).tobytes()) > 200


@needs_fonts
def test_a_dollar_is_a_dollar(tmp_path: Path) -> None:
    """No label is taken for a formula."""
    assert chart("$x^2$ \\frac", "$", [("$a$", 1), ("_b_{", 2)], FONTS, tmp_path)


def test_without_fonts_there_is_a_word_for_it(tmp_path: Path) -> None:
    """As for cards."""
    with pytest.raises(FontMissing):
        charted(trace(("甲", None, 3), ("乙", None, 1)), ZH, Fonts(tmp_path, []), tmp_path)


@needs_fonts
def test_what_goes_wrong_in_the_drawing_process_is_one_sentence(tmp_path: Path) -> None:
    """It names the remedy."""
    (tmp_path / "charts").write_text("in the way", encoding="utf-8")
    (tmp_path / "charts").chmod(0)
    try:
        chart("改革", "按篇", [("甲", 1), ("乙", -(10**400))], FONTS, tmp_path)
    except DataError as error:
        assert "请" in str(error)
    else:
        pytest.fail("a number beyond all bounds was drawn")
