"""Clippings made by hand, and what people might put into them."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.notebook.clippings import Clipping
from bot.notebook.entries import Kept
from retrieval import Citation

HOSTILE = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from("=+-@＝\t\r\n\"',;|*_`#>[]()<>&\\{}~0.1）“”《》\u202e\x00\x0b\ud800\U0002070e"),
    min_size=1,
    max_size=60,
)
"""Any text at all, and all that some format gives a meaning to."""


def clipping(
    text: str = "主持人由会员轮流担任。",
    *,
    work: str = "读书会章程",
    section: tuple[str, ...] = ("第五章 领读与记录", "第二十八条"),
    code: str = "7jxztcsfox",
    start: int = 0,
    page: int | None = None,
    author: str | None = None,
    date: str | None = None,
) -> Clipping:
    """One with its place."""
    citation = Citation(work, section, f"{work}.txt", 46, page, code)
    return Clipping(text, citation, start, start + len(text), author, date)


def kept(number: int, given: Clipping, *, tags: tuple[str, ...] = (), note: str = "", at: int = 0) -> Kept:
    """One that somebody kept."""
    return Kept(number, 1, 7, "李老师", given, tags, note, at)
