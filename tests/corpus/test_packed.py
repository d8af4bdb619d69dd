"""A work that is packed for its way is the same work."""

from __future__ import annotations

import pickle

import pytest

import corpus
from corpus import Passage, Work
from corpus.packed import Packed
from tests.corpus.reader import works

LAW = """
# 村规

引子在前。

## 第一章 总则

第一条 守时。

第二条 守信。

## 第二章 罚则

第三条 罚扫地。
"""


@pytest.mark.parametrize("text", [LAW, "好。", "# 只有题目", "字" * 900, "## [一] \\\n\n𠮷。"])
def test_a_work_comes_out_as_it_went_in(text: str) -> None:
    """Text, paragraphs, outline, passages and hash are equal after the way to another process."""
    for work in corpus.parse(text.encode(), "村规.md").works:
        packed: Work = pickle.loads(pickle.dumps(Packed.of(work)))
        assert packed == work
        assert work == packed
        assert hash(packed) == hash(work)
        assert list(packed.walk()) == list(work.walk())
        assert packed.passages == work.passages
        assert (packed.characters, packed.count_sections()) == (work.characters, work.count_sections())


def test_other_works_are_not_equal() -> None:
    """One character makes another work."""
    (one,), (other,) = works(LAW, "村规.md"), works(LAW.replace("扫地", "扫雪"), "村规.md")
    assert Packed.of(one) != other
    assert Packed.of(one) != "村规"


def test_a_receipt_needs_no_text() -> None:
    """What is left in brief names the work, its length and its outline, and holds no text."""
    document = corpus.parse(LAW.encode(), "村规.md")
    (brief,), (whole,) = corpus.in_brief(document).works, document.works
    assert (brief.title, brief.characters, brief.outline) == (whole.title, len(whole.text), whole.outline)
    assert (brief.text, brief.passages) == ("", ())


def test_a_passage_beyond_its_work_is_refused() -> None:
    """A passage that ends behind the text is an error of the reader, and not stored."""
    work = Work("题", "好。", ((0, 2),), (), (Passage("a", 0, 3, (), 1),))
    with pytest.raises(ValueError, match="《题》"):
        Packed.of(work)
