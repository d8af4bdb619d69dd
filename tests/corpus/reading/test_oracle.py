"""The works that every format has to give again are themselves what the plain forms give."""

from __future__ import annotations

import pytest

from tests.corpus.reading import oracle


@pytest.mark.parametrize("name", oracle.WORKS)
def test_plain_text_gives_the_work(name: str) -> None:
    """Every other format is held against this."""
    assert oracle.shape(oracle.text(name), f"{name}.txt") == oracle.expected(name)


@pytest.mark.parametrize("name", oracle.WORKS)
def test_markdown_gives_the_work(name: str) -> None:
    """Marked headings and unmarked articles make the same outline."""
    assert oracle.shape(oracle.markdown(name), f"{name}.md") == oracle.expected(name)
