"""Tables of contents: lines that only say what follows, and are neither headings nor text.

They are seen by their page numbers, or by standing again further on; a single such line is text. What they
name are headings, whatever else speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus import headings
from corpus.headings import Family
from corpus.reading.lines import Line

_FEWEST = 3
_LONGEST = 120
_PAGE_ENDS = frozenset("0123456789IVXivx）)")
_PAGE = re.compile(r"[.．·…\-—/／（(]*(?:[0-9]{1,4}|[IVXivx]{1,6})[）)]?$")


def find(lines: Sequence[Line], first: int) -> Mapping[int, str]:
    """The lines from `first` on that are tables of contents, with what each names, without white space."""
    names = [squeezed(line.text) if len(line.text) <= _LONGEST else "" for line in lines]
    last = {name: at for at, name in enumerate(names) if name}
    seen: set[str] = set()
    found: dict[int, str] = {}
    run: dict[int, str] = {}
    titled = False
    page = 0
    for at in range(first, len(lines)):
        text = lines[at].text
        number = headings.page_number(text)
        bare = _bare(names[at])
        named = next((name for name in (names[at], bare) if last.get(name, -1) > at), None)
        again = named is not None and named not in seen and lines[at].level is None
        seen.add(names[at])
        begins = headings.is_contents(text)
        if not begins and number is not None and number >= page:
            page = number
        elif begins or not (again and (titled or _is_heading(text))):
            if len(run) >= _FEWEST:
                found |= run
            run, titled, page = {}, begins, 0
            if not begins:
                continue
        run[at] = "" if begins else named or bare
    return found | run if len(run) >= _FEWEST else found


def _bare(name: str) -> str:
    """A name without the page number behind it."""
    return _PAGE.sub("", name) if name[-1:] in _PAGE_ENDS else name


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def _is_heading(text: str) -> bool:
    label = headings.label(text)
    if label is None:
        return headings.is_unnumbered_heading(text)
    return label.family not in (Family.BARE, Family.BARE_ARABIC)
