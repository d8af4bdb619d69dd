"""Who asks in everyday words finds what is written in others; what is quoted holds what is written."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from retrieval import Index
from retrieval.question import understand
from retrieval.terms import Lexicon
from tests.retrieval.shelf import document, index_of

LEASE = (
    "租赁期限六个月以上的，应当采用书面形式。未采用书面形式的，视为不定期租赁。",
    "出租人应当履行租赁物的维修义务，但是另有约定的除外。",
    "承租人无正当理由未支付租金的，出租人可以请求其在合理期限内支付。",
    "旅客不交付票款的，承运人可以拒绝运输。",
)


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Index:
    return index_of(tmp_path_factory.mktemp("law"), [document("law.txt", *LEASE, title="租约通则")], cache)


def test_everyday_words_find_what_is_written_otherwise(law: Index) -> None:
    """A landlord is 房东 in a question and 出租人 in a law, and the mark shows which word was meant."""
    answer = law.search("房东不修房子怎么办")
    best = answer.quotations[0]
    assert best.text == LEASE[1]
    assert "出租人" in {best.text[start:end] for start, end in best.matches}
    assert "房东" not in answer.missing


def test_the_reasons_say_how_a_word_is_written(law: Index) -> None:
    """So that nobody looks for 房东 in the text."""
    told = law.explain("房东不修房子怎么办")
    assert ("房东", ("出租人",)) in told.written
    assert "房东（出租人）" in told.passages[0].holds


def test_it_does_not_go_the_other_way(tmp_path: Path, cache: Path) -> None:
    """Who asks for the written word means it."""
    index = index_of(tmp_path, [document("a.txt", "房东养了三只猫。", "院子里有一口井。")], cache)
    assert "出租人" in index.search("出租人养猫").missing


@pytest.mark.parametrize(
    ("question", "meant"), [("钱塘江在哪里", ()), ("赔钱了吗", ("赔钱",)), ("谁赔", ("赔",))]
)
def test_a_single_character_counts_only_as_a_word(
    question: str, meant: tuple[str, ...], lexicon: Lexicon
) -> None:
    """钱 in 钱塘江 is no money."""
    assert tuple(said for said, _ in understand(question, lexicon).synonyms) == meant


def test_the_list_is_folded_and_says_each_thing_once(lexicon: Lexicon) -> None:
    """So that every line of it has an effect."""
    text = resources.files("retrieval").joinpath("everyday.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    said = [one for line in lines for one in line.partition(": ")[0].split()]
    assert lexicon.fold("\n".join(lines)) == "\n".join(lines)
    assert len(set(lines)) == len(lines)
    for line in lines:
        left, _, right = line.partition(": ")
        assert left
        assert set(right.split()) - set(left.split())
    assert len(said) > 300
