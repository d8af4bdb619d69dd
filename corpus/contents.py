"""Tables of contents: lines that only say what follows, and are neither headings nor text.

They are seen by their page numbers, or by standing again further on; a single such line is text.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus import headings
from corpus.reading.lines import Line

_FEWEST = 3


def find(lines: Sequence[Line], first: int) -> frozenset[int]:
    """Indices of the lines from `first` on that are tables of contents."""
    names = ["".join(line.text.split()) for line in lines]
    last = {name: at for at, name in enumerate(names)}
    seen: set[str] = set()
    found: set[int] = set()
    run: list[int] = []
    titled = False
    page = 0
    for at in range(first, len(lines)):
        text = lines[at].text
        number = headings.page_number(text)
        again = last[names[at]] > at and names[at] not in seen and lines[at].level is None
        seen.add(names[at])
        begins = headings.is_contents(text)
        if not begins and number is not None and number >= page:
            page = number
        elif begins or not (again and (titled or _is_heading(text))):
            found.update(_table(run, titled=titled))
            run, titled, page = [], begins, 0
            if not begins:
                continue
        run.append(at)
    return frozenset(found.union(_table(run, titled=titled)))


def _is_heading(text: str) -> bool:
    return headings.label(text) is not None or headings.is_unnumbered_heading(text)


def _table(run: Sequence[int], *, titled: bool) -> Sequence[int]:
    return run if len(run) >= _FEWEST else ()
