"""Which words come next: of a course, on a theme, by chance."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.daily.choice import Aim, Chance, Chooser, Course, Lack, Theme
from bot.daily.portions import Place, Portion
from corpus import sentences
from tests.daily.bookcase import Bookcase, Prose


def course(bookcase: Bookcase, aim: Course, *, days: int = 10_000) -> list[Portion]:
    """All portions of a course, day after day."""
    chooser, place, read = Chooser(bookcase), None, []
    for day in range(days):
        portion = chooser.choose(aim, key=str(day), place=place, left=max(days - day, 1))
        if isinstance(portion, Lack):
            assert portion is Lack.FINISHED
            break
        read.append(portion)
        place = portion.place
    return read


def words(bookcase: Bookcase, portion: Portion) -> str:
    found = [(bookcase.passage(piece.code), piece) for piece in portion.pieces]
    return "".join(passage.text[piece.start : piece.end] for passage, piece in found if passage)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 9), st.integers(1, 7), st.integers(60, 3000))
def test_a_course_gives_every_word_once_in_order(count: int, long: int, sections: int, length: int) -> None:
    """Whole sentences, near the length that was wished, numbered 1 to the last."""
    texts = Prose().passages(count, long, sections)
    bookcase = Bookcase(书=texts)
    read = course(bookcase, Course("书", length))
    assert "".join(words(bookcase, portion) for portion in read) == "".join(text for _, text in texts)
    assert [portion.number for portion in read] == list(range(1, len(read) + 1))
    assert {portion.total for portion in read} == {len(read)}
    assert [portion.is_last for portion in read] == [False] * (len(read) - 1) + [True]
    for portion in read:
        for piece in portion.pieces:
            passage = bookcase.passage(piece.code)
            assert passage is not None
            spans = sentences(passage.text)
            assert piece.start in {start for start, _ in spans}
            assert piece.end in {end for _, end in spans}
        assert len(words(bookcase, portion)) <= max(1.5 * length, length + 60)


@settings(max_examples=40, deadline=None)
@given(st.integers(20, 60), st.integers(1, 6), st.integers(1, 20))
def test_a_course_is_finished_by_its_date(count: int, long: int, days: int) -> None:
    """The last day has the last words, and no day much more than another, if a message can hold it."""
    bookcase = Bookcase(书=Prose().passages(count, long, 1))
    every = sum(len(text) for _, text in Prose().passages(count, long))
    read = course(bookcase, Course("书", until=date(2026, 12, 30)), days=days)
    if every / days < 2000 and count / days < 20 and count * long > 2 * days:
        assert len(read) == days and read[-1].is_last
        assert max(len(words(bookcase, portion)) for portion in read) < 2 * every / days + 240


def test_a_course_stops_where_a_section_ends_if_that_is_near() -> None:
    """Rather than a few words into the next."""
    texts = [(f"第 {n // 5} 章", "每天读一点书，日子就会慢慢地变得不同。" * 5 + str(n)) for n in range(10)]
    read = course(Bookcase(书=texts), Course("书", 600))
    assert [len(portion.pieces) for portion in read] == [5, 5]


def changed(place: Place | None, *texts: str) -> str:
    """The beginning of what comes after a place, in a work that was changed to these texts."""
    bookcase = Bookcase(书=[("一", f"{text}。") for text in texts])
    portion = Chooser(bookcase).choose(Course("书", 60), key="", place=place)
    return words(bookcase, portion)[:2] if isinstance(portion, Portion) else portion.name


def test_a_course_keeps_its_place_while_the_work_changes() -> None:
    """By the passage read last, by the next, by where it stood."""
    a, b, c, d = ("甲" * 59, "乙" * 59, "丙" * 59, "丁" * 59)
    bookcase = Bookcase(书=[("一", f"{text}。") for text in (a, b, c, d)])
    first = Chooser(bookcase).choose(Course("书", 60), key="")
    assert isinstance(first, Portion)
    second = Chooser(bookcase).choose(Course("书", 60), key="", place=first.place)
    assert isinstance(second, Portion)
    place = second.place
    assert changed(place, a, b, c, d) == "丙丙"
    assert changed(place, a, b, "新" * 40, c, d) == "新新"
    assert changed(place, "序" * 200, a, b, c, d) == "丙丙"
    assert changed(place, a, "改" * 59, c, d) == "丙丙"
    assert changed(place, a, b, d) == "丁丁"
    assert changed(place, a, "改" * 59, "变" * 59, d) == "变变"
    assert changed(place, a, b) == "FINISHED"


def give(bookcase: Bookcase, aim: Aim, days: int) -> list[str]:
    """The codes that come day after day; what is lacking by its name."""
    chooser, had = Chooser(bookcase), list[str]()
    for day in range(days):
        chosen = chooser.choose(aim, key=f"1 {day}", given=had)
        had.append(chosen.name if isinstance(chosen, Lack) else chosen.pieces[0].code)
    return had


def test_a_theme_gives_the_best_first_and_none_twice() -> None:
    """When nothing is left that answers, it says so; what is added later joins."""
    bookcase = Bookcase(书=Prose().passages(40))
    asked = bookcase.ask("第3", limit=50).quotations
    had = give(bookcase, Theme("第3"), 12)
    assert had == [*(one.citation.code for one in asked), "NO_MORE"]
    bookcase.put(书=Prose().passages(40), 新=[("一", "第3部新书。")])
    chosen = Chooser(bookcase).choose(Theme("第3"), key="", given=had)
    assert isinstance(chosen, Portion)
    assert chosen.pieces[0].code.startswith("新")


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 30), st.integers(1, 30))
def test_chance_repeats_nothing_until_all_were_seen(one: int, other: int) -> None:
    """Then everything comes a second time before anything comes a third."""
    bookcase = Bookcase(
        甲=Prose().passages(one, 2), 乙=[(s, t + "好。") for s, t in Prose(100).passages(other, 2)]
    )
    had = give(bookcase, Chance(), 2 * (one + other))
    assert set(Counter(had[: one + other]).values()) == {1}
    assert set(Counter(had).values()) == {2}


def test_chance_does_not_let_a_large_work_drown_a_small_one() -> None:
    """A work of a hundredth of the passages has a tenth of the weight."""
    bookcase = Bookcase(
        大=Prose().passages(900, 2), 小=[(s, t + "好。") for s, t in Prose(5000).passages(9, 2)]
    )
    first = [give(bookcase, Chance(), 1)[0]]
    chooser = Chooser(bookcase)
    for key in range(2000):
        chosen = chooser.choose(Chance(), key=str(key))
        assert isinstance(chosen, Portion)
        first.append(chosen.pieces[0].code)
    assert 120 < sum(code.startswith("小") for code in first) < 250


def test_chance_passes_over_what_is_short_or_broken() -> None:
    """Headings, half sentences and beginnings amid one."""
    good = "读书会每两周聚一次，大家轮流推荐书，推荐的人先讲三分钟，然后再请别人来问。"
    bookcase = Bookcase(
        书=[("一", text) for text in ("短。", good.rstrip("。") + "，", "，" + good, good, "长" * 300 + "。")]
    )
    assert len(set(give(bookcase, Chance(), 5))) == 1


def test_the_same_day_has_the_same_choice() -> None:
    """However often it is made, so that what is foretold comes."""
    bookcase = Bookcase(书=Prose().passages(50, 2))
    assert give(bookcase, Chance(), 20) == give(bookcase, Chance(), 20)


@pytest.mark.parametrize(
    ("aim", "lack"),
    [(Chance(), Lack.NO_TEXT), (Theme("何"), Lack.NO_MORE), (Course("书"), Lack.NO_WORK)],
)
def test_an_empty_collection_lacks(aim: Aim, lack: Lack) -> None:
    """It says what is missing."""
    assert Chooser(Bookcase()).choose(aim, key="") is lack
