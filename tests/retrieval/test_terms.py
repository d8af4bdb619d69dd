"""Terms are jieba's words and pairs of characters, as numbers."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.keys import keys_of
from retrieval.terms import Lexicon


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("读书会", ["读书", "书会"]),
        ("读。书", ["读", "书"]),
        ("c919 首飞", ["c919", "首飞"]),
        ("2023年3月", ["2023", "年", "3", "月"]),
        ("ひらがな", ["ひら", "らが", "がな"]),
        ("naïve café", ["naïve", "café"]),
        ("，。！？“”…—", []),
        ("", []),
    ],
)
def test_grams_are_pairs_of_ideographs_and_whole_runs_of_letters(
    lexicon: Lexicon, text: str, grams: list[str]
) -> None:
    """An ideograph alone is a term of its own; punctuation never is."""
    assert lexicon.grams_in(text) == grams


def test_words_are_jiebas_without_punctuation(lexicon: Lexicon) -> None:
    """Words come in order, numbers and Latin words whole."""
    assert lexicon.words_in("读书会用 python3 读了12.5%的书。") == [
        "读书会", "用", "python3", "读", "了", "12.5%", "的", "书",
    ]  # fmt: skip


def test_the_users_own_words_are_not_torn_apart(cache: Path) -> None:
    """A word that was named is a term; unnamed it may fall apart."""
    assert "两个确立" in Lexicon(cache, ["两个确立"]).words_in("深刻领悟两个确立的决定性意义")


@given(st.lists(st.text(min_size=1), unique=True))
def test_different_terms_have_different_keys(terms: list[str]) -> None:
    """Up to three characters exactly, beyond with a probability of collision of 2⁻⁶³ a pair."""
    terms = [term for term in terms if "\0" not in term]
    assert len(set(keys_of(terms).tolist())) == len(terms)


def test_long_terms_have_the_top_bit_and_short_ones_their_characters() -> None:
    """A term of three characters can be read from its key."""
    short, long = keys_of(["读书会", "读书会员"]).tolist()
    assert short == ord("读") << 42 | ord("书") << 21 | ord("会")
    assert long >> 63 == 1


def test_nothing_is_left_in_the_shared_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """jieba's predictable cache file is neither written nor read, and nothing is logged."""
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "jieba.cache").write_bytes(b"planted by somebody else")
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    assert Lexicon(tmp_path / "cache").words_in("读书会") == ["读书会"]
    assert [path.name for path in shared.iterdir()] == ["jieba.cache"]
    assert capfd.readouterr() == ("", "")


def test_a_cache_that_cannot_be_written_or_read_does_not_matter(tmp_path: Path) -> None:
    """Tables are made anew where the cache is a file, or holds rubbish."""
    (tmp_path / "file").write_text("")
    assert Lexicon(tmp_path / "file").fold("圖") == "图"
    Lexicon(tmp_path / "cache")
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(b"rubbish")
    assert Lexicon(tmp_path / "cache").fold("圖") == "图"


def test_terms_may_be_none(lexicon: Lexicon) -> None:
    """No terms, no keys."""
    assert keys_of([]).dtype == np.uint64
    assert lexicon.words_in("") == []
