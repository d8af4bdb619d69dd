"""A sentence that answers in other words than those of the question is quoted all the same."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from retrieval.question import understand
from retrieval.terms import Lexicon
from tests.retrieval.shelf import document, index_of

LIFE = (
    "沈砚秋，字怀远，是镇上的塾师。他教了四十年书，学生遍布三县。沈砚秋喜欢在院里种竹，又爱下棋。"
    "塾馆的屋顶是他亲手盖的，用的是后山的青瓦。他的棋谱由学生抄写，共有六册。"
    "1931年冬，他病逝于邻县的女儿家中。沈砚秋的竹子后来移到了书院，每年春天都要修剪。"
)


def test_a_sentence_may_say_it_in_other_words(tmp_path: Path, cache: Path) -> None:
    """Who 病逝 has 去世."""
    index = index_of(tmp_path, [document("a.txt", LIFE)], cache)
    answered = index.search("沈砚秋在哪一年去世", max_chars=40)
    assert "1931年冬，他病逝" in (*answered.quotations, *answered.near)[0].text


def test_the_word_itself_goes_before_another_for_it(lexicon: Lexicon) -> None:
    """A sentence that has the question's own word is not also one that says it otherwise."""
    (died,) = (one for one in understand("他何时去世", lexicon).paraphrases if "去世" in one.asked)
    assert died.stands_in("他病逝于邻县。")
    assert not died.stands_in("他去世了,病逝于邻县。")
    assert not died.stands_in("他搬到了邻县。")


def test_paraphrases_find_nothing_and_are_not_marked(tmp_path: Path, cache: Path) -> None:
    """They tell the sentences of what was found apart; a text that has only them is not found."""
    index = index_of(tmp_path, [document("a.txt", "船坞旁的老人病逝。"), document("b.txt", LIFE)], cache)
    assert "去世" in index.search("阿根何时去世").missing
    best = index.search("沈砚秋在哪一年去世", max_chars=40).quotations[0]
    assert "病逝" not in {best.text[start:end] for start, end in best.matches}


def test_the_list_of_paraphrases_is_folded_and_says_each_thing_once(lexicon: Lexicon) -> None:
    """So that every line of it has an effect."""
    text = resources.files("retrieval").joinpath("paraphrases.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lexicon.fold("\n".join(lines)) == "\n".join(lines)
    assert len(set(lines)) == len(lines)
    for line in lines:
        left, _, right = line.partition(": ")
        asked, others = left.split(), right.split()
        assert len(set(asked)) == len(asked) > 0
        assert len(set(others)) == len(others)
        assert set(others) - set(asked)
