"""Passages are runs of whole sentences inside one section, with codes that last."""

from __future__ import annotations

from corpus.passages import LONGEST
from tests.corpus.reader import passage, work

SENTENCES = [f"第{n}天我们去了河边，带回来{n}条鱼和一筐水草。" for n in "一二三四五六七八九十"]
BODY = "".join(SENTENCES)
OTHER = BODY.replace("河", "山").replace("鱼", "菌子")


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    """Pieces are about equally long and end where sentences end."""
    of = work("日记\n" + BODY * 5)
    pieces = [of.text[one.start : one.end] for one in of.passages]
    assert len(pieces) > 2
    assert all(piece.endswith("。") and len(piece) <= LONGEST for piece in pieces)
    assert min(map(len, pieces)) * 2 > max(map(len, pieces))


def test_a_sentence_longer_than_a_passage_is_cut_after_a_clause() -> None:
    """There is no passage beyond the limit, whatever the sentence."""
    of = work("日记\n" + "走过一座桥，" * 200 + "到了。" + "桥" * 1000)
    assert all(one.end - one.start <= LONGEST for one in of.passages)
    assert of.text[of.passages[0].start : of.passages[0].end].endswith("，")


def test_short_paragraphs_join_their_neighbours() -> None:
    """The items of a list are found together, and their passage begins where the first does."""
    of = work(f"清单\n{BODY[:190]}。\n{OTHER}\n要带的东西：\n网；\n桶；\n绳子。")
    found = passage(of, "绳子")
    assert of.text[found.start : found.end] == f"{OTHER}\n要带的东西：\n网；\n桶；\n绳子。"
    assert found.paragraph == 3


def test_a_passage_knows_the_paragraph_it_begins_in() -> None:
    """Paragraphs count from one, with the title line."""
    of = work(f"日记\n{BODY}\n{BODY}改")
    assert passage(of, "改").paragraph == 3


def test_codes_survive_edits_elsewhere() -> None:
    """Paragraphs before and after may change; the passage keeps its code until its own text changes."""
    before = work(f"日记\n一、早上\n{BODY}\n二、晚上\n{OTHER}")
    after = work(f"日记\n序言先说一句。\n一、清早\n{BODY}\n多了一段。{OTHER[:150]}\n二、晚上\n{OTHER}")
    assert {one.code for one in before.passages} <= {one.code for one in after.passages}
    changed = work(f"日记\n一、早上\n{BODY.replace('河边', '湖边')}\n二、晚上\n{OTHER}")
    assert len({one.code for one in before.passages} - {one.code for one in changed.passages}) == 1


def test_codes_depend_on_the_title() -> None:
    """The same words in another work are another passage."""
    assert work(f"日记\n{BODY}").passages[0].code != work(f"周记\n{BODY}").passages[0].code


def test_codes_do_not_depend_on_the_file_or_its_form() -> None:
    """Renamed, re-encoded, indented or with other line ends: the text is the same, and so are its codes."""
    plain = f"日记\n{BODY}\n{OTHER}"
    codes = {one.code for one in work(plain, "a.txt").passages}
    assert {one.code for one in work(plain.replace("\n", "\r\n　　"), "b/c.txt").passages} == codes


def test_equal_passages_have_different_codes() -> None:
    """A refrain is two places."""
    of = work(f"歌\n一、头一遍\n{BODY}\n二、第二遍\n{BODY}")
    assert len({one.code for one in of.passages}) == len(of.passages) == 2
