"""Lists of kept quotations in the database, and what becomes of what was kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from bot.collection import Collection
from bot.database import Database
from bot.database import kept as kept_module
from bot.database.kept import KeptLists
from bot.notebook.clippings import Clipping, State, clipped, cut, mark_of, packed, state, unpacked
from bot.notebook.entries import LONGEST_NOTE, MOST_TAGS, matching
from tests.notebook.clippings import HOSTILE, clipping, kept

GROUP, READER, OTHER = -100, 7, 8
RULES = "临江读书会章程\n\n第一条 读书会每周三晚上聚一次。逾期不来的，由主持人打电话问一问。\n"


@pytest.fixture
def lists(database: Database) -> KeptLists:
    return KeptLists(database, now=lambda: 1_700_000_000)


async def test_what_is_kept_is_in_the_list_as_it_was(lists: KeptLists) -> None:
    """Words, place, author and date; the latest first."""
    one, two = clipping("一句话。", page=3, author="张三", date="2023年"), clipping("又一句。", code="b")
    first, is_new = await lists.add(READER, one, person=READER, name="李老师")
    assert is_new
    await lists.add(READER, two)
    listed = await lists.of(READER)
    assert [entry.clipping for entry in listed] == [two, one]
    assert first == listed[1]
    assert (listed[1].name, listed[1].person, listed[1].at) == ("李老师", READER, 1_700_000_000)


async def test_the_same_words_are_kept_once(lists: KeptLists) -> None:
    """In each list; the first entry is given back."""
    first, _ = await lists.add(READER, clipping())
    again, is_new = await lists.add(READER, replace(clipping(), start=5, end=16))
    assert (again, is_new) == (first, False)
    _, elsewhere = await lists.add(GROUP, clipping())
    assert elsewhere


async def test_a_list_is_full_at_its_bound(lists: KeptLists, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says so rather than forget what was kept before."""
    monkeypatch.setattr(kept_module, "MOST_KEPT", 2)
    for number in range(2):
        await lists.add(READER, clipping(f"第{number}句话。"))
    assert await lists.add(READER, clipping("多出的一句。")) == (None, False)
    assert len(await lists.of(READER)) == 2


async def test_tags_and_notes_are_put_in_place_of_what_there_was(lists: KeptLists) -> None:
    """Within bounds, each tag once; nobody changes another chat's list."""
    entry, _ = await lists.add(READER, clipping())
    assert entry is not None
    await lists.tag(READER, entry.number, ["#青年", "青年", "＃读 书", "", *map(str, range(20))])
    await lists.note(READER, entry.number, "很\n长" * LONGEST_NOTE)
    await lists.note(OTHER, entry.number, "别人的")
    changed = await lists.one(READER, entry.number)
    assert changed is not None
    assert changed.tags[:3] == ("青年", "读书", "0")
    assert len(changed.tags) == MOST_TAGS
    assert changed.note.startswith("很 长很")
    assert len(changed.note) == LONGEST_NOTE
    assert await lists.one(OTHER, entry.number) is None


async def test_removing_takes_one_out_of_its_own_list_only(lists: KeptLists) -> None:
    """The number of another chat's entry does nothing."""
    mine, _ = await lists.add(READER, clipping())
    assert mine is not None
    await lists.remove(OTHER, mine.number)
    assert len(await lists.of(READER)) == 1
    await lists.remove(READER, mine.number)
    assert await lists.of(READER) == []


async def test_forgetting_a_person_leaves_the_groups_quotations_without_them(lists: KeptLists) -> None:
    """Their own list goes; in the group's, name and notes of theirs."""
    await lists.add(READER, clipping(), person=READER, name="李老师")
    entry, _ = await lists.add(GROUP, clipping(), person=READER, name="李老师")
    await lists.add(GROUP, clipping("别人收藏的。"), person=OTHER, name="王")
    assert entry is not None
    await lists.note(GROUP, entry.number, "我的想法")
    assert await lists.counts_of(READER) == (1, 1)
    await lists.forget(READER)
    assert await lists.counts_of(READER) == (0, 0)
    assert await lists.of(READER) == []
    assert [(one.name, one.person, one.note) for one in await lists.of(GROUP)] == [
        ("王", OTHER, ""),
        ("", None, ""),
    ]


async def test_a_group_takes_its_list_along(lists: KeptLists) -> None:
    """When Telegram gives it another id."""
    await lists.add(GROUP, clipping())
    await lists.moved(GROUP, -200)
    assert len(await lists.of(-200)) == 1
    assert await lists.of(GROUP) == []


def test_words_and_tags_find_what_was_kept() -> None:
    """In the quotation, its place, the note; in any width and case."""
    one = kept(1, clipping("Ｃｈｕｃｈｕ 是出处。"), tags=("青年",), note="先念")
    two = kept(2, clipping("读书要慢。", work="慢一点读"))
    assert matching([one, two], "chuchu") == [one]
    assert matching([one, two], "慢一点 读书") == [two]
    assert matching([one, two], "#青年 先念") == [one]
    assert matching([one, two], "#青") == []
    assert matching([one, two], "  ") == [one, two]


@given(HOSTILE)
def test_a_clipping_comes_back_from_the_database_as_it_was(text: str) -> None:
    """Character by character, whatever a document holds."""
    given = clipping(text, work=text, author=text)
    stored = packed(given)
    assert stored.isascii()
    assert unpacked(stored) == given


def collection(folder: Path, text: str = RULES) -> Collection:
    made = Collection(folder)
    (folder / "documents" / "章程.txt").write_text(text, encoding="utf-8")
    made.update()
    return made


def first(made: Collection, words: str) -> Clipping:
    return clipped(made, made.ask(words).quotations[0])


def test_what_was_kept_is_known_again_after_indexing_anew(tmp_path: Path) -> None:
    """Also where text was put before it; told apart from what was changed, and from what is gone."""
    made = collection(tmp_path)
    given = first(made, "逾期不来的怎么办？")
    assert state(given, made) is State.STANDS
    made.update(rebuild=True)
    assert state(given, made) is State.STANDS
    made = collection(
        tmp_path, RULES.replace("章程\n", "章程\n\n第零条 先读完这一条，再读别的，不要着急，慢慢来。\n")
    )
    assert state(given, made) is State.STANDS
    made = collection(tmp_path, RULES.replace("打电话问一问", "写信问一问"))
    assert state(given, made) is State.CHANGED
    made = collection(tmp_path, "图书馆规则\n\n第一条 借书不超过三册。\n")
    assert state(given, made) is State.GONE


def test_a_button_finds_its_words_again_by_length_and_mark(tmp_path: Path) -> None:
    """Wherever in the passage they stand; forged ones find nothing."""
    made = collection(tmp_path)
    given = first(made, "逾期不来的怎么办？")
    words = given.text[-12:]
    found = cut(made, given.code, len(words), mark_of(words))
    assert found is not None
    assert found.text == words
    passage = made.passage(given.code)
    assert passage is not None
    assert passage.text[found.start - passage.start : found.end - passage.start] == words
    assert cut(made, given.code, len(words), "00000000") is None
    assert cut(made, "nothing", 3, mark_of("abc")) is None
    whole = cut(made, given.code)
    assert whole is not None
    assert whole.text == passage.text
