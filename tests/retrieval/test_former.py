"""A passage that changed is found again by a signature from which its text cannot be made."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Index, former, update
from tests.retrieval.shelf import READING, RULES, TRADITIONAL, code, document

TEXTS = (READING, RULES, TRADITIONAL)


def test_an_edited_text_is_closest_to_what_it_was() -> None:
    """Words changed, added at the end, and left out."""
    for at, text in enumerate(TEXTS):
        for edited in (text.replace("会", "组"), text + "此外没有别的规定。", text[: len(text) * 2 // 3]):
            now = [edited if number == at else other for number, other in enumerate(TEXTS)]
            assert former.closest(former.signature(text), now) == at


@pytest.mark.parametrize("text", TEXTS)
def test_another_text_is_not_akin(text: str) -> None:
    """Better nothing than something that only happens to be there."""
    others = [other for other in TEXTS if other != text]
    assert former.closest(former.signature(text), others) is None
    assert former.closest(former.signature(text), []) is None


@given(st.text(max_size=50))
def test_every_text_has_a_signature(text: str) -> None:
    """Always the same, of 64 bits."""
    assert former.signature(text) == former.signature(text)
    assert 0 <= former.signature(text) < 1 << 64


def test_a_code_leads_through_several_edits(tmp_path: Path, cache: Path) -> None:
    """What is remembered of a document is passed on, and goes when the document goes."""

    def edit(name: str, *texts: str) -> Index:
        update(tmp_path, cache=cache, add=[document(name, *texts)])
        return Index.open(tmp_path, cache=cache)

    index = edit("春", READING, RULES)
    before = code("春", 1)
    assert index.closest(before) is None
    edit("春", READING)
    index = edit("秋", TRADITIONAL)
    assert index.closest(before) is None
    for texts in ((RULES + "另行通知。",), (READING, RULES.replace("一百", "两百"))):
        index = edit("春", *texts)
    assert index.passage(before) is not None
    edit("春", RULES.replace("一百", "两百"))
    closest = Index.open(tmp_path, cache=cache).closest(before)
    assert closest is not None
    assert "两百" in closest.text
    update(tmp_path, cache=cache, remove=["春"])
    assert Index.open(tmp_path, cache=cache).closest(before) is None
