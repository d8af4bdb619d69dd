"""Lines that stand out are headings where the whole document agrees."""

from __future__ import annotations

from corpus.reading.styles import Look, levels

BODY = "水渠修好以后，每户轮值七天，轮到谁，谁就把闸门的钥匙挂在自己家里。"


def text(count: int = 1) -> list[Look]:
    """Paragraphs of ordinary text."""
    return [Look(BODY, 12)] * count


def test_larger_and_bold_lines_are_headings() -> None:
    """The title has the first level to itself, and a larger heading encloses a smaller one."""
    looks = [
        *(Look("修渠记", 22, True), Look("开工", 16, True), Look("人手", 12, True), *text(3)),
        *(Look("石料", 12, True), *text(3), Look("收工", 16, True), *text(3)),
    ]
    found = levels(looks)
    assert [level for level in found if level] == [1, 2, 3, 3, 2]


def test_families_of_numbers_part_lines_of_one_look() -> None:
    """一、 and （一） of the same look are two levels."""
    looks = []
    for label in ("一、开工", "（一）人手", "（二）石料", "二、收工"):
        looks += [Look(label, 12, True), *text(2)]
    assert [level for level in levels(looks) if level] == [2, 3, 3, 2]


def test_a_look_that_leaves_out_the_outer_numbers_is_not_trusted() -> None:
    """Where only （一） is bold and 一、 is not, the numbers say more than the look."""
    looks = []
    for label, bold in (("一、开工", False), ("（一）人手", True), ("（二）石料", True), ("二、收工", False)):
        looks += [Look(label, 12, bold), *text(2)]
    assert set(levels(looks)) == {None}


def test_bold_text_is_no_heading() -> None:
    """Where much is bold, or what is bold is a sentence, nothing is a heading."""
    assert set(levels([Look("短行", 12, True), Look("短句", 12, True), *text(1)])) == {None}
    assert set(levels([*text(4), Look("请注意：", 12, True), Look(BODY, 12, True), *text(4)])) == {None}


def test_named_levels_win_and_make_room_for_the_title() -> None:
    """What the format calls headings are the headings, one level below a title that it does not name."""
    looks = [Look("修渠记", 22, True), Look("开工", 14, named=1), *text(2), Look("加粗", 12, True)]
    looks += [*text(2), Look("收工", 14, named=1), *text(2)]
    assert [level for level in levels(looks) if level] == [1, 2, 2]


def test_nothing_is_nothing() -> None:
    """A document without lines has no levels."""
    assert levels([]) == []


def test_bold_lines_may_enclose_articles() -> None:
    """Headings without a number stand above 第一条, but not above a 第一章 that looks like text."""
    bold = Look("总则", 12, True)
    for label, level in (("第一条 书属于全村", 2), ("第一章 借书", None), ("一、借书", 2)):
        assert levels([*text(2), bold, Look(label, 12), *text(4)])[2] == level
    assert set(levels([*text(2), Look("一、借书", 12), bold, *text(4)])) == {None}


def test_tables_do_not_make_the_text_large() -> None:
    """Lines whose size is not known say nothing about the size of the text."""
    assert set(levels([Look("甲 | 乙 | 丙 | 丁" * 3)] * 9 + [Look("短行", 12), *text(2)])) == {None}
