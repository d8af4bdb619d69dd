"""The user's own words and synonyms are read line by line, and hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Index, Vocabulary, VocabularyWrong, update
from tests.retrieval.shelf import document, index_of

TEXT = "支部每月开一次全体党员大会。三会一课由组织委员记录。镇里的代表在秋天开会。"


def test_both_files_may_be_missing(tmp_path: Path) -> None:
    """Then there is nothing of one's own."""
    assert Vocabulary.read(tmp_path) == Vocabulary()


def test_a_rule_stands_on_a_line(tmp_path: Path) -> None:
    """Blank lines and remarks are none."""
    (tmp_path / "words.txt").write_text("\ufeff# 我们的词\n三会一课\n\n一岗双责  # 党建\n三会一课\n", "utf-8")
    (tmp_path / "synonyms.txt").write_text("党员大会 = 全体会 ＝ 大会\r\n", "utf-8")
    assert Vocabulary.read(tmp_path) == Vocabulary(
        ("一岗双责", "三会一课"), (("党员大会", "全体会", "大会"),)
    )


@pytest.mark.parametrize(
    ("name", "data", "line", "said"),
    [
        ("synonyms.txt", "甲 = 乙\n甲\n".encode(), 2, "至少两个"),
        ("synonyms.txt", "甲 = = 乙\n".encode(), 1, "没有词"),
        ("words.txt", "好\n——\n".encode(), 2, "没有文字"),
        ("words.txt", ("长" * 41).encode(), 1, "太长"),
        ("words.txt", "好\n好\n\u597d".encode("gb18030"), 1, "UTF-8"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, name: str, data: bytes, line: int, said: str) -> None:
    """With its number and the remedy."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(VocabularyWrong, match=rf"{name} 第 {line} 行：.*{said}") as raised:
        Vocabulary.read(tmp_path)
    assert raised.value.line == line


@pytest.mark.parametrize("words", [(), ("三会一课",)])
def test_a_term_is_found_whether_a_dictionary_names_it_or_not(
    tmp_path: Path, cache: Path, words: tuple[str, ...]
) -> None:
    """And not torn apart when one does."""
    update(tmp_path, cache=cache, add=[document("a.txt", TEXT)], words=words)
    index = Index.open(tmp_path, cache=cache)
    answer = index.search("三会一课谁记录", max_chars=30)
    assert answer.found
    assert "三会一课由组织委员记录。" in answer.quotations[0].text
    terms = {term.text for term in index.explain("三会一课谁记录").terms if term.kind == "word"}
    assert ("三会一课" in terms) == bool(words)


def test_a_synonym_stands_for_the_word(tmp_path: Path, cache: Path) -> None:
    """It is found, marked, and the word of the question is not missing."""
    question = "全员集会多久一次"
    assert "集会" in index_of(tmp_path, [document("a.txt", TEXT)], cache).search(question).missing
    index = Index.open(tmp_path, cache=cache, synonyms=[("全体党员大会", "全员集会")])
    answer = index.search(question, max_chars=20)
    assert answer.found
    best = answer.quotations[0]
    assert best.text == "支部每月开一次全体党员大会。"
    assert any("全体党员大会" in best.text[start:end] for start, end in best.matches)
    assert not {"全员", "集会"} & set(answer.missing)


def test_a_rule_is_added_and_struck_out(tmp_path: Path) -> None:
    """In the file where it belongs, once, and nothing else in that file changes."""
    (tmp_path / "synonyms.txt").write_text("# 我们的\n滞纳金 = 逾期不还", "utf-8")
    assert Vocabulary.add(tmp_path, " 退款＝ 退费 ") == "退款 = 退费"
    assert Vocabulary.add(tmp_path, "退款 = 退费") == "退款 = 退费"
    assert Vocabulary.add(tmp_path, "三会一课") == "三会一课"
    assert (tmp_path / "synonyms.txt").read_text("utf-8") == "# 我们的\n滞纳金 = 逾期不还\n退款 = 退费\n"
    assert (tmp_path / "words.txt").read_text("utf-8") == "三会一课\n"
    assert Vocabulary.drop(tmp_path, "退款 = 退费")
    assert not Vocabulary.drop(tmp_path, "退款 = 退费")
    assert (tmp_path / "synonyms.txt").read_text("utf-8") == "# 我们的\n滞纳金 = 逾期不还\n"


@pytest.mark.parametrize("line", ["退款 =", "= 退款", "", "——", "退款 = 退款", "# 退款 = 退费", "长" * 41])
def test_a_bad_rule_is_not_added(tmp_path: Path, line: str) -> None:
    """For the reason for which it would not be read."""
    with pytest.raises(VocabularyWrong):
        Vocabulary.add(tmp_path, line)
    assert not list(tmp_path.iterdir())


def test_nothing_is_added_to_what_cannot_be_read(tmp_path: Path) -> None:
    """It stays as it is, for its owner to look at."""
    (tmp_path / "words.txt").write_bytes("好\n".encode("gb18030"))
    with pytest.raises(VocabularyWrong, match="UTF-8"):
        Vocabulary.add(tmp_path, "三会一课")
    assert (tmp_path / "words.txt").read_bytes() == "好\n".encode("gb18030")
